// Package transfer reads tables that others wrote (CSV, XLSX, vCard, JSON lines) and
// writes those that others read. It owns formats, encodings and what the titles of
// columns mean; it must not know the database, HTTP or a language of the screen.
//
// Caveat: what it reads was made by anybody. Every reader is bounded in rows, columns,
// the size of a cell and what may come out of a compressed file.
package transfer

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"unicode/utf8"
)

// Bounds of what is read.
const (
	MaxRows    = 250_000 // rows of one file
	MaxColumns = 400     // of one row
	MaxCell    = 32_767  // characters of one cell, as many as Excel allows

	maxUnzipped = 256 << 20 // bytes that may come out of an XLSX file
	maxInMemory = 16 << 20  // bytes of one part of it; larger ones lie in a file meanwhile
)

// Fault says why a file cannot be read: the key of a text, and what stands in it.
type Fault struct {
	Code string
	Args []any
}

func (e *Fault) Error() string { return fmt.Sprintf("%s %v", e.Code, e.Args) }

// lineText is the number of a row as a spreadsheet shows it: a name, not an amount.
func lineText(line int) string { return strconv.Itoa(line) }

func fault(code string, args ...any) *Fault { return &Fault{"import." + code, args} }

// Format is how a file is made.
type Format string

// The formats that are read and written. WinFakt's is CSV with columns of its own.
const (
	CSV   Format = "csv"
	XLSX  Format = "xlsx"
	VCard Format = "vcf"
	JSON  Format = "jsonl"
)

// Shape is what has to be known of a file to read it: found out by Find, and to be
// changed by who sees that it is wrong.
type Shape struct {
	Format   Format
	Encoding Encoding // of CSV and vCard
	Comma    rune     // between the cells of CSV
	Sheet    string   // of a workbook
	Untitled bool     // the first row is data, not titles
}

// File is a file that can be read from any place and more than once.
type File interface {
	io.ReaderAt
	Size() int64
}

// Row is one row of a table.
type Row struct {
	Line  int // in the file, as a spreadsheet counts them
	Cells []string
}

// Table is a file that is ready to be read, until it is closed.
type Table struct {
	Shape  Shape
	Titles []string // of the columns; names of fields when Named
	Named  bool     // the format says itself what its columns are
	Sheets []string // of the workbook

	rows  func() iter.Seq2[Row, error]
	about func() int   // see About
	close func() error // nil when there is nothing to close
}

// Close is for when nobody reads the table any more.
func (t *Table) Close() error {
	if t.close == nil {
		return nil
	}
	return t.close()
}

// About is about how many rows there are, of a format whose rows take long to read: it is
// found without looking into them. ok is false when it is as well to read them all.
func (t *Table) About() (n int, ok bool) {
	if t.about == nil {
		return 0, false
	}
	return t.about(), true
}

// Open reads the titles of a file. It answers *Fault when the file has no rows or
// cannot be read.
func Open(f File, s Shape) (*Table, error) {
	var t *Table
	var err error
	switch s.Format {
	case CSV:
		t, err = openCSV(f, s)
	case XLSX:
		t, err = openXLSX(f, s)
	case VCard:
		t, err = openNamed(f, s, readVCards)
	case JSON:
		t, err = openNamed(f, s, readLines)
	default:
		return nil, fault("unknown")
	}
	if err != nil {
		return nil, err
	}
	err = fault("empty")
	for _, err = range t.Rows() {
		break // there is a row
	}
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

// Rows are the rows below the titles, empty ones left out; the first error is the last
// thing it gives.
func (t *Table) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		n := 0
		for row, err := range t.rows() {
			if err == nil {
				err = bounded(&row)
			}
			if err == nil && blank(row.Cells) {
				continue
			}
			if n++; err == nil && n > MaxRows {
				err = fault("rows-many", MaxRows)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// bounded answers the fault of a row that is too large, and cuts off the empty cells
// behind its last.
func bounded(row *Row) error {
	for len(row.Cells) > 0 && row.Cells[len(row.Cells)-1] == "" {
		row.Cells = row.Cells[:len(row.Cells)-1]
	}
	if len(row.Cells) > MaxColumns {
		return fault("columns-many", lineText(row.Line), MaxColumns)
	}
	for i, c := range row.Cells {
		if len(c) > MaxCell && utf8.RuneCountInString(c) > MaxCell {
			return fault("cell-long", lineText(row.Line), ColumnName(i), MaxCell)
		}
	}
	return nil
}

func blank(cells []string) bool {
	for _, c := range cells {
		if !isBlank(c) {
			return false
		}
	}
	return true
}

// ColumnName is the letters a spreadsheet has above its i-th column, from 0.
func ColumnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// aboveTitles is how many rows above the titles are looked over: the name of the list, the
// day on which it was printed.
const aboveTitles = 10

// titled takes the titles off the rows of a table, with what stands above them; without
// them its columns are named by their letters.
func titled(t *Table, all func() iter.Seq2[Row, error]) (*Table, error) {
	var first [][]string
	for row, err := range all() {
		if err == nil {
			err = bounded(&row)
		}
		if err != nil {
			return nil, err
		}
		if !blank(row.Cells) {
			first = append(first, row.Cells)
		}
		if len(first) > aboveTitles || t.Shape.Untitled && len(first) > 0 {
			break
		}
	}
	switch {
	case len(first) == 0:
		return nil, fault("empty")
	case !t.Shape.Untitled:
		n := titleRow(first)
		t.Titles = first[n]
		t.rows = func() iter.Seq2[Row, error] { return after(all(), n+1) }
		return t, nil
	}
	t.Titles = first[0]
	for i := range t.Titles {
		t.Titles[i] = ColumnName(i)
	}
	t.rows = all
	return t, nil
}

// titleRow is which of the first rows has the titles: the first, unless a wider one below
// it has some that are known and those above none.
func titleRow(first [][]string) int {
	for n, cells := range first {
		filled, known := 0, 0
		for _, c := range cells {
			if !isBlank(c) {
				filled++
			}
			if Meaning(c) != "" {
				known++
			}
		}
		switch {
		case known >= 2 && 2*known >= filled:
			return n
		case filled > 2 || known > 1:
			return 0
		}
	}
	return 0
}

// after are the rows after the first n that are not empty.
func after(all iter.Seq2[Row, error], n int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		seen := 0
		for row, err := range all {
			if err == nil && seen < n {
				if !blank(row.Cells) {
					seen++
				}
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
