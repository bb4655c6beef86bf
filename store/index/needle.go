package index

import (
	"bytes"
	"sort"
)

// find answers which entries hold all needles, a bit for each.
func (h *held) find(ns needles) bitset {
	hits := make(bitset, words(uint32(len(h.starts))))
	rare := rarest(ns[0], h.buf)
	n := 0 // the entry that holds at, or one before it
	for at := 0; at < len(h.buf); {
		i := indexBy(h.buf[at:], ns[0], rare)
		if i < 0 {
			break
		}
		at += i
		n = entryAt(h.starts, n, uint32(at))
		size, width := uvarint(h.buf[h.starts[n]:])
		from := int(h.starts[n]) + width
		if at < from || at+len(ns[0]) > from+size { // in a length, or over the edge of an entry
			at++
			continue
		}
		at = from + size
		if ns[1:].in(h.buf[from:at]) {
			hits[n>>6] |= 1 << (n & 63)
		}
	}
	return hits
}

// entryAt is the entry that holds an offset, from entry n on.
func entryAt(starts []uint32, n int, at uint32) int {
	step := 1
	for n+step < len(starts) && starts[n+step] <= at {
		n += step
		step *= 2
	}
	rest := starts[n+1 : min(n+step, len(starts))]
	return n + sort.Search(len(rest), func(i int) bool { return rest[i] > at })
}

// sampled is how much of a text is looked at to see which bytes are rare in it.
const sampled = 4 << 10

// rarest is the place in needle of the byte that is rarest in a text; -1 when none is
// so rare that to look for it alone is quicker than to look for the needle.
func rarest(needle, text []byte) int {
	sample := text[len(text)/2:]
	sample = sample[:min(sampled, len(sample))]
	var counts [256]int
	for _, b := range sample {
		counts[b]++
	}
	at := 0
	for i, b := range needle {
		if counts[b] < counts[needle[at]] {
			at = i
		}
	}
	if counts[needle[at]]*32 > len(sample) {
		return -1
	}
	return at
}

// indexBy is bytes.Index by the byte of needle at a place: the processor looks for one
// byte several times as fast as for many.
func indexBy(text, needle []byte, rare int) int {
	if rare < 0 {
		return bytes.Index(text, needle)
	}
	for at := rare; at < len(text); at++ {
		i := bytes.IndexByte(text[at:], needle[rare])
		if i < 0 {
			return -1
		}
		at += i
		if from := at - rare; bytes.HasPrefix(text[from:], needle) {
			return from
		}
	}
	return -1
}
