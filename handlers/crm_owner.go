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

// ownerURL is the page that gives CRM fiches an owner: those that were ticked, or all that
// the overview finds.
func ownerURL(ids []fiche.ID, all bool, list crmState) string {
	q := url.Values{"list": {list.encode()}}
	if all {
		q.Set("all", "yes")
	} else {
		q["fiche"] = ids
	}
	return "/crm/owner?" + q.Encode()
}

// readOwner is what a page or form asks for.
func readOwner(c *fiber.Ctx, get func(string) []string) (d store.OwnDraft, list crmState) {
	one := func(name string) string {
		if vs := get(name); len(vs) > 0 {
			return vs[0]
		}
		return ""
	}
	list = readCRM(parseQuery(one("list")))
	d = store.OwnDraft{Owner: one("owner"), Token: one("token"), Back: list.url()}
	if one("all") == "" {
		d.IDs = get("fiche")
	} else {
		q := list.query(current(c).ID)
		d.All = &q
	}
	return d, list
}

// askOwner asks whose CRM fiches become, and says how many they are.
func (a *App) askOwner(c *fiber.Ctx) error {
	query := queryOf(c)
	d, list := readOwner(c, func(name string) []string { return query[name] })
	v, err := a.ownerView(c, d, list)
	if err != nil {
		return err
	}
	if v.Count == 0 {
		return seeOther(c, d.Back)
	}
	return a.page(c, v)
}

// ownerView is the page, as it was asked for or chosen.
func (a *App) ownerView(c *fiber.Ctx, d store.OwnDraft, list crmState) (v views.Bulk, err error) {
	if len(d.IDs) > views.MostCRMPicked {
		return v, fiber.ErrBadRequest
	}
	f, err := a.frame(c)
	if err != nil {
		return v, err
	}
	f.Nav, f.Title = "crm", f.T("bulk.title")
	ids, err := a.store.Owned(c.UserContext(), d)
	if err != nil {
		return v, err
	}
	v = views.Bulk{Frame: f, Kind: "crm", Action: "/crm/owner", Cancel: d.Back, Count: len(ids)}
	if d.Token == "" {
		if d.Token, err = a.store.NewToken(); err != nil {
			return v, err
		}
	}
	v.Hidden = []views.Hidden{{Name: "token", Value: d.Token}, {Name: "list", Value: list.encode()}}
	if d.All != nil {
		v.Hidden = append(v.Hidden, views.Hidden{Name: "all", Value: "yes"}, views.Hidden{Name: "count", Value: strconv.Itoa(v.Count)})
	}
	for _, id := range d.IDs {
		v.Hidden = append(v.Hidden, views.Hidden{Name: "fiche", Value: id})
	}
	for _, id := range ids[:min(len(ids), maxNamed)] {
		card, err := a.store.CRMCard(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return v, err
		}
		v.Names = append(v.Names, views.Link{URL: "/crm/" + id, Text: card.CRM.Subject + ", " + card.Fiche.Name})
	}
	if n := v.Count - len(v.Names); n > 0 {
		v.More = f.N("bulk.others", n)
	}
	v.Button = f.N("bulk.do.crm", v.Count)
	v.Effects = []views.Effect{f.Effect("undo", "", f.T("bulk.undo")), f.Effect("clock", "", f.T("bulk.meanwhile")), f.Effect("history", "", f.T("bulk.history"))}
	v.Owner = views.Field{Name: "owner", Kind: "select", Label: f.T("field.crm.owner"), Value: d.Owner, Width: "is-8", Autofocus: true, Options: []views.Option{{Label: f.T("bulk.no-owner")}}}
	users, err := a.store.Users(c.UserContext())
	for _, u := range users {
		if !u.Disabled {
			v.Owner.Options = append(v.Owner.Options, views.Option{Value: u.ID, Label: u.Name})
		}
	}
	return v, err
}

// giveOwner begins the work, and goes back to the overview, where the bar at the foot says
// how far it is. What the overview finds may be another number by now: then it asks again.
func (a *App) giveOwner(c *fiber.Ctx) error {
	d, list := readOwner(c, func(name string) []string { return formTexts(c, name) })
	v, err := a.ownerView(c, d, list)
	if err != nil {
		return err
	}
	if v.Count == 0 {
		sayNext(c, "pick-one")
		return seeOther(c, d.Back)
	}
	if d.All != nil && formText(c, "count") != strconv.Itoa(v.Count) {
		v.Notice = v.N("bulk.by-now", v.Count)
		return a.invalid(c, v)
	}
	_, err = a.store.BeginOwner(c.UserContext(), actor(c), d)
	var invalid *store.Invalid
	if errors.As(err, &invalid) {
		problems, _ := notes(v.Frame, invalid.Problems)
		v.Owner.Problem = problems["owner"]
		if v.Summary = views.Problems("", &v.Owner); v.Summary != nil {
			v.Summary.Head = v.N("summary.problems", len(v.Summary.Lines))
		}
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	return seeOther(c, d.Back)
}
