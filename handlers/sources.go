package handlers

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// listSources answers what Adres via suggests, with how many fiches say it.
func (a *App) listSources(c *fiber.Ctx) error {
	v, err := a.sourcesView(c)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

func (a *App) sourcesView(c *fiber.Ctx) (v views.Sources, err error) {
	if v.Frame, err = a.frame(c); err != nil {
		return v, err
	}
	v.Title = v.T("field.source")
	v.Name = v.NameField(v.T("sources.new"), v.T("sources.new-example"))
	if v.Token, err = a.store.NewToken(); err != nil {
		return v, err
	}
	list, err := a.store.Sources(c.UserContext())
	for i, s := range list {
		v.Rows = append(v.Rows, views.ManageRow{Frame: v.Frame, ID: "source-" + strconv.Itoa(i+1), Name: s.Name, Off: s.Off, Counts: countLinks(v.Frame, s.Count, "source", s.Name)})
	}
	return v, err
}

// createSource adds a source to the suggestions.
func (a *App) createSource(c *fiber.Ctx) error {
	v, err := a.sourcesView(c)
	if err != nil {
		return err
	}
	v.Name.Value = strings.Join(strings.Fields(formText(c, "name")), " ")
	if textField(v.Frame, &v.Name); v.Name.Problem != nil {
		return a.invalid(c, v)
	}
	err = a.store.AddSource(c.UserContext(), actor(c), formText(c, "token"), v.Name.Value)
	if errors.Is(err, store.ErrNameTaken) {
		v.Name.Problem = &views.Note{Text: v.T("sources.taken")}
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	sayNext(c, "saved")
	return seeOther(c, "/sources")
}

// turnSource has a source suggested or no longer; fiches keep what they say.
func (a *App) turnSource(c *fiber.Ctx) error {
	return a.sourceDone(c, a.store.TurnSource(c.UserContext(), actor(c), formText(c, "source"), formText(c, "on") != ""))
}

// askSourceRemoval answers the sources with what taking one off the list will do.
func (a *App) askSourceRemoval(c *fiber.Ctx) error {
	v, err := a.sourcesView(c)
	if err != nil {
		return err
	}
	name := queryOf(c).Get("source")
	list, err := a.store.Sources(c.UserContext())
	if err != nil {
		return err
	}
	for i, s := range list {
		if s.Name != name || i >= len(v.Rows) || v.Rows[i].Name != name {
			continue
		}
		ask := views.Ask{
			Icon: "bin", Head: v.T("sources.removal", name), Action: "/sources/removal", Hidden: []views.Hidden{{Name: "source", Value: name}}, Do: v.T("bar.remove"), Grave: true,
			Cancel: "/sources#" + v.Rows[i].ID, CancelText: v.T("act.cancel"),
		}
		if n := s.Total(); n > 0 {
			ask.Effects = append(ask.Effects, v.Effect("copy", v.N("manage.fiches", n), v.N("sources.keep", n, countWords(v.Frame, s.Count))))
		} else {
			ask.Effects = append(ask.Effects, v.Effect("copy", "", v.T("sources.unused")))
		}
		ask.Effects = append(ask.Effects, v.Effect("via", "", v.T("sources.back")))
		v.Rows[i].Ask = &ask
		return a.page(c, v)
	}
	sayNext(c, "source-gone")
	return seeOther(c, "/sources")
}

// removeSource takes a source from the suggestions; fiches keep what they say.
func (a *App) removeSource(c *fiber.Ctx) error {
	return a.sourceDone(c, a.store.RemoveSource(c.UserContext(), actor(c), formText(c, "source")))
}

// sourceDone answers what came of a change to a source.
func (a *App) sourceDone(c *fiber.Ctx, err error) error {
	switch {
	case errors.Is(err, store.ErrNotFound):
		sayNext(c, "source-gone")
	case err != nil:
		return err
	default:
		sayNext(c, "saved")
	}
	return seeOther(c, "/sources")
}
