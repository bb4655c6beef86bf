package boltkv

import (
	"bytes"
	"errors"
	"slices"

	"go.etcd.io/bbolt"

	"fichebak/store/kv"
)

// table is a bucket with what a transaction would change in it. Writes wait in the
// overlay because bbolt's cursors are not to be trusted in a bucket that changes
// under them: going backwards they stop at a page that was emptied, or never stop.
type table struct {
	b    *bbolt.Bucket
	over overlay
}

// overlay is sorted by key.
type overlay []entry

// entry of an overlay; a nil val is a deletion.
type entry struct{ key, val []byte }

func (e entry) equal(o entry) bool {
	return bytes.Equal(e.key, o.key) && bytes.Equal(e.val, o.val) && (e.val == nil) == (o.val == nil)
}

// find is where key is, or belongs.
func (o overlay) find(key []byte) (int, bool) {
	return slices.BinarySearchFunc(o, key, func(e entry, k []byte) int { return bytes.Compare(e.key, k) })
}

func (o *overlay) set(key, val []byte) {
	i, ok := o.find(key)
	if ok {
		(*o)[i].val = val
		return
	}
	*o = slices.Insert(*o, i, entry{bytes.Clone(key), val})
}

// next is the entry a walk of r meets after key last; nil is before the first.
func (o overlay) next(r kv.Range, last []byte) (e entry, ok bool) {
	if len(o) == 0 {
		return entry{}, false
	}
	i := len(o)
	switch {
	case r.Reverse && last != nil:
		i, _ = o.find(last)
	case r.Reverse && r.To != nil:
		i, _ = o.find(r.To)
	case r.Reverse:
	case last != nil:
		at, found := o.find(last)
		if i = at; found {
			i++
		}
	default:
		i, _ = o.find(r.From)
	}
	if r.Reverse {
		i--
	}
	if i < 0 || i >= len(o) || !r.Contains(o[i].key) {
		return entry{}, false
	}
	return o[i], true
}

func (t *table) get(key []byte) []byte {
	if i, ok := t.over.find(key); ok {
		return t.over[i].val
	}
	return t.b.Get(key)
}

// aliveEvery is after how many records a walk looks whether it is still wanted.
const aliveEvery = 64

// walk calls fn with what the bucket and the overlay hold together.
func (t *table) walk(alive func() error, r kv.Range, fn func(k, v []byte) error) error {
	if err := alive(); err != nil {
		return err
	}
	c := t.b.Cursor()
	k, v := first(c, r)
	var last []byte
	for n := 1; ; n++ {
		if n%aliveEvery == 0 {
			if err := alive(); err != nil {
				return err
			}
		}
		if k != nil && !r.Contains(k) {
			k = nil
		}
		// fn may have written: so the overlay is asked anew each time
		e, own := t.over.next(r, last)
		if k == nil && !own {
			return nil
		}
		if !own || k != nil && before(k, e.key, r.Reverse) {
			e = entry{k, v}
			k, v = step(c, r)
		} else if k != nil && bytes.Equal(k, e.key) {
			k, v = step(c, r)
		}
		last = e.key
		if e.val == nil {
			continue
		}
		if err := fn(e.key, e.val); errors.Is(err, kv.ErrStop) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func before(a, b []byte, reverse bool) bool {
	if reverse {
		a, b = b, a
	}
	return bytes.Compare(a, b) < 0
}

// first is where a walk of the bucket begins; it may lie outside the range.
func first(c *bbolt.Cursor, r kv.Range) (k, v []byte) {
	switch {
	case !r.Reverse:
		return c.Seek(r.From)
	case r.To == nil:
		return c.Last()
	}
	if k, _ := c.Seek(r.To); k == nil {
		return c.Last()
	}
	return c.Prev()
}

func step(c *bbolt.Cursor, r kv.Range) (k, v []byte) {
	if r.Reverse {
		return c.Prev()
	}
	return c.Next()
}

// apply writes the overlay into the bucket.
func (t *table) apply() error {
	for _, e := range t.over {
		if e.val == nil {
			if err := t.b.Delete(e.key); err != nil {
				return err
			}
		} else if err := t.b.Put(e.key, e.val); err != nil {
			return err
		}
	}
	return nil
}
