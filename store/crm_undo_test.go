package store_test

import (
	"errors"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// A reopened CRM fiche that goes back is lost for the reason it was lost for, since then.
func TestTheUndoOfAMovePutsBackAllThatTheMoveChanged(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	c := b.CRM(t, f, "subject", "Gevel", "stage", "quote", "chance", "60")
	move := func(stage string, o fiche.Outcome, reason string) fiche.CRM {
		t.Helper()
		b.Clock.Add(24 * time.Hour)
		x, err := b.MoveCRM(t.Context(), storetest.Kim, c.ID, stage, o, reason)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	undo := func() fiche.CRM {
		t.Helper()
		b.Clock.Add(time.Minute)
		x, err := b.UndoMoveCRM(t.Context(), storetest.Kim, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	lost := move("", fiche.Lost, "te duur")
	if got := move("deal", fiche.Open, ""); got.Reason != "" || got.Chance != 80 {
		t.Fatalf("reopened: %q, %d", got.Reason, got.Chance)
	}
	got := undo()
	if got.Outcome != fiche.Lost || got.Reason != "te duur" || got.Stage != "quote" || got.Chance != 60 || got.EndedAt != lost.EndedAt || len(got.Moves) != 1 {
		t.Errorf("taken back it is %s for %q in %s with %d, ended at %d, %v", got.Outcome, got.Reason, got.Stage, got.Chance, got.EndedAt, got.Moves)
	}
	if _, err := b.UndoMoveCRM(t.Context(), storetest.Kim, c.ID); !errors.Is(err, store.ErrUndone) {
		t.Errorf("a second time: %v", err)
	}
	move("talk", fiche.Open, "")
	if _, err := b.UndoMoveCRM(t.Context(), storetest.Bart, c.ID); !errors.Is(err, store.ErrUndone) {
		t.Errorf("by somebody else: %v", err)
	}
	if _, err := b.SaveCRM(t.Context(), storetest.Bart, c.ID, store.CRMDraft{Values: fiche.Values{"subject": "Gevel", "stage": "talk", "chance": "90"}, Was: fiche.Values{"subject": "Gevel", "stage": "talk", "chance": "40"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.UndoMoveCRM(t.Context(), storetest.Kim, c.ID); !errors.Is(err, store.ErrUndone) {
		t.Errorf("with another chance since: %v", err)
	}
	if _, err := b.UndoMoveCRM(t.Context(), storetest.Kim, b.CRM(t, f, "subject", "Ramen").ID); !errors.Is(err, store.ErrUndone) {
		t.Errorf("of one that never moved: %v", err)
	}
}
