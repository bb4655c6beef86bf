package index

import (
	"bytes"
	"iter"
	"slices"
	"sort"
)

// list is a list of ordinals in blocks, so that insertion is cheap however long it is.
type list struct {
	blocks [][]uint32 // none is empty
	n      int
}

// place is where something stands in a list, or would stand.
type place struct{ block, at int }

// search is the first place whose ordinal is not before what is looked for; the
// list must be in that order.
func (l *list) search(before func(o uint32) bool) place {
	b := sort.Search(len(l.blocks), func(i int) bool { return !before(l.blocks[i][0]) }) - 1
	if b < 0 {
		return place{}
	}
	block := l.blocks[b]
	return place{b, sort.Search(len(block), func(i int) bool { return !before(block[i]) })}
}

// at is the ordinal at a place; ok is false at the end.
func (l *list) at(p place) (o uint32, ok bool) {
	if p.block < len(l.blocks) && p.at == len(l.blocks[p.block]) {
		p = place{p.block + 1, 0}
	}
	if p.block >= len(l.blocks) {
		return 0, false
	}
	return l.blocks[p.block][p.at], true
}

func (l *list) insert(p place, o uint32) {
	l.n++
	if len(l.blocks) == 0 {
		l.blocks = [][]uint32{{o}}
		return
	}
	block := slices.Insert(l.blocks[p.block], p.at, o)
	l.blocks[p.block] = block
	if len(block) > limits.blockMax {
		half := len(block) / 2
		l.blocks[p.block] = slices.Clone(block[:half])
		l.blocks = slices.Insert(l.blocks, p.block+1, slices.Clone(block[half:]))
	}
}

// remove takes out the ordinal at a place.
func (l *list) remove(p place) {
	if p.at == len(l.blocks[p.block]) {
		p = place{p.block + 1, 0}
	}
	l.n--
	block := slices.Delete(l.blocks[p.block], p.at, p.at+1)
	if l.blocks[p.block] = block; len(block) == 0 {
		l.blocks = slices.Delete(l.blocks, p.block, p.block+1)
	}
}

// fill makes the list anew from ordinals in their order.
func (l *list) fill(os []uint32) {
	*l = list{n: len(os)}
	for block := range slices.Chunk(os, limits.blockFill) {
		l.blocks = append(l.blocks, slices.Clone(block))
	}
}

// end is the place behind the last ordinal.
func (l *list) end() place { return place{block: len(l.blocks)} }

// all are the ordinals in their order, or from the last.
func (l *list) all(down bool) iter.Seq[uint32] {
	if down {
		return l.from(l.end(), true)
	}
	return l.from(place{}, false)
}

// from are the ordinals from a place on, or those before it, the nearest first.
func (l *list) from(p place, down bool) iter.Seq[uint32] {
	if down {
		return func(yield func(uint32) bool) {
			for i := min(p.block, len(l.blocks)-1); i >= 0; i-- {
				block := l.blocks[i]
				if i == p.block {
					block = block[:p.at]
				}
				for j := len(block) - 1; j >= 0; j-- {
					if !yield(block[j]) {
						return
					}
				}
			}
		}
	}
	return func(yield func(uint32) bool) {
		for block := range l.parts(p, l.end()) {
			for _, o := range block {
				if !yield(o) {
					return
				}
			}
		}
	}
}

// parts are the ordinals from one place up to another, a block or less at a time.
func (l *list) parts(from, to place) iter.Seq[[]uint32] {
	return func(yield func([]uint32) bool) {
		for i := from.block; i < len(l.blocks) && i <= to.block; i++ {
			block := l.blocks[i]
			if i == to.block {
				block = block[:to.at]
			}
			if i == from.block {
				block = block[min(from.at, len(block)):]
			}
			if len(block) > 0 && !yield(block) {
				return
			}
		}
	}
}

// count is how many of the ordinals between two places are in b.
func (l *list) count(b bitset, from, to place) (n int) {
	for block := range l.parts(from, to) {
		n += countIn(b, block)
	}
	return n
}

// skip passes by whole blocks as long as they have no more than n ordinals that are in
// b, and answers how many are left to pass by from there.
func (l *list) skip(b bitset, n int, down bool) (p place, left int) {
	for i := range l.blocks {
		if down {
			i = len(l.blocks) - 1 - i
		}
		in := countIn(b, l.blocks[i])
		switch {
		case in <= n:
			n -= in
		case down:
			return place{i, len(l.blocks[i])}, n
		default:
			return place{i, 0}, n
		}
	}
	if down {
		return place{}, n
	}
	return l.end(), n
}

// countIn is how many of some ordinals are in b; no branch depends on which.
func countIn(b bitset, os []uint32) int {
	n := uint64(0)
	for _, o := range os {
		n += b[o>>6] >> (o & 63) & 1
	}
	return int(n)
}

// order is all rows sorted by one column. Those without a key stand apart, because
// they come last in both directions.
type order struct{ keyed, empty list }

// of is the list that a row with this key stands in.
func (r *order) of(key []byte) *list {
	if len(key) == 0 {
		return &r.empty
	}
	return &r.keyed
}

// before tells which rows come before a key and id, going up.
func (s *state) before(c Column, key, id []byte) func(o uint32) bool {
	return func(o uint32) bool { return s.compare(o, c, key, id) < 0 }
}

// upTo tells which rows come before a key and id, or stand there.
func (s *state) upTo(c Column, key, id []byte) func(o uint32) bool {
	return func(o uint32) bool { return s.compare(o, c, key, id) <= 0 }
}

func (s *state) compare(o uint32, c Column, key, id []byte) int {
	row := s.rows.get(o)
	if n := bytes.Compare(part(row, 1+int(c)), key); n != 0 {
		return n
	}
	return bytes.Compare(part(row, 0), id)
}

// place is where an ordinal stands in the list of its key, or would stand.
func (r *order) place(s *state, c Column, o uint32) (*list, place) {
	row := s.rows.get(o)
	key := part(row, 1+int(c))
	l := r.of(key)
	return l, l.search(s.before(c, key, part(row, 0)))
}

func (r *order) insert(s *state, c Column, o uint32) {
	l, p := r.place(s, c, o)
	l.insert(p, o)
}

func (r *order) remove(s *state, c Column, o uint32) {
	l, p := r.place(s, c, o)
	l.remove(p)
}
