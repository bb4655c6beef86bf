package store_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func settingsOf(t *testing.T, b *storetest.Box) fiche.Values {
	t.Helper()
	set, err := b.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return set.Values()
}

// changed is a copy of a form with other values: name, value, name, value …
func changed(v fiche.Values, fields ...string) fiche.Values {
	c := maps.Clone(v)
	for i := 0; i+1 < len(fields); i += 2 {
		c[fields[i]] = fields[i+1]
	}
	return c
}

func TestTheSettingsFormHoldsEverySetting(t *testing.T) {
	b := storetest.Open(t)
	was := settingsOf(t, b)
	mine := changed(was, "remind", "", "lead", "60", "call-backs", "", "morning", "08:30", "name-check", "", "start.prospect", "50000", "start.customer", "60000", "start.supplier", "70000", "company", "Lievens", "language", "fr", "crm", "yes")
	if len(mine) != len(store.SettingNames) {
		t.Fatalf("the test changes %d settings of %d", len(mine), len(store.SettingNames))
	}
	if err := b.SaveForm(t.Context(), storetest.Kim, was, mine); err != nil {
		t.Fatal(err)
	}
	b.Reopen(t)
	now := settingsOf(t, b)
	for _, n := range store.SettingNames {
		if now[n] != mine[n] {
			t.Errorf("%s is %q, want %q", n, now[n], mine[n])
		}
	}
	if f := b.Make(t, fiche.Customer, "name", "Claes"); f.Number != 60000 {
		t.Errorf("the first customer after it has number %d", f.Number)
	}
}

func TestTwoWhoSaveTheSettingsAreJoinedAndNothingIsLost(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	was := settingsOf(t, b)
	if err := b.SaveForm(ctx, storetest.Kim, was, changed(was, "lead", "30", "company", "Lievens")); err != nil {
		t.Fatal(err)
	}
	// Bart's form is older; he changes something else
	if err := b.SaveForm(ctx, storetest.Bart, was, changed(was, "morning", "08:00")); err != nil {
		t.Fatal(err)
	}
	if now := settingsOf(t, b); now["lead"] != "30" || now["company"] != "Lievens" || now["morning"] != "08:00" {
		t.Errorf("joined: %v", now)
	}
	// and then the same thing otherwise
	var x *store.SettingsConflict
	if err := b.SaveForm(ctx, storetest.Bart, was, changed(was, "lead", "5")); !errors.As(err, &x) {
		t.Fatalf("the second save: %v", err)
	}
	if !slices.Equal(x.Clashes, []string{"lead"}) || x.By != "Bart Declerck" || x.Theirs["lead"] != "30" || x.Merged["lead"] != "5" || x.Merged["company"] != "Lievens" {
		t.Errorf("the conflict says %+v", x)
	}
	if now := settingsOf(t, b); now["lead"] != "30" {
		t.Errorf("the clash was saved: %v", now)
	}
	if err := b.SaveForm(ctx, storetest.Bart, nil, changed(x.Theirs, "lead", "7")); !errors.As(err, &x) {
		t.Errorf("a form that does not say what it was opened on is saved: %v", err)
	}
}

func TestWhatIsNoSettingIsSaidAtItsField(t *testing.T) {
	good := fiche.Values{"lead": "0", "morning": "09:00", "start.prospect": "1", "start.customer": "10000", "start.supplier": "99999999", "bin-days": "30", "company": "Lievens"}
	if ps := store.CheckSettings(good); len(ps) != 0 {
		t.Errorf("good settings: %v", ps)
	}
	for field, bad := range map[string][]string{
		"lead": {"", "-1", "x", "20161", "1.5"}, "morning": {"", "25:00", "9:00", "09:60", "ochtend"}, "start.customer": {"", "0", "-5", "10.000", "100000000"}, "company": {"a\x00b"},
	} {
		for _, text := range bad {
			if ps := store.CheckSettings(changed(good, field, text)); len(ps) != 1 || ps[0].Field != field || !ps[0].Blocks {
				t.Errorf("%s %q: %v", field, text, ps)
			}
		}
	}
}

func TestSeriesThatMeetAndStartsThatAreTakenAreTold(t *testing.T) {
	b := storetest.Open(t)
	for range 3 {
		b.Make(t, fiche.Customer, "name", "Claes")
	}
	series := func(prospect, customer, supplier int) []store.Series {
		t.Helper()
		list, err := b.SeriesFrom(t.Context(), []int{prospect, customer, supplier})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if s := series(30000, 10000, 20000); s[0].Next != 30000 || s[1].Next != 10003 || s[0].Meets+s[1].Meets+s[2].Meets != 0 || s[1].Taken {
		t.Errorf("as it is: %+v", s)
	}
	if s := series(30000, 10001, 20000)[1]; !s.Taken || s.Next != 10003 {
		t.Errorf("a start that was given: %+v", s)
	}
	if s := series(30000, 19500, 20000)[1]; s.Taken || s.Meets != fiche.Supplier || s.Room != 500 {
		t.Errorf("near another: %+v", s)
	}
	if s := series(30000, 20000, 20000); s[1].Meets != fiche.Supplier || s[2].Meets != fiche.Customer || s[1].Room > 0 {
		t.Errorf("the same start: %+v", s)
	}
	if s := series(10002, 10000, 20000)[1]; s.Meets != fiche.Prospect || s.Room > 0 {
		t.Errorf("in another's run: %+v", s)
	}
}
