package transfer

import (
	"archive/zip"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// xlsxOptions bound what comes out of the file; dates are read as they are sorted.
var xlsxOptions = excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxInMemory, ShortDatePattern: "yyyy-mm-dd"}

func openWorkbook(f File) (*excelize.File, error) {
	if err := weigh(f); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(io.NewSectionReader(f, 0, f.Size()), xlsxOptions)
	if err != nil {
		return nil, fault("no-workbook")
	}
	return book, nil
}

// weigh refuses a workbook of which more would come out than anybody's table needs. A
// part that gives more than it says is refused when it is read.
func weigh(f File) error {
	z, err := zip.NewReader(f, f.Size())
	if err != nil {
		return fault("no-workbook")
	}
	var whole, memory uint64
	for _, p := range z.File {
		size := p.UncompressedSize64
		whole += min(size, maxUnzipped+1)
		if name := strings.ToLower(p.Name); !strings.HasPrefix(name, "xl/worksheets/") && name != "xl/sharedstrings.xml" {
			memory += min(size, maxUnzipped+1)
		}
		if whole > maxUnzipped || memory > 2*maxInMemory {
			return fault("bomb", maxUnzipped>>20)
		}
	}
	return nil
}

func openXLSX(f File, s Shape) (t *Table, err error) {
	book, err := openWorkbook(f)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, book.Close())
		}
	}()
	t = &Table{Shape: s, Sheets: book.GetSheetList(), close: book.Close}
	if len(t.Sheets) == 0 {
		return nil, fault("empty")
	}
	if !slices.Contains(t.Sheets, t.Shape.Sheet) {
		t.Shape.Sheet = fullSheet(book, t.Sheets)
	}
	sheet := t.Shape.Sheet
	t.about = func() int { return aboutRows(f, sheet) }
	return titled(t, func() iter.Seq2[Row, error] { return bookRows(book, sheet) })
}

// fullSheet is the first sheet that has a row.
func fullSheet(book *excelize.File, sheets []string) string {
	for _, s := range sheets {
		for row, err := range bookRows(book, s) {
			if err == nil && !blank(row.Cells) {
				return s
			}
		}
	}
	return sheets[0]
}

func bookRows(book *excelize.File, sheet string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		rows, err := book.Rows(sheet)
		if err != nil {
			yield(Row{}, fault("no-workbook"))
			return
		}
		defer rows.Close() //nolint:errcheck // it has nothing to write
		empty := 0
		for n := 1; rows.Next(); n++ {
			cells, err := rows.Columns()
			if err != nil {
				yield(Row{}, fault("broken-row", lineText(n)))
				return
			}
			if empty++; len(cells) > 0 {
				empty = 0
			}
			if empty > MaxRows {
				return // a row at the very bottom of the sheet
			}
			if !yield(Row{n, cells}, nil) {
				return
			}
		}
		if err := rows.Error(); err != nil {
			yield(Row{}, fault("no-workbook"))
		}
	}
}

type xlsxWriter struct {
	out   io.Writer
	book  *excelize.File
	sheet *excelize.StreamWriter
	row   int
}

// NewXLSX writes a workbook of one sheet, whose cells are all text: a number that
// begins with a zero keeps it. It is gathered in a temporary file and written to w when
// it is closed.
func NewXLSX(w io.Writer, sheet string, titles []string) (Writer, error) {
	x, err := newWorkbook(w, sheet)
	if err != nil {
		return nil, err
	}
	return x, x.Write(titles)
}

// newWorkbook begins a workbook of one sheet, whose first row stays in sight.
func newWorkbook(w io.Writer, sheet string) (x *xlsxWriter, err error) {
	x = &xlsxWriter{out: w, book: excelize.NewFile()}
	name := sheetName(sheet)
	if err := x.book.SetSheetName("Sheet1", name); err != nil {
		return nil, err
	}
	if x.sheet, err = x.book.NewStreamWriter(name); err != nil {
		return nil, err
	}
	return x, x.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// sheetName is what Excel allows for the name of a sheet.
func sheetName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r < ' ' {
			return ' '
		}
		return r
	}, s), "' ")
	if r := []rune(s); len(r) > 31 {
		s = strings.TrimSpace(string(r[:31]))
	}
	if s == "" {
		return "Fichebak"
	}
	return s
}

func (x *xlsxWriter) Write(cells []string) error {
	return x.put(cells, func(_ int, cell string) any { return cell })
}

// put writes a row; value makes of a cell that is not empty what the workbook has.
func (x *xlsxWriter) put(cells []string, value func(i int, cell string) any) error {
	x.row++
	at, err := excelize.CoordinatesToCellName(1, x.row)
	if err != nil {
		return err
	}
	vals := make([]any, len(cells))
	for i, c := range cells {
		if c != "" {
			vals[i] = value(i, c)
		}
	}
	return x.sheet.SetRow(at, vals)
}

func (x *xlsxWriter) Close() (err error) {
	defer func() { err = errors.Join(err, x.book.Close()) }()
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	_, err = x.book.WriteTo(x.out)
	return err
}
