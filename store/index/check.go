package index

import "fmt"

// Check proves that orders, sets and texts are what the rows say, and answers what it
// found wrong. Between two of them others may write.
func (x *Index) Check() (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	checks := []func(*state, func(string, ...any)){(*state).checkIDs, (*state).checkSets}
	for c := range NumColumns {
		checks = append(checks, func(s *state, fault func(string, ...any)) { s.checkOrder(c, fault) })
	}
	for _, check := range checks {
		x.mu.RLock()
		check(&x.state, fault)
		x.mu.RUnlock()
	}
	return faults
}

func (s *state) checkIDs(fault func(string, ...any)) {
	last, n := "", 0
	seen := make(bitset, words(s.top))
	for o := range s.ids.all(false) {
		id := string(s.id(o))
		if n++; id <= last && n > 1 {
			fault("id %s stands after %s", id, last)
		}
		last = id
		seen = seen.with(o)
	}
	if n != s.ids.n || n != s.all.count() || seen.count() != n || n+len(s.free) != int(s.top) {
		fault("%d ids, %d counted, %d rows, %d free of %d", n, s.ids.n, s.all.count(), len(s.free), s.top)
	}
	for o := range s.all.all() {
		if !seen.has(o) {
			fault("row %s is not found by its id", s.id(o))
		}
	}
}

func (s *state) checkOrder(c Column, fault func(string, ...any)) {
	seen := make(bitset, words(s.top))
	for _, l := range []*list{&s.orders[c].keyed, &s.orders[c].empty} {
		n, last := 0, uint32(0)
		for o := range l.all(false) {
			if (len(s.key(o, c)) == 0) != (l == &s.orders[c].empty) {
				fault("order %d: row %s stands in the wrong list", c, s.id(o))
			}
			if n > 0 && !s.before(c, s.key(o, c), s.id(o))(last) {
				fault("order %d: row %s stands after %s", c, s.id(o), s.id(last))
			}
			last, seen = o, seen.with(o)
			n++
		}
		if n != l.n {
			fault("order %d has %d rows, and says %d", c, n, l.n)
		}
	}
	if n := s.orders[c].keyed.n + s.orders[c].empty.n; n != seen.count() || n != s.ids.n {
		fault("order %d has %d places for %d of %d rows", c, n, seen.count(), s.ids.n)
	}
}

func (s *state) checkSets(fault func(string, ...any)) {
	members := make([]int, len(s.sets))
	for o := range s.all.all() {
		counted := map[uint32]bool{}
		for n := range setsOf(s.rows.get(o)).all() {
			if !s.sets[n].has(o) {
				fault("row %s is not in its set %s", s.id(o), s.names[n])
			}
			if !counted[n] {
				members[n]++
			}
			counted[n] = true
		}
	}
	for n, g := range s.sets {
		if size := max(len(g.few), g.many.count()); members[n] != g.n || size != g.n {
			fault("set %s has %d rows, and says %d, of %d", s.names[n], size, g.n, members[n])
		}
	}
}
