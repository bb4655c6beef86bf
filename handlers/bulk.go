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

// maxBulkPicked bounds how many ticked rows one bulk is for: as many as an address has
// room for. The list says so when more are ticked. All that a list finds has no bound.
const maxBulkPicked = views.MostPicked

// maxNamed is how many of the fiches of a bulk are named beforehand.
const maxNamed = 10

// bulkURL is the page that asks what is to be done to fiches of a list.
func bulkURL(kind fiche.Kind, list string, v url.Values) string {
	v.Set("list", list)
	return "/" + kind.Plural() + "/bulk?" + v.Encode()
}

// readBulk is what a page or form asks to be done, and to which fiches.
func readBulk(c *fiber.Ctx, get func(string) []string) (b store.Bulk, list string) {
	one := func(name string) string {
		if vs := get(name); len(vs) > 0 {
			return vs[0]
		}
		return ""
	}
	kind := kindOf(c)
	list = carriedList(c, one("list"))
	b = store.Bulk{Do: one("do"), Token: one("token"), Back: listURL(kind, list)}
	if one("all") == "" {
		b.IDs = get("fiche")
		return b, list
	}
	q := readList(kind, parseQuery(list)).query()
	q.After, q.Offset, q.Limit = "", 0, 0
	b.All = &q
	return b, list
}

// askBulk answers the page that asks what is to be done to the rows that were ticked,
// or to all that a list finds, and says how many that are.
func (a *App) askBulk(c *fiber.Ctx) error {
	query := queryOf(c)
	b, list := readBulk(c, func(name string) []string { return query[name] })
	v, err := a.bulkView(c, b, list)
	if err != nil {
		return err
	}
	if v.Count == 0 {
		return seeOther(c, b.Back)
	}
	return a.page(c, v)
}

// bulkView is the page for a bulk, as it was asked for or typed.
func (a *App) bulkView(c *fiber.Ctx, b store.Bulk, list string) (views.Bulk, error) {
	if len(b.IDs) > maxBulkPicked {
		return views.Bulk{}, fiber.ErrBadRequest
	}
	f, err := a.frame(c)
	if err != nil {
		return views.Bulk{}, err
	}
	kind := kindOf(c)
	f.Nav, f.Title = kind.Plural(), f.T("bulk.title")
	v := views.Bulk{Frame: f, Kind: kind.String(), Action: "/" + kind.Plural() + "/bulk", Cancel: b.Back, Count: a.store.Found(b)}
	token := b.Token
	if token == "" {
		if token, err = a.store.NewToken(); err != nil {
			return v, err
		}
	}
	v.Hidden = []views.Hidden{{Name: "token", Value: token}, {Name: "list", Value: list}}
	named := b.IDs
	if b.All != nil {
		v.Hidden = append(v.Hidden, views.Hidden{Name: "all", Value: "yes"}, views.Hidden{Name: "count", Value: strconv.Itoa(v.Count)})
	}
	for _, id := range b.IDs {
		v.Hidden = append(v.Hidden, views.Hidden{Name: "fiche", Value: id})
	}
	if v.Names, err = a.bulkNames(c, b, named); err != nil {
		return v, err
	}
	if n := v.Count - len(v.Names); n > 0 {
		v.More = f.N("bulk.others", n)
	}
	v.Button = f.N("bulk.do."+kind.String(), v.Count)
	v.Effects = []views.Effect{f.Effect("undo", "", f.T("bulk.undo")), f.Effect("clock", "", f.T("bulk.meanwhile")), f.Effect("history", "", f.T("bulk.history"))}
	return v, a.bulkFields(c, &v, b)
}

// bulkNames are the first fiches that a bulk is about.
func (a *App) bulkNames(c *fiber.Ctx, b store.Bulk, ids []fiche.ID) (links []views.Link, err error) {
	add := func(x *fiche.Fiche) {
		links = append(links, views.Link{URL: ficheURL(fiche.RefTo(x)), Text: strconv.Itoa(x.Number) + " " + x.Name})
	}
	if b.All != nil {
		q := *b.All
		q.Limit = maxNamed
		page, err := a.store.List(c.UserContext(), q)
		for i := range page.Rows {
			add(&page.Rows[i].Fiche)
		}
		return links, err
	}
	for _, id := range ids {
		if len(links) == maxNamed {
			break
		}
		card, err := a.store.Card(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		add(&card.Fiche)
	}
	return links, nil
}

// bulkFields are the fields of the page: what is to be done, and with what.
func (a *App) bulkFields(c *fiber.Ctx, v *views.Bulk, b store.Bulk) error {
	f := v.Frame
	v.Do = views.Field{Name: "do", Kind: "cards", Label: f.T("bulk.what"), Value: b.Do}
	for _, do := range store.Bulks {
		if do != store.BulkConvert || v.Kind == fiche.Prospect.String() {
			v.Do.Options = append(v.Do.Options, views.Option{Value: do, Label: f.T("bulk.kind." + do), Note: f.T("bulk.note." + do)})
		}
	}
	line := func(name, label, value string) views.Field {
		return views.Field{Name: name, Label: label, Value: value, Autocomplete: "off", MaxLength: fiche.MaxLine, Width: "is-8"}
	}
	v.Group, v.Source = line("group", f.T("bulk.group"), b.Group), line("source", f.T("field.source"), b.Value)
	v.Ungroup = views.Field{Name: "ungroup", Kind: "select", Label: f.T("bulk.ungroup"), Value: b.Group, Options: []views.Option{{Label: f.T("groups.choose")}}}
	v.Group.Hint, v.Source.Hint = f.T("bulk.group-hint"), f.T("bulk.source-hint")
	v.Group.Autofocus, v.Source.Autofocus = b.Do == store.BulkGroup, b.Do == store.BulkSource
	groups, err := a.store.Groups(c.UserContext())
	if err != nil {
		return err
	}
	for _, g := range groups {
		v.Group.Options = append(v.Group.Options, views.Option{Value: g.Name})
		v.Ungroup.Options = append(v.Ungroup.Options, views.Option{Value: g.Name, Label: f.T("groups.option", g.Name, f.N("manage.fiches", g.Total()))})
	}
	sources, err := a.store.Sources(c.UserContext())
	for _, s := range sources {
		if !s.Off {
			v.Source.Options = append(v.Source.Options, views.Option{Value: s.Name})
		}
	}
	return err
}

// createBulk begins the work, and goes back to the list, where the bar at the foot says
// how far it is. What the list finds may be another number by now: then it asks again.
func (a *App) createBulk(c *fiber.Ctx) error {
	b, list := readBulk(c, func(name string) []string { return formTexts(c, name) })
	b.Group, b.Value = formText(c, "group"), formText(c, "source")
	if b.Do == store.BulkUngroup {
		b.Group = formText(c, "ungroup")
	}
	v, err := a.bulkView(c, b, list)
	if err != nil {
		return err
	}
	if v.Count == 0 {
		sayNext(c, "pick-one")
		return seeOther(c, b.Back)
	}
	if !slices.ContainsFunc(v.Do.Options, func(o views.Option) bool { return o.Value == b.Do }) {
		v.Do.Problem = &views.Note{Text: v.T("bulk.choose")}
	} else if b.Do == store.BulkUngroup && b.Group == "" {
		v.Ungroup.Problem = &views.Note{Text: v.T("bulk.choose-group")}
	}
	if b.All != nil && formText(c, "count") != strconv.Itoa(v.Count) {
		v.Notice = v.N("bulk.by-now", v.Count)
	}
	if v.Summary = bulkSummary(&v); v.Summary != nil || v.Notice != "" {
		return a.invalid(c, v)
	}
	return a.beginBulk(c, v, b)
}

func bulkSummary(v *views.Bulk) *views.Summary {
	s := views.Problems("", &v.Do, &v.Group, &v.Ungroup, &v.Source)
	if s != nil {
		s.Head = v.N("summary.problems", len(s.Lines))
	}
	return s
}

func (a *App) beginBulk(c *fiber.Ctx, v views.Bulk, b store.Bulk) error {
	_, err := a.store.BeginBulk(c.UserContext(), actor(c), b)
	var invalid *store.Invalid
	switch {
	case errors.As(err, &invalid):
		problems, _ := notes(v.Frame, invalid.Problems)
		v.Group.Problem, v.Source.Problem = problems["groups"], problems["source"]
		v.Summary = bulkSummary(&v)
		return a.invalid(c, v)
	case errors.Is(err, store.ErrNotFound) && b.Do == store.BulkUngroup:
		v.Ungroup.Problem = &views.Note{Text: v.T("flash.group-gone")}
		v.Summary = bulkSummary(&v)
		return a.invalid(c, v)
	case err != nil:
		return err
	}
	return seeOther(c, b.Back)
}
