package store

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// What a look for doubles found is kept so that the page is there at once, also after a
// restart. It is derived: each night finds it anew.

// maxFound is how many pairs are kept, the likeliest; who has judged those looks again.
const maxFound = 1000

// foundChunk is how many of them one record holds.
const foundChunk = 250

// foundPair is a pair that looked alike.
type foundPair struct {
	A fiche.ID `cbor:"1,keyasint"`
	B fiche.ID `cbor:"2,keyasint"`
}

// lookedRecord is the record of the last look for doubles.
type lookedRecord struct {
	At     int64 `cbor:"1,keyasint"`
	Fiches int   `cbor:"2,keyasint"` // looked at
	Pairs  int   `cbor:"3,keyasint"` // that looked alike and were not judged
	Chunks int   `cbor:"4,keyasint"`
}

var lookedKey = []byte("d/run")

// FindDoubles looks for fiches that look alike, among all kinds, and keeps what it
// finds for Doubles. Who asks while it is under way waits for it and does it once more.
func (s *Store) FindDoubles(ctx context.Context) error {
	s.looking.Lock()
	defer s.looking.Unlock()
	var run lookedRecord
	var pairs []foundPair
	err := s.view(ctx, func(t *tx) (err error) {
		run = lookedRecord{At: t.now.Unix()}
		pairs, err = t.findDoubles(&run)
		return err
	})
	if err != nil {
		return err
	}
	return s.update(ctx, Actor{}, func(t *tx) error {
		old, _, err := find[lookedRecord](t, lookedKey)
		if err != nil {
			return err
		}
		for i := range old.Chunks {
			if err := t.rw.Delete(foundKey(i)); err != nil {
				return err
			}
		}
		kept := run
		for chunk := range slices.Chunk(pairs, foundChunk) {
			if err := put(t, foundKey(kept.Chunks), chunk); err != nil {
				return err
			}
			kept.Chunks++
		}
		return put(t, lookedKey, kept)
	})
}

// weighed is a pair with how much it looks alike.
type weighed struct {
	pair   alike.Pair
	weight int
}

// findDoubles reads all fiches twice: what they can have in common, and then those that
// have something in common with another.
func (t *tx) findDoubles(run *lookedRecord) ([]foundPair, error) {
	ids, blocks, err := t.likeBlocks()
	if err != nil {
		return nil, err
	}
	run.Fiches = len(ids)
	pairs := blocks.Pairs()
	cards, err := t.cardsIn(pairs, len(ids))
	if err != nil {
		return nil, err
	}
	judged, err := t.verdicts()
	if err != nil {
		return nil, err
	}
	var found []weighed
	for _, p := range pairs {
		l := alike.Compare(cards[p.A], cards[p.B])
		if l.Level() == alike.None || judged.has(ids[p.A], ids[p.B]) {
			continue
		}
		found = append(found, weighed{p, l.Weight})
	}
	slices.SortStableFunc(found, func(a, b weighed) int { return b.weight - a.weight })
	run.Pairs = len(found)
	var kept []foundPair
	for _, w := range found[:min(len(found), maxFound)] {
		kept = append(kept, foundPair{ids[w.pair.A], ids[w.pair.B]})
	}
	return kept, nil
}

// cardsIn are the cards of the fiches that are in pairs, by their places.
func (t *tx) cardsIn(pairs []alike.Pair, n int) ([]*alike.Card, error) {
	wanted := make([]bool, n)
	for _, p := range pairs {
		wanted[p.A], wanted[p.B] = true, true
	}
	cards := make([]*alike.Card, n)
	at := 0
	err := t.eachCard(func(i int) bool { return wanted[i] }, func(_ fiche.ID, c *alike.Card, _ []alike.Key) {
		for !wanted[at] {
			at++
		}
		cards[at] = c
		at++
	})
	return cards, err
}

// cardBatch is how many fiches are made cards of at a time.
const cardBatch = 256

// cards are fiches on their way to become cards.
type cards struct {
	raw  [][]byte
	done chan struct{}
	made []madeCard
	err  error
}

type madeCard struct {
	id   fiche.ID
	card *alike.Card
	keys []alike.Key
}

// eachCard calls fn with the card of each fiche that can be a double and is wanted by
// its place among those, in the order of their ids. As many as there are processors
// make cards.
func (t *tx) eachCard(wanted func(int) bool, fn func(fiche.ID, *alike.Card, []alike.Key)) error {
	n := runtime.GOMAXPROCS(0)
	work, inOrder := make(chan *cards, 2*n), make(chan *cards, 2*n)
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
			for b := range work {
				b.make()
			}
		})
	}
	var failed error
	var panicked any // what reading panicked with: a broken page of the file
	workers.Go(func() {
		defer close(inOrder)
		defer close(work)
		defer func() { panicked = recover() }()
		failed = t.readCards(func(b *cards) {
			work <- b
			inOrder <- b
		})
	})
	at := 0
	var broken error
	for b := range inOrder {
		if <-b.done; b.err != nil {
			broken = b.err
		}
		for _, m := range b.made {
			if wanted(at) {
				fn(m.id, m.card, m.keys)
			}
			at++
		}
	}
	workers.Wait()
	if panicked != nil {
		panic(panicked)
	}
	if broken != nil {
		return broken
	}
	return failed
}

func (t *tx) readCards(send func(*cards)) error {
	b := &cards{done: make(chan struct{})}
	err := t.Scan(kv.Prefix([]byte("f/")), func(_, val []byte) error {
		if b.raw = append(b.raw, val); len(b.raw) == cardBatch {
			send(b)
			b = &cards{done: make(chan struct{})}
		}
		return nil
	})
	send(b)
	return err
}

func (b *cards) make() {
	defer close(b.done)
	for _, raw := range b.raw {
		var f fiche.Fiche
		if err := decode(raw, &f); err != nil {
			b.err = err
			return
		}
		if canDouble(&f) {
			c := alike.Of(&f)
			b.made = append(b.made, madeCard{f.ID, &c, c.Keys()})
		}
	}
}

// Looked is when doubles were looked for.
type Looked struct {
	At     time.Time // zero: never
	Fiches int
	Found  int // pairs
	Kept   int // of those, the likeliest
}

// LookedForDoubles says when doubles were last looked for.
func (s *Store) LookedForDoubles(ctx context.Context) (l Looked, err error) {
	err = s.view(ctx, func(t *tx) error {
		r, ok, err := find[lookedRecord](t, lookedKey)
		if ok {
			l = Looked{At: time.Unix(r.At, 0).In(s.zone), Fiches: r.Fiches, Found: r.Pairs, Kept: min(r.Pairs, maxFound)}
		}
		return err
	})
	return l, err
}

// found are the pairs of the last look, the likeliest first.
func (t *tx) found() (pairs []foundPair, err error) {
	err = each(t, []byte("d/p/"), false, func(_ []byte, chunk []foundPair) error {
		pairs = append(pairs, chunk...)
		return nil
	})
	return pairs, err
}

// doubleID names a pair in an address, whichever comes first.
func doubleID(a, b fiche.ID) string { return strings.Join([]string{min(a, b), max(a, b)}, "-") }
