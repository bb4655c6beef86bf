package store

import (
	"context"
	"errors"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
	"fichebak/store/vat"
)

// Card is a fiche with its moments, as one looks at it.
type Card struct {
	Fiche   fiche.Fiche
	Groups  []Group
	Moments []fiche.Moment   // oldest first
	Log     []fiche.Activity // newest first
	Values  fiche.Values
	Remarks []fiche.Problem // those that stay on the card
}

// Card returns the fiche with this id, in the bin or not, with its moments.
func (s *Store) Card(ctx context.Context, id fiche.ID) (c Card, err error) {
	err = s.view(ctx, func(t *tx) error {
		c, err = t.card(id)
		return err
	})
	return c, err
}

func (t *tx) card(id fiche.ID) (Card, error) {
	f, err := get[fiche.Fiche](t, ficheKey(id))
	if err != nil {
		return Card{}, err
	}
	c := Card{Fiche: f, Values: f.Values(t.group)}
	for _, g := range f.Groups {
		if id, name := t.resolveGroup(g); id != "" {
			c.Groups = append(c.Groups, Group{ID: id, Name: name})
		}
	}
	if c.Moments, err = t.moments(id); err != nil {
		return Card{}, err
	}
	if c.Log, err = t.activities(id); err != nil {
		return Card{}, err
	}
	c.Remarks, err = t.check(f.Kind, id, c.Values)
	return c, err
}

// ByNumber finds the fiche that has, or once had, a number as this kind.
func (s *Store) ByNumber(ctx context.Context, k fiche.Kind, n int) (f fiche.Fiche, err error) {
	err = s.view(ctx, func(t *tx) error {
		id, err := get[fiche.ID](t, claimKey(k, n))
		if err != nil {
			return err
		}
		f, err = get[fiche.Fiche](t, ficheKey(id))
		return err
	})
	return f, err
}

// CheckValues tells everything there is to say about the values of a form that is not
// saved yet; id is its fiche, empty for a new one.
func (s *Store) CheckValues(ctx context.Context, k fiche.Kind, id fiche.ID, v fiche.Values) (ps []fiche.Problem, err error) {
	err = s.view(ctx, func(t *tx) error {
		ps, err = t.check(k, id, v)
		return err
	})
	return ps, err
}

// check adds to the fiche's own problems those that need other records: whose VAT
// number it is, and who has this name already.
func (t *tx) check(k fiche.Kind, id fiche.ID, v fiche.Values) ([]fiche.Problem, error) {
	ps := fiche.Check(v)
	if n, _ := vat.Parse(v["vat"]); !n.IsZero() {
		others, err := t.others(byVAT, n.Compact(), id)
		if err != nil {
			return nil, err
		}
		for _, o := range others {
			ps = append(ps, fiche.Problem{Field: "vat", Code: "remark.vat-taken", Args: []any{o.Kind.String(), o.Number, o.Name}, Link: o})
		}
	}
	own, err := t.checkExtraValues(v)
	if err != nil {
		return nil, err
	}
	ps = append(ps, own...)
	set, err := t.settings()
	if err != nil || set.NameCheckOff || v["name"] == "" {
		return ps, err
	}
	others, err := t.others(byName, search.NameKey(v["name"]), id)
	for _, o := range others {
		ps = append(ps, fiche.Problem{Field: "name", Code: "remark.name-taken", Args: []any{o.Kind.String(), o.Number, o.Name}, Link: o})
	}
	return ps, err
}

// maxOthers bounds how many other fiches a remark names.
const maxOthers = 3

// others are the fiches, but the one with this id, that an index has under key.
func (t *tx) others(index, key string, but fiche.ID) (refs []*fiche.Ref, err error) {
	if key == "" {
		return nil, nil
	}
	r := kv.Range{From: []byte(key), To: append([]byte(key), 0)}
	err = t.ScanIndex(index, r, func(_, pk []byte) error {
		if lastOf(pk) == but {
			return nil
		}
		f, err := get[fiche.Fiche](t, pk)
		if err != nil {
			return err
		}
		if refs = append(refs, fiche.RefTo(&f)); len(refs) == maxOthers {
			return kv.ErrStop
		}
		return nil
	})
	return refs, err
}

// change is the shape of an act on one fiche that is not its form.
func (s *Store) change(ctx context.Context, by Actor, id fiche.ID, op string, fn func(*tx, *fiche.Fiche) error) (f fiche.Fiche, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		if f.MergedInto != "" {
			return ErrMerged
		}
		old := f.Values(t.group)
		if err := fn(t, &f); err != nil {
			if errors.Is(err, errSame) {
				return nil
			}
			return err
		}
		if err := t.putFiche(&f); err != nil {
			return err
		}
		return t.record(&f, Change{Op: op, Fields: fiche.Diff(old, f.Values(t.group))})
	})
	return f, err
}

// errSame ends a change that has nothing to do.
var errSame = errors.New("already so")

// SetActive says whether a fiche is still active; the alternative to removing it.
func (s *Store) SetActive(ctx context.Context, by Actor, id fiche.ID, active bool) (fiche.Fiche, error) {
	return s.change(ctx, by, id, OpActive, func(t *tx, f *fiche.Fiche) error {
		if f.Inactive == !active {
			return errSame
		}
		f.Inactive = !active
		f.Rev++
		return nil
	})
}

// Remove puts a fiche into the bin.
func (s *Store) Remove(ctx context.Context, by Actor, id fiche.ID) (fiche.Fiche, error) {
	return s.change(ctx, by, id, OpRemove, func(t *tx, f *fiche.Fiche) error {
		if f.Removed() {
			return errSame
		}
		f.RemovedAt, f.RemovedBy = t.now.Unix(), t.by.Name
		return nil
	})
}

// Restore takes a fiche out of the bin, with everything it had.
func (s *Store) Restore(ctx context.Context, by Actor, id fiche.ID) (fiche.Fiche, error) {
	return s.change(ctx, by, id, OpRestore, func(t *tx, f *fiche.Fiche) error {
		if !f.Removed() {
			return errSame
		}
		f.RemovedAt, f.RemovedBy = 0, ""
		return nil
	})
}
