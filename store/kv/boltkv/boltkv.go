// Package boltkv keeps a kv.Store in one bbolt file. It owns the layout of the file:
// a bucket of records, one of derived index entries, one that says how far both are.
// It must not know what a record is.
//
// Caveat: bbolt allows one process per file; a second one gets kv.ErrLocked.
package boltkv

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"fichebak/store/kv"
)

// Options of Open.
type Options struct {
	Indexes []kv.IndexDef
	// Timeout is how long to wait for another process to let go of the file.
	Timeout time.Duration
	// NoSync leaves it to the system when writes reach the disk; for tests and for
	// files that can be made again.
	NoSync bool
	// Rerun runs the function of every Update twice, keeps nothing of the first run
	// and fails when the second wrote other things; for tests.
	Rerun bool
}

// Store is an open file.
type Store struct {
	db      *bbolt.DB
	defs    []kv.IndexDef
	byName  map[string]*kv.IndexDef
	rerun   bool
	writer  chan struct{} // holds a value while somebody writes
	life    context.Context
	die     context.CancelFunc
	closing sync.Once
	closed  error // what Close came to

	mu      sync.Mutex // guards what follows
	rev     kv.Rev     // newest commit whose OnCommit functions have run
	moved   chan struct{}
	subs    map[*sub]struct{}
	leaders map[string]chan struct{}
	feeds   sync.WaitGroup
}

var _ kv.Store = (*Store)(nil)

// Open opens the file, or makes it when there is none. Indexes whose Version is
// another than the one they were built with are built anew before it returns.
func Open(path string, o Options) (*Store, error) {
	s := &Store{
		defs: slices.Clone(o.Indexes), byName: map[string]*kv.IndexDef{}, rerun: o.Rerun,
		writer: make(chan struct{}, 1), subs: map[*sub]struct{}{}, leaders: map[string]chan struct{}{},
	}
	if err := s.declare(); err != nil {
		return nil, err
	}
	db, err := openFile(path, o)
	if err != nil {
		return nil, err
	}
	s.db = db
	if err := readable(s.begin); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	s.life, s.die = context.WithCancel(context.Background())
	return s, nil
}

// begin reads how far the file is and brings its indexes up to date.
func (s *Store) begin() error {
	err := s.db.View(func(b *bbolt.Tx) error {
		s.rev = revOf(b)
		return nil
	})
	if err != nil {
		return err
	}
	return s.rebuild()
}

// lock waits for its turn to write.
func (s *Store) lock(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.writer <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.life.Done():
		return kv.ErrClosed
	}
	if s.life.Err() != nil {
		s.unlock()
		return kv.ErrClosed
	}
	return nil
}

func (s *Store) unlock() { <-s.writer }

// start begins a transaction of bbolt.
func (s *Store) start(write bool) (*bbolt.Tx, error) {
	b, err := s.db.Begin(write)
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return nil, kv.ErrClosed
	}
	if err != nil {
		return nil, fmt.Errorf("begin transaction: %w", err)
	}
	return b, nil
}

// View runs fn on one snapshot.
func (s *Store) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b, err := s.start(false)
	if err != nil {
		return err
	}
	defer b.Rollback() //nolint:errcheck // of a reader, it cannot fail
	t := s.newTx(ctx, b)
	defer t.end()
	return fn(t)
}

// Update runs fn and commits what it wrote. Only the commit itself may not be
// interrupted; until then nothing has been written.
func (s *Store) Update(ctx context.Context, fn func(kv.RwTx) error, opts ...kv.UpdateOption) (kv.Rev, error) {
	var o kv.UpdateOptions
	for _, set := range opts {
		set(&o)
	}
	if err := s.lock(ctx); err != nil {
		return 0, err
	}
	defer s.unlock()
	b, err := s.start(true)
	if err != nil {
		return 0, err
	}
	defer b.Rollback() //nolint:errcheck // after a commit it has nothing to do
	stretch := 1
	if o.Wide {
		stretch = kv.WideBy
	}
	t, err := s.run(ctx, b, fn, stretch)
	if err == nil && s.rerun {
		t, err = s.again(ctx, b, fn, t)
	}
	if err != nil {
		return 0, err
	}
	if err := t.commit(o.Fence); err != nil {
		return 0, err
	}
	s.committed(t)
	return t.rev, nil
}

// run lets fn write into an overlay, within limits that are stretched so many times.
func (s *Store) run(ctx context.Context, b *bbolt.Tx, fn func(kv.RwTx) error, stretch int) (*rwTx, error) {
	t := &rwTx{tx: s.newTx(ctx, b), read: map[string]struct{}{}, stretch: stretch}
	defer t.end()
	if err := fn(t); err != nil {
		return nil, err
	}
	if t.failed != nil {
		return nil, t.failed
	}
	return t, ctx.Err()
}

// again runs fn once more, as an engine does that met a conflict.
func (s *Store) again(ctx context.Context, b *bbolt.Tx, fn func(kv.RwTx) error, first *rwTx) (*rwTx, error) {
	t, err := s.run(ctx, b, fn, first.stretch)
	if err == nil && !slices.EqualFunc(first.rec.over, t.rec.over, entry.equal) {
		return nil, errRerun
	}
	return t, err
}

var errRerun = errors.New("the function of an update wrote other things when it was run again")

// Sync answers at once: on one node everything acknowledged is visible.
func (s *Store) Sync(ctx context.Context) (kv.Rev, error) {
	if err := s.alive(ctx); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rev, nil
}

func (s *Store) alive(ctx context.Context) error {
	if s.life.Err() != nil {
		return kv.ErrClosed
	}
	return ctx.Err()
}

// Close ends subscriptions and leaderships, waits for transactions under way and
// closes the file.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.mu.Lock()
		s.die() // no subscription begins after it
		s.mu.Unlock()
		s.writer <- struct{}{} // the last writer; nobody gets it again
		s.feeds.Wait()
		if err := s.db.Close(); err != nil {
			s.closed = fmt.Errorf("close: %w", err)
		}
	})
	return s.closed
}

func revOf(b *bbolt.Tx) kv.Rev {
	if v := b.Bucket(bucketMeta).Get(keyRev); len(v) == 8 {
		return kv.Rev(binary.BigEndian.Uint64(v))
	}
	return 0
}
