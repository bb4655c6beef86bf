package store_test

import (
	"fmt"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func resultsOf(t *testing.T, b *storetest.Box, from, to string) store.Results {
	t.Helper()
	r, err := b.Results(t.Context(), store.MonthOf(from), store.MonthOf(to))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestResultsFollowFirstContactsToTheirSale(t *testing.T) {
	b := storetest.Open(t)
	an := b.Prospect(t, "name", "An", "source", "Website", "groups", "Hout, PVC")
	b.Moment(t, an, fiche.FirstContact, "2026-09-01", "", "")
	b.Moment(t, an, fiche.FirstContact, "2026-10-05", "", "nog eens") // the first one counts
	b.Moment(t, an, fiche.Appointment, "2026-09-10", "09:00", "")
	b.Moment(t, an, fiche.Appointment, "2026-12-10", "09:00", "is nog niet geweest")
	b.Moment(t, an, fiche.Sold, "2026-10-01", "", "")
	bob := b.Make(t, fiche.Customer, "name", "Bob", "source", "website", "groups", "Hout")
	b.Moment(t, bob, fiche.FirstContact, "2026-10-20", "", "")
	cis := b.Prospect(t, "name", "Cis")
	b.Moment(t, cis, fiche.FirstContact, "2026-10-02", "", "")
	if _, err := b.Remove(t.Context(), storetest.Kim, cis.ID); err != nil { // it happened
		t.Fatal(err)
	}
	late := b.Prospect(t, "name", "Nooit begonnen")
	b.Moment(t, late, fiche.Sold, "2026-10-01", "", "")
	soon := b.Prospect(t, "name", "Straks")
	b.Moment(t, soon, fiche.FirstContact, "2026-10-22", "", "morgen")

	r := resultsOf(t, b, "2026-08-15", "2026-10-21")
	if got := fmt.Sprint(r.Total, r.Oldest.Day()); got != "{3 1 1 30}2026-09-01" {
		t.Error(got)
	}
	if got := fmt.Sprint(r.Sources); got != "[{Website 0 {2 1 1 30}} { 0 {1 0 0 0}}]" {
		t.Error(got)
	}
	if got := fmt.Sprint(r.Groups); got != "[{Hout 0 {2 1 1 30}} { 0 {1 0 0 0}}]" {
		t.Error(got)
	}
	if len(r.Months) != 2 || r.Months[0].First != 1 || r.Months[0].Sold != 1 || r.Months[1].First != 2 || r.Months[1].Sold != 0 {
		t.Errorf("%v", r.Months)
	}
	if r := resultsOf(t, b, "2025-01-01", "2026-08-01"); r.Total.First != 0 || r.Oldest == 0 {
		t.Errorf("before all: %+v", r)
	}
	// what changes is seen at once, and so is a new day
	b.Moment(t, bob, fiche.Sold, "2026-10-21", "", "")
	if r := resultsOf(t, b, "2026-10-01", "2026-10-01"); r.Total.Sold != 1 || r.Total.Days != 1 {
		t.Errorf("after a sale: %+v", r.Total)
	}
	b.Clock.Add(24 * 3600 * 1e9)
	if r := resultsOf(t, b, "2026-10-01", "2026-10-01"); r.Total.First != 3 {
		t.Errorf("a day later: %+v", r.Total)
	}
}

func TestTheThreeCutsHaveTheSameTotals(t *testing.T) {
	b := storetest.Open(t)
	if err := b.Generate(t.Context(), storetest.Kim, 600, 7); err != nil {
		t.Fatal(err)
	}
	r := resultsOf(t, b, "2000-01-01", "2026-10-21")
	if r.Total.First < 50 {
		t.Fatalf("only %d first contacts", r.Total.First)
	}
	for name, cut := range map[string][]store.Result{"months": r.Months, "sources": r.Sources, "groups": r.Groups} {
		var sum store.Tally
		for _, x := range cut {
			sum.Add(x.Tally)
		}
		if sum != r.Total {
			t.Errorf("%s: %+v, in all %+v", name, sum, r.Total)
		}
	}
}

func TestABoxWithoutFirstContactsHasNoResults(t *testing.T) {
	b := storetest.Open(t)
	b.Prospect(t, "name", "An")
	if r := resultsOf(t, b, "2000-01-01", "2026-10-21"); r.Total.First != 0 || len(r.Months) != 0 || r.Oldest != 0 {
		t.Errorf("%+v", r)
	}
}
