package handlers

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// maxID is more than any id has.
const maxID = 64

// maxPicked bounds how many rows one act of the bar is for: as many as the cookie that
// says what was done, and undoes it, has room for.
const maxPicked = 200

// selectFiches sends a click in the button bar to the page that does it, with the
// rows that were ticked.
func (a *App) selectFiches(c *fiber.Ctx) error {
	ids := formTexts(c, "fiche")
	kind, list := kindOf(c), carriedList(c, formText(c, "list"))
	listURL := listURL(kind, list)
	do := formText(c, "do")
	if do == "report" {
		return a.selectReport(c, kind, ids, list)
	}
	if do == "export" {
		return seeOther(c, "/exports/new?"+url.Values{"kind": {kind.String()}, "list": {readList(kind, parseQuery(list)).with(func(*listState) {}).carried()}}.Encode())
	}
	if do == "bulk-all" {
		return seeOther(c, bulkURL(kind, list, url.Values{"all": {"yes"}}))
	}
	if len(ids) == 0 {
		sayNext(c, "pick-one")
		return seeOther(c, listURL)
	}
	if len(ids) > maxBulkPicked {
		sayNext(c, "pick-fewer")
		return seeOther(c, listURL)
	}
	if len(ids) > maxPicked && do == "remove" {
		do = store.BulkBin
	}
	if do == "bulk" || slices.Contains(store.Bulks, do) || do == "conversion" && len(ids) > 1 {
		return seeOther(c, bulkURL(kind, list, url.Values{"fiche": ids, "do": {strings.Replace(do, "conversion", store.BulkConvert, 1)}}))
	}
	if do == "merge" {
		return selectMerge(c, ids, listURL)
	}
	if len(ids) > 1 && do != "remove" {
		sayNext(c, "pick-just-one")
		return seeOther(c, listURL)
	}
	if len(ids[0]) > maxID {
		return store.ErrNotFound // no such address
	}
	self := "/" + kind.Plural() + "/" + url.PathEscape(ids[0])
	switch do {
	case "show":
		return seeOther(c, views.WithList(self, list))
	case "edit":
		return seeOther(c, views.WithList(self+"/edit", list))
	case "remove":
		return seeOther(c, "/"+kind.Plural()+"/removal?"+url.Values{"fiche": ids, "list": {list}}.Encode())
	case "log":
		return seeOther(c, views.WithList(self+"/activities/new", list))
	case "crm":
		return seeOther(c, self+"/crm/new")
	case "conversion":
		return c.Redirect(self+"/conversion", fiber.StatusTemporaryRedirect)
	}
	return fiber.ErrBadRequest
}

// selectMerge sends two ticked rows to the page where they become one.
func selectMerge(c *fiber.Ctx, ids []fiche.ID, listURL string) error {
	if len(ids) != 2 || len(ids[0]) > maxID || len(ids[1]) > maxID {
		sayNext(c, "pick-two")
		return seeOther(c, listURL)
	}
	return seeOther(c, "/doubles/"+url.PathEscape(store.DoubleOf(ids[0], ids[1])))
}

// askRemoval asks before fiches go to the bin, and advises to make them inactive.
func (a *App) askRemoval(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	ids, list, kind := query["fiche"], carriedList(c, query.Get("list")), kindOf(c)
	f.Nav, f.Card, f.Title = kind.Plural(), "is-short", f.T("bar.remove")
	v := views.FicheRemoval{Frame: f, Kind: kind.String(), Action: "/" + kind.Plural() + "/removal", Cancel: listURL(kind, list)}
	v.Hidden = append(v.Hidden, views.Hidden{Name: "list", Value: list})
	if len(ids) > maxPicked {
		return fiber.ErrBadRequest
	}
	for _, id := range ids {
		card, err := a.store.Card(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		ref := fiche.RefTo(&card.Fiche)
		v.Names = append(v.Names, views.Link{URL: ficheURL(ref), Text: strconv.Itoa(ref.Number) + " " + ref.Name})
		v.Hidden = append(v.Hidden, views.Hidden{Name: "fiche", Value: id})
	}
	if len(v.Names) == 0 {
		return store.ErrNotFound
	}
	return a.page(c, v)
}

// removeFiches puts fiches into the bin, or makes them inactive instead.
func (a *App) removeFiches(c *fiber.Ctx) error {
	ids, list, kind := formTexts(c, "fiche"), carriedList(c, formText(c, "list")), kindOf(c)
	do := formText(c, "do")
	if len(ids) == 0 || len(ids) > maxPicked || !slices.Contains([]string{"remove", "inactive"}, do) {
		return fiber.ErrBadRequest
	}
	done, err := forEach(ids, func(id fiche.ID) (err error) {
		if do == "remove" {
			_, err = a.store.Remove(c.UserContext(), actor(c), id)
		} else {
			_, err = a.store.SetActive(c.UserContext(), actor(c), id, false)
		}
		return err
	})
	if err != nil {
		return err
	}
	code := map[string]string{"remove": "removed", "inactive": "made-inactive"}[do]
	sayNext(c, code, done...)
	return seeOther(c, listURL(kind, list))
}

// forEach does something to each of the fiches that are still there, and answers which
// those are; ErrNotFound when none is.
func forEach(ids []fiche.ID, do func(fiche.ID) error) (done []fiche.ID, err error) {
	for _, id := range ids {
		switch err := do(id); {
		case err == nil:
			done = append(done, id)
		case !errors.Is(err, store.ErrNotFound):
			return done, err
		}
	}
	if len(done) == 0 {
		return nil, store.ErrNotFound
	}
	return done, nil
}

// restoreFiche takes a fiche out of the bin.
func (a *App) restoreFiche(c *fiber.Ctx) error {
	f, err := a.store.Restore(c.UserContext(), actor(c), c.Params("id"))
	if err != nil {
		return err
	}
	sayNext(c, "restored")
	return seeOther(c, ficheURL(fiche.RefTo(&f)))
}

// restoreFiches undoes a removal, or makes fiches active again.
func (a *App) restoreFiches(c *fiber.Ctx) error {
	ids, kind := formTexts(c, "fiche"), kindOf(c)
	if len(ids) > maxPicked {
		return fiber.ErrBadRequest
	}
	_, err := forEach(ids, func(id fiche.ID) (err error) {
		if formText(c, "do") == "active" {
			_, err = a.store.SetActive(c.UserContext(), actor(c), id, true)
		} else {
			_, err = a.store.Restore(c.UserContext(), actor(c), id)
		}
		return err
	})
	if err != nil {
		return err
	}
	sayNext(c, "undone")
	return seeOther(c, "/"+kind.Plural())
}

// flashRemoved says what went to the bin, or is inactive now, with the undo. What
// still is to come on those fiches is listed.
func (a *App) flashRemoved(c *fiber.Ctx, f *views.Frame, ids []string, code, do string) (*views.Flash, error) {
	fl := &views.Flash{}
	var about fiche.Fiche
	for _, id := range ids {
		card, err := a.store.Card(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		about = card.Fiche
		if do == "active" && len(ids) == 1 {
			fl.Lines = openLines(f, &card)
		}
	}
	if about.ID == "" {
		return nil, nil
	}
	if len(ids) == 1 {
		fl.Text = f.T("flash."+code, about.Name)
		if do == "active" { // what lies in the bin is not led to
			fl.About = elsewhere(c, &about)
		}
	} else {
		fl.Text = f.N("flash."+code+"-n", len(ids))
	}
	fl.Undo = &views.Action{URL: "/" + about.Kind.Plural() + "/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z", Many: ids, Fields: map[string]string{"do": do}}
	return fl, nil
}
