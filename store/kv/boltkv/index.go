package boltkv

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fichebak/store/kv"
)

// An index entry is a key without a value: name, 0, index key, 0 0, key of the record.
// In the index key a 0 becomes 0 255, so that entries sort by index key first, then by
// record, and no index key is taken for the beginning of another.

func escape(b []byte) []byte { return bytes.ReplaceAll(b, []byte{0}, []byte{0, 255}) }

func indexPrefix(name string) []byte { return append([]byte(name), 0) }

func indexKey(name string, ikey, pk []byte) []byte {
	k := make([]byte, 0, len(name)+len(ikey)+len(pk)+3)
	k = append(append(k, name...), 0)
	if bytes.IndexByte(ikey, 0) >= 0 {
		ikey = escape(ikey)
	}
	return append(append(append(k, ikey...), 0, 0), pk...)
}

// splitEntry is the inverse of indexKey, of what follows the name.
func splitEntry(k []byte) (ikey, pk []byte, err error) {
	if i := bytes.IndexByte(k, 0); i >= 0 && i+1 < len(k) && k[i+1] == 0 {
		return k[:i:i], k[i+2:], nil // nothing was escaped
	}
	for i := 0; i+1 < len(k); i++ {
		if k[i] == 0 {
			if k[i+1] == 0 {
				return ikey, k[i+2:], nil
			}
			ikey = append(ikey, 0)
			i++
			continue
		}
		ikey = append(ikey, k[i])
	}
	return nil, nil, fmt.Errorf("%w: index entry %q", kv.ErrDamaged, k)
}

// declare looks over the definitions of the indexes.
func (s *Store) declare() error {
	for i := range s.defs {
		d := &s.defs[i]
		if d.Name == "" || strings.ContainsRune(d.Name, 0) || d.Keys == nil || s.byName[d.Name] != nil {
			return fmt.Errorf("index %q is declared twice, or without a name or its keys", d.Name)
		}
		s.byName[d.Name] = d
	}
	return nil
}

var errIndexKey = fmt.Errorf("an index key has more than %d bytes", kv.MaxKey)

// derive answers the index keys of a record, sorted, each once.
func derive(d *kv.IndexDef, key, val []byte) ([][]byte, error) {
	if val == nil || !bytes.HasPrefix(key, d.Prefix) {
		return nil, nil
	}
	keys := d.Keys(key, val)
	for _, k := range keys {
		if len(k) > kv.MaxKey {
			return nil, fmt.Errorf("index %s of record %q: %w", d.Name, key, errIndexKey)
		}
	}
	if len(keys) > 1 {
		keys = slices.Clone(keys)
		slices.SortFunc(keys, bytes.Compare)
		keys = slices.CompactFunc(keys, bytes.Equal)
	}
	return keys, nil
}

// reindex notes how the entries of a record change; those that stay are not touched.
func (t *rwTx) reindex(key, old, val []byte) error {
	for i := range t.s.defs {
		d := &t.s.defs[i]
		was, err := derive(d, key, old)
		if err != nil {
			return err
		}
		is, err := derive(d, key, val)
		if errors.Is(err, errIndexKey) {
			return t.limit("%v", err)
		}
		for _, k := range was {
			if !has(is, k) {
				t.idx.over.set(indexKey(d.Name, k, key), nil)
			}
		}
		for _, k := range is {
			if !has(was, k) {
				t.idx.over.set(indexKey(d.Name, k, key), []byte{})
			}
		}
	}
	return nil
}

func has(sorted [][]byte, k []byte) bool {
	_, ok := slices.BinarySearchFunc(sorted, k, bytes.Compare)
	return ok
}

// ScanIndex walks the entries of an index.
func (t *tx) ScanIndex(index string, r kv.Range, fn func(ikey, pk []byte) error) error {
	if t.s.byName[index] == nil {
		return fmt.Errorf("index %q: %w", index, kv.ErrUnknownIndex)
	}
	p := indexPrefix(index)
	in := kv.Prefix(p)
	in.From = append(bytes.Clone(p), escape(r.From)...)
	if r.To != nil {
		in.To = append(bytes.Clone(p), escape(r.To)...)
	}
	in.Reverse = r.Reverse
	return t.idx.walk(t.alive, in, func(k, _ []byte) error {
		ikey, pk, err := splitEntry(k[len(p):])
		if err != nil {
			return err
		}
		return fn(ikey, pk)
	})
}
