package handlers

import (
	"iter"
	"strconv"
	"strings"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

// crmReportColumn is a column of the overview on paper or in a file.
type crmReportColumn struct {
	reportColumn
	cell func(*store.CRMRow) string
}

// columns are those of the overview as its user has them, but for how far off the next
// step is, which paper does not know.
func (r *crmReport) columns(m medium) (cols []crmReportColumn) {
	for i := range r.cols.shown {
		c := &r.cols.shown[i]
		col := crmReportColumn{reportColumn{title: c.heading(r.Frame), wide: usualWide}, func(x *store.CRMRow) string { return c.crm(r.crmWords, x) }}
		switch c.name {
		case "over":
			continue
		case "subject", "fiche":
			col.wide = 36
		case "value", "weighted":
			weighted := c.name == "weighted"
			r.euro(&col, m, func(x *store.CRMRow) int64 {
				if weighted {
					return x.CRM.Weighted()
				}
				return x.CRM.Value
			})
		case "chance":
			if m != onSheet {
				col.title, col.kind, col.wide = col.title+" (%)", transfer.CellNumber, 8
				col.cell = func(x *store.CRMRow) string { return strconv.Itoa(x.CRM.ChanceNow()) }
			}
		case "expected":
			col.kind, col.wide = transfer.CellDay, 12
			col.cell = func(x *store.CRMRow) string { return r.day(m, x.CRM.Expected, "") }
		case "next":
			cols = append(cols, r.next(col, m)...)
			continue
		}
		cols = append(cols, col)
	}
	return cols
}

// euro makes a column of amounts: a workbook has them as such, and Excel in Belgium reads
// a comma in a CSV.
func (r *crmReport) euro(col *crmReportColumn, m medium, of func(*store.CRMRow) int64) {
	col.kind, col.wide = transfer.CellEuro, 14
	if m != onSheet {
		col.title += " (€)"
	}
	col.cell = func(x *store.CRMRow) string {
		cents := of(x)
		switch {
		case cents == 0:
			return ""
		case m == inWorkbook:
			return strconv.FormatInt(cents, 10)
		case m == inCSV:
			return fiche.EuroText(cents)
		}
		return r.Euro(cents)
	}
}

// day is a day with an hour or without, as a medium has it.
func (r *crmReport) day(m medium, day, hour string) string {
	if day == "" {
		return ""
	}
	if m != inWorkbook {
		day = r.DatePaper(day)
	}
	return strings.TrimSpace(day + " " + hour)
}

// next are the columns of the next step: when, and what.
func (r *crmReport) next(col crmReportColumn, m medium) []crmReportColumn {
	what := func(x *store.CRMRow) string { return nextWhat(r.Frame, &store.Row{Next: x.Next}) }
	when := func(x *store.CRMRow) string {
		if x.Next == nil {
			return ""
		}
		return r.day(m, x.Next.Day, x.Next.Hour)
	}
	col.kind, col.wide, col.cell = transfer.CellDay, 18, when
	if m == onSheet {
		col.cell = func(x *store.CRMRow) string { return strings.TrimSpace(when(x) + " " + what(x)) }
		return []crmReportColumn{col}
	}
	return []crmReportColumn{col, {reportColumn{title: r.T("report.what"), wide: 16}, what}}
}

// on are the columns and rows of the report as a medium has them.
func (r *crmReport) on(m medium) (cols []reportColumn, rows iter.Seq2[[]string, error]) {
	own := r.columns(m)
	for i := range own {
		cols = append(cols, own[i].reportColumn)
	}
	return cols, func(yield func([]string, error) bool) {
		for _, x := range r.page.Rows {
			cells := make([]string, len(own))
			for i := range own {
				cells[i] = own[i].cell(x)
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}
