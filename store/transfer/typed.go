package transfer

import (
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// CellKind is what the cells of a column of a workbook are.
type CellKind uint8

// The kinds. A cell that cannot be read as its column's kind is text.
const (
	CellText   CellKind = iota
	CellNumber          // a whole number, in digits
	CellDay             // "2026-10-21", with an hour behind it or not: "2026-10-21 11:00"
	CellEuro            // an amount, in cents
)

// Column is a column of a workbook.
type Column struct {
	Title string
	Kind  CellKind
	Wide  int // characters it is wide, or 0: as its title
}

// typedWriter writes numbers and days as what they are.
type typedWriter struct {
	*xlsxWriter
	columns []Column
	day     int // styles
	hour    int
	euro    int
	head    int
}

// How Excel shows days and amounts; it writes them as its user does.
const (
	dayOnly  = "dd/mm/yyyy"
	dayClock = "dd/mm/yyyy hh:mm"
	twoPlace = "#,##0.00"
)

// NewTypedXLSX writes a workbook of one sheet whose columns are of a kind and a width;
// the titles stay in sight. As with NewXLSX it is whole when it is closed.
func NewTypedXLSX(w io.Writer, sheet string, columns []Column) (_ Writer, err error) {
	x := &typedWriter{columns: columns}
	if x.xlsxWriter, err = newWorkbook(w, sheet); err != nil {
		return nil, err
	}
	for format, id := range map[string]*int{dayOnly: &x.day, dayClock: &x.hour, twoPlace: &x.euro} {
		if *id, err = x.book.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
	}
	if x.head, err = x.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, err
	}
	titles := make([]string, len(columns))
	for i, c := range columns {
		wide := max(c.Wide, utf8.RuneCountInString(c.Title)+2)
		if err := x.sheet.SetColWidth(i+1, i+1, float64(min(wide, 80))); err != nil {
			return nil, err
		}
		titles[i] = c.Title
	}
	return x, x.put(titles, func(_ int, title string) any { return excelize.Cell{StyleID: x.head, Value: title} })
}

// Write writes a row, each cell as its column says.
func (x *typedWriter) Write(cells []string) error { return x.put(cells, x.value) }

func (x *typedWriter) value(i int, cell string) any {
	if i >= len(x.columns) {
		return cell
	}
	switch x.columns[i].Kind {
	case CellNumber:
		if n, err := strconv.Atoi(cell); err == nil && strconv.Itoa(n) == cell {
			return n
		}
	case CellEuro:
		if cents, err := strconv.ParseInt(cell, 10, 64); err == nil {
			return excelize.Cell{StyleID: x.euro, Value: float64(cents) / 100}
		}
	case CellDay:
		for layout, style := range map[string]int{time.DateOnly: x.day, "2006-01-02 15:04": x.hour} {
			if t, err := time.Parse(layout, cell); err == nil {
				return excelize.Cell{StyleID: style, Value: t}
			}
		}
	}
	return cell
}
