package store

import (
	"context"
	"errors"
	"fmt"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// Job is work on many records: it is done in many small transactions, each of which
// commits a part of the work together with the job's own record, so that a power cut
// leaves it exactly as far as it says, and the next start goes on from there. Jobs are
// done one after the other, by Work. What a job changes it keeps in parts (p/<job>/<n>),
// with what it was before; taking it back is a job itself, see UndoJob.
//
// A kind of job is a work under its name in works. It needs no more than a function
// that does the next few pieces:
//
//	works["upper"] = work{next: func(t *tx, j *Job, size int) error {
//		for ; size > 0 && j.Done < j.Total; size-- {
//			... read what piece j.Done is about, change it with putFiche and record,
//			... t.keepWas(j, was{...}) for what is to be taken back,
//			... j.count("changed") or j.except(Exception{Fiche: id, Code: "gone"})
//			j.Done++
//		}
//		return nil
//	}}
//
// and starts with begin, in an update of its own. A kind that does the same to each of
// a list of fiches is made with onFiches, and starts with beginOn.
type Job struct {
	ID         fiche.ID          `cbor:"1,keyasint" json:"id"`
	Number     int               `cbor:"2,keyasint" json:"number"` // what people call it by; 0 for one that stands in no list
	Kind       string            `cbor:"3,keyasint" json:"kind"`
	State      string            `cbor:"4,keyasint" json:"state"`
	At         int64             `cbor:"5,keyasint" json:"at"`
	ByID       fiche.ID          `cbor:"6,keyasint,omitempty" json:"by_id,omitempty"`
	By         string            `cbor:"7,keyasint,omitempty" json:"by,omitempty"`
	Params     map[string]string `cbor:"8,keyasint,omitempty" json:"params,omitempty"` // what its kind needs to know
	Total      int               `cbor:"9,keyasint" json:"total"`                      // pieces
	Done       int               `cbor:"10,keyasint" json:"done"`
	From       string            `cbor:"11,keyasint,omitempty" json:"from,omitempty"` // where the rest begins, in the words of its kind; Done may be enough
	Counts     map[string]int    `cbor:"12,keyasint,omitempty" json:"counts,omitempty"`
	Exceptions []Exception       `cbor:"13,keyasint,omitempty" json:"exceptions,omitempty"` // the first of them
	Parts      int               `cbor:"14,keyasint,omitempty" json:"parts,omitempty"`      // how many it has
	Events     []JobEvent        `cbor:"15,keyasint,omitempty" json:"events,omitempty"`
	Beat       int64             `cbor:"16,keyasint,omitempty" json:"beat,omitempty"`      // when it last got further; 0 when nobody took it up yet
	Undoes     fiche.ID          `cbor:"17,keyasint,omitempty" json:"undoes,omitempty"`    // the job this one takes back
	UndoneBy   fiche.ID          `cbor:"18,keyasint,omitempty" json:"undone_by,omitempty"` // the job that takes this one back
	Cleared    bool              `cbor:"19,keyasint,omitempty" json:"cleared,omitempty"`   // its parts were swept away: it stays as it is
	Kept       int               `cbor:"20,keyasint,omitempty" json:"kept,omitempty"`      // how many fiches its parts tell what they were
	Fault      *problemNote      `cbor:"21,keyasint,omitempty" json:"fault,omitempty"`     // why it cannot go on; see Why
	Away       bool              `cbor:"22,keyasint,omitempty" json:"away,omitempty"`      // who began it has read that it is over
}

// The states of a job. One that is being prepared has not all its parts yet, and is
// forgotten when the program stops before it has.
const (
	JobPreparing = "preparing"
	JobRunning   = "running"
	JobStopped   = "stopped"
	JobDone      = "done"
	JobUndone    = "undone" // taken back, or being taken back, by the job in UndoneBy
)

// Exception is a piece of the work that was not done, and why.
type Exception struct {
	Fiche fiche.ID `cbor:"1,keyasint,omitempty" json:"fiche,omitempty"`
	Code  string   `cbor:"2,keyasint" json:"code"`
	By    string   `cbor:"3,keyasint,omitempty" json:"by,omitempty"` // who has to do with it
	At    int64    `cbor:"4,keyasint,omitempty" json:"at,omitempty"`
	Text  string   `cbor:"5,keyasint,omitempty" json:"text,omitempty"` // what it is about when that is no fiche
}

// JobEvent is what happened to a job as a whole.
type JobEvent struct {
	At   int64  `cbor:"1,keyasint" json:"at"`
	Code string `cbor:"2,keyasint" json:"code"`
	Done int    `cbor:"3,keyasint,omitempty" json:"done,omitempty"`
	By   string `cbor:"4,keyasint,omitempty" json:"by,omitempty"`
}

// What an event can say.
const (
	EventBegun       = "begun"
	EventInterrupted = "interrupted" // the program stopped, however
	EventResumed     = "resumed"
	EventStopped     = "stopped"
	EventFault       = "fault" // it could not go on; the log says why
	EventDone        = "done"
)

// Bounds on what a job's record holds, so that it stays far under a value's size.
const (
	maxExceptions = 200
	maxEvents     = 30
)

// Errors of jobs.
var (
	// ErrOver is what stopping or going on with a job answers that is past it.
	ErrOver = errors.New("job is over")
	// ErrCleared says that what a job needs to be taken back was swept away.
	ErrCleared = errors.New("job can no longer be taken back")
)

func jobKey(id fiche.ID) []byte          { return []byte("j/" + id) }
func partKey(job fiche.ID, n int) []byte { return fmt.Appendf(nil, "p/%s/%08d", job, n) }
func partsKey(job fiche.ID) []byte       { return []byte("p/" + job + "/") }

// jobCounterKey is the counter of the numbers of jobs.
var jobCounterKey = []byte("k/job")

// Open reports whether the job is still to be done, or the rest of it.
func (j *Job) Open() bool { return j.State == JobPreparing || j.State == JobRunning }

// Left is how many pieces were not done, of those that were come to.
func (j *Job) Left() int { return j.Counts["same"] + j.Counts["skipped"] }

// count adds one to a count.
func (j *Job) count(name string) {
	if j.Counts == nil {
		j.Counts = map[string]int{}
	}
	j.Counts[name]++
}

// except names a piece that was not done. It counts as skipped, or as the same when it
// was so already.
func (j *Job) except(e Exception) {
	if e.Code == codeSame {
		j.count("same")
	} else {
		j.count("skipped")
	}
	if len(j.Exceptions) < maxExceptions {
		j.Exceptions = append(j.Exceptions, e)
	}
}

// note adds an event; in the middle of very many some are forgotten.
func (j *Job) note(e JobEvent) {
	if e.Done = j.Done; len(j.Events) == maxEvents {
		j.Events = append(j.Events[:maxEvents/2:maxEvents/2], j.Events[maxEvents/2+1:]...)
	}
	j.Events = append(j.Events, e)
}

// begin makes a job whose parts, if it needs any, are there.
func (t *tx) begin(kind string, params map[string]string, total int) (Job, error) {
	last, _, err := find[int](t, jobCounterKey)
	if err == nil {
		err = put(t, jobCounterKey, last+1)
	}
	if err != nil {
		return Job{}, err
	}
	return t.start(kind, params, total, last+1)
}

// start makes a job with this number.
func (t *tx) start(kind string, params map[string]string, total, number int) (Job, error) {
	id, err := t.newID('j')
	if err != nil {
		return Job{}, err
	}
	return t.startAs(id, kind, params, total, number)
}

// startAs makes a job with this id, in the place of the one that has it.
func (t *tx) startAs(id fiche.ID, kind string, params map[string]string, total, number int) (Job, error) {
	j := Job{ID: id, Kind: kind, Number: number, State: JobRunning, At: t.now.Unix(), ByID: t.by.ID, By: t.by.Name, Params: params, Total: total}
	j.note(JobEvent{At: j.At, Code: EventBegun, By: j.By})
	t.rw.OnCommit(func(kv.Rev) { t.s.jobs.ring() })
	return j, put(t, jobKey(j.ID), j)
}

// changeJob is the shape of an act on one job.
func (s *Store) changeJob(ctx context.Context, by Actor, id fiche.ID, fn func(*tx, *Job) error) (j Job, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if j, err = get[Job](t, jobKey(id)); err != nil {
			return err
		}
		if err := fn(t, &j); err != nil {
			return err
		}
		t.rw.OnCommit(func(kv.Rev) { s.jobs.ring() })
		return put(t, jobKey(id), j)
	})
	return j, err
}

// StopJob ends a job that is under way: what is done stays, the rest stays as it was.
func (s *Store) StopJob(ctx context.Context, by Actor, id fiche.ID) (Job, error) {
	return s.changeJob(ctx, by, id, func(t *tx, j *Job) error {
		if j.State != JobRunning {
			return ErrOver
		}
		j.State = JobStopped
		j.note(JobEvent{At: t.now.Unix(), Code: EventStopped, By: t.by.Name})
		return nil
	})
}

// ResumeJob goes on with a job that was stopped.
func (s *Store) ResumeJob(ctx context.Context, by Actor, id fiche.ID) (Job, error) {
	return s.changeJob(ctx, by, id, func(t *tx, j *Job) error {
		if j.State != JobStopped || j.Cleared {
			return ErrOver
		}
		j.State, j.Beat, j.Fault = JobRunning, t.now.Unix(), nil
		j.note(JobEvent{At: j.Beat, Code: EventResumed, By: t.by.Name})
		return nil
	})
}

// Job returns one job.
func (s *Store) Job(ctx context.Context, id fiche.ID) (j Job, err error) {
	err = s.view(ctx, func(t *tx) error {
		j, err = get[Job](t, jobKey(id))
		return err
	})
	return j, err
}

// OpenJobs returns the jobs that are under way, in the order in which they are done.
func (s *Store) OpenJobs(ctx context.Context) (jobs []Job, err error) {
	err = s.view(ctx, func(t *tx) error {
		jobs = nil
		return t.ScanIndex(byState, kv.Prefix([]byte(JobRunning)), func(_, pk []byte) error {
			j, err := get[Job](t, pk)
			jobs = append(jobs, j)
			return err
		})
	})
	return jobs, err
}

// Why is why a job cannot go on, when that has to do with the file it reads.
func (j *Job) Why() (p fiche.Problem, ok bool) {
	if j.Fault == nil {
		return p, false
	}
	return j.Fault.problem(), true
}

// Listed reports whether the job stands in lists of jobs.
func (j *Job) Listed() bool { return j.Number != 0 }

// Jobs returns the jobs of the box that are listed, newest first, at most limit; before is the id of
// the one to go on after, or empty.
func (s *Store) Jobs(ctx context.Context, before fiche.ID, limit int) (jobs []Job, more bool, err error) {
	err = s.view(ctx, func(t *tx) error {
		jobs, more = nil, false
		r := kv.Prefix([]byte("j/"))
		if before != "" && len(before) < kv.MaxKey/2 {
			r.To = jobKey(before)
		}
		r.Reverse = true
		return t.Scan(r, func(_, b []byte) error {
			var j Job
			if err := decode(b, &j); err != nil || !j.Listed() {
				return err
			}
			if more = len(jobs) == limit; more {
				return kv.ErrStop
			}
			jobs = append(jobs, j)
			return nil
		})
	})
	return jobs, more, err
}
