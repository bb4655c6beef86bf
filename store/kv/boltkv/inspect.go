package boltkv

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"fichebak/store/kv"
)

// What bbolt has at the head of a file: two pages, each with a header of sixteen
// bytes and the same facts, of which the newer sound one counts. Integers are in the
// order of the machine.
const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	metaAt      = 16
	metaLen     = 64
	noFreelist  = 1<<64 - 1
)

// meta is one of the two pages.
type meta struct {
	pageSize, root, freelist, pages, txid uint64
}

// inspect looks, without bbolt, whether a file can be handed to it: bbolt writes into
// an empty file, and reading a page behind the end of a file kills the process.
func inspect(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: it is not a file", kv.ErrForeign)
	}
	if info.Size() == 0 {
		return fmt.Errorf("%w: it is empty", kv.ErrForeign)
	}
	m, err := readMeta(f)
	if err != nil {
		return err
	}
	if m.freelist == noFreelist {
		return fmt.Errorf("%w: it keeps no list of free pages", kv.ErrForeign)
	}
	// asked after the pages were read: another process may be letting the file grow
	if info, err = f.Stat(); err != nil {
		return err
	}
	if want := m.pages * m.pageSize; uint64(info.Size()) < want {
		return fmt.Errorf("%w: it has %d bytes, of %d", kv.ErrDamaged, info.Size(), want)
	}
	return nil
}

// readMeta answers the newer of the sound pages.
func readMeta(f io.ReaderAt) (meta, error) {
	best, ours, ok := metaOf(f, 0)
	sizes := []uint64{best.pageSize}
	if !ok {
		sizes = sizes[:0]
		for size := uint64(1 << 10); size <= 64<<10; size <<= 1 {
			sizes = append(sizes, size)
		}
	}
	for _, size := range sizes {
		m, magic, sound := metaOf(f, int64(size))
		ours = ours || magic
		if sound && m.pageSize == size && (!ok || m.txid > best.txid) {
			best, ok = m, true
		}
	}
	switch {
	case ok:
		return best, nil
	case ours:
		return meta{}, fmt.Errorf("%w: its head cannot be read", kv.ErrDamaged)
	}
	return meta{}, kv.ErrForeign
}

// metaOf reads the page that begins at; magic tells whether it was meant to be one.
func metaOf(f io.ReaderAt, at int64) (m meta, magic, sound bool) {
	b := make([]byte, metaLen)
	if _, err := f.ReadAt(b, at+metaAt); err != nil {
		return meta{}, false, false
	}
	order := binary.NativeEndian
	if order.Uint32(b) != boltMagic {
		return meta{}, false, false
	}
	sum := fnv.New64a()
	sum.Write(b[:metaLen-8]) //nolint:errcheck // a hash takes everything
	if order.Uint32(b[4:]) != boltVersion || order.Uint64(b[metaLen-8:]) != sum.Sum64() {
		return meta{}, true, false
	}
	return meta{pageSize: uint64(order.Uint32(b[8:])), root: order.Uint64(b[16:]), freelist: order.Uint64(b[32:]), pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:])}, true, true
}
