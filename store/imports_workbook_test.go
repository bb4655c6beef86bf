package store_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
	"fichebak/store/transfer"
)

// workbook is a workbook of n rows, every hundredth of them empty, and these behind them.
func workbook(t *testing.T, n int, more ...[]string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := transfer.NewXLSX(&b, "Klanten", []string{"Naam", "Gemeente"})
	for i := range n {
		row := []string{fmt.Sprint("Firma ", i), "Gent"}
		if i%100 == 99 {
			row = nil
		}
		if err == nil {
			err = w.Write(row)
		}
	}
	for _, row := range more {
		if err == nil {
			err = w.Write(row)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The rows of a large workbook take long to read, so whoever offers it waits for the first
// of them only: about how many there are is said, and its rehearsal counts them.
func TestTheRowsOfALargeWorkbookAreCountedByItsRehearsal(t *testing.T) {
	const n = store.RehearsedAtOnce + 1000
	want := n - n/100
	for _, rehearse := range []bool{true, false} {
		b := storetest.Open(t)
		var plan func(*store.ImportPlan)
		if rehearse {
			plan = func(p *store.ImportPlan) { p.Match = store.MatchName }
		}
		i := taken(t, b, workbook(t, n), plan)
		if !i.About || i.Rows != n {
			t.Fatalf("about %v %d rows", i.About, i.Rows)
		}
		if head, err := b.ImportHead(&i); err != nil || len(head.Rows) != 10 || head.Rows[9].Cells[0] != "Firma 9" {
			t.Errorf("%+v, %v", head, err)
		}
		if rehearse {
			if err := b.WorkOff(t.Context()); err != nil {
				t.Fatal(err)
			}
			var j store.Job
			if i, j = rehearsal(t, b, i.ID); i.About || i.Rows != want || j.State != store.JobDone || j.Total != want || j.Counts["new"] != want {
				t.Errorf("rehearsed: about %v %d rows, %+v", i.About, i.Rows, j)
			}
		}
		if j := broughtIn(t, b, i.ID); j.State != store.JobDone || j.Done != j.Total || j.Counts["new"] != want {
			t.Errorf("rehearsed %v: %+v", rehearse, j)
		}
		if got := b.Count(store.Query{Kind: fiche.Customer}); got != want {
			t.Errorf("%d customers", got)
		}
	}
}

// What cannot be read behind the first rows of a large workbook stops its rehearsal at
// once, with the reason.
func TestALargeWorkbookThatCannotBeReadToItsEndSaysWhy(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, workbook(t, store.RehearsedAtOnce+200, strings.Split(strings.Repeat("x", transfer.MaxColumns+1), "")), func(p *store.ImportPlan) { p.Match = store.MatchName })
	if err := b.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	i, j := rehearsal(t, b, i.ID)
	why, ok := j.Why()
	if j.State != store.JobStopped || !ok || why.Code != "import.columns-many" || fmt.Sprint(why.Args) != fmt.Sprint([]any{fmt.Sprint(store.RehearsedAtOnce + 202), transfer.MaxColumns}) {
		t.Fatalf("%s %+v", j.State, why)
	}
	if j := broughtIn(t, b, i.ID); j.State != store.JobStopped {
		t.Errorf("the import itself: %s", j.State)
	}
}

// A column that has no title is one all the same, also behind the last that has.
func TestAColumnBehindTheLastTitleCanBeMapped(t *testing.T) {
	b := storetest.Open(t)
	for name, text := range map[string]string{
		"csv":  "Naam;Gemeente\nA;Gent; ;a@firma.example;  \nB;Gent\n",
		"xlsx": workbook(t, 3, []string{"A", "Gent", " ", "a@firma.example", "  "}),
	} {
		i := taken(t, b, text, nil)
		if len(i.Titles) != 4 || i.Titles[3] != "" || len(i.Plan.Fields) != 4 || i.Plan.Fields[3] != "" && !i.Known {
			t.Fatalf("%s: %q %q", name, i.Titles, i.Plan.Fields)
		}
		i.Plan.Fields[3], i.Plan.Match = "email", store.MatchNone
		if _, err := b.PlanImport(t.Context(), storetest.Kim, i.ID, i.Plan); err != nil {
			t.Fatal(err)
		}
		broughtIn(t, b, i.ID)
		if n := b.Count(store.Query{Kind: fiche.Customer, Text: "a@firma.example"}); n == 0 {
			t.Errorf("%s: the column was not brought in", name)
		}
	}
}
