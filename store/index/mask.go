package index

import (
	"math/bits"
	"sync"
)

// masks are what a row must be in, and must not be in, to be chosen.
type masks struct {
	many []bitset
	few  []*set
	not  []*set
}

// masks answers what a query asks for; some is false when it can choose nothing.
func (x *Index) masks(q *Query, s *scan) (m masks, some bool) {
	for _, name := range q.All {
		n, ok := x.numbers[name]
		if !ok {
			return m, false
		}
		if g := x.sets[n]; g.many == nil {
			m.few = append(m.few, g)
		} else {
			m.many = append(m.many, g.many)
		}
	}
	for _, name := range q.None {
		if n, ok := x.numbers[name]; ok {
			m.not = append(m.not, x.sets[n])
		}
	}
	if q.NextFrom != "" || q.NextTo != "" {
		m.many = append(m.many, x.nextRange(q.NextFrom, q.NextTo))
	}
	if s != nil {
		m.many = append(m.many, x.settle(s))
	}
	if len(m.many) == 0 {
		m.many = append(m.many, x.all)
	}
	return m, true
}

// nextRange are the rows whose Next lies in a range.
func (s *state) nextRange(from, to string) bitset {
	b := make(bitset, words(s.top))
	p, end := s.between(from, to)
	for block := range s.orders[Next].keyed.parts(p, end) {
		for _, o := range block {
			b[o>>6] |= 1 << (o & 63)
		}
	}
	return b
}

// between is where the rows with a Next in a range stand in its order; an empty end is
// open.
func (s *state) between(from, to string) (place, place) {
	l := &s.orders[Next].keyed
	p := l.search(s.before(Next, []byte(from), nil))
	if to == "" {
		return p, l.end()
	}
	return p, l.search(s.before(Next, []byte(to), nil))
}

// each calls fn with every word of bits that are in all masks, none left out.
func (m *masks) each(fn func(i int, w uint64)) {
	size := len(m.many[0])
	for _, b := range m.many {
		size = min(size, len(b))
	}
	for i := range size {
		w := m.many[0][i]
		for _, b := range m.many[1:] {
			w &= b[i]
		}
		fn(i, w)
	}
}

// fill writes the chosen rows into an empty bitset that has room for all ordinals.
func (m *masks) fill(b bitset) (n int) {
	if len(m.few) > 0 {
		for _, o := range m.least() {
			b[o>>6] |= 1 << (o & 63)
		}
	} else {
		m.each(func(i int, w uint64) { b[i] = w })
	}
	for _, g := range m.not {
		for i := range min(len(b), len(g.many)) {
			b[i] &^= g.many[i]
		}
		for _, o := range g.few {
			b.clear(o)
		}
	}
	return b.count()
}

// count is how many rows are chosen.
func (m *masks) count() (n int) {
	switch {
	case len(m.not) > 0:
		size := 0
		for _, b := range m.many {
			size = max(size, len(b))
		}
		b := scratch(size)
		defer giveBack(b)
		return m.fill(b)
	case len(m.few) > 0:
		return len(m.least())
	}
	m.each(func(_ int, w uint64) { n += bits.OnesCount64(w) })
	return n
}

// least are the members of the smallest set that are in all the others.
func (m *masks) least() (os []uint32) {
	small := m.few[0]
	for _, g := range m.few {
		if g.n < small.n {
			small = g
		}
	}
next:
	for _, o := range small.few {
		for _, b := range m.many {
			if !b.has(o) {
				continue next
			}
		}
		for _, g := range m.few {
			if g != small && !g.has(o) {
				continue next
			}
		}
		os = append(os, o)
	}
	return os
}

// used are bitsets to be used again: a million rows take 125 KB a query.
var used sync.Pool

func scratch(size int) bitset {
	if b, ok := used.Get().(*bitset); ok && cap(*b) >= size {
		s := (*b)[:size]
		clear(s)
		return s
	}
	return make(bitset, size)
}

func giveBack(b bitset) { used.Put(&b) }
