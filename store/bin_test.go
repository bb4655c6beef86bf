package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
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
		if n, err := b.BinCounts(t.Context(), store.BinQuery{Before: b.Clock.Now().Add(time.Duration(days) * 24 * time.Hour)}); err != nil || n.Soon != want || n.All != 9 {
			t.Errorf("within %d days: %+v, %v, want %d", days, n, err, want)
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

func TestTheBinHasFichesAndCRMFichesInOneOrderPageByPage(t *testing.T) {
	b := storetest.Open(t)
	f, gone := b.Prospect(t, "name", "Claes Houtbouw"), b.Prospect(t, "name", "Weg")
	hidden := b.CRM(t, gone, "subject", "Gaat mee")
	r := rand.New(rand.NewPCG(3, 3))
	must := func(_ any, err error) {
		if t.Helper(); err != nil {
			t.Fatal(err)
		}
	}
	must(b.RemoveCRM(t.Context(), storetest.Kim, hidden.ID))
	must(b.Remove(t.Context(), storetest.Kim, gone.ID))
	want, ofKind := []string{gone.ID}, map[fiche.Kind][]string{fiche.Prospect: {gone.ID}}
	for n := range 40 {
		if b.Clock.Add(time.Duration(r.IntN(3)) * time.Hour); r.IntN(3) == 0 || n == 39 {
			c := b.CRM(t, f, "subject", fmt.Sprint("Gevel ", n))
			must(b.RemoveCRM(t.Context(), storetest.Kim, c.ID))
			want, ofKind[store.CRMList] = append(want, c.ID), append(ofKind[store.CRMList], c.ID)
			continue
		}
		k := fiche.Kinds[r.IntN(3)]
		g := b.Make(t, k, "name", fmt.Sprint("Gevelwerken ", n))
		must(b.Remove(t.Context(), storetest.Bart, g.ID))
		want, ofKind[k] = append(want, g.ID), append(ofKind[k], g.ID)
	}
	ask := func(q store.BinQuery) (ids []string) {
		t.Helper()
		last := int64(0)
		for range 100 {
			p, err := b.Bin(t.Context(), q)
			if err != nil || len(p.Rows) > q.Limit {
				t.Fatal(len(p.Rows), err)
			}
			for i := range p.Rows {
				x := &p.Rows[i]
				if x.RemovedAt() < last {
					t.Errorf("%+v is not in order", x)
				}
				if last = x.RemovedAt(); x.CRM != nil {
					ids = append(ids, x.CRM.CRM.ID)
				} else {
					ids = append(ids, x.Row.Fiche.ID)
				}
			}
			if q.After = p.Next; q.After == "" {
				break
			}
		}
		return ids
	}
	same := func(what string, got, want []string) {
		t.Helper()
		got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want)) // those of one second in any order
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	for _, limit := range []int{1, 2, 3, 7, 100} {
		same("all", ask(store.BinQuery{CRM: true, Limit: limit}), want)
		for k, ids := range ofKind {
			same(fmt.Sprint("kind ", k), ask(store.BinQuery{CRM: true, Kind: k, Limit: limit}), ids)
		}
		same("found", ask(store.BinQuery{CRM: true, Text: "gevel", Limit: limit}), want[1:])
		before := b.Clock.Now().AddDate(0, 0, 30).Add(-9 * time.Hour)
		counts, err := b.BinCounts(t.Context(), store.BinQuery{CRM: true, Before: before})
		if got := ask(store.BinQuery{CRM: true, Before: before, Limit: limit}); err != nil || len(got) != counts.Soon || len(got) == 0 || len(got) == len(want) || counts.All != len(want) {
			t.Errorf("soon are %d, counted %+v, %v", len(got), counts, err)
		}
	}
	if got := ask(store.BinQuery{Limit: 7}); len(got) != len(want)-len(ofKind[store.CRMList]) {
		t.Errorf("without the CRM module it has %d", len(got))
	}
	if got := ask(store.BinQuery{CRM: true, After: "rommel~x", Limit: 50}); len(got) != len(want) {
		t.Errorf("from a place that is none: %d", len(got))
	}
}
