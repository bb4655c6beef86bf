package boltkv

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fichebak/store/kv"
)

func TestACopyMadeWhileOthersWriteIsOneCommit(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "box.db"), with(letters("x", 1, 9)))
	defer shut(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			_, err := s.Update(ctx, func(tx kv.RwTx) error {
				val := fmt.Appendf(nil, "%d %0*d", i, i%3000, 0)
				if err := tx.Put([]byte("r/left"), val); err != nil {
					return err
				}
				return errors.Join(tx.Put(fmt.Appendf(nil, "r/%d", i%500), val), tx.Put([]byte("r/right"), val))
			})
			if err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	})
	var last kv.Rev
	for i := range 5 {
		if err := s.WaitRev(t.Context(), last+20); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := s.Snapshot(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, fmt.Sprintf("copy%d.db", i))
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		c := open(t, path, with(letters("x", 1, 9)))
		sound(t, c)
		if l, r := valueOf(t, c, "r/left"), valueOf(t, c, "r/right"); l != r || l == "" {
			t.Errorf("half a commit in the copy: %.10q, %.10q", l, r)
		}
		rev, err := c.Sync(t.Context())
		if err != nil || rev < last+20 {
			t.Errorf("revision %d %v after %d", rev, err, last)
		}
		last = rev
		write(t, c, "r/new", "copies can be written to")
		shut(t, c)
	}
}

// stopper is a writer at which something happens once.
type stopper struct {
	at int
	do func() error
}

func (w *stopper) Write(p []byte) (int, error) {
	if w.at--; w.at == 0 {
		if err := w.do(); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func TestACopyEndsWithItsContextItsWriterAndTheStore(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "box.db"), Options{NoSync: true})
	for i := range 40 {
		write(t, s, fmt.Sprint(i), string(make([]byte, kv.MaxValue)))
	}
	for at := 1; at <= 4; at++ {
		if err := s.Snapshot(t.Context(), &stopper{at, func() error { return io.ErrShortWrite }}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("write %d failed: %v", at, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Snapshot(ctx, &stopper{at, func() error { cancel(); return nil }})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("context ended at write %d: %v", at, err)
		}
	}
	closed := make(chan error, 1)
	err := s.Snapshot(t.Context(), &stopper{2, func() error {
		go func() { closed <- s.Close() }()
		<-s.life.Done()
		return nil
	}})
	if !errors.Is(err, kv.ErrClosed) {
		t.Errorf("store closed: %v", err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	for _, err := range []error{s.Snapshot(t.Context(), io.Discard), s.Check(t.Context())} {
		if !errors.Is(err, kv.ErrClosed) {
			t.Errorf("after closing: %v", err)
		}
	}
}

func TestARerunFindsFunctionsThatWriteOtherThingsTheSecondTime(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "box.db"), Options{NoSync: true, Rerun: true})
	defer shut(t, s)
	runs, commits := 0, 0
	_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
		runs++
		tx.OnCommit(func(kv.Rev) { commits++ })
		return tx.Put([]byte("a"), []byte("same"))
	})
	if err != nil || runs != 2 || commits != 1 {
		t.Errorf("%v; ran %d times, committed %d times", err, runs, commits)
	}
	for what, fn := range map[string]func(tx kv.RwTx) error{
		"value": func(tx kv.RwTx) error { runs++; return tx.Put([]byte("a"), fmt.Append(nil, runs)) },
		"key":   func(tx kv.RwTx) error { runs++; return tx.Put(fmt.Append(nil, runs), nil) },
		"deletion": func(tx kv.RwTx) error {
			runs++
			return []func([]byte) error{tx.Delete, func(k []byte) error { return tx.Put(k, nil) }}[runs%2]([]byte("a"))
		},
	} {
		if _, err := s.Update(t.Context(), fn); !errors.Is(err, errRerun) {
			t.Errorf("another %s: %v", what, err)
		}
	}
	if v := valueOf(t, s, "a"); v != "same" {
		t.Errorf("written: %q", v)
	}
}

func TestASubscriberThatIsFarBehindGetsOneReset(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "box.db"), Options{NoSync: true})
	defer shut(t, s)
	ch := s.Subscribe(t.Context())
	var last kv.Rev
	for range 3*maxBehind + 10 {
		last = write(t, s, "a", "1")
	}
	resets, n := 0, 0
	for e := range ch {
		n++
		if e.Reset {
			resets++
		}
		if e.Rev == last {
			break
		}
	}
	if resets != 1 || n > maxBehind+1 {
		t.Errorf("%d resets in %d events", resets, n)
	}
}
