package boltkv

import (
	"context"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"fichebak/store/kv"
)

// fillPercent packs the pages of records: new keys sort behind old ones, so that a
// page once split is hardly written to again (the file is less than half as large).
const fillPercent = 0.95

// tx is a snapshot. The overlays of its tables are empty but in an Update.
type tx struct {
	s        *Store
	b        *bbolt.Tx
	ctx      context.Context
	rec, idx table
	rev      kv.Rev
	ended    bool
}

func (s *Store) newTx(ctx context.Context, b *bbolt.Tx) *tx {
	return &tx{s: s, b: b, ctx: ctx, rec: table{b: b.Bucket(bucketRecords)}, idx: table{b: b.Bucket(bucketIndex)}, rev: revOf(b)}
}

func (t *tx) end() { t.ended = true }

// alive keeps a transaction from reading memory that is no longer its own, and from
// working on for nobody.
func (t *tx) alive() error {
	if t.ended {
		return kv.ErrEnded
	}
	return t.ctx.Err()
}

// Rev is the newest commit visible here.
func (t *tx) Rev() kv.Rev { return t.rev }

// Get reads one record.
func (t *tx) Get(key []byte) ([]byte, error) {
	if err := t.alive(); err != nil {
		return nil, err
	}
	return t.rec.get(key), nil
}

// Scan walks records.
func (t *tx) Scan(r kv.Range, fn func(k, v []byte) error) error {
	return t.rec.walk(t.alive, r, fn)
}

// rwTx writes into the overlays of its tables; the file is written to at commit.
type rwTx struct {
	*tx
	read     map[string]struct{} // keys read
	ranges   int
	bytes    int
	stretch  int // of the limits
	onCommit []func(kv.Rev)
	failed   error // the limit that was passed; nothing may be committed
}

// limit notes that the transaction went too far, so that it cannot commit.
func (t *rwTx) limit(format string, args ...any) error {
	if t.failed == nil {
		t.failed = fmt.Errorf(format+": %w", append(args, kv.ErrLimit)...)
	}
	return t.failed
}

func (t *rwTx) reads() error {
	if n := len(t.read) + t.ranges; n > t.stretch*kv.MaxReads {
		return t.limit("%d keys and ranges read", n)
	}
	return nil
}

// Get reads one record, or what was put in its place before.
func (t *rwTx) Get(key []byte) ([]byte, error) {
	if _, own := t.rec.over.find(key); !own {
		t.read[string(key)] = struct{}{}
		if err := t.reads(); err != nil {
			return nil, err
		}
	}
	return t.tx.Get(key)
}

// Scan walks records and own writes.
func (t *rwTx) Scan(r kv.Range, fn func(k, v []byte) error) error {
	if t.ranges++; t.reads() != nil {
		return t.failed
	}
	return t.tx.Scan(r, fn)
}

// ScanIndex walks an index, own writes included.
func (t *rwTx) ScanIndex(index string, r kv.Range, fn func(ikey, pk []byte) error) error {
	if t.ranges++; t.reads() != nil {
		return t.failed
	}
	return t.tx.ScanIndex(index, r, fn)
}

// Put writes a record.
func (t *rwTx) Put(key, val []byte) error {
	// never nil, which marks what was deleted; and the caller's memory is its own
	return t.set(key, append(make([]byte, 0, len(val)), val...))
}

// Delete removes a record; one that is not there is no error.
func (t *rwTx) Delete(key []byte) error { return t.set(key, nil) }

func (t *rwTx) set(key, val []byte) error {
	if err := t.alive(); err != nil {
		return err
	}
	if len(key) == 0 || len(key) > kv.MaxKey || len(val) > kv.MaxValue {
		return t.limit("key of %d bytes, value of %d bytes", len(key), len(val))
	}
	old := t.rec.get(key)
	was, again := t.rec.over.find(key)
	if again {
		t.bytes -= len(key) + len(t.rec.over[was].val)
	}
	t.bytes += len(key) + len(val)
	if t.bytes > t.stretch*kv.MaxTxBytes {
		return t.limit("%d bytes written", t.bytes)
	}
	if !again && len(t.rec.over) == t.stretch*kv.MaxWrites {
		return t.limit("more than %d keys written", t.stretch*kv.MaxWrites)
	}
	if err := t.reindex(key, old, val); err != nil {
		return err
	}
	t.rec.over.set(key, val)
	return nil
}

// OnCommit has fn called after the commit.
func (t *rwTx) OnCommit(fn func(kv.Rev)) { t.onCommit = append(t.onCommit, fn) }

// commit writes the overlays to the file, in key order, while the leadership behind
// f, when there is one, is kept from ending.
func (t *rwTx) commit(f kv.Fence) error {
	if own, ok := f.(*fence); ok {
		own.mu.RLock()
		defer own.mu.RUnlock()
	}
	if f != nil && !f.Held() {
		return kv.ErrFenced
	}
	if len(t.rec.over) == 0 {
		return nil
	}
	t.rev++
	t.rec.b.FillPercent = fillPercent
	for _, tab := range []table{t.rec, t.idx} {
		if err := tab.apply(); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	if err := t.b.Bucket(bucketMeta).Put(keyRev, binary.BigEndian.AppendUint64(nil, uint64(t.rev))); err != nil {
		return fmt.Errorf("write revision: %w", err)
	}
	if err := t.b.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
