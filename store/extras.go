package store

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

func setExtra(id fiche.ID) string { return "extra:" + id } // fiches that have a value in it

// extras are the own fields of the box in their order, those that were removed too. They
// are read once a transaction; who writes one lets go of them.
func (t *tx) extras() ([]fiche.Extra, error) {
	if t.own != nil {
		return t.own, nil
	}
	own := []fiche.Extra{}
	err := each(t, []byte("x/"), false, func(_ []byte, x fiche.Extra) error {
		own = append(own, x)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(own, func(a, b fiche.Extra) int { return a.Place - b.Place })
	t.own = own
	return own, nil
}

// tidyExtras writes the own fields of a form as they are kept, and lets go of those the
// box does not have. What the fiche holds in fields that its form has not, because they
// were removed when it was opened or are now, stays: had is what it holds, and shown are
// those of the form; nil stands for all. The form itself is left as it is, because the
// transaction may run again.
func (t *tx) tidyExtras(form, had fiche.Values, shown []string) (fiche.Values, error) {
	own, err := t.extras()
	if err != nil {
		return nil, err
	}
	v := maps.Clone(form)
	known := map[string]bool{}
	for _, x := range own {
		n := x.Field()
		known[n] = true
		missed := !x.Live() || shown != nil && !slices.Contains(shown, n)
		switch text := v[n]; {
		case missed && had[n] != "":
			v[n] = had[n]
		case missed:
			delete(v, n)
		case text != "":
			v[n] = x.Tidy(text)
		}
	}
	for n := range v {
		if _, ok := fiche.ExtraID(n); ok && !known[n] {
			delete(v, n)
		}
	}
	return v, nil
}

// checkExtraValues are the problems of the own fields of a form.
func (t *tx) checkExtraValues(v fiche.Values) (ps []fiche.Problem, err error) {
	own, err := t.extras()
	for _, x := range own {
		if p := x.Check(v[x.Field()]); p != nil && x.Live() {
			ps = append(ps, *p)
		}
	}
	return ps, err
}

// extraText is what a fiche is found by of its own fields: what one reads in them.
func (t *tx) extraText(f *fiche.Fiche) (words []string) {
	own, err := t.extras()
	if err != nil {
		return nil // the transaction fails elsewhere
	}
	for _, x := range own {
		if text := f.Extra[x.ID]; text != "" && x.Live() && x.Type != fiche.ExtraYesNo {
			words = append(words, search.Fold(text))
		}
	}
	return words
}

// ExtraCount is an own field with how many fiches have a value in it.
type ExtraCount struct {
	fiche.Extra
	Count int
}

// Extras returns the own fields in their order, those that were removed last.
func (s *Store) Extras(ctx context.Context) (list []ExtraCount, err error) {
	err = s.view(ctx, func(t *tx) error {
		list = nil
		own, err := t.extras()
		for _, x := range own {
			counts, n := s.countKinds(setExtra(x.ID))[0], 0
			for _, c := range counts {
				n += c
			}
			list = append(list, ExtraCount{x, n})
		}
		return err
	})
	slices.SortStableFunc(list, func(a, b ExtraCount) int {
		return boolInt(!a.Live()) - boolInt(!b.Live())
	})
	return list, err
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// OwnFields are the own fields that are there, in their order: what stands in Values
// under fiche.ExtraName of their ids.
func (s *Store) OwnFields(ctx context.Context) (own []fiche.Extra, err error) {
	err = s.view(ctx, func(t *tx) error {
		all, err := t.extras()
		own = slices.DeleteFunc(slices.Clone(all), func(x fiche.Extra) bool { return !x.Live() })
		return err
	})
	return own, err
}

// checkExtras proves the own fields to be such, and every value to have its field.
func (t *tx) checkExtras(fault func(string, ...any)) error {
	known := map[fiche.ID]bool{}
	err := each(t, []byte("x/"), false, func(key []byte, x fiche.Extra) error {
		known[x.ID] = true
		if string(key) != string(extraKey(x.ID)) || !slices.Contains(fiche.ExtraTypes, x.Type) || strings.TrimSpace(x.Name) == "" {
			fault("own field %q is none", key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(t, []byte("f/"), false, func(_ []byte, f fiche.Fiche) error {
		for id := range f.Extra {
			if !known[id] {
				fault("fiche %s holds a value of an own field there is not", f.ID)
			}
		}
		return nil
	})
}
