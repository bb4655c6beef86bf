package boltkv

import (
	"path/filepath"
	"testing"
	"time"

	"fichebak/store/kv"
	"fichebak/store/kv/kvtest"
)

// opener opens new stores, which are checked when their test ends.
func opener(o Options) func(t *testing.T, defs []kv.IndexDef) kv.Store {
	return func(t *testing.T, defs []kv.IndexDef) kv.Store {
		t.Helper()
		o.Indexes = defs
		path := filepath.Join(t.TempDir(), "box.db")
		s := open(t, path, o)
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			s := open(t, path, o)
			sound(t, s)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	}
}

func open(t testing.TB, path string, o Options) *Store {
	t.Helper()
	o.Timeout = time.Second
	s, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sound fails the test when a check finds something; the test's own context may have
// ended.
func sound(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Check(s.life); err != nil {
		t.Error(err)
	}
}

func TestTheContractHolds(t *testing.T) { kvtest.Run(t, opener(Options{NoSync: true})) }

func TestTheContractHoldsWhenEveryUpdateRunsTwice(t *testing.T) {
	kvtest.Run(t, opener(Options{NoSync: true, Rerun: true}))
}
