// Package index holds in memory what lists are made of: for every row its sort keys,
// its sets and its search text, and for every column the order of all rows. It owns
// how they lie in memory and how they are written to a file and read back. It must
// not know what a fiche is, nor where rows come from.
//
// A row has an ordinal; an order is a list of ordinals, a set is a bit for each, so
// that a total is a count of bits and a page a walk of an order past those bits. Keys
// and texts lie in large pieces of memory without pointers, which the garbage
// collector does not look into.
//
// Caveat: what a query answers is right at one instant between two changes; rows that
// are read afterwards may be newer.
package index

import (
	"bytes"
	"iter"
	"sync"

	"fichebak/store/search"
)

// Column is a sort order that rows are kept in.
type Column int

// The columns.
const (
	Number Column = iota
	Name
	FullName
	Group
	Town
	Phone
	VAT
	Source
	Next
	Changed
	NumColumns
)

// Row is what the index holds of one fiche.
type Row struct {
	ID     string
	Keys   [NumColumns]string // an empty one sorts last, in both directions
	Sets   []string           // by name
	Text   string             // folded, in which words are looked for
	Digits string             // of numbers, in which digits are looked for
}

// Query chooses rows, and says in which order and which part of them.
type Query struct {
	All, None        []string      // sets a row must be in, and must not be in
	Words            []search.Word // each must be found
	Sort             Column
	Desc             bool
	NextFrom, NextTo string // range of the Next column, the end left out; empty: open
	Limit, Offset    int    // Limit 0: all
	After            Cursor // goes before Offset
}

// Result is a part of what a query chose.
type Result struct {
	IDs   []string
	Total int
	Next  Cursor // goes on after the last of IDs; empty when that is the end
	First int    // position of the first of IDs among all
}

// limits are where one way of doing things gives way to another; tests lower them.
var limits = limitsOf{blockMax: 1024, blockFill: 768, segmentSize: 1 << 20, leastMany: 64, fewRows: 256, staleScan: 1 << 20}

type limitsOf struct {
	blockMax    int // ordinals in a block of an order: an insertion moves no more
	blockFill   int // of them in an order that is made as a whole
	segmentSize int // bytes of a segment of a pile
	leastMany   int // members of a set before it can be bits
	fewRows     int // rows that are sorted by themselves sooner than met in the order of all
	staleScan   int // bytes of text written since a scan before it is made anew
}

// Index is safe for use by many at once.
type Index struct {
	mu sync.RWMutex // guards state
	state

	looking sync.Mutex // guards scans
	scans   []*scan    // the latest first
}

// state is all that an index holds.
type state struct {
	version uint64 // counts changes
	rows    pile   // key, id and sets: see row.go
	text    pile
	digits  pile
	ids     list // by id
	orders  [NumColumns]order
	all     bitset   // ordinals in use
	free    []uint32 // ordinals that were in use
	top     uint32   // ordinals ever in use
	sets    []*set   // by number
	names   []string // of the sets
	numbers map[string]uint32
}

// New makes an empty index.
func New() *Index { return &Index{state: empty()} }

func empty() state { return state{numbers: map[string]uint32{}} }

// Len is the number of rows.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.ids.n
}

// Version counts changes: as long as it stays, so do the rows.
func (x *Index) Version() uint64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.version
}

// ID is that of the row at a place in the order of the ids, from 0; empty past the end.
func (x *Index) ID(n int) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, block := range x.ids.blocks {
		if n < len(block) {
			return string(x.id(block[n]))
		}
		n -= len(block)
	}
	return ""
}

// Put adds a row, or puts it in the place of the one with its id.
func (x *Index) Put(r Row) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.put(&r)
}

// Drop removes a row; one that is not there is no error.
func (x *Index) Drop(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.drop(id)
}

// Load puts rows in the place of all there were. Queries answer from the old ones
// until it is done; a Put or a Drop meanwhile is lost.
func (x *Index) Load(rows iter.Seq[Row]) {
	fresh := load(rows)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.replace(fresh)
}

func (x *Index) replace(fresh state) {
	fresh.version = x.version + 1
	fresh.text.written += x.text.written + limits.staleScan
	x.state = fresh
	x.looking.Lock()
	x.scans = nil
	x.looking.Unlock()
}

// Row returns what the index holds under an id.
func (x *Index) Row(id string) (Row, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	o, ok := x.find(id)
	if !ok {
		return Row{}, false
	}
	return x.row(o), true
}

// In reports whether a row is in a set; known is false when there is no such row.
func (x *Index) In(id, set string) (in, known bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	o, known := x.find(id)
	n, named := x.numbers[set]
	return known && named && x.sets[n].has(o), known
}

// find is the ordinal of the row with this id.
func (s *state) find(id string) (o uint32, ok bool) {
	at := s.ids.search(func(o uint32) bool { return string(s.id(o)) < id })
	o, ok = s.ids.at(at)
	return o, ok && string(s.id(o)) == id
}

// put changes no more than what differs: most saves leave most orders as they are.
func (s *state) put(r *Row) {
	s.version++
	o, known := s.find(r.ID)
	if !known {
		s.add(r)
		return
	}
	old, row := s.rows.get(o), s.encode(r)
	var moves [NumColumns]bool
	for c := range NumColumns {
		if moves[c] = string(part(old, 1+int(c))) != r.Keys[c]; moves[c] {
			s.orders[c].remove(s, c, o)
		}
	}
	s.rows.change(o, row)
	for c := range NumColumns {
		if moves[c] {
			s.orders[c].insert(s, c, o)
		}
	}
	if !bytes.Equal(setsOf(old), setsOf(row)) {
		s.leave(o, setsOf(old))
		s.join(o, setsOf(row))
	}
	s.text.change(o, []byte(r.Text))
	s.digits.change(o, []byte(r.Digits))
}

// add gives a row an ordinal and puts it everywhere.
func (s *state) add(r *Row) {
	o, row := s.ordinal(), s.encode(r)
	s.rows.put(o, row)
	s.text.put(o, []byte(r.Text))
	s.digits.put(o, []byte(r.Digits))
	s.ids.insert(s.ids.search(func(x uint32) bool { return string(s.id(x)) < r.ID }), o)
	for c := range NumColumns {
		s.orders[c].insert(s, c, o)
	}
	s.join(o, setsOf(row))
}

func (s *state) drop(id string) {
	o, ok := s.find(id)
	if !ok {
		return
	}
	s.version++
	for c := range NumColumns {
		s.orders[c].remove(s, c, o)
	}
	s.ids.remove(s.ids.search(func(x uint32) bool { return string(s.id(x)) < id }))
	s.leave(o, setsOf(s.rows.get(o)))
	s.rows.drop(o)
	s.text.drop(o)
	s.digits.drop(o)
	s.all.clear(o)
	s.free = append(s.free, o)
}

// ordinal is one that is not in use.
func (s *state) ordinal() (o uint32) {
	if n := len(s.free); n > 0 {
		o, s.free = s.free[n-1], s.free[:n-1]
	} else {
		o = s.top
		s.top++
	}
	s.all = s.all.with(o)
	return o
}

// join puts an ordinal into sets by number.
func (s *state) join(o uint32, numbers varints) {
	for n := range numbers.all() {
		s.sets[n].add(o, s.top)
	}
}

// leave takes an ordinal out of sets by number.
func (s *state) leave(o uint32, numbers varints) {
	for n := range numbers.all() {
		s.sets[n].remove(o)
	}
}

// number is that of the set with this name, which is made when there is none.
func (s *state) number(name string) uint32 {
	n, ok := s.numbers[name]
	if !ok {
		n = uint32(len(s.sets))
		s.sets, s.names, s.numbers[name] = append(s.sets, &set{}), append(s.names, name), n
	}
	return n
}
