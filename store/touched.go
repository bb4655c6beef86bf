package store

import (
	"bytes"
	"maps"
	"slices"
	"sync"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// How much is remembered of what was written: commits, and the fiches that one of them,
// or an answer, names.
const (
	keptCommits = 256
	maxNamed    = 60
)

// Touched is what was written since a page was made, in so far as the page may show
// it. It says where to look, never what stands there.
type Touched struct {
	At     uint64       // where the box is now: the next question begins here
	Fiches []fiche.ID   // whose card, moments or row may look different
	Kinds  []fiche.Kind // the lists in which those stand, or stood
	Many   bool         // of these kinds more fiches than are named
	All    bool         // something that every page may show: settings, groups, users
	Jobs   bool         // a job was begun, or got on
}

// Any reports whether there is a reason to look at all.
func (t Touched) Any() bool { return t.All || t.Jobs || t.Many || len(t.Fiches) > 0 }

// touches keeps the latest commits. Who asks from before those is told that everything
// may have changed, so nothing is queued for anybody.
type touches struct {
	mu      sync.Mutex
	at      uint64    // of the latest commit, as Change.Base counts
	from    uint64    // what came before is forgotten
	commits []Touched // oldest first, each with its own At
}

func (l *touches) add(t Touched) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at = t.At
	if len(l.commits) == keptCommits {
		l.from = l.commits[0].At
		l.commits = slices.Delete(l.commits, 0, 1)
	}
	l.commits = append(l.commits, t)
}

// begin forgets what came before a place.
func (l *touches) begin(at uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at, l.from, l.commits = at, at, nil
}

func (l *touches) since(at uint64) Touched {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := Touched{At: l.at, All: at < l.from || at > l.at}
	for i := range slices.Backward(l.commits) {
		c := &l.commits[i]
		if c.At <= at {
			break
		}
		t.All, t.Many, t.Jobs = t.All || c.All, t.Many || c.Many, t.Jobs || c.Jobs
		for _, k := range c.Kinds {
			if !slices.Contains(t.Kinds, k) {
				t.Kinds = append(t.Kinds, k)
			}
		}
		for _, id := range c.Fiches {
			if !slices.Contains(t.Fiches, id) {
				t.Fiches = append(t.Fiches, id)
			}
		}
		if len(t.Fiches) > maxNamed {
			t.Fiches, t.Many = t.Fiches[:maxNamed], true
		}
	}
	return t
}

// Since tells what was written after a place that Place, or an earlier answer, gave.
func (s *Store) Since(at uint64) Touched { return s.touches.since(at) }

// At is where the box is now. What is read afterwards is at least as new.
func (s *Store) At() uint64 {
	s.touches.mu.Lock()
	defer s.touches.mu.Unlock()
	return s.touches.at
}

// noting is a transaction that notes whether it writes what all pages show, and jobs.
type noting struct {
	kv.RwTx
	all, jobs bool
}

func (n *noting) note(key []byte) {
	for _, p := range [][]byte{[]byte("g/"), []byte("u/"), []byte("x/"), settingsKey} {
		n.all = n.all || bytes.HasPrefix(key, p)
	}
	n.jobs = n.jobs || bytes.HasPrefix(key, []byte("j/"))
}

func (n *noting) Put(key, val []byte) error {
	n.note(key)
	return n.RwTx.Put(key, val)
}

func (n *noting) Delete(key []byte) error {
	n.note(key)
	return n.RwTx.Delete(key)
}

// touch notes the fiche that a change is about, and the lists it stands or stood in.
func (t *tx) touch(f *fiche.Fiche) {
	t.touched[f.ID] = true
	t.kinds[f.Kind] = true
	for _, n := range f.Numbers {
		t.kinds[n.Kind] = true
	}
}

// said is what others are told of a transaction that became commit rev.
func (t *tx) said(rev kv.Rev, rw *noting) Touched {
	x := Touched{At: uint64(t.s.base(rev)), All: rw.all, Jobs: rw.jobs, Fiches: slices.Sorted(maps.Keys(t.touched)), Kinds: slices.Sorted(maps.Keys(t.kinds))}
	if len(x.Fiches) > maxNamed {
		x.Fiches, x.Many = x.Fiches[:maxNamed], true
	}
	if len(x.Fiches) > 0 && len(x.Kinds) == 0 {
		x.Kinds = fiche.Kinds[:] // they are gone, and nobody knows from where
	}
	return x
}
