package handlers

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// kindOf is the kind a route is about: it is the first part of its path.
func kindOf(c *fiber.Ctx) fiche.Kind {
	name, _, _ := strings.Cut(strings.TrimPrefix(c.Path(), "/"), "/")
	k, _ := fiche.ParseKind(name)
	return k
}

// listFiches answers a list of fiches: the page, its part for a change of search or
// sort, the rows after those on the page, or the list as it stands beside a card.
func (a *App) listFiches(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	s := readList(kindOf(c), query)
	f.Nav, f.Title = s.kind.Plural(), f.T("nav."+s.kind.Plural())
	if look := query.Get("look"); partial(c) && look != "" {
		return a.lookList(c, f, s, query)
	}
	v, err := a.listView(c.UserContext(), f, s, query.Get("beside"))
	if err != nil {
		return err
	}
	if partial(c) && !v.Rows && v.Beside == "" {
		pushURL(c, s.url())
	}
	return a.page(c, v)
}

// listParts is what stands around the rows of a list.
type listParts struct {
	columns listColumns
	choices []views.Choosable // the views its user keeps
	funnel  store.Funnel
}

func (a *App) listParts(ctx context.Context, f *views.Frame, s *listState) (p listParts, err error) {
	if p.columns, err = a.columnsOf(ctx, f, *s); err != nil {
		return p, err
	}
	*s = s.within(p.columns.window)
	kept, err := a.store.Saved(ctx, f.User.ID, s.kind)
	if err != nil {
		return p, err
	}
	p.choices = savedChoices(f, &s.saved, kept)
	p.funnel, err = a.store.Funnel(ctx, s.query())
	return p, err
}

// listView is a list as its state asks for it; beside is the fiche it stands beside.
func (a *App) listView(ctx context.Context, f *views.Frame, s listState, beside string) (views.FicheIndex, error) {
	parts, err := a.listParts(ctx, f, &s)
	if err != nil {
		return views.FicheIndex{}, err
	}
	page, err := a.listPage(ctx, &s)
	if err != nil {
		return views.FicheIndex{}, err
	}
	v := a.listHead(f, parts, s, page.Total, beside)
	v.Breaks = a.breaks(f, parts.columns, s, page, parts.funnel, beside, s.backTo())
	if page.Next != "" {
		v.More = s.with(func(s *listState) { s.after = page.Next }).url()
		if beside != "" {
			v.More += "&beside=" + beside
		}
		v.Later = s.with(func(n *listState) { n.page = max(s.page, 1) + 1 }).url()
	}
	if s.page > 1 {
		v.Earlier = s.with(func(n *listState) { n.page = s.page - 1 }).url()
	}
	return v, nil
}

// listHead is a list but for its rows.
func (a *App) listHead(f *views.Frame, p listParts, s listState, total int, beside string) views.FicheIndex {
	v := views.FicheIndex{
		Frame: f, Kind: s.kind.String(), Q: s.q, Total: total, Rows: s.after != "", Beside: beside, Self: s.with(func(*listState) {}).url(),
		Bar:    views.Bar{Frame: f, Kind: s.kind.String(), On: "list", State: s.with(func(*listState) {}).carried(), Found: total},
		Whole:  a.store.Count(store.Query{Kind: s.kind, View: store.ViewAll}) + a.store.Count(store.Query{Kind: s.kind, View: store.ViewInactive}),
		Action: s.with(func(s *listState) { s.q = "" }).url(), NewURL: newURL(s),
	}
	v.Sorted = f.T("column." + s.sort)
	v.Hidden = hiddenOf(s)
	v.Views, v.Groups = funnelView(f, s, p.columns.window, p.funnel)
	v.Views = append(v.Views, p.choices...)
	v.SaveURL = views.WithList(viewsOf(s.kind), v.Bar.State)
	v.Held = held(f, s, v.Groups)
	v.Columns, v.Density = p.columns.heads(f, s), p.columns.window.Density
	if beside != "" {
		v.Self = besideURL(v.Self, beside)
	}
	if s.view == store.ViewAll && s.group == "" {
		v.Inactive = p.funnel.Views[store.ViewInactive]
		v.InactURL = s.with(func(s *listState) { s.view = store.ViewInactive }).url()
	}
	return v
}

// backTo is what a fiche's page carries of the list it was opened from: one comes back
// to the beginning of what was scrolled.
func (s listState) backTo() string {
	s.after = ""
	return s.carried()
}

// besideURL is the address of a list as it stands beside a fiche.
func besideURL(list string, id fiche.ID) string {
	if strings.Contains(list, "?") {
		return list + "&beside=" + id
	}
	return list + "?beside=" + id
}

// listPage reads what a list shows; past its end that is the last page.
func (a *App) listPage(ctx context.Context, s *listState) (store.Page, error) {
	page, err := a.store.List(ctx, s.query())
	if err != nil || len(page.Rows) > 0 || page.Total == 0 || s.page <= 1 {
		return page, err
	}
	s.page = (page.Total + s.limit() - 1) / s.limit()
	return a.store.List(ctx, s.query())
}

// newURL is the form of a new fiche; what was searched for may be its name.
func newURL(s listState) string {
	q := url.Values{}
	if s.q != "" && strings.IndexFunc(s.q, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		q.Set("name", s.q)
	}
	if state := s.encode(); state != "" {
		q.Set("list", state)
	}
	if len(q) == 0 {
		return "/" + s.kind.Plural() + "/new"
	}
	return "/" + s.kind.Plural() + "/new?" + q.Encode()
}

// hiddenOf is the state of a list beside its search, as fields of the search form.
func hiddenOf(s listState) (hs []views.Hidden) {
	query, err := url.ParseQuery(s.with(func(s *listState) { s.q = "" }).encode())
	if err != nil {
		return nil
	}
	for _, name := range []string{"view", "group", "source", "saved", "sort"} {
		if v := query.Get(name); v != "" {
			hs = append(hs, views.Hidden{Name: name, Value: v})
		}
	}
	return hs
}

// funnelView are the ways of looking and the groups. What a window leaves out stands
// there while it is chosen.
func funnelView(f *views.Frame, s listState, w store.Window, funnel store.Funnel) (vs, groups []views.Choosable) {
	for _, view := range store.Views {
		if slices.Contains(w.ViewsOff, view) && s.view != view {
			continue
		}
		label := "all"
		if view != store.ViewAll {
			label = string(view)
		}
		vs = append(vs, views.Choosable{
			URL:   s.with(func(s *listState) { s.look(w, view) }).url(),
			Label: f.T("view." + label), Count: funnel.Views[view], Current: s.view == view && s.saved == "",
			Late: view == store.ViewLate, Gap: view == store.ViewToday,
		})
	}
	if w.GroupsOff {
		funnel.Named = slices.DeleteFunc(slices.Clone(funnel.Named), func(g store.Group) bool { return g.ID != s.group })
	}
	for _, g := range funnel.Named {
		to := g.ID
		if s.group == g.ID {
			to = "" // a second click lets go
		}
		groups = append(groups, views.Choosable{
			URL: s.with(func(s *listState) { s.group = to }).url(), Label: g.Name, Count: funnel.Groups[g.ID], Current: s.group == g.ID,
		})
	}
	return vs, groups
}

// held are the group and the source that a list is narrowed to. A group may have been
// removed or merged since the address was made.
func held(f *views.Frame, s listState, groups []views.Choosable) (hs []views.Choosable) {
	if s.group != "" {
		h := views.Choosable{URL: s.with(func(s *listState) { s.group = "" }).url(), Label: f.T("funnel.group-gone"), Icon: "group"}
		for _, g := range groups {
			if g.Current {
				h.Label = g.Label
			}
		}
		hs = append(hs, h)
	}
	if s.source != "" {
		hs = append(hs, views.Choosable{URL: s.with(func(s *listState) { s.source = "" }).url(), Label: s.source, Icon: "via"})
	}
	return hs
}

// breaks puts rows under their days when the list is sorted on what comes next. A
// list that goes on does not repeat the heading of the rows before.
func (a *App) breaks(f *views.Frame, cs listColumns, s listState, page store.Page, funnel store.Funnel, beside, state string) (bs []views.Break) {
	words := search.Words(s.q)
	last, broken := -1, s.sort == "next" && !cs.window.BreaksOff
	for i := range page.Rows {
		row := &page.Rows[i]
		if !broken {
			row.Break = 0
		}
		if row.Break != last || len(bs) == 0 {
			b := views.Break{}
			if broken && !(i == 0 && a.goesOn(page, funnel, row.Break, s)) {
				b.ID = "break-" + store.Breaks[row.Break]
				b.Label, b.Late = f.T("break."+store.Breaks[row.Break]), row.Break == store.BreakLate
				if row.Break < len(funnel.Breaks) {
					b.Count = funnel.Breaks[row.Break]
				}
			}
			bs = append(bs, b)
			last = row.Break
		}
		r := a.row(f, cs, row, words, state)
		r.Beside = beside == row.Fiche.ID
		bs[len(bs)-1].Rows = append(bs[len(bs)-1].Rows, r)
	}
	return bs
}

// goesOn reports whether the first row of a part stands under the heading of the
// part before it.
func (a *App) goesOn(page store.Page, funnel store.Funnel, brk int, s listState) bool {
	if s.after == "" || page.First == 0 {
		return false
	}
	before := 0
	for b, n := range funnel.Breaks {
		switch {
		case b == brk || b == store.BreakNone: // fiches without a next moment come last in both directions
		case brk == store.BreakNone, b < brk != s.desc:
			before += n
		}
	}
	return page.First > before
}

// row is a fiche as a line of a list that has these columns.
func (a *App) row(f *views.Frame, cs listColumns, r *store.Row, words []search.Word, state string) views.FicheRow {
	x := &r.Fiche
	v := views.FicheRow{
		Frame: f, ID: x.ID, URL: views.WithList(ficheURL(fiche.RefTo(x)), state), Name: x.Name,
		Number: parts(strconv.Itoa(x.Number), words), NameParts: parts(x.Name, words), Cells: cs.cells(f, r, words), Inactive: x.Inactive,
	}
	if f.Can(views.RoleWorker) && !x.Removed() {
		v.Log = views.WithList(ficheURL(fiche.RefTo(x))+"/activities/new", state)
	}
	if r.Next != nil {
		line := a.line(&store.Dated{Moment: *r.Next, Ref: *fiche.RefTo(x), Phone: mainPhone(x), Late: r.Late})
		line.Move = views.WithList(line.Move, state)
		v.Next = &line
	}
	return v
}
