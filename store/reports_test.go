package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func namesOf(t *testing.T, b *storetest.Box, q store.Query, ticked ...fiche.ID) string {
	t.Helper()
	var names []string
	for r, err := range b.Lines(t.Context(), q, ticked) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, r.Fiche.Name)
	}
	return strings.Join(names, " ")
}

func TestLinesAreTheWholeListInItsOrder(t *testing.T) {
	b := storetest.Open(t)
	var want []string
	for i := range 450 { // more than is read in one view
		name := fmt.Sprintf("Firma%03d", i)
		b.Prospect(t, "name", name)
		want = append(want, name)
	}
	b.Make(t, fiche.Customer, "name", "Klant")
	q := store.Query{Kind: fiche.Prospect, Sort: "name", Limit: 50, Offset: 10}
	if got := namesOf(t, b, q); got != strings.Join(want, " ") {
		t.Errorf("%.200s", got)
	}
	q.Desc = true
	slices.Reverse(want)
	if got := namesOf(t, b, q); got != strings.Join(want, " ") {
		t.Errorf("the other way round: %.200s", got)
	}
	q.Text = "firma12"
	if got := namesOf(t, b, q); strings.Count(got, " ") != 9 || !strings.HasPrefix(got, "Firma129 ") {
		t.Errorf("found: %s", got)
	}
}

func TestTickedLinesComeInTheListsOrderAndAlone(t *testing.T) {
	b := storetest.Open(t)
	an, bob, cis := b.Prospect(t, "name", "An"), b.Prospect(t, "name", "Bob"), b.Prospect(t, "name", "Cis", "active", "")
	dirk := b.Prospect(t, "name", "Dirk")
	if _, err := b.Remove(t.Context(), storetest.Kim, dirk.ID); err != nil {
		t.Fatal(err)
	}
	q := store.Query{Kind: fiche.Prospect, Sort: "name"}
	if got := namesOf(t, b, q, cis.ID, bob.ID, an.ID, an.ID, dirk.ID, "fniet"); got != "An Bob Cis" { // Cis is not active, and so in no list
		t.Error(got)
	}
}

func TestLinesEndWhenNobodyWantsThem(t *testing.T) {
	b := storetest.Open(t)
	for i := range 10 {
		b.Prospect(t, "name", fmt.Sprint("Firma ", i))
	}
	n := 0
	for range b.Lines(t.Context(), store.Query{Kind: fiche.Prospect, Sort: "name"}, nil) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Error(n)
	}
}

func TestTheListOfADayIsInItsOrderForAllOrForOne(t *testing.T) {
	b := storetest.Open(t)
	an, bin := b.Prospect(t, "name", "An", "address.1.town", "Gent"), b.Prospect(t, "name", "Weg")
	b.Moment(t, an, fiche.CallBack, "2026-10-22", "", "los")
	b.Moment(t, an, fiche.Appointment, "2026-10-22", "14:00", "middag")
	b.Moment(t, an, fiche.Appointment, "2026-10-22", "09:00", "ochtend")
	b.Moment(t, an, fiche.Sold, "2026-10-22", "10:00", "verkocht")
	b.Moment(t, an, fiche.Appointment, "2026-10-23", "09:00", "morgen")
	b.Moment(t, bin, fiche.Appointment, "2026-10-22", "08:00", "in de bak")
	if _, err := b.Remove(t.Context(), storetest.Kim, bin.ID); err != nil {
		t.Fatal(err)
	}
	told := func(who fiche.ID, limit int) string {
		t.Helper()
		vs, more, err := b.DayList(t.Context(), "2026-10-22", who, limit)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, v := range vs {
			texts = append(texts, v.Moment.Text)
			if v.Address.Town != "Gent" {
				t.Errorf("to %q", v.Address.Town)
			}
		}
		return fmt.Sprint(strings.Join(texts, " "), " ", more)
	}
	for _, who := range []fiche.ID{"", "u1"} { // those for nobody in particular are everybody's
		if got := told(who, 10); got != "ochtend middag los false" {
			t.Error(got)
		}
	}
	if got := told("", 2); !strings.HasSuffix(got, "true") {
		t.Error(got)
	}
	if vs, _, err := b.DayList(t.Context(), "2026-10-24", "", 10); err != nil || len(vs) > 0 {
		t.Error(vs, err)
	}
}
