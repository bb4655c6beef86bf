package kvtest

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"fichebak/store/kv"
)

var models = []fact{
	{"a store does what a sorted map does", likeASortedMap},
}

// model is what a store is: records, sorted when they are asked for.
type model map[string]string

func (m model) scan(r kv.Range) (list []string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if r.Contains([]byte(k)) {
			list = append(list, k+"="+m[k])
		}
	}
	if r.Reverse {
		slices.Reverse(list)
	}
	return list
}

// scanIndex answers the index words.
func (m model) scanIndex(r kv.Range) (list []string) {
	type entry struct{ ikey, pk string }
	var entries []entry
	for k, v := range m {
		if !bytes.HasPrefix([]byte(k), words.Prefix) {
			continue
		}
		for _, w := range words.Keys(nil, []byte(v)) {
			if e := (entry{string(w), k}); r.Contains(w) && !slices.Contains(entries, e) {
				entries = append(entries, e)
			}
		}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if a.ikey != b.ikey {
			return bytes.Compare([]byte(a.ikey), []byte(b.ikey))
		}
		return bytes.Compare([]byte(a.pk), []byte(b.pk))
	})
	for _, e := range entries {
		list = append(list, e.ikey+"="+e.pk)
	}
	if r.Reverse {
		slices.Reverse(list)
	}
	return list
}

// op is one thing done in a transaction: drawn before it, because it may run again.
type op struct {
	do       int
	key, val string
	r        kv.Range
}

const (
	opPut = iota
	opPutMore
	opDelete
	opGet
	opScan
	opIndex
	opSweep // delete while walking
	opKinds
)

type drawer struct{ *rand.Rand }

func (d drawer) key() string {
	k := []byte([]string{"r/", "r/", "r", "s/", "\x00", "\xff"}[d.IntN(6)])
	for range d.IntN(4) {
		k = append(k, "\x00\x01abm\xff"[d.IntN(6)])
	}
	return string(k)
}

func (d drawer) val() string {
	v := ""
	for range d.IntN(4) {
		v += d.key() + " "
	}
	if d.IntN(4) == 0 { // large, so that there are many pages
		v += fmt.Sprintf("%0*d", 300+d.IntN(100), d.IntN(9))
	}
	return v
}

func (d drawer) bounds() kv.Range {
	r := kv.Range{Reverse: d.IntN(2) == 0}
	if d.IntN(3) > 0 {
		r.From = []byte(d.key())
	}
	if d.IntN(3) > 0 {
		r.To = []byte(d.key())
	}
	return r
}

func (d drawer) ops() []op {
	list := make([]op, 1+d.IntN(25))
	for i := range list {
		list[i] = op{d.IntN(opKinds), d.key(), d.val(), d.bounds()}
	}
	return list
}

// apply does the ops in a transaction and in the model, and compares what both answer.
func apply(t *testing.T, tx kv.RwTx, m model, ops []op) error {
	for _, o := range ops {
		var got, want []string
		var err error
		switch o.do {
		case opPut, opPutMore:
			err = tx.Put([]byte(o.key), []byte(o.val))
			m[o.key] = o.val
		case opDelete:
			err = tx.Delete([]byte(o.key))
			delete(m, o.key)
		case opGet:
			var v []byte
			v, err = tx.Get([]byte(o.key))
			mv, ok := m[o.key]
			got, want = []string{fmt.Sprint(v != nil, string(v))}, []string{fmt.Sprint(ok, mv)}
		case opScan:
			got, err = scan(tx, o.r)
			want = m.scan(o.r)
		case opIndex:
			got, err = scanIndex(tx, "words", o.r)
			want = m.scanIndex(o.r)
		case opSweep:
			if len(m.scan(o.r)) > 30 {
				continue
			}
			want = m.scan(o.r)
			err = tx.Scan(o.r, func(k, v []byte) error {
				got = append(got, fmt.Sprintf("%s=%s", k, v))
				delete(m, string(k))
				return tx.Delete(k)
			})
		}
		if errors.Is(err, kv.ErrLimit) { // too many keys swept
			return err
		}
		if err != nil || !slices.Equal(got, want) {
			return fmt.Errorf("%+v: got %q %w, want %q", o, got, err, want)
		}
	}
	return nil
}

func likeASortedMap(t *testing.T, open opener) {
	for seed := range uint64(6) {
		d := drawer{rand.New(rand.NewPCG(seed, 7))}
		s := open(t, []kv.IndexDef{words})
		m := model{}
		for step := range 60 {
			ops, fail := d.ops(), d.IntN(8) == 0
			var next model
			_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
				next = maps.Clone(m)
				if err := apply(t, tx, next, ops); err != nil || !fail {
					return err
				}
				return errTest
			})
			switch {
			case err == nil:
				m = next
			case !errors.Is(err, errTest) && !errors.Is(err, kv.ErrLimit):
				t.Fatalf("seed %d, step %d: %v", seed, step, err)
			}
			r := d.bounds()
			view(t, s, func(tx kv.Tx) error {
				for _, r := range []kv.Range{{}, {Reverse: true}, r} {
					got, err := scan(tx, r)
					if err != nil {
						return err
					}
					same(t, "records", got, m.scan(r))
					wantIndex(t, tx, "words", r, m.scanIndex(r)...)
				}
				return nil
			})
			if t.Failed() {
				t.Fatalf("seed %d, step %d", seed, step)
			}
		}
	}
}
