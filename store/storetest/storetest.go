// Package storetest opens boxes for tests: on a real file, with a clock of their own,
// and proved sound when the test ends.
package storetest

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/kv/boltkv"
)

// Clock is a clock that tests move.
type Clock struct {
	mu sync.Mutex
	t  time.Time
}

// Brussels is the zone of all wall-clock times.
var Brussels = func() *time.Location {
	l, err := time.LoadLocation(store.Zone)
	if err != nil {
		panic(err)
	}
	return l
}()

// NewClock stands at the moment of the drawn screens: Wednesday 21 October 2026, 10:42
// in Brussels.
func NewClock() *Clock {
	return &Clock{t: time.Date(2026, 10, 21, 10, 42, 0, 0, Brussels)}
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

// Set moves the clock to an instant.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
}

// Add moves the clock on.
func (c *Clock) Add(d time.Duration) { c.Set(c.Now().Add(d)) }

// Box is an open box with its clock and its file.
type Box struct {
	*store.Store
	Clock *Clock
	Path  string
	file  *boltkv.Store
}

// Open opens a new box in the test's own folder; when the test ends it is checked.
func Open(t testing.TB) *Box {
	t.Helper()
	b := &Box{Clock: NewClock(), Path: filepath.Join(t.TempDir(), "box.db")}
	b.Reopen(t)
	t.Cleanup(func() { b.Verify(t); b.Store.Close() })
	return b
}

// Loose opens a new box that is not checked when the test ends.
func Loose(t testing.TB) *Box {
	t.Helper()
	b := &Box{Clock: NewClock(), Path: filepath.Join(t.TempDir(), "box.db")}
	b.Reopen(t)
	t.Cleanup(func() { b.Store.Close() })
	return b
}

// Reopen closes the box, if it is open, and opens it again. The lists are kept as they
// are at an ordered stop.
func (b *Box) Reopen(t testing.TB) {
	t.Helper()
	if b.Store != nil {
		if err := b.KeepLists(t.Context()); err != nil && !errors.Is(err, kv.ErrClosed) {
			t.Fatal(err)
		}
		if err := b.Store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	db, err := boltkv.Open(b.Path, boltkv.Options{Indexes: store.Indexes(), Timeout: time.Second, Rerun: true})
	if err != nil {
		t.Fatal(err)
	}
	b.file = db
	if b.Store, err = store.Open(t.Context(), db, store.Options{Now: b.Clock.Now, ListsFile: b.Path + ".lists", Uploads: b.Path + ".uploads"}); err != nil {
		t.Fatal(err)
	}
}

// Verify fails the test when the file is not sound, or records and lists do not agree.
func (b *Box) Verify(t testing.TB) {
	t.Helper()
	ctx := context.Background() // the test's own has ended when this runs at its end
	if err := b.file.Check(ctx); err != nil {
		t.Error(err)
	}
	faults, err := b.Store.Check(ctx)
	if err != nil {
		t.Error(err)
	}
	for _, f := range faults {
		t.Error("check: " + f)
	}
}

// Kim and Bart are two people who work with the box.
var (
	Kim  = store.Actor{ID: "ukim", Name: "Kim Peeters"}
	Bart = store.Actor{ID: "ubart", Name: "Bart Declerck"}
)

// Colleague makes a user who may do all and answers their id.
func (b *Box) Colleague(t testing.TB, name string) fiche.ID {
	t.Helper()
	u, err := b.AddUser(t.Context(), Kim, store.User{Name: name, Role: store.Admin, Language: "nl"})
	if err != nil {
		t.Fatal(err)
	}
	return u.ID
}

// Prospect makes a prospect with these fields: name, value, name, value …
func (b *Box) Prospect(t testing.TB, fields ...string) fiche.Fiche {
	return b.Make(t, fiche.Prospect, fields...)
}

// Make makes a fiche of a kind.
func (b *Box) Make(t testing.TB, k fiche.Kind, fields ...string) fiche.Fiche {
	t.Helper()
	f, err := b.Create(t.Context(), Kim, k, store.Draft{Values: Values(fields...)})
	if err != nil {
		t.Fatalf("make %s %v: %v", k, fields, err)
	}
	return f
}

// Values are the values of a form: name, value, name, value … An active fiche.
func Values(fields ...string) fiche.Values {
	v := fiche.Values{"active": "yes"}
	for i := 0; i+1 < len(fields); i += 2 {
		v[fields[i]] = fields[i+1]
	}
	return v
}

// Moment adds a moment to a fiche: kind, day, hour (or none) and text.
func (b *Box) Moment(t testing.TB, f fiche.Fiche, kind fiche.MomentKind, day, hour, text string) fiche.Moment {
	t.Helper()
	m, err := b.AddMoment(t.Context(), Kim, f.ID, fiche.Line{Kind: kind.String(), Day: day, Hour: hour, Text: text}, "")
	if err != nil {
		t.Fatalf("add %s %s %s: %v", kind, day, hour, err)
	}
	return m
}

// FindDoubles looks for doubles, as each night does.
func (b *Box) FindDoubles(t testing.TB) {
	t.Helper()
	_, err := b.LookForDoubles(t.Context(), store.Actor{})
	if err == nil {
		err = b.WorkOff(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// CRM makes a CRM fiche for a fiche, with these fields: name, value, name, value …
func (b *Box) CRM(t testing.TB, f fiche.Fiche, fields ...string) fiche.CRM {
	t.Helper()
	v := fiche.Values{"stage": "new"}
	for i := 0; i+1 < len(fields); i += 2 {
		v[fields[i]] = fields[i+1]
	}
	c, err := b.CreateCRM(t.Context(), Kim, f.ID, store.CRMDraft{Values: v})
	if err != nil {
		t.Fatalf("make CRM fiche %v: %v", fields, err)
	}
	return c
}
