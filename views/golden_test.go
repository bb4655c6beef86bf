package views

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fichebak/views/locale"
)

var update = flag.Bool("update", false, "rewrite the golden pages")

// goldenLanguages are those in which every page is looked at in full. Two are enough to see a text that is not from the
// catalogs, and golden files of four would be read by nobody.
var goldenLanguages = locale.Languages[:2]

// renderings calls f with every sample in the golden languages, whole and in part.
func renderings(t *testing.T, f func(t *testing.T, name, html string)) {
	t.Helper()
	renderingsIn(t, goldenLanguages, f)
}

func renderingsIn(t *testing.T, languages []locale.Language, f func(t *testing.T, name, html string)) {
	t.Helper()
	e := testEngine(t)
	for _, s := range samples {
		for _, l := range languages {
			for _, whole := range []bool{true, false} {
				v := s.view(l.Code)
				name := s.name + "." + l.Code
				if !whole {
					name = s.name + ".part." + l.Code
				}
				if whole && !isPage(v.Page()) {
					continue // a fragment that has no page of its own
				}
				var b bytes.Buffer
				if err := e.RenderView(&b, v, whole); err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				f(t, name, b.String())
			}
		}
	}
}

// A message and what fills it agree: fmt writes %!d(string=30000) where they do not.
func TestEveryMessageIsFilledInInEveryLanguage(t *testing.T) {
	renderingsIn(t, locale.Languages, func(t *testing.T, name, html string) {
		if _, rest, found := strings.Cut(html, "%!"); found {
			t.Errorf("%s: a message that was not filled in: %%!%.40s", name, rest)
		}
		tag := locale.For(name[strings.LastIndex(name, ".")+1:], sampleNow()).Tag()
		if !strings.Contains(name, ".part.") && !strings.Contains(html, `<html lang="`+tag+`"`) {
			t.Errorf("%s is not in %s", name, tag)
		}
	})
}

// A page looks as it did; a change that was meant is written by go test ./views -update and read in the diff.
func TestPagesAreAsTheirGoldenFiles(t *testing.T) {
	seen := map[string]bool{}
	renderings(t, func(t *testing.T, name, html string) {
		file := filepath.Join("testdata", "golden", name+".html")
		seen[name+".html"] = true
		if strings.Contains(html, "ZgotmplZ") {
			t.Errorf("%s has an address that html/template refuses", name)
		}
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(html), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			return
		}
		if html != string(want) {
			t.Errorf("%s differs from its golden file:\n%s", name, firstDifference(html, string(want)))
		}
	})
	entries, err := os.ReadDir(filepath.Join("testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !seen[entry.Name()] {
			t.Errorf("golden file %s belongs to no sample", entry.Name())
		}
	}
}

// firstDifference shows where two pages part, a little before and after.
func firstDifference(got, want string) string {
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	near := func(s string) string { return s[max(0, at-60):min(len(s), at+120)] }
	return "got  …" + near(got) + "…\nwant …" + near(want) + "…"
}
