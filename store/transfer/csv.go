package transfer

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"
)

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

func openCSV(f File, s Shape) (*Table, error) {
	if !slices.Contains(Commas, s.Comma) && !validComma(s.Comma) {
		return nil, fault("comma")
	}
	return titled(&Table{Shape: s}, func() iter.Seq2[Row, error] { return csvRows(f, s) })
}

// validComma is what encoding/csv takes for a separator.
func validComma(r rune) bool {
	return r != 0 && r != '"' && r != '\r' && r != '\n' && unicode.IsPrint(r)
}

// csvRows reads the rows of a text; their lines are counted as a spreadsheet does, for
// which a cell of many lines is one.
func csvRows(f File, s Shape) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		guard := &longCell{r: s.text(f)}
		r := csvReader(bufio.NewReaderSize(guard, 64<<10), s.Comma)
		inside, first := 0, true // line ends inside cells so far
		for {
			cells, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Row{}, csvFault(err, inside))
				return
			}
			line, _ := r.FieldPos(0)
			row := Row{Line: line - inside, Cells: cells}
			guard.read = 0
			if first {
				first = false
				if len(cells) <= 2 && strings.HasPrefix(strings.ToLower(cells[0]), "sep=") {
					inside++ // Excel does not count it
					continue
				}
			}
			for i, c := range cells {
				inside += strings.Count(c, "\n")
				cells[i] = unguard(strings.ReplaceAll(c, "\x00", ""))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func csvFault(err error, inside int) error {
	var p *csv.ParseError
	switch {
	case errors.Is(err, errLongCell):
		return fault("row-long")
	case errors.As(err, &p):
		return fault("broken-row", lineText(p.Line-inside))
	}
	return err
}

var errLongCell = errors.New("row too long")

// longCell ends the reading of a row that does not come to its end: a quote that is
// never closed would gather the whole file in one cell.
type longCell struct {
	r    io.Reader
	read int // since the last row
}

const maxRow = 16 << 20 // bytes

func (l *longCell) Read(p []byte) (int, error) {
	if l.read > maxRow {
		return 0, errLongCell
	}
	n, err := l.r.Read(p)
	l.read += n
	return n, err
}

// formula reports whether a spreadsheet would take a cell for a formula; our own mark
// before it counts as part of it.
func formula(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	return rest != "" && strings.ContainsRune("=+-@\t\r", rune(rest[0]))
}

// guard puts a mark before a cell that a spreadsheet would calculate; unguard takes it
// off again.
func guard(cell string) string {
	if formula(cell) {
		return "'" + cell
	}
	return cell
}

func unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && formula(cell) {
		return cell[1:]
	}
	return cell
}

// Writer writes a table, row by row. Close ends it; what it is written to stays open.
type Writer interface {
	Write(cells []string) error
	Close() error
}

type csvWriter struct {
	w     *csv.Writer
	cells []string
}

// NewCSV writes CSV as Belgian Excel opens it: UTF-8 with its mark, semicolons, line
// ends of Windows. A cell that would be calculated gets an apostrophe before it.
func NewCSV(w io.Writer, titles []string) (Writer, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	c := &csvWriter{w: csv.NewWriter(w)}
	c.w.Comma, c.w.UseCRLF = ';', true
	return c, c.Write(titles)
}

func (c *csvWriter) Write(cells []string) error {
	c.cells = c.cells[:0]
	for _, cell := range cells {
		c.cells = append(c.cells, guard(cell))
	}
	if len(cells) == 1 && cells[0] == "" {
		c.cells[0] = " " // an empty line is no row
	}
	return c.w.Write(c.cells)
}

func (c *csvWriter) Close() error {
	c.w.Flush()
	return c.w.Error()
}
