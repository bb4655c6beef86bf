package store_test

import (
	"errors"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestFastLoggingClosesTheOpenMomentAndItsUndoOpensItAgain(t *testing.T) {
	b := storetest.Open(t)
	kim := b.Colleague(t, "Kim Peeters")
	f := b.Prospect(t, "name", "Claes Houtbouw")
	call := b.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs")
	b.Moment(t, f, fiche.Appointment, "2026-10-22", "09:30", "plaatsbezoek")
	q, err := b.Quick(t.Context(), kim, f.ID)
	if err != nil || q.Close == nil || q.Close.ID != call.ID || q.Last != nil {
		t.Fatalf("%+v %v", q, err)
	}
	a, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Close: q.Close.ID, Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Text: "Akkoord", Step: fiche.Line{Kind: "call-back", Day: "2026-10-30"}}})
	if err != nil {
		t.Fatal(err)
	}
	if m, _, err := b.Store.Moment(t.Context(), f.ID, call.ID); err != nil || !m.Done() {
		t.Errorf("the call-back is not done, %v", err)
	}
	if q, err = b.Quick(t.Context(), kim, f.ID); err != nil || q.Close != nil || q.Last == nil || q.Last.Text != "Akkoord" {
		t.Errorf("%+v %v", q, err)
	}
	if _, err := b.RemoveActivity(t.Context(), storetest.Kim, f.ID, a.ID, true); err != nil {
		t.Fatal(err)
	}
	card, err := b.Card(t.Context(), f.ID)
	if err != nil || len(card.Moments) != 2 || !card.Moments[0].Open() {
		t.Errorf("after the undo: %+v %v", card.Moments, err)
	}
	if _, err := b.RestoreActivity(t.Context(), storetest.Kim, f.ID, a.ID); err != nil {
		t.Fatal(err)
	}
	if card, err = b.Card(t.Context(), f.ID); err != nil || len(card.Moments) != 3 {
		t.Errorf("brought back: %d moments, %v", len(card.Moments), err)
	}
}

func TestACallDealsWithWhatIsDueAndNotWithWhatIsStillToCome(t *testing.T) {
	for _, c := range []struct {
		kind      fiche.MomentKind
		day, hour string
		due       bool
	}{
		{fiche.Appointment, "2026-10-21", "15:00", false},
		{fiche.Appointment, "2026-10-21", "", false},
		{fiche.Appointment, "2026-10-21", "10:42", true},
		{fiche.Appointment, "2026-10-20", "15:00", true},
		{fiche.CallBack, "2026-10-21", "15:00", true},
		{fiche.CallBack, "2026-10-21", "", true},
	} {
		b := storetest.Open(t)
		f := b.Prospect(t, "name", "Claes Houtbouw")
		m := b.Moment(t, f, c.kind, c.day, c.hour, "")
		q, err := b.Quick(t.Context(), "", f.ID)
		if err != nil || q.Close == nil || q.Close.ID != m.ID || q.Due != c.due {
			t.Errorf("%+v: %+v %v %v", c, q.Close, q.Due, err)
		}
	}
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	b.Moment(t, f, fiche.Appointment, "2026-10-21", "14:00", "")
	call := b.Moment(t, f, fiche.CallBack, "2026-10-21", "15:00", "")
	if q, err := b.Quick(t.Context(), "", f.ID); err != nil || q.Close == nil || q.Close.ID != call.ID || !q.Due {
		t.Errorf("what a call deals with goes before what it does not: %+v %v", q, err)
	}
}

func TestTheProposedDateComesFromTheLastIntervals(t *testing.T) {
	b := storetest.Open(t)
	kim := b.Colleague(t, "Kim Peeters")
	f := b.Prospect(t, "name", "Claes Houtbouw")
	q, err := b.Quick(t.Context(), kim, f.ID)
	if err != nil || q.Usual != 0 || len(q.Dates) != 3 {
		t.Fatalf("%+v %v", q, err)
	}
	b.Moment(t, f, fiche.FirstContact, "2026-10-03", "", "")
	if _, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "mail", Day: "2026-10-12"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "note", Day: "2026-10-13", Text: "geen contact"}}); err != nil {
		t.Fatal(err)
	}
	q, err = b.Quick(t.Context(), kim, f.ID)
	want := []store.QuickDate{{Code: "tomorrow", Day: "2026-10-22"}, {Code: "days", Day: "2026-10-26", Moved: true}, {Code: "week", Day: "2026-10-28"}, {Code: "usual", Day: "2026-10-30"}}
	if err != nil || q.Usual != 9 || len(q.Dates) != 4 {
		t.Fatalf("%+v %v", q, err)
	}
	for i := range want {
		if q.Dates[i] != want[i] {
			t.Errorf("%+v, want %+v", q.Dates[i], want[i])
		}
	}
}

func TestAWrongActivityKeepsNothingAndSaysWhere(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	for _, c := range []struct {
		line  fiche.ActivityLine
		field string
	}{
		{fiche.ActivityLine{Kind: "fax", Day: "2026-10-21"}, "kind"},
		{fiche.ActivityLine{Kind: "call", Day: "2026-02-30"}, "day"},
		{fiche.ActivityLine{Kind: "note", Day: "2026-10-21"}, "text"},
		{fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Text: "bel\x07"}, "text"},
		{fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Hour: "25:00"}, "hour"},
		{fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Step: fiche.Line{Kind: "call-back"}}, "step.day"},
		{fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Step: fiche.Line{Kind: "sold", Day: "2026-10-22"}}, "step.kind"},
		{fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Step: fiche.Line{Kind: "step", Day: "2026-10-22", For: "uniemand"}}, "step.for"},
	} {
		_, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Line: c.line})
		var invalid *store.Invalid
		if !errors.As(err, &invalid) || invalid.Problems[0].Field != c.field {
			t.Errorf("%+v: %v", c.line, err)
		}
	}
	if q, err := b.Quick(t.Context(), "", f.ID); err != nil || q.Last != nil {
		t.Errorf("%+v %v", q.Last, err)
	}
}

func TestTwoWhoChangeAnActivityAreJoined(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	a, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Text: "Akkoord"}})
	if err != nil {
		t.Fatal(err)
	}
	was := a.Line()
	mine, theirs := was, was
	theirs.Kind, mine.Text = "visit", "Akkoord met € 44"
	if _, err := b.SaveActivity(t.Context(), storetest.Bart, f.ID, a.ID, theirs, was); err != nil {
		t.Fatal(err)
	}
	mine.Step = fiche.Line{Kind: "step", Day: "2026-10-28", Text: "offerte"}
	got, err := b.SaveActivity(t.Context(), storetest.Kim, f.ID, a.ID, mine, was)
	if err != nil || got.Kind != fiche.Visit || got.Text != "Akkoord met € 44" || got.Step == "" {
		t.Errorf("%+v %v", got, err)
	}
}
