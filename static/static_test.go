package static

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// A vendored script is exactly the published one; its sum stands in VENDOR.md.
func TestVendoredScriptsAreUnmodified(t *testing.T) {
	sums := map[string]string{
		"vendor/htmx.min.js":   "Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn",
		"vendor/hx-sse.min.js": "v8HvucQ+ohQhMg0arboXc5049yNR46QKMjphs7YDch+Wm7zpfK5XVS01f26mQDJV",
	}
	for name, want := range sums {
		sum := sha512.Sum384(bodies[name])
		if got := base64.StdEncoding.EncodeToString(sum[:]); got != want {
			t.Errorf("%s: sha384 %s, want %s", name, got, want)
		}
		if !strings.Contains(string(bodies["vendor/VENDOR.md"]), want) {
			t.Errorf("VENDOR.md does not name the sum of %s", name)
		}
	}
}

// What only tests use is as published too, and not in the binary.
func TestAxeIsUnmodifiedAndNotInTheBinary(t *testing.T) {
	const want = "xt1SFg49QaDwsyt0Xfs2XAyBtYPClXl3X2q5OOLeGAUmq9jZTYIMdztpF99WdhiH"
	axe, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha512.Sum384(axe)
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != want {
		t.Errorf("axe.min.js: sha384 %s, want %s", got, want)
	}
	note, err := os.ReadFile("testdata/VENDOR.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(note), want) {
		t.Error("VENDOR.md does not name the sum of axe.min.js")
	}
	for name, body := range bodies {
		if strings.Contains(name, "testdata") || bytes.Contains(body, []byte("axe-core")) {
			t.Errorf("%s is in the binary", name)
		}
	}
}

func TestEveryFileHasItsContentType(t *testing.T) {
	if len(bodies) < 7 {
		t.Fatalf("only %d files embedded", len(bodies))
	}
	for name := range bodies {
		if contentTypes[path.Ext(name)] == "" {
			t.Errorf("%s: no content type", name)
		}
	}
}

func TestLookupOfCurrentAddressIsImmutable(t *testing.T) {
	body, kind, immutable, ok := Lookup(Path("css/app.css"))
	if !ok || !immutable || kind != "text/css; charset=utf-8" || len(body) == 0 {
		t.Fatalf("got %d bytes, %q, immutable %v, ok %v", len(body), kind, immutable, ok)
	}
}

func TestLookupOfOldHashAnswersSameBytesNotToBeKept(t *testing.T) {
	old := Prefix + "0123456789/img/favicon.svg"
	body, kind, immutable, ok := Lookup(old)
	if !ok || immutable || kind != "image/svg+xml" || !bytes.Equal(body, bodies["img/favicon.svg"]) {
		t.Fatalf("%s: %d bytes, %q, immutable %v, ok %v", old, len(body), kind, immutable, ok)
	}
}

func TestLookupRefusesWhatIsNoFile(t *testing.T) {
	for _, address := range []string{"", "/static", "/static/", Prefix + hash, Prefix + hash + "/", Path("css"), Path("css/none.css"),
		Path("../static.go"), Path("css/../css/app.css"), Path("static.go"), "/css/app.css", Prefix + "x/css/app.css", Path("css/app.css") + "/"} {
		if _, _, _, ok := Lookup(address); ok {
			t.Errorf("%q is answered", address)
		}
	}
}

func TestHashChangesWithNameAndContent(t *testing.T) {
	one := treeHash(map[string][]byte{"a": []byte("1"), "b": []byte("2")})
	for _, other := range []map[string][]byte{
		{"a": []byte("1"), "b": []byte("3")}, {"a": []byte("1"), "c": []byte("2")}, {"a": []byte("2"), "b": []byte("1")}, {"a": []byte("1")},
	} {
		if treeHash(other) == one {
			t.Errorf("%v has the hash of another tree", other)
		}
	}
}

// An icon that two sprites both brought would be shown by whichever came first.
func TestEachIconHasOneSymbol(t *testing.T) {
	seen := map[string]bool{}
	for _, found := range regexp.MustCompile(`<symbol id="([^"]+)"`).FindAllSubmatch(bodies["img/icons.svg"], -1) {
		if seen[string(found[1])] {
			t.Errorf("icon %s twice", found[1])
		}
		seen[string(found[1])] = true
	}
	if len(seen) < 80 {
		t.Errorf("%d icons", len(seen))
	}
}

func TestStyleSheetBalancesAndStaysInItsLayers(t *testing.T) {
	css := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(bodies["css/app.css"]), "")
	if opened, closed := strings.Count(css, "{"), strings.Count(css, "}"); opened != closed {
		t.Errorf("%d { and %d }", opened, closed)
	}
	if !strings.HasPrefix(strings.TrimSpace(css), "@layer reset, base, layout, parts, utilities;") {
		t.Error("the order of the layers is not said first")
	}
	if strings.Contains(css, "@import") || regexp.MustCompile(`url\("?https?:`).MatchString(css) {
		t.Error("the style sheet fetches something from elsewhere")
	}
}

// A module that is missing stops all of a page's scripts, and only in the browser.
func TestModulesImportOnlyWhatIsThere(t *testing.T) {
	imports := regexp.MustCompile(`(?:from|import) '(\./[^']+)'|new URL\('([^']+)'`)
	reached := map[string]bool{}
	var walk func(name string)
	walk = func(name string) {
		if reached[name] {
			return
		}
		reached[name] = true
		body, ok := bodies[name]
		if !ok {
			t.Errorf("%s is imported and not there", name)
		}
		for _, m := range imports.FindAllSubmatch(body, -1) {
			walk(path.Join("js", string(m[1])+string(m[2])))
		}
	}
	walk("js/app.js")
	for name, body := range bodies {
		if !strings.HasPrefix(name, "js/") {
			continue
		}
		if !reached[name] {
			t.Errorf("%s is imported by nothing", name)
		}
		if lines := bytes.Count(body, []byte("\n")); lines > 150 {
			t.Errorf("%s has %d lines", name, lines)
		}
		if !bytes.HasPrefix(body, []byte("// ")) {
			t.Errorf("%s does not begin by saying what it is for", name)
		}
	}
}

// Text becomes elements in one place, so that there is one place to look for markup
// that a user typed; and the policy forbids what evaluates or styles by text.
func TestScriptsMakeElementsOfTextInOnePlace(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML\s*\+?=[^=]|outerHTML\s*\+?=[^=]|insertAdjacentHTML|document\.write|\beval\(|new Function|\.style\b|setAttribute\('(?:style|on)|https?://`)
	for name, body := range bodies {
		if !strings.HasPrefix(name, "js/") {
			continue
		}
		found := forbidden.FindAllString(string(body), -1)
		if name == "js/page.js" {
			found = found[min(1, len(found)):] // markup
		}
		for _, f := range found {
			t.Errorf("%s: %s", name, f)
		}
	}
}
