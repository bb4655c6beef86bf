package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fichebak/store/fiche"
)

// Operation is something done that can be undone as a whole, stored with what it
// takes to go back. Conversion is the first kind.
type Operation struct {
	ID       fiche.ID   `cbor:"1,keyasint" json:"id"`
	Op       string     `cbor:"2,keyasint" json:"op"`
	At       int64      `cbor:"3,keyasint" json:"at"`
	ByID     fiche.ID   `cbor:"4,keyasint,omitempty" json:"by_id,omitempty"`
	By       string     `cbor:"5,keyasint,omitempty" json:"by,omitempty"`
	Fiche    fiche.ID   `cbor:"6,keyasint" json:"fiche"`
	From     fiche.Kind `cbor:"7,keyasint" json:"from"`
	To       fiche.Kind `cbor:"8,keyasint" json:"to"`
	Number   int        `cbor:"9,keyasint" json:"number"` // before
	Given    int        `cbor:"10,keyasint" json:"given"` // after
	UndoneAt int64      `cbor:"11,keyasint,omitempty" json:"undone_at,omitempty"`
	UndoneBy string     `cbor:"12,keyasint,omitempty" json:"undone_by,omitempty"`
}

// Errors of conversion and its undo.
var (
	// ErrConverted is what the second of two who convert at once hears.
	ErrConverted = errors.New("fiche was converted already")
	// ErrUndone says that an operation was undone already.
	ErrUndone = errors.New("operation was undone already")
	// ErrMoved says that what an operation did was changed since, so it stays.
	ErrMoved = errors.New("changed since, not undone")
)

// Convert makes a prospect a customer: one transaction gives it a customer number,
// the one it had before when it was a customer once. It stays the same record, so
// moments, history and files stay with it. A fiche that is no prospect any more
// answers ErrConverted, with the fiche as it is.
func (s *Store) Convert(ctx context.Context, by Actor, id fiche.ID) (f fiche.Fiche, op Operation, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		if f.MergedInto != "" {
			return ErrMerged
		}
		if f.Kind != fiche.Prospect || f.Removed() {
			return ErrConverted
		}
		opID, err := t.newID('o')
		if err != nil {
			return err
		}
		op = Operation{ID: opID, Op: OpConvert, At: t.now.Unix(), ByID: t.by.ID, By: t.by.Name, Fiche: id, From: f.Kind, To: fiche.Customer, Number: f.Number}
		if op.Given = f.NumberAs(fiche.Customer); op.Given == 0 {
			if op.Given, err = t.nextNumber(fiche.Customer, id); err != nil {
				return err
			}
		}
		if err := t.become(&f, OpConvert, op.To, op.Given); err != nil {
			return err
		}
		return put(t, operationKey(opID), op)
	})
	return f, op, err
}

// Undo takes an operation back. A merger: see undoMerge. A conversion: the fiche is a prospect again under its old number,
// and keeps everything that was done to it since. Its customer number stays its
// own, for when it is converted again.
func (s *Store) Undo(ctx context.Context, by Actor, id fiche.ID) (f fiche.Fiche, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		op, err := get[Operation](t, operationKey(id))
		if err != nil {
			return err
		}
		if op.Op == OpMerge {
			f, err = t.undoMerge(&op)
			return err
		}
		if f, err = get[fiche.Fiche](t, ficheKey(op.Fiche)); err != nil {
			return err
		}
		switch {
		case op.UndoneAt != 0:
			return ErrUndone
		case f.Kind != op.To || f.Number != op.Given || f.Removed():
			return ErrMoved
		}
		if err := t.become(&f, OpUndoConvert, op.From, op.Number); err != nil {
			return err
		}
		op.UndoneAt, op.UndoneBy = t.now.Unix(), t.by.Name
		return put(t, operationKey(id), op)
	})
	return f, err
}

// become gives a fiche another kind and number.
func (t *tx) become(f *fiche.Fiche, op string, k fiche.Kind, n int) error {
	before := *f
	renumber(f, k, n)
	if err := t.putFiche(f); err != nil {
		return err
	}
	return t.record(f, Change{Op: op, Fields: []fiche.Delta{numberDelta(&before, f)}})
}

// renumber puts a fiche into another drawer, under a number that is its own.
func renumber(f *fiche.Fiche, k fiche.Kind, n int) {
	f.Kind, f.Number = k, n
	if x := (fiche.Numbered{Kind: k, Number: n}); !slices.Contains(f.Numbers, x) {
		f.Numbers = append(slices.Clip(f.Numbers), x)
	}
}

// numberDelta is a conversion as the history has it.
func numberDelta(before, f *fiche.Fiche) fiche.Delta {
	text := func(f *fiche.Fiche) string { return fmt.Sprintf("%s %d", f.Kind, f.Number) }
	return fiche.Delta{Name: "number", Old: text(before), New: text(f)}
}

// readNumbered reads a kind and number as the history has them; zero when they are none.
func readNumbered(text string) (n fiche.Numbered) {
	var kind string
	if _, err := fmt.Sscanf(text, "%s %d", &kind, &n.Number); err != nil {
		return fiche.Numbered{}
	}
	n.Kind, _ = fiche.ParseKind(kind)
	return n
}
