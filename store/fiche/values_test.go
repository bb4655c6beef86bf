package fiche

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawValues draws what a form could hold: some fields filled with some text.
func drawValues(t *rapid.T, label string) Values {
	v := Values{}
	for _, n := range rapid.SliceOfDistinct(rapid.SampledFrom(FieldNames), rapid.ID[string]).Draw(t, label) {
		switch n {
		case "person", "active":
			v[n] = "yes"
		case "groups": // ids and names are joined by the store
		default:
			v[n] = rapid.StringN(1, 12, -1).Draw(t, label+" "+n)
		}
	}
	return v
}

func TestWhatAFormHoldsComesBackFromTheFiche(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawValues(t, "values")
		var f Fiche
		f.Apply(v, nil)
		if got := f.Values(func(ID) string { return "" }); !maps.Equal(got, v) {
			t.Fatalf("applied %v, came back %v", v, got)
		}
	})
}

func TestAMergeLosesNobodysChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := drawValues(t, "base"), drawValues(t, "mine"), drawValues(t, "theirs")
		merged, clashes := Merge(base, mine, theirs)
		for _, n := range FieldNames {
			switch clash := slices.Contains(clashes, n); {
			case clash && (mine[n] == theirs[n] || mine[n] == base[n] || theirs[n] == base[n]):
				t.Fatalf("%s clashes, base %q, mine %q, theirs %q", n, base[n], mine[n], theirs[n])
			case clash:
			case mine[n] != base[n] && merged[n] != mine[n]:
				t.Fatalf("my change of %s is lost", n)
			case theirs[n] != base[n] && merged[n] != theirs[n]:
				t.Fatalf("their change of %s is lost", n)
			}
		}
		if _, none := Merge(nil, mine, mine); len(none) != 0 {
			t.Fatalf("the same twice clashes on %v", none)
		}
	})
}

func TestDiffNamesExactlyWhatDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawValues(t, "a"), drawValues(t, "b")
		got := maps.Clone(a)
		for _, d := range Diff(a, b) {
			if d.Old != a[d.Name] || d.New != b[d.Name] || d.Old == d.New {
				t.Fatalf("delta %+v, from %q to %q", d, a[d.Name], b[d.Name])
			}
			if got[d.Name] = d.New; d.New == "" {
				delete(got, d.Name)
			}
		}
		if !maps.Equal(got, b) {
			t.Fatalf("the deltas lead from %v to %v, not to %v", a, got, b)
		}
	})
}

func TestGroupNamesAreSplitAndTidied(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           nil,
		" , ,":                       nil,
		"Hout":                       {"Hout"},
		"Hout,  beurs   Brussel , ,": {"Hout", "beurs Brussel"},
		"Hout, Hout":                 {"Hout"},
	} {
		if got := GroupNames(text); !slices.Equal(got, want) {
			t.Errorf("GroupNames(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestProblemsAndRemarks(t *testing.T) {
	long := strings.Repeat("x", MaxLine+3)
	for _, c := range []struct {
		name, text, code string
		blocks           bool
	}{
		{"name", "", "problem.required", true},
		{"name", "Bakkerij Peeters", "", false},
		{"name", "Bakkerij\nPeeters", "problem.control", true},
		{"name", "a\x00b", "problem.control", true},
		{"name", "\xff", "problem.encoding", true},
		{"name", long, "problem.long", true},
		{"name", "חברה 🥐", "", false},
		{"remarks", "een\ntwee", "", false},
		{"remarks", strings.Repeat("x", MaxRemarks), "", false},
		{"remarks", strings.Repeat("x", MaxRemarks+1), "problem.long", true},
		{"email", "els@claes.example", "", false},
		{"email", "els@claes", "remark.email", false},
		{"email", "Els <els@claes.example>", "remark.email", false},
		{"contact.2.email", "geen adres", "remark.email", false},
		{"website", "claes.example/contact", "", false},
		{"website", "javascript://x", "remark.website", false},
		{"website", "geen site", "remark.website", false},
		{"vat", "", "", false},
	} {
		ps := CheckField(c.name, c.text)
		switch {
		case c.code == "" && len(ps) > 0:
			t.Errorf("%s %.20q: %+v, want nothing", c.name, c.text, ps)
		case c.code != "" && (len(ps) != 1 || ps[0].Code != c.code || ps[0].Blocks != c.blocks):
			t.Errorf("%s %.20q: %+v, want %s, blocks %t", c.name, c.text, ps, c.code, c.blocks)
		}
	}
	if ps := CheckField("name", long); ps[0].Args[0] != strconv.Itoa(3) {
		t.Errorf("too much by %v, want 3", ps[0].Args[0])
	}
}
