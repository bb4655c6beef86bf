package store

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/transfer"
)

// rowNote is what is kept of a row: of each that is left alone why, so that it can be
// given back to be mended; of the first of the others what becomes of them.
type rowNote struct {
	Line     int           `cbor:"1,keyasint" json:"line"`
	Verdict  string        `cbor:"2,keyasint" json:"verdict"`
	Name     string        `cbor:"3,keyasint,omitempty" json:"name,omitempty"`
	Fiche    fiche.ID      `cbor:"4,keyasint,omitempty" json:"fiche,omitempty"` // the one it is taken for
	Fields   []fiche.Delta `cbor:"5,keyasint,omitempty" json:"fields,omitempty"`
	Problems []problemNote `cbor:"6,keyasint,omitempty" json:"problems,omitempty"`
}

// problemNote is a fiche.Problem as it is kept. Its arguments are texts and numbers: a
// number has a # before it.
type problemNote struct {
	Field  string   `cbor:"1,keyasint,omitempty" json:"field,omitempty"`
	Code   string   `cbor:"2,keyasint" json:"code"`
	Args   []string `cbor:"3,keyasint,omitempty" json:"args,omitempty"`
	Blocks bool     `cbor:"4,keyasint,omitempty" json:"blocks,omitempty"`
}

// Bounds of a note, so that some fit into one value.
const (
	maxNoteFields = 30
	maxNoteText   = 100 // characters
	maxNotes      = 32 << 10
)

func clipped(s string) string {
	if r := []rune(s); len(r) > maxNoteText {
		return string(r[:maxNoteText]) + "…"
	}
	return s
}

// cellsText is what stands in a row, on one line.
func cellsText(cells []string) string {
	var filled []string
	for _, c := range cells {
		if c = strings.Join(strings.Fields(c), " "); c != "" {
			filled = append(filled, c)
		}
	}
	return strings.Join(filled, " · ")
}

// noteOf is what is kept of a row.
func noteOf(r *RowResult) rowNote {
	n := rowNote{Line: r.Line, Verdict: r.Verdict, Name: clipped(r.Name)}
	if n.Name == "" {
		n.Name = clipped(cellsText(r.Cells))
	}
	if r.Ref != nil {
		n.Fiche = r.Ref.ID
	}
	if r.Verdict == RowChanged {
		for _, d := range r.Fields[:min(len(r.Fields), maxNoteFields)] {
			n.Fields = append(n.Fields, fiche.Delta{Name: d.Name, Old: clipped(d.Old), New: clipped(d.New)})
		}
	}
	for _, p := range r.Problems[:min(len(r.Problems), maxNoteFields)] {
		n.Problems = append(n.Problems, problemNote{Field: p.Field, Code: p.Code, Blocks: p.Blocks, Args: noteArgs(p.Args)})
	}
	return n
}

func noteArgs(args []any) (texts []string) {
	for _, a := range args {
		switch a := a.(type) {
		case int:
			texts = append(texts, "#"+strconv.Itoa(a))
		case string:
			texts = append(texts, "="+clipped(a))
		}
	}
	return texts
}

// problem is what was noted.
func (x *problemNote) problem() fiche.Problem {
	p := fiche.Problem{Field: x.Field, Code: x.Code, Blocks: x.Blocks}
	for _, a := range x.Args {
		if num, err := strconv.Atoi(strings.TrimPrefix(a, "#")); err == nil && a[0] == '#' {
			p.Args = append(p.Args, num)
		} else {
			p.Args = append(p.Args, strings.TrimPrefix(a, "="))
		}
	}
	return p
}

// result is what a note tells.
func (n *rowNote) result(t *tx) (RowResult, error) {
	r := RowResult{Line: n.Line, Verdict: n.Verdict, Name: n.Name, Fields: n.Fields}
	if n.Fiche != "" {
		f, ok, err := find[fiche.Fiche](t, ficheKey(n.Fiche))
		if err != nil {
			return r, err
		}
		if ok {
			r.Ref = fiche.RefTo(&f)
		}
	}
	for _, x := range n.Problems {
		p := x.problem()
		if x.Code == doubleKind {
			p.Link = r.Ref
		}
		r.Problems = append(r.Problems, p)
	}
	return r, nil
}

// keepNotes keeps notes in new parts behind the others.
func (t *tx) keepNotes(j *Job, notes []rowNote) error {
	for len(notes) > 0 {
		n, size := 0, 0
		for n < len(notes) && size < maxNotes {
			b, err := encode(notes[n])
			if err != nil {
				return err
			}
			size += len(b)
			n++
		}
		j.Parts++
		if err := put(t, partKey(j.ID, j.Parts-1), part{Rows: notes[:n]}); err != nil {
			return err
		}
		notes = notes[n:]
	}
	return nil
}

// eachNote calls fn with the notes of a job, in the order of the rows.
func (t *tx) eachNote(j *Job, fn func(*rowNote) error) error {
	end := partKey(j.ID, j.Parts) // behind it may lie some of an attempt that was broken off
	return each(t, partsKey(j.ID), false, func(key []byte, p part) error {
		if bytes.Compare(key, end) >= 0 {
			return kv.ErrStop
		}
		for i := range p.Rows {
			if err := fn(&p.Rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// RowsOf are the first rows of a verdict that a job kept.
func (s *Store) RowsOf(ctx context.Context, j *Job, verdict string, limit int) (rows []RowResult, err error) {
	err = s.view(ctx, func(t *tx) error {
		rows = nil
		return t.eachNote(j, func(n *rowNote) error {
			if n.Verdict != verdict {
				return nil
			}
			r, err := n.result(t)
			if rows = append(rows, r); len(rows) == limit && err == nil {
				return kv.ErrStop
			}
			return err
		})
	})
	return rows, err
}

// RowsLeft calls fn with the rows of a file that a job left alone, or would leave, each
// with its cells as they stand in the file.
func (s *Store) RowsLeft(ctx context.Context, i *Import, j *Job, fn func(RowResult) error) error {
	left := map[int]RowResult{}
	err := s.view(ctx, func(t *tx) error {
		return t.eachNote(j, func(n *rowNote) (err error) {
			if n.Verdict == RowDouble || n.Verdict == RowFault {
				left[n.Line], err = n.result(t)
			}
			return err
		})
	})
	if err != nil {
		return err
	}
	f, err := s.openUpload(i.ID)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was read only
	table, err := transfer.Open(f, i.Shape())
	if err != nil {
		return err
	}
	defer table.Close() //nolint:errcheck // as above
	for row, err := range table.Rows() {
		if err != nil {
			return err
		}
		if r, ok := left[row.Line]; ok {
			r.Cells = row.Cells
			if err := fn(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// HasUpload reports whether the file of an import is still there.
func (s *Store) HasUpload(id fiche.ID) bool {
	f, err := s.openUpload(id)
	return err == nil && f.Close() == nil
}
