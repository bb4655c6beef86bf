package boltkv

import (
	"encoding/binary"
	"fmt"
	"io"
)

// What bbolt has at the head of a page and of its elements: sixteen bytes each.
const (
	headLen    = 16
	branchPage = 0x01
	leafPage   = 0x02
	freePage   = 0x10
	isBucket   = 0x01 // of an element of a leaf: its value is a bucket
	firstPage  = 2    // behind the two meta pages
)

// pages walks the tree of a file without bbolt, whose own check follows broken pages
// into endless loops and kills the process where they point outside the file.
type pages struct {
	f      io.ReaderAt
	m      meta
	seen   []bool
	faults *faults
}

// walkPages looks whether every page can be read: that it is where it says, that what
// is on it lies within it, and that no page is reached twice. Nothing may write.
func walkPages(f io.ReaderAt, faults *faults) error {
	m, err := readMeta(f)
	if err != nil {
		return err
	}
	w := &pages{f: f, m: m, seen: make([]bool, m.pages), faults: faults}
	b, err := w.read(m.freelist)
	if err != nil {
		return err
	}
	if b != nil && binary.NativeEndian.Uint16(b[8:]) != freePage {
		w.fault(m.freelist, "is not the list of free pages")
	}
	return w.page(m.root)
}

func (w *pages) fault(id uint64, format string, args ...any) {
	w.faults.add("page %d: %s", id, fmt.Sprintf(format, args...))
}

// page looks at the page with this number, and at those below it.
func (w *pages) page(id uint64) error {
	b, err := w.read(id)
	if err != nil || b == nil {
		return err
	}
	return w.content(id, b)
}

// read reads a page with what it goes on on; nil when it is not what it should be.
func (w *pages) read(id uint64) ([]byte, error) {
	if id < firstPage || id >= w.m.pages {
		w.fault(id, "lies outside the file")
		return nil, nil
	}
	b := make([]byte, w.m.pageSize)
	if _, err := w.f.ReadAt(b, int64(id*w.m.pageSize)); err != nil {
		return nil, fmt.Errorf("read page %d: %w", id, err)
	}
	order := binary.NativeEndian
	more := uint64(order.Uint32(b[12:]))
	if says := order.Uint64(b); says != id {
		w.fault(id, "says that it is page %d", says)
		return nil, nil
	}
	if id+more >= w.m.pages {
		w.fault(id, "reaches outside the file")
		return nil, nil
	}
	for i := id; i <= id+more; i++ {
		if w.seen[i] {
			w.fault(i, "is reached twice")
			return nil, nil
		}
		w.seen[i] = true
	}
	if more == 0 {
		return b, nil
	}
	b = make([]byte, (1+more)*w.m.pageSize)
	if _, err := w.f.ReadAt(b, int64(id*w.m.pageSize)); err != nil {
		return nil, fmt.Errorf("read page %d: %w", id, err)
	}
	return b, nil
}

// content looks at what is on a page, or in a bucket so small that it has none of its
// own but lies in a value.
func (w *pages) content(id uint64, b []byte) error {
	order := binary.NativeEndian
	kind, count := order.Uint16(b[8:]), uint64(order.Uint16(b[10:]))
	if kind != branchPage && kind != leafPage {
		w.fault(id, "is neither branch nor leaf")
		return nil
	}
	if kind == branchPage && count == 0 {
		w.fault(id, "is a branch that leads nowhere")
		return nil
	}
	if headLen*(1+count) > uint64(len(b)) {
		w.fault(id, "has %d elements, more than fit", count)
		return nil
	}
	for i := range count {
		e := b[headLen*(1+i):]
		if err := w.element(id, kind, e); err != nil {
			return err
		}
	}
	return nil
}

// element looks at one element; e begins with it and ends with its page.
func (w *pages) element(id uint64, kind uint16, e []byte) error {
	order := binary.NativeEndian
	if kind == branchPage {
		if uint64(order.Uint32(e))+uint64(order.Uint32(e[4:])) > uint64(len(e)) {
			w.fault(id, "has a key that lies outside it")
			return nil
		}
		return w.page(order.Uint64(e[8:]))
	}
	at := uint64(order.Uint32(e[4:])) + uint64(order.Uint32(e[8:]))
	end := at + uint64(order.Uint32(e[12:]))
	if end > uint64(len(e)) {
		w.fault(id, "has a record that lies outside it")
		return nil
	}
	if order.Uint32(e)&isBucket == 0 {
		return nil
	}
	val := e[at:end]
	if len(val) < headLen {
		w.fault(id, "has a bucket that is cut off")
		return nil
	}
	if root := order.Uint64(val); root != 0 {
		return w.page(root)
	}
	if len(val) < 2*headLen {
		w.fault(id, "has a bucket that is cut off")
		return nil
	}
	return w.content(id, val[headLen:])
}
