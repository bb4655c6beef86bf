package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
	"fichebak/store/transfer"
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
	if rows, _ := rehearsed(t, b, i.ID); verdicts(rows) != "changed double new double" || rows[1].Problems[0].Args[0] != 2 {
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
	if undo = worked(t, b, undo.ID); undo.Counts["changed"] != 2 || len(undo.Exceptions) != 2 {
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

// many makes n rows.
func many(n int) string {
	var text strings.Builder
	text.WriteString("Naam;E-mail;Gemeente;Groep;Adres via\n")
	for i := range n {
		fmt.Fprintf(&text, "Firma %05d;f%d@firma.example;Gent;Groep %d;Bron %d\n", i, i, i%7, i%5)
	}
	return text.String()
}

// A job that is broken off in the middle is gone on with where it was, in a program
// that knows nothing of the rows before but what the file and the box say.
func TestAnImportGoesOnAfterThePowerWasCut(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, many(1400)+"Firma 00001;nog eens;;;\n", func(p *store.ImportPlan) { p.Match = store.MatchEmail })
	i = taken(t, b, many(1400)+"Firma 00001 bis;F1@firma.example;Gent;;\n", nil)
	if !i.Known || i.Plan.Match != store.MatchEmail {
		t.Errorf("the plan of such a file is not remembered: %+v", i)
	}
	j, err := b.BeginImport(t.Context(), storetest.Kim, i.ID)
	if err != nil {
		t.Fatal(err)
	}
	stops := 0
	for ; job(t, b, j.ID).State == store.JobRunning && stops < 100; stops++ {
		if err := b.WorkOff(&shortLife{Context: t.Context(), left: 20_000}); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		b.Reopen(t)
	}
	if stops < 3 {
		t.Errorf("it was broken off %d times only", stops)
	}
	j = job(t, b, j.ID)
	if j.State != store.JobDone || j.Counts["new"] != 1400 || j.Counts["double"] != 1 {
		t.Errorf("%s %+v", j.State, j.Counts)
	}
	if n := b.Count(store.Query{Kind: fiche.Customer}); n != 1400 {
		t.Errorf("%d customers", n)
	}
}

// shortLife is a context that ends after it was asked so often whether it has.
type shortLife struct {
	context.Context
	left int
}

func (s *shortLife) Err() error {
	if s.left--; s.left < 0 {
		return context.Canceled
	}
	return s.Context.Err()
}

// What was exported imports again as the same, in every form.
func TestWhatWasExportedImportsAsTheSame(t *testing.T) {
	b := storetest.Open(t)
	b.Make(t, fiche.Customer, "name", "Hout; \"Claes\" nv", "vat", "BE 0403.170.701", "phone", "09 225 12 34", "mobile", "+31 6 12345678", "groups", "Hout, PVC", "source", "=Beurs", "remarks", "een\ntwee; drie",
		"address.1.street", "Kerkstraat", "address.1.number", "12", "address.1.box", "3", "address.1.town", "Gent", "address.1.postcode", "9000", "address.2.label", "Werf", "contact.1.name", "Els", "contact.2.email", "jan@claes.example", "language", "nl")
	b.Make(t, fiche.Customer, "name", "bpost", "full-name", "Els De Smet", "active", "", "address.1.country", "FR")
	b.Make(t, fiche.Customer, "name", "Jan", "person", "yes", "salutation", "Dhr.")
	for _, format := range []string{"csv", "xlsx", "vcf", "jsonl", "winfakt"} {
		var out bytes.Buffer
		w := cardWriter(t, format, &out)
		for _, view := range []store.View{store.ViewAll, store.ViewInactive} {
			err := b.EachCard(t.Context(), func(f *fiche.Fiche, v fiche.Values) error {
				return w.Write(transfer.Card{Kind: f.Kind, Number: f.Number, Values: v})
			}, store.Query{Kind: fiche.Customer, View: view, Sort: "number"})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		i, err := b.NewImport(t.Context(), storetest.Kim, "", "x."+format, fiche.Customer, &out)
		if err != nil {
			t.Fatal(format, err)
		}
		rows, counts := rehearsed(t, b, i.ID)
		if counts["same"] != 3 {
			t.Errorf("%s: %v\n%+v", format, counts, rows)
		}
	}
}

func cardWriter(t *testing.T, format string, out *bytes.Buffer) transfer.CardWriter {
	t.Helper()
	cols := transfer.Columns(2, 2)
	titles := make([]string, len(cols))
	for i, c := range cols {
		titles[i] = transfer.Title(c, "fr")
	}
	var table transfer.Writer
	var err error
	switch format {
	case "csv":
		table, err = transfer.NewCSV(out, titles)
	case "xlsx":
		table, err = transfer.NewXLSX(out, "Clients", titles)
	case "vcf":
		return transfer.NewVCard(out)
	case "jsonl":
		return transfer.NewLines(out)
	case "winfakt":
		w, err := transfer.NewWinFakt(out)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	if err != nil {
		t.Fatal(err)
	}
	return transfer.NewTable(table, cols, "oui", "non")
}

func TestAFileThatCannotBeTakenLeavesNothing(t *testing.T) {
	b := storetest.Open(t)
	for name, text := range map[string]string{"empty": "", "a PDF": "%PDF-1.7", "too large": "Naam\n" + strings.Repeat("x", store.MaxImport)} {
		_, err := b.NewImport(t.Context(), storetest.Kim, "", "x.csv", fiche.Customer, strings.NewReader(text))
		var fault *transfer.Fault
		if !errors.As(err, &fault) && !errors.Is(err, store.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	left, err := os.ReadDir(b.Path + ".uploads")
	if err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
	if list, err := b.Imports(t.Context(), 10); err != nil || len(list) > 0 {
		t.Errorf("%d imports, %v", len(list), err)
	}
}

func TestWhatNobodyWentOnWithIsSweptAway(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, "Naam\nA\n", nil)
	b.Clock.Add(store.KeptUpload - 1)
	if err := b.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ImportOf(t.Context(), i.ID); err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(2)
	if err := b.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ImportOf(t.Context(), i.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if err := b.Rehearse(t.Context(), storetest.Kim, i.ID, nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(b.Path + ".uploads"); err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
}
