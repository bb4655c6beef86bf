package handlers

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// renameView answers the views with the name of one to be changed.
func (a *App) renameView(c *fiber.Ctx) error {
	v, row, err := a.openView(c)
	if err != nil || row == nil {
		return a.viewGone(c, err)
	}
	return a.page(c, v)
}

// openView is the page of the views with one of them open to be renamed; no row when
// this user may not.
func (a *App) openView(c *fiber.Ctx) (v views.SavedViews, row *views.SavedRow, err error) {
	if v, err = a.savedView(c, ""); err != nil {
		return v, nil, err
	}
	for i := range v.Rows {
		if r := &v.Rows[i]; r.ID == c.Params("view") && !r.Fixed {
			f := v.NameField(v.T("manage.new-name", r.Name), "")
			f.ID, f.Value, f.Autofocus = "rename-name", r.Name, true
			r.Rename = &f
			return v, r, nil
		}
	}
	return v, nil, nil
}

// updateView gives a view another name.
func (a *App) updateView(c *fiber.Ctx) error {
	v, row, err := a.openView(c)
	if err != nil || row == nil {
		return a.viewGone(c, err)
	}
	row.Rename.Value = strings.Join(strings.Fields(formText(c, "name")), " ")
	if textField(v.Frame, row.Rename); row.Rename.Problem != nil {
		return a.invalid(c, v)
	}
	err = a.store.RenameSaved(c.UserContext(), actor(c), row.ID, row.Rename.Value)
	if text := savedProblem(v.Frame, err); text != "" {
		row.Rename.Problem = &views.Note{Text: text}
		return a.invalid(c, v)
	}
	return a.viewDone(c, err, "saved")
}

// removeView takes a view out of the funnels.
func (a *App) removeView(c *fiber.Ctx) error {
	id := c.Params("view")
	return a.viewDone(c, a.store.RemoveSaved(c.UserContext(), actor(c), id), "view-removed", id)
}

// restoreView undoes a removal.
func (a *App) restoreView(c *fiber.Ctx) error {
	err := a.store.RestoreSaved(c.UserContext(), actor(c), c.Params("view"))
	if errors.Is(err, store.ErrNameTaken) || errors.Is(err, store.ErrTooMany) {
		return a.viewDone(c, nil, "too-late")
	}
	return a.viewDone(c, err, "undone")
}

// viewDone leads to the views after a change.
func (a *App) viewDone(c *fiber.Ctx, err error, code string, args ...string) error {
	if err != nil {
		return a.viewGone(c, err)
	}
	sayNext(c, code, args...)
	return seeOther(c, viewsOf(listKind(c)))
}

// viewGone says that a view is no longer there, or never was this user's to change.
func (a *App) viewGone(c *fiber.Ctx, err error) error {
	if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrNotYours) {
		return err
	}
	sayNext(c, "view-gone")
	return seeOther(c, viewsOf(listKind(c)))
}

// flashView says what was done with a view; one that was removed can come back.
func flashView(code string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(a *App, c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
		v, err := a.store.FormerView(c.UserContext(), f.User.ID, strings.Join(ids, ""))
		if errors.Is(err, store.ErrNotFound) {
			return nil, nil
		}
		fl := &views.Flash{Text: f.T("flash."+code, v.Name)}
		if code == "view-removed" {
			fl.Undo = &views.Action{URL: viewsOf(v.Kind) + "/" + v.ID + "/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}
		}
		return fl, err
	}
}
