package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestWhatLiesInTheBinLongEnoughIsRemovedForEverAndItsNumberStaysTaken(t *testing.T) {
	b := storetest.Open(t)
	gone, back := b.Prospect(t, "name", "Weggedaan"), b.Prospect(t, "name", "Teruggezet")
	for i := range 130 { // more than one transaction may delete
		b.Moment(t, gone, fiche.CallBack, "2026-10-22", "", fmt.Sprint("poging ", i))
	}
	for _, f := range []fiche.Fiche{gone, back} {
		if _, err := b.Remove(t.Context(), storetest.Bart, f.ID); err != nil {
			t.Fatal(err)
		}
	}
	b.Clock.Add(29 * 24 * time.Hour)
	if err := b.Sweep(t.Context()); err != nil || b.Len() != 2 {
		t.Fatal(b.Len(), err)
	}
	if _, err := b.Restore(t.Context(), storetest.Kim, back.ID); err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(25 * time.Hour)
	if err := b.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Card(t.Context(), gone.ID); !errors.Is(err, store.ErrNotFound) || b.Len() != 1 {
		t.Error(b.Len(), "fiches", err)
	}
	if _, err := b.ByNumber(t.Context(), fiche.Prospect, gone.Number); !errors.Is(err, store.ErrNotFound) {
		t.Error("its number leads to", err)
	}
	if f := b.Prospect(t, "name", "Nieuw"); f.Number != 30002 {
		t.Errorf("the next has number %d", f.Number)
	}
	all, err := b.Changes(t.Context(), store.HistoryQuery{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, c := range all.Lines {
		if c.Change.Fiche == gone.ID {
			if said++; c.Op != store.OpErase || c.Ref.Number != gone.Number || c.Ref.Kind != fiche.Prospect || c.Ref.Name != "" || c.By != "" {
				t.Errorf("history says %+v", c)
			}
		}
	}
	if said != 1 {
		t.Errorf("history says %d things of it", said)
	}
	if latest, err := b.Latest(t.Context(), 10); err != nil || len(latest) != 2 {
		t.Error("Vandaag says", latest, err)
	}
	var out bytes.Buffer
	if err := b.Export(t.Context(), &out); err != nil || strings.Contains(out.String(), "Weggedaan") || strings.Contains(out.String(), "poging") {
		t.Error("its data are still there", err)
	}
	b.Reopen(t) // the lists that were kept know it too
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader(out.Bytes())); err != nil {
		t.Fatal(err)
	}
}

func TestOnlyWhatLiesInTheBinIsRemovedForEver(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes")
	if err := b.Erase(t.Context(), storetest.Kim, f.ID); !errors.Is(err, store.ErrKept) {
		t.Error(err)
	}
	if err := b.Erase(t.Context(), storetest.Kim, "f-nobody"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	if err := b.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.BinDays = 7 }); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Remove(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(8 * 24 * time.Hour)
	if err := b.Sweep(t.Context()); err != nil || b.Len() != 0 {
		t.Error(b.Len(), err)
	}
}

func TestTheUndoOfAJobNamesWhatWasRemovedForEver(t *testing.T) {
	b := storetest.Open(t)
	_, ids := crowd(t, b, 3)
	j := worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkBin, IDs: ids}).ID)
	if err := b.Erase(t.Context(), storetest.Kim, ids[1]); err != nil {
		t.Fatal(err)
	}
	undo, err := b.UndoJob(t.Context(), storetest.Kim, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	if undo = worked(t, b, undo.ID); undo.Counts["changed"] != 2 || len(undo.Exceptions) != 1 || undo.Exceptions[0].Code != "gone" {
		t.Errorf("%+v", undo)
	}
}
