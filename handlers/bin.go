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

// binState is what the bin is asked for, as its address has it.
type binState struct {
	kind fiche.Kind
	soon bool // only what goes for ever within a week
	q    string
}

func readBin(query url.Values) (s binState) {
	s.kind, _ = fiche.ParseKind(query.Get("kind"))
	s.soon, s.q = query.Get("view") == "week", shorten(query.Get("q"), maxQuery)
	return s
}

// hidden is the state beside the search.
func (s binState) hidden() (hs []views.Hidden) {
	if s.kind != 0 {
		hs = append(hs, views.Hidden{Name: "kind", Value: s.kind.Plural()})
	}
	if s.soon {
		hs = append(hs, views.Hidden{Name: "view", Value: "week"})
	}
	return hs
}

// url is the bin as its state asks for it.
func (s binState) url(after string) string {
	v := url.Values{}
	for _, h := range s.hidden() {
		v.Set(h.Name, h.Value)
	}
	if s.q != "" {
		v.Set("q", s.q)
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
	s, after := readBin(query), query.Get("after")
	f.Title = f.T("menu.bin")
	v := views.Bin{Frame: f, Q: s.q, Self: s.url(""), List: strings.TrimPrefix(s.url("")[len("/bin"):], "?"), Action: binState{kind: s.kind, soon: s.soon}.url(""), Hidden: s.hidden(), Whole: a.store.Count(store.Query{Bin: true}), OnlyRows: after != ""}
	soon, err := a.binKinds(c, &v, s)
	if err != nil {
		return err
	}
	page, err := a.store.List(c.UserContext(), store.Query{Bin: true, Kind: s.kind, Text: s.q, Sort: "changed", After: after, Limit: pageSize})
	if err != nil {
		return err
	}
	if v.Total = page.Total; s.soon {
		v.Total, page.Total = soon, soon
		if page.First+len(page.Rows) >= soon {
			page.Rows, page.Next = page.Rows[:max(0, min(len(page.Rows), soon-page.First))], ""
		}
	}
	if err := a.binRows(c, &v, &page, search.Words(s.q)); err != nil {
		return err
	}
	if page.Next != "" {
		v.More = s.url(page.Next)
	}
	if partial(c) && after == "" {
		pushURL(c, s.url(""))
	}
	return a.page(c, v)
}

// binRows are the rows of a page of the bin.
func (a *App) binRows(c *fiber.Ctx, v *views.Bin, page *store.Page, words []search.Word) error {
	f := v.Frame
	set, err := a.store.Settings(c.UserContext())
	if err != nil {
		return err
	}
	v.Days = set.BinKeep()
	var ids []fiche.ID
	for i := range page.Rows {
		ids = append(ids, page.Rows[i].Fiche.ID)
	}
	with, err := a.store.BackWith(c.UserContext(), ids...)
	if err != nil {
		return err
	}
	for i := range page.Rows {
		x := &page.Rows[i].Fiche
		final := store.Final(x, v.Days)
		days := max(0, int((final.Sub(a.now())+24*time.Hour-1)/(24*time.Hour)))
		v.Rows = append(v.Rows, views.BinRow{
			Final: f.Date(final.In(a.store.Location()).Format(time.DateOnly)), Left: f.N("bin.left", days), Soon: days <= lastDays,
			ID: x.ID, URL: ficheURL(fiche.RefTo(x)), Name: x.Name, Number: parts(strconv.Itoa(x.Number), words), NameParts: parts(x.Name, words),
			Kind: x.Kind.String(), Removed: f.Stamp(time.Unix(x.RemovedAt, 0)), By: x.RemovedBy, With: withWords(f, with[x.ID]),
		})
	}
	return nil
}

// withWords says what comes back with a fiche: 8 momenten, 1 CRM-fiche.
func withWords(f *views.Frame, c store.OwnedCount) string {
	var all []string
	for _, x := range []struct {
		key string
		n   int
	}{{"bin.moments", c.Moments}, {"bin.crm", c.CRM}, {"bin.notes", c.Notes}} {
		if x.n > 0 {
			all = append(all, f.N(x.key, x.n))
		}
	}
	return strings.Join(all, ", ")
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
	asked := ids
	ids = nil
	for _, id := range asked {
		card, err := a.store.Card(c.UserContext(), id)
		if errors.Is(err, store.ErrNotFound) || err == nil && card.Fiche.RemovedAt == 0 {
			continue
		}
		if err != nil {
			return err
		}
		v.Names = append(v.Names, f.T("kind."+card.Fiche.Kind.String())+" "+strconv.Itoa(card.Fiche.Number)+" "+card.Fiche.Name)
		v.Ask.Hidden = append(v.Ask.Hidden, views.Hidden{Name: "fiche", Value: id})
		ids = append(ids, id)
	}
	if len(v.Names) == 0 {
		return store.ErrNotFound
	}
	with, err := a.store.BackWith(c.UserContext(), ids...)
	if err != nil {
		return err
	}
	all := store.OwnedCount{}
	for _, x := range with {
		all.Moments, all.CRM, all.Notes = all.Moments+x.Moments, all.CRM+x.CRM, all.Notes+x.Notes
	}
	v.Ask.Effects = []views.Effect{f.Effect("bin", "", f.N("bin.erase-fiches", len(v.Names)))}
	if words := withWords(f, all); words != "" {
		v.Ask.Effects = append(v.Ask.Effects, f.Effect("calendar", "", f.T("bin.erase-with", words)))
	}
	v.Ask.Effects = append(v.Ask.Effects, f.Effect("history", "", f.T("bin.erase-history")), f.Effect("lock", "", f.T("bin.erase-numbers")))
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

// binKinds are the choices of what the bin shows, and how many go for ever within a week.
func (a *App) binKinds(c *fiber.Ctx, v *views.Bin, s binState) (soon int, err error) {
	f := v.Frame
	choice := func(to binState, label string, n int) {
		to.q = s.q
		v.Kinds = append(v.Kinds, views.Choosable{URL: to.url(""), Label: label, Count: n, Current: to.kind == s.kind && to.soon == s.soon, Gap: to.soon, Late: to.soon})
	}
	count := func(k fiche.Kind) int { return a.store.Count(store.Query{Bin: true, Kind: k, Text: s.q}) }
	choice(binState{}, f.T("bin.all"), count(0))
	for _, k := range fiche.Kinds {
		choice(binState{kind: k}, f.T("nav."+k.Plural()), count(k))
	}
	if f.CRM {
		page, err := a.store.CRMPage(c.UserContext(), store.CRMQuery{View: store.CRMBin, Text: s.q, Limit: 1})
		if err != nil {
			return 0, err
		}
		v.Kinds = append(v.Kinds, views.Choosable{URL: crmState{view: store.CRMBin, q: s.q}.url(), Label: f.T("bin.crm-fiches"), Count: page.Views[store.CRMBin]})
	}
	if soon, err = a.store.BinSoon(c.UserContext(), s.q, a.now().Add(lastDays*24*time.Hour)); err != nil {
		return 0, err
	}
	choice(binState{soon: true}, f.T("bin.week"), soon)
	return soon, nil
}
