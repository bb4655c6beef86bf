package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
	"fichebak/store/vat"
)

// Derived indexes: few entries, exact keys. Orders, groups, views and counts are
// not here but in memory, because sixteen entries a fiche cost a factor ten in
// write speed.
const (
	byVAT    = "vat"    // compact VAT number → fiche
	byName   = "name"   // name without legal form, case, accents → fiche
	byDay    = "day"    // Moment.When → moment
	byOpen   = "open"   // openKey → open moment
	byLead   = "lead"   // when to remind, of open moments with a lead of their own
	byCommit = "commit" // commit before it, and what a walk asks → change; see changeEntry
	byMerged = "merged" // fiche → those that are part of it by now
	byState  = "state"  // state of a job that is not over → job
)

var indexes = []kv.IndexDef{
	{Name: byVAT, Version: 1, Prefix: []byte("f/"), Keys: fromFiche(func(f *indexed) string {
		n, _ := vat.Parse(f.VAT)
		return n.Compact()
	})},
	{Name: byName, Version: 1, Prefix: []byte("f/"), Keys: fromFiche(func(f *indexed) string { return search.NameKey(f.Name) })},
	{Name: byMerged, Version: 1, Prefix: []byte("f/"), Keys: func(_, val []byte) [][]byte {
		f, ok := lastIndexed.of(val)
		if !ok {
			return nil
		}
		return oneKey(f.MergedInto)
	}},
	{Name: byDay, Version: 1, Prefix: []byte("m/"), Keys: fromMoment(func(m *fiche.Moment) string { return m.When() })},
	{Name: byOpen, Version: 2, Prefix: []byte("m/"), Keys: fromMoment(openKey)},
	{Name: byLead, Version: 1, Prefix: []byte("m/"), Keys: fromMoment(leadKey)},
	{Name: byCommit, Version: 3, Prefix: []byte("h/"), Keys: func(_, val []byte) [][]byte {
		var c changeHead
		if decode(val, &c) != nil {
			return nil
		}
		return [][]byte{changeEntry(&c)}
	}},
	{Name: byState, Version: 1, Prefix: []byte("j/"), Keys: func(_, val []byte) [][]byte {
		var j Job
		if decode(val, &j) != nil || !j.Open() {
			return nil
		}
		return oneKey(j.State)
	}},
}

func commitKey(rev kv.Rev) []byte { return binary.BigEndian.AppendUint64(nil, uint64(rev)) }

// openKey is when an open moment is, for whom, its lead and its kind, so that most of
// what is due can be counted without reading the moment itself.
func openKey(m *fiche.Moment) string {
	if !m.Open() {
		return ""
	}
	return m.When() + "\x00" + m.For + "\x00" + fiche.LeadText(m.Lead) + "\x00" + m.Kind.String()
}

// leadKey is when an open moment with a lead of its own and an hour is reminded.
func leadKey(m *fiche.Moment) string {
	if !m.Open() || m.Lead < 0 || m.Hour == "" {
		return ""
	}
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		return ""
	}
	at, _ := fiche.Rule{Zone: zone, Morning: "09:00"}.RemindAt(m)
	return fiche.Wall(at, zone) + "\x00" + m.For
}

// indexed is what the indexes need of a fiche, under the numbers it has there: each
// index reads every fiche that is written, and the rest is passed over without being
// made.
type indexed struct {
	Name       string   `cbor:"8,keyasint"`
	VAT        string   `cbor:"13,keyasint"`
	RemovedAt  int64    `cbor:"30,keyasint"`
	MergedInto fiche.ID `cbor:"33,keyasint"`
}

func fromFiche(key func(*indexed) string) func(_, val []byte) [][]byte {
	return func(_, val []byte) [][]byte {
		f, ok := lastIndexed.of(val)
		if !ok || f.RemovedAt != 0 || f.MergedInto != "" {
			return nil
		}
		return oneKey(key(&f))
	}
}

// reader keeps what was read last: the indexes ask one after the other for the same
// record.
type reader struct {
	mu  sync.Mutex
	val []byte
	f   indexed
	ok  bool
}

var lastIndexed reader

func (r *reader) of(val []byte) (indexed, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !bytes.Equal(r.val, val) || len(val) == 0 {
		r.f = indexed{}
		r.val, r.ok = append(r.val[:0], val...), decode(val, &r.f) == nil
	}
	return r.f, r.ok
}

func fromMoment(key func(*fiche.Moment) string) func(_, val []byte) [][]byte {
	return func(_, val []byte) [][]byte {
		var m fiche.Moment
		if decode(val, &m) != nil {
			return nil
		}
		return oneKey(key(&m))
	}
}

func oneKey(k string) [][]byte {
	if k == "" || len(k) > kv.MaxKey/2 {
		return nil
	}
	return [][]byte{[]byte(k)}
}

// migrations bring the records from each schema to the next; append only. The
// first makes an empty box.
var migrations = []func(*tx) error{seed}

// Schema is the version of the records this program writes.
func Schema() int { return len(migrations) }

// SchemaOf reads the schema of a box without opening it; 0 is a new one.
func SchemaOf(ctx context.Context, db kv.Store) (int, error) {
	var v int
	err := db.View(ctx, func(k kv.Tx) error {
		var err error
		v, _, err = find[int](k, schemaKey)
		return err
	})
	return v, err
}

func (s *Store) migrate(ctx context.Context, before func(context.Context, int) error) error {
	at, err := SchemaOf(ctx, s.kv)
	if err != nil {
		return fmt.Errorf("read schema: %w", err)
	}
	if at > len(migrations) {
		return fmt.Errorf("schema %d, this program knows %d: %w", at, len(migrations), ErrNewer)
	}
	if at > 0 && at < len(migrations) && before != nil {
		if err := before(ctx, at); err != nil {
			return fmt.Errorf("before migrating from schema %d: %w", at, err)
		}
	}
	for ; at < len(migrations); at++ {
		err := s.update(ctx, Actor{}, func(t *tx) error {
			if err := migrations[at](t); err != nil {
				return err
			}
			return put(t, schemaKey, at+1)
		})
		if err != nil {
			return fmt.Errorf("migrate to schema %d: %w", at+1, err)
		}
	}
	return nil
}

// seed makes what every box has from the start: the source's two groups.
func seed(t *tx) error {
	for _, g := range []Group{{ID: GroupCustomers, Name: "Klanten"}, {ID: GroupSuppliers, Name: "Leveranciers"}} {
		if err := t.putGroup(g); err != nil {
			return err
		}
	}
	return nil
}
