package handlers

import (
	"context"
	"strconv"
	"strings"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/store/search"
	"fichebak/views"
)

// crmWords are what rows of CRM fiches name by id.
type crmWords struct {
	*views.Frame
	stages []fiche.Stage
	owners map[fiche.ID]string
}

// crmWords reads what the rows of a page name by id.
func (a *App) crmWords(ctx context.Context, f *views.Frame) (*crmWords, error) {
	stages, err := a.store.Stages(ctx)
	if err != nil {
		return nil, err
	}
	users, err := a.store.Users(ctx)
	owners := map[fiche.ID]string{}
	for _, u := range users {
		owners[u.ID] = u.Name
	}
	return &crmWords{f, stages, owners}, err
}

// stage is where a CRM fiche stands, or how it ended.
func (x *crmWords) stage(c *fiche.CRM) string {
	if c.Outcome != fiche.Open {
		return x.T("crm." + c.Outcome.String())
	}
	return stageOf(x.Frame, x.stages, c.Stage)
}

// crmTable are the columns of the overview, those as delivered first and in their order.
var crmTable = []column{
	{name: "subject", title: "crm.column.subject", sort: "subject", cell: "name", as: "name", widths: [3]string{"w-12", "w-16", ""}, usual: "wide", crm: func(_ *crmWords, r *store.CRMRow) string { return r.CRM.Subject }},
	{name: "fiche", title: "crm.column.fiche", sort: "fiche", cell: "person", as: "fiche", widths: [3]string{"w-9", "", "w-16"}, usual: "normal", crm: func(_ *crmWords, r *store.CRMRow) string { return strconv.Itoa(r.Ref.Number) + " " + r.Ref.Name }},
	{name: "stage", title: "crm.column.stage", sort: "stage", cell: "group-name", widths: [3]string{"w-6", "w-8", "w-12"}, usual: "normal", rest: "spare-4", crm: func(x *crmWords, r *store.CRMRow) string { return x.stage(&r.CRM) }},
	{name: "value", title: "crm.column.value", sort: "value", cell: "number value", as: "figure", widths: shortWidths, usual: "normal", crm: func(x *crmWords, r *store.CRMRow) string { return x.Euro(r.CRM.Value) }},
	{name: "chance", title: "crm.column.chance", sort: "chance", cell: "number", as: "figure", widths: shortWidths, usual: "narrow", rest: "spare-2", crm: func(x *crmWords, r *store.CRMRow) string { return x.T("percent", r.CRM.ChanceNow()) }},
	{name: "weighted", title: "crm.column.weighted", sort: "weighted", cell: "number", as: "figure", widths: shortWidths, usual: "normal", rest: "spare-2", crm: func(x *crmWords, r *store.CRMRow) string { return x.Euro(r.CRM.Weighted()) }},
	{name: "expected", title: "crm.column.expected", sort: "expected", cell: "town", widths: shortWidths, usual: "normal", crm: expectedText},
	{name: "next", title: "crm.column.next", sort: "next", cell: "due", as: "next", widths: [3]string{"w-9", "w-due", "w-14"}, usual: "normal", crm: func(x *crmWords, r *store.CRMRow) string { return crmNextText(x.Frame, r) }},
	{name: "over", title: "column.over", cell: "over", as: "over", widths: [3]string{"w-over", "w-6", "w-9"}, usual: "narrow"},
	{name: "owner", title: "crm.column.owner", sort: "owner", cell: "via", widths: [3]string{"w-5", "w-7", "w-12"}, usual: "narrow", rest: "spare-3", crm: func(x *crmWords, r *store.CRMRow) string { return firstWord(x.owners[r.CRM.Owner]) }},
	{name: "crm-number", title: "column.number", long: "field.number", widths: shortWidths, usual: "normal", off: true, crm: func(_ *crmWords, r *store.CRMRow) string { return crmNumber(r.CRM.Number) }},
	{name: "contact", title: "field.crm.contact", widths: nameWidths, usual: "wide", off: true, crm: func(_ *crmWords, r *store.CRMRow) string { return r.CRM.Contact }},
	{name: "phone", title: "field.crm.phone", as: "call", widths: [3]string{"w-6", "w-tel", "w-9"}, usual: "normal", off: true, crm: func(_ *crmWords, r *store.CRMRow) string { return phone.Format(r.CRM.Phone) }},
	{name: "email", title: "field.crm.email", as: "mail", widths: longWidths, usual: "normal", off: true, crm: func(_ *crmWords, r *store.CRMRow) string { return r.CRM.Email }},
	{name: "source", title: "field.source", widths: nameWidths, usual: "wide", off: true, crm: func(_ *crmWords, r *store.CRMRow) string { return r.CRM.Source }},
	{name: "reason", title: "field.crm.reason", widths: longWidths, usual: "normal", off: true, crm: func(_ *crmWords, r *store.CRMRow) string { return r.CRM.Reason }},
	{name: "remarks", title: "field.remarks", widths: longWidths, usual: "normal", off: true, crm: func(_ *crmWords, r *store.CRMRow) string {
		return strings.Join(strings.Fields(r.CRM.Remarks), " ")
	}},
	{name: "created", title: "fiche.created", widths: someWidths, usual: "normal", off: true, crm: func(x *crmWords, r *store.CRMRow) string { return dayOf(x.Frame, r.CRM.CreatedAt) }},
	{name: "changed", title: "column.changed", long: "column.changed-last", widths: someWidths, usual: "normal", off: true, crm: func(x *crmWords, r *store.CRMRow) string { return dayOf(x.Frame, r.CRM.ChangedAt) }},
}

func expectedText(x *crmWords, r *store.CRMRow) string {
	if r.CRM.Expected == "" {
		return ""
	}
	return x.DateNear(r.CRM.Expected)
}

func crmNextText(f *views.Frame, r *store.CRMRow) string {
	return nextText(f, &store.Row{Next: r.Next})
}

// crmColumnsOf are the columns of the overview as the user who looks at it has them, or as
// a saved view does.
func (a *App) crmColumnsOf(ctx context.Context, f *views.Frame, saved fiche.ID) (listColumns, error) {
	w, err := a.windowWith(ctx, f.User.ID, store.CRMList, saved)
	return shownColumns(crmTable, w), err
}

// crmHeads are the titles of the overview.
func (cs listColumns) crmHeads(f *views.Frame, s crmState) (heads []views.Column) {
	for i := range cs.shown {
		c := &cs.shown[i]
		x := views.Column{Label: c.heading(f), Class: join(c.width, c.leave)}
		switch {
		case c.as == "figure":
			x.Class = join("number", x.Class)
		case c.name == "over", c.name == "expected":
			x.Class = join(c.cell, x.Class)
		}
		if c.sort != "" {
			desc := s.sort == c.sort && !s.desc
			x.URL = s.with(func(s *crmState) { s.sort, s.desc = c.sort, desc }).url()
			if s.sort == c.sort {
				x.Sort = map[bool]string{true: "descending", false: "ascending"}[s.desc]
			}
		}
		heads = append(heads, x)
	}
	return heads
}

// crmCells are the cells of a row of the overview.
func (cs listColumns) crmCells(x *crmWords, r *store.CRMRow, words []search.Word) []views.Cell {
	cells := make([]views.Cell, len(cs.shown))
	for i := range cs.shown {
		c := &cs.shown[i]
		cell := views.Cell{As: c.as, Class: join(c.cell, c.leave)}
		switch c.as {
		case "next", "over":
		case "fiche":
			cell.To, cell.Parts = strconv.Itoa(r.Ref.Number), parts(r.Ref.Name, words)
		case "call":
			cell.To, cell.Parts = phone.URI(r.CRM.Phone), parts(c.crm(x, r), words)
		case "mail":
			cell.To, cell.Parts = r.CRM.Email, parts(r.CRM.Email, words)
		default:
			cell.Parts = parts(c.crm(x, r), words)
		}
		cells[i] = cell
	}
	return cells
}

// crmFoot are the cells under the columns: how many, and what they are worth.
func (cs listColumns) crmFoot(f *views.Frame, p *store.CRMPage) []views.Cell {
	cells := make([]views.Cell, len(cs.shown))
	for i := range cs.shown {
		c := &cs.shown[i]
		text := ""
		switch c.name {
		case "subject":
			text = f.N("crm.count", p.Total)
		case "value":
			text = f.Euro(p.Value)
		case "weighted":
			text = f.Euro(p.Weighted)
		}
		cells[i] = views.Cell{Class: join(c.cell, c.leave), Parts: []views.Part{{Text: text}}}
	}
	return cells
}
