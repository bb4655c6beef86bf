package kvtest

import (
	"bytes"
	"fmt"
	"testing"

	"fichebak/store/kv"
)

var ranges = []fact{
	{"a range is half open, either way", halfOpen},
	{"a prefix is the range of the keys that begin with it", prefixes},
	{"ErrStop ends a walk and other errors are answered", walksEnd},
	{"a walk meets what its function writes ahead of it", walksSeeWrites},
	{"a walk ends after everything around it was deleted", walksOverEmptiness},
}

func halfOpen(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "b", "", "d", "", "f", "")
	b := func(s string) []byte {
		if s == "-" {
			return nil
		}
		return []byte(s)
	}
	cases := []struct {
		from, to string
		want     []string
	}{
		{"-", "-", []string{"b=", "d=", "f="}},
		{"b", "f", []string{"b=", "d="}},
		{"a", "g", []string{"b=", "d=", "f="}},
		{"c", "e", []string{"d="}},
		{"d", "-", []string{"d=", "f="}},
		{"-", "d", []string{"b="}},
		{"d", "d\x00", []string{"d="}},
		{"d\x00", "f", nil},
		{"d", "d", nil},
		{"f", "b", nil},
		{"-", "", nil},
		{"g", "-", nil},
		{"-", "b", nil},
		{"-", "z", []string{"b=", "d=", "f="}},
	}
	view(t, s, func(tx kv.Tx) error {
		for _, c := range cases {
			r := kv.Range{From: b(c.from), To: b(c.to)}
			got, err := scan(tx, r)
			if err != nil {
				return err
			}
			same(t, fmt.Sprintf("[%q,%q)", c.from, c.to), got, c.want)
			r.Reverse = true
			if got, err = scan(tx, r); err != nil {
				return err
			}
			var back []string
			for i := len(c.want) - 1; i >= 0; i-- {
				back = append(back, c.want[i])
			}
			same(t, fmt.Sprintf("[%q,%q) backwards", c.from, c.to), got, back)
		}
		return nil
	})
	view(t, open(t, nil), func(tx kv.Tx) error {
		for _, r := range []kv.Range{{}, {Reverse: true}, {To: []byte("x"), Reverse: true}} {
			if got, err := scan(tx, r); err != nil || got != nil {
				t.Errorf("an empty store has %q %v", got, err)
			}
		}
		return nil
	})
}

func prefixes(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "a", "", "a/", "", "a/1", "", "a/\xff\xff", "", "a0", "", "\xff", "", "\xff\xff", "", "\xff\xffz", "")
	view(t, s, func(tx kv.Tx) error {
		for prefix, want := range map[string][]string{
			"a/":       {"a/=", "a/1=", "a/\xff\xff="},
			"\xff\xff": {"\xff\xff=", "\xff\xffz="},
			"b":        nil,
		} {
			got, err := scan(tx, kv.Prefix([]byte(prefix)))
			if err != nil {
				return err
			}
			same(t, prefix, got, want)
		}
		got, err := scan(tx, kv.Prefix(nil))
		if len(got) != 8 {
			t.Errorf("no prefix: %q", got)
		}
		return err
	})
}

func walksEnd(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "a", "", "b", "", "c", "")
	walk := func(tx kv.Tx, end error) (n int, err error) {
		err = tx.Scan(kv.Range{}, func(_, _ []byte) error {
			if n++; n == 2 {
				return end
			}
			return nil
		})
		return n, err
	}
	view(t, s, func(tx kv.Tx) error {
		for _, end := range []error{kv.ErrStop, fmt.Errorf("enough: %w", kv.ErrStop)} {
			if n, err := walk(tx, end); n != 2 || err != nil {
				t.Errorf("%v: %d calls, %v", end, n, err)
			}
		}
		n, err := walk(tx, errTest)
		if n != 2 {
			t.Errorf("%d calls", n)
		}
		wantErr(t, "other", err, errTest)
		return nil
	})
}

func walksSeeWrites(t *testing.T, open opener) {
	for _, reverse := range []bool{false, true} {
		s := open(t, nil)
		put(t, s, "a", "1", "b", "1", "c", "1", "d", "1", "e", "1")
		ahead, behind, next := "cc", "bb", "d"
		want := []string{"a=1", "b=1", "c=1", "cc=new", "e=1"}
		if reverse {
			ahead, behind, next = "bb", "cc", "b"
			want = []string{"e=1", "d=1", "c=1", "bb=new", "a=1"}
		}
		update(t, s, func(tx kv.RwTx) error {
			var got []string
			err := tx.Scan(kv.Range{Reverse: reverse}, func(k, v []byte) error {
				got = append(got, fmt.Sprintf("%s=%s", k, v))
				if string(k) != "c" {
					return nil
				}
				if err := putAll(tx, ahead, "new", behind, "new", "c", "new"); err != nil {
					return err
				}
				return tx.Delete([]byte(next))
			})
			same(t, fmt.Sprint("reverse ", reverse), got, want)
			return err
		})
	}
}

// walksOverEmptiness deletes whole pages of an engine that has pages.
func walksOverEmptiness(t *testing.T, open opener) {
	s := open(t, nil)
	const n = 90
	key := func(i int) []byte { return fmt.Appendf(nil, "k%03d", i) }
	update(t, s, func(tx kv.RwTx) error {
		for i := range n {
			if err := tx.Put(key(i), bytes.Repeat([]byte("x"), 1500)); err != nil {
				return err
			}
		}
		return nil
	})
	count := func(tx kv.Tx, r kv.Range) (c int) {
		if err := tx.Scan(r, func(_, _ []byte) error { c++; return nil }); err != nil {
			t.Error(err)
		}
		return c
	}
	within(t, "walks", func() {
		update(t, s, func(tx kv.RwTx) error {
			for _, keep := range []func(i int) bool{
				func(i int) bool { return i < 20 || i > 70 },
				func(i int) bool { return i < 2 },
				func(int) bool { return false },
			} {
				left := 0
				for i := range n {
					if keep(i) {
						left++
					} else if err := tx.Delete(key(i)); err != nil {
						return err
					}
				}
				for _, r := range []kv.Range{{}, {Reverse: true}, {To: key(n), Reverse: true}, {From: key(0), To: key(n)}} {
					if got := count(tx, r); got != left {
						t.Errorf("%d left, %v meets %d", left, r, got)
					}
				}
			}
			return nil
		})
	})
	if got := all(t, s); got != nil {
		t.Errorf("left over: %d", len(got))
	}
}
