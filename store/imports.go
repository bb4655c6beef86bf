package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/transfer"
)

// Import is a file of fiches on its way in: what is known of it, what its columns are,
// and the job that brings it in. The file itself lies beside the data file until then.
type Import struct {
	ID       fiche.ID   `cbor:"1,keyasint" json:"id"`
	Rev      uint64     `cbor:"2,keyasint" json:"rev"` // +1 each time what is asked of it changes
	At       int64      `cbor:"3,keyasint" json:"at"`
	ByID     fiche.ID   `cbor:"4,keyasint,omitempty" json:"by_id,omitempty"`
	By       string     `cbor:"5,keyasint,omitempty" json:"by,omitempty"`
	Name     string     `cbor:"6,keyasint" json:"name"` // of the file
	Format   string     `cbor:"7,keyasint" json:"format"`
	Encoding string     `cbor:"8,keyasint,omitempty" json:"encoding,omitempty"`
	Comma    string     `cbor:"9,keyasint,omitempty" json:"comma,omitempty"`
	Sheet    string     `cbor:"10,keyasint,omitempty" json:"sheet,omitempty"`
	Untitled bool       `cbor:"11,keyasint,omitempty" json:"untitled,omitempty"`
	Titles   []string   `cbor:"12,keyasint,omitempty" json:"titles,omitempty"`
	Rows     int        `cbor:"13,keyasint" json:"rows"`
	Plan     ImportPlan `cbor:"14,keyasint" json:"plan"`
	Job      fiche.ID   `cbor:"15,keyasint,omitempty" json:"job,omitempty"`
	Known    bool       `cbor:"16,keyasint,omitempty" json:"known,omitempty"` // its plan is that of an earlier file with these titles

	Rehearsal fiche.ID `cbor:"17,keyasint,omitempty" json:"rehearsal,omitempty"` // the job of it, for a large file
	About     bool     `cbor:"18,keyasint,omitempty" json:"about,omitempty"`     // Rows is about how many there are: the rehearsal counts them
}

// ImportPlan is what is to be done with the rows of a file. It is remembered for the
// next file with the same titles.
type ImportPlan struct {
	Kind   fiche.Kind `cbor:"1,keyasint" json:"kind"`
	Fields []string   `cbor:"2,keyasint,omitempty" json:"fields,omitempty"` // what each column is; empty for one that is passed over
	Match  string     `cbor:"3,keyasint" json:"match"`
	Keep   bool       `cbor:"4,keyasint,omitempty" json:"keep,omitempty"` // new fiches get the number of their row
}

// The rules by which a row is taken for a fiche that is there already.
const (
	MatchVAT    = "vat"
	MatchNumber = "number"
	MatchEmail  = "email"
	MatchPhone  = "phone"
	MatchName   = "name" // with the town
	MatchNone   = "none" // every row is new
)

// Matches are all rules.
var Matches = []string{MatchVAT, MatchNumber, MatchEmail, MatchPhone, MatchName, MatchNone}

// Errors of imports.
var (
	// ErrBegun says that an import was begun with, so that its plan stays.
	ErrBegun = errors.New("import has begun")
	// ErrNoFile says that the file of an import is gone.
	ErrNoFile = errors.New("file of the import is gone")
	// ErrTooLarge says that a file is larger than MaxImport.
	ErrTooLarge = errors.New("file is too large")
)

// MaxImport is the size of the largest file that is taken, in bytes.
const MaxImport = 32 << 20

func importKey(id fiche.ID) []byte { return []byte("i/" + id) }

// planKey is where the plan for files with these titles is remembered.
func planKey(titles []string) []byte {
	sum := sha256.Sum256([]byte(strings.Join(titles, "\x00")))
	return []byte("i/t/" + hex.EncodeToString(sum[:16]))
}

// Shape is how its file is read.
func (i *Import) Shape() transfer.Shape {
	s := transfer.Shape{Format: transfer.Format(i.Format), Encoding: transfer.Encoding(i.Encoding), Sheet: i.Sheet, Untitled: i.Untitled}
	for _, r := range i.Comma {
		s.Comma = r
	}
	return s
}

func (i *Import) setShape(s transfer.Shape) {
	i.Format, i.Encoding, i.Sheet, i.Untitled, i.Comma = string(s.Format), string(s.Encoding), s.Sheet, s.Untitled, ""
	if s.Comma != 0 {
		i.Comma = string(s.Comma)
	}
}

// NewImport takes in a file: it is copied to beside the data file, its making is found
// out and what its columns are is proposed. *transfer.Fault says why it cannot be read;
// then nothing is kept of it.
func (s *Store) NewImport(ctx context.Context, by Actor, token, name string, kind fiche.Kind, r io.Reader) (i Import, err error) {
	id, err := s.ids.next('i', s.now())
	if err != nil {
		return i, err
	}
	if err := s.saveUpload(id, r); err != nil {
		return i, errors.Join(err, s.dropUpload(id))
	}
	i = Import{ID: id, Rev: 1, At: s.now().Unix(), ByID: by.ID, By: by.Name, Name: shortName(name), Plan: ImportPlan{Kind: kind}}
	if err := s.readUpload(ctx, &i, nil); err != nil {
		return i, errors.Join(err, s.dropUpload(id))
	}
	first := id
	err = s.update(ctx, by, func(t *tx) error {
		again, done, err := t.once(token)
		if err != nil {
			return err
		}
		if first = id; done {
			first = again
			i, err = get[Import](t, importKey(first))
			return err
		}
		if err := put(t, importKey(id), i); err != nil {
			return err
		}
		return t.keep(token, id)
	})
	if err != nil || first != id {
		err = errors.Join(err, s.dropUpload(id))
	}
	return i, err
}

// ImportOf returns an import.
func (s *Store) ImportOf(ctx context.Context, id fiche.ID) (i Import, err error) {
	if len(id) != idLen || id[0] != 'i' {
		return i, ErrNotFound
	}
	err = s.view(ctx, func(t *tx) error {
		i, err = get[Import](t, importKey(id))
		return err
	})
	return i, err
}

// Imports returns the imports there are, newest first, at most limit.
func (s *Store) Imports(ctx context.Context, limit int) (list []Import, err error) {
	err = s.view(ctx, func(t *tx) error {
		list = nil
		return each(t, []byte("i/i"), true, func(_ []byte, i Import) error {
			if list = append(list, i); len(list) == limit {
				return kv.ErrStop
			}
			return nil
		})
	})
	return list, err
}

// ReshapeImport reads a file again as somebody says it is made.
func (s *Store) ReshapeImport(ctx context.Context, by Actor, id fiche.ID, shape transfer.Shape) (Import, error) {
	read, err := s.ImportOf(ctx, id)
	if err != nil {
		return read, err
	}
	shape.Format = transfer.Format(read.Format)
	if err := s.readUpload(ctx, &read, &shape); err != nil {
		return read, err
	}
	return s.changeImport(ctx, by, id, func(_ *tx, i *Import) error {
		read.Rev, read.Job, read.Rehearsal = i.Rev, i.Job, ""
		*i = read
		return nil
	})
}

// PlanImport says what is to be done with a file, and remembers it. The rehearsal of a
// large one begins.
func (s *Store) PlanImport(ctx context.Context, by Actor, id fiche.ID, plan ImportPlan) (Import, error) {
	return s.changeImport(ctx, by, id, func(t *tx, i *Import) error {
		if !slices.Contains(Matches, plan.Match) || !slices.Contains(fiche.Kinds[:], plan.Kind) || len(plan.Fields) != len(i.Titles) {
			return fmt.Errorf("plan of an import: %w", ErrNotFound)
		}
		i.Plan, i.Known, i.Rehearsal = plan, true, ""
		if i.Rows > RehearsedAtOnce {
			if err := t.rehearse(i); err != nil {
				return err
			}
		}
		return put(t, planKey(i.Titles), plan)
	})
}

// changeImport is the shape of an act on an import that has not begun. A rehearsal that
// it no longer names is forgotten.
func (s *Store) changeImport(ctx context.Context, by Actor, id fiche.ID, fn func(*tx, *Import) error) (i Import, err error) {
	if len(id) != idLen || id[0] != 'i' {
		return i, ErrNotFound
	}
	var had fiche.ID
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if i, err = get[Import](t, importKey(id)); err != nil {
			return err
		}
		if had = i.Rehearsal; i.Job != "" {
			return ErrBegun
		}
		if err := fn(t, &i); err != nil {
			return err
		}
		i.Rev++
		return put(t, importKey(id), i)
	})
	if err == nil && had != "" && had != i.Rehearsal {
		err = s.forgetRehearsal(ctx, had)
	}
	return i, err
}

// DropImport forgets an import that has not begun, and its file.
func (s *Store) DropImport(ctx context.Context, by Actor, id fiche.ID) error {
	_, err := s.changeImport(ctx, by, id, func(_ *tx, i *Import) error {
		i.Rehearsal = ""
		return nil
	})
	if err != nil {
		return err
	}
	err = s.update(ctx, by, func(t *tx) error { return t.rw.Delete(importKey(id)) })
	return errors.Join(err, s.dropUpload(id))
}

// BeginImport begins the job that brings a file in, as its rehearsal said.
func (s *Store) BeginImport(ctx context.Context, by Actor, id fiche.ID) (j Job, err error) {
	f, err := s.openUpload(id)
	if err != nil {
		return j, err
	}
	if err := f.Close(); err != nil {
		return j, err
	}
	_, err = s.changeImport(ctx, by, id, func(t *tx, i *Import) error {
		var err error
		j, err = t.begin(KindImport, map[string]string{"import": id, "name": i.Name, "back": "/" + i.Plan.Kind.Plural()}, i.Rows)
		i.Job, i.Rehearsal = j.ID, ""
		return err
	})
	return j, err
}
