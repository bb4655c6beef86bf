package handlers

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// askGroupRemoval answers the groups with what the removal of one will do.
func (a *App) askGroupRemoval(c *fiber.Ctx) error {
	return a.openGroup(c, func(v *views.Groups, row *views.ManageRow) error {
		g, err := a.store.Group(c.UserContext(), row.ID)
		if err != nil {
			return err
		}
		ask := views.Ask{
			Icon: "bin", Head: v.T("groups.removal", g.Name), Action: "/groups/" + g.ID + "/removal", Do: v.T("bar.remove"), Grave: true,
			Cancel: "/groups#" + views.Dom("group", g.ID), CancelText: v.T("act.cancel"), Note: v.T("groups.undo"),
		}
		if n := g.Total(); n > 0 {
			ask.Effects = []views.Effect{
				v.Effect("copy", v.N("manage.fiches", n), v.N("groups.lose", n, countWords(v.Frame, g.Count))),
				v.Effect("check", "", v.T("groups.others-stay")),
			}
		} else {
			ask.Effects = []views.Effect{v.Effect("copy", "", v.T("groups.empty"))}
		}
		row.Ask = &ask
		return nil
	})
}

// removeGroup takes a group from all fiches; the fiches stay.
func (a *App) removeGroup(c *fiber.Ctx) error {
	id := c.Params("id")
	return a.groupEnded(c, a.store.RemoveGroup(c.UserContext(), actor(c), id), "group-removed", id)
}

// groupEnded answers what came of a removal or a merger.
func (a *App) groupEnded(c *fiber.Ctx, err error, code string, ids ...string) error {
	switch {
	case errors.Is(err, store.ErrNotFound):
		return a.groupGone(c)
	case errors.Is(err, store.ErrProtected):
		return fiber.ErrBadRequest
	case err != nil:
		return err
	}
	sayNext(c, code, ids...)
	return seeOther(c, "/groups")
}

// askGroupMerger answers the groups with what becomes of one that is merged into
// another, which is to be chosen.
func (a *App) askGroupMerger(c *fiber.Ctx) error {
	return a.openGroup(c, func(v *views.Groups, row *views.ManageRow) error {
		return a.mergerPanel(c, v, row, c.Query("into"))
	})
}

func (a *App) mergerPanel(c *fiber.Ctx, v *views.Groups, row *views.ManageRow, into string) error {
	groups, err := a.store.Groups(c.UserContext())
	if err != nil {
		return err
	}
	choice := views.Field{Name: "into", Kind: "select", Label: v.T("groups.becomes"), Value: into, Required: true, Autofocus: true, Options: []views.Option{{Label: v.T("groups.choose")}}}
	ask := views.Ask{
		Icon: "merge", Head: v.T("groups.merger", row.Name), Action: "/groups/" + row.ID + "/merger", Do: v.T("manage.merge"), Choice: &choice,
		Cancel: "/groups#" + views.Dom("group", row.ID), CancelText: v.T("act.cancel"), Note: v.T("groups.undo"),
	}
	for _, g := range groups {
		if g.ID != row.ID {
			choice.Options = append(choice.Options, views.Option{Value: g.ID, Label: v.T("groups.option", g.Name, v.N("manage.fiches", g.Total()))})
			continue
		}
		if n := g.Total(); n > 0 {
			ask.Effects = append(ask.Effects, v.Effect("copy", v.N("manage.fiches", n), v.N("groups.move", n, countWords(v.Frame, g.Count))))
		} else {
			ask.Effects = append(ask.Effects, v.Effect("copy", "", v.T("groups.empty")))
		}
	}
	ask.Effects = append(ask.Effects, v.Effect("group", "", v.T("groups.name-leads", row.Name)))
	row.Ask = &ask
	return nil
}

// mergeGroup moves all fiches of a group into another.
func (a *App) mergeGroup(c *fiber.Ctx) error {
	id, into := c.Params("id"), formText(c, "into")
	if into != "" && into != id {
		if _, err := a.store.Group(c.UserContext(), into); err == nil {
			return a.groupEnded(c, a.store.MergeGroup(c.UserContext(), actor(c), id, into), "group-merged", id, into)
		} else if !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	v, err := a.groupsView(c)
	if err != nil {
		return err
	}
	row, err := groupRow(&v, id)
	if err != nil {
		return a.groupGone(c)
	}
	if err := a.mergerPanel(c, &v, row, ""); err != nil {
		return err
	}
	row.Ask.Choice.Problem = &views.Note{Text: v.T("groups.choose-other")}
	return a.invalid(c, v)
}

// restoreGroup undoes a removal or a merger.
func (a *App) restoreGroup(c *fiber.Ctx) error {
	err := a.store.RestoreGroup(c.UserContext(), actor(c), c.Params("id"))
	if errors.Is(err, store.ErrNameTaken) {
		sayNext(c, "too-late")
		return seeOther(c, "/groups")
	}
	if err != nil {
		return err
	}
	sayNext(c, "undone")
	return seeOther(c, "/groups")
}

// flashGroup says what was done with so many groups; one that was removed or merged
// can come back.
func flashGroup(code string, groups int) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(a *App, c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
		if len(ids) != groups {
			return nil, nil // a cookie somebody wrote by hand
		}
		var names []any
		for _, id := range ids {
			g, err := a.store.FormerGroup(c.UserContext(), id)
			if errors.Is(err, store.ErrNotFound) {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			names = append(names, g.Name)
		}
		fl := &views.Flash{Text: f.T("flash."+code, names...)}
		if code != "group-made" {
			fl.Undo = &views.Action{URL: "/groups/" + ids[0] + "/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}
		}
		return fl, nil
	}
}
