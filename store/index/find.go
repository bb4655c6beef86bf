package index

import (
	"bytes"
	"cmp"
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
func (c *choice) part(first, end int) (os []uint32) {
	if first >= end {
		return nil
	}
	if c.n <= limits.fewRows {
		return c.sorted()[first:end]
	}
	fromEnd := first > c.n-end
	skip := first
	if fromEnd {
		skip = c.n - end
	}
	for o := range c.walk(fromEnd) {
		if skip--; skip >= 0 {
			continue
		}
		if os = append(os, o); len(os) == end-first {
			break
		}
	}
	if fromEnd {
		slices.Reverse(os)
	}
	return os
}

// walk goes through the chosen rows, in the query's order or against it.
func (c *choice) walk(fromEnd bool) iter.Seq[uint32] {
	r := &c.orders[c.q.Sort]
	lists, down := [2]*list{&r.keyed, &r.empty}, c.q.Desc != fromEnd
	if fromEnd {
		slices.Reverse(lists[:])
	}
	return func(yield func(uint32) bool) {
		for _, l := range lists {
			for o := range l.all(down) {
				if c.rows.has(o) && !yield(o) {
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
	row := c.state.rows.get(o)
	own := part(row, 1+int(c.q.Sort))
	if (len(own) == 0) != (len(key) == 0) {
		return cmp.Compare(len(key), len(own)) // the empty one comes last
	}
	n := cmp.Or(bytes.Compare(own, key), bytes.Compare(part(row, 0), id))
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
	r := &c.orders[c.q.Sort]
	l := r.of(key)
	if c.q.Desc {
		at := l.search(c.before(c.q.Sort, key, id))
		if l == &r.keyed {
			return l.count(c.rows, at, l.end())
		}
		return c.n - l.count(c.rows, place{}, at)
	}
	at := l.search(func(o uint32) bool { return c.compare(o, key, id) <= 0 })
	if l == &r.keyed {
		return l.count(c.rows, place{}, at)
	}
	return c.n - l.count(c.rows, at, l.end())
}

func (c *choice) page() Result {
	res := Result{Total: c.n, First: max(c.q.Offset, 0)}
	if key, id, ok := c.q.After.read(); ok {
		res.First = c.upTo(key, id)
	}
	end := c.n
	if c.q.Limit > 0 {
		end = min(end, res.First+c.q.Limit)
	}
	os := c.part(res.First, end)
	for _, o := range os {
		res.IDs = append(res.IDs, string(c.id(o)))
	}
	if len(os) > 0 && end < c.n {
		last := os[len(os)-1]
		res.Next = cursorAt(c.key(last, c.q.Sort), c.id(last))
	}
	return res
}

func (c *choice) position(id string) (i int, prev, next string) {
	o, ok := c.find(id)
	if !ok || !c.rows.has(o) {
		return -1, "", ""
	}
	i = c.upTo(c.key(o, c.q.Sort), c.id(o)) - 1
	from, end := max(i-1, 0), min(i+2, c.n)
	around := c.part(from, end)
	if i > from {
		prev = string(c.id(around[0]))
	}
	if i+1 < end {
		next = string(c.id(around[len(around)-1]))
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
