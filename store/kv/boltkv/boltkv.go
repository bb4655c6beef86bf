// Package boltkv keeps a kv.Store in one bbolt file. It owns the file's layout; it
// must not know what a record is.
package boltkv

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"fichebak/store/kv"
)

var (
	bucketRecords = []byte("records")
	bucketIndex   = []byte("index")
	bucketMeta    = []byte("meta")
	keyRev        = []byte("rev")
)

// Options of Open.
type Options struct {
	Indexes []kv.IndexDef
	Timeout time.Duration
	NoSync  bool
}

// Store is an open file.
type Store struct {
	db      *bbolt.DB
	indexes []kv.IndexDef
	writer  sync.Mutex
	mu      sync.Mutex
	subs    map[*sub]struct{}
	revs    *sync.Cond
	rev     kv.Rev
	closed  bool
}

type sub struct {
	ch   chan kv.Event
	lost bool
}

// Open opens or makes the file.
func Open(path string, o Options) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: max(o.Timeout, 50*time.Millisecond), FreelistType: bbolt.FreelistMapType, InitialMmapSize: 1 << 30, NoSync: o.NoSync})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("%s: %w", path, kv.ErrLocked)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{db: db, indexes: o.Indexes, subs: map[*sub]struct{}{}}
	s.revs = sync.NewCond(&s.mu)
	if err := s.prepare(); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) prepare() error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		for _, b := range [][]byte{bucketRecords, bucketIndex, bucketMeta} {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return err
			}
		}
		if b := tx.Bucket(bucketMeta).Get(keyRev); b != nil {
			s.rev = kv.Rev(binary.BigEndian.Uint64(b))
		}
		return nil
	})
}

type tx struct {
	b        *bbolt.Tx
	rec, idx *bbolt.Bucket
	rev      kv.Rev
	s        *Store
	onCommit []func(kv.Rev)
	keys     [][]byte
	written  map[string]struct{}
	bytes    int
}

func (t *tx) Rev() kv.Rev { return t.rev }

func (t *tx) Get(key []byte) ([]byte, error) { return t.rec.Get(key), nil }

func scan(b *bbolt.Bucket, r kv.Range, fn func(k, v []byte) error) error {
	c := b.Cursor()
	var k, v []byte
	if r.Reverse {
		if r.To == nil {
			k, v = c.Last()
		} else if k, v = c.Seek(r.To); k == nil {
			k, v = c.Last()
		} else {
			k, v = c.Prev()
		}
	} else {
		k, v = c.Seek(r.From)
	}
	for k != nil {
		if r.Reverse && r.From != nil && bytes.Compare(k, r.From) < 0 {
			break
		}
		if !r.Reverse && r.To != nil && bytes.Compare(k, r.To) >= 0 {
			break
		}
		if err := fn(k, v); err != nil {
			if errors.Is(err, kv.ErrStop) {
				return nil
			}
			return err
		}
		if r.Reverse {
			k, v = c.Prev()
		} else {
			k, v = c.Next()
		}
	}
	return nil
}

func (t *tx) Scan(r kv.Range, fn func(k, v []byte) error) error { return scan(t.rec, r, fn) }

func esc(b []byte) []byte { return bytes.ReplaceAll(b, []byte{0}, []byte{0, 255}) }

func indexKey(name string, ikey, pk []byte) []byte {
	k := append([]byte(name), 0)
	k = append(k, esc(ikey)...)
	k = append(k, 0, 0)
	return append(k, pk...)
}

func (t *tx) ScanIndex(index string, r kv.Range, fn func(ikey, pk []byte) error) error {
	p := append([]byte(index), 0)
	from := append(bytes.Clone(p), esc(r.From)...)
	to := kv.Prefix(p).To
	if r.To != nil {
		to = append(bytes.Clone(p), esc(r.To)...)
	}
	return scan(t.idx, kv.Range{From: from, To: to, Reverse: r.Reverse}, func(k, _ []byte) error {
		k = k[len(p):]
		var ikey []byte
		for i := 0; i < len(k); i++ {
			if k[i] == 0 {
				if k[i+1] == 0 {
					return fn(ikey, k[i+2:])
				}
				i++
				ikey = append(ikey, 0)
				continue
			}
			ikey = append(ikey, k[i])
		}
		return fmt.Errorf("broken index key %q", k)
	})
}

func (t *tx) account(key, val []byte) error {
	if len(key) == 0 || len(key) > kv.MaxKey || len(val) > kv.MaxValue {
		return fmt.Errorf("key of %d, value of %d bytes: %w", len(key), len(val), kv.ErrLimit)
	}
	if _, ok := t.written[string(key)]; !ok {
		t.written[string(key)] = struct{}{}
		t.keys = append(t.keys, bytes.Clone(key))
	}
	t.bytes += len(key) + len(val)
	if len(t.keys) > kv.MaxWrites || t.bytes > kv.MaxTxBytes {
		return fmt.Errorf("%d keys, %d bytes: %w", len(t.keys), t.bytes, kv.ErrLimit)
	}
	return nil
}

func (t *tx) reindex(key, old, val []byte) error {
	for _, d := range t.s.indexes {
		if !bytes.HasPrefix(key, d.Prefix) {
			continue
		}
		if old != nil {
			for _, k := range d.Keys(key, old) {
				if err := t.idx.Delete(indexKey(d.Name, k, key)); err != nil {
					return err
				}
			}
		}
		if val != nil {
			for _, k := range d.Keys(key, val) {
				if err := t.idx.Put(indexKey(d.Name, k, key), nil); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (t *tx) Put(key, val []byte) error {
	if err := t.account(key, val); err != nil {
		return err
	}
	if val == nil {
		val = []byte{}
	}
	if err := t.reindex(key, t.rec.Get(key), val); err != nil {
		return err
	}
	return t.rec.Put(key, val)
}

func (t *tx) Delete(key []byte) error {
	if err := t.account(key, nil); err != nil {
		return err
	}
	if err := t.reindex(key, t.rec.Get(key), nil); err != nil {
		return err
	}
	return t.rec.Delete(key)
}

func (t *tx) OnCommit(fn func(kv.Rev)) { t.onCommit = append(t.onCommit, fn) }

func (s *Store) newTx(b *bbolt.Tx) *tx {
	t := &tx{b: b, rec: b.Bucket(bucketRecords), idx: b.Bucket(bucketIndex), s: s, written: map[string]struct{}{}}
	if v := b.Bucket(bucketMeta).Get(keyRev); v != nil {
		t.rev = kv.Rev(binary.BigEndian.Uint64(v))
	}
	return t
}

// View reads one snapshot.
func (s *Store) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.db.View(func(b *bbolt.Tx) error { return fn(s.newTx(b)) })
}

// Update writes.
func (s *Store) Update(ctx context.Context, fn func(kv.RwTx) error, _ ...kv.UpdateOption) (kv.Rev, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	var t *tx
	err := s.db.Update(func(b *bbolt.Tx) error {
		t = s.newTx(b)
		t.rec.FillPercent = 0.95
		if err := fn(t); err != nil {
			return err
		}
		if len(t.keys) == 0 {
			return nil
		}
		t.rev++
		return b.Bucket(bucketMeta).Put(keyRev, binary.BigEndian.AppendUint64(nil, uint64(t.rev)))
	})
	if err != nil {
		return 0, err
	}
	for _, f := range t.onCommit {
		f(t.rev)
	}
	return t.rev, nil
}

// Sync is at once on one node.
func (s *Store) Sync(context.Context) (kv.Rev, error) { return s.rev, nil }

// WaitRev is at once on one node.
func (s *Store) WaitRev(context.Context, kv.Rev) error { return nil }

// Subscribe is not here yet.
func (s *Store) Subscribe(context.Context) <-chan kv.Event { return nil }

// Lead leads.
func (s *Store) Lead(ctx context.Context, _ string, fn func(context.Context, kv.Fence) error) error {
	return fn(ctx, nil)
}

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }
