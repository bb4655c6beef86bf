package store_test

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"fichebak/store"
	"fichebak/store/storetest"
)

func TestTwoWhoMergeAtOnceMakeOneMerger(t *testing.T) {
	b := storetest.Open(t)
	one, two := b.Prospect(t, "name", "Een"), b.Prospect(t, "name", "Een")
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i, d := range []store.MergeDraft{{Keep: one.ID, Gone: two.ID, KeepRev: 1, GoneRev: 1}, {Keep: two.ID, Gone: one.ID, KeepRev: 1, GoneRev: 1}} {
		both.Go(func() { _, _, errs[i] = b.Merge(t.Context(), storetest.Bart, d) })
	}
	both.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	if errs[0] != nil || !errors.Is(errs[1], store.ErrMerged) {
		t.Error(errs)
	}
	if ms, total, err := b.Mergers(t.Context(), 9); err != nil || total != 1 || len(ms) != 1 {
		t.Errorf("%d mergers, %v", total, err)
	}
}

func TestMergersSurviveAnExportAndCanStillBeUndone(t *testing.T) {
	b := storetest.Open(t)
	keep, gone := claes(t, b)
	_, op := merge(t, b, keep, gone)
	if err := b.See(t.Context(), storetest.Kim, gone.ID, cardOf(t, b, keep.ID).Moments[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := b.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader(out.Bytes())); err != nil {
		t.Fatal(err)
	}
	if other.Len() != 1 {
		t.Errorf("%d fiches", other.Len())
	}
	var again bytes.Buffer
	if err := other.Export(t.Context(), &again); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("the export of an import differs, %v", err)
	}
	if _, err := other.Undo(t.Context(), storetest.Kim, op.ID); err != nil || other.Len() != 2 {
		t.Errorf("%d fiches after the undo, %v", other.Len(), err)
	}
}

// What was answered about a fiche holds for the one it became part of.
func TestAVerdictHoldsForTheFicheThatTookOver(t *testing.T) {
	b := storetest.Open(t)
	one, two, branch := b.Prospect(t, "name", "Hout Claes"), b.Prospect(t, "name", "Hout Claes"), b.Prospect(t, "name", "Hout Claes")
	if err := b.Judge(t.Context(), storetest.Kim, two.ID, branch.ID, store.VerdictBranch); err != nil {
		t.Fatal(err)
	}
	_, op := merge(t, b, one, two)
	if d := found(t, b); len(d.Open) != 0 || len(d.Judged) != 1 || d.Judged[0].A.ID != one.ID {
		t.Errorf("open %q, judged %q", names(d.Open), names(d.Judged))
	}
	if _, err := b.Undo(t.Context(), storetest.Kim, op.ID); err != nil {
		t.Fatal(err)
	}
	if d := found(t, b); len(d.Open) != 2 || len(d.Judged) != 1 {
		t.Errorf("undone: open %q, judged %q", names(d.Open), names(d.Judged))
	}
}

// A look finds pairs each night; who has the page open by then sees no pair that a
// merger made one.
func TestAPairThatBecameOneIsNotShown(t *testing.T) {
	b := storetest.Open(t)
	one, two := b.Prospect(t, "name", "Hout Claes"), b.Prospect(t, "name", "Hout Claes")
	if n := len(found(t, b).Open); n != 1 {
		t.Fatalf("%d pairs", n)
	}
	_, op := merge(t, b, one, two)
	if d, err := b.Doubles(t.Context()); err != nil || len(d.Open) != 0 {
		t.Errorf("merged: %q, %v", names(d.Open), err)
	}
	if _, err := b.Undo(t.Context(), storetest.Kim, op.ID); err != nil {
		t.Fatal(err)
	}
	if d, err := b.Doubles(t.Context()); err != nil || len(d.Open) != 1 {
		t.Errorf("undone: %q, %v", names(d.Open), err)
	}
}

func TestAFicheThatIsRemovedForEverTakesThoseMergedIntoItWithIt(t *testing.T) {
	b := storetest.Open(t)
	keep, gone := claes(t, b)
	f, op := merge(t, b, keep, gone)
	if _, err := b.Remove(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.Erase(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Claes", "050 00 41 27", "Legeweg", "monsters"} {
		if strings.Contains(out.String(), word) {
			t.Errorf("%q is still there", word)
		}
	}
	if _, err := b.Undo(t.Context(), storetest.Kim, op.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the merger of what is gone is undone: %v", err)
	}
}
