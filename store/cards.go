package store

import (
	"context"
	"slices"

	"fichebak/store/fiche"
)

// cardsAtOnce is how many fiches are read in one view, so that none lasts long.
const cardsAtOnce = 200

// EachCard calls fn with every fiche that each of the lists finds, whole and with its
// moments, in their order; none is held longer than that. A list is as it was at the beginning: a fiche
// that is gone since is left out, one that was changed is given as it is now.
func (s *Store) EachCard(ctx context.Context, fn func(*Card) error, lists ...Query) error {
	for _, q := range lists {
		x := s.indexQuery(q, s.now())
		x.After, x.Offset, x.Limit = "", 0, 0
		for ids := range slices.Chunk(s.index.Find(x).IDs, cardsAtOnce) {
			cards, err := s.cards(ctx, ids)
			if err != nil {
				return err
			}
			for i := range cards {
				if err := fn(&cards[i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *Store) cards(ctx context.Context, ids []fiche.ID) (cards []Card, err error) {
	err = s.view(ctx, func(t *tx) error {
		cards = cards[:0]
		for _, id := range ids {
			f, ok, err := find[fiche.Fiche](t, ficheKey(id))
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			ms, err := t.moments(id)
			if err != nil {
				return err
			}
			cards = append(cards, Card{Fiche: f, Values: f.Values(t.group), Moments: ms})
		}
		return nil
	})
	return cards, err
}
