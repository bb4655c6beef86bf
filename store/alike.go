package store

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// likes holds in memory what fiches can have in common, for who types a new one. It is
// made when it is first asked for, and follows the commits from then on.
type likes struct {
	making sync.Mutex // held while it is filled
	index  atomic.Pointer[alike.Index]
	full   *alike.Index // the one that has been filled; under making
}

// maxFollowed is how many fiches change before the index is rather made anew.
const maxFollowed = 20_000

// follow brings the index up to a commit.
func (l *likes) follow(keys map[fiche.ID][]alike.Key) {
	x := l.index.Load()
	if x == nil {
		return
	}
	for id, ks := range keys {
		x.Put(id, ks)
	}
	if x.Newer() > maxFollowed {
		l.forget()
	}
}

// forget has the index made anew when it is next asked for.
func (l *likes) forget() { l.index.Store(nil) }

// likeKeys are what the fiches a transaction touched can have in common with others;
// none for one that is gone. Nil while nobody has asked yet.
func (t *tx) likeKeys() (map[fiche.ID][]alike.Key, error) {
	if t.s.likes.index.Load() == nil {
		return nil, nil
	}
	keys := map[fiche.ID][]alike.Key{}
	for id := range t.touched {
		f, ok, err := find[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return nil, err
		}
		if keys[id] = nil; ok && canDouble(&f) {
			c := alike.Of(&f)
			keys[id] = c.Keys()
		}
	}
	return keys, nil
}

// canDouble reports whether a fiche can be the double of another.
func canDouble(f *fiche.Fiche) bool { return !f.Removed() }

// likesIndex answers the index, and fills it when there is none.
func (s *Store) likesIndex(ctx context.Context) (*alike.Index, error) {
	s.likes.making.Lock()
	defer s.likes.making.Unlock()
	if x := s.likes.index.Load(); x != nil && x == s.likes.full {
		return x, nil
	}
	x := alike.NewIndex()
	s.likes.index.Store(x)
	// a transaction that does not follow yet ends before this one begins
	if _, err := s.kv.Update(ctx, func(kv.RwTx) error { return nil }); err != nil {
		return nil, err
	}
	err := s.view(ctx, func(t *tx) error {
		ids, blocks, err := t.likeBlocks()
		if err == nil {
			x.Fill(ids, blocks)
		}
		return err
	})
	if err != nil {
		s.likes.forget()
		return nil, err
	}
	s.likes.full = x
	return x, nil
}

// likeBlocks reads what all fiches can have in common, by their places among the ids.
func (t *tx) likeBlocks() (ids []fiche.ID, b *alike.Blocks, err error) {
	b = &alike.Blocks{}
	_, _, err = t.eachCard(kv.Prefix([]byte("f/")), math.MaxInt, func(m *madeCard) {
		b.Add(uint32(len(ids)), m.keys)
		ids = append(ids, m.id)
	})
	return ids, b, err
}

// WarmAlike has what Alike needs ready when it is asked.
func (s *Store) WarmAlike(ctx context.Context) {
	if _, err := s.likesIndex(ctx); err != nil && !errors.Is(err, kv.ErrClosed) && ctx.Err() == nil {
		s.log.Error("read what fiches have in common", "err", err)
	}
}

// Alike is a fiche that looks like another, and by what.
type Alike struct {
	Fiche   fiche.Fiche
	Moments []fiche.Moment
	Like    alike.Likeness
}

// Alike returns the fiches of all kinds that look like what is typed in a form, the
// likeliest first, at most limit. Those in the bin do not count.
func (s *Store) Alike(ctx context.Context, v fiche.Values, limit int) (found []Alike, err error) {
	x, err := s.likesIndex(ctx)
	if err != nil {
		return nil, err
	}
	var typed fiche.Fiche
	typed.Apply(fiche.Tidy(v), nil)
	card := alike.Of(&typed)
	ids := x.Find(card.Keys())
	err = s.view(ctx, func(t *tx) error {
		found, err = t.alikeAmong(&card, ids, limit)
		return err
	})
	return found, err
}

func (t *tx) alikeAmong(card *alike.Card, ids []fiche.ID, limit int) (found []Alike, err error) {
	for _, id := range ids {
		f, ok, err := find[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return nil, err
		}
		if !ok || !canDouble(&f) {
			continue
		}
		other := alike.Of(&f)
		if l := alike.Compare(card, &other); l.Level() != alike.None {
			found = append(found, Alike{Fiche: f, Like: l})
		}
	}
	slices.SortFunc(found, func(a, b Alike) int {
		if a.Like.Weight != b.Like.Weight {
			return b.Like.Weight - a.Like.Weight
		}
		return strings.Compare(a.Fiche.ID, b.Fiche.ID)
	})
	found = found[:min(len(found), limit)]
	for i := range found {
		if found[i].Moments, err = t.moments(found[i].Fiche.ID); err != nil {
			return nil, err
		}
	}
	return found, nil
}
