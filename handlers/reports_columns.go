package handlers

import (
	"strconv"
	"strings"

	"fichebak/store"
	"fichebak/store/phone"
	"fichebak/store/transfer"
	"fichebak/views"
)

// reportColumn is a column of a list on paper or in a file.
type reportColumn struct {
	title string
	kind  transfer.CellKind
	wide  int // characters, in a workbook
	text  func(*views.Frame, *store.Row) string
}

func titlesOf(cols []reportColumn) (titles []string) {
	for i := range cols {
		titles = append(titles, cols[i].title)
	}
	return titles
}

// reportColumns are the columns of the list but the last one.
func reportColumns(f *views.Frame) []reportColumn {
	return []reportColumn{
		{f.T("column.number"), transfer.CellNumber, 8, func(_ *views.Frame, r *store.Row) string { return strconv.Itoa(r.Fiche.Number) }},
		{f.T("column.name"), transfer.CellText, 36, func(_ *views.Frame, r *store.Row) string { return r.Fiche.Name }},
		{f.T("column.full-name"), transfer.CellText, 26, func(_ *views.Frame, r *store.Row) string { return r.Fiche.FullName }},
		{f.T("column.group"), transfer.CellText, 20, func(_ *views.Frame, r *store.Row) string { return strings.Join(r.Groups, ", ") }},
		{f.T("column.town"), transfer.CellText, 24, func(_ *views.Frame, r *store.Row) string { return r.Fiche.Town() }},
		{f.T("column.phone"), transfer.CellText, 16, func(_ *views.Frame, r *store.Row) string { return phone.Format(mainPhone(&r.Fiche)) }},
		{f.T("field.email"), transfer.CellText, 32, func(_ *views.Frame, r *store.Row) string { return r.Fiche.Email }},
		{f.T("column.vat"), transfer.CellText, 18, func(_ *views.Frame, r *store.Row) string { return r.Fiche.VAT }},
		{f.T("column.source"), transfer.CellText, 20, func(_ *views.Frame, r *store.Row) string { return r.Fiche.Source }},
	}
}

// nextWhat is what the next moment is.
func nextWhat(f *views.Frame, r *store.Row) string {
	if r.Next == nil {
		return ""
	}
	return f.T("moment." + r.Next.Kind.String() + ".low")
}

// paperColumns end in what comes next: when and what in one.
func paperColumns(f *views.Frame) []reportColumn {
	return append(reportColumns(f), reportColumn{f.T("column.next"), transfer.CellText, 0, func(f *views.Frame, r *store.Row) string {
		return strings.TrimSpace(nextDay(f, r) + " " + nextWhat(f, r))
	}})
}

// nextDay is when the next moment is, as Belgians write it.
func nextDay(f *views.Frame, r *store.Row) string {
	if r.Next == nil {
		return ""
	}
	return strings.TrimSpace(f.DatePaper(r.Next.Day) + " " + r.Next.Hour)
}

// fileColumns end in when the next moment is, and in what it is. In a workbook the day
// is one; elsewhere it is written as Excel in Belgium reads one.
func fileColumns(f *views.Frame, workbook bool) []reportColumn {
	when := reportColumn{f.T("column.next"), transfer.CellDay, 18, nextDay}
	if workbook {
		when.text = func(_ *views.Frame, r *store.Row) string {
			if r.Next == nil {
				return ""
			}
			return strings.TrimSpace(r.Next.Day + " " + r.Next.Hour)
		}
	}
	return append(reportColumns(f), when, reportColumn{f.T("report.what"), transfer.CellText, 16, nextWhat})
}
