package kvtest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fichebak/store/kv"
)

var feeds = []fact{
	{"a subscriber hears of every commit in order, with its keys", hearsAll},
	{"subscribers beside many writers hear revisions that grow", hearsInOrder},
	{"a subscriber hears of a commit after its OnCommit functions, also when one panics", hearsAfterOnCommit},
	{"a subscriber that falls behind gets a Reset for what it missed", hearsReset},
	{"a subscription ends with its context", subscriptionEnds},
	{"waiting for a revision ends when it is visible", waitsForRev},
}

func hearsAll(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "before", "")
	one, two := s.Subscribe(t.Context()), s.Subscribe(t.Context())
	first := put(t, s, "b", "", "a", "", "b", "2")
	_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
		if err := tx.Put([]byte("x"), nil); err != nil {
			return err
		}
		return errTest
	})
	wantErr(t, "failed update", err, errTest)
	update(t, s, func(kv.RwTx) error { return nil })
	second := update(t, s, func(tx kv.RwTx) error { return tx.Delete([]byte("a")) })
	for _, ch := range []<-chan kv.Event{one, two} {
		for _, want := range []struct {
			rev  kv.Rev
			keys string
		}{{first, "[a b]"}, {second, "[a]"}} {
			e := await(t, "event", ch)
			if e.Rev != want.rev || fmt.Sprintf("%s", e.Keys) != want.keys || e.Reset {
				t.Errorf("got %+v, want %+v", e, want)
			}
			if err := s.WaitRev(ended(t), e.Rev); err != nil {
				wantErr(t, "wait", err, context.Canceled)
			}
			view(t, s, func(tx kv.Tx) error {
				if tx.Rev() < e.Rev {
					t.Errorf("heard of %d, sees %d", e.Rev, tx.Rev())
				}
				return nil
			})
		}
	}
}

func hearsInOrder(t *testing.T, open opener) {
	s := open(t, nil)
	ch := s.Subscribe(t.Context())
	const writers, each = 4, 25
	var mu sync.Mutex
	var revs []kv.Rev
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for range each {
				rev, err := s.Update(t.Context(), func(tx kv.RwTx) error { return tx.Put(key(w), nil) })
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				revs = append(revs, rev)
				mu.Unlock()
			}
		})
	}
	var heard []kv.Rev
	for len(heard) < writers*each {
		e := await(t, "event", ch)
		if e.Reset {
			break // allowed, when this test was slow
		}
		heard = append(heard, e.Rev)
	}
	wg.Wait()
	slices.Sort(revs)
	if !slices.Equal(heard, revs[:len(heard)]) {
		t.Errorf("heard %v, written %v", heard, revs)
	}
}

func hearsAfterOnCommit(t *testing.T, open opener) {
	s := open(t, nil)
	ch := s.Subscribe(t.Context())
	var done atomic.Uint64
	commit := func(crash bool) {
		defer func() {
			if p := recover(); crash && p != "boom" {
				t.Errorf("recovered %v", p)
			}
		}()
		update(t, s, func(tx kv.RwTx) error {
			tx.OnCommit(func(rev kv.Rev) {
				time.Sleep(2 * time.Millisecond)
				done.Store(uint64(rev))
				if crash {
					panic("boom")
				}
			})
			return tx.Put([]byte("a"), nil)
		})
	}
	go func() {
		for i := range 6 {
			commit(i%2 == 1)
		}
	}()
	for range 6 {
		if e := await(t, "event", ch); done.Load() < uint64(e.Rev) {
			t.Errorf("heard of %d, its functions are at %d", e.Rev, done.Load())
		}
	}
	put(t, s, "b", "")
}

func hearsReset(t *testing.T, open opener) {
	s := open(t, nil)
	ch := s.Subscribe(t.Context())
	var last kv.Rev
	const commits = 2000
	for i := range commits {
		last = put(t, s, fmt.Sprint(i), "")
	}
	events, reset, rev := 0, false, kv.Rev(0)
	for rev < last {
		e := await(t, "event", ch)
		if e.Rev <= rev {
			t.Fatalf("revision %d after %d", e.Rev, rev)
		}
		rev = e.Rev
		events++
		reset = reset || e.Reset
		if e.Reset && e.Keys != nil {
			t.Error("a Reset has keys")
		}
	}
	if events < commits && !reset {
		t.Errorf("%d of %d commits were heard of, without a Reset", events, commits)
	}
	after := put(t, s, "after", "")
	if e := await(t, "event", ch); e.Rev != after || e.Reset {
		t.Errorf("after it had caught up: %+v", e)
	}
}

func subscriptionEnds(t *testing.T, open opener) {
	s := open(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	ch, other := s.Subscribe(ctx), s.Subscribe(t.Context())
	put(t, s, "a", "1")
	cancel()
	within(t, "end", func() {
		for range ch {
		}
	})
	put(t, s, "a", "2")
	for range 2 {
		await(t, "the other's event", other)
	}
	if _, ok := <-s.Subscribe(ctx); ok {
		t.Error("a subscription began after its context had ended")
	}
}

func waitsForRev(t *testing.T, open opener) {
	s := open(t, nil)
	rev := put(t, s, "a", "1")
	if err := s.WaitRev(t.Context(), rev); err != nil {
		t.Error(err)
	}
	if err := s.WaitRev(t.Context(), 0); err != nil {
		t.Error(err)
	}
	done := make(chan error, 3)
	for range cap(done) {
		go func() { done <- s.WaitRev(t.Context(), rev+1) }()
	}
	select {
	case err := <-done:
		t.Error("waited for nothing:", err)
	default:
	}
	for put(t, s, "a", "2") <= rev {
	}
	for range cap(done) {
		if err := await(t, "revision", done); err != nil {
			t.Error(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { done <- s.WaitRev(ctx, 1<<40) }()
	cancel()
	wantErr(t, "cancelled", await(t, "end of waiting", done), context.Canceled)
}
