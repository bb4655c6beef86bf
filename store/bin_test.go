package store_test

import (
	"errors"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestACRMFicheLeavesTheBinForEverAfterTheSameTime(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	gone, kept := b.CRM(t, f, "subject", "Gevel"), b.CRM(t, f, "subject", "Dak")
	for _, x := range []fiche.CRM{gone, kept} {
		if _, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{CRM: x.ID, Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Step: fiche.Line{Kind: "call-back", Day: "2026-12-24"}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.EraseCRM(t.Context(), storetest.Kim, gone.ID); !errors.Is(err, store.ErrKept) {
		t.Errorf("one that is in use: %v", err)
	}
	if _, err := b.RemoveCRM(t.Context(), storetest.Kim, gone.ID); err != nil {
		t.Fatal(err)
	}
	for _, days := range []int{29, 1} {
		if _, err := b.CRMCard(t.Context(), gone.ID); err != nil {
			t.Fatal(err)
		}
		b.Clock.Add(time.Duration(days) * 24 * time.Hour)
		if err := b.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.CRMCard(t.Context(), gone.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("it is still there: %v", err)
	}
	c := card(t, b, f.ID)
	if _, err := b.CRMCard(t.Context(), kept.ID); err != nil || len(c.Log) != 2 || len(c.Moments) != 2 {
		t.Errorf("what stays: %v, %d lines, %d moments", err, len(c.Log), len(c.Moments))
	}
	for _, a := range c.Log {
		if a.CRM != "" && a.CRM != kept.ID {
			t.Errorf("a line is of %s", a.CRM)
		}
	}
	if x := lastChange(t, b, f.ID); x.Op != store.OpCRMErase || x.By != "" {
		t.Errorf("the history says %+v", x)
	}
}

func TestWhatGoesSoonIsCountedAndWhatComesBackToo(t *testing.T) {
	b := storetest.Open(t)
	fs, _ := crowd(t, b, 9)
	for _, f := range fs {
		if _, err := b.Remove(t.Context(), storetest.Kim, f.ID); err != nil {
			t.Fatal(err)
		}
		b.Clock.Add(24 * time.Hour)
	}
	for days, want := range map[int]int{0: 0, 21: 0, 22: 1, 26: 5, 60: 9} { // the first goes 30 days after it was removed
		if n, err := b.BinSoon(t.Context(), "", b.Clock.Now().Add(time.Duration(days)*24*time.Hour)); err != nil || n != want {
			t.Errorf("within %d days: %d, %v, want %d", days, n, err, want)
		}
	}
	b.Moment(t, fs[0], fiche.Appointment, "2026-12-23", "14:00", "")
	b.CRM(t, fs[0], "subject", "Gevel")
	removed := b.CRM(t, fs[0], "subject", "Dak")
	if _, err := b.RemoveCRM(t.Context(), storetest.Kim, removed.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AddActivity(t.Context(), storetest.Kim, fs[0].ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-21"}}); err != nil {
		t.Fatal(err)
	}
	with, err := b.BackWith(t.Context(), fs[0].ID, fs[1].ID)
	if err != nil || with[fs[0].ID] != (store.OwnedCount{Moments: 1, CRM: 1, Notes: 1}) || with[fs[1].ID] != (store.OwnedCount{}) {
		t.Errorf("with them come %+v, %v", with, err)
	}
}
