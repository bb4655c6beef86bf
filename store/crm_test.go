package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestANewCRMFicheHasTheDataOfItsFiche(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw", "phone", "050 00 41 27", "email", "info@claes.example", "source", "Beurs Brussel", "contact.1.name", "Els Claes", "contact.1.mobile", "0470 00 41 27")
	v, _, err := b.NewCRM(t.Context(), storetest.Kim, f.ID)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"contact": "Els Claes", "phone": "0470 00 41 27", "email": "info@claes.example", "source": "Beurs Brussel", "owner": storetest.Kim.ID, "stage": "new", "chance": "20"} {
		if v[name] != want {
			t.Errorf("%s is %q, want %q", name, v[name], want)
		}
	}
	person := b.Prospect(t, "name", "Els De Smet", "person", "yes", "mobile", "0470 00 56 78")
	if v, _, err = b.NewCRM(t.Context(), storetest.Kim, person.ID); err != nil || v["contact"] != "Els De Smet" || v["phone"] != "0470 00 56 78" {
		t.Errorf("a private person: %v %v", v, err)
	}
}

func TestACRMFicheStaysThroughConversionItsUndoAndTheBin(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	c := b.CRM(t, f, "subject", "Gevel magazijn", "value", "18.450")
	a, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{CRM: c.ID, Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Text: "Akkoord", Step: fiche.Line{Kind: "step", Day: "2026-10-28", Text: "offerte maken"}}})
	if err != nil {
		t.Fatal(err)
	}
	look := func(when string, kind fiche.Kind) {
		t.Helper()
		card, err := b.CRMCard(t.Context(), c.ID)
		if err != nil || card.Fiche.Kind != kind || len(card.Activities) != 1 || card.Next == nil || card.Next.ID != a.Step {
			t.Errorf("%s: %v, %s, %d activities, next %v", when, err, card.Fiche.Kind, len(card.Activities), card.Next)
		}
		p, err := b.CRMPage(t.Context(), store.CRMQuery{Sort: "next"})
		if err != nil || p.Total != 1 || p.Rows[0].Ref.Kind != kind || p.Rows[0].Next == nil {
			t.Errorf("%s: the overview has %d, %v", when, p.Total, err)
		}
	}
	look("made", fiche.Prospect)
	_, op, err := b.Convert(t.Context(), storetest.Kim, f.ID)
	if err != nil {
		t.Fatal(err)
	}
	look("converted", fiche.Customer)
	if _, err := b.Undo(t.Context(), storetest.Kim, op.ID); err != nil {
		t.Fatal(err)
	}
	look("undone", fiche.Prospect)
	if _, err := b.Remove(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	if p, err := b.CRMPage(t.Context(), store.CRMQuery{}); err != nil || p.Total != 0 || p.Open != 0 {
		t.Errorf("its fiche in the bin: %d shown, %v", p.Total, err)
	}
	if _, err := b.Restore(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	look("out of the bin", fiche.Prospect)
	b.Reopen(t)
	look("after a restart", fiche.Prospect)
}

func TestANextStepRemindsAsAnAppointmentDoes(t *testing.T) {
	b := storetest.Open(t)
	kim := b.Colleague(t, "Kim Peeters")
	f := b.Prospect(t, "name", "Claes Houtbouw")
	c := b.CRM(t, f, "subject", "Gevel magazijn")
	a, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{CRM: c.ID, Line: fiche.ActivityLine{Kind: "quote", Day: "2026-10-21", Text: "Offerte", Step: fiche.Line{Kind: "step", Day: "2026-10-21", Hour: "11:00", Text: "bevestigen"}}})
	if err != nil {
		t.Fatal(err)
	}
	due := func() int {
		t.Helper()
		_, n, err := b.Due(t.Context(), kim, 20)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if due() != 0 {
		t.Error("due before its time")
	}
	b.Clock.Add(3 * time.Minute) // 10:45: a quarter before
	if due() != 1 {
		t.Error("not due at its lead time")
	}
	if row, err := b.Row(t.Context(), f.ID); err != nil || row.Next == nil || row.Next.ID != a.Step {
		t.Errorf("the list's Volgende is %v, %v", row.Next, err)
	}
	if p, err := b.CRMPage(t.Context(), store.CRMQuery{View: store.CRMLate}); err != nil || p.Total != 0 {
		t.Errorf("late at 10:45: %d %v", p.Total, err)
	}
	b.Clock.Add(time.Hour)
	if p, err := b.CRMPage(t.Context(), store.CRMQuery{View: store.CRMLate}); err != nil || p.Total != 1 {
		t.Errorf("late at 11:45: %d %v", p.Total, err)
	}
	if _, err := b.Done(t.Context(), storetest.Kim, f.ID, a.Step, true); err != nil {
		t.Fatal(err)
	}
	if due() != 0 {
		t.Error("done, it is still due")
	}
	if p, err := b.CRMPage(t.Context(), store.CRMQuery{View: store.CRMNoNext}); err != nil || p.Total != 1 {
		t.Errorf("without a next step: %d %v", p.Total, err)
	}
}

func TestTwoWhoSaveACRMFicheLoseNothing(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	c := b.CRM(t, f, "subject", "Gevel", "value", "1000")
	was := c.Values()
	with := func(fields ...string) fiche.Values {
		v := c.Values()
		for i := 0; i < len(fields); i += 2 {
			v[fields[i]] = fields[i+1]
		}
		return v
	}
	if _, err := b.SaveCRM(t.Context(), storetest.Bart, c.ID, store.CRMDraft{Values: with("value", "2000"), Was: was}); err != nil {
		t.Fatal(err)
	}
	got, err := b.SaveCRM(t.Context(), storetest.Kim, c.ID, store.CRMDraft{Values: with("expected", "2026-11-30"), Was: was})
	if err != nil || got.Value != 200000 || got.Expected != "2026-11-30" {
		t.Errorf("%+v %v", got, err)
	}
	_, err = b.SaveCRM(t.Context(), storetest.Kim, c.ID, store.CRMDraft{Values: with("value", "3000"), Was: was})
	var conflict *store.CRMConflict
	if !errors.As(err, &conflict) || len(conflict.Clashes) != 1 || conflict.By != storetest.Kim.Name {
		t.Errorf("%v", err)
	}
}

func TestASecondClickMakesNoSecondCRMFicheAndNoSecondActivity(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	d := store.CRMDraft{Values: fiche.Values{"subject": "Gevel", "stage": "new"}, Token: token}
	first, err := b.CreateCRM(t.Context(), storetest.Kim, f.ID, d)
	again, err2 := b.CreateCRM(t.Context(), storetest.Kim, f.ID, d)
	rows, err3 := b.CRMOf(t.Context(), f.ID)
	if err != nil || err2 != nil || err3 != nil || first.ID != again.ID || len(rows) != 1 {
		t.Errorf("%v %v %v %v", first.ID, err, again.ID, err2)
	}
	token, _ = b.NewToken()
	l := store.ActivityDraft{Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Step: fiche.Line{Kind: "call-back", Day: "2026-10-30"}}, Token: token}
	for range 2 {
		if _, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, l); err != nil {
			t.Fatal(err)
		}
	}
	if card, err := b.Card(t.Context(), f.ID); err != nil || len(card.Moments) != 1 {
		t.Errorf("%d moments, %v", len(card.Moments), err)
	}
}

func TestCRMFichesAndActivitiesComeThroughAnExport(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	c := b.CRM(t, f, "subject", "Gevel", "value", "18.450,50")
	a, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{CRM: c.ID, Line: fiche.ActivityLine{Kind: "visit", Day: "2026-10-20", Text: "Stalen\ngetoond", Step: fiche.Line{Kind: "step", Day: "2026-10-28"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.RemoveActivity(t.Context(), storetest.Kim, f.ID, a.ID, false); err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	if err := b.Export(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader(first.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := other.Export(t.Context(), &second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("export(import(export)) is another, %v", err)
	}
	if card, err := other.CRMCard(t.Context(), c.ID); err != nil || card.CRM.Value != 1845050 {
		t.Errorf("%+v %v", card.CRM, err)
	}
	if _, err := other.RestoreActivity(t.Context(), storetest.Kim, f.ID, a.ID); err != nil {
		t.Fatal(err)
	}
	next := other.CRM(t, f, "subject", "Ramen")
	if next.Number != c.Number+1 {
		t.Errorf("the next CRM fiche is number %d", next.Number)
	}
}

func TestTheOverviewCountsSortsAndAddsUpAsAPlainListDoes(t *testing.T) {
	b := storetest.Open(t)
	f, g := b.Prospect(t, "name", "Claes Houtbouw"), b.Prospect(t, "name", "Bakkerij Peeters")
	b.CRM(t, f, "subject", "Gevel", "value", "1000", "chance", "50", "stage", "quote", "owner", storetest.Kim.ID)
	b.CRM(t, f, "subject", "Ramen", "stage", "new")
	b.CRM(t, g, "subject", "Pui", "value", "4000", "chance", "25", "stage", "new")
	won := b.CRM(t, g, "subject", "Deur", "value", "500", "outcome", "won")
	b.CRM(t, g, "subject", "Poort", "value", "700", "outcome", "lost", "reason", "te duur")
	gone := b.CRM(t, g, "subject", "Weg", "value", "9000")
	if _, err := b.RemoveCRM(t.Context(), storetest.Kim, gone.ID); err != nil {
		t.Fatal(err)
	}
	names := func(q store.CRMQuery) (s []string, p store.CRMPage) {
		t.Helper()
		p, err := b.CRMPage(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			s = append(s, r.CRM.Subject)
		}
		return s, p
	}
	for _, c := range []struct {
		q    store.CRMQuery
		want string
	}{
		{store.CRMQuery{Sort: "subject"}, "[Gevel Pui Ramen]"},
		{store.CRMQuery{Sort: "value"}, "[Gevel Pui Ramen]"},
		{store.CRMQuery{Sort: "value", Desc: true}, "[Pui Gevel Ramen]"}, // none comes last either way
		{store.CRMQuery{Sort: "fiche"}, "[Pui Gevel Ramen]"},
		{store.CRMQuery{Sort: "stage", Desc: true}, "[Gevel Pui Ramen]"},
		{store.CRMQuery{View: store.CRMMine, User: storetest.Kim.ID}, "[Gevel]"},
		{store.CRMQuery{View: store.CRMWon}, "[Deur]"},
		{store.CRMQuery{View: store.CRMLost}, "[Poort]"},
		{store.CRMQuery{View: store.CRMBin}, "[Weg]"},
		{store.CRMQuery{Stage: "new"}, "[Pui Ramen]"},
		{store.CRMQuery{Text: "peeters"}, "[Pui]"},
		{store.CRMQuery{Text: "DUUR", View: store.CRMLost}, "[Poort]"},
		{store.CRMQuery{Text: fmt.Sprintf("C-%04d", won.Number), View: store.CRMWon}, "[Deur]"},
		{store.CRMQuery{From: 1, Limit: 1}, "[Pui]"},
	} {
		if got, _ := names(c.q); fmt.Sprint(got) != c.want {
			t.Errorf("%+v: %v, want %s", c.q, got, c.want)
		}
	}
	_, p := names(store.CRMQuery{})
	if p.Total != 3 || p.Value != 500000 || p.Weighted != 50000+100000 || p.Open != 3 || p.OpenValue != 500000 || p.Whole != 5 || p.Stages["new"] != 2 || p.Views[store.CRMWon] != 1 || p.Views[store.CRMNoNext] != 3 {
		t.Errorf("%+v", p)
	}
}
