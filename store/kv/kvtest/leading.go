package kvtest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fichebak/store/kv"
)

var leading = []fact{
	{"one leads under a name at a time", oneLeads},
	{"names are led apart", namesApart},
	{"who waits to lead gives up with its context", waitingEnds},
	{"a leadership ends with its context, and its fence with it", leadershipEnds},
	{"a fenced update of a former leader writes nothing", fenceHolds},
	{"what a leader answers or panics with goes to its caller, and the next leads", leaderFails},
}

var closing = []fact{
	{"a closed store answers ErrClosed", closedAnswers},
	{"closing ends subscriptions, waiting and leadership", closingEnds},
	{"closing waits for a transaction under way", closingWaits},
}

func oneLeads(t *testing.T, open opener) {
	s := open(t, nil)
	var leaders, terms atomic.Int32
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for range 5 {
				err := s.Lead(t.Context(), "x", func(ctx context.Context, f kv.Fence) error {
					if leaders.Add(1) != 1 {
						t.Error("two lead")
					}
					if !f.Held() || ctx.Err() != nil {
						t.Error("leads without leadership")
					}
					_, err := s.Update(ctx, func(tx kv.RwTx) error { return add(tx, "terms", 1) }, kv.Fenced(f))
					terms.Add(1)
					leaders.Add(-1)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	within(t, "leading", wg.Wait)
	if terms.Load() != 30 {
		t.Errorf("%d terms", terms.Load())
	}
}

func namesApart(t *testing.T, open opener) {
	s := open(t, nil)
	within(t, "leading two", func() {
		err := s.Lead(t.Context(), "x", func(ctx context.Context, _ kv.Fence) error {
			return s.Lead(ctx, "y", func(context.Context, kv.Fence) error { return nil })
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func waitingEnds(t *testing.T, open opener) {
	s := open(t, nil)
	err := s.Lead(t.Context(), "x", func(ctx context.Context, f kv.Fence) error {
		waiting, cancel := context.WithCancel(ctx)
		done := make(chan error, 1)
		go func() {
			done <- s.Lead(waiting, "x", func(context.Context, kv.Fence) error {
				t.Error("two lead")
				return nil
			})
		}()
		cancel()
		wantErr(t, "waiting", await(t, "end of waiting", done), context.Canceled)
		if !f.Held() {
			t.Error("the leader's fence went with it")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func leadershipEnds(t *testing.T, open opener) {
	s := open(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Lead(ctx, "x", func(own context.Context, f kv.Fence) error {
		cancel()
		await(t, "the leader's context", own.Done())
		if f.Held() {
			t.Error("the fence outlives its context")
		}
		return own.Err()
	})
	wantErr(t, "lead", err, context.Canceled)
}

func fenceHolds(t *testing.T, open opener) {
	s := open(t, nil)
	var former kv.Fence
	var own context.Context
	err := s.Lead(t.Context(), "x", func(ctx context.Context, f kv.Fence) error {
		former, own = f, ctx
		_, err := s.Update(ctx, func(tx kv.RwTx) error { return tx.Put([]byte("a"), []byte("1")) }, kv.Fenced(f))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if former.Held() || own.Err() == nil {
		t.Error("the leadership did not end")
	}
	for _, fn := range []func(kv.RwTx) error{
		func(tx kv.RwTx) error { return tx.Put([]byte("a"), []byte("2")) },
		func(kv.RwTx) error { return nil },
	} {
		_, err = s.Update(t.Context(), fn, kv.Fenced(former))
		wantErr(t, "former leader", err, kv.ErrFenced)
	}
	put(t, s, "b", "")
	same(t, "records", all(t, s), []string{"a=1", "b="})
}

func leaderFails(t *testing.T, open opener) {
	s := open(t, nil)
	err := s.Lead(t.Context(), "x", func(context.Context, kv.Fence) error { return errTest })
	wantErr(t, "lead", err, errTest)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		err := s.Lead(t.Context(), "x", func(context.Context, kv.Fence) error { panic("boom") })
		t.Error("came back with", err)
	}()
	within(t, "next leader", func() {
		if err := s.Lead(t.Context(), "x", func(context.Context, kv.Fence) error { return nil }); err != nil {
			t.Error(err)
		}
	})
}

func closedAnswers(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "a", "")
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	ctx := t.Context()
	wantErr(t, "view", s.View(ctx, func(kv.Tx) error { return nil }), kv.ErrClosed)
	_, err := s.Update(ctx, func(kv.RwTx) error { return nil })
	wantErr(t, "update", err, kv.ErrClosed)
	_, err = s.Sync(ctx)
	wantErr(t, "sync", err, kv.ErrClosed)
	wantErr(t, "wait", s.WaitRev(ctx, 1), kv.ErrClosed)
	wantErr(t, "lead", s.Lead(ctx, "x", func(context.Context, kv.Fence) error { return nil }), kv.ErrClosed)
	if _, ok := <-s.Subscribe(ctx); ok {
		t.Error("a closed store sends events")
	}
}

func closingEnds(t *testing.T, open opener) {
	s := open(t, nil)
	ch := s.Subscribe(t.Context())
	waited, led, leads := make(chan error, 1), make(chan error, 1), make(chan struct{})
	go func() { waited <- s.WaitRev(t.Context(), 1<<40) }()
	go func() {
		led <- s.Lead(t.Context(), "x", func(ctx context.Context, f kv.Fence) error {
			close(leads)
			<-ctx.Done()
			if f.Held() {
				t.Error("the fence outlives the store")
			}
			return ctx.Err()
		})
	}()
	await(t, "leader", leads)
	within(t, "close", func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, ok := await2(t, ch); ok {
		t.Error("an event")
	}
	wantErr(t, "wait", await(t, "end of waiting", waited), kv.ErrClosed)
	wantErr(t, "lead", await(t, "end of leading", led), context.Canceled)
}

// await2 waits for an event or the end of the channel.
func await2(t *testing.T, ch <-chan kv.Event) (e kv.Event, ok bool) {
	t.Helper()
	within(t, "end of subscription", func() { e, ok = <-ch })
	return e, ok
}

func closingWaits(t *testing.T, open opener) {
	s := open(t, nil)
	entered, leave, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	var once sync.Once
	var told atomic.Bool
	go func() {
		_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
			once.Do(func() { close(entered) })
			<-leave
			tx.OnCommit(func(kv.Rev) {
				time.Sleep(10 * time.Millisecond)
				told.Store(true)
			})
			return tx.Put([]byte("a"), nil)
		})
		done <- err
	}()
	await(t, "update", entered)
	closed := make(chan error, 1)
	go func() { closed <- s.Close() }()
	select {
	case <-closed:
		t.Error("closed under an update")
	default:
	}
	close(leave)
	err := await(t, "close", closed)
	if err != nil {
		t.Error(err)
	}
	ran := told.Load()
	// it was let finish, or told; but not broken off without an answer
	if err = await(t, "update", done); err != nil && !errors.Is(err, kv.ErrClosed) {
		t.Error(err)
	}
	if err == nil && !ran {
		t.Error("closed before OnCommit had run")
	}
}
