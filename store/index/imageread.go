package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// ErrImage is wrapped by Read for what is no sound image.
var ErrImage = errors.New("not an image of an index")

// Read puts an image of size bytes in the place of all rows. On an error the index
// stays as it was.
func (x *Index) Read(from io.Reader, size int64) error {
	fresh, err := readImage(&chunkReader{from: from, left: size})
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.replace(fresh)
	return nil
}

func readImage(r *chunkReader) (state, error) {
	s := empty()
	if err := s.readHead(r); err != nil {
		return s, fmt.Errorf("head: %w", err)
	}
	for i, p := range []*pile{&s.rows, &s.text, &s.digits} {
		if err := s.readPile(r, p); err != nil {
			return s, fmt.Errorf("part %d: %w", i, err)
		}
	}
	ids := make([]uint32, s.top)
	for o := range s.top {
		ids[o] = o
		s.all = s.all.with(o)
		s.join(o, setsOf(s.rows.get(o)))
		if o > 0 && string(s.id(o)) <= string(s.id(o-1)) {
			return s, fmt.Errorf("id %d is out of order: %w", o, ErrImage)
		}
	}
	s.ids.fill(ids)
	for c := range NumColumns {
		if err := s.readOrder(r, &s.orders[c]); err != nil {
			return s, fmt.Errorf("order %d: %w", c, err)
		}
	}
	if r.left != 0 {
		return s, fmt.Errorf("%d bytes too many: %w", r.left, ErrImage)
	}
	return s, nil
}

func (s *state) readHead(r *chunkReader) error {
	b, err := r.next()
	if err != nil {
		return err
	}
	text, ok := strings.CutPrefix(string(b), imageMagic)
	if !ok {
		return ErrImage
	}
	b = []byte(text)
	rows, b, ok := number(b)
	if !ok || rows > r.left { // a row takes some bytes
		return ErrImage
	}
	sets, b, ok := number(b)
	for range sets {
		var n int64
		if n, b, ok = number(b); !ok || n > int64(len(b)) {
			return ErrImage
		}
		s.number(string(b[:n]))
		b = b[n:]
	}
	if !ok || len(s.sets) != int(sets) || len(b) > 0 {
		return ErrImage
	}
	s.top = uint32(rows)
	return nil
}

// number takes a varint off the front.
func number(b []byte) (n int64, rest []byte, ok bool) {
	u, w := binary.Uvarint(b)
	if w <= 0 || u > 1<<31 {
		return 0, nil, false
	}
	return int64(u), b[w:], true
}

// readPile takes chunks as they are for segments.
func (s *state) readPile(r *chunkReader, p *pile) error {
	p.where = make([]uint64, s.top)
	for o := uint32(0); o < s.top; {
		b, err := r.next()
		if err != nil {
			return err
		}
		g := &segment{buf: b}
		p.segments, p.last = append(p.segments, g), len(p.segments)
		for at := 0; at < len(b); o++ {
			n, rest, ok := number(b[at:])
			if !ok || n > int64(len(rest)) || o >= s.top || p == &s.rows && !s.sound(rest[:n]) {
				return fmt.Errorf("entry %d: %w", o, ErrImage)
			}
			p.where[o] = ref(p.last, uint32(at))
			g.starts, g.owners = append(g.starts, uint32(at)), append(g.owners, o)
			at = len(b) - len(rest) + int(n)
		}
		p.written += len(b)
	}
	return nil
}

func (s *state) readOrder(r *chunkReader, order *order) error {
	b, err := r.next()
	if err != nil {
		return err
	}
	if len(b) != 4+4*int(s.top) {
		return ErrImage
	}
	os := make([]uint32, s.top)
	seen := make(bitset, words(s.top))
	for i := range os {
		o := binary.LittleEndian.Uint32(b[4+4*i:])
		if o >= s.top || seen.has(o) {
			return ErrImage
		}
		seen[o>>6] |= 1 << (o & 63)
		os[i] = o
	}
	keyed := binary.LittleEndian.Uint32(b)
	if keyed > s.top {
		return ErrImage
	}
	order.keyed.fill(os[:keyed])
	order.empty.fill(os[keyed:])
	return nil
}

// chunkReader takes a file apart.
type chunkReader struct {
	from io.Reader
	left int64 // bytes, so that what a damaged length asks for is not made
}

// next is the body of the next chunk.
func (r *chunkReader) next() ([]byte, error) {
	var head [chunkHead]byte
	if _, err := io.ReadFull(r.from, head[:]); err != nil {
		return nil, err
	}
	r.left -= chunkHead
	size := int64(binary.LittleEndian.Uint32(head[:]))
	if size == 0 || size > r.left {
		return nil, fmt.Errorf("a chunk of %d bytes: %w", size, ErrImage)
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(r.from, b); err != nil {
		return nil, err
	}
	r.left -= size
	if crc32.Checksum(b, castagnoli) != binary.LittleEndian.Uint32(head[4:]) {
		return nil, fmt.Errorf("checksum of a chunk: %w", ErrImage)
	}
	return b, nil
}
