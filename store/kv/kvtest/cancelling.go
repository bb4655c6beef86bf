package kvtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"sync"
	"testing"
	"time"

	"fichebak/store/kv"
)

var cancelling = []fact{
	{"a context that ended begins nothing", endedContext},
	{"a walk ends when its context does", walkEndsWithContext},
	{"an update whose context ends in its function writes nothing", updateEndsWithContext},
	{"a writer that waits gives up with its context", waitingWriterGivesUp},
	{"an update whose caller gave up happened whole or not at all", wholeOrNotAtAll},
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
	time.Sleep(20 * time.Millisecond) // until the second waits, most probably
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
