package handlers

import (
	"errors"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// binPicked is what was ticked in the bin, or asked for in an address.
type binPicked struct{ fiches, crm []fiche.ID }

func (p binPicked) count() int { return len(p.fiches) + len(p.crm) }

func (p binPicked) values() url.Values {
	return url.Values{"fiche": p.fiches, "crm": p.crm}
}

// selectBin takes out of the bin what was ticked, or the one whose own button was
// pressed; or opens what was ticked.
func (a *App) selectBin(c *fiber.Ctx) error {
	picked := binPicked{formTexts(c, "fiche"), formTexts(c, "crm")}
	do, back := formText(c, "do"), readBin(parseQuery(formText(c, "list"))).url("")
	if one := formText(c, "one"); one != "" {
		picked, do = binPicked{fiches: []fiche.ID{one}}, "restore"
	} else if one := formText(c, "one-crm"); one != "" {
		picked, do = binPicked{crm: []fiche.ID{one}}, "restore"
	}
	switch n := picked.count(); {
	case n == 0 || n > maxPicked:
		sayNext(c, "pick-one")
		return seeOther(c, back)
	case do == "erase":
		return seeOther(c, "/bin/removal?"+picked.values().Encode())
	case do == "show" && n > 1:
		sayNext(c, "pick-just-one")
		return seeOther(c, back)
	case do == "show" && len(picked.crm) > 0:
		return seeOther(c, "/crm/"+url.PathEscape(picked.crm[0]))
	case do == "show":
		card, err := a.store.Card(c.UserContext(), picked.fiches[0])
		if err != nil {
			return err
		}
		return seeOther(c, ficheURL(fiche.RefTo(&card.Fiche)))
	case do != "restore":
		return fiber.ErrBadRequest
	}
	done, err := a.unbin(c, picked)
	if err != nil {
		return err
	}
	sayNext(c, "unbinned", done...)
	return seeOther(c, back)
}

// unbin takes out of the bin what was picked, as far as it lies there still.
func (a *App) unbin(c *fiber.Ctx, picked binPicked) (done []fiche.ID, err error) {
	crm := map[fiche.ID]bool{}
	for _, id := range picked.crm {
		crm[id] = true
	}
	return forEach(slices.Concat(picked.fiches, picked.crm), func(id fiche.ID) error {
		if crm[id] {
			_, err := a.store.RestoreCRM(c.UserContext(), actor(c), id)
			return err
		}
		_, err := a.store.Restore(c.UserContext(), actor(c), id)
		return err
	})
}

// flashUnbinned says what came back, with the way to it.
func (a *App) flashUnbinned(c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
	fl := &views.Flash{}
	for _, id := range ids {
		name, link, err := a.unbinned(c, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		fl.Text = f.T("flash.unbinned", name)
		fl.Lines = append(fl.Lines, views.FlashLine{Link: &link})
	}
	if len(fl.Lines) == 0 {
		return nil, nil
	}
	if len(fl.Lines) > 1 {
		fl.Text = f.N("flash.unbinned-n", len(fl.Lines))
	}
	return fl, nil
}

// unbinned is what came back, a fiche or a CRM fiche, and the way to it.
func (a *App) unbinned(c *fiber.Ctx, id fiche.ID) (name string, link views.Link, err error) {
	card, err := a.store.Card(c.UserContext(), id)
	if err == nil {
		ref := fiche.RefTo(&card.Fiche)
		return ref.Name, views.Link{URL: ficheURL(ref), Text: strconv.Itoa(ref.Number) + " " + ref.Name}, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return "", link, err
	}
	x, err := a.store.CRMCard(c.UserContext(), id)
	return x.CRM.Subject, views.Link{URL: "/crm/" + id, Text: crmNumber(x.CRM.Number) + " " + x.CRM.Subject}, err
}
