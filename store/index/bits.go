package index

import (
	"iter"
	"math/bits"
	"slices"
)

// bitset is a set of ordinals, a bit for each; those past its end are not in it.
type bitset []uint64

// words is how many words a bitset of n ordinals has.
func words(n uint32) int { return int((uint64(n) + 63) / 64) }

func (b bitset) has(o uint32) bool {
	w := int(o >> 6)
	return w < len(b) && b[w]>>(o&63)&1 != 0
}

// with adds an ordinal, making room for it.
func (b bitset) with(o uint32) bitset {
	if w := int(o>>6) + 1; w > len(b) {
		b = append(b, make([]uint64, w-len(b))...)
	}
	b[o>>6] |= 1 << (o & 63)
	return b
}

func (b bitset) clear(o uint32) {
	if w := int(o >> 6); w < len(b) {
		b[w] &^= 1 << (o & 63)
	}
}

func (b bitset) count() (n int) {
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// all are the ordinals in it, the lowest first.
func (b bitset) all() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, w := range b {
			for ; w != 0; w &= w - 1 {
				if !yield(uint32(i<<6 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// set is one of the sets rows are in: a sorted list while few are in it, else bits.
// Thousands of small sets then take no more than their members.
type set struct {
	few  []uint32
	many bitset // nil while few serves
	n    int
}

// add puts an ordinal in; top is how many ordinals there are. A list that takes more
// memory than bits would gives way to them.
func (s *set) add(o, top uint32) {
	if s.many == nil {
		at, found := slices.BinarySearch(s.few, o)
		if found {
			return
		}
		s.few = slices.Insert(s.few, at, o)
		if s.n++; s.n > limits.leastMany && s.n*32 > int(top) {
			s.spread(top)
		}
		return
	}
	if !s.many.has(o) {
		s.many = s.many.with(o)
		s.n++
	}
}

func (s *set) spread(top uint32) {
	s.many = make(bitset, words(top))
	for _, o := range s.few {
		s.many = s.many.with(o)
	}
	s.few = nil
}

func (s *set) remove(o uint32) {
	if s.many == nil {
		if at, found := slices.BinarySearch(s.few, o); found {
			s.few = slices.Delete(s.few, at, at+1)
			s.n--
		}
		return
	}
	if s.many.has(o) {
		s.many.clear(o)
		s.n--
	}
}

func (s *set) has(o uint32) bool {
	if s.many != nil {
		return s.many.has(o)
	}
	_, found := slices.BinarySearch(s.few, o)
	return found
}
