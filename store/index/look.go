package index

import (
	"bytes"
	"runtime"
	"sync"
	"sync/atomic"

	"fichebak/store/search"
)

// Looking for words takes longer the more text there is, so it is done in two steps:
// scan, while others read and write, in the text as it was a moment ago, and settle,
// with the lock, which looks at what was written since. Nothing outside this file and
// pile.go knows that text is scanned: anything that answers a scan can take its place.

// scan is what the first step found. Scans are kept, because a page asks for the same
// words several times and goes on asking as one scrolls.
type scan struct {
	key     string
	written int // how far the text was
	found   []finding

	// Guarded by Index.looking: the answer, and the version it is right for.
	version uint64
	rows    bitset
}

// finding is where one condition was met: in the text, or for a number also in the
// digits.
type finding struct {
	words  needles
	text   matches
	nums   needles // nil: not a number
	digits matches
}

// matches are the entries that meet a condition, by segment of a view.
type matches struct {
	view view
	hits []bitset
}

const maxScans = 8 // kept

// needles must all be in a text.
type needles [][]byte

func (ns needles) in(text []byte) bool {
	for _, n := range ns {
		if !bytes.Contains(text, n) {
			return false
		}
	}
	return true
}

// scan looks for words. The caller does not have the lock; nil when there are none.
func (x *Index) scan(ws []search.Word) *scan {
	c := &scan{found: conditions(ws)}
	if len(c.found) == 0 {
		return nil
	}
	for _, w := range ws {
		c.key += w.Text + "\x00" + w.Digits + "\x01"
	}
	x.mu.RLock()
	c.written = x.text.written
	if old := x.kept(c); old != nil {
		x.mu.RUnlock()
		return old
	}
	text, digits := x.text.hold(), x.digits.hold()
	x.mu.RUnlock()
	for i := range c.found {
		f := &c.found[i]
		f.text = text.find(f.words)
		if f.nums != nil {
			f.digits = digits.find(f.nums)
		}
	}
	x.keep(c)
	return c
}

// conditions joins the words that are no numbers into one, the longest first because
// it is the rarest.
func conditions(ws []search.Word) (found []finding) {
	var words needles
	for _, w := range ws {
		switch {
		case w.Text == "": // in every text
		case w.Digits != "":
			found = append(found, finding{words: needles{[]byte(w.Text)}, nums: needles{[]byte(w.Digits)}})
		default:
			words = append(words, []byte(w.Text))
			if last := len(words) - 1; len(words[last]) > len(words[0]) {
				words[0], words[last] = words[last], words[0]
			}
		}
	}
	if words != nil {
		found = append(found, finding{words: words})
	}
	return found
}

// kept is a scan for the same words that is not stale.
func (x *Index) kept(c *scan) *scan {
	x.looking.Lock()
	defer x.looking.Unlock()
	for _, old := range x.scans {
		if old.key == c.key && c.written-old.written < limits.staleScan {
			return old
		}
	}
	return nil
}

func (x *Index) keep(c *scan) {
	x.looking.Lock()
	defer x.looking.Unlock()
	kept := []*scan{c}
	for _, old := range x.scans {
		if old.key != c.key && len(kept) < maxScans {
			kept = append(kept, old)
		}
	}
	x.scans = kept
}

// settle is the second step: the rows in which the words are now. The caller has the
// lock for reading.
func (x *Index) settle(c *scan) bitset {
	x.looking.Lock()
	rows, version := c.rows, c.version
	x.looking.Unlock()
	if rows != nil && version == x.version {
		return rows
	}
	for i := range c.found {
		f := &c.found[i]
		hit := make(bitset, words(x.top))
		x.text.settle(hit, f.text, f.words)
		if f.nums != nil {
			x.digits.settle(hit, f.digits, f.nums)
		}
		if i > 0 {
			for j := range hit {
				hit[j] &= rows[j]
			}
		}
		rows = hit
	}
	x.looking.Lock()
	c.rows, c.version = rows, x.version
	x.looking.Unlock()
	return rows
}

// find looks in all segments, on as many processors as there are.
func (v view) find(ns needles) matches {
	m := matches{v, make([]bitset, len(v))}
	var next atomic.Int64
	var work sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(v)) {
		work.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(v); i = int(next.Add(1)) - 1 {
				m.hits[i] = v[i].find(ns)
			}
		})
	}
	work.Wait()
	return m
}
