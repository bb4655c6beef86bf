package handlers

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// crmState is all state of the overview of CRM fiches, as its address has it.
type crmState struct {
	q, view, stage string
	sort           string
	desc           bool
	page           int
	board          bool
	told           bool     // its address told the order
	said           bool     // its address always says the order: without it this user sees another
	saved          fiche.ID // view it is looked at by
	rows           int      // how many come at once; 0: pageSize
	shown          int      // how many stand on the page that looks again
}

// maxShown bounds how much of the overview is looked at again at once.
const maxShown = 1000

// readCRM reads the state of the overview. What it does not know becomes the default.
func readCRM(query url.Values) crmState {
	s := crmState{q: shorten(query.Get("q"), maxQuery), view: query.Get("view"), stage: shorten(query.Get("stage"), maxID), saved: shorten(query.Get("saved"), maxID), sort: query.Get("sort")}
	if !slices.Contains(store.CRMViews[:], s.view) {
		s.view = store.CRMOpen
	}
	if len(s.sort) > 0 && s.sort[0] == '-' {
		s.sort, s.desc = s.sort[1:], true
	}
	if s.told = slices.Contains(store.CRMSorts, s.sort); !s.told {
		s.sort, s.desc = "next", false
	}
	if n, err := strconv.Atoi(query.Get("page")); err == nil && n > 1 && n < 1_000_000 {
		s.page = n
	}
	return s
}

func (s crmState) encode() string {
	v := url.Values{}
	for name, value := range map[string]string{"q": s.q, "view": s.view, "stage": s.stage, "saved": s.saved} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if s.sort != "next" || s.desc || s.said {
		v.Set("sort", map[bool]string{true: "-"}[s.desc]+s.sort)
	}
	if s.page > 1 {
		v.Set("page", strconv.Itoa(s.page))
	}
	return v.Encode()
}

// carried is the state that a CRM fiche opened from the overview carries.
func (s crmState) carried(come bool) string {
	s.page = 0
	if e := s.encode(); e != "" || !come {
		return e
	}
	return "sort=next"
}

func (s crmState) url() string {
	path := "/crm"
	if s.board {
		path = "/crm/board"
	}
	if e := s.encode(); e != "" {
		return path + "?" + e
	}
	return path
}

func (s crmState) with(change func(*crmState)) crmState {
	s.page = 0
	change(&s)
	return s
}

// within is the state as a window has it: its rows, and its order where the address says
// none.
func (s crmState) within(w store.Window) crmState {
	s.rows = w.Rows
	if !slices.Contains(store.CRMSorts, w.Sort) {
		return s
	}
	if !s.told {
		s.sort, s.desc = w.Sort, false
	}
	s.said = true
	return s
}

// limit is how many rows come at once.
func (s crmState) limit() int {
	if s.rows > 0 {
		return s.rows
	}
	return pageSize
}

func (s crmState) query(user fiche.ID) store.CRMQuery {
	return store.CRMQuery{Text: s.q, View: s.view, Stage: s.stage, User: user, Sort: s.sort, Desc: s.desc, From: max(s.page-1, 0) * s.limit(), Limit: s.limit()}
}

// listCRM answers the overview of the CRM fiches: the page, its part for a change of
// search or sort, or the rows after those on the page.
func (a *App) listCRM(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	query := queryOf(c)
	s := readCRM(query)
	f.Nav, f.Title = "crm", f.T("crm.head")
	if n, err := strconv.Atoi(query.Get("shown")); err == nil && partial(c) { // as much as stands on the page that looks again
		s.shown = min(n, maxShown)
	}
	v, err := a.crmIndex(c, f, s)
	if err != nil {
		return err
	}
	v.Rows = query.Get("rows") != "" && partial(c)
	if partial(c) && !v.Rows && !query.Has("shown") {
		pushURL(c, s.url())
	}
	return a.page(c, v)
}

func (a *App) crmIndex(c *fiber.Ctx, f *views.Frame, s crmState) (views.CRMIndex, error) {
	cols, err := a.crmColumnsOf(c.UserContext(), f, s.saved)
	if err != nil {
		return views.CRMIndex{}, err
	}
	x, err := a.crmWords(c.UserContext(), f)
	if err != nil {
		return views.CRMIndex{}, err
	}
	if s = s.within(cols.window); fiche.FindStage(x.stages, s.stage) < 0 {
		s.stage = ""
	}
	kept, err := a.store.Saved(c.UserContext(), f.User.ID, store.CRMList)
	if err != nil {
		return views.CRMIndex{}, err
	}
	choices := savedChoices(f, &s.saved, kept)
	q := s.query(f.User.ID)
	parts := max(1, (s.shown+s.limit()-1)/s.limit())
	q.Limit *= parts
	p, err := a.store.CRMPage(c.UserContext(), q)
	if err == nil && len(p.Rows) == 0 && p.Total > 0 { // past its end: the last page
		s.page = (p.Total + s.limit() - 1) / s.limit()
		p, err = a.store.CRMPage(c.UserContext(), s.query(f.User.ID))
	}
	if err != nil {
		return views.CRMIndex{}, err
	}
	state := s.with(func(*crmState) {}).carried(true)
	v := views.CRMIndex{
		Frame: f, Q: s.q, Action: s.with(func(s *crmState) { s.q = "" }).url(), Bar: views.CRMBar{Frame: f, On: "list", State: state},
		Total: p.Total, Whole: p.Whole + p.Views[store.CRMBin], Summed: crmSum(f, &p), Value: f.Euro(p.Value), Weighted: f.Euro(p.Weighted), Density: cols.window.Density, Sorted: f.T("crm.column." + s.sort),
		ListURL: s.url(), BoardURL: s.with(func(s *crmState) { s.board, s.saved = true, "" }).url(), NewURL: "/crm/new", Hidden: crmHidden(s),
	}
	v.Views = append(crmFunnel(x, s, &p, cols.window), choices...)
	v.SaveURL = views.WithList(viewsOf(store.CRMList), state)
	v.Columns, v.Foot = cols.crmHeads(f, s), cols.crmFoot(f, &p)
	v.Breaks = a.crmBreaks(x, s, &p, cols, state)
	page := max(s.page, 1) + parts - 1
	if page*s.limit() < p.Total {
		v.Later = s.with(func(n *crmState) { n.page = page + 1 }).url()
		v.More = v.Later + "&rows=1"
	}
	if s.page > 1 {
		v.Earlier = s.with(func(n *crmState) { n.page = s.page - 1 }).url()
	}
	return v, nil
}

// crmSum is how many are open, and what they are worth.
func crmSum(f *views.Frame, p *store.CRMPage) string {
	if p.OpenValue == 0 {
		return f.N("crm.open-count", p.Open)
	}
	return f.N("crm.open-count", p.Open) + ", " + f.Euro(p.OpenValue)
}

func crmHidden(s crmState) (hs []views.Hidden) {
	query := parseQuery(s.with(func(s *crmState) { s.q = "" }).encode())
	for _, name := range []string{"view", "stage", "saved", "sort"} {
		if v := query.Get(name); v != "" {
			hs = append(hs, views.Hidden{Name: name, Value: v})
		}
	}
	return hs
}

// crmViewWord is how a view of the overview is named in texts.
func crmViewWord(view string) string { return cmp.Or(view, "open") }

// crmFunnel are the views with the stages between, in the order of the design: those its
// user wants there. The bin shows only when something lies in it.
func crmFunnel(f *crmWords, s crmState, p *store.CRMPage, w store.Window) (vs []views.Choosable) {
	view := func(name string, gap bool) {
		if slices.Contains(w.ViewsOff, store.View(name)) && s.view != name {
			return
		}
		vs = append(vs, views.Choosable{
			URL:   s.with(func(s *crmState) { s.view, s.stage, s.saved = name, "", "" }).url(),
			Label: f.T("crm.view." + crmViewWord(name)), Count: p.Views[name], Current: s.view == name && s.stage == "" && s.saved == "", Late: name == store.CRMLate, Gap: gap,
		})
	}
	for _, name := range []string{store.CRMOpen, store.CRMMine, store.CRMNoNext, store.CRMLate} {
		view(name, false)
	}
	for i, x := range f.stages {
		if w.GroupsOff && s.stage != x.ID {
			continue
		}
		vs = append(vs, views.Choosable{
			URL:   s.with(func(s *crmState) { s.view, s.stage, s.saved = "", x.ID, "" }).url(),
			Label: stageName(f.Frame, x), Count: p.Stages[x.ID], Current: s.stage == x.ID && s.saved == "", Gap: i == 0,
		})
	}
	view(store.CRMWon, true)
	view(store.CRMLost, false)
	if p.Views[store.CRMBin] > 0 || s.view == store.CRMBin {
		view(store.CRMBin, true)
	}
	return vs
}

// crmBreaks puts rows under their days when the list is sorted on the next step.
func (a *App) crmBreaks(f *crmWords, s crmState, p *store.CRMPage, cols listColumns, state string) (bs []views.CRMBreak) {
	words := search.Words(s.q)
	before := max(s.page-1, 0) * s.limit()
	headed := s.sort == "next" && !cols.window.BreaksOff
	last := -1
	for i, r := range p.Rows {
		brk := 0
		if headed {
			brk = r.Break
		}
		if brk != last {
			b := views.CRMBreak{}
			if headed && !(i == 0 && before > 0 && a.crmGoesOn(p, s, brk, before)) {
				b.Label, b.Late, b.Count = f.T("crm.break."+store.Breaks[brk]), brk == store.BreakLate, p.Breaks[brk]
			}
			bs, last = append(bs, b), brk
		}
		bs[len(bs)-1].Rows = append(bs[len(bs)-1].Rows, a.crmRow(f, r, cols, words, state))
	}
	return bs
}

// crmGoesOn reports whether the first row of a page stands under the heading of the page
// before it: more rows come before than there are under the headings before its own.
func (a *App) crmGoesOn(p *store.CRMPage, s crmState, brk, before int) bool {
	n := 0
	for b, count := range p.Breaks {
		if b != brk && b != store.BreakNone && (brk == store.BreakNone || b < brk != s.desc) {
			n += count
		}
	}
	return before > n
}

// crmRow is a CRM fiche as a line of the overview.
func (a *App) crmRow(f *crmWords, r *store.CRMRow, cols listColumns, words []search.Word, state string) views.CRMRow {
	x := &r.CRM
	v := views.CRMRow{Frame: f.Frame, ID: x.ID, URL: views.WithList("/crm/"+x.ID, state), Subject: x.Subject, Cells: cols.crmCells(f, r, words), Removed: x.Removed()}
	if f.Can(views.RoleWorker) && !x.Removed() {
		v.Log = "/crm/" + x.ID + "/activities/new"
	}
	if r.Next != nil {
		line := a.line(&store.Dated{Moment: *r.Next, Ref: r.Ref, Late: r.Late})
		v.Next = &line
	}
	return v
}
