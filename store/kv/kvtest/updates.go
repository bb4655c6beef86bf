package kvtest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"fichebak/store/kv"
)

var updates = []fact{
	{"concurrent writers lose no update", noLostUpdate},
	{"two writers cannot both act on what each changes", noWriteSkew},
	{"money moved about at random is never more or less", sumsHold},
	{"OnCommit runs once, in the order of commits, when the commit is visible", onCommitOrder},
}

func number(v []byte) uint64 {
	if len(v) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(v)
}

// add adds to the number under a key.
func add(tx kv.RwTx, key string, n int) error {
	v, err := tx.Get([]byte(key))
	if err != nil {
		return err
	}
	return tx.Put([]byte(key), binary.BigEndian.AppendUint64(nil, number(v)+uint64(n)))
}

func noLostUpdate(t *testing.T, open opener) {
	s := open(t, nil)
	const writers, each = 8, 25
	var wg sync.WaitGroup
	var mu sync.Mutex
	seen := map[kv.Rev]bool{}
	for range writers {
		wg.Go(func() {
			for range each {
				rev, err := s.Update(t.Context(), func(tx kv.RwTx) error { return add(tx, "count", 1) })
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if seen[rev] {
					t.Errorf("two commits have revision %d", rev)
				}
				seen[rev] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	view(t, s, func(tx kv.Tx) error {
		v, err := tx.Get([]byte("count"))
		if number(v) != writers*each {
			t.Errorf("counted %d, not %d", number(v), writers*each)
		}
		return err
	})
}

// noWriteSkew has two people go off duty at once, who each see the other on duty.
func noWriteSkew(t *testing.T, open opener) {
	s := open(t, nil)
	for round := range 20 {
		put(t, s, "duty/a", "", "duty/b", "")
		var wg sync.WaitGroup
		for _, who := range []string{"duty/a", "duty/b"} {
			wg.Go(func() {
				_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
					list, err := scan(tx, kv.Prefix([]byte("duty/")))
					if err != nil || len(list) < 2 {
						return err
					}
					return tx.Delete([]byte(who))
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if left := all(t, s); len(left) != 1 {
			t.Fatalf("round %d: on duty are %q", round, left)
		}
	}
}

func sumsHold(t *testing.T, open opener) {
	s := open(t, nil)
	const accounts, start = 5, 100
	name := func(i int) string { return fmt.Sprint("account/", i) }
	update(t, s, times(accounts, func(tx kv.RwTx, i int) error { return add(tx, name(i), start) }))
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(1, uint64(w)))
			for range 30 {
				from, to, sum := name(rnd.IntN(accounts)), name(rnd.IntN(accounts)), rnd.IntN(10)
				_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
					if err := add(tx, from, -sum); err != nil {
						return err
					}
					return add(tx, to, sum)
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 50 {
				total := uint64(0)
				err := s.View(t.Context(), func(tx kv.Tx) error {
					return tx.Scan(kv.Prefix([]byte("account/")), func(_, v []byte) error {
						total += number(v)
						return nil
					})
				})
				if err != nil || total != accounts*start {
					t.Errorf("a view sees %d, %v", total, err)
				}
			}
		})
	}
	wg.Wait()
}

func onCommitOrder(t *testing.T, open opener) {
	s := open(t, nil)
	var order []kv.Rev // without a lock: these functions may not overlap
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				called := 0
				rev, err := s.Update(t.Context(), func(tx kv.RwTx) error {
					tx.OnCommit(func(rev kv.Rev) {
						called++
						order = append(order, rev)
						seesRev(t, s, rev)
					})
					tx.OnCommit(func(kv.Rev) { called++ })
					return add(tx, "n", 1)
				})
				if err != nil || called != 2 {
					t.Errorf("%v; called %d times, not twice, when update returned", err, called)
				}
				if rev == 0 {
					t.Error("no revision")
				}
			}
		})
	}
	wg.Wait()
	if len(order) != 80 || !slices.IsSorted(order) || len(slices.Compact(order)) != 80 {
		t.Errorf("order of commits: %v", order)
	}
}

func seesRev(t *testing.T, s kv.Store, rev kv.Rev) {
	err := s.View(t.Context(), func(tx kv.Tx) error {
		v, err := tx.Get([]byte("n"))
		if tx.Rev() != rev || number(v) == 0 {
			t.Errorf("commit %d is not visible, but %d", rev, tx.Rev())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
