package store_test

import (
	"fmt"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// Moments come in with their rows: what the fiche has already is not doubled, what is
// over has happened, and an undo takes away what was added and leaves what was edited.
func TestMomentsComeInAndGoBack(t *testing.T) {
	b := storetest.Open(t) // Wednesday 21 October 2026
	claes := b.Make(t, fiche.Customer, "name", "Claes")
	peeters := b.Make(t, fiche.Customer, "name", "Peeters")
	b.Moment(t, claes, fiche.Appointment, "2026-11-03", "10:00", "opmeten")
	i := taken(t, b, `Naam;Afspraak;Uur afspraak;Afspraak tekst;Terug bellen;Terug bellen gedaan;Eerste contact
Claes;3/11/2026;10u;opmeten;2/01/2026;nee;
Peeters;4.11.2026 14:30;;;2/01/2026;;6-5-2019
Nieuw;46329,4375;;plaatsing;;;
Fout;binnenkort;;;;;
`, func(p *store.ImportPlan) { p.Match = store.MatchName })
	rows, _ := rehearsed(t, b, i.ID)
	if got := verdicts(rows); got != "changed changed new fault" {
		t.Fatalf("%s %+v", got, rows)
	}
	if p := rows[3].Problems[0]; p.Field != "moment.appointment.1.day" || p.Code != "problem.day" {
		t.Errorf("%+v", p)
	}
	if d := rows[0].Fields; len(d) != 1 || d[0] != (fiche.Delta{Name: "moment.call-back", New: "2026-01-02"}) {
		t.Errorf("what changes of Claes: %+v", d)
	}
	j := broughtIn(t, b, i.ID)
	of := func(id fiche.ID) (lines []string) {
		for _, m := range card(t, b, id).Moments {
			lines = append(lines, m.Kind.String()+" "+m.When()+" "+m.Text+map[bool]string{true: " done"}[m.Done()])
		}
		return lines
	}
	wants := func(id fiche.ID, want ...string) {
		t.Helper()
		got := of(id)
		if len(got) != len(want) {
			t.Fatalf("%q, want %q", got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%q, want %q", got[i], want[i])
			}
		}
	}
	wants(claes.ID, "call-back 2026-01-02 ", "appointment 2026-11-03T10:00 opmeten")
	wants(peeters.ID, "first-contact 2019-05-06 ", "call-back 2026-01-02  done", "appointment 2026-11-04T14:30 ")
	page, err := b.List(t.Context(), store.Query{Kind: fiche.Customer, Text: "nieuw", Limit: 1})
	if err != nil || len(page.Rows) != 1 {
		t.Fatal(page, err)
	}
	wants(page.Rows[0].Fiche.ID, "appointment 2026-11-03T10:30 plaatsing")
	if n := b.Count(store.Query{Kind: fiche.Customer, View: store.ViewLate}); n != 1 {
		t.Errorf("%d customers are late", n)
	}
	edited := card(t, b, claes.ID).Moments[0]
	if _, err := b.Done(t.Context(), storetest.Bart, claes.ID, edited.ID, true); err != nil {
		t.Fatal(err)
	}
	undo, err := b.UndoJob(t.Context(), storetest.Kim, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	if undo = worked(t, b, undo.ID); undo.Counts["changed"] != 2 || len(undo.Exceptions) != 1 || undo.Exceptions[0].Fiche != claes.ID {
		t.Errorf("%+v %+v", undo.Counts, undo.Exceptions)
	}
	wants(claes.ID, "call-back 2026-01-02  done", "appointment 2026-11-03T10:00 opmeten")
	wants(peeters.ID)
	b.Verify(t)
}

// Who takes an import back and brings the file in again, mended, gets the same fiches
// with the numbers of the file; what somebody put in the bin himself keeps its own.
func TestAFileComesInAgainWithItsNumbersAfterAnUndo(t *testing.T) {
	b := storetest.Open(t)
	plan := func(p *store.ImportPlan) { p.Match, p.Keep = store.MatchName, true }
	wrong := broughtIn(t, b, taken(t, b, "Nr;Naam;Tel;Afspraak\n10500;Gent;09 225 12 34;3/11/2026\n10501;Genk;;\n", plan).ID)
	first, err := b.ByNumber(t.Context(), fiche.Customer, 10500)
	if err != nil {
		t.Fatal(err)
	}
	undo := func(j store.Job) store.Job {
		t.Helper()
		u, err := b.UndoJob(t.Context(), storetest.Kim, j.ID)
		if err != nil {
			t.Fatal(err)
		}
		return worked(t, b, u.ID)
	}
	if u := undo(wrong); u.Counts["changed"] != 2 {
		t.Fatalf("%+v", u)
	}
	byHand := b.Make(t, fiche.Customer, "name", "Met de hand")
	if _, err := b.Remove(t.Context(), storetest.Bart, byHand.ID); err != nil {
		t.Fatal(err)
	}
	right := "Nr;Naam;Gemeente;Afspraak\n10500;Peeters;Gent;4/11/2026\n10501;Claes;Genk;\n10500;Dubbel;;\n" + fmt.Sprint(byHand.Number) + ";Neemt wat van een ander is;;\n"
	i := taken(t, b, right, plan)
	if rows, _ := rehearsed(t, b, i.ID); verdicts(rows) != "new new fault fault" {
		t.Fatalf("%s %+v", verdicts(rows), rows)
	}
	again := broughtIn(t, b, i.ID)
	c := card(t, b, first.ID)
	if c.Fiche.Number != 10500 || c.Fiche.Name != "Peeters" || c.Values["phone"] != "" || c.Fiche.Removed() || len(c.Moments) != 1 || c.Moments[0].Day != "2026-11-04" {
		t.Errorf("%+v %+v", c.Values, c.Moments)
	}
	if n := b.Count(store.Query{Kind: fiche.Customer}); n != 2 {
		t.Errorf("%d customers", n)
	}
	b.Verify(t)
	if u := undo(again); u.Counts["changed"] != 2 || card(t, b, first.ID).Fiche.RemovedAt == 0 {
		t.Errorf("taken back again: %+v", u)
	}
}

// Who mends a row mends all of it at once.
func TestABadDayDoesNotHideWhatElseIsWrongWithARow(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, "Naam;Afspraak;Taal;Groepen\n;32/13/2026;Klingon;Nieuwe groep\n", nil)
	rows, _ := rehearsed(t, b, i.ID)
	if len(rows) != 1 || rows[0].Verdict != store.RowFault {
		t.Fatalf("%+v", rows)
	}
	faulty := map[string]bool{}
	for _, p := range rows[0].Problems {
		faulty[p.Field] = p.Blocks
	}
	if !faulty["name"] || !faulty["moment.appointment.1.day"] || !faulty["language"] {
		t.Errorf("%+v", rows[0].Problems)
	}
}

// A plan that is remembered passes over an own field that was removed since.
func TestARememberedColumnOfARemovedFieldIsPassedOver(t *testing.T) {
	b := storetest.Open(t)
	own := ownFields(t, b)
	text := "Naam;Nieuwsbrief;Sector\nClaes;ja;12\n"
	i := taken(t, b, text, func(*store.ImportPlan) {})
	if i.Plan.Fields[1] != own[2].Field() || i.Plan.Fields[2] != own[1].Field() {
		t.Fatalf("%q", i.Plan.Fields)
	}
	if err := b.RemoveExtra(t.Context(), storetest.Kim, own[2].ID); err != nil {
		t.Fatal(err)
	}
	if i = taken(t, b, text, nil); !i.Known || i.Plan.Fields[1] != "" || i.Plan.Fields[2] != own[1].Field() {
		t.Errorf("known %v, %q", i.Known, i.Plan.Fields)
	}
	if j := broughtIn(t, b, i.ID); j.Counts["new"] != 1 {
		t.Errorf("%+v", j.Counts)
	}
}

// For whom a moment is, until when and how long before one is reminded come with it, by
// titles in each language; a name that nobody has here is said, and what a fiche has
// already stays as it is.
func TestWhomUntilAndLeadOfMomentsComeIn(t *testing.T) {
	b := storetest.Open(t)
	els := b.Colleague(t, "Els")
	for _, title := range []string{
		"Afspraak;Afspraak uur;Afspraak tot;Afspraak voor;Afspraak minuten vooraf",
		"Rendez-vous;Rendez-vous heure;Rendez-vous jusqu’à;Rendez-vous pour;Rendez-vous minutes avant",
		"Appointment;Appointment time;Appointment until;Appointment for whom;Appointment reminder",
		"Termin;Termin Uhrzeit;Termin bis;Termin für;Termin Minuten vorher",
	} {
		i := taken(t, b, "Naam;"+title+`
Een;3/11/2026;10u;11u30;els;2 uur
Twee;3/11/2026;10:00;;Niemand;nee
Drie;3/11/2026;;;iedereen;
Vier;3/11/2026;10:00;9:00;;straks
`, func(p *store.ImportPlan) { p.Match = store.MatchNone })
		rows, _ := rehearsed(t, b, i.ID)
		if got := verdicts(rows); got != "new new new fault" {
			t.Fatalf("%s: %s %+v", title, got, rows)
		}
		if p := rows[1].Problems; len(p) != 1 || p[0].Blocks || p[0].Code != "import.nobody" || p[0].Field != "moment.appointment.1.for" {
			t.Errorf("%s: somebody unknown: %+v", title, p)
		}
		if p := rows[3].Problems; len(p) != 2 || p[0].Field != "moment.appointment.1.until" || p[1].Field != "moment.appointment.1.lead" {
			t.Errorf("%s: what cannot be: %+v", title, p)
		}
		broughtIn(t, b, i.ID)
	}
	page, err := b.List(t.Context(), store.Query{Kind: fiche.Customer, Sort: "number", Limit: 3})
	if err != nil || len(page.Rows) != 3 {
		t.Fatal(page, err)
	}
	want := []fiche.Line{
		{Kind: "appointment", Day: "2026-11-03", Hour: "10:00", Until: "11:30", For: els, Lead: "120"},
		{Kind: "appointment", Day: "2026-11-03", Hour: "10:00", Lead: "none"},
		{Kind: "appointment", Day: "2026-11-03"},
	}
	for i, row := range page.Rows {
		if ms := card(t, b, row.Fiche.ID).Moments; len(ms) != 1 || ms[0].Line() != want[i] {
			t.Errorf("%+v, want %+v", ms, want[i])
		}
	}
	text := fmt.Sprintf("Nr;Afspraak;Afspraak uur;Afspraak tot;Afspraak voor\n%d;3/11/2026;10:00;11:30;Els\n%d;3/11/2026;10:00;12:00;\n", page.Rows[0].Fiche.Number, page.Rows[1].Fiche.Number)
	i := taken(t, b, text, func(p *store.ImportPlan) { p.Match = store.MatchNumber })
	rows, _ := rehearsed(t, b, i.ID)
	if got := verdicts(rows); got != "same same" || len(rows[0].Problems) != 0 || len(rows[1].Problems) != 1 || rows[1].Problems[0].Code != "import.moment-stays" {
		t.Errorf("%s %+v", got, rows)
	}
}
