package store_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// A power cut is a program that is gone between two commits: here the box is closed
// under the runner's hands.
func TestAJobGoesOnWhereItWasAfterTheProgramStopped(t *testing.T) {
	b := storetest.Open(t)
	_, ids := crowd(t, b, 400)
	j := bulk(t, b, store.Bulk{Do: store.BulkSource, Value: "Beurs", IDs: ids})
	ctx, stop := context.WithCancel(t.Context())
	var runner sync.WaitGroup
	runner.Go(func() { _ = b.Work(ctx) })
	for job(t, b, j.ID).Done == 0 {
		time.Sleep(time.Millisecond)
	}
	stop()
	runner.Wait()
	half := job(t, b, j.ID)
	if half.Done == 0 || half.Done >= 400 || half.State != store.JobRunning {
		t.Fatalf("stopped at %+v", half)
	}
	b.Clock.Add(time.Minute)
	b.Reopen(t)
	b.Verify(t)
	if open, err := b.OpenJobs(t.Context()); err != nil || len(open) != 1 || open[0].Done != half.Done {
		t.Fatal(open, err)
	}
	j = worked(t, b, j.ID)
	var codes []string
	for _, e := range j.Events {
		codes = append(codes, e.Code)
	}
	if got := strings.Join(codes, " "); got != "begun interrupted resumed done" || j.Events[1].Done != half.Done {
		t.Errorf("events %s", got)
	}
	for _, id := range ids {
		if c := card(t, b, id); c.Fiche.Rev != 2 || c.Fiche.Source != "Beurs" {
			t.Fatalf("%s has version %d and %q", c.Fiche.Name, c.Fiche.Rev, c.Fiche.Source)
		}
	}
}

func TestAJobCanBeStoppedGoneOnWithAndTakenBackHalfway(t *testing.T) {
	b := storetest.Open(t)
	_, ids := crowd(t, b, 300)
	j := bulk(t, b, store.Bulk{Do: store.BulkInactive, IDs: ids})
	stopped, err := b.StopJob(t.Context(), storetest.Kim, j.ID)
	if err != nil || stopped.State != store.JobStopped {
		t.Fatal(stopped, err)
	}
	if j = worked(t, b, j.ID); j.Done != 0 {
		t.Errorf("stopped, and yet %d done", j.Done)
	}
	if _, err := b.StopJob(t.Context(), storetest.Kim, j.ID); !errors.Is(err, store.ErrOver) {
		t.Error("a second stop:", err)
	}
	if _, err := b.ResumeJob(t.Context(), storetest.Kim, j.ID); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var runner sync.WaitGroup
	runner.Go(func() { _ = b.Work(ctx) })
	for job(t, b, j.ID).Done == 0 {
		time.Sleep(time.Millisecond)
	}
	undo, err := b.UndoJob(t.Context(), storetest.Kim, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	for job(t, b, undo.ID).State != store.JobDone {
		time.Sleep(time.Millisecond)
	}
	stop()
	runner.Wait()
	if n := b.Count(store.Query{Kind: fiche.Prospect, View: store.ViewInactive}); n != 0 {
		t.Errorf("%d are inactive", n)
	}
	if j, undo = job(t, b, j.ID), job(t, b, undo.ID); j.Done == 300 || undo.Counts["changed"] != j.Done {
		t.Errorf("%d of 300 were done, %d taken back", j.Done, undo.Counts["changed"])
	}
}

func TestJobsComeThroughAnExportHalfDone(t *testing.T) {
	b := storetest.Open(t)
	_, ids := crowd(t, b, 40)
	done := worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkGroup, Group: "PVC", IDs: ids}).ID)
	waits := bulk(t, b, store.Bulk{Do: store.BulkInactive, IDs: ids})
	var first, second bytes.Buffer
	if err := b.Export(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader(first.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := other.Export(t.Context(), &second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("export(import(export)) is another", err)
	}
	if j := worked(t, other, waits.ID); j.State != store.JobDone || j.Counts["changed"] != 40 {
		t.Errorf("%+v", j)
	}
	undo, err := other.UndoJob(t.Context(), storetest.Kim, done.ID)
	if err != nil {
		t.Fatal(err)
	}
	if undo = worked(t, other, undo.ID); undo.Counts["changed"] != 40 {
		t.Errorf("%+v", undo)
	}
}
