package handlers

import (
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// binURL is the bin as its state asks for it.
func binURL(kind fiche.Kind, q, after string) string {
	v := url.Values{}
	if kind != 0 {
		v.Set("kind", kind.Plural())
	}
	if q != "" {
		v.Set("q", q)
	}
	if after != "" {
		v.Set("after", after)
	}
	if len(v) == 0 {
		return "/bin"
	}
	return "/bin?" + v.Encode()
}

// bin answers what was removed, the latest first.
func (a *App) bin(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	kind, _ := fiche.ParseKind(query.Get("kind"))
	q, after := shorten(query.Get("q"), maxQuery), query.Get("after")
	f.Title = f.T("menu.bin")
	v := views.Bin{Frame: f, Q: q, Action: binURL(kind, "", ""), Whole: a.store.Count(store.Query{Bin: true}), OnlyRows: after != ""}
	if kind != 0 {
		v.Hidden = []views.Hidden{{Name: "kind", Value: kind.Plural()}}
	}
	v.Kinds = a.binKinds(f, kind, q)
	page, err := a.store.List(c.UserContext(), store.Query{Bin: true, Kind: kind, Text: q, Sort: "changed", Desc: true, After: after, Limit: pageSize})
	if err != nil {
		return err
	}
	v.Total = page.Total
	words := search.Words(q)
	for i := range page.Rows {
		x := &page.Rows[i].Fiche
		v.Rows = append(v.Rows, views.BinRow{
			ID: x.ID, URL: ficheURL(fiche.RefTo(x)), Name: x.Name, Number: parts(strconv.Itoa(x.Number), words), NameParts: parts(x.Name, words),
			Kind: x.Kind.String(), Removed: f.Stamp(time.Unix(x.RemovedAt, 0)), By: x.RemovedBy, Moments: page.Rows[i].Moments,
		})
	}
	if page.Next != "" {
		v.More = binURL(kind, q, page.Next)
	}
	if partial(c) && after == "" {
		pushURL(c, binURL(kind, q, ""))
	}
	return a.page(c, v)
}

// binKinds are the choices of what the bin shows.
func (a *App) binKinds(f *views.Frame, kind fiche.Kind, q string) (cs []views.Choosable) {
	choice := func(k fiche.Kind, label string) {
		cs = append(cs, views.Choosable{URL: binURL(k, q, ""), Label: label, Count: a.store.Count(store.Query{Bin: true, Kind: k, Text: q}), Current: k == kind})
	}
	choice(0, f.T("bin.all"))
	for _, k := range fiche.Kinds {
		choice(k, f.T("nav."+k.Plural()))
	}
	return cs
}

// selectBin takes out of the bin what was ticked, or the one whose own button was
// pressed; or opens what was ticked.
func (a *App) selectBin(c *fiber.Ctx) error {
	ids := formTexts(c, "fiche")
	do := formText(c, "do")
	if one := formText(c, "one"); one != "" {
		ids, do = []string{one}, "restore"
	}
	switch {
	case len(ids) == 0 || len(ids) > maxPicked:
		sayNext(c, "pick-one")
		return seeOther(c, "/bin")
	case do == "show" && len(ids) > 1:
		sayNext(c, "pick-just-one")
		return seeOther(c, "/bin")
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
	return seeOther(c, "/bin")
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
