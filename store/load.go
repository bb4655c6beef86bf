package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/kv"
)

// load fills the lists from the records.
func (s *Store) load(ctx context.Context) error {
	return s.view(ctx, func(t *tx) error {
		var failed error
		s.index.Load(t.allRows(&failed))
		return failed
	})
}

// rowBatch is how many fiches are handed on at a time to who makes rows of them.
const rowBatch = 200

// batch is fiches on their way to become rows.
type batch struct {
	raw  []rawFiche
	rows []index.Row
	err  error
	done chan struct{} // closed when there are rows, or an error
}

// rawFiche is the record of a fiche and those of its moments.
type rawFiche struct {
	fiche   []byte
	moments [][]byte
}

// allRows makes the rows of all fiches, in the order of their ids: one reads the
// records, and as many as there are processors make rows of them.
func (t *tx) allRows(failed *error) iter.Seq[index.Row] {
	return func(yield func(index.Row) bool) {
		maker, err := t.rowMaker()
		if err != nil {
			*failed = err
			return
		}
		n := runtime.GOMAXPROCS(0)
		jobs, inOrder := make(chan *batch, 2*n), make(chan *batch, 2*n)
		enough := make(chan struct{})
		var broken any // what reading panicked with: a broken page of the file
		var work sync.WaitGroup
		work.Go(func() {
			defer close(inOrder)
			defer close(jobs)
			defer func() { broken = recover() }()
			t.readRaw(jobs, inOrder, enough)
		})
		for range n {
			work.Go(func() {
				for b := range jobs {
					b.rows, b.err = maker.rowsOf(b.raw)
					close(b.done)
				}
			})
		}
		defer work.Wait() // the transaction may end then
		defer close(enough)
		for b := range inOrder {
			if <-b.done; b.err != nil {
				*failed = b.err
				return
			}
			for i := range b.rows {
				if !yield(b.rows[i]) {
					return
				}
			}
		}
		if broken != nil {
			panic(broken) // here, where who opened the file hears of it
		}
	}
}

// noRecords is a transaction that has none.
type noRecords struct{ kv.Tx }

func (noRecords) Get([]byte) ([]byte, error) { return nil, nil }

// rowMaker is a transaction that knows all groups and reads nothing else, so that many
// may make rows with it.
func (t *tx) rowMaker() (*tx, error) {
	own, err := t.extras()
	if err != nil {
		return nil, err
	}
	maker := &tx{Tx: noRecords{}, s: t.s, now: t.now, groups: map[fiche.ID]Group{}, own: own}
	return maker, each(t, []byte("g/"), false, func(_ []byte, g Group) error {
		maker.groups[g.ID] = g
		return nil
	})
}

func (t *tx) rowsOf(raw []rawFiche) ([]index.Row, error) {
	rows := make([]index.Row, 0, len(raw))
	for _, r := range raw {
		var f fiche.Fiche
		if err := decode(r.fiche, &f); err != nil {
			return nil, err
		}
		if f.MergedInto != "" {
			continue
		}
		ms := make([]fiche.Moment, len(r.moments))
		for j, b := range r.moments {
			if err := decode(b, &ms[j]); err != nil {
				return nil, fmt.Errorf("moment of fiche %s: %w", f.ID, err)
			}
		}
		sortMoments(ms)
		rows = append(rows, t.row(&f, ms))
	}
	return rows, nil
}

// errEnough ends a walk that nobody needs any more.
var errEnough = errors.New("enough")

// readRaw hands on batches of records, to be made rows of and to be waited for.
func (t *tx) readRaw(jobs, inOrder chan<- *batch, enough <-chan struct{}) {
	b := &batch{done: make(chan struct{})}
	send := func(to chan<- *batch) error {
		select {
		case to <- b:
			return nil
		case <-enough:
			return errEnough
		}
	}
	err := t.walkRaw(func(r rawFiche) error {
		if b.raw = append(b.raw, r); len(b.raw) < rowBatch {
			return nil
		}
		if err := errors.Join(send(jobs), send(inOrder)); err != nil {
			return err
		}
		b = &batch{done: make(chan struct{})}
		return nil
	})
	if err == nil {
		err = send(jobs)
	} else {
		b.err = err
		close(b.done)
	}
	if !errors.Is(err, errEnough) {
		_ = send(inOrder) // nobody is left to hear that nobody needs it
	}
}

// walkRaw walks fiches and moments side by side: both are in the order of the fiche's
// id, so that nothing is looked up.
func (t *tx) walkRaw(fn func(rawFiche) error) error {
	var failed error
	next, stop := iter.Pull2(func(yield func(k, v []byte) bool) {
		failed = t.Scan(kv.Prefix([]byte("m/")), func(k, v []byte) error {
			if !yield(k, v) {
				return kv.ErrStop
			}
			return nil
		})
	})
	defer stop()
	k, v, more := next()
	err := t.Scan(kv.Prefix([]byte("f/")), func(key, val []byte) error {
		r := rawFiche{fiche: val}
		id := key[len("f/"):]
		for more {
			of, _, _ := bytes.Cut(k[len("m/"):], []byte("/"))
			n := bytes.Compare(of, id)
			if n > 0 {
				break
			}
			if n == 0 {
				r.moments = append(r.moments, v)
			}
			k, v, more = next()
		}
		return fn(r)
	})
	return errors.Join(err, failed)
}
