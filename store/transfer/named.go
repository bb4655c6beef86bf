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
	if t.Titles = fieldsOf(used); len(t.Titles) == 0 {
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

type lineWriter struct {
	enc *json.Encoder
	own []Own
}

// NewLines writes JSON lines: an object a fiche, with a text for each field that is
// filled in, by its name.
func NewLines(w io.Writer, own []Own) CardWriter {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return lineWriter{enc, own}
}

func (l lineWriter) Write(c Card) error {
	o := map[string]string{"kind": c.Kind.String(), Number: strconv.Itoa(c.Number)}
	for n, v := range named(c.values(), l.own) {
		o[n] = v
	}
	if c.Values["active"] == "" {
		o["active"] = no
	}
	return l.enc.Encode(o)
}

func (lineWriter) Close() error { return nil }

// Most is how many of what can stand more than once in a fiche the one has that has most
// of it.
type Most struct {
	Contacts, Addresses int
	Moments             map[fiche.MomentKind]int
	seldom              map[string]bool // parts of moments
}

// Add takes a fiche into account.
func (m *Most) Add(f *fiche.Fiche, ms []fiche.Moment) {
	m.Contacts, m.Addresses = max(m.Contacts, len(f.Contacts)), max(m.Addresses, len(f.Addresses))
	n := map[fiche.MomentKind]int{}
	for i := range ms {
		n[ms[i].Kind]++
	}
	if m.Moments == nil {
		m.Moments, m.seldom = map[fiche.MomentKind]int{}, map[string]bool{}
	}
	for i := range ms {
		for part, text := range partsOf(&ms[i]) {
			if text != "" {
				m.seldom[seldomPart(ms[i].Kind, part)] = true
			}
		}
	}
	for k := range n {
		m.Moments[k] = max(m.Moments[k], n[k])
	}
}

// Columns are the fields of a table of fiches: the number first, then those of every
// fiche, as many contacts, addresses and moments as are needed, and the own fields.
func Columns(m Most, own []Own) []string {
	cols := []string{Number}
	for _, n := range fiche.FieldNames {
		var i int
		var rest string
		switch {
		case scan(n, "contact.%d.%s", &i, &rest) && i > m.Contacts, scan(n, "address.%d.%s", &i, &rest) && i > max(m.Addresses, 1):
		default:
			cols = append(cols, n)
		}
	}
	for _, o := range own {
		cols = append(cols, o.Field)
	}
	return append(cols, momentColumns(m.Moments, m.seldom)...)
}

func scan(s, format string, into ...any) bool {
	n, err := fmt.Sscanf(s, format, into...)
	return err == nil && n == len(into)
}

type tableWriter struct {
	w       Writer
	columns []string
	ticks   map[string]bool // columns of yes and no
	leads   map[string]bool // columns of how long before one is reminded
	yes, no string
}

// NewTable writes fiches as rows of a table with these columns; yesNo are the two words
// for what is ticked or not.
func NewTable(w Writer, columns []string, own []Own, yes, no string) CardWriter {
	ticks, leads := map[string]bool{}, map[string]bool{}
	for _, o := range own {
		ticks[o.Field] = o.YesNo
	}
	for _, n := range columns {
		if _, _, part, ok := readMomentField(n); ok {
			ticks[n], leads[n] = part == momentDone, part == momentLead
		}
	}
	return &tableWriter{w, columns, ticks, leads, yes, no}
}

func (t *tableWriter) Write(c Card) error {
	cells, values := make([]string, len(t.columns)), c.values()
	for i, n := range t.columns {
		switch v := values[n]; n {
		case Number:
			cells[i] = strconv.Itoa(c.Number)
		case "person", "active":
			if cells[i] = t.no; v != "" {
				cells[i] = t.yes
			}
		default:
			if cells[i] = v; t.ticks[n] && v != "" {
				cells[i] = map[bool]string{true: t.yes, false: t.no}[v == "yes"]
			} else if t.leads[n] && v == fiche.LeadText(fiche.LeadNone) {
				cells[i] = t.no
			}
		}
	}
	return t.w.Write(cells)
}

func (t *tableWriter) Close() error { return t.w.Close() }
