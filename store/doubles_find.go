package store

import (
	"cmp"
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

// eachCard calls fn with the card of each fiche of a range that can be a double, in the
// order of their ids, of at most so many fiches; it answers how many it read and the key of
// the last. As many as there are processors make cards.
func (t *tx) eachCard(r kv.Range, most int, fn func(*madeCard)) (read int, last []byte, err error) {
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
	var panicked any // what reading panicked with: a broken page of the file
	workers.Go(func() {
		defer close(inOrder)
		defer close(work)
		defer func() { panicked = recover() }()
		read, last, err = t.readCards(r, most, func(b *cards) {
			work <- b
			inOrder <- b
		})
	})
	var broken error
	for b := range inOrder {
		if <-b.done; b.err != nil {
			broken = b.err
		}
		for i := range b.made {
			fn(&b.made[i])
		}
	}
	workers.Wait()
	if panicked != nil {
		panic(panicked)
	}
	return read, last, cmp.Or(broken, err)
}

func (t *tx) readCards(r kv.Range, most int, send func(*cards)) (read int, last []byte, err error) {
	b := &cards{done: make(chan struct{})}
	err = t.Scan(r, func(key, val []byte) error {
		if b.raw = append(b.raw, val); len(b.raw) == cardBatch {
			send(b)
			b = &cards{done: make(chan struct{})}
		}
		if read++; read == most {
			last = slices.Clone(key)
			return kv.ErrStop
		}
		return nil
	})
	send(b)
	return read, last, err
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
