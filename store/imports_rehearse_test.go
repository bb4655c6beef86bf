package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// large is a file whose rehearsal is a job: rows that are new, one that is the same
// fiche twice, and one without a name.
func large() string {
	return many(store.RehearsedAtOnce) + "Firma 00007;f7@firma.example;Gent;;\n;niemand@firma.example;Gent;;\n"
}

func rehearsal(t *testing.T, b *storetest.Box, id fiche.ID) (store.Import, store.Job) {
	t.Helper()
	i, err := b.ImportOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	j, err := b.Rehearsal(t.Context(), &i)
	if err != nil {
		t.Fatal(err)
	}
	return i, j
}

// left is what a job says of the rows it left alone.
func left(t *testing.T, b *storetest.Box, i store.Import, j store.Job) (lines []string) {
	t.Helper()
	err := b.RowsLeft(t.Context(), &i, &j, func(r store.RowResult) error {
		p := r.Problems[len(r.Problems)-1]
		lines = append(lines, fmt.Sprint(r.Line, " ", r.Verdict, " ", p.Code, p.Args, " ", r.Cells[1]))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

var leftOfLarge = []string{
	fmt.Sprint(store.RehearsedAtOnce+2, " double import.double-row[9] f7@firma.example"),
	fmt.Sprint(store.RehearsedAtOnce+3, " fault problem.required[] niemand@firma.example"),
}

// The rehearsal of a large file is a job: it stands in no list, goes on after a stop of
// the program, and keeps why rows are left alone.
func TestALargeFileIsRehearsedByAJob(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, large(), func(p *store.ImportPlan) { p.Match = store.MatchEmail })
	before, j := whole(t, b), store.Job{}
	if i, j = rehearsal(t, b, i.ID); j.State != store.JobRunning || j.Total != store.RehearsedAtOnce+2 || j.Listed() {
		t.Fatalf("%+v", j)
	}
	for stops := 0; ; stops++ {
		if err := b.WorkOff(&shortLife{Context: t.Context(), left: 60_000}); err == nil {
			if stops == 0 {
				t.Error("it was never broken off")
			}
			break
		}
		if open, _, err := b.JobsNow(t.Context(), storetest.Kim.ID, b.Clock.Now()); err != nil || len(open) != 0 {
			t.Error("the bar of every page has it:", open, err)
		}
		if b.Reopen(t); stops == 0 {
			continue
		}
		if err := b.WorkOff(t.Context()); err != nil { // it begins anew each time, so let it
			t.Fatal(err)
		}
		break
	}
	if i, j = rehearsal(t, b, i.ID); j.State != store.JobDone || j.Done != j.Total || j.Counts["new"] != store.RehearsedAtOnce || j.Counts["double"] != 1 || j.Counts["fault"] != 1 {
		t.Fatalf("%+v", j)
	}
	if got := left(t, b, i, j); !reflect.DeepEqual(got, leftOfLarge) {
		t.Errorf("left %q", got)
	}
	rows, err := b.RowsOf(t.Context(), &j, store.RowNew, 5)
	if err != nil || len(rows) != 5 || rows[4].Name != "Firma 00004" || rows[4].Line != 6 {
		t.Error(rows, err)
	}
	if rows, err = b.RowsOf(t.Context(), &j, store.RowFault, 5); err != nil || len(rows) != 1 || rows[0].Name != "niemand@firma.example · Gent" {
		t.Error("a row without a name:", rows, err)
	}
	if jobs, _, err := b.Jobs(t.Context(), "", 10); err != nil || len(jobs) != 0 {
		t.Error("it is listed:", jobs, err)
	}
	if _, err := b.JobDetail(t.Context(), j.ID); !errors.Is(err, store.ErrNotFound) {
		t.Error("it has a page:", err)
	}
	b.Verify(t)
	if done := broughtIn(t, b, i.ID); done.Counts["new"] != j.Counts["new"] || done.Counts["double"] != 1 || done.Counts["fault"] != 1 || done.Number != 1 {
		t.Errorf("the import itself: %+v", done.Counts)
	}
	if strings.Contains(whole(t, b), j.ID) || !strings.Contains(before, j.ID) {
		t.Error("the rehearsal is not forgotten")
	}
}

// Another rule makes another rehearsal, whether the first is over or not; who does not
// go on leaves none behind.
func TestARehearsalIsForgottenWithItsPlan(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, large(), func(p *store.ImportPlan) { p.Match = store.MatchEmail })
	_, first := rehearsal(t, b, i.ID)
	if _, err := b.PlanImport(t.Context(), storetest.Kim, i.ID, i.Plan); err != nil {
		t.Fatal(err)
	}
	_, second := rehearsal(t, b, i.ID)
	if _, err := b.Job(t.Context(), first.ID); !errors.Is(err, store.ErrNotFound) || first.ID == second.ID {
		t.Error("the first is still there:", err)
	}
	if err := b.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ReshapeImport(t.Context(), storetest.Kim, i.ID, i.Shape()); err != nil {
		t.Fatal(err)
	}
	read, err := b.ImportOf(t.Context(), i.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Rehearsal(t.Context(), &read); !errors.Is(err, store.ErrNotFound) {
		t.Error("a rehearsal of a file that was read anew:", err)
	}
	if _, err := b.PlanImport(t.Context(), storetest.Kim, i.ID, i.Plan); err != nil {
		t.Fatal(err)
	}
	if err := b.DropImport(t.Context(), storetest.Kim, i.ID); err != nil {
		t.Fatal(err)
	}
	if all := whole(t, b); strings.Contains(all, `"p/`) || strings.Contains(all, store.KindRehearsal) {
		t.Error("something is left of it")
	}
	b.Verify(t)
}

// What an import left alone can be had from its file for a week, to be mended and
// offered again.
func TestRowsThatWereLeftAloneCanBeHadAfterTheImport(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, messy, func(p *store.ImportPlan) { p.Match = store.MatchName })
	j := broughtIn(t, b, i.ID)
	want := []string{"4 fault problem.import-number-twice[10500 2] Bakkerij Peeters bis", "5 fault problem.required[] ", "6 fault problem.import-number[KL-7] Café Zoë"}
	if got := left(t, b, i, j); !reflect.DeepEqual(got, want) {
		t.Errorf("left %q", got)
	}
	b.Clock.Add(store.KeptUpload - 1)
	if err := b.Sweep(t.Context()); err != nil || !b.HasUpload(i.ID) {
		t.Error("gone within the week", err)
	}
	b.Clock.Add(2)
	if err := b.Sweep(t.Context()); err != nil || b.HasUpload(i.ID) {
		t.Error("there after a week", err)
	}
	if err := b.RowsLeft(t.Context(), &i, &j, nil); !errors.Is(err, store.ErrNoFile) {
		t.Error(err)
	}
	clean := taken(t, b, "Naam\nPeeters\n", nil)
	if broughtIn(t, b, clean.ID); b.HasUpload(clean.ID) {
		t.Error("a file of which nothing was left alone is kept")
	}
}

// Other jobs that were taken back have touched nothing.
func TestAnImportIsTakenBackWithFichesOfAJobThatWasTakenBack(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, "Naam\nEerste\nTweede\nDerde\n", func(p *store.ImportPlan) { p.Match = store.MatchName })
	j := broughtIn(t, b, i.ID)
	page, err := b.List(t.Context(), store.Query{Kind: fiche.Customer, Limit: 5})
	if err != nil || len(page.Rows) != 3 {
		t.Fatal(err, len(page.Rows))
	}
	undone := func(id fiche.ID) store.Job {
		undo, err := b.UndoJob(t.Context(), storetest.Kim, id)
		if err != nil {
			t.Fatal(err)
		}
		return worked(t, b, undo.ID)
	}
	ids := []fiche.ID{page.Rows[0].Fiche.ID, page.Rows[1].Fiche.ID}
	undone(worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkGroup, Group: "Hout", IDs: ids}).ID).ID)
	undone(worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkSource, Value: "Beurs", IDs: ids}).ID).ID)
	kept := worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkInactive, IDs: ids[:1]}).ID)
	undo := undone(j.ID)
	if undo.Counts["changed"] != 2 || len(undo.Exceptions) != 1 || undo.Exceptions[0].Fiche != ids[0] {
		t.Errorf("undo: %+v %+v", undo.Counts, undo.Exceptions)
	}
	if n := b.Count(store.Query{Bin: true}); n != 2 || kept.Counts["changed"] != 1 {
		t.Errorf("%d in the bin, %+v", n, kept.Counts)
	}
}

// A rehearsal that is being worked on can be let go of at any moment.
func TestARehearsalUnderWayIsLetGoOf(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, large(), func(p *store.ImportPlan) { p.Match = store.MatchEmail })
	ctx, stop := context.WithCancel(t.Context())
	var runner sync.WaitGroup
	runner.Go(func() { _ = b.Work(ctx) })
	begun := func() {
		for {
			if _, j := rehearsal(t, b, i.ID); j.Done > 0 {
				return
			}
			time.Sleep(time.Millisecond)
		}
	}
	for range 2 {
		begun()
		if _, err := b.PlanImport(t.Context(), storetest.Kim, i.ID, i.Plan); err != nil {
			t.Fatal(err)
		}
	}
	begun()
	if err := b.DropImport(t.Context(), storetest.Kim, i.ID); err != nil {
		t.Fatal(err)
	}
	stop()
	runner.Wait()
	if all := whole(t, b); strings.Contains(all, `"p/`) || strings.Contains(all, store.KindRehearsal) {
		t.Error("something is left of it")
	}
	b.Verify(t)
}
