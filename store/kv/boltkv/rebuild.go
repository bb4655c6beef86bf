package boltkv

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"fichebak/store/kv"
)

// rebuildBatch is how many entries one transaction of a rebuild writes: it bounds
// memory, and bbolt slows down in larger ones.
const rebuildBatch = 20_000

// markKey is where the version stands with which an index was built to its end.
func markKey(name string) []byte { return []byte("index/" + name) }

var marks = []byte("index/")

// rebuild brings the indexes to the versions that are declared. An index under work
// has no mark, so that a rebuild that was cut off begins again at the next start.
func (s *Store) rebuild() error {
	var stale []*kv.IndexDef
	var gone []string
	err := s.db.View(func(b *bbolt.Tx) error {
		m := b.Bucket(bucketMeta)
		for i := range s.defs {
			d := &s.defs[i]
			if v, n := binary.Varint(m.Get(markKey(d.Name))); n <= 0 || v != int64(d.Version) {
				stale = append(stale, d)
				gone = append(gone, d.Name)
			}
		}
		gone = append(gone, s.undeclared(b)...)
		return nil
	})
	if err != nil || len(gone) == 0 {
		return err
	}
	err = s.db.Update(func(b *bbolt.Tx) error {
		for _, name := range gone {
			if err := b.Bucket(bucketMeta).Delete(markKey(name)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("begin to build indexes: %w", err)
	}
	for _, name := range gone {
		if err := s.clear(name); err != nil {
			return fmt.Errorf("clear index %s: %w", name, err)
		}
	}
	if err := s.fill(stale); err != nil {
		return fmt.Errorf("build indexes: %w", err)
	}
	return s.db.Update(func(b *bbolt.Tx) error {
		for _, d := range stale {
			if err := setMark(b, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// undeclared are the names of indexes that nobody keeps up any more.
func (s *Store) undeclared(b *bbolt.Tx) (names []string) {
	c := b.Bucket(bucketMeta).Cursor()
	for k, _ := c.Seek(marks); bytes.HasPrefix(k, marks); k, _ = c.Next() {
		if name := string(k[len(marks):]); s.byName[name] == nil {
			names = append(names, name)
		}
	}
	c = b.Bucket(bucketIndex).Cursor()
	for k, _ := c.First(); k != nil; {
		name, _, _ := bytes.Cut(k, []byte{0})
		if s.byName[string(name)] == nil && !slices.Contains(names, string(name)) {
			names = append(names, string(name))
		}
		k, _ = c.Seek(append(bytes.Clone(name), 1))
	}
	return names
}

// setMark notes that an index is complete.
func setMark(b *bbolt.Tx, d *kv.IndexDef) error {
	return b.Bucket(bucketMeta).Put(markKey(d.Name), binary.AppendVarint(nil, int64(d.Version)))
}

// clear removes all entries of an index.
func (s *Store) clear(name string) error {
	prefix := indexPrefix(name)
	for more := true; more; {
		err := s.db.Update(func(b *bbolt.Tx) error {
			idx := b.Bucket(bucketIndex)
			var keys [][]byte
			c := idx.Cursor()
			k, _ := c.Seek(prefix)
			for ; bytes.HasPrefix(k, prefix) && len(keys) < rebuildBatch; k, _ = c.Next() {
				keys = append(keys, k)
			}
			more = bytes.HasPrefix(k, prefix)
			for _, k := range keys {
				if err := idx.Delete(k); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fill derives the entries of indexes from all records.
func (s *Store) fill(defs []*kv.IndexDef) error {
	for from, more := []byte(nil), len(defs) > 0; more; {
		err := s.db.Update(func(b *bbolt.Tx) error {
			var entries [][]byte
			c := b.Bucket(bucketRecords).Cursor()
			k, v := c.Seek(from)
			for ; k != nil && len(entries) < rebuildBatch; k, v = c.Next() {
				for _, d := range defs {
					keys, err := derive(d, k, v)
					if err != nil {
						return err
					}
					for _, ikey := range keys {
						entries = append(entries, indexKey(d.Name, ikey, k))
					}
				}
			}
			from, more = bytes.Clone(k), k != nil
			slices.SortFunc(entries, bytes.Compare)
			for _, e := range entries {
				if err := b.Bucket(bucketIndex).Put(e, []byte{}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
