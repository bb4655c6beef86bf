package handlers

import (
	"errors"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// selectBin takes out of the bin what was ticked, or the one whose own button was
// pressed; or opens what was ticked.
func (a *App) selectBin(c *fiber.Ctx) error {
	ids := formTexts(c, "fiche")
	do, back := formText(c, "do"), readBin(parseQuery(formText(c, "list"))).url("")
	if one := formText(c, "one"); one != "" {
		ids, do = []string{one}, "restore"
	}
	switch {
	case len(ids) == 0 || len(ids) > maxPicked:
		sayNext(c, "pick-one")
		return seeOther(c, back)
	case do == "erase":
		return seeOther(c, "/bin/removal?"+url.Values{"fiche": ids}.Encode())
	case do == "show" && len(ids) > 1:
		sayNext(c, "pick-just-one")
		return seeOther(c, back)
	case do == "show":
		card, err := a.store.Card(c.UserContext(), ids[0])
		if err != nil {
			return err
		}
		return seeOther(c, ficheURL(fiche.RefTo(&card.Fiche)))
	case do != "restore":
		return fiber.ErrBadRequest
	}
	done, err := forEach(ids, func(id fiche.ID) error {
		_, err := a.store.Restore(c.UserContext(), actor(c), id)
		return err
	})
	if err != nil {
		return err
	}
	sayNext(c, "unbinned", done...)
	return seeOther(c, back)
}

// flashUnbinned says what came back, with the way to it.
func (a *App) flashUnbinned(c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
	fl := &views.Flash{}
	for _, id := range ids {
		card, err := a.store.Card(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		ref := fiche.RefTo(&card.Fiche)
		fl.Text = f.T("flash.unbinned", ref.Name)
		fl.Lines = append(fl.Lines, views.FlashLine{Link: &views.Link{URL: ficheURL(ref), Text: strconv.Itoa(ref.Number) + " " + ref.Name}})
	}
	if len(fl.Lines) == 0 {
		return nil, nil
	}
	if len(fl.Lines) > 1 {
		fl.Text = f.N("flash.unbinned-n", len(fl.Lines))
	}
	return fl, nil
}
