package store

import (
	"bytes"
	"testing"

	"fichebak/store/fiche"
)

// The indexes read of a record what they need alone, under the numbers it has there.
func TestIndexesReadWhatAFicheHolds(t *testing.T) {
	f := fiche.Fiche{Name: "Claes", VAT: "BE 0403.170.701", RemovedAt: 7, MergedInto: "f1"}
	b, err := encode(f)
	var got indexed
	if err == nil {
		err = decode(b, &got)
	}
	if want := (indexed{f.Name, f.VAT, f.RemovedAt, f.MergedInto}); err != nil || got != want {
		t.Errorf("%+v, want %+v: %v", got, want, err)
	}
	if b, err = encode(Change{Base: 7, ByID: "ukim", Op: OpSave}); err != nil {
		t.Fatal(err)
	}
	for _, d := range indexes {
		if d.Name == byCommit && !bytes.HasPrefix(d.Keys(nil, b)[0], commitKey(7)) {
			t.Error("a change is not found by its commit")
		}
	}
	again, _ := encode(fiche.Fiche{Name: "Peeters", VAT: "BE 0403.170.701"}) // as long as an index reads it anew
	for i, want := range []string{"Claes", "Peeters", "Peeters", "Claes"} {
		b, err := encode(fiche.Fiche{Name: want})
		if i == 1 {
			b = again
		}
		if got, ok := lastIndexed.of(b); err != nil || !ok || got.Name != want {
			t.Errorf("%+v, want %s", got, want)
		}
	}
	if _, ok := lastIndexed.of([]byte("no record")); ok {
		t.Error("what is no record is read")
	}
}
