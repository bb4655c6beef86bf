package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/transfer"
)

// work is a kind of job.
type work struct {
	// next does the next pieces of a job, at most size of them, in the transaction
	// that the job's record is written in. It moves j.Done on, and j.From where it
	// uses that; the job is done when j.Done has come to j.Total. It is asked for fewer
	// pieces when those were more than one transaction may hold.
	next func(t *tx, j *Job, size int) error
	// ahead, when there is one, is called before each next, outside of a transaction: to
	// get ready what takes long, or needs transactions of its own.
	ahead func(ctx context.Context, s *Store, j *Job) error
	// most is how many pieces it is asked for at once, partLen when it does not say;
	// more than that many need a wide transaction.
	most int
}

func (w work) size() int { return max(w.most, partLen) }

// works are the kinds of jobs. A kind is never taken away: a box may hold a job of it
// that is not done yet.
var works = map[string]work{}

// bell rings once for who waits, and once for who comes to wait after it.
type bell chan struct{}

func (b bell) ring() {
	select {
	case b <- struct{}{}:
	default:
	}
}

// How often those who watch are woken while a job is under way, and how long a job
// that meets a fault is let alone before it is tried again.
const (
	progressEvery = 400 * time.Millisecond
	faultPause    = 300 * time.Millisecond
	maxFaults     = 3
)

// Work does the jobs of the box, one after the other, and waits for new ones, until
// ctx ends; a job that is under way then is gone on with at the next start.
func (s *Store) Work(ctx context.Context) error {
	return s.kv.Lead(ctx, "jobs", func(ctx context.Context, _ kv.Fence) error {
		if err := s.dropUnready(ctx); err != nil {
			return err
		}
		for {
			if err := s.WorkOff(ctx); err != nil && ctx.Err() == nil {
				s.log.Error("jobs", "err", err)
			}
			select {
			case <-ctx.Done():
				return nil
			case <-s.jobs:
			}
		}
	})
}

// WorkOff does the jobs there are, and returns when none is left.
func (s *Store) WorkOff(ctx context.Context) error {
	for ctx.Err() == nil {
		jobs, err := s.OpenJobs(ctx)
		if err != nil || len(jobs) == 0 {
			return err
		}
		if err := s.workOn(ctx, &jobs[0]); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// workOn does one job as far as it goes.
func (s *Store) workOn(ctx context.Context, j *Job) error {
	if err := s.takeUp(ctx, j); err != nil {
		return err
	}
	defer s.wake()
	show := time.NewTicker(progressEvery)
	defer show.Stop()
	faults, fault := 0, (*transfer.Fault)(nil)
	most := works[j.Kind].size()
	for size := most; ; {
		over, err := s.step(ctx, j.ID, size)
		switch {
		case over:
			return err
		case err == nil:
			size, faults = min(size+size/8+1, most), 0
		case errors.Is(err, kv.ErrLimit) && size > 1:
			size /= 2 // large fiches: fewer of them
			continue
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &fault):
			return s.giveUp(ctx, j.ID, &problemNote{Code: fault.Code, Args: noteArgs(fault.Args), Blocks: true})
		default:
			s.log.Error("job does not get on", "job", j.ID, "kind", j.Kind, "err", err)
			if faults++; faults == maxFaults {
				return s.giveUp(ctx, j.ID, nil)
			}
			if !pause(ctx, faultPause) {
				return ctx.Err()
			}
		}
		select {
		case <-show.C:
			s.wake()
		default:
		}
	}
}

// pause waits; false when ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// takeUp notes that a job is begun with; or gone on with, after the program stopped.
func (s *Store) takeUp(ctx context.Context, j *Job) error {
	_, err := s.changeJob(ctx, Actor{}, j.ID, func(t *tx, j *Job) error {
		if last := j.Events[len(j.Events)-1]; j.Beat != 0 && !(last.Code == EventResumed && last.Done == j.Done && last.By != "") {
			j.note(JobEvent{At: j.Beat, Code: EventInterrupted})
			j.note(JobEvent{At: t.now.Unix(), Code: EventResumed})
		}
		j.Beat = t.now.Unix()
		return nil
	})
	return err
}

// giveUp stops a job that does not get on; why, when it is known.
func (s *Store) giveUp(ctx context.Context, id fiche.ID, why *problemNote) error {
	_, err := s.changeJob(ctx, Actor{}, id, func(t *tx, j *Job) error {
		if j.State == JobRunning {
			j.State, j.Fault = JobStopped, why
			j.note(JobEvent{At: t.now.Unix(), Code: EventFault})
		}
		return nil
	})
	return err
}

// step does the next pieces of a job in one transaction; over when nothing of it is
// left to do, or it was stopped.
func (s *Store) step(ctx context.Context, id fiche.ID, size int) (over bool, err error) {
	j, err := s.Job(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return true, nil // it was taken away
	}
	if err != nil {
		return false, err
	}
	defer func() {
		if r := recover(); r != nil {
			over, err = false, fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	if ahead := works[j.Kind].ahead; ahead != nil && j.State == JobRunning {
		if err := ahead(ctx, s, &j); err != nil {
			return false, err
		}
	}
	err = s.update(ctx, Actor{ID: j.ByID, Name: j.By}, func(t *tx) error {
		t.quiet = true
		j, ok, err := find[Job](t, jobKey(id)) // as it is now
		if over = err == nil && (!ok || j.State != JobRunning); over || err != nil {
			return err
		}
		w, ok := works[j.Kind]
		if !ok {
			return fmt.Errorf("no kind of job %q", j.Kind)
		}
		t.job = id
		if j.Done < j.Total {
			if err := w.next(t, &j, size); err != nil {
				return err
			}
		}
		j.Beat = t.now.Unix()
		if over = j.Done >= j.Total; over {
			j.State = JobDone
			j.note(JobEvent{At: j.Beat, Code: EventDone})
		}
		return put(t, jobKey(id), j)
	}, kv.Wide())
	return over && err == nil, err
}

// dropUnready forgets jobs of before this start whose parts are not all there: the
// program stopped meanwhile, and nobody was told that they have begun.
func (s *Store) dropUnready(ctx context.Context) error {
	var ids []fiche.ID
	err := s.view(ctx, func(t *tx) error {
		return t.ScanIndex(byState, kv.Prefix([]byte(JobPreparing)), func(_, pk []byte) error {
			id := lastOf(pk)
			if made, _ := idTime('j', id); made.Before(s.opened) {
				ids = append(ids, id)
			}
			return nil
		})
	})
	for _, id := range ids {
		if err == nil {
			err = s.dropParts(ctx, id)
		}
		if err == nil {
			err = s.update(ctx, Actor{}, func(t *tx) error { return t.rw.Delete(jobKey(id)) })
		}
	}
	return err
}

// dropParts deletes the parts of a job.
func (s *Store) dropParts(ctx context.Context, id fiche.ID) error {
	return s.sweep(ctx, kv.Prefix(partsKey(id)), func(*tx, []byte, []byte) (bool, error) { return true, nil })
}

// keepJobs is how long a job can be taken back.
const keepJobs = 30 * 24 * time.Hour

// Until is the last moment at which a job can be taken back.
func (j *Job) Until() time.Time { return time.Unix(j.At, 0).Add(keepJobs) }

// sweepJobs takes away what jobs kept to be taken back, once that has lasted long
// enough. The jobs themselves stay.
func (s *Store) sweepJobs(ctx context.Context) error {
	var old []fiche.ID
	err := s.view(ctx, func(t *tx) error {
		return each(t, []byte("j/"), false, func(_ []byte, j Job) error {
			if j.Until().After(t.now) {
				return kv.ErrStop
			}
			undo, _, err := find[Job](t, jobKey(j.UndoneBy))
			if j.Parts > 0 && !j.Open() && undo.State != JobRunning {
				old = append(old, j.ID)
			}
			return err
		})
	})
	set := func(id fiche.ID, fn func(*Job)) error {
		_, err := s.changeJob(ctx, Actor{}, id, func(_ *tx, j *Job) error {
			fn(j)
			return nil
		})
		return err
	}
	for _, id := range old {
		if err == nil {
			err = set(id, func(j *Job) { j.Cleared = true })
		}
		if err == nil {
			err = s.dropParts(ctx, id)
		}
		if err == nil {
			err = set(id, func(j *Job) { j.Parts = 0 }) // by it the next sweep knows that none is left
		}
	}
	return err
}
