package index

import (
	"cmp"
	"encoding/binary"
	"iter"
	"runtime"
	"slices"
	"sync"
)

// load makes a state from rows. Those that come in the order of their ids are sorted
// as a whole; the rest are put in one by one.
func load(rows iter.Seq[Row]) state {
	s := empty()
	var late []Row
	last := ""
	for r := range rows {
		if r.ID <= last && s.top > 0 {
			late = append(late, r)
			continue
		}
		last = r.ID
		o, row := s.ordinal(), s.encode(&r)
		s.rows.put(o, row)
		s.text.put(o, []byte(r.Text))
		s.digits.put(o, []byte(r.Digits))
		s.join(o, setsOf(row))
	}
	s.ids.fill(slices.Collect(s.all.all()))
	var work sync.WaitGroup
	columns := make(chan Column)
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for c := range columns {
				s.sort(c)
			}
		})
	}
	for c := range NumColumns {
		columns <- c
	}
	close(columns)
	work.Wait()
	for i := range late {
		s.put(&late[i])
	}
	return s
}

// item is a row to be sorted: a piece of its key, so that memory is not jumped about
// in for every comparison.
type item struct {
	piece uint64
	size  uint32 // of the key
	o     uint32 // the ids are in the order of the ordinals
}

func (s *state) sort(c Column) {
	items := make([]item, 0, s.top)
	var keyed, empty []uint32
	for o := range s.top {
		if n := len(s.key(o, c)); n > 0 {
			items = append(items, item{size: uint32(n), o: o})
		} else {
			empty = append(empty, o)
		}
	}
	s.sortFrom(items, c, 0)
	for _, it := range items {
		keyed = append(keyed, it.o)
	}
	s.orders[c].keyed.fill(keyed)
	s.orders[c].empty.fill(empty)
}

const pieceSize = 8

// sortFrom sorts items whose keys are alike before an offset: by the piece that begins
// there, and then each run of those alike by what comes after.
func (s *state) sortFrom(items []item, c Column, from int) {
	for i := range items {
		items[i].piece = pieceAt(s.key(items[i].o, c), from)
	}
	slices.SortFunc(items, func(a, b item) int { return cmp.Or(cmp.Compare(a.piece, b.piece), cmp.Compare(a.o, b.o)) })
	for len(items) > 0 {
		n, longest, shortest := 0, uint32(0), ^uint32(0)
		for n < len(items) && items[n].piece == items[0].piece {
			longest, shortest = max(longest, items[n].size), min(shortest, items[n].size)
			n++
		}
		run := items[:n]
		switch {
		case n == 1 || longest == shortest && int(longest) <= from+pieceSize: // alike: by id
		case int(longest) > from+pieceSize:
			s.sortFrom(run, c, from+pieceSize)
		default: // alike but for zeros at the end, which a piece does not show
			slices.SortFunc(run, func(a, b item) int { return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.o, b.o)) })
		}
		items = items[n:]
	}
}

// pieceAt is eight bytes of a key as a number that sorts as they do.
func pieceAt(key []byte, from int) uint64 {
	var piece [pieceSize]byte
	copy(piece[:], key[min(from, len(key)):])
	return binary.BigEndian.Uint64(piece[:])
}
