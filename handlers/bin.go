package handlers

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
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

// bin answers what was removed, what goes for ever soonest first.
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
	page, err := a.store.List(c.UserContext(), store.Query{Bin: true, Kind: kind, Text: q, Sort: "changed", After: after, Limit: pageSize})
	if err != nil {
		return err
	}
	v.Total = page.Total
	set, err := a.store.Settings(c.UserContext())
	if err != nil {
		return err
	}
	v.Days = set.BinKeep()
	words := search.Words(q)
	for i := range page.Rows {
		x := &page.Rows[i].Fiche
		final := store.Final(x, v.Days)
		days := max(0, int((final.Sub(a.now())+24*time.Hour-1)/(24*time.Hour)))
		v.Rows = append(v.Rows, views.BinRow{
			Final: f.Date(final.In(a.store.Location()).Format(time.DateOnly)), Left: f.N("bin.left", days), Soon: days <= lastDays,
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

// lastDays is how many days before the last a removed fiche is shown in red.
const lastDays = 7

// askErasure asks before fiches are removed for ever, and says what goes with them.
func (a *App) askErasure(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	ids := queryOf(c)["fiche"]
	if len(ids) > maxPicked {
		return fiber.ErrBadRequest
	}
	f.Card, f.Title = "is-short", f.T("bin.erase-title")
	v := views.BinRemoval{Frame: f, Ask: views.Ask{
		Icon: "bin", Head: f.T("bin.erase-sure"), Action: "/bin/removal", Do: f.T("bin.erase-do"), Grave: true, Cancel: "/bin", CancelText: f.T("act.cancel"),
	}}
	moments := 0
	for _, id := range ids {
		card, err := a.store.Card(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) || err == nil && card.Fiche.RemovedAt == 0 {
			continue
		}
		if err != nil {
			return err
		}
		v.Names = append(v.Names, f.T("kind."+card.Fiche.Kind.String())+" "+strconv.Itoa(card.Fiche.Number)+" "+card.Fiche.Name)
		v.Ask.Hidden = append(v.Ask.Hidden, views.Hidden{Name: "fiche", Value: id})
		moments += len(card.Moments)
	}
	if len(v.Names) == 0 {
		return store.ErrNotFound
	}
	v.Ask.Effects = []views.Effect{f.Effect("bin", "", f.N("bin.erase-fiches", len(v.Names))), f.Effect("calendar", "", f.N("bin.erase-moments", moments)), f.Effect("history", "", f.T("bin.erase-history")), f.Effect("lock", "", f.T("bin.erase-numbers"))}
	return a.page(c, v)
}

// eraseFiches removes fiches for ever that lie in the bin.
func (a *App) eraseFiches(c *fiber.Ctx) error {
	ids := formTexts(c, "fiche")
	if len(ids) == 0 || len(ids) > maxPicked {
		return fiber.ErrBadRequest
	}
	n := 0
	for _, id := range ids {
		switch err := a.store.Erase(c.UserContext(), actor(c), id); {
		case err == nil:
			n++
		case !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrKept): // a colleague was first
			return err
		}
	}
	sayNext(c, "erased", strconv.Itoa(n))
	return seeOther(c, "/bin")
}

// flashErased says how many fiches are gone for ever.
func flashErased(_ *App, _ *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	n, err := strconv.Atoi(strings.Join(args, ""))
	if err != nil {
		return nil, nil
	}
	return &views.Flash{Text: f.N("flash.erased", n)}, nil
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
	case do == "erase":
		return seeOther(c, "/bin/removal?"+url.Values{"fiche": ids}.Encode())
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
