package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// KindRehearsal is the kind of the job that rehearses a large file. It changes nothing
// but its own record, so it has no number and stands in no list of jobs; it is
// forgotten when the import begins, or is rehearsed anew.
const KindRehearsal = "rehearsal"

// RehearsedAtOnce is how many rows a file may have whose rehearsal nobody waits for;
// PlanImport begins a job for a larger one.
const RehearsedAtOnce = 5000

// aheadRows is how many rows are rehearsed between two notes of how far it is, and
// shownRows how many rows of a verdict are kept that will not be left alone.
const (
	aheadRows = 5 * rowsAtOnce
	shownRows = 100
)

func init() {
	works[KindRehearsal] = work{ahead: rehearseAhead, next: rehearsalNext, most: rowsAtOnce}
}

// rehearsing is a rehearsal that is under way: how far it is, and what is yet to be
// kept of it. After a stop of the program it begins anew, since what it did is nowhere.
type rehearsing struct {
	mu     sync.Mutex // held by who works on it, or ends it
	gone   bool
	run    *importRun
	size   int // of the transactions that are taken back
	at     int // rows that are rehearsed
	over   bool
	counts map[string]int
	notes  []rowNote // not kept yet
	shown  map[string]int
	kept   bool // something of it is
}

// rehearsals are those that are under way, by their job.
type rehearsals struct {
	mu   sync.Mutex
	open map[fiche.ID]*rehearsing
}

func (r *rehearsals) of(id fiche.ID) *rehearsing {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open[id]
}

func (r *rehearsals) set(id fiche.ID, x *rehearsing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == nil {
		r.open = map[fiche.ID]*rehearsing{}
	}
	r.open[id] = x
}

func (r *rehearsals) forget(id fiche.ID) {
	r.mu.Lock()
	x := r.open[id]
	delete(r.open, id)
	r.mu.Unlock()
	if x != nil {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.gone = true
		x.run.close()
	}
}

// rehearse begins the job that rehearses an import.
func (t *tx) rehearse(i *Import) error {
	j, err := t.start(KindRehearsal, map[string]string{"import": i.ID}, i.Rows, 0)
	i.Rehearsal = j.ID
	return err
}

// Rehearsal is the job of the present rehearsal of a large file. ErrNotFound when it has
// none: it is small, or was read anew since.
func (s *Store) Rehearsal(ctx context.Context, i *Import) (Job, error) {
	return s.Job(ctx, i.Rehearsal)
}

// forgetRehearsal takes a rehearsal away that no import names any more.
func (s *Store) forgetRehearsal(ctx context.Context, id fiche.ID) error {
	_, err := s.changeJob(ctx, Actor{}, id, func(_ *tx, j *Job) error {
		j.State, j.Parts = JobStopped, 0
		return nil
	})
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	s.rehearsals.forget(id)
	if err == nil {
		err = s.dropParts(ctx, id)
	}
	if err == nil {
		err = s.update(ctx, Actor{}, func(t *tx) error { return t.rw.Delete(jobKey(id)) })
	}
	return err
}

// rehearseAhead does the next rows of a rehearsal and takes them back. Nothing of it is
// kept yet.
func rehearseAhead(ctx context.Context, s *Store, j *Job) error {
	r := s.rehearsals.of(j.ID)
	if r == nil {
		imp, err := s.ImportOf(ctx, j.Params["import"])
		if err != nil {
			return err
		}
		run, err := s.openRun(ctx, imp, 0)
		if err != nil {
			return err
		}
		r = &rehearsing{run: run, size: rowsAtOnce, counts: map[string]int{}, shown: map[string]int{}}
		s.rehearsals.set(j.ID, r)
	}
	by := Actor{ID: j.ByID, Name: j.By}
	for end := r.at + aheadRows; r.at < end && len(r.notes) < rowsAtOnce && !r.over; {
		if err := r.rows(ctx, s, by); err != nil {
			return err
		}
	}
	return nil
}

// rows rehearses as many rows as one transaction holds.
func (r *rehearsing) rows(ctx context.Context, s *Store, by Actor) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over = r.gone; r.gone {
		return nil
	}
	rows, err := r.run.rows(r.at, r.size)
	if err != nil {
		return err
	}
	if r.over = len(rows) == 0; r.over {
		return nil
	}
	res, now, err := s.rehearseRows(ctx, by, r.run, rows)
	if errors.Is(err, kv.ErrLimit) && r.size > 1 {
		r.size /= 2
		return nil
	}
	if err != nil {
		return err
	}
	r.run.marks.add(now)
	r.at, r.size = r.at+len(rows), min(r.size+r.size/8+1, rowsAtOnce)
	for i := range res {
		v := res[i].Verdict
		r.counts[v]++
		if r.shown[v]++; v == RowDouble || v == RowFault || r.shown[v] <= shownRows {
			r.notes = append(r.notes, noteOf(&res[i]))
		}
	}
	return nil
}

// counted ends a rehearsal of so many rows, and says to its import how many there are.
func (t *tx) counted(j *Job, rows int) error {
	i, ok, err := find[Import](t, importKey(j.Params["import"]))
	if j.Done, j.Total = rows, rows; err != nil || !ok || !i.About {
		return err
	}
	i.Rows, i.About = rows, false
	return put(t, importKey(i.ID), i)
}

// rehearsalNext keeps what was rehearsed. Done and the counts follow when all notes
// before them are kept.
func rehearsalNext(t *tx, j *Job, size int) error {
	r := t.s.rehearsals.of(j.ID)
	if r == nil {
		return ErrNotFound // it was taken away meanwhile
	}
	if !r.kept { // of an attempt that was broken off
		j.Parts, j.Done, j.Counts = 0, 0, nil
	}
	n := min(size, len(r.notes))
	if err := t.keepNotes(j, r.notes[:n]); err != nil {
		return err
	}
	if n == len(r.notes) {
		j.Done, j.Counts = min(r.at, j.Total), maps.Clone(r.counts)
		if r.over {
			if err := t.counted(j, r.at); err != nil {
				return err
			}
		} else if j.Done == j.Total {
			j.Done-- // its end was not met yet
		}
	}
	t.rw.OnCommit(func(kv.Rev) {
		r.kept = true
		if r.notes = slices.Clone(r.notes[n:]); j.Done == j.Total {
			t.s.rehearsals.forget(j.ID)
		}
	})
	return nil
}
