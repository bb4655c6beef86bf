package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// Source is a medium or channel by which prospects are found: Adres via.
type Source struct {
	Name string `cbor:"1,keyasint" json:"name"`
	Off  bool   `cbor:"2,keyasint,omitempty" json:"off,omitempty"` // no longer suggested
}

// keepSource remembers a source that was typed, as a suggestion for the next.
func (t *tx) keepSource(name string) error {
	if name == "" {
		return nil
	}
	key := sourceKey(search.Fold(name))
	if _, ok, err := find[Source](t, key); ok || err != nil {
		return err
	}
	return put(t, key, Source{Name: name})
}

// SourceCount is a source with how many fiches of each kind name it, the inactive
// included.
type SourceCount struct {
	Source
	Count map[fiche.Kind]int
}

// Total is the number of fiches that name the source.
func (v SourceCount) Total() (n int) {
	for _, c := range v.Count {
		n += c
	}
	return n
}

// Sources returns all sources by name, with their counts.
func (s *Store) Sources(ctx context.Context) (list []SourceCount, err error) {
	err = s.view(ctx, func(t *tx) error {
		list = nil
		return each(t, []byte("a/"), false, func(_ []byte, v Source) error {
			list = append(list, SourceCount{v, s.countSource(v.Name)})
			return nil
		})
	})
	slices.SortFunc(list, func(a, b SourceCount) int { return strings.Compare(search.SortKey(a.Name), search.SortKey(b.Name)) })
	return list, err
}

// AddSource adds a source to the suggestions. ErrNameTaken when one of that name is
// there, case and accents ignored; a form with the same token adds it once.
func (s *Store) AddSource(ctx context.Context, by Actor, token, name string) error {
	return s.update(ctx, by, func(t *tx) error {
		if _, done, err := t.once(token); err != nil || done {
			return err
		}
		key := sourceKey(search.Fold(name))
		_, taken, err := find[Source](t, key)
		if err == nil && taken {
			err = ErrNameTaken
		}
		if err != nil {
			return err
		}
		if err := put(t, key, Source{Name: name}); err != nil {
			return err
		}
		return t.keep(token, "")
	})
}

// TurnSource has a source suggested or no longer.
func (s *Store) TurnSource(ctx context.Context, by Actor, name string, on bool) error {
	return s.update(ctx, by, func(t *tx) error {
		v, err := get[Source](t, sourceKey(search.Fold(name)))
		if err != nil {
			return fmt.Errorf("source: %w", err)
		}
		v.Off = !on
		return put(t, sourceKey(search.Fold(name)), v)
	})
}

// RemoveSource takes a source from the suggestions; fiches keep what they say.
func (s *Store) RemoveSource(ctx context.Context, by Actor, name string) error {
	return s.update(ctx, by, func(t *tx) error {
		if _, err := get[Source](t, sourceKey(search.Fold(name))); err != nil {
			return fmt.Errorf("source: %w", err)
		}
		return t.rw.Delete(sourceKey(search.Fold(name)))
	})
}
