package fiche

import (
	"slices"
	"strings"
	"testing"
)

func TestOwnFieldsReadWhatPeopleTypeAndKeepItInOneWay(t *testing.T) {
	for _, c := range []struct{ kind, typed, kept, problem string }{
		{ExtraNumber, "420", "420", ""},
		{ExtraNumber, "1.234,5", "1234,5", ""},
		{ExtraNumber, "1 234,50", "1234,50", ""},
		{ExtraNumber, "1.234", "1234", ""},
		{ExtraNumber, "1.234.567", "1234567", ""},
		{ExtraNumber, "12.5", "12,5", ""},
		{ExtraNumber, "-0,5", "-0,5", ""},
		{ExtraNumber, "-0", "0", ""},
		{ExtraNumber, "007", "7", ""},
		{ExtraNumber, "1234,5", "1234,5", ""},
		{ExtraNumber, "1,2,3", "1,2,3", "problem.number"},
		{ExtraNumber, "12,", "12,", "problem.number"},
		{ExtraNumber, "1.23.4", "1.23.4", "problem.number"},
		{ExtraNumber, "twee", "twee", "problem.number"},
		{ExtraNumber, strings.Repeat("9", 19), strings.Repeat("9", 19), "problem.number"},
		{ExtraDate, "17/11/2026", "2026-11-17", ""},
		{ExtraDate, "2026-11-17", "2026-11-17", ""},
		{ExtraDate, "7-1-2026", "2026-01-07", ""},
		{ExtraDate, "31/11/2026", "31/11/2026", "problem.day"},
		{ExtraDate, "morgen", "morgen", "problem.day"},
		{ExtraYesNo, "Ja", "yes", ""},
		{ExtraYesNo, "non", "no", ""},
		{ExtraYesNo, "", "", ""},
		{ExtraYesNo, "soms", "soms", "problem.choice"},
		{ExtraText, " eik ", "eik", ""},
		{ExtraText, strings.Repeat("x", 1024), strings.Repeat("x", 1024), ""},
		{ExtraText, strings.Repeat("é", 600), strings.Repeat("é", 600), "problem.long"},
		{ExtraText, "a\x01", "a\x01", "problem.control"},
		{ExtraText, "\xff", "\xff", "problem.encoding"},
	} {
		x := Extra{ID: "x1", Type: c.kind}
		got := x.Tidy(c.typed)
		if again := x.Tidy(got); got != c.kept || again != got {
			t.Errorf("%s %q is kept as %q, then %q", c.kind, c.typed, got, again)
		}
		code := ""
		if p := x.Check(got); p != nil {
			code = p.Code
		}
		if code != c.problem {
			t.Errorf("%s %q: %q, want %q", c.kind, c.typed, code, c.problem)
		}
	}
}

func TestValuesKeepOwnFieldsThroughAFormAndAMerge(t *testing.T) {
	var f Fiche
	f.Apply(Values{"name": "Claes", "extra.x2": "eik", "extra.x1": "420"}, nil)
	v := f.Values(func(ID) string { return "" })
	if v["extra.x1"] != "420" || v["extra.x2"] != "eik" || len(f.Extra) != 2 {
		t.Errorf("values: %v", v)
	}
	if names := NamesOf(v); !slices.Equal(names[len(names)-2:], []string{"extra.x1", "extra.x2"}) || len(NamesOf(Values{})) != len(FieldNames) {
		t.Errorf("names: %v", names[len(FieldNames):])
	}
	if ds := Diff(v, Values{"extra.x1": "421", "active": "yes", "name": "Claes"}); len(ds) != 3 || ds[1].Name != "extra.x1" || ds[2].Old != "eik" {
		t.Errorf("diff: %v", ds)
	}
	merged, clashes := Merge(Values{"extra.x1": "1"}, Values{"extra.x1": "2"}, Values{"extra.x1": "1", "extra.x2": "eik"})
	if len(clashes) != 0 || merged["extra.x1"] != "2" || merged["extra.x2"] != "eik" {
		t.Errorf("merged: %v, clashes %v", merged, clashes)
	}
	if f.Apply(Values{"name": "Claes"}, nil); f.Extra != nil {
		t.Errorf("emptied: %v", f.Extra)
	}
}

func TestAnOwnFieldIsForItsKindsAndForWhoeverHoldsAValue(t *testing.T) {
	x := Extra{ID: "x1", Type: ExtraText, Kinds: []Kind{Prospect}}
	if !x.For(Prospect, "") || x.For(Customer, "") || !x.For(Customer, "eik") {
		t.Error("for the wrong fiches")
	}
	if x.RemovedAt = 1; x.For(Prospect, "eik") {
		t.Error("one that is removed still stands")
	}
}

// Two fiches that become one keep the own fields of both; where they differ somebody says.
func TestOwnFieldsOfTwoFichesAreJoined(t *testing.T) {
	keep, gone := Values{"name": "a", "extra.x1": "420"}, Values{"name": "a", "extra.x1": "500", "extra.x2": "eik"}
	if _, ps := Join(keep, gone, nil); len(ps) != 1 || ps[0].Field != "extra.x1" {
		t.Errorf("problems: %v", ps)
	}
	joined, ps := Join(keep, gone, map[string]string{"extra.x1": PickGone})
	if len(ps) != 0 || joined["extra.x1"] != "500" || joined["extra.x2"] != "eik" {
		t.Errorf("joined: %v %v", joined, ps)
	}
}
