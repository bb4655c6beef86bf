package store

import (
	"context"
	"slices"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// JobDetail is a job with what a page of it says beside.
type JobDetail struct {
	Job
	Refs   map[fiche.ID]fiche.Ref // of the fiches that its exceptions name, as far as they are there
	Undoes int                    // number of the job it takes back, or 0
	Undone *Job                   // the job that takes it back
	Since  []Exception            // what was changed since, of jobs that are not too large to look
	SinceN int
	Looked bool // whether Since was looked for
}

// maxLooked is how many fiches of a job are looked at for what was changed since, and
// maxSince how many of those are named.
const (
	maxLooked = 1000
	maxSince  = 20
)

// JobDetail returns one job for its page.
func (s *Store) JobDetail(ctx context.Context, id fiche.ID) (d JobDetail, err error) {
	err = s.view(ctx, func(t *tx) error {
		d = JobDetail{Refs: map[fiche.ID]fiche.Ref{}}
		if d.Job, err = get[Job](t, jobKey(id)); err != nil {
			return err
		}
		if !d.Listed() {
			return ErrNotFound
		}
		if d.Job.Undoes != "" {
			of, err := get[Job](t, jobKey(d.Job.Undoes))
			if err != nil {
				return err
			}
			d.Undoes = of.Number
		}
		if d.UndoneBy != "" {
			by, err := get[Job](t, jobKey(d.UndoneBy))
			if err != nil {
				return err
			}
			d.Undone = &by
		}
		if err := t.lookSince(&d); err != nil {
			return err
		}
		for _, e := range append(d.Exceptions[:len(d.Exceptions):len(d.Exceptions)], d.Since...) {
			f, ok, err := find[fiche.Fiche](t, ficheKey(e.Fiche))
			if err != nil {
				return err
			}
			if ok {
				d.Refs[f.ID] = *fiche.RefTo(&f)
			}
		}
		return nil
	})
	return d, err
}

// lookSince finds what was changed since a job, and so would be left alone by its undo.
func (t *tx) lookSince(d *JobDetail) error {
	if d.Looked = d.CanUndo(t.now) && !d.Job.Open() && d.Kept <= maxLooked; !d.Looked {
		return nil
	}
	return each(t, partsKey(d.ID), false, func(_ []byte, p part) error {
		for i := range p.Was {
			f, ok, err := find[fiche.Fiche](t, ficheKey(p.Was[i].Fiche))
			if err != nil || !ok {
				return err
			}
			same, err := t.asMade(d.ID, &p.Was[i], &f, f.Values(t.group))
			if err != nil {
				return err
			}
			if same {
				continue
			}
			if d.SinceN++; len(d.Since) < maxSince {
				d.Since = append(d.Since, Exception{Fiche: f.ID, Code: codeChanged, By: f.ChangedBy, At: f.ChangedAt})
			}
		}
		return nil
	})
}

// CanUndo reports whether the job can be taken back at an instant.
func (j *Job) CanUndo(now time.Time) bool {
	return j.Undoes == "" && j.UndoneBy == "" && !j.Cleared && j.Kept > 0 && j.State != JobPreparing && j.Until().After(now)
}

// Ended is when the job was done or stopped, last; zero while it is under way.
func (j *Job) Ended() time.Time {
	if j.Open() || len(j.Events) == 0 {
		return time.Time{}
	}
	return time.Unix(j.Events[len(j.Events)-1].At, 0)
}

// Remaining is about how long the rest will take, by what was done since it was taken
// up; 0 while that is too early to say.
func (j *Job) Remaining(now time.Time) time.Duration {
	if len(j.Events) == 0 || !j.Open() {
		return 0
	}
	from := j.Events[len(j.Events)-1]
	done, took := j.Done-from.Done, now.Sub(time.Unix(from.At, 0))
	if done <= 0 || took < 2*time.Second {
		return 0
	}
	return time.Duration(float64(took) / float64(done) * float64(j.Total-j.Done))
}

// JobsNow are the listed jobs under way, the one at work first, and the latest that somebody
// began and that ended since an instant; nil when there is none, or it was put away.
func (s *Store) JobsNow(ctx context.Context, user fiche.ID, since time.Time) (open []Job, ended *Job, err error) {
	if open, err = s.OpenJobs(ctx); err != nil {
		return nil, nil, err
	}
	open = slices.DeleteFunc(open, func(j Job) bool { return !j.Listed() })
	err = s.view(ctx, func(t *tx) error {
		ended = nil
		n := 0
		r := kv.Prefix([]byte("j/"))
		r.Reverse = true
		return t.Scan(r, func(_, b []byte) error {
			var j Job
			if err := decode(b, &j); err != nil {
				return err
			}
			if j.Listed() && j.ByID == user && j.State == JobDone && !j.Ended().Before(since) {
				if !j.Away {
					ended = &j
				}
				return kv.ErrStop
			}
			if n++; n == 10 {
				return kv.ErrStop
			}
			return nil
		})
	})
	return open, ended, err
}

// PutJobAway notes that who began a job has read that it is over. Of somebody else's job it
// is ErrNotFound, of one that goes on ErrOver.
func (s *Store) PutJobAway(ctx context.Context, by Actor, id fiche.ID) error {
	_, err := s.changeJob(ctx, by, id, func(_ *tx, j *Job) error {
		switch {
		case j.ByID != by.ID:
			return ErrNotFound
		case j.Open():
			return ErrOver
		}
		j.Away = true
		return nil
	})
	return err
}
