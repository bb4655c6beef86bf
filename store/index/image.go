package index

import (
	"bufio"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
)

// An image in a file is a row of chunks: the length, a checksum, the bytes. The first
// has the number of rows and the names of the sets; then come rows, texts and digits,
// each in the order of the ids, in as many chunks as it takes; then one chunk for each
// column: how many rows have a key, and all rows in its order, by their number.

// imageMagic begins the first chunk. It changes with what is written.
const imageMagic = "fichebak index 1\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// chunkHead is a length and a checksum.
const chunkHead = 8

// Image is an index as it was at one instant. It is written while others go on
// changing the index.
type Image struct {
	Version uint64 // of the index it is of

	names  []string
	ids    []uint32
	top    uint32
	piles  [3]still
	orders [NumColumns]struct{ keyed, empty []uint32 }
}

// still is a pile as it was.
type still struct {
	view  view
	where []uint64
}

func (p *pile) still() still { return still{p.hold(), slices.Clone(p.where)} }

// Image takes hold of the index as it is now.
func (x *Index) Image() *Image {
	x.mu.RLock()
	defer x.mu.RUnlock()
	m := &Image{Version: x.version, names: slices.Clone(x.names), ids: x.ids.flat(), top: x.top, piles: [3]still{x.rows.still(), x.text.still(), x.digits.still()}}
	for c := range NumColumns {
		m.orders[c].keyed, m.orders[c].empty = x.orders[c].keyed.flat(), x.orders[c].empty.flat()
	}
	return m
}

// flat is the list in one piece.
func (l *list) flat() []uint32 {
	os := make([]uint32, 0, l.n)
	for _, block := range l.blocks {
		os = append(os, block...)
	}
	return os
}

// Write writes the image.
func (m *Image) Write(to io.Writer) error {
	w := chunkWriter{to: bufio.NewWriter(to)}
	w.string(imageMagic)
	w.number(len(m.ids))
	w.number(len(m.names))
	for _, name := range m.names {
		w.number(len(name))
		w.string(name)
	}
	w.flush()
	for _, p := range m.piles {
		for _, o := range m.ids {
			at := p.where[o]
			b := entry(p.view[at>>32-1].buf, uint32(at))
			if len(w.buf) > chunkHead && len(w.buf)+len(b) > limits.segmentSize {
				w.flush()
			}
			w.number(len(b))
			w.buf = append(w.buf, b...)
		}
		w.flush()
	}
	numbers := make([]uint32, m.top) // new ones, in the order of the ids
	for i, o := range m.ids {
		numbers[o] = uint32(i)
	}
	for c := range m.orders {
		w.uint32(uint32(len(m.orders[c].keyed)))
		for _, o := range m.orders[c].keyed {
			w.uint32(numbers[o])
		}
		for _, o := range m.orders[c].empty {
			w.uint32(numbers[o])
		}
		w.flush()
	}
	if w.err != nil {
		return w.err
	}
	return w.to.Flush()
}

// chunkWriter gathers a chunk, with room for its head.
type chunkWriter struct {
	to  *bufio.Writer
	buf []byte
	err error // the first
}

func (w *chunkWriter) room() {
	if len(w.buf) == 0 {
		w.buf = append(w.buf, make([]byte, chunkHead)...)
	}
}

func (w *chunkWriter) string(s string) { w.room(); w.buf = append(w.buf, s...) }
func (w *chunkWriter) number(n int)    { w.room(); w.buf = binary.AppendUvarint(w.buf, uint64(n)) }
func (w *chunkWriter) uint32(n uint32) { w.room(); w.buf = binary.LittleEndian.AppendUint32(w.buf, n) }

func (w *chunkWriter) flush() {
	if len(w.buf) == 0 || w.err != nil {
		return
	}
	body := w.buf[chunkHead:]
	binary.LittleEndian.PutUint32(w.buf, uint32(len(body)))
	binary.LittleEndian.PutUint32(w.buf[4:], crc32.Checksum(body, castagnoli))
	_, w.err = w.to.Write(w.buf)
	w.buf = w.buf[:0]
}
