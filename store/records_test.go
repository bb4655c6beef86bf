package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// Two fields with one number are both left out of the record, without a word.
func TestNoTwoFieldsOfARecordHaveTheSameNumber(t *testing.T) {
	records := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			seen := map[string]bool{}
			for _, field := range s.Fields.List {
				if field.Tag == nil {
					continue
				}
				number, _, numbered := strings.Cut(reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("cbor"), ",keyasint")
				if !numbered {
					continue
				}
				if seen[number] {
					t.Errorf("%s: %s has number %s, which another field has", path, field.Names[0], number)
				}
				seen[number] = true
			}
			if len(seen) > 0 {
				records++
			}
			return true
		})
		return nil
	})
	if err != nil || records < 20 {
		t.Errorf("%d records, %v", records, err)
	}
}
