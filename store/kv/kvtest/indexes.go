package kvtest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fichebak/store/kv"
)

var indexes = []fact{
	{"an index is ordered by its key, then by record", indexOrder},
	{"an index is of the keys under its prefix", indexPrefix},
	{"an update finds its own writes in an index", indexOwnWrites},
	{"an index keeps zeros and high bytes apart", indexBytes},
	{"an index key that is too long writes nothing", indexKeyTooLong},
	{"an index nobody declared is an error", indexUnknown},
}

// words has a record found under each word of its value.
var words = kv.IndexDef{Name: "words", Version: 1, Prefix: []byte("r/"), Keys: func(_, val []byte) [][]byte {
	return bytes.Fields(val)
}}

// length has a record found under the length of its value.
var length = kv.IndexDef{Name: "length", Version: 1, Prefix: nil, Keys: func(_, val []byte) [][]byte {
	return [][]byte{fmt.Appendf(nil, "%03d", len(val))}
}}

// wantIndex compares a range of an index.
func wantIndex(t *testing.T, tx kv.Tx, index string, r kv.Range, want ...string) {
	t.Helper()
	got, err := scanIndex(tx, index, r)
	if err != nil {
		t.Error(err)
	}
	same(t, fmt.Sprintf("%s %+v", index, r), got, want)
}

func indexOrder(t *testing.T, open opener) {
	s := open(t, []kv.IndexDef{words, length})
	put(t, s, "r/2", "blue red", "r/1", "red", "r/3", "red blue blue")
	view(t, s, func(tx kv.Tx) error {
		wantIndex(t, tx, "words", kv.Range{}, "blue=r/2", "blue=r/3", "red=r/1", "red=r/2", "red=r/3")
		wantIndex(t, tx, "words", kv.Range{Reverse: true}, "red=r/3", "red=r/2", "red=r/1", "blue=r/3", "blue=r/2")
		wantIndex(t, tx, "words", kv.Range{From: []byte("c")}, "red=r/1", "red=r/2", "red=r/3")
		wantIndex(t, tx, "words", kv.Range{To: []byte("red")}, "blue=r/2", "blue=r/3")
		wantIndex(t, tx, "words", kv.Range{To: []byte("red"), Reverse: true}, "blue=r/3", "blue=r/2")
		wantIndex(t, tx, "words", kv.Range{From: []byte("red"), To: []byte("red\x00")}, "red=r/1", "red=r/2", "red=r/3")
		wantIndex(t, tx, "words", kv.Range{From: []byte("blu"), To: []byte("blue")})
		wantIndex(t, tx, "length", kv.Range{}, "003=r/1", "008=r/2", "013=r/3")
		met := 0
		err := tx.ScanIndex("words", kv.Range{}, func(_, _ []byte) error { met++; return kv.ErrStop })
		if met != 1 || err != nil {
			t.Errorf("stopped: %d calls, %v", met, err)
		}
		wantErr(t, "other error", tx.ScanIndex("words", kv.Range{}, func(_, _ []byte) error { return errTest }), errTest)
		return nil
	})
	update(t, s, func(tx kv.RwTx) error {
		if err := tx.Put([]byte("r/3"), []byte("green blue")); err != nil {
			return err
		}
		return tx.Delete([]byte("r/2"))
	})
	view(t, s, func(tx kv.Tx) error {
		wantIndex(t, tx, "words", kv.Range{}, "blue=r/3", "green=r/3", "red=r/1")
		wantIndex(t, tx, "length", kv.Range{}, "003=r/1", "010=r/3")
		return nil
	})
}

func indexPrefix(t *testing.T, open opener) {
	s := open(t, []kv.IndexDef{words})
	put(t, s, "q/1", "red", "r/1", "red", "s/1", "red", "r", "red", "r0", "red")
	view(t, s, func(tx kv.Tx) error {
		wantIndex(t, tx, "words", kv.Range{}, "red=r/1")
		return nil
	})
}

func indexOwnWrites(t *testing.T, open opener) {
	s := open(t, []kv.IndexDef{words})
	put(t, s, "r/1", "red", "r/2", "blue")
	update(t, s, func(tx kv.RwTx) error {
		steps := []struct {
			key, val string // no value: deletion
			want     []string
		}{
			{"r/1", "yellow", []string{"blue=r/2", "yellow=r/1"}},
			{"r/3", "red", []string{"blue=r/2", "red=r/3", "yellow=r/1"}},
			{"r/1", "red", []string{"blue=r/2", "red=r/1", "red=r/3"}},
			{"r/2", "", []string{"red=r/1", "red=r/3"}},
			{"r/3", "", []string{"red=r/1"}},
			{"r/2", "blue", []string{"blue=r/2", "red=r/1"}},
			{"r/1", "", []string{"blue=r/2"}},
		}
		for _, x := range steps {
			var err error
			if x.val == "" {
				err = tx.Delete([]byte(x.key))
			} else {
				err = tx.Put([]byte(x.key), []byte(x.val))
			}
			if err != nil {
				return err
			}
			wantIndex(t, tx, "words", kv.Range{}, x.want...)
		}
		return nil
	})
	view(t, s, func(tx kv.Tx) error {
		wantIndex(t, tx, "words", kv.Range{}, "blue=r/2")
		return nil
	})
}

func indexBytes(t *testing.T, open opener) {
	whole := kv.IndexDef{Name: "whole", Version: 1, Keys: func(_, val []byte) [][]byte { return [][]byte{val} }}
	s := open(t, []kv.IndexDef{whole})
	sorted := []string{"", "\x00", "\x00\x00", "\x00\x01", "\x00\xff", "\x01", "a", "a\x00", "a\x00\x00b", "a\x00b", "a\x00\xff", "a\x01", "a\xff", "\xff", "\xff\xff"}
	var want []string
	for i, v := range sorted {
		for _, pk := range []string{"\x00", "x"} {
			pk = fmt.Sprintf("%s%02d", pk, len(sorted)-i)
			put(t, s, pk, v)
			want = append(want, v+"="+pk)
		}
	}
	view(t, s, func(tx kv.Tx) error {
		wantIndex(t, tx, "whole", kv.Range{}, want...)
		for i, from := range sorted {
			for j, to := range sorted {
				r := kv.Range{From: []byte(from), To: []byte(to)}
				wantIndex(t, tx, "whole", r, want[2*min(i, j):2*j]...)
			}
		}
		return nil
	})
}

func indexKeyTooLong(t *testing.T, open opener) {
	s := open(t, []kv.IndexDef{words})
	put(t, s, "r/1", strings.Repeat("x", kv.MaxKey))
	_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
		return tx.Put([]byte("r/2"), []byte(strings.Repeat("x", kv.MaxKey+1)))
	})
	wantErr(t, "too long", err, kv.ErrLimit)
	if got := all(t, s); len(got) != 1 {
		t.Errorf("%d records", len(got))
	}
}

func indexUnknown(t *testing.T, open opener) {
	s := open(t, []kv.IndexDef{words})
	view(t, s, func(tx kv.Tx) error {
		for _, name := range []string{"", "word", "words2", "words\x00"} {
			_, err := scanIndex(tx, name, kv.Range{})
			wantErr(t, name, err, kv.ErrUnknownIndex)
		}
		return nil
	})
}
