package store_test

import (
	"bytes"
	"errors"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func generated(t *testing.T, n int, seed uint64) (*storetest.Box, []byte) {
	t.Helper()
	b := storetest.Open(t)
	if err := b.Generate(t.Context(), store.Actor{Name: "demo"}, n, seed); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return b, out.Bytes()
}

func TestGeneratedFichesAreSoundAndNothingIsToBeSaidOfThem(t *testing.T) {
	b, _ := generated(t, 1500, 1)
	if b.Len() != 1500 {
		t.Fatalf("%d fiches", b.Len())
	}
	kinds := map[fiche.Kind]int{}
	for _, k := range fiche.Kinds {
		p, err := b.List(t.Context(), store.Query{Kind: k, Limit: 2000})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			kinds[k]++
			for _, x := range fiche.Check(r.Fiche.Values(func(fiche.ID) string { return "" })) {
				t.Errorf("%s: %s %q", r.Fiche.Name, x.Code, r.Fiche.Phone)
			}
			if tidy := fiche.Tidy(fiche.Values{"vat": r.Fiche.VAT, "phone": r.Fiche.Phone}); tidy["vat"] != r.Fiche.VAT || tidy["phone"] != r.Fiche.Phone {
				t.Errorf("%q and %q are not written as one writes them", r.Fiche.VAT, r.Fiche.Phone)
			}
		}
	}
	if kinds[fiche.Prospect] < 700 || kinds[fiche.Customer] < 300 || kinds[fiche.Supplier] < 80 {
		t.Errorf("kinds %v", kinds)
	}
	if f := b.Prospect(t, "name", "Echt"); f.Number <= 30000 {
		t.Errorf("the series goes on at %d", f.Number)
	}
	if err := b.Generate(t.Context(), store.Actor{}, 1, 1); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("into a box with fiches: %v", err)
	}
}

func TestTheSameSeedGivesTheSameFiches(t *testing.T) {
	_, one := generated(t, 200, 7)
	_, two := generated(t, 200, 7)
	_, other := generated(t, 200, 8)
	if !bytes.Equal(one, two) {
		t.Error("the same seed gives other fiches")
	}
	if bytes.Equal(one, other) {
		t.Error("another seed gives the same fiches")
	}
}

func TestAnImportedExportIsTheSameExport(t *testing.T) {
	_, first := generated(t, 300, 3)
	b := storetest.Open(t)
	if _, err := b.Import(t.Context(), bytes.NewReader(first)); err != nil {
		t.Fatal(err)
	}
	var second bytes.Buffer
	if err := b.Export(t.Context(), &second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second.Bytes()) {
		t.Error("export(import(export)) is another")
	}
}

func BenchmarkGenerate(b *testing.B) {
	for b.Loop() {
		box := storetest.Open(b)
		if err := box.Generate(b.Context(), store.Actor{Name: "demo"}, 10_000, 1); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(10_000*float64(b.N)/b.Elapsed().Seconds(), "fiches/s")
}
