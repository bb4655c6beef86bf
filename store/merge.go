package store

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// Two fiches become one: the one that stays takes over the numbers and all records of
// the other, which keeps its own record, with its history, and points to it.

// Errors of merging and its undo.
var (
	// ErrMerged says that a fiche is part of another by now.
	ErrMerged = errors.New("fiche was merged into another")
	// ErrChanged says that somebody changed one of the two since the page was made.
	ErrChanged = errors.New("one of the fiches was changed since")
	// ErrInBin says that one of the two lies in the bin.
	ErrInBin = errors.New("fiche lies in the bin")
	// ErrLater says that another merger, or a conversion, must be undone first.
	ErrLater = errors.New("something done since must be undone first")
)

// TooMany says that a fiche has more records than one transaction moves.
type TooMany struct{ Have, Most int }

func (e *TooMany) Error() string { return fmt.Sprintf("%d records, at most %d move", e.Have, e.Most) }

// maxMoved is how many records of a fiche move to another in one transaction: each is
// written and deleted.
const maxMoved = 40

// What merging says in the history.
const (
	OpMerge     = "merge"      // of the one that stays
	OpMerged    = "merged"     // of the other
	OpUndoMerge = "undo-merge" // of both
)

// owned are the tables whose records belong to a fiche, which is in their key and is
// their second field: moments, CRM fiches and activities.
var owned = []string{"m/", "c/", "l/"}

// MergeDraft is what somebody chose on the page where two fiches become one.
type MergeDraft struct {
	Keep, Gone       fiche.ID
	KeepRev, GoneRev uint64
	Picks            map[string]string // by part, see fiche.Join
}

// merged is the record of a merger, with what it takes to go back.
type merged struct {
	Op      fiche.ID         `cbor:"1,keyasint" json:"op"`
	Keep    fiche.ID         `cbor:"2,keyasint" json:"keep"`
	Gone    fiche.ID         `cbor:"3,keyasint" json:"gone"`
	Before  fiche.Fiche      `cbor:"4,keyasint" json:"before"` // the one that stays
	After   fiche.Fiche      `cbor:"5,keyasint" json:"after"`
	Numbers []fiche.Numbered `cbor:"6,keyasint" json:"numbers"` // that came along
	Moved   []movedRecord    `cbor:"7,keyasint,omitempty" json:"moved,omitempty"`
	Left    []string         `cbor:"8,keyasint,omitempty" json:"left,omitempty"` // what an undo left alone, by code
}

// movedRecord is a record that belongs to another fiche since a merger.
type movedRecord struct {
	Table string `cbor:"1,keyasint" json:"table"`
	ID    string `cbor:"2,keyasint" json:"id"`
	Sum   uint64 `cbor:"3,keyasint" json:"sum"` // of what it was then
}

func mergedKey(op fiche.ID) []byte { return []byte("d/m/" + op) }

// Merge makes one of two fiches, in one transaction. Of what both have differently it
// keeps what was picked; *Invalid when something is left to choose. ErrMerged is what
// the second of two hears who merge at once.
func (s *Store) Merge(ctx context.Context, by Actor, d MergeDraft) (f fiche.Fiche, op Operation, err error) {
	if d.Keep == d.Gone {
		return f, op, ErrSelf
	}
	err = s.update(ctx, by, func(t *tx) error {
		var gone fiche.Fiche
		if f, gone, err = t.mergeable(d); err != nil {
			return err
		}
		op, err = t.mergeInto(&f, &gone, d.Picks)
		return err
	})
	return f, op, err
}

// mergeable reads the two fiches of a draft, and says why they cannot become one.
func (t *tx) mergeable(d MergeDraft) (keep, gone fiche.Fiche, err error) {
	if keep, err = get[fiche.Fiche](t, ficheKey(d.Keep)); err != nil {
		return keep, gone, err
	}
	if gone, err = get[fiche.Fiche](t, ficheKey(d.Gone)); err != nil {
		return keep, gone, err
	}
	switch {
	case keep.MergedInto != "" || gone.MergedInto != "":
		err = ErrMerged
	case keep.Removed() || gone.Removed():
		err = ErrInBin
	case keep.Rev != d.KeepRev || gone.Rev != d.GoneRev:
		err = ErrChanged
	}
	return keep, gone, err
}

func (t *tx) mergeInto(f, gone *fiche.Fiche, picks map[string]string) (op Operation, err error) {
	id, err := t.newID('o')
	if err != nil {
		return op, err
	}
	m := merged{Op: id, Keep: f.ID, Gone: gone.ID, Before: *f, Numbers: gone.Numbers}
	old := f.Values(t.group)
	values, ps := fiche.Join(old, gone.Values(t.group), picks)
	if len(ps) > 0 {
		return op, &Invalid{ps}
	}
	if err := t.apply(f, Draft{Values: values}); err != nil {
		return op, err
	}
	if m.Moved, err = t.moveAll(gone.ID, f.ID); err != nil {
		return op, err
	}
	f.Rev++
	f.Numbers = slices.Concat(gone.Numbers, f.Numbers) // its own come last: they are what it has again
	for _, n := range gone.Numbers {
		if err := put(t, claimKey(n.Kind, n.Number), f.ID); err != nil {
			return op, err
		}
	}
	gone.MergedInto = f.ID
	for _, x := range []*fiche.Fiche{f, gone} {
		if err := t.putFiche(x); err != nil {
			return op, err
		}
	}
	m.After = *f
	if err := t.recordMerge(f, gone, OpMerge, OpMerged, fiche.Diff(old, f.Values(t.group))); err != nil {
		return op, err
	}
	op = Operation{ID: id, Op: OpMerge, At: t.now.Unix(), ByID: t.by.ID, By: t.by.Name, Fiche: f.ID, From: gone.Kind, To: f.Kind, Number: gone.Number, Given: f.Number}
	if err := put(t, mergedKey(id), m); err != nil {
		return op, err
	}
	return op, put(t, operationKey(id), op)
}

// recordMerge writes into the history of both that they became one, or two again.
func (t *tx) recordMerge(f, gone *fiche.Fiche, op, other string, fields []fiche.Delta) error {
	name := func(x *fiche.Fiche) string { return fmt.Sprintf("%s %d", x.Kind, x.Number) }
	fields = append([]fiche.Delta{{Name: "merged", New: name(gone)}}, fields...)
	if err := t.record(f, Change{Op: op, Fields: fields}); err != nil {
		return err
	}
	return t.record(gone, Change{Op: other, Fields: []fiche.Delta{{Name: "merged", New: name(f)}}})
}

// moveAll gives all records of a fiche to another. *TooMany when they are more than one
// transaction moves; then nothing is written.
func (t *tx) moveAll(from, to fiche.ID) (all []movedRecord, err error) {
	for _, table := range owned {
		err := t.Scan(kv.Prefix([]byte(table+from+"/")), func(k, _ []byte) error {
			all = append(all, movedRecord{Table: table, ID: lastOf(k)})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) > maxMoved {
		return nil, &TooMany{len(all), maxMoved}
	}
	for i := range all {
		if all[i].Sum, _, err = t.move(all[i], from, to); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// move gives a record to another fiche, and answers the sum of what it is then, and of
// what it was; zero when it is not there.
func (t *tx) move(m movedRecord, from, to fiche.ID) (sum, was uint64, err error) {
	key := []byte(m.Table + from + "/" + m.ID)
	b, err := t.Get(key)
	if err != nil || b == nil {
		return 0, 0, err
	}
	was = sumOf(b)
	var fields map[uint64]cbor.RawMessage
	if err := decode(b, &fields); err != nil {
		return 0, 0, err
	}
	var owner fiche.ID
	if err := decoder.Unmarshal(fields[2], &owner); err != nil || owner != from {
		return 0, 0, fmt.Errorf("record %q is of fiche %q: %w", key, owner, err)
	}
	if fields[2], err = encoder.Marshal(to); err != nil {
		return 0, 0, err
	}
	nb, err := encode(fields)
	if err != nil {
		return 0, 0, err
	}
	if err := t.rw.Delete(key); err != nil {
		return 0, 0, err
	}
	return sumOf(nb), was, t.rw.Put([]byte(m.Table+to+"/"+m.ID), nb)
}

func sumOf(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b)
	return h.Sum64()
}

// heir is the fiche that a fiche is part of by now: itself, unless it was merged.
func (t *tx) heir(id fiche.ID) (fiche.ID, error) {
	for range 100 { // mergers of mergers; more than that is a circle, which Check finds
		f, ok, err := find[fiche.Fiche](t, ficheKey(id))
		if err != nil || !ok || f.MergedInto == "" {
			return id, err
		}
		id = f.MergedInto
	}
	return id, nil
}

// owner reads the fiche whose moments those of a fiche are by now.
func (t *tx) owner(id fiche.ID) (f fiche.Fiche, err error) {
	if id, err = t.heir(id); err != nil {
		return f, err
	}
	return get[fiche.Fiche](t, ficheKey(id))
}

// Heir is the fiche that a fiche is part of by now: itself, unless it was merged.
func (s *Store) Heir(ctx context.Context, id fiche.ID) (heir fiche.ID, err error) {
	err = s.view(ctx, func(t *tx) error {
		heir, err = t.heir(id)
		return err
	})
	return heir, err
}

// absorbed are the fiches that became part of one, and those that had become part of
// those; itself is the first.
func (t *tx) absorbed(id fiche.ID) ([]fiche.ID, error) {
	ids := []fiche.ID{id}
	for i := 0; i < len(ids); i++ {
		r := kv.Range{From: []byte(ids[i]), To: append([]byte(ids[i]), 0)}
		err := t.ScanIndex(byMerged, r, func(_, pk []byte) error {
			if x := lastOf(pk); !slices.Contains(ids, x) {
				ids = append(ids, x)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// count is how many records lie under a prefix.
func (t *tx) count(prefix string) (n int, err error) {
	err = t.Scan(kv.Prefix([]byte(prefix)), func(_, _ []byte) error {
		n++
		return nil
	})
	return n, err
}
