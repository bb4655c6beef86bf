package handlers

import (
	"context"
	"strings"

	"fichebak/store"
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

// What a list is written on: how it says what comes next depends on it.
type medium uint8

const (
	onSheet    medium = iota // paper: when and what in one column
	inCSV                    // when, as Excel in Belgium reads a day; and what
	inWorkbook               // when, as a day; and what
)

// wides are how wide columns of a workbook are, in characters.
var wides = map[string]int{"number": 8, "name": 36, "email": 32, "town": 24, "phone": 16, "mobile": 16, "vat": 18}

const usualWide = 22

// reportColumns are the columns of a list as the user who asks has them, but for how
// far off the next moment is, which paper does not know.
func (a *App) reportColumns(ctx context.Context, f *views.Frame, s listState, m medium) (cols []reportColumn, err error) {
	list, err := a.columnsOf(ctx, f, s)
	if err != nil {
		return nil, err
	}
	for i := range list.shown {
		c := &list.shown[i]
		col := reportColumn{title: c.heading(f), wide: usualWide, text: c.text}
		if w := wides[c.name]; w > 0 {
			col.wide = w
		}
		switch c.name {
		case "over":
			continue
		case "next":
			cols = append(cols, nextColumns(f, col, m)...)
			continue
		case "number":
			col.kind = transfer.CellNumber
		}
		cols = append(cols, col)
	}
	return cols, nil
}

// nextColumns say when the next moment is, and what it is.
func nextColumns(f *views.Frame, col reportColumn, m medium) []reportColumn {
	col.kind, col.wide, col.text = transfer.CellDay, 18, nextDay
	switch m {
	case onSheet:
		col.text = func(f *views.Frame, r *store.Row) string {
			return strings.TrimSpace(nextDay(f, r) + " " + nextWhat(f, r))
		}
		return []reportColumn{col}
	case inWorkbook:
		col.text = func(_ *views.Frame, r *store.Row) string {
			if r.Next == nil {
				return ""
			}
			return strings.TrimSpace(r.Next.Day + " " + r.Next.Hour)
		}
	}
	return []reportColumn{col, {f.T("report.what"), transfer.CellText, 16, nextWhat}}
}

// nextWhat is what the next moment is.
func nextWhat(f *views.Frame, r *store.Row) string {
	if r.Next == nil {
		return ""
	}
	return f.T("moment." + r.Next.Kind.String() + ".low")
}

// nextDay is when the next moment is, as Belgians write it.
func nextDay(f *views.Frame, r *store.Row) string {
	if r.Next == nil {
		return ""
	}
	return strings.TrimSpace(f.DatePaper(r.Next.Day) + " " + r.Next.Hour)
}
