package boltkv

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"fichebak/store/kv"
)

// letters has a record found under the first n letters of its value.
func letters(name string, version, n int) kv.IndexDef {
	return kv.IndexDef{Name: name, Version: version, Prefix: []byte("r/"), Keys: func(_, val []byte) [][]byte {
		return [][]byte{val[:min(n, len(val))]}
	}}
}

func entries(t *testing.T, s *Store, index string) (list []string) {
	t.Helper()
	err := s.View(t.Context(), func(tx kv.Tx) error {
		return tx.ScanIndex(index, kv.Range{}, func(ikey, pk []byte) error {
			list = append(list, fmt.Sprintf("%s=%s", ikey, pk))
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func with(defs ...kv.IndexDef) Options { return Options{Indexes: defs, NoSync: true} }

func TestAnIndexIsBuiltAnewWhenItsVersionChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	s := open(t, path, with(letters("short", 1, 1)))
	write(t, s, "r/1", "red")
	write(t, s, "r/2", "blue")
	shut(t, s)
	for _, c := range []struct {
		what        string
		defs        []kv.IndexDef
		short, long []string
	}{
		{"another version", []kv.IndexDef{letters("short", 2, 2)}, []string{"bl=r/2", "re=r/1"}, nil},
		{"the same version", []kv.IndexDef{letters("short", 2, 1)}, []string{"bl=r/2", "re=r/1"}, nil},
		{"an older version and a new index", []kv.IndexDef{letters("short", 1, 1), letters("long", 1, 9)}, []string{"b=r/2", "r=r/1"}, []string{"blue=r/2", "red=r/1"}},
		{"one index gone", []kv.IndexDef{letters("long", 1, 9)}, nil, []string{"blue=r/2", "red=r/1"}},
	} {
		s := open(t, path, with(c.defs...))
		for name, want := range map[string][]string{"short": c.short, "long": c.long} {
			if want == nil {
				continue
			}
			if got := entries(t, s, name); !slices.Equal(got, want) {
				t.Errorf("%s: %s has %q, not %q", c.what, name, got, want)
			}
		}
		if c.what != "the same version" { // which finds what an older function made, as it must
			sound(t, s)
		}
		shut(t, s)
	}
	s = open(t, path, with())
	if n := count(t, s.db, bucketIndex); n != 0 {
		t.Errorf("%d entries nobody keeps up", n)
	}
	shut(t, s)
}

func count(t *testing.T, db *bbolt.DB, bucket []byte) (n int) {
	t.Helper()
	err := db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(bucket).ForEach(func(_, _ []byte) error { n++; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestALargeIndexIsBuiltInBatchesAndFromTheStartAfterOneThatFailed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	s := open(t, path, with(letters("x", 1, 3)))
	const n = rebuildBatch + rebuildBatch/2
	err := s.db.Update(func(b *bbolt.Tx) error { // many records in little time
		for i := range n {
			if err := b.Bucket(bucketRecords).Put(fmt.Appendf(nil, "r/%06d", i), fmt.Appendf(nil, "%06d", i*7919%n)); err != nil {
				return err
			}
		}
		return b.Bucket(bucketMeta).Delete(markKey("x"))
	})
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	broken := letters("x", 2, 6)
	met := 0
	broken.Keys = func(_, val []byte) [][]byte {
		if met++; met > rebuildBatch+10 {
			return [][]byte{make([]byte, kv.MaxKey+1)}
		}
		return [][]byte{val}
	}
	if _, err := Open(path, with(broken)); !errors.Is(err, errIndexKey) {
		t.Errorf("an index that cannot be built: %v", err)
	}
	for _, def := range []kv.IndexDef{letters("x", 2, 6), letters("x", 3, 2)} {
		s = open(t, path, with(def))
		sound(t, s)
		if got := entries(t, s, "x"); len(got) != n || !slices.IsSorted(got) {
			t.Errorf("version %d: %d entries", def.Version, len(got))
		}
		shut(t, s)
	}
}

func TestIndexesMustHaveNamesAndKeys(t *testing.T) {
	good := letters("x", 1, 1)
	for _, defs := range [][]kv.IndexDef{{good, good}, {{Keys: good.Keys}}, {{Name: "x"}}, {letters("a\x00b", 1, 1)}} {
		if s, err := Open(filepath.Join(t.TempDir(), "box.db"), with(defs...)); err == nil {
			shut(t, s)
			t.Errorf("opened with %v", defs)
		}
	}
}

func TestACheckNamesEveryFaultOfAnIndex(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "box.db"), with(letters("x", 1, 9), letters("y", 1, 1)))
	defer shut(t, s)
	write(t, s, "r/1", "red")
	write(t, s, "r/2", "blue")
	sound(t, s)
	err := s.db.Update(func(b *bbolt.Tx) error {
		idx := b.Bucket(bucketIndex)
		return errors.Join(
			idx.Delete(indexKey("x", []byte("red"), []byte("r/1"))),
			idx.Put(indexKey("x", []byte("green"), []byte("r/1")), []byte{}),
			idx.Put(indexKey("y", []byte("b"), []byte("r/9")), []byte{}),
			idx.Put(append(indexPrefix("y"), "broken"...), []byte{}),
			idx.Put(indexKey("z", []byte("b"), []byte("r/1")), []byte{}),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Check(t.Context())
	if !errors.Is(err, kv.ErrDamaged) {
		t.Fatal(err)
	}
	for _, want := range []string{
		`index x: no entry "red" of record "r/1"`,
		`index x: entry "green" of record "r/1", which does not say so`,
		`index y: entry "b" of record "r/9", which does not say so`,
		`index y: data file is damaged: index entry "broken"`,
		`index z: nobody keeps it up`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in:\n%v", want, err)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != 5 {
		t.Errorf("%d faults:\n%v", n, err)
	}
}

func TestACheckCountsWhatItDoesNotName(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "box.db"), with(letters("x", 1, 9)))
	defer shut(t, s)
	err := s.db.Update(func(b *bbolt.Tx) error {
		for i := range maxFaults + 5 {
			if err := b.Bucket(bucketRecords).Put(fmt.Appendf(nil, "r/%d", i), []byte("v")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err == nil || !strings.HasSuffix(err.Error(), "and 5 more faults") {
		t.Error(err)
	}
}

func TestEscapedIndexEntriesComeApartAsTheyWere(t *testing.T) {
	parts := []string{"", "a", "\x00", "\x00\x00", "a\x00", "\x00a", "\xff", "\x00\xff", "a\x00b\x00\x00c"}
	for _, ikey := range parts {
		for _, pk := range parts {
			k := indexKey("n", []byte(ikey), []byte(pk))
			a, b, err := splitEntry(k[2:])
			if err != nil || !bytes.Equal(a, []byte(ikey)) || !bytes.Equal(b, []byte(pk)) {
				t.Errorf("%q %q came back as %q %q %v", ikey, pk, a, b, err)
			}
		}
	}
}
