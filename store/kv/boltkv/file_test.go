package boltkv

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"fichebak/store/kv"
)

func set(key, val string) func(kv.RwTx) error {
	return func(tx kv.RwTx) error { return tx.Put([]byte(key), []byte(val)) }
}

func write(t testing.TB, s *Store, key, val string) kv.Rev {
	t.Helper()
	rev, err := s.Update(t.Context(), set(key, val))
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

func valueOf(t testing.TB, s *Store, key string) (val string) {
	t.Helper()
	err := s.View(t.Context(), func(tx kv.Tx) error {
		v, err := tx.Get([]byte(key))
		val = string(v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return val
}

func shut(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRecordsAndRevisionsOutliveTheProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	s := open(t, path, Options{})
	write(t, s, "a", "1")
	rev := write(t, s, "a", "2")
	shut(t, s)
	s = open(t, path, Options{})
	defer shut(t, s)
	if got, err := s.Sync(t.Context()); got != rev || err != nil {
		t.Errorf("revision %d %v, not %d", got, err, rev)
	}
	if err := s.WaitRev(t.Context(), rev); err != nil {
		t.Error(err)
	}
	if v := valueOf(t, s, "a"); v != "2" {
		t.Errorf("value %q", v)
	}
	if next := write(t, s, "a", "3"); next != rev+1 {
		t.Errorf("revision %d after %d", next, rev)
	}
}

func TestOnlyTheOwnerMayReadTheFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are kept otherwise")
	}
	dir := filepath.Join(t.TempDir(), "new", "folder")
	path := filepath.Join(dir, "box.db")
	shut(t, open(t, path, Options{}))
	mode := func(name string) fs.FileMode {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	if mode(path) != 0o600 || mode(dir) != 0o700 || mode(filepath.Dir(dir)) != 0o700 {
		t.Errorf("file %v, folders %v %v", mode(path), mode(dir), mode(filepath.Dir(dir)))
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("in the folder: %v %v", left, err)
	}
	if err := errors.Join(os.Chmod(path, 0o644), os.Chmod(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	shut(t, open(t, path, Options{}))
	if mode(path) != 0o600 || mode(dir) != 0o755 {
		t.Errorf("file %v, folder that was there %v", mode(path), mode(dir))
	}
}

func TestASecondOpeningFindsTheFileLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	s := open(t, path, Options{})
	start := time.Now()
	_, err := Open(path, Options{Timeout: 100 * time.Millisecond})
	if !errors.Is(err, kv.ErrLocked) {
		t.Errorf("error %v", err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("it took %v", d)
	}
	write(t, s, "a", "1")
	shut(t, s)
	shut(t, open(t, path, Options{}))
}

// someFile is a file of ours with some pages.
func someFile(t *testing.T, dir string) []byte {
	path := filepath.Join(dir, "good.db")
	s := open(t, path, Options{NoSync: true})
	for i := range 50 {
		write(t, s, string(rune('a'+i)), string(make([]byte, 4000)))
	}
	shut(t, s)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// otherFile is a file of another program.
func otherFile(t *testing.T, dir string, o *bbolt.Options, buckets ...string) []byte {
	path := filepath.Join(dir, "other.db")
	db, err := bbolt.Open(path, 0o600, o)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		if m := tx.Bucket(bucketMeta); m != nil {
			return m.Put(keyLayout, binary.AppendUvarint(nil, layout+1))
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err := errors.Join(err, os.Remove(path)); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAFileThatIsNotOursIsRefusedAndLeftAsItWas(t *testing.T) {
	dir := t.TempDir()
	good := someFile(t, dir)
	noise := make([]byte, 1<<16)
	for i := range noise {
		noise[i] = byte(rand.Uint32())
	}
	twice := func(b byte) []byte { // a byte of both heads
		c := bytes.Clone(good)
		c[metaAt+20] ^= b
		c[os.Getpagesize()+metaAt+20] ^= b
		return c
	}
	for _, c := range []struct {
		what string
		b    []byte
		want error
	}{
		{"empty", nil, kv.ErrForeign},
		{"text", []byte("Naam;Telefoon\n"), kv.ErrForeign},
		{"noise", noise, kv.ErrForeign},
		{"zeros", make([]byte, 1<<16), kv.ErrForeign},
		{"bbolt without buckets", otherFile(t, dir, nil), kv.ErrForeign},
		{"bbolt with other buckets", otherFile(t, dir, nil, "sessions"), kv.ErrForeign},
		{"bbolt with some of ours", otherFile(t, dir, nil, "records", "index"), kv.ErrForeign},
		{"bbolt without a list of free pages", otherFile(t, dir, &bbolt.Options{NoFreelistSync: true}, "x"), kv.ErrForeign},
		{"newer layout", otherFile(t, dir, nil, "records", "index", "meta"), kv.ErrForeign},
		{"head only", good[:100], kv.ErrDamaged},
		{"one page", good[:os.Getpagesize()], kv.ErrDamaged},
		{"cut off", good[:200_000], kv.ErrDamaged},
		{"both heads broken", twice(1), kv.ErrDamaged},
	} {
		path := filepath.Join(dir, "box.db")
		if err := os.WriteFile(path, c.b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, Options{Timeout: time.Second})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.what, err, c.want)
		}
		if err == nil {
			shut(t, s)
		} else {
			t.Log(err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, c.b) {
			t.Errorf("%s: the file has changed (%v)", c.what, err)
		}
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, kv.ErrForeign) {
		t.Errorf("a folder: %v", err)
	}
}

func TestOneBrokenHeadOfTwoIsNoHarm(t *testing.T) {
	dir := t.TempDir()
	good := someFile(t, dir)
	for _, at := range []int{0, os.Getpagesize()} {
		b := bytes.Clone(good)
		b[at+metaAt+metaLen-1] ^= 1
		path := filepath.Join(dir, "box.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, path, Options{})
		if v := valueOf(t, s, "a"); len(v) != 4000 {
			t.Errorf("value of %d bytes", len(v))
		}
		write(t, s, "b", "1")
		shut(t, s)
	}
}

func TestTwoThatStartAtOnceMakeOneFile(t *testing.T) {
	for range 5 {
		path := filepath.Join(t.TempDir(), "box.db")
		opened := make(chan *Store, 2)
		for range 2 {
			go func() {
				s, err := Open(path, Options{})
				if err != nil && !errors.Is(err, kv.ErrLocked) {
					t.Error(err)
				}
				opened <- s
			}()
		}
		one, two := <-opened, <-opened
		if (one == nil) == (two == nil) {
			t.Fatalf("opened: %v %v", one, two)
		}
		if one == nil {
			one = two
		}
		write(t, one, "a", "1")
		shut(t, one)
	}
}
