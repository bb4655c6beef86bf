package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	inTemplate = regexp.MustCompile(`\.(?:T|N|Has) "([^"]+)"`)
	quoted     = regexp.MustCompile(`"([a-z][a-zA-Z0-9.-]*)"`)
	action     = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
)

// sources collects what the program says: keys asked for by name, and every literal that may be one or begin one.
func sources(t *testing.T) (asked map[string]string, literals map[string]bool) {
	t.Helper()
	asked, literals = map[string]string{}, map[string]bool{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if name := entry.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "tmp") {
				return filepath.SkipDir
			}
		case strings.HasSuffix(path, ".html"):
			return templateLiterals(path, asked, literals)
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			return goLiterals(path, asked, literals)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return asked, literals
}

func templateLiterals(path string, asked map[string]string, literals map[string]bool) error {
	body, err := os.ReadFile(path)
	for _, act := range action.FindAllString(string(body), -1) {
		for _, found := range inTemplate.FindAllStringSubmatch(act, -1) {
			asked[found[1]] = path
		}
		for _, found := range quoted.FindAllStringSubmatch(act, -1) {
			literals[found[1]] = true
		}
	}
	return err
}

func goLiterals(path string, asked map[string]string, literals map[string]bool) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	text := func(e ast.Expr) (string, bool) {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(lit.Value)
		return s, err == nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, ok := text(n); ok {
				literals[s] = true
			}
		case *ast.CallExpr:
			selector, ok := n.Fun.(*ast.SelectorExpr)
			if ok && (selector.Sel.Name == "T" || selector.Sel.Name == "N") && len(n.Args) > 0 {
				if s, ok := text(n.Args[0]); ok {
					asked[s] = path
				}
			}
		}
		return true
	})
	return nil
}

func TestEveryKeyAskedForIsInTheCatalog(t *testing.T) {
	asked, _ := sources(t)
	if len(asked) < 50 {
		t.Fatalf("only %d keys found in the sources", len(asked))
	}
	catalog := entries(t, "nl")
	for key, path := range asked {
		if strings.HasSuffix(key, ".") {
			continue // the beginning of a key whose end is data
		}
		if catalog[key] == nil {
			t.Errorf("%s: %s is not in the catalog", path, key)
		}
	}
}

// A key is used when it stands anywhere as a literal, or when a literal that ends in a stop begins it.
func TestEveryKeyInTheCatalogIsUsed(t *testing.T) {
	_, literals := sources(t)
	used := func(key string) bool {
		if literals[key] {
			return true
		}
		for i, r := range key {
			if r == '.' && literals[key[:i+1]] {
				return true
			}
		}
		return key == last
	}
	for key := range entries(t, "nl") {
		if !used(key) {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// What a field's check says is a code, looked up by a variable: every code that stands in the sources has its words.
func TestEveryProblemAndRemarkHasItsWords(t *testing.T) {
	_, literals := sources(t)
	code := regexp.MustCompile(`^(problem|remark|vat|iban|bic|phone)\.[a-z0-9.-]*[a-z0-9]$`)
	catalog := entries(t, "nl")
	for literal := range literals {
		if code.MatchString(literal) && catalog[literal] == nil {
			t.Errorf("%s is not in the catalog", literal)
		}
	}
}
