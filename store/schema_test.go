package store_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// keep makes the files of testdata anew; only for a schema that nobody has data of yet.
var keep = flag.Bool("keep", false, "write testdata of the present schema")

// fillOld is what the kept files hold: a bit of every table.
func fillOld(t *testing.T, b *storetest.Box) {
	t.Helper()
	kim, err := b.FirstRun(t.Context(), store.User{Name: "Kim Peeters", Password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Language: "nl"}, "Proefbedrijf")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Generate(t.Context(), kim.Actor(), 12, 1); err != nil {
		t.Fatal(err)
	}
	f := b.Prospect(t, "name", "Claes Houtbouw BV", "vat", "1099001486", "groups", "Hout, Eik", "source", "Beurs", "remarks", "twee\nregels", "contact.1.name", "Els Claes", "address.2.town", "Gent", "iban", "BE62510007547061")
	m := b.Moment(t, f, fiche.CallBack, "2026-10-21", "10:00", "prijs")
	if err := b.Later(t.Context(), kim.Actor(), f.ID, m.ID, b.Clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Convert(t.Context(), kim.Actor(), f.ID); err != nil {
		t.Fatal(err)
	}
	gone := b.Prospect(t, "name", "Weg ermee")
	if _, err := b.Remove(t.Context(), kim.Actor(), gone.ID); err != nil {
		t.Fatal(err)
	}
}

func TestAFileOfSchemaOneStillOpens(t *testing.T) {
	golden := filepath.Join("testdata", "v1.jsonl")
	if *keep && store.Schema() == 1 {
		keepOld(t, golden)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	b := &storetest.Box{Clock: storetest.NewClock(), Path: filepath.Join(t.TempDir(), "box.db")}
	old, err := os.ReadFile(filepath.Join("testdata", "v1.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.Path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	b.Reopen(t)
	defer b.Store.Close()
	b.Verify(t)
	same(t, b, want, "the file")
	imported := storetest.Open(t)
	if _, err := imported.Import(t.Context(), bytes.NewReader(want)); err != nil {
		t.Fatal(err)
	}
	same(t, imported, want, "its export, imported")
}

func same(t *testing.T, b *storetest.Box, want []byte, what string) {
	t.Helper()
	var got bytes.Buffer
	if err := b.Export(t.Context(), &got); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s of schema 1 is read as:\n%s", what, got.Bytes())
	}
}

func keepOld(t *testing.T, golden string) {
	t.Helper()
	b := &storetest.Box{Clock: storetest.NewClock(), Path: filepath.Join("testdata", "v1.db")}
	_ = os.Remove(b.Path)
	b.Reopen(t)
	fillOld(t, b)
	out, err := os.Create(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := b.Export(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	if err := b.Store.Close(); err != nil {
		t.Fatal(err)
	}
	// bbolt reserves room ahead in its file; what is not used yet is zeros
	file, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	used := (len(bytes.TrimRight(file, "\x00")) + page - 1) / page * page
	if err := os.Truncate(b.Path, int64(used)); err != nil {
		t.Fatal(err)
	}
}
