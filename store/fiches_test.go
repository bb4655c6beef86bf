package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func values(fields ...string) fiche.Values { return storetest.Values(fields...) }

func TestNumbersAreGivenInSeriesAndNeverTwice(t *testing.T) {
	b := storetest.Open(t)
	for k, want := range map[fiche.Kind]int{fiche.Customer: 10000, fiche.Supplier: 20000, fiche.Prospect: 30000} {
		if f := b.Make(t, k, "name", "Bakkerij Peeters"); f.Number != want {
			t.Errorf("first %s has number %d, want %d", k, f.Number, want)
		}
	}
	f := b.Prospect(t, "name", "Hout Claes")
	if _, err := b.Remove(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	if g := b.Prospect(t, "name", "Els De Smet"); g.Number != 30002 {
		t.Errorf("after a removal the next number is %d, want 30002", g.Number)
	}
}

func TestAnyNumberOfPeopleCanEnterAtOnce(t *testing.T) {
	b := storetest.Open(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	seen := map[int]bool{}
	for range 16 {
		wg.Go(func() {
			for range 5 {
				f, err := b.Create(t.Context(), storetest.Kim, fiche.Prospect, store.Draft{Values: values("name", "Iemand")})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if seen[f.Number] {
					t.Errorf("number %d was given twice", f.Number)
				}
				seen[f.Number] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 80 || !seen[30079] {
		t.Errorf("80 fiches have %d numbers, the last not 30079", len(seen))
	}
}

func TestASecondClickOnSaveMakesNothingDouble(t *testing.T) {
	b := storetest.Open(t)
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	d := store.Draft{Values: values("name", "Bakkerij Peeters"), Token: token}
	first, err := b.Create(t.Context(), storetest.Kim, fiche.Prospect, d)
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.Create(t.Context(), storetest.Kim, fiche.Prospect, d)
	if err != nil || second.ID != first.ID || b.Len() != 1 {
		t.Errorf("second click made %s beside %s, %d fiches, %v", second.ID, first.ID, b.Len(), err)
	}
}

func TestAWrongVATNumberIsARemarkAndStaysAsTyped(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Hout Claes", "vat", "0431.150.351")
	card, err := b.Card(t.Context(), f.ID)
	if err != nil {
		t.Fatal(err)
	}
	if card.Fiche.VAT == "" || !hasRemark(card.Remarks, "vat", "vat.check") {
		t.Errorf("kept %q with remarks %v, want the number and vat.check", card.Fiche.VAT, card.Remarks)
	}
}

func TestAVATNumberOfAnotherFicheNamesIt(t *testing.T) {
	b := storetest.Open(t)
	owner := b.Make(t, fiche.Supplier, "name", "Hout Claes nv", "vat", "BE 0403.201.185")
	f := b.Prospect(t, "name", "Claes Houtbouw", "vat", "403201185")
	card, err := b.Card(t.Context(), f.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range card.Remarks {
		if p.Code == "remark.vat-taken" && p.Link != nil && p.Link.ID == owner.ID && !p.Blocks {
			return
		}
	}
	t.Errorf("remarks %v do not name %s", card.Remarks, owner.Name)
}

func hasRemark(ps []fiche.Problem, field, code string) bool {
	for _, p := range ps {
		if p.Field == field && p.Code == code && !p.Blocks {
			return true
		}
	}
	return false
}

func TestConversionKeepsEverythingAndCanBeUndone(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw", "groups", "Hout")
	b.Moment(t, f, fiche.Appointment, "2026-10-22", "09:30", "plaatsbezoek")
	converted, op, err := b.Convert(t.Context(), storetest.Kim, f.ID)
	if err != nil {
		t.Fatal(err)
	}
	if converted.ID != f.ID || converted.Kind != fiche.Customer || converted.Number != 10000 {
		t.Errorf("converted to %s %d, want the same record as customer 10000", converted.Kind, converted.Number)
	}
	card, _ := b.Card(t.Context(), f.ID)
	if len(card.Moments) != 1 || len(card.Groups) != 1 {
		t.Errorf("%d moments and %d groups after conversion, want 1 and 1", len(card.Moments), len(card.Groups))
	}
	if found, err := b.ByNumber(t.Context(), fiche.Prospect, f.Number); err != nil || found.ID != f.ID {
		t.Errorf("the old number finds %q, %v", found.ID, err)
	}
	if _, _, err := b.Convert(t.Context(), storetest.Bart, f.ID); !errors.Is(err, store.ErrConverted) {
		t.Errorf("second conversion answers %v, want ErrConverted", err)
	}
	back, err := b.Undo(t.Context(), storetest.Kim, op.ID)
	if err != nil || back.Kind != fiche.Prospect || back.Number != f.Number {
		t.Errorf("undone to %s %d, %v; want prospect %d", back.Kind, back.Number, err, f.Number)
	}
	if _, err := b.Undo(t.Context(), storetest.Kim, op.ID); !errors.Is(err, store.ErrUndone) {
		t.Errorf("second undo answers %v, want ErrUndone", err)
	}
	b.Make(t, fiche.Customer, "name", "Een ander")
	again, _, err := b.Convert(t.Context(), storetest.Kim, f.ID)
	if err != nil || again.Number != 10000 {
		t.Errorf("converted again it has number %d, %v; want its 10000", again.Number, err)
	}
}

func TestTwoWhoConvertAtOnceMakeOneConversion(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	var wg sync.WaitGroup
	var mu sync.Mutex
	worked := 0
	for range 8 {
		wg.Go(func() {
			_, _, err := b.Convert(t.Context(), storetest.Kim, f.ID)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				worked++
			} else if !errors.Is(err, store.ErrConverted) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if worked != 1 {
		t.Errorf("%d conversions worked, want 1", worked)
	}
}

func TestASecondSaveJoinsWhatItCanAndLosesNothing(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw", "phone", "050 00 41 27", "email", "info@claes.example")
	save := func(by store.Actor, rev uint64, fields ...string) (fiche.Fiche, error) {
		return b.Save(t.Context(), by, f.ID, rev, store.Draft{Values: values(fields...)})
	}
	if _, err := save(storetest.Kim, 1, "name", "Claes Houtbouw", "phone", "050 00 41 28", "email", "info@claes.example"); err != nil {
		t.Fatal(err)
	}
	joined, err := save(storetest.Bart, 1, "name", "Claes Houtbouw", "phone", "050 00 41 27", "email", "els@claes.example")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(joined.Phone, "28") || joined.Email != "els@claes.example" {
		t.Errorf("joined to %q and %q, want both changes", joined.Phone, joined.Email)
	}
	_, err = save(storetest.Kim, 1, "name", "Claes Houtbouw", "phone", "050 00 41 29", "email", "info@claes.example")
	var c *store.Conflict
	if !errors.As(err, &c) || len(c.Clashes) != 1 || c.Clashes[0] != "phone" {
		t.Fatalf("both changed the phone: %v, want a conflict on it alone", err)
	}
	if c.Merged["email"] != "els@claes.example" || !strings.HasSuffix(c.Mine["phone"], "29") || !strings.HasSuffix(c.Other["phone"], "28") {
		t.Errorf("conflict has mine %q, theirs %q, merged e-mail %q", c.Mine["phone"], c.Other["phone"], c.Merged["email"])
	}
	for _, rev := range []uint64{0, 999} {
		if _, err := save(storetest.Kim, rev, "name", "Iets anders"); !errors.As(err, &c) {
			t.Errorf("an absurd rev %d answers %v, want a conflict", rev, err)
		}
	}
}

func TestAColleaguesDoneNeverConflictsWithAForm(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	m := b.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs")
	if _, err := b.Done(t.Context(), storetest.Bart, f.ID, m.ID, true); err != nil {
		t.Fatal(err)
	}
	line := m.Line()
	line.Text = "prijs per m²"
	d := store.Draft{Values: values("name", "Claes Houtbouw"), Moments: []store.MomentDraft{{Name: m.ID, Line: line, Was: m.Line()}}}
	if _, err := b.Save(t.Context(), storetest.Kim, f.ID, 1, d); err != nil {
		t.Fatal(err)
	}
	card, _ := b.Card(t.Context(), f.ID)
	if got := card.Moments[0]; !got.Done() || got.Text != "prijs per m²" {
		t.Errorf("moment is %+v, want done and with the new text", got)
	}
}

func TestAGroupRemovedUnderAFormIsSaidOnce(t *testing.T) {
	b := storetest.Open(t)
	g, err := b.AddGroup(t.Context(), storetest.Kim, "Hout")
	if err != nil {
		t.Fatal(err)
	}
	token, _ := b.NewToken()
	b.Clock.Add(time.Minute)
	if err := b.RemoveGroup(t.Context(), storetest.Bart, g.ID); err != nil {
		t.Fatal(err)
	}
	d := store.Draft{Values: values("name", "Claes Houtbouw", "groups", "Hout"), Token: token}
	_, err = b.Create(t.Context(), storetest.Kim, fiche.Prospect, d)
	var bad *store.Invalid
	if !errors.As(err, &bad) || bad.Problems[len(bad.Problems)-1].Code != "problem.group-gone" {
		t.Fatalf("saving answers %v, want problem.group-gone", err)
	}
	b.Clock.Add(time.Minute)
	d.Token, _ = b.NewToken()
	if _, err := b.Create(t.Context(), storetest.Kim, fiche.Prospect, d); err != nil {
		t.Errorf("saving again answers %v, want the group made anew", err)
	}
}

func TestProblemsBlockAndNothingIsSaved(t *testing.T) {
	b := storetest.Open(t)
	for name, v := range map[string]fiche.Values{
		"no name":            values(),
		"control characters": values("name", "Claes\x00"),
		"a megabyte":         values("name", "x", "remarks", strings.Repeat("x", 1<<20)),
		"bytes, no text":     values("name", "\xff\xfe"),
	} {
		_, err := b.Create(t.Context(), storetest.Kim, fiche.Prospect, store.Draft{Values: v})
		var bad *store.Invalid
		if !errors.As(err, &bad) || !fiche.Blocking(bad.Problems) {
			t.Errorf("%s: %v, want a problem that blocks", name, err)
		}
	}
	if b.Len() != 0 {
		t.Errorf("%d fiches were saved, want none", b.Len())
	}
	for _, name := range []string{"חברת בנייה", "Bakkerij 🥐", "bpost"} {
		if f := b.Prospect(t, "name", name); f.Name != name {
			t.Errorf("%q is kept as %q", name, f.Name)
		}
	}
}
