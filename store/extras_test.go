package store_test

import (
	"errors"
	"fmt"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func own(t *testing.T, b *storetest.Box, name, kind string, kinds ...fiche.Kind) fiche.Extra {
	t.Helper()
	x, err := b.AddExtra(t.Context(), storetest.Kim, "", fiche.Extra{Name: name, Type: kind, Kinds: kinds})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func foundBy(b *storetest.Box, text string) int {
	return b.Count(store.Query{Kind: fiche.Prospect, Text: text})
}

func TestAnOwnFieldIsKeptReadFoundAndInTheHistory(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	wood, area, day := own(t, b, "Houtsoort", fiche.ExtraText, fiche.Prospect), own(t, b, "Gevel", fiche.ExtraNumber, fiche.Prospect), own(t, b, "Plaatsing", fiche.ExtraDate)
	f := b.Prospect(t, "name", "Claes", wood.Field(), "Thermowood", area.Field(), "1.234,5", day.Field(), "17/11/2026", "extra.xnosuch", "weg")
	card, err := b.Card(ctx, f.ID)
	if err != nil || card.Values[area.Field()] != "1234,5" || card.Values[day.Field()] != "2026-11-17" || len(card.Fiche.Extra) != 3 {
		t.Errorf("kept: %v %v", card.Fiche.Extra, err)
	}
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a second click on Save makes no second fiche, and changes nothing
		g, err := b.Create(ctx, storetest.Kim, fiche.Customer, store.Draft{Token: token, Values: storetest.Values("name", "Twee", area.Field(), "1.000,5")})
		if err != nil || g.Rev != 1 || g.Extra[area.ID] != "1000,5" {
			t.Errorf("made: %+v %v", g, err)
		}
	}
	if foundBy(b, "thermo") != 1 || foundBy(b, "1234,5") != 1 {
		t.Error("not found by its own fields")
	}
	v := card.Values
	v[area.Field()] = "veel"
	var invalid *store.Invalid
	if _, err := b.Save(ctx, storetest.Kim, f.ID, f.Rev, store.Draft{Values: v}); !errors.As(err, &invalid) || invalid.Problems[0].Code != "problem.number" || invalid.Problems[0].Field != area.Field() {
		t.Errorf("a number that is none: %v", err)
	}
	v[area.Field()] = "420"
	if _, err := b.Save(ctx, storetest.Kim, f.ID, f.Rev, store.Draft{Values: v}); err != nil {
		t.Fatal(err)
	}
	changes, _, err := b.History(ctx, f.ID, "", 1)
	if err != nil || len(changes[0].Fields) != 1 || changes[0].Fields[0] != (fiche.Delta{Name: area.Field(), Old: "1234,5", New: "420"}) {
		t.Errorf("history: %+v %v", changes, err)
	}
	// two people, two fields: both stay; one field: it is asked
	mine, theirs := withField(v, wood.Field(), "eik"), withField(v, area.Field(), "500")
	if _, err := b.Save(ctx, storetest.Kim, f.ID, 2, store.Draft{Values: mine}); err != nil {
		t.Fatal(err)
	}
	if f, err = b.Save(ctx, storetest.Bart, f.ID, 2, store.Draft{Values: theirs}); err != nil || f.Extra[wood.ID] != "eik" || f.Extra[area.ID] != "500" {
		t.Errorf("joined: %v %v", f.Extra, err)
	}
	var conflict *store.Conflict
	if _, err := b.Save(ctx, storetest.Kim, f.ID, 2, store.Draft{Values: withField(v, area.Field(), "1,0")}); !errors.As(err, &conflict) || len(conflict.Clashes) != 1 || conflict.Clashes[0] != area.Field() {
		t.Errorf("both changed one: %v", err)
	}
	sameAfterImport(t, b)
}

func withField(v fiche.Values, name, text string) fiche.Values {
	c := fiche.Values{}
	for n, x := range v {
		c[n] = x
	}
	c[name] = text
	return c
}

func TestAnOwnFieldThatIsRemovedKeepsItsValuesAndComesBack(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	wood := own(t, b, "Houtsoort", fiche.ExtraText, fiche.Prospect)
	f := b.Prospect(t, "name", "Claes", wood.Field(), "Thermowood")
	if err := b.RemoveExtra(ctx, storetest.Kim, wood.ID); err != nil {
		t.Fatal(err)
	}
	if foundBy(b, "thermo") != 0 {
		t.Error("found by a field that is gone")
	}
	// a form that does not have it leaves it alone, also when others saved meanwhile
	for _, name := range []string{"Claes bv", "Claes nv"} {
		if _, err := b.Save(ctx, storetest.Kim, f.ID, f.Rev, store.Draft{Values: storetest.Values("name", name)}); err != nil {
			var conflict *store.Conflict
			if !errors.As(err, &conflict) || fmt.Sprint(conflict.Clashes) != "[name]" {
				t.Fatal(err)
			}
		}
	}
	b.Reopen(t)
	list, err := b.Extras(ctx)
	if err != nil || len(list) != 1 || list[0].Live() || list[0].Count != 1 {
		t.Errorf("fields: %+v %v", list, err)
	}
	if err := b.RestoreExtra(ctx, storetest.Kim, wood.ID); err != nil || foundBy(b, "thermo") != 1 {
		t.Errorf("back: %v, found %d", err, foundBy(b, "thermo"))
	}
}

// Who opened a form while a field was away empties it neither when it is back, nor when
// others saved meanwhile; who had it in the form empties it as any other.
func TestAFormOpenedWhileAFieldWasAwayDoesNotEmptyIt(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	wood := own(t, b, "Houtsoort", fiche.ExtraText)
	f := b.Prospect(t, "name", "Claes", wood.Field(), "thermowood")
	if err := b.RemoveExtra(ctx, storetest.Kim, wood.ID); err != nil {
		t.Fatal(err)
	}
	opened := f.Rev
	if err := b.RestoreExtra(ctx, storetest.Kim, wood.ID); err != nil {
		t.Fatal(err)
	}
	save := func(rev uint64, shown []string, values ...string) string {
		t.Helper()
		saved, err := b.Save(ctx, storetest.Kim, f.ID, rev, store.Draft{Values: storetest.Values(values...), Shown: shown})
		if err != nil {
			t.Fatal(err)
		}
		f = saved
		return f.Extra[wood.ID]
	}
	if got := save(opened, []string{}, "name", "Claes bv"); got != "thermowood" {
		t.Errorf("saved: %q", got)
	}
	if got := save(opened, []string{}, "name", "Claes", "remarks", "belt na vijven"); got != "thermowood" || f.Name != "Claes bv" {
		t.Errorf("saved beside another: %q, %s", got, f.Name)
	}
	if got := save(f.Rev, []string{wood.Field()}, "name", "Claes bv"); got != "" {
		t.Errorf("emptied in its form: %q", got)
	}
}

func TestOwnFieldsHaveAnOrderAndNamesOfTheirOwnAndAreNotTooMany(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	var xs []fiche.Extra
	for i := range fiche.MaxExtras {
		xs = append(xs, own(t, b, fmt.Sprintf("Veld %02d", i), fiche.ExtraText))
	}
	if err := b.MoveExtra(ctx, storetest.Kim, xs[2].ID, -1); err != nil {
		t.Fatal(err)
	}
	if err := b.MoveExtra(ctx, storetest.Kim, xs[0].ID, -1); err != nil { // at the front already
		t.Fatal(err)
	}
	live, err := b.OwnFields(ctx)
	if err != nil || live[0].ID != xs[0].ID || live[1].ID != xs[2].ID || live[2].ID != xs[1].ID {
		t.Errorf("order: %v %v", live, err)
	}
	if _, err := b.AddExtra(ctx, storetest.Kim, "", fiche.Extra{Name: "Te veel", Type: fiche.ExtraText}); !errors.Is(err, store.ErrTooMany) {
		t.Errorf("too many: %v", err)
	}
	if err := b.ChangeExtra(ctx, storetest.Kim, xs[3].ID, "VELD 04", nil); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("a name that is taken: %v", err)
	}
	if err := b.RemoveExtra(ctx, storetest.Kim, xs[4].ID); err != nil {
		t.Fatal(err)
	}
	if err := b.ChangeExtra(ctx, storetest.Kim, xs[3].ID, "VELD 04", nil); err != nil {
		t.Errorf("a name that is free: %v", err)
	}
	if err := b.RestoreExtra(ctx, storetest.Kim, xs[4].ID); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("back under a name that is taken: %v", err)
	}
	var invalid *store.Invalid
	if _, err := b.AddExtra(ctx, storetest.Kim, "", fiche.Extra{Name: "Raar", Type: "kleur"}); !errors.As(err, &invalid) {
		t.Errorf("a type nobody knows: %v", err)
	}
}
