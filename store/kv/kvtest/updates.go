package kvtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
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

var cancelling = []fact{
	{"a context that ended begins nothing", endedContext},
	{"a walk ends when its context does", walkEndsWithContext},
	{"an update whose context ends in its function writes nothing", updateEndsWithContext},
	{"a writer that waits gives up with its context", waitingWriterGivesUp},
	{"an update whose caller gave up happened whole or not at all", wholeOrNotAtAll},
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

func endedContext(t *testing.T, open opener) {
	s := open(t, nil)
	ctx := ended(t)
	wantErr(t, "view", s.View(ctx, func(kv.Tx) error { t.Error("view runs"); return nil }), context.Canceled)
	_, err := s.Update(ctx, func(kv.RwTx) error { t.Error("update runs"); return nil })
	wantErr(t, "update", err, context.Canceled)
	_, err = s.Sync(ctx)
	wantErr(t, "sync", err, context.Canceled)
	wantErr(t, "wait", s.WaitRev(ctx, 1<<40), context.Canceled)
	err = s.Lead(ctx, "x", func(context.Context, kv.Fence) error { t.Error("leads"); return nil })
	wantErr(t, "lead", err, context.Canceled)
}

func walkEndsWithContext(t *testing.T, open opener) {
	s := open(t, nil)
	for i := range 10 {
		update(t, s, times(100, func(tx kv.RwTx, j int) error { return tx.Put(key(i*100+j), nil) }))
	}
	ctx, cancel := context.WithCancel(t.Context())
	met := 0
	err := s.View(ctx, func(tx kv.Tx) error {
		return tx.Scan(kv.Range{}, func(_, _ []byte) error {
			if met++; met == 10 {
				cancel()
			}
			return nil
		})
	})
	wantErr(t, "scan", err, context.Canceled)
	if met >= 1000 {
		t.Errorf("met all %d records", met)
	}
}

func updateEndsWithContext(t *testing.T, open opener) {
	s := open(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := s.Update(ctx, func(tx kv.RwTx) error {
		if err := tx.Put([]byte("a"), nil); err != nil && ctx.Err() == nil {
			return err
		}
		cancel()
		return nil
	})
	wantErr(t, "update", err, context.Canceled)
	if got := all(t, s); got != nil {
		t.Errorf("written: %q", got)
	}
}

func waitingWriterGivesUp(t *testing.T, open opener) {
	s := open(t, nil)
	entered, leave := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
			once.Do(func() { close(entered) })
			<-leave
			return tx.Put([]byte("a"), nil)
		})
		if err != nil {
			t.Error(err)
		}
	})
	defer close(leave)
	await(t, "first writer", entered)
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() {
		_, err := s.Update(ctx, func(tx kv.RwTx) error { return tx.Put([]byte("b"), nil) })
		failed <- err
	}()
	// an engine may let both run and the second meet a conflict, but not commit both unseen
	cancel()
	if err := await(t, "second writer", failed); err != nil {
		wantErr(t, "second writer", err, context.Canceled)
	}
}

func wholeOrNotAtAll(t *testing.T, open opener) {
	s := open(t, nil)
	done := 0
	for i := range 60 {
		ctx, cancel := context.WithCancel(t.Context())
		val := binary.BigEndian.AppendUint64(nil, uint64(i))
		go cancel() // at any time
		_, err := s.Update(ctx, func(tx kv.RwTx) error {
			if err := tx.Put([]byte("left"), val); err != nil {
				return err
			}
			return tx.Put([]byte("right"), val)
		})
		var left, right []byte
		view(t, s, func(tx kv.Tx) error {
			l, _ := tx.Get([]byte("left"))
			r, _ := tx.Get([]byte("right"))
			left, right = bytes.Clone(l), bytes.Clone(r)
			return nil
		})
		if !bytes.Equal(left, right) {
			t.Errorf("half of update %d", i)
		}
		if err == nil {
			done++
			if !bytes.Equal(left, val) {
				t.Errorf("update %d was acknowledged and is not there", i)
			}
		} else if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		cancel()
	}
	t.Logf("%d of 60 were done", done)
}
