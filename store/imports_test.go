package store_test

import (
	"bytes"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// taken takes a file in.
func taken(t *testing.T, b *storetest.Box, text string, plan func(*store.ImportPlan)) store.Import {
	t.Helper()
	i, err := b.NewImport(t.Context(), storetest.Kim, "", "klanten.csv", fiche.Customer, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if plan != nil {
		plan(&i.Plan)
		if i, err = b.PlanImport(t.Context(), storetest.Kim, i.ID, i.Plan); err != nil {
			t.Fatal(err)
		}
	}
	return i
}

// rehearsed is what the rehearsal says of each row, by its line.
func rehearsed(t *testing.T, b *storetest.Box, id fiche.ID) (rows []store.RowResult, counts map[string]int) {
	t.Helper()
	counts = map[string]int{}
	err := b.Rehearse(t.Context(), storetest.Kim, id, func(r store.RowResult) error {
		rows = append(rows, r)
		counts[r.Verdict]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, counts
}

// broughtIn does the job of an import.
func broughtIn(t *testing.T, b *storetest.Box, id fiche.ID) store.Job {
	t.Helper()
	j, err := b.BeginImport(t.Context(), storetest.Kim, id)
	if err != nil {
		t.Fatal(err)
	}
	return worked(t, b, j.ID)
}

func verdicts(rows []store.RowResult) string {
	var vs []string
	for _, r := range rows {
		vs = append(vs, r.Verdict)
	}
	return strings.Join(vs, " ")
}

func whole(t *testing.T, b *storetest.Box) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const messy = `Klantnr;Naam;Straat;Nr;Postcode;Gemeente;Tel;Btw;Groep
10500;Bakkerij Peeters;Kerkstraat;12;9000;Gent;92251234;403170701;Bakkers
10501;Hout Claes nv;Nijverheidslaan;7;3600;Genk;475123456;;Hout
10500;Bakkerij Peeters bis;Kerkstraat;12;9000;Gent;;;
10502;;Zonder naam;1;1000;Brussel;;;
KL-7;Café Zoë;Rue Haute;5A;1000;Brussel;;;
`

// The rehearsal is the import itself, taken back: it leaves the box as it was, and the
// job then does what it said.
func TestARehearsalSaysWhatTheImportDoesAndLeavesNothing(t *testing.T) {
	b := storetest.Open(t)
	old := b.Make(t, fiche.Customer, "name", "Hout Claes", "address.1.town", "Genk")
	i := taken(t, b, messy, func(p *store.ImportPlan) { p.Match = store.MatchName })
	if i.Rows != 5 || i.Encoding != "utf-8" || i.Comma != ";" || !i.Plan.Keep {
		t.Fatalf("%+v", i)
	}
	before := whole(t, b)
	rows, counts := rehearsed(t, b, i.ID)
	if got := verdicts(rows); got != "new changed fault fault fault" {
		t.Errorf("rehearsal: %s", got)
	}
	if rows[1].Ref == nil || rows[1].Ref.ID != old.ID || rows[1].Line != 3 {
		t.Errorf("row of Hout Claes: %+v", rows[1])
	}
	for at, code := range map[int]string{2: "problem.import-number-twice", 3: "problem.required", 4: "problem.import-number"} {
		if ps := rows[at].Problems; len(ps) == 0 || ps[len(ps)-1].Code != code {
			t.Errorf("row %d: %+v, want %s", rows[at].Line, ps, code)
		}
	}
	if after := whole(t, b); after != before {
		t.Error("the rehearsal left something")
	}
	j := broughtIn(t, b, i.ID)
	for v, n := range counts {
		if j.Counts[v] != n {
			t.Errorf("job: %d %s, rehearsed %d", j.Counts[v], v, n)
		}
	}
	if j.State != store.JobDone || len(j.Exceptions) != 3 {
		t.Errorf("job %s, exceptions %+v", j.State, j.Exceptions)
	}
	f, err := b.ByNumber(t.Context(), fiche.Customer, 10500)
	if err != nil {
		t.Fatal(err)
	}
	c := card(t, b, f.ID)
	if c.Values["vat"] != "BE 0403.170.701" || c.Values["phone"] != "09 225 12 34" || c.Values["groups"] != "Bakkers" || c.Values["active"] != "yes" {
		t.Errorf("new fiche: %q", c.Values)
	}
	if c := card(t, b, old.ID); c.Values["phone"] != "0475 12 34 56" || c.Fiche.Number != old.Number || c.Fiche.Name != "Hout Claes nv" {
		t.Errorf("changed fiche: %q", c.Values)
	}
	if n := b.Count(store.Query{Kind: fiche.Customer}); n != 2 {
		t.Errorf("the list has %d", n)
	}
}

func TestCountsFollowTheRuleOfTheMatch(t *testing.T) {
	b := storetest.Open(t)
	b.Make(t, fiche.Customer, "name", "Bakkerij Peeters", "vat", "BE 0403.170.701", "email", "info@peeters.example", "phone", "09 225 12 34", "address.1.town", "Gent")
	b.Prospect(t, "name", "Zoë", "email", "zoe@zoe.example")
	text := "Nr;Naam;Btw;E-mail;Tel;Gemeente\n10000;Bakkerij Peeters bv;;;;Gent\n;X;0403170701;;;\n;Y;;INFO@peeters.example;;\n;Z;;;09/225.12.34;\n;Zoë;;zoe@zoe.example;;\n"
	for rule, want := range map[string]string{
		store.MatchNumber: "changed new new new new",
		store.MatchVAT:    "new changed new new new",
		store.MatchEmail:  "new new changed new double", // a prospect has it
		store.MatchPhone:  "new new new changed new",
		store.MatchName:   "changed new new new double",
		store.MatchNone:   "new new new new new",
	} {
		i := taken(t, b, text, func(p *store.ImportPlan) { p.Match, p.Keep = rule, false })
		if rows, _ := rehearsed(t, b, i.ID); verdicts(rows) != want {
			t.Errorf("%s: %s, want %s", rule, verdicts(rows), want)
		}
	}
	i := taken(t, b, "Naam;Gemeente;Info\nBakkerij Peeters;Gent;a\nBakkerij Peeters;Gent;b\nNieuw;;\nNieuw;;\n", func(p *store.ImportPlan) { p.Match = store.MatchName })
	if rows, _ := rehearsed(t, b, i.ID); verdicts(rows) != "changed double new double" || rows[1].Problems[0].Args[0] != "2" {
		t.Errorf("rows of one file: %+v", rows)
	}
}

// An undo puts new fiches into the bin and gives changed ones back what they had; who
// was edited since is left alone and named.
func TestAnImportIsTakenBackButForWhatWasEditedSince(t *testing.T) {
	b := storetest.Open(t)
	peeters := b.Make(t, fiche.Customer, "name", "Peeters", "phone", "09 225 12 34", "groups", "Bakkers")
	claes := b.Make(t, fiche.Customer, "name", "Claes")
	i := taken(t, b, "Naam;Tel;Groep\nPeeters;02 511 22 33;Hout\nClaes;02 511 22 34;\nNieuw;;\nDaarna bewerkt;;\n", func(p *store.ImportPlan) { p.Match = store.MatchName })
	j := broughtIn(t, b, i.ID)
	if j.Counts["changed"] != 2 || j.Counts["new"] != 2 {
		t.Fatalf("%+v", j.Counts)
	}
	for name, field := range map[string]string{"Claes": "phone", "Daarna bewerkt": "remarks"} {
		page, err := b.List(t.Context(), store.Query{Kind: fiche.Customer, Text: name, Limit: 5})
		if err != nil || len(page.Rows) != 1 {
			t.Fatal(name, err, len(page.Rows))
		}
		f := page.Rows[0].Fiche
		v := card(t, b, f.ID).Values
		v[field] = "089 35 35 35"
		if _, err := b.Save(t.Context(), storetest.Bart, f.ID, f.Rev, store.Draft{Values: v}); err != nil {
			t.Fatal(err)
		}
	}
	undo, err := b.UndoJob(t.Context(), storetest.Kim, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	if undo = worked(t, b, undo.ID); undo.Counts["changed"] != 2 || undo.Counts[store.CountBinned] != 1 || len(undo.Exceptions) != 2 {
		t.Errorf("undo: %+v %+v", undo.Counts, undo.Exceptions)
	}
	if c := card(t, b, peeters.ID); c.Values["phone"] != "09 225 12 34" || c.Values["groups"] != "Bakkers" {
		t.Errorf("Peeters: %q", c.Values)
	}
	if c := card(t, b, claes.ID); c.Values["phone"] != "089 35 35 35" {
		t.Errorf("Claes: %q", c.Values)
	}
	if n := b.Count(store.Query{Bin: true}); n != 1 {
		t.Errorf("%d in the bin", n)
	}
}
