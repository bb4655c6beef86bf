package store

import (
	"context"
	"slices"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
)

// AddExtra makes an own field, the last of them. ErrNameTaken when one has its name,
// ErrTooMany when there are fiche.MaxExtras; a form with the same token makes it once.
func (s *Store) AddExtra(ctx context.Context, by Actor, token string, x fiche.Extra) (made fiche.Extra, err error) {
	if !slices.Contains(fiche.ExtraTypes, x.Type) {
		return x, &Invalid{[]fiche.Problem{{Field: "type", Code: "problem.choice", Blocks: true}}}
	}
	err = s.update(ctx, by, func(t *tx) error {
		made = x
		first, done, err := t.once(token)
		if err != nil || done {
			if err == nil {
				made, err = get[fiche.Extra](t, extraKey(first))
			}
			return err
		}
		own, err := t.extras()
		if err != nil {
			return err
		}
		if made.ID, err = t.newID('x'); err != nil {
			return err
		}
		if len(own) > 0 {
			made.Place = own[len(own)-1].Place + 1
		}
		if err := extraFits(own, made); err != nil {
			return err
		}
		if err := t.putExtra(made); err != nil {
			return err
		}
		return t.keep(token, made.ID)
	})
	return made, err
}

// extraFits sees to it that no two fields that are there have one name, and that there
// are not too many.
func extraFits(own []fiche.Extra, x fiche.Extra) error {
	n := 0
	for _, o := range own {
		if o.ID == x.ID || !o.Live() {
			continue
		}
		if n++; search.Fold(o.Name) == search.Fold(x.Name) {
			return ErrNameTaken
		}
	}
	if n >= fiche.MaxExtras {
		return ErrTooMany
	}
	return nil
}

func (t *tx) putExtra(x fiche.Extra) error {
	t.own = nil
	return put(t, extraKey(x.ID), x)
}

// ChangeExtra gives an own field another name and other kinds. What fiches hold stays.
func (s *Store) ChangeExtra(ctx context.Context, by Actor, id fiche.ID, name string, kinds []fiche.Kind) error {
	return s.update(ctx, by, func(t *tx) error {
		x, own, err := t.extra(id)
		if err != nil {
			return err
		}
		x.Name, x.Kinds = name, kinds
		if err := extraFits(own, x); err != nil {
			return err
		}
		return t.putExtra(x)
	})
}

// MoveExtra puts an own field so many places on among those that are there.
func (s *Store) MoveExtra(ctx context.Context, by Actor, id fiche.ID, places int) error {
	return s.update(ctx, by, func(t *tx) error {
		_, own, err := t.extra(id)
		if err != nil {
			return err
		}
		live := slices.DeleteFunc(slices.Clone(own), func(x fiche.Extra) bool { return !x.Live() })
		i := slices.IndexFunc(live, func(x fiche.Extra) bool { return x.ID == id })
		j := min(max(i+places, 0), len(live)-1)
		moved := live[i]
		live = slices.Insert(slices.Delete(live, i, i+1), j, moved)
		for n := range live {
			if live[n].Place != n+1 {
				live[n].Place = n + 1
				if err := t.putExtra(live[n]); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// extra is an own field that is there, and all of them.
func (t *tx) extra(id fiche.ID) (x fiche.Extra, own []fiche.Extra, err error) {
	if own, err = t.extras(); err != nil {
		return x, nil, err
	}
	i := slices.IndexFunc(own, func(x fiche.Extra) bool { return x.ID == id && x.Live() })
	if i < 0 {
		return x, own, ErrNotFound
	}
	return own[i], own, nil
}

// RemoveExtra takes an own field away; what fiches hold in it stays, and comes back with
// it. Its values no longer find a fiche.
func (s *Store) RemoveExtra(ctx context.Context, by Actor, id fiche.ID) error {
	return s.update(ctx, by, func(t *tx) error {
		x, _, err := t.extra(id)
		if err != nil {
			return err
		}
		x.RemovedAt = t.now.Unix()
		return t.turnExtra(x)
	})
}

// RestoreExtra undoes RemoveExtra. ErrNameTaken when another has its name by now,
// ErrTooMany when there is no room for it.
func (s *Store) RestoreExtra(ctx context.Context, by Actor, id fiche.ID) error {
	return s.update(ctx, by, func(t *tx) error {
		x, err := get[fiche.Extra](t, extraKey(id))
		if err != nil || x.Live() {
			return err
		}
		own, err := t.extras()
		if err != nil {
			return err
		}
		if err := extraFits(own, x); err != nil {
			return err
		}
		x.RemovedAt = 0
		return t.turnExtra(x)
	})
}

// turnExtra writes a field that comes or goes, and renews the rows of its fiches before
// the next commit.
func (t *tx) turnExtra(x fiche.Extra) error {
	t.rw.OnCommit(func(kv.Rev) { t.s.renewSet(setExtra(x.ID)) })
	if err := t.forget(); err != nil {
		return err
	}
	return t.putExtra(x)
}
