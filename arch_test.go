package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport says which of our packages, and which modules of others, each package may
// import by itself. A package that is not here fails the test: say where it belongs.
var mayImport = map[string][]string{
	"fichebak":                 {"fichebak/handlers", "fichebak/store", "fichebak/store/fiche", "fichebak/store/kv", "fichebak/store/kv/boltkv", "fichebak/store/password", "fichebak/views/locale", "github.com/robfig/cron/v3", "github.com/gofiber/fiber/v2"},
	"fichebak/handlers":        {"fichebak/static", "fichebak/store", "fichebak/store/alike", "fichebak/store/fiche", "fichebak/store/paper", "fichebak/store/password", "fichebak/store/phone", "fichebak/store/place", "fichebak/store/search", "fichebak/store/transfer", "fichebak/store/vat", "fichebak/views", "fichebak/views/locale", "github.com/gofiber/fiber/v2"},
	"fichebak/static":          {},
	"fichebak/views":           {"fichebak/views/locale", "fichebak/store/fiche", "fichebak/store/vat", "github.com/gofiber/template"},
	"fichebak/views/locale":    {"github.com/go-playground/locales", "github.com/nicksnyder/go-i18n/v2", "golang.org/x/text"},
	"fichebak/store":           {"fichebak/store/alike", "fichebak/store/fiche", "fichebak/store/index", "fichebak/store/kv", "fichebak/store/phone", "fichebak/store/place", "fichebak/store/search", "fichebak/store/transfer", "fichebak/store/vat", "github.com/fxamacker/cbor/v2"},
	"fichebak/store/alike":     {"fichebak/store/fiche", "fichebak/store/phone", "fichebak/store/search"},
	"fichebak/store/fiche":     {"fichebak/store/iban", "fichebak/store/phone", "fichebak/store/vat"},
	"fichebak/store/iban":      {},
	"fichebak/store/index":     {"fichebak/store/search"},
	"fichebak/store/kv":        {},
	"fichebak/store/kv/boltkv": {"fichebak/store/kv", "go.etcd.io/bbolt"},
	"fichebak/store/kv/kvtest": {"fichebak/store/kv"},
	"fichebak/store/paper":     {"codeberg.org/go-pdf/fpdf", "golang.org/x/text"}, // PDF; x/text puts accents on their letters
	"fichebak/store/papertest": {},                                                // what tests read back of it
	"fichebak/store/password":  {"golang.org/x/crypto"},
	"fichebak/store/phone":     {"github.com/nyaruka/phonenumbers"},
	"fichebak/store/place":     {"fichebak/store/search", "golang.org/x/text"},
	"fichebak/store/search":    {"golang.org/x/text"},
	"fichebak/store/storetest": {"fichebak/store", "fichebak/store/fiche", "fichebak/store/kv", "fichebak/store/kv/boltkv"},
	"fichebak/store/transfer":  {"fichebak/store/fiche", "fichebak/store/phone", "fichebak/store/place", "fichebak/store/search", "fichebak/store/vat", "github.com/xuri/excelize/v2", "golang.org/x/text"},
	"fichebak/store/vat":       {},
}

func TestPackagesImportOnlyWhatTheHouseAllows(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	seen := 0
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		allowed, known := mayImport[p.ImportPath]
		if !known {
			t.Errorf("package %s is not in the table of the house", p.ImportPath)
		}
		for _, i := range p.Imports {
			first, _, _ := strings.Cut(i, "/")
			if first != "fichebak" && !strings.Contains(first, ".") {
				continue // the standard library
			}
			if !slices.ContainsFunc(allowed, func(a string) bool {
				return i == a || !strings.HasPrefix(a, "fichebak") && strings.HasPrefix(i, a+"/")
			}) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages were looked at", seen)
	}
}

// forbidden words, and the files that alone may hold them.
var forbidden = []struct {
	word, in string
	but      []string
}{
	{"time.Now(", ".", []string{"main.go", "handlers/live.go"}}, // live.go: a deadline on a socket is of the real clock
	{"context.Background(", "handlers", nil},
	{"template.HTML(", ".", []string{"views/funcs.go"}},
	{"FormValue(", "handlers", []string{"handlers/forms.go", "handlers/forms_fiche.go"}},
	{`"HX-`, "handlers", []string{"handlers/render.go"}},
	{"os.Exit(", ".", []string{"main.go", "views/locale/add.go"}},
	{"log.Print", ".", nil},
}

func TestForbiddenWordsStayWhereTheyBelong(t *testing.T) {
	read := 0
	for _, f := range forbidden {
		walk(t, f.in, func(name, text string) {
			read++
			if strings.Contains(text, f.word) && !slices.Contains(f.but, name) {
				t.Errorf("%s says %s", name, f.word)
			}
		})
	}
	if read < 100 {
		t.Errorf("only %d files were read", read)
	}
}

func walk(t *testing.T, dir string, fn func(name, text string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		fn(filepath.ToSlash(name), string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// topLevel are the folders the project has beside its files.
var topLevel = []string{".ci", ".git", "handlers", "static", "store", "views"}

func TestNoOtherFoldersAtTheTop(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("folder %s at the top", e.Name())
		}
	}
}
