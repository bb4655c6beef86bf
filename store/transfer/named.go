package transfer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"

	"fichebak/store/fiche"
)

// record is one fiche of a format that names its fields itself.
type record struct {
	line int
	v    fiche.Values
}

// openNamed opens a format that names its fields: a first reading finds out which it
// has.
func openNamed(f File, s Shape, read func(File, Shape) iter.Seq2[record, error]) (*Table, error) {
	t := &Table{Shape: s, Named: true}
	used := map[string]bool{}
	for r, err := range read(f, s) {
		if err != nil {
			return nil, err
		}
		for n := range r.v {
			used[n] = true
		}
	}
	for _, n := range append([]string{Number}, fiche.FieldNames...) {
		if used[n] {
			t.Titles = append(t.Titles, n)
		}
	}
	if len(t.Titles) == 0 {
		return nil, fault("empty")
	}
	t.rows = func() iter.Seq2[Row, error] {
		return func(yield func(Row, error) bool) {
			for r, err := range read(f, s) {
				row := Row{Line: r.line, Cells: make([]string, len(t.Titles))}
				for i, n := range t.Titles {
					row.Cells[i] = r.v[n]
				}
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
	return t, nil
}

// readLines reads JSON lines: an object a line, a text for each field by its name.
func readLines(f File, s Shape) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		in := bufio.NewScanner(s.text(f))
		in.Buffer(nil, 1<<20)
		line := 0
		for in.Scan() {
			line++
			if len(bytes.TrimSpace(in.Bytes())) == 0 {
				continue
			}
			var o map[string]any
			if json.Unmarshal(in.Bytes(), &o) != nil {
				yield(record{}, fault("broken-row", lineText(line)))
				return
			}
			if o["fichebak"] != nil && line == 1 {
				yield(record{}, fault("whole-box"))
				return
			}
			if len(o) > MaxColumns {
				yield(record{}, fault("columns-many", lineText(line), MaxColumns))
				return
			}
			if !yield(record{line, lineValues(o)}, nil) {
				return
			}
		}
		if in.Err() != nil {
			yield(record{}, fault("broken-row", lineText(line+1)))
		}
	}
}

func lineValues(o map[string]any) fiche.Values {
	values := fiche.Values{}
	for n, v := range o {
		switch v := v.(type) {
		case string:
			values[n] = v
		case bool:
			values[n] = map[bool]string{true: "yes", false: no}[v]
		case float64:
			values[n] = strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return values
}

// Card is a fiche on its way out.
type Card struct {
	Kind   fiche.Kind
	Number int
	Values fiche.Values
}

// CardWriter writes fiches, one by one.
type CardWriter interface {
	Write(Card) error
	Close() error
}

type lineWriter struct{ enc *json.Encoder }

// NewLines writes JSON lines: an object a fiche, with a text for each field that is
// filled in, by its name.
func NewLines(w io.Writer) CardWriter {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return lineWriter{enc}
}

func (l lineWriter) Write(c Card) error {
	o := map[string]string{"kind": c.Kind.String(), Number: strconv.Itoa(c.Number)}
	for n, v := range c.Values {
		o[n] = v
	}
	if c.Values["active"] == "" {
		o["active"] = no
	}
	return l.enc.Encode(o)
}

func (lineWriter) Close() error { return nil }

// Columns are the fields of a table of fiches that have so many contacts and addresses
// at most: the number first.
func Columns(contacts, addresses int) []string {
	cols := []string{Number}
	for _, n := range fiche.FieldNames {
		var i int
		var rest string
		switch {
		case scan(n, "contact.%d.%s", &i, &rest) && i > contacts, scan(n, "address.%d.%s", &i, &rest) && i > max(addresses, 1):
		default:
			cols = append(cols, n)
		}
	}
	return cols
}

func scan(s, format string, into ...any) bool {
	n, err := fmt.Sscanf(s, format, into...)
	return err == nil && n == len(into)
}

type tableWriter struct {
	w       Writer
	columns []string
	yes, no string
}

// NewTable writes fiches as rows of a table with these columns; yesNo are the two words
// for what is ticked or not.
func NewTable(w Writer, columns []string, yes, no string) CardWriter {
	return &tableWriter{w, columns, yes, no}
}

func (t *tableWriter) Write(c Card) error {
	cells := make([]string, len(t.columns))
	for i, n := range t.columns {
		switch v := c.Values[n]; n {
		case Number:
			cells[i] = strconv.Itoa(c.Number)
		case "person", "active":
			if cells[i] = t.no; v != "" {
				cells[i] = t.yes
			}
		default:
			cells[i] = v
		}
	}
	return t.w.Write(cells)
}

func (t *tableWriter) Close() error { return t.w.Close() }
