package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"fichebak/store"
	"fichebak/store/storetest"
)

// aSmallExport is a head and three records, a line each.
func aSmallExport(t *testing.T) []string {
	t.Helper()
	b := storetest.Open(t)
	b.Prospect(t, "name", "Bakkerij Peeters")
	var out bytes.Buffer
	if err := b.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSpace(out.String()), "\n")
}

func TestAnImportSaysWhichLineIsWrongAndHowAndKeepsNothing(t *testing.T) {
	lines := aSmallExport(t)
	last := len(lines)
	with := func(n int, line string) string {
		l := append([]string(nil), lines...)
		l[n-1] = line + "\n"
		return strings.Join(l, "")
	}
	for _, c := range []struct{ name, text, says string }{
		{"nothing", "", "line 1: not an export of Fichebak"},
		{"a letter", "Beste Kim,\n", "line 1: not an export of Fichebak"},
		{"no head", strings.Join(lines[1:], ""), "line 1: not an export of Fichebak"},
		{"a later format", with(1, `{"fichebak":2,"schema":1}`), "line 1: format 2"},
		{"a later schema", with(1, `{"fichebak":1,"schema":99}`), "line 1: schema 99"},
		{"no schema", with(1, `{"fichebak":1}`), "line 1: not an export of Fichebak"},
		{"not JSON", with(3, `naam;straat;gemeente`), "line 3: not JSON: "},
		{"cut off", strings.Join(lines, "")[:len(strings.Join(lines, ""))-9], fmt.Sprintf("line %d: not JSON: ", last)},
		{"too long", with(3, `{"key":"g/x","record":"`+strings.Repeat("x", 2<<20)+`"}`), "line 3: longer than 1048576 bytes"},
		{"an unknown table", with(3, `{"key":"zz/1","record":{}}`), `line 3: a record of a kind this program does not know: "zz/1"`},
		{"an unknown field", with(last, `{"key":"o/1","record":{"shoe_size":44}}`), `shoe_size`},
		{"another type", with(last, `{"key":"o/1","record":"tekst"}`), fmt.Sprintf("line %d: ", last)},
		{"twice", strings.Join(lines, "") + "\n" + lines[last-1], fmt.Sprintf(`line %d: `, last+1)},
		{"out of order", strings.Join(lines, "") + "\n" + lines[1], fmt.Sprintf(`line %d: `, last+1)},
	} {
		b := storetest.Open(t)
		_, err := b.Import(t.Context(), strings.NewReader(c.text))
		var at *store.ImportError
		if !errors.As(err, &at) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %.200v", c.name, err)
		}
		if b.Len() != 0 {
			t.Errorf("%s: %d fiches were kept", c.name, b.Len())
		}
	}
}

// A reader of an export takes its time while others write: it must be of one moment,
// or an import of it finds numbers of fiches it does not have.
func TestAnExportIsOfOneMomentWhileOthersWrite(t *testing.T) {
	b := storetest.Open(t)
	if err := b.Generate(t.Context(), storetest.Kim, 300, 1); err != nil {
		t.Fatal(err)
	}
	w := &slowReader{each: func() { b.Prospect(t, "name", "Tussendoor") }}
	if err := b.Export(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if b.Len() == 300 {
		t.Fatal("nobody wrote meanwhile")
	}
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader(w.Bytes())); err != nil {
		t.Fatal(err)
	}
	other.Verify(t)
	if other.Len() != 300 {
		t.Errorf("%d fiches", other.Len())
	}
}

type slowReader struct {
	bytes.Buffer
	each func()
}

func (r *slowReader) Write(p []byte) (int, error) {
	r.each()
	return r.Buffer.Write(p)
}

func TestACheckFindsNoFaultsWhileOthersWrite(t *testing.T) {
	b := storetest.Open(t)
	if err := b.Generate(t.Context(), store.Actor{Name: "demo"}, 300, 1); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				if _, err := b.Create(t.Context(), storetest.Kim, 1, store.Draft{Values: storetest.Values("name", fmt.Sprint("Claes ", i))}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 20 {
		faults, err := b.Check(t.Context())
		if err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
	}
	stop()
	writers.Wait()
}

// A name may have 200 characters of three bytes; the key of it was cut in the middle
// of one, which JSON cannot tell.
func TestNamesInOtherScriptsComeThroughAnExport(t *testing.T) {
	b := storetest.Open(t)
	b.Prospect(t, "name", "Peeters", "groups", strings.Repeat("木", 150), "source", strings.Repeat("市", 199))
	if _, err := b.AddUser(t.Context(), storetest.Kim, store.User{Name: strings.Repeat("人", 150), Role: store.Admin}); err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	if err := b.Export(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader(first.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := other.Export(t.Context(), &second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("export(import(export)) is another")
	}
}

func TestAnImportWhoseRecordsDoNotAgreeIsFoundByTheCheck(t *testing.T) {
	lines := aSmallExport(t)
	for _, change := range []struct{ what, was, is string }{
		{"a number of somebody else", `"number":30000`, `"number":30001`},
		{"a kind that does not exist", `"kind":1,"number":30000`, `"kind":9,"number":30000`},
		{"settings without numbers", `"starts":[30000,10000,20000]`, `"starts":[]`},
	} {
		text := strings.Join(lines, "")
		if change.what == "settings without numbers" {
			text = strings.Replace(text, lines[0], lines[0]+`{"key":"e/settings","record":{"lead":15,`+change.was+`}}`+"\n", 1)
		}
		text = strings.ReplaceAll(text, change.was, change.is)
		b := storetest.Loose(t)
		if _, err := b.Import(t.Context(), strings.NewReader(text)); err != nil {
			continue // refused at once is as good
		}
		if faults, err := b.Check(t.Context()); err != nil || len(faults) == 0 {
			t.Errorf("%s: %v %v", change.what, faults, err)
		}
	}
}
