package kvtest

import (
	"bytes"
	"fmt"
	"testing"

	"fichebak/store/kv"
)

var limits = []fact{
	{"what reaches a limit is written and what passes it is not", limitsHold},
	{"a limit that was passed cannot be passed over", limitsStick},
	{"a wide update has room or is refused whole", wideIsBounded},
	{"a key that is written again counts once", limitsCountOnce},
	{"reading what the update itself wrote does not count", ownReadsAreFree},
	{"a view has no limits", viewsAreFree},
}

func key(i int) []byte { return fmt.Appendf(nil, "k%06d", i) }

// puts writes n keys with values of some bytes.
func puts(n, size int) func(kv.RwTx) error {
	return func(tx kv.RwTx) error {
		for i := range n {
			if err := tx.Put(key(i), make([]byte, size)); err != nil {
				return err
			}
		}
		return nil
	}
}

// times does a thing n times, with a count.
func times(n int, do func(tx kv.RwTx, i int) error) func(kv.RwTx) error {
	return func(tx kv.RwTx) error {
		for i := range n {
			if err := do(tx, i); err != nil {
				return err
			}
		}
		return nil
	}
}

func read(tx kv.RwTx, i int) error {
	_, err := tx.Get(key(i))
	return err
}

func walk(tx kv.RwTx, i int) error {
	return tx.Scan(kv.Prefix(key(i)), func(_, _ []byte) error { return nil })
}

func limitsHold(t *testing.T, open opener) {
	const most = kv.MaxTxBytes/16 - 7 // value of one of sixteen records that fill a transaction
	one := func(k, v int) func(kv.RwTx) error {
		return func(tx kv.RwTx) error { return tx.Put(bytes.Repeat([]byte("k"), k), make([]byte, v)) }
	}
	cases := []struct {
		what string
		ok   bool
		fn   func(kv.RwTx) error
	}{
		{"longest key", true, one(kv.MaxKey, 1)},
		{"key too long", false, one(kv.MaxKey+1, 1)},
		{"empty key", false, one(0, 1)},
		{"deletion of a key too long", false, func(tx kv.RwTx) error { return tx.Delete(make([]byte, kv.MaxKey+1)) }},
		{"largest value", true, one(1, kv.MaxValue)},
		{"value too large", false, one(1, kv.MaxValue+1)},
		{"most writes", true, puts(kv.MaxWrites, 1)},
		{"too many writes", false, puts(kv.MaxWrites+1, 1)},
		{"too many deletions", false, times(kv.MaxWrites+1, func(tx kv.RwTx, i int) error { return tx.Delete(key(i)) })},
		{"most bytes", true, puts(16, most)},
		{"too many bytes", false, puts(16, most+1)},
		{"most reads", true, times(kv.MaxReads, read)},
		{"too many reads", false, times(kv.MaxReads+1, read)},
		{"most ranges", true, times(kv.MaxReads, walk)},
		{"too many ranges", false, times(kv.MaxReads+1, walk)},
		{"keys and ranges together", false, times(kv.MaxReads/2+1, func(tx kv.RwTx, i int) error {
			if err := read(tx, i); err != nil {
				return err
			}
			return walk(tx, i)
		})},
		{"one key read often", true, times(3*kv.MaxReads, func(tx kv.RwTx, _ int) error { return read(tx, 1) })},
	}
	for _, c := range cases {
		s := open(t, nil)
		_, err := s.Update(t.Context(), c.fn)
		if c.ok {
			if err != nil {
				t.Errorf("%s: %v", c.what, err)
			}
			continue
		}
		wantErr(t, c.what, err, kv.ErrLimit)
		if got := all(t, s); got != nil {
			t.Errorf("%s: %d records were written", c.what, len(got))
		}
	}
}

func wideIsBounded(t *testing.T, open opener) {
	for _, n := range []int{2 * kv.MaxWrites, kv.WideBy * kv.MaxWrites, kv.WideBy*kv.MaxWrites + 1} {
		s := open(t, nil)
		_, err := s.Update(t.Context(), puts(n, 1), kv.Wide())
		switch {
		case err == nil && n <= kv.WideBy*kv.MaxWrites:
			if got := all(t, s); len(got) != n {
				t.Errorf("%d of %d records were written", len(got), n)
			}
		default: // as an engine may that has no such room
			wantErr(t, fmt.Sprint(n, " writes"), err, kv.ErrLimit)
			if got := all(t, s); got != nil {
				t.Errorf("%d of %d records were written", len(got), n)
			}
		}
	}
}

func limitsStick(t *testing.T, open opener) {
	s := open(t, nil)
	_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
		if err := tx.Put([]byte("a"), nil); err != nil {
			return err
		}
		wantErr(t, "put", tx.Put([]byte("b"), make([]byte, kv.MaxValue+1)), kv.ErrLimit)
		return nil
	})
	wantErr(t, "update", err, kv.ErrLimit)
	if got := all(t, s); got != nil {
		t.Errorf("written: %q", got)
	}
}

func limitsCountOnce(t *testing.T, open opener) {
	s := open(t, nil)
	update(t, s, times(3*kv.MaxWrites, func(tx kv.RwTx, i int) error {
		return tx.Put(fmt.Appendf(nil, "%0500d", i%15), make([]byte, kv.MaxValue))
	}))
	if got := all(t, s); len(got) != 15 {
		t.Errorf("%d records", len(got))
	}
}

func ownReadsAreFree(t *testing.T, open opener) {
	s := open(t, nil)
	update(t, s, func(tx kv.RwTx) error {
		if err := times(kv.MaxReads, read)(tx); err != nil {
			return err
		}
		for i := 1000; i < 1050; i++ {
			if err := tx.Put(key(i), nil); err != nil {
				return err
			}
			if err := read(tx, i); err != nil {
				return err
			}
		}
		return nil
	})
}

func viewsAreFree(t *testing.T, open opener) {
	s := open(t, nil)
	view(t, s, func(tx kv.Tx) error {
		for i := range 3 * kv.MaxReads {
			if _, err := tx.Get(key(i)); err != nil {
				return err
			}
			if _, err := scan(tx, kv.Prefix(key(i))); err != nil {
				return err
			}
		}
		return nil
	})
}
