package store_test

import (
	"bytes"
	"reflect"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// CRM fiches with their log, own fields, moments, and an import with a rehearsal that is
// not over and rows that were left alone come through JSON lines as they are.
func TestCRMFichesAndImportsComeThroughAnExport(t *testing.T) {
	b := storetest.Open(t)
	own := ownFields(t, b)
	f := b.Make(t, fiche.Customer, "name", "Claes", own[0].Field(), "eik")
	b.Moment(t, f, fiche.Appointment, "2026-11-02", "11:30", "opmeten")
	c := b.CRM(t, f, "subject", "Gevel", "value", "18.450", "chance", "60")
	line := fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Text: "Akkoord", Step: fiche.Line{Kind: "step", Day: "2026-10-28", Text: "offerte maken"}}
	if _, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{CRM: c.ID, Line: line}); err != nil {
		t.Fatal(err)
	}
	broughtIn(t, b, taken(t, b, messy, func(p *store.ImportPlan) { p.Match = store.MatchName }).ID)
	open := taken(t, b, large(), func(p *store.ImportPlan) { p.Match = store.MatchEmail })
	first := whole(t, b)
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader([]byte(first))); err != nil {
		t.Fatal(err)
	}
	if whole(t, other) != first {
		t.Error("export(import(export)) is another")
	}
	for _, q := range []store.CRMQuery{{}, {View: store.CRMOpen}, {Text: "gevel"}} {
		want, err := b.CRMPage(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := other.CRMPage(t.Context(), q); err != nil || got.Total != 1 || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: %+v, want %+v %v", q, got, want, err)
		}
	}
	was, err := b.CRMCard(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := other.CRMCard(t.Context(), c.ID); err != nil || !reflect.DeepEqual(got, was) {
		t.Errorf("%+v, want %+v %v", got, was, err)
	}
	other.Verify(t)
	// the file itself lies beside the other box: what needs it says so, and ends
	if err := other.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, j := rehearsal(t, other, open.ID); j.State != store.JobStopped {
		t.Errorf("the rehearsal is %s", j.State)
	}
}
