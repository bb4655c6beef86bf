package index

import (
	"iter"
	"slices"
)

// Find answers a part of the rows that a query chooses, in its order.
func (x *Index) Find(q Query) (res Result) {
	x.choose(q, func(c *choice) { res = c.page() })
	return res
}

// Count answers how many rows each query chooses, all at the same instant.
func (x *Index) Count(qs ...Query) []int {
	scans := make([]*scan, len(qs))
	for i := range qs {
		scans[i] = x.scan(qs[i].Words)
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	ns := make([]int, len(qs))
	for i := range qs {
		m, some := x.masks(&qs[i], scans[i])
		if some {
			ns[i] = m.count()
		}
	}
	return ns
}

// Position answers where a row stands among those that a query chooses, and its
// neighbours; i is -1 when it is not one of them.
func (x *Index) Position(id string, q Query) (i, total int, prev, next string) {
	x.choose(q, func(c *choice) { i, prev, next = c.position(id); total = c.n })
	return i, total, prev, next
}

// Positions is where several ids stand, by number; those that the query does not choose
// are at -1.
func (x *Index) Positions(ids []string, q Query) (at []int, total int) {
	x.choose(q, func(c *choice) {
		for _, id := range ids {
			i, _, _ := c.position(id)
			at = append(at, i)
		}
		total = c.n
	})
	return at, total
}

// Breaks counts the rows that a query chooses by the last of bounds that their Next is
// not below; the last count has those without a Next too.
func (x *Index) Breaks(q Query, bounds []string) (ns []int) {
	x.choose(q, func(c *choice) { ns = c.breaks(bounds) })
	return ns
}

// choice is the rows that a query chooses, at one instant.
type choice struct {
	*state
	q    Query
	rows bitset // as long as there are ordinals
	n    int
}

func (x *Index) choose(q Query, fn func(*choice)) {
	s := x.scan(q.Words)
	x.mu.RLock()
	defer x.mu.RUnlock()
	c := &choice{state: &x.state, q: q, rows: scratch(words(x.top))}
	defer giveBack(c.rows)
	if m, some := x.masks(&q, s); some {
		c.n = m.fill(c.rows)
	}
	fn(c)
}

// part is the chosen rows from position first up to end, in the query's order; it
// walks from the end that is nearer.
func (c *choice) part(from, end int) (os []uint32) {
	switch {
	case from >= end:
		return nil
	case c.n <= limits.fewRows:
		return c.sorted()[from:end]
	case from <= c.n-end:
		return first(c.walk(from, false), end-from)
	}
	os = first(c.walk(c.n-end, true), end-from)
	slices.Reverse(os)
	return os
}

// walk goes through the chosen rows but the first ones, in the query's order or from
// its end.
func (c *choice) walk(skip int, fromEnd bool) iter.Seq[uint32] {
	r := &c.orders[c.q.Sort]
	lists, down := [2]*list{&r.keyed, &r.empty}, c.q.Desc != fromEnd
	if fromEnd {
		slices.Reverse(lists[:])
	}
	return func(yield func(uint32) bool) {
		left := skip
		for _, l := range lists {
			var p place
			p, left = l.skip(c.rows, left, down)
			for o := range l.from(p, down) {
				if !c.rows.has(o) {
					continue
				}
				if left--; left < 0 && !yield(o) {
					return
				}
			}
		}
	}
}

// sorted is the chosen rows in the query's order.
func (c *choice) sorted() []uint32 {
	os := slices.AppendSeq(make([]uint32, 0, c.n), c.rows.all())
	slices.SortFunc(os, func(a, b uint32) int { return c.compare(a, c.key(b, c.q.Sort), c.id(b)) })
	return os
}

// compare a row with a key and id in the query's order.
func (c *choice) compare(o uint32, key, id []byte) int {
	if empty := len(c.key(o, c.q.Sort)) == 0; empty != (len(key) == 0) {
		if empty {
			return 1
		}
		return -1
	}
	n := c.state.compare(o, c.q.Sort, key, id)
	if c.q.Desc {
		return -n
	}
	return n
}

// upTo is how many chosen rows come before a key and id, or stand there.
func (c *choice) upTo(key, id []byte) (n int) {
	if c.n <= limits.fewRows {
		for o := range c.rows.all() {
			if c.compare(o, key, id) <= 0 {
				n++
			}
		}
		return n
	}
	l, from, to := c.orders[c.q.Sort].of(key), place{}, place{}
	if c.q.Desc {
		from, to = l.search(c.before(c.q.Sort, key, id)), l.end()
	} else {
		to = l.search(c.state.upTo(c.q.Sort, key, id))
	}
	if len(key) > 0 {
		return l.count(c.rows, from, to)
	}
	if c.q.Desc { // all but those that come after it
		return c.n - l.count(c.rows, place{}, from)
	}
	return c.n - l.count(c.rows, to, l.end())
}

// from is the chosen rows after a key and id in the query's order, or those before it,
// the nearest first.
func (c *choice) from(key, id []byte, back bool) iter.Seq[uint32] {
	r, down := &c.orders[c.q.Sort], c.q.Desc != back
	l := r.of(key)
	at := l.search(c.before(c.q.Sort, key, id))
	if !down {
		at = l.search(c.state.upTo(c.q.Sort, key, id))
	}
	parts := []iter.Seq[uint32]{l.from(at, down)}
	switch {
	case l == &r.keyed && !back:
		parts = append(parts, r.empty.all(down))
	case l == &r.empty && back:
		parts = append(parts, r.keyed.all(down))
	}
	return func(yield func(uint32) bool) {
		for _, os := range parts {
			for o := range os {
				if c.rows.has(o) && !yield(o) {
					return
				}
			}
		}
	}
}

func (c *choice) page() Result {
	res := Result{Total: c.n, First: max(c.q.Offset, 0)}
	key, id, goesOn := c.q.After.read()
	if goesOn {
		res.First = c.upTo(key, id)
	}
	end := c.n
	if c.q.Limit > 0 {
		end = min(end, res.First+c.q.Limit)
	}
	var os []uint32
	if goesOn && c.n > limits.fewRows {
		os = first(c.from(key, id, false), end-res.First)
	} else {
		os = c.part(res.First, end)
	}
	for _, o := range os {
		res.IDs = append(res.IDs, string(c.id(o)))
	}
	if len(os) > 0 && end < c.n {
		last := os[len(os)-1]
		res.Next = cursorAt(c.key(last, c.q.Sort), c.id(last))
	}
	return res
}

// first is at most the first n of what comes.
func first(seq iter.Seq[uint32], n int) (os []uint32) {
	if n <= 0 {
		return nil
	}
	for o := range seq {
		if os = append(os, o); len(os) == n {
			break
		}
	}
	return os
}

func (c *choice) position(id string) (i int, prev, next string) {
	o, ok := c.find(id)
	if !ok || !c.rows.has(o) {
		return -1, "", ""
	}
	key, own := c.key(o, c.q.Sort), c.id(o)
	i = c.upTo(key, own) - 1
	var around [2][]uint32 // before it, and after
	if c.n <= limits.fewRows {
		around = [2][]uint32{c.part(max(i-1, 0), i), c.part(i+1, min(i+2, c.n))}
	} else {
		around = [2][]uint32{first(c.from(key, own, true), 1), first(c.from(key, own, false), 1)}
	}
	if len(around[0]) > 0 {
		prev = string(c.id(around[0][0]))
	}
	if len(around[1]) > 0 {
		next = string(c.id(around[1][0]))
	}
	return i, prev, next
}

func (c *choice) breaks(bounds []string) []int {
	ns := make([]int, len(bounds))
	rest := c.n
	upper := "" // the lowest of the bounds behind
	for i := len(bounds) - 1; i >= 0; i-- {
		if i == len(bounds)-1 || bounds[i] < upper {
			from, to := c.between(bounds[i], upper)
			ns[i] = c.orders[Next].keyed.count(c.rows, from, to)
			rest -= ns[i]
			upper = bounds[i]
		}
	}
	ns[len(ns)-1] += rest
	return ns
}
