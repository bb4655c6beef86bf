package store_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestExamplesAreFortySoundFichesOfAllKinds(t *testing.T) {
	for _, lang := range []string{"nl", "fr", "en", "de"} {
		b := storetest.Open(t)
		if b.HasExamples() {
			t.Fatal("a new box has examples")
		}
		if err := b.AddExamples(t.Context(), storetest.Kim, lang); err != nil {
			t.Fatal(err)
		}
		kinds, persons, remarks := map[fiche.Kind]int{}, 0, []string{}
		for _, k := range fiche.Kinds {
			for _, view := range []store.View{store.ViewAll, store.ViewInactive} {
				p, err := b.List(t.Context(), store.Query{Kind: k, View: view, Limit: 100})
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range p.Rows {
					kinds[k]++
					if r.Fiche.Person {
						persons++
					}
					c, err := b.Card(t.Context(), r.Fiche.ID)
					if err != nil {
						t.Fatal(err)
					}
					for _, m := range c.Remarks {
						remarks = append(remarks, m.Code)
						if m.Code != "vat.check" && m.Code != "remark.vat-taken" {
							t.Errorf("%s: %s %s", r.Fiche.Name, m.Field, m.Code)
						}
					}
					if !r.Fiche.Example {
						t.Errorf("%s is not marked", r.Fiche.Name)
					}
				}
			}
		}
		if all := kinds[fiche.Prospect] + kinds[fiche.Customer] + kinds[fiche.Supplier]; all != store.ExampleCount || len(kinds) != 3 || persons < 5 {
			t.Errorf("%d fiches, %v, %d private persons", all, kinds, persons)
		}
		if len(remarks) != 3 {
			t.Errorf("one wrong number and one on two fiches give remarks %v", remarks)
		}
		if err := b.AddExamples(t.Context(), storetest.Kim, lang); !errors.Is(err, store.ErrNotEmpty) {
			t.Errorf("a second time: %v", err)
		}
	}
}

func TestOneExampleComesDueInTwoMinutes(t *testing.T) {
	b := storetest.Open(t)
	if err := b.AddExamples(t.Context(), storetest.Kim, "nl"); err != nil {
		t.Fatal(err)
	}
	_, before, err := b.Due(t.Context(), "ukim", 1)
	if err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(2 * time.Minute)
	due, after, err := b.Due(t.Context(), "ukim", 1)
	if err != nil {
		t.Fatal(err)
	}
	if after != before+1 || len(due) != 1 || due[0].Ref.Name != "Claes Houtbouw BV" {
		t.Errorf("%d due, then %d: %+v", before, after, due)
	}
	_, late, err := b.Late(t.Context(), "ukim", 10)
	if err != nil || late < 4 {
		t.Errorf("%d late, %v", late, err)
	}
	today, err := b.Between(t.Context(), "ukim", "2026-10-21", "2026-10-22", 50)
	if err != nil || len(today) < 5 {
		t.Errorf("%d moments today, %v", len(today), err)
	}
	tomorrow, err := b.Between(t.Context(), "ukim", "2026-10-22", "2026-10-23", 50)
	if err != nil || len(tomorrow) < 3 {
		t.Errorf("%d moments tomorrow, %v", len(tomorrow), err)
	}
}

func TestExamplesStayOnTodayWhenMadeLateInTheEvening(t *testing.T) {
	b := storetest.Open(t)
	b.Clock.Set(time.Date(2026, 10, 24, 23, 59, 30, 0, storetest.Brussels)) // the clock goes back this night
	if err := b.AddExamples(t.Context(), storetest.Kim, "fr"); err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(2 * time.Minute)
	due, _, err := b.Due(t.Context(), "ukim", 1)
	if err != nil || len(due) != 1 || due[0].Ref.Name != "Claes Houtbouw BV" {
		t.Errorf("due over midnight: %+v, %v", due, err)
	}
}

func TestOneClickRemovesTheExamplesAndLeavesWhatSomebodyTyped(t *testing.T) {
	b := storetest.Open(t)
	if err := b.AddExamples(t.Context(), storetest.Kim, "nl"); err != nil {
		t.Fatal(err)
	}
	p, err := b.List(t.Context(), store.Query{Kind: fiche.Prospect, Sort: "number", Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	// looking, converting, ticking off and throwing away is practice
	if _, _, err := b.Convert(t.Context(), storetest.Bart, p.Rows[1].Fiche.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Remove(t.Context(), storetest.Bart, p.Rows[2].Fiche.ID); err != nil {
		t.Fatal(err)
	}
	c, _ := b.Card(t.Context(), p.Rows[3].Fiche.ID)
	if _, err := b.Done(t.Context(), storetest.Bart, c.Fiche.ID, c.Moments[0].ID, true); err != nil {
		t.Fatal(err)
	}
	// typing is work
	v := p.Rows[0].Fiche
	card, _ := b.Card(t.Context(), v.ID)
	card.Values["remarks"] = "belde zelf terug"
	if _, err := b.Save(t.Context(), storetest.Bart, v.ID, v.Rev, store.Draft{Values: card.Values}); err != nil {
		t.Fatal(err)
	}
	b.Moment(t, p.Rows[4].Fiche, fiche.CallBack, "2026-11-02", "", "echt")
	did, err := b.RemoveExamples(t.Context(), storetest.Kim)
	if err != nil || did != (store.Examples{Removed: 38, Kept: 2}) {
		t.Fatalf("%+v, %v", did, err)
	}
	if b.HasExamples() || b.Len() != 2 {
		t.Errorf("examples left: %v, fiches %d", b.HasExamples(), b.Len())
	}
	b.Verify(t)
	groups, _ := b.Groups(t.Context())
	if len(groups) != 4 {
		t.Errorf("groups that fiches still have, and the two of the source: %v", groups)
	}
	if f := b.Prospect(t, "name", "Echte prospect"); f.Number < 30018 {
		t.Errorf("a number was given again: %d", f.Number)
	}
}

func TestRemovingUntouchedExamplesLeavesABoxAsNew(t *testing.T) {
	for _, lang := range []string{"nl", "fr", "en", "de"} {
		b := storetest.Open(t)
		var before, after bytes.Buffer
		if err := b.Export(t.Context(), &before); err != nil {
			t.Fatal(err)
		}
		if err := b.AddExamples(t.Context(), storetest.Kim, lang); err != nil {
			t.Fatal(err)
		}
		if did, err := b.RemoveExamples(t.Context(), storetest.Kim); err != nil || did.Removed != store.ExampleCount {
			t.Fatalf("%+v, %v", did, err)
		}
		if err := b.Export(t.Context(), &after); err != nil {
			t.Fatal(err)
		}
		if before.String() != after.String() {
			t.Errorf("%s: left behind:\n%s", lang, after.String())
		}
	}
}

func TestExamplesSpeakTheLanguageOfTheirBox(t *testing.T) {
	for lang, want := range map[string][2]string{"nl": {"Hout, beurs Brussel", "zaakvoerder"}, "fr": {"Bois, salon Bruxelles", "gérante"}, "en": {"Wood, Brussels fair", "managing director"}, "de": {"Holz, Messe Brüssel", "Geschäftsführerin"}} {
		b := storetest.Open(t)
		if err := b.AddExamples(t.Context(), storetest.Kim, lang); err != nil {
			t.Fatal(err)
		}
		p, err := b.List(t.Context(), store.Query{Kind: fiche.Prospect, Sort: "name", Text: "claes", Limit: 1})
		if err != nil || len(p.Rows) != 1 {
			t.Fatalf("%d rows, %v", len(p.Rows), err)
		}
		c, err := b.Card(t.Context(), p.Rows[0].Fiche.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{c.Values["groups"], c.Values["contact.1.role"]}; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
