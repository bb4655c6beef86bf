package handlers

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// savable is a list as a view can keep it.
type savable struct {
	view      store.Saved // what it asks for, with its columns; without a name
	head      string      // of the list
	url, list string      // its address, and its state
	count     int         // how many fiches it shows now
	facts     []views.FactLine
	words     []string // what a view of it may be called
}

// listKind is whose list an address is about: that of a kind of fiches, or of the CRM
// fiches.
func listKind(c *fiber.Ctx) fiche.Kind {
	if strings.HasPrefix(c.Path(), "/crm/") {
		return store.CRMList
	}
	return kindOf(c)
}

// listNav is the name of a list in addresses, and of its drawer.
func listNav(k fiche.Kind) string {
	if k == store.CRMList {
		return "crm"
	}
	return k.Plural()
}

// viewsOf is where the views of a list are kept.
func viewsOf(k fiche.Kind) string { return "/" + listNav(k) + "/views" }

// savedURL is the list as a view shows it.
func savedURL(v *store.Saved) string {
	if v.Kind == store.CRMList {
		return savedCRM(v).url()
	}
	return savedState(v).url()
}

// savedState is the state of a list of fiches as a view has it.
func savedState(v *store.Saved) listState {
	return listState{kind: v.Kind, q: v.Text, view: v.View, group: v.Group, source: v.Source, sort: v.Sort, desc: v.Desc, said: true, saved: v.ID}
}

// savedCRM is the state of the overview of the CRM fiches as a view has it.
func savedCRM(v *store.Saved) crmState {
	return crmState{q: v.Text, view: string(v.View), stage: v.Stage, sort: v.Sort, desc: v.Desc, said: true, saved: v.ID}
}

// savedFacts are what a view narrows its list to and sorts it on, in words.
func (a *App) savedFacts(ctx context.Context, f *views.Frame, v *store.Saved) ([]views.FactLine, error) {
	if v.Kind == store.CRMList {
		stages, err := a.store.Stages(ctx)
		return crmFacts(f, savedCRM(v), stages), err
	}
	return a.stateFacts(ctx, f, savedState(v)), nil
}

// savable is a list in the state that its address or form carries, as this user's window
// has it.
func (a *App) savable(ctx context.Context, f *views.Frame, k fiche.Kind, list string) (x savable, err error) {
	if k == store.CRMList {
		return a.savableCRM(ctx, f, list)
	}
	s := readList(k, parseQuery(list)).with(func(*listState) {})
	cols, err := a.columnsOf(ctx, f, s)
	if err != nil {
		return x, err
	}
	s = s.within(cols.window)
	x = savable{
		view: store.Saved{Kind: k, Text: s.q, View: s.view, Group: s.group, Source: s.source, Sort: s.sort, Desc: s.desc, Columns: arranged(a.columnsFor(f, k), cols.window)},
		head: f.T("nav." + k.Plural()), url: s.url(), list: s.carried(), count: a.store.Count(s.query()), facts: a.stateFacts(ctx, f, s), words: []string{s.q, s.source},
	}
	if s.group != "" {
		x.words = append(x.words, x.facts[1].Value)
	}
	if s.view != store.ViewAll {
		x.words = append(x.words, x.facts[0].Value)
	}
	return x, nil
}

func (a *App) savableCRM(ctx context.Context, f *views.Frame, list string) (x savable, err error) {
	s := readCRM(parseQuery(list)).with(func(*crmState) {})
	cols, err := a.crmColumnsOf(ctx, f, s.saved)
	if err != nil {
		return x, err
	}
	stages, err := a.store.Stages(ctx)
	if err != nil {
		return x, err
	}
	if s = s.within(cols.window); fiche.FindStage(stages, s.stage) < 0 {
		s.stage = ""
	}
	p, err := a.store.CRMPage(ctx, s.query(f.User.ID))
	x = savable{
		view: store.Saved{Kind: store.CRMList, Text: s.q, View: store.View(s.view), Stage: s.stage, Sort: s.sort, Desc: s.desc, Columns: arranged(crmTable, cols.window)},
		head: f.T("crm.head"), url: s.url(), list: s.carried(true), count: p.Total, facts: crmFacts(f, s, stages), words: []string{s.q},
	}
	if s.stage != "" || s.view != store.CRMOpen {
		x.words = append(x.words, x.facts[0].Value)
	}
	return x, err
}

// stateFacts are what a list is narrowed to and sorted on, in words.
func (a *App) stateFacts(ctx context.Context, f *views.Frame, s listState) (fs []views.FactLine) {
	view := "all"
	if s.view != store.ViewAll {
		view = string(s.view)
	}
	fs = append(fs, views.FactLine{Label: f.T("funnel.label"), Value: f.T("view." + view)})
	if s.group != "" {
		name := f.T("funnel.group-gone")
		if g, err := a.store.Group(ctx, s.group); err == nil {
			name = g.Name
		}
		fs = append(fs, views.FactLine{Label: f.T("field.groups"), Value: name})
	}
	if s.source != "" {
		fs = append(fs, views.FactLine{Label: f.T("field.source"), Value: s.source})
	}
	return append(fs, orderFacts(f, s.q, "column."+s.sort, s.desc)...)
}

// crmFacts are what the overview of the CRM fiches is narrowed to and sorted on, in words.
func crmFacts(f *views.Frame, s crmState, stages []fiche.Stage) []views.FactLine {
	view := views.FactLine{Label: f.T("funnel.label"), Value: f.T("crm.view." + crmViewWord(s.view))}
	if s.stage != "" {
		view = views.FactLine{Label: f.T("field.crm.stage"), Value: stageOf(f, stages, s.stage)}
	}
	return append([]views.FactLine{view}, orderFacts(f, s.q, "crm.column."+s.sort, s.desc)...)
}

// orderFacts are what was searched for, and the order.
func orderFacts(f *views.Frame, q, column string, desc bool) (fs []views.FactLine) {
	if q != "" {
		fs = append(fs, views.FactLine{Label: f.T("saved.search"), Value: q})
	}
	order := "saved.ascending"
	if desc {
		order = "saved.descending"
	}
	return append(fs, views.FactLine{Label: f.T("saved.order"), Value: f.T(order, f.T(column))})
}
