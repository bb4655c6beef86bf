package index

import (
	"encoding/binary"
	"iter"
)

// A row is one string of bytes: the length of what comes next, the lengths of id and
// keys, then id and keys, then the numbers of its sets. Lengths and numbers are
// varints, so that of a short key the length takes one byte.

// rowParts is how many strings a row has: its id and its keys.
const rowParts = 1 + int(NumColumns)

// encode writes a row, but its texts.
func (s *state) encode(r *Row) []byte {
	var lengths [rowParts * binary.MaxVarintLen64]byte
	head := binary.AppendUvarint(lengths[:0], uint64(len(r.ID)))
	size := len(r.ID)
	for _, k := range r.Keys {
		head = binary.AppendUvarint(head, uint64(len(k)))
		size += len(k)
	}
	b := make([]byte, 0, 2+len(head)+size+2*len(r.Sets))
	b = binary.AppendUvarint(b, uint64(len(head)))
	b = append(b, head...)
	b = append(b, r.ID...)
	for _, k := range r.Keys {
		b = append(b, k...)
	}
	for _, name := range r.Sets {
		b = binary.AppendUvarint(b, uint64(s.number(name)))
	}
	return b
}

// part is the n-th string of a row: 0 is its id, 1 and on its keys.
func part(row []byte, n int) []byte {
	size, at := uvarint(row)
	from := at + size
	for range n {
		l, w := uvarint(row[at:])
		at, from = at+w, from+l
	}
	l, _ := uvarint(row[at:])
	return row[from : from+l]
}

// uvarint reads a length; nearly all take one byte.
func uvarint(b []byte) (v, width int) {
	if b[0] < 0x80 {
		return int(b[0]), 1
	}
	u, w := binary.Uvarint(b)
	return int(u), w
}

// varints is a list of numbers.
type varints []byte

func (v varints) all() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for at := 0; at < len(v); {
			n, w := uvarint(v[at:])
			if at += w; !yield(uint32(n)) {
				return
			}
		}
	}
}

// setsOf are the numbers of the sets a row is in.
func setsOf(row []byte) varints {
	size, at := uvarint(row)
	end := at + size
	for from := end; at < from; {
		l, w := uvarint(row[at:])
		at, end = at+w, end+l
	}
	return varints(row[end:])
}

// sound reports whether a row that was read from a file can be taken apart.
func (s *state) sound(row []byte) bool {
	size, at := binary.Uvarint(row)
	if at <= 0 || size > uint64(len(row)-at) {
		return false
	}
	lengths, rest := row[at:at+int(size)], uint64(len(row)-at-int(size))
	for range rowParts {
		l, w := binary.Uvarint(lengths)
		if w <= 0 || l > rest {
			return false
		}
		lengths, rest = lengths[w:], rest-l
	}
	for sets := row[len(row)-int(rest):]; len(sets) > 0; {
		n, w := binary.Uvarint(sets)
		if w <= 0 || n >= uint64(len(s.sets)) {
			return false
		}
		sets = sets[w:]
	}
	return len(lengths) == 0
}

func (s *state) id(o uint32) []byte { return part(s.rows.get(o), 0) }

func (s *state) key(o uint32, c Column) []byte { return part(s.rows.get(o), 1+int(c)) }

// row takes apart what was put together.
func (s *state) row(o uint32) Row {
	blob := s.rows.get(o)
	r := Row{ID: string(part(blob, 0)), Text: string(s.text.get(o)), Digits: string(s.digits.get(o))}
	for c := range NumColumns {
		r.Keys[c] = string(part(blob, 1+int(c)))
	}
	for n := range setsOf(blob).all() {
		r.Sets = append(r.Sets, s.names[n])
	}
	return r
}
