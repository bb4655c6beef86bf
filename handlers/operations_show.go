package handlers

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// showOperation answers one job: how far it is, what it left alone, and its undo.
func (a *App) showOperation(c *fiber.Ctx) error {
	d, err := a.store.JobDetail(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	return a.page(c, a.operationView(f, &d))
}

func (a *App) operationView(f *views.Frame, d *store.JobDetail) views.Operation {
	j := &d.Job
	f.Title = f.T("operations.title", strconv.Itoa(j.Number))
	v := views.Operation{
		Frame: f, ID: j.ID, Number: strconv.Itoa(j.Number), Head: f.T("job.head." + j.Kind), Kicker: f.T("operations.by", j.By, f.StampFull(time.Unix(j.At, 0))),
		Running: j.Open(), Good: j.State == store.JobDone && j.Left() == 0, Done: j.Done, Total: j.Total, Progress: progress(f, j), Remains: remains(f, j, a.now()),
	}
	v.Says, v.Details = jobDid(f, j), stateWords(f, j)
	if v.Running {
		v.Says, v.Details = jobDoing(f, j), ""
	}
	if back := j.Params["back"]; back != "" {
		v.Back = &views.Link{URL: back, Text: f.T("operations.back")}
	}
	if d.Undoes > 0 {
		v.Links = append(v.Links, views.Link{URL: operationURL(j.Undoes), Text: f.T("operations.undoes", strconv.Itoa(d.Undoes))})
	}
	if d.Undone != nil {
		v.Links = append(v.Links, views.Link{URL: operationURL(d.UndoneBy), Text: f.T("operations.undone-by", d.Undone.By, strconv.Itoa(d.Undone.Number))})
	}
	if !v.Running {
		v.Figures = []views.Fact{{Label: f.T("operations.asked"), Value: f.Number(j.Total)}, {Label: f.T("operations.changed"), Value: f.Number(j.Counts["changed"] + j.Counts[store.RowNew])}}
		for _, count := range []string{"same", "skipped"} {
			if n := j.Counts[count]; n > 0 {
				v.Figures = append(v.Figures, views.Fact{Label: f.T("operations." + count), Value: f.Number(n)})
			}
		}
	}
	v.Left = a.left(f, d, "left", d.Exceptions, j.Left())
	v.Since = a.left(f, d, "since", d.Since, d.SinceN)
	for _, e := range j.Events {
		v.Events = append([]views.OperationEvent{event(f, j, e)}, v.Events...)
	}
	a.operationActs(f, d, &v)
	return v
}

// left are the fiches that were left alone, or would be by the undo.
func (a *App) left(f *views.Frame, d *store.JobDetail, id string, es []store.Exception, all int) *views.OperationLines {
	if len(es) == 0 {
		return nil
	}
	ls := &views.OperationLines{Frame: f, ID: id + "-head", Head: f.N("operations."+id, all)}
	for _, e := range es {
		l := views.OperationLine{Name: brief(e.Text, maxShort), Why: why(f, &d.Job, &e)}
		if l.Name == "" {
			l.Name = f.T("operations.nobody")
		}
		if ref, ok := d.Refs[e.Fiche]; ok {
			l.Number, l.Name, l.URL = strconv.Itoa(ref.Number), ref.Name, ficheURL(&ref)
		}
		ls.Lines = append(ls.Lines, l)
	}
	if n := all - len(es); n > 0 {
		ls.More = f.N("bulk.others", n)
	}
	return ls
}

// why says why a fiche was left alone; who has to do with it is named.
func why(f *views.Frame, j *store.Job, e *store.Exception) string {
	if e.Code == "same" && f.Has("left.same."+j.Kind) && (j.Kind != store.BulkOwner || j.Params["name"] != "") {
		return f.T("left.same."+j.Kind, j.Params["name"])
	}
	if e.By != "" && e.At != 0 && f.Has("left."+e.Code+"-by") {
		return f.T("left."+e.Code+"-by", e.By, f.Stamp(time.Unix(e.At, 0)))
	}
	return f.T("left." + e.Code)
}

// event is a line of the course of a job.
func event(f *views.Frame, j *store.Job, e store.JobEvent) views.OperationEvent {
	v := views.OperationEvent{At: f.Stamp(time.Unix(e.At, 0)), Problem: e.Code == store.EventFault || e.Code == store.EventInterrupted}
	key, done := "event."+e.Code, f.Number(e.Done)
	switch e.Code {
	case store.EventBegun:
		v.Text = f.T(key, e.By, f.Number(j.Total))
	case store.EventResumed, store.EventStopped:
		if e.By == "" {
			v.Text = f.T(key, done, f.Number(j.Total))
		} else {
			v.Text = f.T(key+"-by", e.By, done, f.Number(j.Total))
		}
	default:
		v.Text = f.T(key, done, f.Number(j.Total))
	}
	return v
}

// operationActs are what one can do with a job, and what comes of that.
func (a *App) operationActs(f *views.Frame, d *store.JobDetail, v *views.Operation) {
	j, url := &d.Job, operationURL(d.ID)
	until := f.DateLong(j.Until().In(a.store.Location()).Format(time.DateOnly))
	switch {
	case j.Open():
		v.Stop = &views.Action{URL: url + "/stop", Label: f.T("job.stop"), Icon: "stop"}
		v.EffectsHead = f.T("operations.you-can")
		v.Effects = []views.Effect{f.Effect("check", "", f.T("operations.let-run")), f.Effect("stop", "", f.T("operations.can-stop"))}
		if j.Undoes == "" {
			v.Effects = append(v.Effects, f.Effect("undo", "", f.T("operations.can-undo")))
			v.Undo = &views.Action{URL: url + "/undo", Label: f.T("operations.stop-undo"), Icon: "undo"}
		}
		return
	case j.State == store.JobStopped && !j.Cleared:
		v.Resume = &views.Action{URL: url + "/resumption", Label: f.T("operations.resume"), Icon: "resume"}
	}
	if !j.CanUndo(a.now()) {
		return
	}
	v.Undo = &views.Action{URL: url + "/undo", Label: f.T("job.undo-all"), Icon: "undo", Key: "Ctrl Z"}
	v.EffectsHead = f.T("operations.if-undo")
	v.Effects = append(v.Effects, f.Effect("undo", "", f.N("operations.back-again", j.Kept-d.SinceN)))
	switch {
	case d.SinceN > 0:
		v.Effects = append(v.Effects, f.Effect("person", "", f.N("operations.stay", d.SinceN)))
	case !d.Looked:
		v.Effects = append(v.Effects, f.Effect("person", "", f.T("operations.stay-maybe")))
	}
	v.Effects = append(v.Effects, f.Effect("history", "", f.T("operations.both-kept")), f.Effect("clock", "", f.T("operations.until", until)))
}
