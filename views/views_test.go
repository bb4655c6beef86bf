package views

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jba/templatecheck"
)

func testAssets(name string) string { return "/static/0123456789/" + name }

// testEngine is composed once: it never changes afterwards.
var testEngine = func() func(testing.TB) *Engine {
	compose := sync.OnceValues(func() (*Engine, error) { return New(testAssets) })
	return func(t testing.TB) *Engine {
		t.Helper()
		e, err := compose()
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
}()

// The go:embed directive skips files that begin with _ unless told otherwise, and a new folder unless it is listed.
func TestEveryTemplateIsEmbedded(t *testing.T) {
	list := func(tree fs.FS) []string {
		var names []string
		err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() && name == "testdata" {
				return fs.SkipDir
			}
			if err == nil && strings.HasSuffix(name, extension) {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	onDisk, embedded := list(os.DirFS(".")), list(files)
	for _, name := range onDisk {
		if !slices.Contains(embedded, name) {
			t.Errorf("%s is not embedded: name its folder in views.go", name)
		}
	}
	if len(onDisk) < 25 || len(embedded) != len(onDisk) {
		t.Errorf("%d templates on disk, %d embedded", len(onDisk), len(embedded))
	}
}

// A template asks only for what its view model has, in every branch, also those no sample reaches.
func TestTemplatesFitTheirTypes(t *testing.T) {
	fresh, err := load(files, testAssets)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		v := s.view("nl")
		for _, name := range []string{v.Page(), v.Part()} {
			if err := templatecheck.CheckHTML(fresh.Templates.Lookup(name), v); err != nil {
				t.Errorf("%s with %T: %v", name, v, err)
			}
			if page := fresh.pages[name][v.Base().Layout()]; page != nil {
				if err := templatecheck.CheckHTML(page, v); err != nil {
					t.Errorf("%s in its layout with %T: %v", name, v, err)
				}
			}
		}
	}
	for _, name := range []string{"layout/_field", "layout/_attrs", "layout/_notes"} {
		if err := templatecheck.CheckHTML(fresh.Templates.Lookup(name), Field{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"layout/_rim", "layout/_tray", "layout/_banner", "layout/_flash", "layout/_morning", "layout/_mast", "layout/_menu"} {
		if err := templatecheck.CheckHTML(fresh.Templates.Lookup(name), &Frame{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Pages and fragments side by side: html/v2's own renderer loses its layout here.
func TestPagesAndFragmentsRenderSideBySide(t *testing.T) {
	e := testEngine(t)
	v := sampleToday("nl")
	var page, part bytes.Buffer
	if err := errors.Join(e.RenderView(&page, v, true), e.RenderView(&part, v, false)); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			for range 25 {
				var b bytes.Buffer
				want := part.String()
				if i%2 == 0 {
					want = page.String()
				}
				if err := e.RenderView(&b, v, i%2 == 0); err != nil || b.String() != want {
					t.Errorf("render differs beside others: %v", err)
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestRenderNamesWhatIsMissing(t *testing.T) {
	e := testEngine(t)
	for _, err := range []error{
		e.Render(io.Discard, "no/such", nil), e.Render(io.Discard, "no/such", nil, LayoutPage),
		e.Render(io.Discard, "errors/error", nil, "layout/none"), e.Render(io.Discard, "errors/_error", nil, LayoutPage),
	} {
		if err == nil || !strings.Contains(err.Error(), "no ") {
			t.Errorf("got %v", err)
		}
	}
}

func TestBrokenTemplatesStopTheStart(t *testing.T) {
	for name, body := range map[string]string{
		"unclosed": "{{if .T}}", "unknown function": "{{none}}", "ambiguous escape": `<p class="{{if .T}}">{{end}}`,
	} {
		tree := fstest.MapFS{"layout/page.html": {Data: []byte(`{{template "content" .}}`)}, "layout/bare.html": {Data: []byte(`{{template "content" .}}`)}, "a/b.html": {Data: []byte(body)}}
		if _, err := compose(tree, testAssets); err == nil {
			t.Errorf("%s: the start goes on", name)
		}
	}
}

func TestDevelopmentReadsTemplatesAnew(t *testing.T) {
	dir := t.TempDir()
	write := func(name, body string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755), os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("layout/page.html", `<{{template "content" .}}>`)
	write("layout/bare.html", `{{template "content" .}}`)
	write("a/b.html", "one")
	e, err := NewDev(os.DirFS(dir), testAssets)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"one", "two"} {
		write("a/b.html", want)
		var b bytes.Buffer
		if err := e.Render(&b, "a/b", nil, LayoutPage); err != nil || b.String() != "<"+want+">" && b.String() != "&lt;"+want+">" {
			t.Errorf("got %q, %v", b.String(), err)
		}
	}
}

func TestDomIDsArePlainSelectors(t *testing.T) {
	for _, c := range [][2]string{{dom("fiche", "12", "form"), "fiche-12-form"}, {dom("moment.new-1.day"), "moment-new-1-day"}, {dom(`a"><b`, "é"), "a---b--"}} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func TestIconsCannotCarryMarkup(t *testing.T) {
	got := string(icon("/s/icons.svg", `x"/><script>`, []string{`y" on`}))
	if strings.Contains(got, "<script") || strings.Count(got, `"`) != 6 {
		t.Errorf("got %s", got)
	}
}

// Every icon a template or a view model names is in the sprite; a wrong name would show nothing at all.
func TestEveryIconNamedIsInTheSprite(t *testing.T) {
	sprite, err := os.ReadFile(filepath.Join("..", "static", "img", "icons.svg"))
	if err != nil {
		t.Fatal(err)
	}
	check := func(where, name string) {
		if !strings.Contains(string(sprite), `<symbol id="`+name+`"`) {
			t.Errorf("%s: no icon %q in the sprite", where, name)
		}
	}
	named := regexp.MustCompile(`\bicon "([^"]+)"`)
	forTemplates(t, func(name, body string) {
		for _, found := range named.FindAllStringSubmatch(body, -1) {
			check(name, found[1])
		}
	})
	used := regexp.MustCompile(`icons\.svg#([^"]*)"`)
	renderings(t, func(t *testing.T, name, html string) {
		for _, found := range used.FindAllStringSubmatch(html, -1) {
			check(name, found[1])
		}
	})
}

// forTemplates calls f with every template as it is written.
func forTemplates(t *testing.T, f func(name, body string)) {
	t.Helper()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := files.ReadFile(name)
		f(name, string(body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
