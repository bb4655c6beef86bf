package store

import (
	"context"
	"errors"
	"slices"

	"fichebak/store/fiche"
)

// undoMerge makes two fiches of one again: the one that stayed has again what it had,
// the other has its numbers and records again. What was changed since is left alone, and
// named in the record of the merger. ErrLater when one of them was merged or converted
// since in a way that stands between.
func (t *tx) undoMerge(op *Operation) (f fiche.Fiche, err error) {
	m, err := get[merged](t, mergedKey(op.ID))
	if err != nil {
		return f, err
	}
	if f, err = get[fiche.Fiche](t, ficheKey(m.Keep)); err != nil {
		return f, err
	}
	gone, ok, err := find[fiche.Fiche](t, ficheKey(m.Gone))
	switch {
	case err != nil:
		return f, err
	case op.UndoneAt != 0:
		return f, ErrUndone
	case !ok || gone.MergedInto != m.Keep:
		return f, ErrMoved
	case f.MergedInto != "" || slices.Contains(m.Numbers, fiche.Numbered{Kind: f.Kind, Number: f.Number}):
		return f, ErrLater
	}
	old := f.Values(t.group)
	if err := t.backTo(&f, &m); err != nil {
		return f, err
	}
	if err := t.giveBack(&f, &gone, &m); err != nil {
		return f, err
	}
	if err := t.recordMerge(&f, &gone, OpUndoMerge, OpUndoMerge, fiche.Diff(old, f.Values(t.group))); err != nil {
		return f, err
	}
	op.UndoneAt, op.UndoneBy = t.now.Unix(), t.by.Name
	if err := put(t, mergedKey(op.ID), m); err != nil {
		return f, err
	}
	return f, put(t, operationKey(op.ID), *op)
}

// backTo gives the fiche that stayed what it had before, but for what was changed since.
func (t *tx) backTo(f *fiche.Fiche, m *merged) error {
	before, after, now := m.Before.Values(t.group), m.After.Values(t.group), f.Values(t.group)
	for _, n := range fiche.NamesOf(before, after) {
		switch {
		case before[n] == after[n]:
		case now[n] == after[n]:
			now[n] = before[n]
		case now[n] != before[n]:
			m.Left = append(m.Left, n)
		}
	}
	f.Rev++
	return t.apply(f, Draft{Values: now})
}

// giveBack gives the other fiche its numbers and records again. A record that was
// changed since goes back as it is now.
func (t *tx) giveBack(f, gone *fiche.Fiche, m *merged) error {
	f.Numbers = slices.DeleteFunc(slices.Clone(f.Numbers), func(n fiche.Numbered) bool { return slices.Contains(m.Numbers, n) })
	for _, n := range m.Numbers {
		if err := put(t, claimKey(n.Kind, n.Number), gone.ID); err != nil {
			return err
		}
	}
	for _, r := range m.Moved {
		sum, was, err := t.move(r, f.ID, gone.ID)
		if err != nil {
			return err
		}
		if sum == 0 {
			m.Left = append(m.Left, r.Table+"gone")
		} else if was != r.Sum {
			m.Left = append(m.Left, r.Table+"changed")
		}
	}
	gone.MergedInto = ""
	if err := t.putFiche(f); err != nil {
		return err
	}
	return t.putFiche(gone)
}

// Merger is a merger that was done.
type Merger struct {
	Op      Operation
	Keep    fiche.Fiche // as it is now
	Gone    fiche.Fiche
	Moments int // how many records came along, by kind
	CRM     int
	Notes   int      // activities
	Left    []string // what an undo left alone: fields, and tables of records
}

// Merger returns a merger by its operation.
func (s *Store) Merger(ctx context.Context, op fiche.ID) (m Merger, err error) {
	err = s.view(ctx, func(t *tx) error {
		m, err = t.merger(op)
		return err
	})
	return m, err
}

func (t *tx) merger(id fiche.ID) (x Merger, err error) {
	m, err := get[merged](t, mergedKey(id))
	if err != nil {
		return x, err
	}
	x.Left = m.Left
	for _, r := range m.Moved {
		switch r.Table {
		case "m/":
			x.Moments++
		case "c/":
			x.CRM++
		case "l/":
			x.Notes++
		}
	}
	if x.Op, err = get[Operation](t, operationKey(id)); err != nil {
		return x, err
	}
	if x.Gone, err = get[fiche.Fiche](t, ficheKey(m.Gone)); err != nil {
		return x, err
	}
	x.Keep, err = get[fiche.Fiche](t, ficheKey(m.Keep))
	return x, err
}

// Mergers returns the latest mergers that were not undone, the latest first, at most
// limit, and how many there are.
func (s *Store) Mergers(ctx context.Context, limit int) (ms []Merger, total int, err error) {
	err = s.view(ctx, func(t *tx) error {
		ms, total = nil, 0
		return each(t, []byte("d/m/"), true, func(_ []byte, m merged) error {
			x, err := t.merger(m.Op)
			switch {
			case errors.Is(err, ErrNotFound):
				return nil // one of the two was removed for ever
			case err != nil || x.Op.UndoneAt != 0:
				return err
			}
			if total++; len(ms) < limit {
				ms = append(ms, x)
			}
			return nil
		})
	})
	return ms, total, err
}

// Joining is two fiches beside each other, before they become one.
type Joining struct {
	Double
	Values  [2]fiche.Values // of A and B
	Counts  [2]OwnedCount
	History [2]int
}

// OwnedCount is how many records a fiche has.
type OwnedCount struct{ Moments, CRM, Notes, Contacts int }

// Moving is how many of them move when the fiche becomes part of another.
func (c OwnedCount) Moving() int { return c.Moments + c.CRM + c.Notes }

// MostMoving is how many can.
const MostMoving = maxMoved

// Joining returns two fiches beside each other. ErrMerged when one is part of another
// by now, ErrInBin when one lies in the bin.
func (s *Store) Joining(ctx context.Context, a, b fiche.ID) (j Joining, err error) {
	err = s.view(ctx, func(t *tx) error {
		for _, id := range []fiche.ID{a, b} {
			f, err := get[fiche.Fiche](t, ficheKey(id))
			switch {
			case err != nil:
				return err
			case f.MergedInto != "":
				return ErrMerged
			case f.Removed():
				return ErrInBin
			}
		}
		return nil
	})
	if err != nil {
		return j, err
	}
	if j.Double, err = s.Double(ctx, a, b); err != nil {
		return j, err
	}
	err = s.view(ctx, func(t *tx) error {
		for i, f := range []*fiche.Fiche{&j.A, &j.B} {
			j.Values[i] = f.Values(t.group)
			if j.Counts[i], j.History[i], err = t.ownedBy(f.ID); err != nil {
				return err
			}
			j.Counts[i].Contacts = fiche.Contacts(j.Values[i])
		}
		return nil
	})
	return j, err
}

// ownedBy counts the records of a fiche, and the changes in its history.
func (t *tx) ownedBy(id fiche.ID) (c OwnedCount, history int, err error) {
	for table, n := range map[string]*int{"m/": &c.Moments, "c/": &c.CRM, "l/": &c.Notes} {
		if *n, err = t.count(table + id + "/"); err != nil {
			return c, 0, err
		}
	}
	ids, err := t.absorbed(id)
	for _, x := range ids {
		n, err := t.count("h/" + x + "/")
		if err != nil {
			return c, 0, err
		}
		history += n
	}
	return c, history, err
}
