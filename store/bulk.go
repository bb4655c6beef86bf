package store

import (
	"context"
	"encoding/binary"
	"errors"

	"fichebak/store/kv"
)

// bulk has fn write many records, past the lists, and fills the lists anew. No commit
// comes between the records that are read then and the lists.
func (s *Store) bulk(ctx context.Context, fn func() error) error {
	s.keeping.Lock() // lists that do not have these records are not kept
	defer s.keeping.Unlock()
	if _, err := s.kv.Update(ctx, func(t kv.RwTx) error { return t.Delete(keptKey) }); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	var failed error
	_, err := s.kv.Update(ctx, func(t kv.RwTx) error {
		last, err := lastBase(t)
		if err != nil {
			return err
		}
		t.OnCommit(func(rev kv.Rev) {
			s.ahead.Store(uint64(last))
			s.touches.begin(uint64(s.base(rev)))
			failed = errors.Join(s.load(ctx), s.loadCRM(ctx))
			s.likes.forget()
		})
		b, err := encode(last)
		if err != nil {
			return err
		}
		return t.Put(aheadKey, b)
	})
	if err != nil {
		return err
	}
	return failed
}

// aheadKey is the record of how far the changes of an import are ahead of the commits
// of this file: those made here count on from there. It is not exported.
var aheadKey = []byte("e/ahead")

// base is what changes say of the commit they are made upon.
func (s *Store) base(rev kv.Rev) kv.Rev { return rev + kv.Rev(s.ahead.Load()) }

func (s *Store) readAhead(ctx context.Context) error {
	return s.kv.View(ctx, func(t kv.Tx) error {
		ahead, _, err := find[uint64](t, aheadKey)
		s.ahead.Store(ahead)
		s.touches.begin(uint64(s.base(t.Rev())))
		return err
	})
}

// lastBase is that of the latest change.
func lastBase(t kv.Tx) (base kv.Rev, err error) {
	err = t.ScanIndex(byCommit, kv.Range{Reverse: true}, func(ikey, _ []byte) error {
		base = kv.Rev(binary.BigEndian.Uint64(ikey))
		return kv.ErrStop
	})
	return base, err
}
