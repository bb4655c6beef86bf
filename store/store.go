// Package store keeps the fiches, and the rules that need a transaction: numbers,
// conversion, who saved before whom, what is due. It owns every record and the
// lists in memory that are derived from them. It must not know bbolt, HTTP, HTML,
// a language or cron; it speaks codes.
//
// Caveat: a use case is one function of a transaction that may run again, so ids
// and the clock are taken before it (see tx) and nothing in it acts outside.
package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/kv"
)

// Errors that callers tell apart.
var (
	ErrNotFound = errors.New("no such record")
	ErrNewer    = errors.New("data file was written by a newer version")
	ErrNotEmpty = errors.New("box is not empty")
	ErrTaken    = errors.New("number is taken")
)

// Actor is who does something: a user, or the program itself with an empty ID.
type Actor struct{ ID, Name string }

// Options of Open.
type Options struct {
	Now    func() time.Time // the clock
	Random io.Reader        // for ids; crypto/rand when nil
	Log    *slog.Logger
	// ListsFile, when set, is where the lists are kept, beside the data file; see
	// KeepLists.
	ListsFile string
	// Uploads is the folder for files on their way in; it is made when there is one.
	Uploads string
	// BeforeMigration, when set, is called before records of an older schema are
	// changed: the time to put the file aside. Its error ends the opening.
	BeforeMigration func(ctx context.Context, from int) error
}

// Store is an open box.
type Store struct {
	kv    kv.Store
	now   func() time.Time
	ids   *ids
	log   *slog.Logger
	index *index.Index
	crm   crmRows
	zone  *time.Location
	likes likes

	results tallies

	look *look // for doubles, that is under way; of the one who does the jobs

	ahead       atomic.Uint64 // see base
	keptFile    string
	keeping     sync.Mutex // held while the lists are written, or records in bulk
	keptVersion uint64     // of the lists that are in their file, with their mark
	keptMark    string

	uploads string // folder of files on their way in
	imports runs   // files that are being read
	heads   heads  // of those that were read last

	rehearsals rehearsals // that are under way

	jobs   bell // rings when there may be a job to do
	opened time.Time

	mu       sync.Mutex
	watchers map[chan struct{}]struct{}
	touches  touches
}

// Zone is where the wall clock of all moments hangs.
const Zone = "Europe/Brussels"

// Indexes are the derived indexes the engine must keep for this store.
func Indexes() []kv.IndexDef { return indexes }

// Open opens the box that db holds: it migrates records of an older schema, refuses
// those of a newer one with ErrNewer, and fills the lists in memory.
func Open(ctx context.Context, db kv.Store, o Options) (*Store, error) {
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		return nil, fmt.Errorf("load time zone: %w", err)
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Store{kv: db, now: o.Now, ids: &ids{random: o.Random}, log: o.Log, zone: zone, index: index.New(), keptFile: o.ListsFile, uploads: o.Uploads, jobs: make(bell, 1), opened: o.Now(), watchers: map[chan struct{}]struct{}{}}
	s.crm.clear()
	if err := s.migrate(ctx, o.BeforeMigration); err != nil {
		return nil, err
	}
	if err := s.readAhead(ctx); err != nil {
		return nil, err
	}
	if err := s.fillLists(ctx); err != nil {
		return nil, fmt.Errorf("fill the lists: %w", err)
	}
	if err := s.loadCRM(ctx); err != nil {
		return nil, fmt.Errorf("fill the list of CRM fiches: %w", err)
	}
	return s, nil
}

// Close closes the engine below.
func (s *Store) Close() error { return s.kv.Close() }

// Now is the store's clock.
func (s *Store) Now() time.Time { return s.now() }

// Location is the zone of all wall-clock times.
func (s *Store) Location() *time.Location { return s.zone }

// tx is one transaction of a use case, with its clock and its actor. The function
// of an update may run more than once: ids are numbered, so that a second run gets
// those of the first.
type tx struct {
	kv.Tx
	s   *Store
	now time.Time
	by  Actor

	rw      kv.RwTx // nil in a view
	ids     *idList
	next    int
	job     fiche.ID                  // the job whose work this is; its changes say so
	quiet   bool                      // whoever watches is not woken
	made    map[fiche.ID]*fiche.Fiche // new ones without moments, whose rows need no reading
	touched map[fiche.ID]bool         // fiches whose row in the lists is to be made anew; whether history tells of it
	kinds   map[fiche.Kind]bool       // the lists those stand in, or stood
	groups  map[fiche.ID]Group        // read before, in a view
	gone    map[fiche.ID]bool         // users who can no longer sign in, once asked for
	own     []fiche.Extra             // the own fields, once asked for
}

type idList struct{ made []fiche.ID }

// newID answers an id for a record of a kind; see newID in keys.go.
func (t *tx) newID(kind byte) (fiche.ID, error) {
	if t.next == len(t.ids.made) {
		id, err := t.s.ids.next(kind, t.now)
		if err != nil {
			return "", err
		}
		t.ids.made = append(t.ids.made, id)
	}
	t.next++
	return string(kind) + t.ids.made[t.next-1][1:], nil
}

func (s *Store) view(ctx context.Context, fn func(*tx) error) error {
	return s.kv.View(ctx, func(k kv.Tx) error {
		return fn(&tx{Tx: k, s: s, now: s.now(), groups: map[fiche.ID]Group{}})
	})
}

// update runs one use case as one transaction. When it returns, the lists in
// memory show it and who watches has been woken.
func (s *Store) update(ctx context.Context, by Actor, fn func(*tx) error, opts ...kv.UpdateOption) error {
	now, ids := s.now(), &idList{}
	_, err := s.kv.Update(ctx, func(k kv.RwTx) error {
		rw := &noting{RwTx: k}
		t := &tx{Tx: k, rw: rw, s: s, now: now, by: by, ids: ids, touched: map[fiche.ID]bool{}, kinds: map[fiche.Kind]bool{}}
		if err := fn(t); err != nil {
			return err
		}
		rows, err := t.rows()
		if err != nil {
			return err
		}
		likes, err := t.likeKeys()
		if err != nil {
			return err
		}
		crm, err := t.touchedCRM()
		if err != nil {
			return err
		}
		if slices.Contains(slices.Collect(maps.Values(t.touched)), false) {
			if err := t.forget(); err != nil {
				return err
			}
		}
		k.OnCommit(func(rev kv.Rev) {
			for id, row := range rows {
				if row == nil {
					s.index.Drop(id)
				} else {
					s.index.Put(*row)
				}
			}
			for id, rows := range crm {
				s.crm.put(id, rows)
			}
			s.likes.follow(likes)
			if said := t.said(rev, rw); said.Any() {
				s.touches.add(said)
			}
			if !t.quiet {
				s.wake()
			}
		})
		return nil
	}, opts...)
	return err
}

// Watch answers a channel that has a value soon after each commit; a burst of
// commits is one value. stop ends it.
func (s *Store) Watch() (woken <-chan struct{}, stop func()) {
	ch := make(chan struct{}, 1)
	s.mu.Lock()
	s.watchers[ch] = struct{}{}
	s.mu.Unlock()
	return ch, func() {
		s.mu.Lock()
		delete(s.watchers, ch)
		s.mu.Unlock()
	}
}

func (s *Store) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ch := range s.watchers {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}
