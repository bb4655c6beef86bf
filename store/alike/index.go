package alike

import (
	"slices"
	"sync"
)

// Index finds who has keys in common with a card, while cards come, change and go.
type Index struct {
	mu     sync.Mutex
	ids    []string // by place
	sorted []entry  // of the cards that were there when it was filled
	newer  map[string][]Key
	byKey  map[Key][]string // of the newer ones; some are of cards that have other keys by now
}

// NewIndex is an index without cards.
func NewIndex() *Index { return &Index{newer: map[string][]Key{}, byKey: map[Key][]string{}} }

// Fill gives the index the cards that were there at first: their ids, and the keys of
// each by its place. What was put before is newer than these.
func (x *Index) Fill(ids []string, b *Blocks) {
	slices.Sort(b.entries)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.ids, x.sorted = ids, slices.Clip(b.entries)
}

// Put has a card under these keys from now on; with none it is gone.
func (x *Index) Put(id string, keys []Key) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.newer[id] = keys
	for _, k := range keys {
		if !slices.Contains(x.byKey[k], id) {
			x.byKey[k] = append(x.byKey[k], id)
		}
	}
}

// Newer is how many cards were put since the index was filled.
func (x *Index) Newer() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.newer)
}

// Find returns who has any of these keys, in no order, none twice. A weak key that many
// have finds nobody, another one so many.
func (x *Index) Find(keys []Key) []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	found := map[string]bool{}
	for _, k := range keys {
		ids := x.with(k)
		if k&weak != 0 && len(ids) > maxWeak {
			continue
		}
		for _, id := range ids[:min(len(ids), maxStrong)] {
			found[id] = true
		}
	}
	ids := make([]string, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	return ids
}

// with are those who have a key; more than matter are not counted out.
func (x *Index) with(k Key) (ids []string) {
	for _, id := range x.byKey[k] {
		if slices.Contains(x.newer[id], k) {
			ids = append(ids, id)
		}
	}
	at, _ := slices.BinarySearch(x.sorted, entryOf(k, 0))
	for ; at < len(x.sorted) && x.sorted[at].key() == k && len(ids) <= maxStrong; at++ {
		id := x.ids[x.sorted[at].at()]
		if _, newer := x.newer[id]; !newer {
			ids = append(ids, id)
		}
	}
	return ids
}
