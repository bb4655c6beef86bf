package handlers

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// beginImport begins the job that does what the rehearsal said.
func (a *App) beginImport(c *fiber.Ctx) error {
	if _, err := a.store.BeginImport(c.UserContext(), actor(c), c.Params("id")); err != nil {
		return a.importFailed(c, err)
	}
	return seeOther(c, importURL(c.Params("id"), ""))
}

// showImportJob answers how far an import is, or its undo.
func (a *App) showImportJob(c *fiber.Ctx, i *store.Import) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = i.Name
	j, err := a.store.Job(c.UserContext(), i.Job)
	if err != nil {
		return err
	}
	v := views.ImportJob{Frame: f, ID: i.ID, Name: i.Name, When: f.Stamp(time.Unix(j.At, 0)), By: j.By, List: views.Link{URL: "/" + i.Plan.Kind.Plural(), Text: f.T("nav." + i.Plan.Kind.Plural())}}
	for _, verdict := range store.RowVerdicts {
		v.Counts = append(v.Counts, views.Fact{Label: f.T("import.rows-" + verdict), Value: f.Number(j.Counts[verdict])})
	}
	if j.State != store.JobRunning {
		if err := a.rowsLeftOf(c, &v, &j); err != nil {
			return err
		}
	}
	v.Stage, v.Done, v.Total, v.CanUndo = j.State, j.Done, j.Total, !j.Cleared && (j.State == store.JobDone || j.State == store.JobStopped || j.State == store.JobRunning)
	if why, ok := j.Why(); ok {
		v.Problem = f.T(why.Code, why.Args...)
	}
	if j.UndoneBy == "" && j.Counts["skipped"] > 0 && !v.Running() && a.store.HasUpload(i.ID) {
		v.Faults = f.Stamp(j.Ended().Add(store.KeptUpload))
	}
	if j.UndoneBy != "" {
		undo, err := a.store.Job(c.UserContext(), j.UndoneBy)
		if err != nil {
			return err
		}
		v.Stage, v.Done, v.Total, v.Back = "undo-"+undo.State, undo.Done, undo.Total, undo.Counts["changed"]
		v.More = 0
		if v.Left, err = a.undoLeft(c, f, undo.Exceptions); err != nil {
			return err
		}
	}
	return a.page(c, v)
}

// rowsLeftOf names the rows that an import left alone, and says why.
func (a *App) rowsLeftOf(c *fiber.Ctx, v *views.ImportJob, j *store.Job) error {
	for _, verdict := range []string{store.RowFault, store.RowDouble} {
		rows, err := a.store.RowsOf(c.UserContext(), j, verdict, shownRows)
		if err != nil {
			return err
		}
		for n := range rows {
			row := rehearsalRow(v.Frame, &rows[n])
			text := v.T("import.left-import-"+verdict, strings.TrimSpace(row.Line+" "+row.Name))
			if why := blockingNotes(row); why != "" {
				text += " · " + why
			}
			v.Left = append(v.Left, text)
		}
	}
	v.More = j.Counts["skipped"] - len(v.Left)
	return nil
}

// undoLeft names what an undo left alone.
func (a *App) undoLeft(c *fiber.Ctx, f *views.Frame, es []store.Exception) (left []string, err error) {
	for _, e := range es {
		card, err := a.store.Card(c.UserContext(), e.Fiche)
		switch {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		case e.By != "":
			left = append(left, f.T("import.undo-left-by", strconv.Itoa(card.Fiche.Number), card.Fiche.Name, e.By, f.Stamp(time.Unix(e.At, 0))))
		default:
			left = append(left, f.T("import.undo-left", strconv.Itoa(card.Fiche.Number), card.Fiche.Name))
		}
	}
	return left, nil
}

// undoImport takes an import back.
func (a *App) undoImport(c *fiber.Ctx) error {
	i, err := a.store.ImportOf(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	_, err = a.store.UndoJob(c.UserContext(), actor(c), i.Job)
	if err != nil && !errors.Is(err, store.ErrUndone) {
		if errors.Is(err, store.ErrOver) || errors.Is(err, store.ErrCleared) {
			sayNext(c, "too-late")
			return seeOther(c, importURL(i.ID, ""))
		}
		return err
	}
	return seeOther(c, importURL(i.ID, ""))
}
