package index

import (
	"bytes"
	"encoding/binary"
)

// pile keeps one string of bytes for each ordinal, in large segments without pointers.
// A segment only grows: what was written is never written again, so that whoever has
// taken hold of the segments may read them while others go on writing. What is removed
// stays until half of its segment is dead.
type pile struct {
	segments []*segment // nil where one was given back
	where    []uint64   // by ordinal: number of the segment, from 1, and offset; 0: none
	last     int        // segment that is written to
	spare    []int      // numbers of segments given back
	written  int        // bytes ever written
}

// segment holds entries one after the other, each a length and the bytes.
type segment struct {
	buf    []byte
	starts []uint32 // of the entries
	owners []uint32 // ordinals they were written for
	dead   int      // bytes of entries that are no longer any ordinal's
}

func ref(segment int, start uint32) uint64 { return uint64(segment+1)<<32 | uint64(start) }

// get is what is kept for an ordinal; it must not be modified.
func (p *pile) get(o uint32) []byte {
	at := p.where[o]
	return entry(p.segments[at>>32-1].buf, uint32(at))
}

// entry is the bytes of the entry that starts at an offset.
func entry(buf []byte, start uint32) []byte {
	n, w := uvarint(buf[start:])
	from := int(start) + w
	return buf[from : from+n : from+n]
}

// put keeps b for an ordinal that has nothing yet.
func (p *pile) put(o uint32, b []byte) {
	if int(o) >= len(p.where) {
		p.where = append(p.where, make([]uint64, int(o)+1-len(p.where))...)
	}
	var width [binary.MaxVarintLen64]byte
	g := p.room(len(b) + len(width))
	start := uint32(len(g.buf))
	g.buf = append(g.buf, width[:binary.PutUvarint(width[:], uint64(len(b)))]...)
	g.buf = append(g.buf, b...)
	g.starts, g.owners = append(g.starts, start), append(g.owners, o)
	p.where[o] = ref(p.last, start)
	p.written += len(b)
}

// room is the segment that n more bytes go to.
func (p *pile) room(n int) *segment {
	if len(p.segments) > 0 {
		if g := p.segments[p.last]; len(g.buf) == 0 || len(g.buf)+n <= limits.segmentSize {
			return g
		}
	}
	g, full := &segment{}, p.last
	if k := len(p.spare); k > 0 {
		p.last, p.spare = p.spare[k-1], p.spare[:k-1]
		p.segments[p.last] = g
	} else {
		p.last = len(p.segments)
		p.segments = append(p.segments, g)
	}
	if p.last != full {
		p.sweep(full)
	}
	return g
}

// change keeps b for an ordinal in the place of what it has.
func (p *pile) change(o uint32, b []byte) {
	if !bytes.Equal(p.get(o), b) {
		p.drop(o)
		p.put(o, b)
	}
}

// drop forgets what is kept for an ordinal.
func (p *pile) drop(o uint32) {
	at := p.where[o]
	p.where[o] = 0
	i := int(at>>32) - 1
	g := p.segments[i]
	n, w := uvarint(g.buf[uint32(at):])
	if g.dead += n + w; i != p.last {
		p.sweep(i)
	}
}

// sweep moves what lives in a segment to the last one, when half of it is dead, and
// gives it back.
func (p *pile) sweep(i int) {
	g := p.segments[i]
	if g.dead*2 <= len(g.buf) {
		return
	}
	for n, start := range g.starts {
		if o := g.owners[n]; p.where[o] == ref(i, start) {
			p.put(o, entry(g.buf, start))
		}
	}
	p.segments[i] = nil
	p.spare = append(p.spare, i)
}

// view is what a reader has hold of: segments as they were at one instant.
type view []held

type held struct {
	of     *segment // to know it again; its fields may not be read without the lock
	buf    []byte
	starts []uint32
}

// hold takes hold of what is there now.
func (p *pile) hold() view {
	v := make(view, len(p.segments))
	for i, g := range p.segments {
		if g != nil {
			v[i] = held{g, g.buf, g.starts}
		}
	}
	return v
}

// settle adds to b the ordinals behind matches that were found a while ago, and those
// of entries written since that hold the needles. It needs the lock.
func (p *pile) settle(b bitset, m matches, ns needles) {
	for i, g := range p.segments {
		if g == nil {
			continue
		}
		seen := 0
		if i < len(m.view) && m.view[i].of == g {
			seen = len(m.view[i].starts)
			for n := range m.hits[i].all() {
				if o := g.owners[n]; p.where[o] == ref(i, g.starts[n]) {
					b[o>>6] |= 1 << (o & 63)
				}
			}
		}
		for n := seen; n < len(g.starts); n++ {
			if o := g.owners[n]; p.where[o] == ref(i, g.starts[n]) && ns.in(entry(g.buf, g.starts[n])) {
				b[o>>6] |= 1 << (o & 63)
			}
		}
	}
}
