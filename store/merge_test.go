package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// claes is Claes Houtbouw and its double, each with moments and a contact person.
func claes(t *testing.T, b *storetest.Box) (keep, gone fiche.Fiche) {
	t.Helper()
	keep = b.Prospect(t, "name", "Claes Houtbouw", "groups", "Hout", "vat", "1099001486", "remarks", "Poort is 3,20 m hoog.", "contact.1.name", "Els Claes", "contact.1.phone", "050 00 41 27", "address.1.street", "Kortrijksestraat", "address.1.postcode", "8020")
	gone = b.Prospect(t, "name", "Houtbouw Claes bv", "groups", "PVC", "phone", "050 00 41 27", "remarks", "Belt liefst na 17 u.", "contact.1.name", "els claes", "contact.1.email", "els@claes.example", "contact.2.name", "Jef Claes", "address.1.street", "Legeweg", "address.1.postcode", "8000")
	b.Moment(t, keep, fiche.CallBack, "2026-10-21", "11:00", "prijs")
	b.Moment(t, gone, fiche.CallBack, "2026-11-06", "10:00", "monsters")
	b.Moment(t, gone, fiche.FirstContact, "2026-09-08", "14:30", "beurs")
	return keep, gone
}

func merge(t *testing.T, b *storetest.Box, keep, gone fiche.Fiche, picks ...string) (fiche.Fiche, store.Operation) {
	t.Helper()
	d := store.MergeDraft{Keep: keep.ID, Gone: gone.ID, KeepRev: keep.Rev, GoneRev: gone.Rev, Picks: map[string]string{}}
	for i := 0; i+1 < len(picks); i += 2 {
		d.Picks[picks[i]] = picks[i+1]
	}
	f, op, err := b.Merge(t.Context(), storetest.Kim, d)
	if err != nil {
		t.Fatal(err)
	}
	return f, op
}

func cardOf(t *testing.T, b *storetest.Box, id fiche.ID) store.Card {
	t.Helper()
	c, err := b.Card(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTwoFichesBecomeOneAndNothingIsLost(t *testing.T) {
	b := storetest.Open(t)
	keep, gone := claes(t, b)
	j, err := b.Joining(t.Context(), keep.ID, gone.ID)
	if err != nil || j.Counts[0].Moments != 1 || j.Counts[1].Moments != 2 || j.History[0] != 2 || j.History[1] != 3 {
		t.Fatalf("before: %+v, %v, %v", j.Counts, j.History, err)
	}
	f, _ := merge(t, b, keep, gone)
	c := cardOf(t, b, f.ID)
	if len(c.Moments) != 3 || slices.ContainsFunc(c.Moments, func(m fiche.Moment) bool { return m.Fiche != keep.ID }) {
		t.Errorf("moments: %+v", c.Moments)
	}
	for name, want := range map[string]string{
		"name": "Claes Houtbouw", "groups": "Hout, PVC", "vat": "BE 1099.001.486", "phone": "050 00 41 27", "remarks": "Poort is 3,20 m hoog.\nBelt liefst na 17 u.",
		"contact.1.name": "els claes", "contact.1.email": "els@claes.example", "contact.1.phone": "050 00 41 27", "contact.2.name": "Jef Claes",
		"address.1.street": "Kortrijksestraat", "address.2.street": "Legeweg", "address.2.postcode": "8000",
	} {
		if c.Values[name] != want {
			t.Errorf("%s is %q, want %q", name, c.Values[name], want)
		}
	}
	if n := len(f.Numbers); n != 2 {
		t.Errorf("%d numbers", n)
	}
	changes, more, err := b.History(t.Context(), keep.ID, "", 50)
	if err != nil || more || len(changes) != 2+3+2 || !slices.IsSortedFunc(changes, func(a, b store.Change) int { return -compare(a.ID, b.ID) }) {
		t.Errorf("history: %d changes, %v, %v", len(changes), more, err)
	}
	page, more, err := b.History(t.Context(), keep.ID, changes[2].ID, 2)
	if err != nil || !more || !reflect.DeepEqual(page, changes[3:5]) {
		t.Errorf("a page of history: %v, %v, %v", page, more, err)
	}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestTheFicheThatGoesForwardsToTheOneThatStays(t *testing.T) {
	b := storetest.Open(t)
	keep, gone := claes(t, b)
	merge(t, b, keep, gone)
	third := b.Prospect(t, "name", "Hout Claes")
	was := cardOf(t, b, keep.ID).Fiche
	merge(t, b, third, was, "vat", fiche.PickGone, "phone", fiche.PickGone) // a merger of a merger
	for _, id := range []fiche.ID{keep.ID, gone.ID, third.ID} {
		if heir, err := b.Heir(t.Context(), id); err != nil || heir != third.ID {
			t.Errorf("%s is part of %s, %v", id, heir, err)
		}
	}
	for _, n := range []int{keep.Number, gone.Number, third.Number} {
		if f, err := b.ByNumber(t.Context(), fiche.Prospect, n); err != nil || f.ID != third.ID {
			t.Errorf("%d leads to %s, %v", n, f.ID, err)
		}
		p, err := b.List(t.Context(), store.Query{Text: strconv.Itoa(n), Limit: 9})
		if err != nil || len(p.Rows) != 1 || p.Rows[0].Fiche.ID != third.ID {
			t.Errorf("a search for %d finds %d rows, %v", n, len(p.Rows), err)
		}
	}
	m := cardOf(t, b, third.ID).Moments[0]
	if got, f, err := b.Store.Moment(t.Context(), gone.ID, m.ID); err != nil || got.ID != m.ID || f.ID != third.ID {
		t.Errorf("its moment is at %s, %v", f.ID, err)
	}
	if _, err := b.Done(t.Context(), storetest.Bart, gone.ID, m.ID, true); err != nil {
		t.Error(err)
	}
	b.Reopen(t)
	if p, err := b.List(t.Context(), store.Query{Kind: fiche.Prospect, Limit: 9}); err != nil || p.Total != 1 {
		t.Errorf("after a restart: %d prospects, %v", p.Total, err)
	}
}

func TestAMergerIsUndoneAsIfItHadNeverBeen(t *testing.T) {
	b := storetest.Open(t)
	keep, gone := claes(t, b)
	before := []store.Card{cardOf(t, b, keep.ID), cardOf(t, b, gone.ID)}
	_, op := merge(t, b, keep, gone)
	if _, err := b.Undo(t.Context(), storetest.Bart, op.ID); err != nil {
		t.Fatal(err)
	}
	for _, was := range before {
		now := cardOf(t, b, was.Fiche.ID)
		if !reflect.DeepEqual(now.Values, was.Values) || !reflect.DeepEqual(now.Moments, was.Moments) || !reflect.DeepEqual(now.Fiche.Numbers, was.Fiche.Numbers) {
			t.Errorf("%s is %+v, was %+v", was.Fiche.Name, now, was)
		}
		if f, err := b.ByNumber(t.Context(), fiche.Prospect, was.Fiche.Number); err != nil || f.ID != was.Fiche.ID {
			t.Errorf("%d leads to %s, %v", was.Fiche.Number, f.ID, err)
		}
	}
	if m, err := b.Merger(t.Context(), op.ID); err != nil || len(m.Left) != 0 || m.Moments != 2 {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := b.Undo(t.Context(), storetest.Bart, op.ID); !errors.Is(err, store.ErrUndone) {
		t.Errorf("a second undo: %v", err)
	}
	merge(t, b, cardOf(t, b, keep.ID).Fiche, cardOf(t, b, gone.ID).Fiche) // and again
}

func TestWhatWasChangedSinceAMergerStaysAndIsNamed(t *testing.T) {
	b := storetest.Open(t)
	keep, gone := claes(t, b)
	f, op := merge(t, b, keep, gone)
	c := cardOf(t, b, keep.ID)
	v := c.Values
	v["remarks"], v["email"] = "Vraag naar Els.", "info@claes.example" // the first came together, the second did not
	if _, err := b.Save(t.Context(), storetest.Bart, keep.ID, f.Rev, store.Draft{Values: v}); err != nil {
		t.Fatal(err)
	}
	for _, m := range c.Moments {
		if m.Text == "monsters" {
			if _, err := b.Done(t.Context(), storetest.Bart, keep.ID, m.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		if m.Text == "beurs" {
			if err := b.RemoveMoment(t.Context(), storetest.Bart, keep.ID, m.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	added := b.Moment(t, keep, fiche.Appointment, "2026-12-01", "09:00", "nieuw")
	if _, err := b.Undo(t.Context(), storetest.Kim, op.ID); err != nil {
		t.Fatal(err)
	}
	now, other := cardOf(t, b, keep.ID), cardOf(t, b, gone.ID)
	if now.Values["remarks"] != "Vraag naar Els." || now.Values["email"] != "info@claes.example" || now.Values["groups"] != "Hout" || now.Values["phone"] != "" {
		t.Errorf("the one that stayed: %v", now.Values)
	}
	if len(now.Moments) != 2 || !slices.ContainsFunc(now.Moments, func(m fiche.Moment) bool { return m.ID == added.ID }) {
		t.Errorf("its moments: %+v", now.Moments)
	}
	if len(other.Moments) != 1 || !other.Moments[0].Done() || other.Values["remarks"] != "Belt liefst na 17 u." {
		t.Errorf("the other: %+v", other)
	}
	m, err := b.Merger(t.Context(), op.ID)
	if err != nil || !slices.Equal(m.Left, []string{"remarks", "m/gone", "m/changed"}) && !slices.Equal(m.Left, []string{"remarks", "m/changed", "m/gone"}) {
		t.Errorf("left alone: %q, %v", m.Left, err)
	}
}

func TestWhatStandsBetweenAMergerAndItsUndoIsUndoneFirst(t *testing.T) {
	b := storetest.Open(t)
	one, two, three := b.Prospect(t, "name", "Een"), b.Make(t, fiche.Customer, "name", "Een"), b.Prospect(t, "name", "Een")
	f, first := merge(t, b, one, two)
	_, second := merge(t, b, three, f)
	if _, err := b.Undo(t.Context(), storetest.Kim, first.ID); !errors.Is(err, store.ErrLater) {
		t.Errorf("with a merger between: %v", err)
	}
	if _, err := b.Undo(t.Context(), storetest.Kim, second.ID); err != nil {
		t.Fatal(err)
	}
	made, conversion, err := b.Convert(t.Context(), storetest.Kim, one.ID) // under the other's number
	if err != nil || made.Number != two.Number {
		t.Fatal(made.Number, err)
	}
	if _, err := b.Undo(t.Context(), storetest.Kim, first.ID); !errors.Is(err, store.ErrLater) {
		t.Errorf("with a conversion between: %v", err)
	}
	for _, op := range []fiche.ID{conversion.ID, first.ID} {
		if _, err := b.Undo(t.Context(), storetest.Kim, op); err != nil {
			t.Error(err)
		}
	}
}

func TestFichesThatCannotBecomeOneSayWhy(t *testing.T) {
	b := storetest.Open(t)
	one, two := b.Prospect(t, "name", "Een", "email", "a@x.example"), b.Prospect(t, "name", "Twee", "email", "b@x.example")
	try := func(keep, gone fiche.ID, rev uint64, picks map[string]string) error {
		_, _, err := b.Merge(t.Context(), storetest.Kim, store.MergeDraft{Keep: keep, Gone: gone, KeepRev: rev, GoneRev: 1, Picks: picks})
		return err
	}
	var invalid *store.Invalid
	if err := try(one.ID, two.ID, 1, nil); !errors.As(err, &invalid) || invalid.Problems[0].Field != "email" {
		t.Errorf("with something to choose: %v", err)
	}
	if err := try(one.ID, two.ID, 1, map[string]string{"email": "beide"}); !errors.As(err, &invalid) {
		t.Errorf("with an answer that is none: %v", err)
	}
	pick := map[string]string{"email": fiche.PickKeep}
	for _, c := range []struct {
		keep, gone fiche.ID
		rev        uint64
		want       error
	}{{one.ID, one.ID, 1, store.ErrSelf}, {one.ID, two.ID, 7, store.ErrChanged}, {one.ID, "fweg", 1, store.ErrNotFound}, {"", two.ID, 1, store.ErrNotFound}} {
		if err := try(c.keep, c.gone, c.rev, pick); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := b.Remove(t.Context(), storetest.Kim, two.ID); err != nil {
		t.Fatal(err)
	}
	if err := try(one.ID, two.ID, 1, pick); !errors.Is(err, store.ErrInBin) {
		t.Error(err)
	}
	if _, err := b.Restore(t.Context(), storetest.Kim, two.ID); err != nil {
		t.Fatal(err)
	}
	for i := range 41 {
		b.Moment(t, two, fiche.FirstContact, "2026-01-02", fmt.Sprintf("10:%02d", i), "")
	}
	var many *store.TooMany
	if err := try(one.ID, two.ID, 1, pick); !errors.As(err, &many) || many.Have != 41 {
		t.Errorf("with 41 moments: %v", err)
	}
	merge(t, b, two, one, "email", fiche.PickGone) // the other way round it goes
	for _, f := range []func() error{
		func() error { return try(two.ID, one.ID, 2, pick) },
		func() error {
			_, err := b.Save(t.Context(), storetest.Kim, one.ID, 1, store.Draft{Values: storetest.Values("name", "x")})
			return err
		},
		func() error { _, err := b.Remove(t.Context(), storetest.Kim, one.ID); return err },
		func() error { _, err := b.SetActive(t.Context(), storetest.Kim, one.ID, false); return err },
		func() error { _, _, err := b.Convert(t.Context(), storetest.Kim, one.ID); return err },
		func() error { _, err := b.Joining(t.Context(), one.ID, two.ID); return err },
	} {
		if err := f(); !errors.Is(err, store.ErrMerged) {
			t.Errorf("of one that is merged: %v", err)
		}
	}
}
