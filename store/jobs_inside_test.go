package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/kv"
	"fichebak/store/kv/boltkv"
)

// A job that meets a fault at the same place time and again must not keep those behind
// it from their turn for ever, nor end the program.
func TestAJobThatDoesNotGetOnStopsAndTheNextHasItsTurn(t *testing.T) {
	works["panics"] = work{next: func(*tx, *Job, int) error { panic("of itself") }}
	works["fails"] = work{next: func(*tx, *Job, int) error { return errors.New("of itself") }}
	works["counts"] = work{next: func(_ *tx, j *Job, size int) error { j.Done += min(size, j.Total-j.Done); return nil }}
	t.Cleanup(func() {
		for _, k := range []string{"panics", "fails", "counts"} {
			delete(works, k)
		}
	})
	s := openFor(t, time.Now)
	var ids []fiche.ID
	for _, kind := range []string{"panics", "fails", "an unknown kind", "counts"} {
		err := s.update(t.Context(), Actor{}, func(t *tx) error {
			j, err := t.begin(kind, nil, 100)
			ids = append(ids[:len(ids):len(ids)], j.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{JobStopped, JobStopped, JobStopped, JobDone} {
		j, err := s.Job(t.Context(), ids[i])
		if err != nil || j.State != want || want == JobStopped && j.Events[len(j.Events)-1].Code != EventFault {
			t.Errorf("%s is %s, want %s: %v", j.Kind, j.State, want, err)
		}
	}
}

// A list of fiches that was being written when the power failed belongs to a job that
// nobody was told of.
func TestAJobThatWasNotReadyIsForgotten(t *testing.T) {
	now := time.Date(2026, 10, 21, 10, 42, 0, 0, time.UTC)
	s := openFor(t, func() time.Time { return now })
	err := s.update(t.Context(), Actor{}, func(t *tx) error {
		j, err := t.begin(BulkBin, nil, 5000)
		if err != nil {
			return err
		}
		j.State, j.Parts = JobPreparing, 3
		for n := range 2 {
			if err := put(t, partKey(j.ID, n), part{IDs: []fiche.ID{fiche.ID(fmt.Sprint(n))}}); err != nil {
				return err
			}
		}
		return put(t, jobKey(j.ID), j)
	})
	if err != nil {
		t.Fatal(err)
	}
	if open, err := s.OpenJobs(t.Context()); err != nil || len(open) != 0 {
		t.Error("it is begun with:", open, err)
	}
	s.opened = now.Add(time.Second) // the next start
	if err := s.dropUnready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if jobs, _, err := s.Jobs(t.Context(), "", 10); err != nil || len(jobs) != 0 {
		t.Error(jobs, err)
	}
	n := 0
	if err := s.kv.View(t.Context(), func(k kv.Tx) error {
		return k.Scan(kv.Prefix([]byte("p/")), func(_, _ []byte) error { n++; return nil })
	}); err != nil || n > 0 {
		t.Error(n, "parts are left:", err)
	}
}

func TestWhatJobsKeptIsSweptAwayAfterAMonth(t *testing.T) {
	now := time.Date(2026, 10, 21, 10, 42, 0, 0, time.UTC)
	s := openFor(t, func() time.Time { return now })
	f, err := s.Create(t.Context(), Actor{}, fiche.Prospect, Draft{Values: fiche.Values{"name": "Claes"}})
	if err != nil {
		t.Fatal(err)
	}
	j, err := s.BeginBulk(t.Context(), Actor{}, Bulk{Do: BulkInactive, IDs: []fiche.ID{f.ID}})
	if err == nil {
		err = s.WorkOff(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		days    int
		cleared bool
	}{{29, false}, {2, true}, {1, true}} {
		now = now.AddDate(0, 0, c.days)
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if j, err = s.Job(t.Context(), j.ID); err != nil || j.Cleared != c.cleared || (j.Parts == 0) != c.cleared {
			t.Errorf("%+v, %v", j, err)
		}
	}
	if _, err := s.UndoJob(t.Context(), Actor{}, j.ID); !errors.Is(err, ErrCleared) {
		t.Error(err)
	}
}

func openFor(t *testing.T, now func() time.Time) *Store {
	t.Helper()
	db, err := boltkv.Open(filepath.Join(t.TempDir(), "box.db"), boltkv.Options{Indexes: Indexes()})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), db, Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if faults, err := s.Check(context.WithoutCancel(t.Context())); err != nil || len(faults) > 0 {
			t.Error(faults, err)
		}
		s.Close()
	})
	return s
}

// makes is a kind of job as an import is one: it has no list of fiches, makes them, and
// keeps that it did.
var makes = work{next: func(t *tx, j *Job, size int) error {
	var made []was
	for ; size > 0 && j.Done < j.Total && len(made) < 20; size-- {
		id, err := t.newID('f')
		if err != nil {
			return err
		}
		f := fiche.Fiche{ID: id, Kind: fiche.Prospect, Rev: 1, CreatedAt: t.now.Unix()}
		if err := t.create(&f, Draft{Values: fiche.Values{"active": "yes", "name": fmt.Sprint("Claes ", j.Done)}}); err != nil {
			return err
		}
		made = append(made, was{Fiche: id, Made: true})
		j.count("changed")
		j.Done++
	}
	return t.keepWas(j, made...)
}}

func TestFichesThatAJobMadeGoToTheBinWithItsUndoUnlessSomebodyTypedInThem(t *testing.T) {
	works["makes"] = makes
	t.Cleanup(func() { delete(works, "makes") })
	s := openFor(t, time.Now)
	var j Job
	err := s.update(t.Context(), Actor{}, func(t *tx) (err error) {
		j, err = t.begin("makes", nil, 50)
		return err
	})
	if err == nil {
		err = s.WorkOff(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	if j, err = s.Job(t.Context(), j.ID); err != nil || s.Len() != 50 || j.Kept != 50 || j.Parts < 2 {
		t.Fatalf("%d fiches, %+v, %v", s.Len(), j, err)
	}
	ids := s.index.Find(index.Query{Sort: index.Number}).IDs
	if _, err := s.Save(t.Context(), Actor{Name: "Bart"}, ids[3], 1, Draft{Values: fiche.Values{"active": "yes", "name": "Iemand"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddMoment(t.Context(), Actor{Name: "Bart"}, ids[4], fiche.Line{Kind: "call-back", Day: "2026-10-21"}, ""); err != nil {
		t.Fatal(err)
	}
	undo, err := s.UndoJob(t.Context(), Actor{}, j.ID)
	if err == nil {
		err = s.WorkOff(t.Context())
	}
	if err == nil {
		undo, err = s.Job(t.Context(), undo.ID)
	}
	if err != nil || undo.Counts["changed"] != 48 || len(undo.Exceptions) != 2 {
		t.Errorf("%+v, %v", undo, err)
	}
	if n := s.Count(Query{}); n != 2 {
		t.Errorf("%d fiches are left", n)
	}
}
