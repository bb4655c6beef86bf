// Package kvtest is what every engine of the kv contract must pass. It knows the
// contract and nothing of an engine.
//
// Caveat: an engine may run the function of an Update more than once, so that nothing
// here counts its runs.
package kvtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"fichebak/store/kv"
)

// opener makes a new, empty store that is closed when the test ends.
type opener func(t *testing.T, defs []kv.IndexDef) kv.Store

// fact is one sentence of the contract and its proof.
type fact struct {
	says   string
	proves func(t *testing.T, open opener)
}

// patience is how long something that must happen may take on a busy machine.
const patience = 20 * time.Second

var errTest = errors.New("an error of the test")

// Run proves the whole contract on stores that open makes.
func Run(t *testing.T, open func(t *testing.T, defs []kv.IndexDef) kv.Store) {
	t.Helper()
	for _, group := range [][]fact{records, ranges, limits, updates, cancelling, indexes, models, feeds, leading, closing} {
		for _, f := range group {
			t.Run(f.says, func(t *testing.T) { f.proves(t, open) })
		}
	}
}

// update fails the test when an update does.
func update(t testing.TB, s kv.Store, fn func(kv.RwTx) error) kv.Rev {
	t.Helper()
	rev, err := s.Update(t.Context(), fn)
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

func view(t testing.TB, s kv.Store, fn func(kv.Tx) error) {
	t.Helper()
	if err := s.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// put writes key, value, key, value … in one update.
func put(t testing.TB, s kv.Store, pairs ...string) kv.Rev {
	t.Helper()
	return update(t, s, func(tx kv.RwTx) error { return putAll(tx, pairs...) })
}

func putAll(tx kv.RwTx, pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if err := tx.Put([]byte(pairs[i]), []byte(pairs[i+1])); err != nil {
			return err
		}
	}
	return nil
}

// scan lists key=value of a range.
func scan(tx kv.Tx, r kv.Range) (list []string, err error) {
	err = tx.Scan(r, func(k, v []byte) error {
		list = append(list, fmt.Sprintf("%s=%s", k, v))
		return nil
	})
	return list, err
}

// scanIndex lists index key=record key of a range.
func scanIndex(tx kv.Tx, index string, r kv.Range) (list []string, err error) {
	err = tx.ScanIndex(index, r, func(k, pk []byte) error {
		list = append(list, fmt.Sprintf("%s=%s", k, pk))
		return nil
	})
	return list, err
}

// all is everything a store holds.
func all(t testing.TB, s kv.Store) (list []string) {
	t.Helper()
	view(t, s, func(tx kv.Tx) (err error) {
		list, err = scan(tx, kv.Range{})
		return err
	})
	return list
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func wantErr(t testing.TB, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: got error %v, want %v", what, got, want)
	}
}

// within calls fn beside the test and fails when it takes too long.
func within(t testing.TB, what string, fn func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		fn()
	}()
	await(t, what, done)
}

// await waits for a channel to close or to send.
func await[T any](t testing.TB, what string, ch <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-ch:
	case <-time.After(patience):
		t.Fatalf("%s: still waiting", what)
	}
	return v
}

func ended(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
