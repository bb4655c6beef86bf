package handlers

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// jobShown is how long who began a job sees at the foot of every page that it is done.
const jobShown = time.Minute

// jobs are the jobs that pages say something of.
type jobs struct {
	open  []store.Job
	ended *store.Job // the latest that the user began
}

func (a *App) readJobs(ctx context.Context, user string) (j jobs, err error) {
	j.open, j.ended, err = a.store.JobsNow(ctx, user, a.now().Add(-jobShown))
	return j, err
}

// jobBar is the bar at the foot of every page; nil when there is nothing to say.
func (a *App) jobBar(f *views.Frame, js jobs) *views.JobBar {
	if len(js.open) == 0 {
		if js.ended == nil {
			return nil
		}
		j := js.ended
		b := &views.JobBar{URL: operationURL(j.ID), Text: jobDid(f, j), Over: true, Away: operationURL(j.ID) + "/away"}
		if j.CanUndo(a.now()) && f.Can(views.RoleWorker) {
			b.Undo = operationURL(j.ID) + "/undo"
		}
		return b
	}
	j := &js.open[0]
	b := &views.JobBar{URL: operationURL(j.ID), Text: jobDoing(f, j), Done: j.Done, Total: j.Total, Progress: progress(f, j), Left: remains(f, j, a.now())}
	if n := len(js.open) - 1; n > 0 {
		b.Waiting = f.N("job.waiting", n)
	}
	if f.Can(views.RoleWorker) {
		b.Stop = operationURL(j.ID) + "/stop"
	}
	return b
}

func operationURL(id fiche.ID) string { return "/operations/" + id }

// jobWords is a sentence about a job, by its kind and how many pieces it is about.
func jobWords(f *views.Frame, j *store.Job, what string, n int) string {
	key := "job." + what + "." + j.Kind
	if (j.Kind == store.BulkSource || j.Kind == store.BulkOwner) && j.Params["name"] == "" {
		key += "-none"
	}
	return f.N(key, n, j.Params["name"])
}

func jobDoing(f *views.Frame, j *store.Job) string { return jobWords(f, j, "doing", j.Total) }
func jobDid(f *views.Frame, j *store.Job) string {
	n, binned := j.Counts["changed"]+j.Counts[store.RowNew], j.Counts[store.CountBinned]
	switch {
	case binned == 0:
		return jobWords(f, j, "did", n)
	case binned == n:
		return f.N("job.made-binned", binned)
	}
	return jobWords(f, j, "did", n-binned) + ", " + f.N("job.made-binned", binned)
}

// jobSays is what a job did, or is doing.
func jobSays(f *views.Frame, j *store.Job) string {
	if j.Open() {
		return jobDoing(f, j)
	}
	return jobDid(f, j)
}

func progress(f *views.Frame, j *store.Job) string {
	return f.T("fiches.of", j.Done, f.Number(j.Total))
}

// remains is about how long the rest of a job takes, in words.
func remains(f *views.Frame, j *store.Job, now time.Time) string {
	switch d := j.Remaining(now); {
	case d <= 0:
		return ""
	case d < time.Minute:
		return f.N("job.seconds", max(1, int(d/time.Second)))
	default:
		return f.N("job.minutes", int((d+time.Minute-1)/time.Minute))
	}
}

// listOperations answers the jobs of the box, newest first.
func (a *App) listOperations(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("menu.operations")
	before := queryOf(c).Get("before")
	all, more, err := a.store.Jobs(c.UserContext(), shorten(before, maxID), pageSize)
	if err != nil {
		return err
	}
	v := views.Operations{Frame: f}
	for i := range all {
		j := &all[i]
		v.Rows = append(v.Rows, views.OperationRow{
			URL: operationURL(j.ID), Number: strconv.Itoa(j.Number), Text: jobSays(f, j), By: j.By, At: f.StampFull(time.Unix(j.At, 0)),
			State: stateWords(f, j), Problem: faulty(j),
		})
	}
	if more {
		v.More = "/operations?" + url.Values{"before": {all[len(all)-1].ID}}.Encode()
	}
	if before != "" {
		v.Newest = "/operations"
	}
	return a.page(c, v)
}

// faulty reports whether a job stopped because it could not go on.
func faulty(j *store.Job) bool {
	return j.State == store.JobStopped && len(j.Events) > 0 && j.Events[len(j.Events)-1].Code == store.EventFault
}

// stateWords says how far a job is.
func stateWords(f *views.Frame, j *store.Job) string {
	switch {
	case faulty(j):
		return f.T("operations.fault", j.Done, f.Number(j.Total))
	case j.State == store.JobStopped:
		return f.T("operations.stopped", j.Done, f.Number(j.Total))
	case j.Open():
		return f.T("operations.running", j.Done, f.Number(j.Total))
	case j.State == store.JobUndone:
		return f.T("operations.undone")
	case j.Left() > 0:
		return f.N("operations.done-but", j.Left())
	}
	return f.T("operations.done")
}

// undoJob begins the job that takes another back.
func (a *App) undoJob(c *fiber.Ctx) error {
	undo, err := a.store.UndoJob(c.UserContext(), actor(c), c.Params("id"))
	switch {
	case errors.Is(err, store.ErrUndone), errors.Is(err, store.ErrCleared), errors.Is(err, store.ErrOver):
		sayNext(c, "job-too-late")
		return seeOther(c, operationURL(c.Params("id")))
	case err != nil:
		return err
	}
	return seeOther(c, operationURL(undo.ID))
}

// putJobAway takes the bar of a job that is over from the pages of who began it.
func (a *App) putJobAway(c *fiber.Ctx) error {
	err := a.store.PutJobAway(c.UserContext(), actor(c), c.Params("id"))
	if err != nil && !errors.Is(err, store.ErrOver) {
		return found(err)
	}
	a.hub.wake() // what was worked out of the day is stale already
	if !partial(c) {
		return seeOther(c, back(c))
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	return a.part(c, views.JobPart{Frame: f})
}

// stopOperation stops a job that is under way.
func (a *App) stopOperation(c *fiber.Ctx) error {
	return a.changeOperation(c, a.store.StopJob)
}

// resumeOperation goes on with a job that was stopped.
func (a *App) resumeOperation(c *fiber.Ctx) error {
	return a.changeOperation(c, a.store.ResumeJob)
}

func (a *App) changeOperation(c *fiber.Ctx, change func(context.Context, store.Actor, fiche.ID) (store.Job, error)) error {
	_, err := change(c.UserContext(), actor(c), c.Params("id"))
	if err != nil && !errors.Is(err, store.ErrOver) { // it went on, or ended, in the meantime: its page says so
		return err
	}
	return seeOther(c, operationURL(c.Params("id")))
}
