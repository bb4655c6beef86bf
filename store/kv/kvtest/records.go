package kvtest

import (
	"bytes"
	"fmt"
	"testing"

	"fichebak/store/kv"
)

var records = []fact{
	{"an absent key is nil and an empty value is not", emptyIsNotAbsent},
	{"an update reads its own writes", readsOwnWrites},
	{"an update that fails or panics leaves nothing behind", failureLeavesNothing},
	{"a view keeps its snapshot while others write", viewIsASnapshot},
	{"slices stay valid until the transaction ends", slicesStayValid},
	{"what is put is copied", putCopies},
	{"deleting an absent key is no error", deleteAbsent},
	{"a revision grows with every commit and with nothing else", revisionsGrow},
	{"a transaction that has ended answers nothing more", endedAnswersNothing},
}

func emptyIsNotAbsent(t *testing.T, open opener) {
	s := open(t, nil)
	look := func(tx kv.Tx) error {
		for _, key := range []string{"empty", "nil"} {
			if v, err := tx.Get([]byte(key)); err != nil || v == nil || len(v) != 0 {
				t.Errorf("%s: %v %v", key, v, err)
			}
		}
		for _, key := range []string{"absent", "", "gone"} {
			if v, err := tx.Get([]byte(key)); err != nil || v != nil {
				t.Errorf("%s: %v %v", key, v, err)
			}
		}
		list, err := scan(tx, kv.Range{})
		same(t, "scan", list, []string{"empty=", "nil="})
		return err
	}
	put(t, s, "gone", "x")
	update(t, s, func(tx kv.RwTx) error {
		if err := tx.Put([]byte("nil"), nil); err != nil {
			return err
		}
		if err := tx.Put([]byte("empty"), []byte{}); err != nil {
			return err
		}
		if err := tx.Delete([]byte("gone")); err != nil {
			return err
		}
		return look(tx)
	})
	view(t, s, look)
}

func readsOwnWrites(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "a", "1", "b", "1", "c", "1")
	update(t, s, func(tx kv.RwTx) error {
		if err := putAll(tx, "b", "2", "d", "2", "b", "3"); err != nil {
			return err
		}
		if err := tx.Delete([]byte("a")); err != nil {
			return err
		}
		if v, err := tx.Get([]byte("b")); err != nil || string(v) != "3" {
			t.Errorf("b: %q %v", v, err)
		}
		if v, err := tx.Get([]byte("a")); err != nil || v != nil {
			t.Errorf("a: %q %v", v, err)
		}
		list, err := scan(tx, kv.Range{})
		same(t, "forwards", list, []string{"b=3", "c=1", "d=2"})
		if err != nil {
			return err
		}
		list, err = scan(tx, kv.Range{Reverse: true})
		same(t, "backwards", list, []string{"d=2", "c=1", "b=3"})
		return err
	})
	same(t, "afterwards", all(t, s), []string{"b=3", "c=1", "d=2"})
}

func failureLeavesNothing(t *testing.T, open opener) {
	s := open(t, nil)
	rev := put(t, s, "a", "1")
	_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
		tx.OnCommit(func(kv.Rev) { t.Error("OnCommit of an update that failed") })
		if err := putAll(tx, "a", "2", "b", "2"); err != nil {
			return err
		}
		return fmt.Errorf("wrapped: %w", errTest)
	})
	wantErr(t, "failed", err, errTest)
	func() {
		defer func() {
			if p := recover(); p != "boom" {
				t.Errorf("recovered %v", p)
			}
		}()
		_, err := s.Update(t.Context(), func(tx kv.RwTx) error {
			if err := putAll(tx, "a", "3"); err != nil {
				return err
			}
			panic("boom")
		})
		t.Error("came back from a panic with", err)
	}()
	same(t, "afterwards", all(t, s), []string{"a=1"})
	if next := put(t, s, "a", "4"); next <= rev {
		t.Errorf("revision %d after %d", next, rev)
	}
}

func viewIsASnapshot(t *testing.T, open opener) {
	s := open(t, nil)
	rev := put(t, s, "a", "1")
	view(t, s, func(tx kv.Tx) error {
		for i := range 20 {
			put(t, s, "a", fmt.Sprint("later ", i), fmt.Sprint("b", i), "new")
			list, err := scan(tx, kv.Range{})
			if err != nil {
				return err
			}
			same(t, "inside", list, []string{"a=1"})
			if tx.Rev() != rev {
				t.Errorf("revision %d, not %d", tx.Rev(), rev)
			}
		}
		return nil
	})
	if got := all(t, s); len(got) != 21 {
		t.Errorf("afterwards: %q", got)
	}
}

func slicesStayValid(t *testing.T, open opener) {
	s := open(t, nil)
	value := func(i int) []byte { return bytes.Repeat([]byte{byte('a' + i)}, 3000) }
	key := func(i int) []byte { return fmt.Appendf(nil, "k%02d", i) }
	const n = 20
	fill := func(tx kv.RwTx) error {
		for i := range n {
			if err := tx.Put(key(i), value(i)); err != nil {
				return err
			}
		}
		return nil
	}
	hold := func(tx kv.Tx, meanwhile func()) error {
		var keys, values [][]byte
		err := tx.Scan(kv.Range{}, func(k, v []byte) error {
			keys, values = append(keys, k), append(values, v)
			return nil
		})
		meanwhile()
		for i := range keys {
			if !bytes.Equal(keys[i], key(i)) || !bytes.Equal(values[i], value(i)) {
				t.Errorf("%d: %q has changed", i, keys[i])
			}
		}
		if len(keys) != n {
			t.Errorf("%d keys", len(keys))
		}
		return err
	}
	update(t, s, fill)
	update(t, s, func(tx kv.RwTx) error {
		return hold(tx, func() {
			for i := range n {
				if err := tx.Put(key(i), []byte("other")); err != nil {
					t.Error(err)
				}
				if err := tx.Delete(key(i)); err != nil {
					t.Error(err)
				}
			}
		})
	})
	update(t, s, fill)
	view(t, s, func(tx kv.Tx) error {
		return hold(tx, func() {
			for range 10 {
				update(t, s, func(tx kv.RwTx) error { return tx.Delete(key(3)) })
				update(t, s, fill)
			}
		})
	})
}

func putCopies(t *testing.T, open opener) {
	s := open(t, nil)
	update(t, s, func(tx kv.RwTx) error {
		k, v := []byte("key1"), []byte("val1")
		if err := tx.Put(k, v); err != nil {
			return err
		}
		copy(k, "key2")
		copy(v, "val2")
		if err := tx.Put(k, v); err != nil {
			return err
		}
		copy(k, "XXXX")
		copy(v, "XXXX")
		return nil
	})
	same(t, "records", all(t, s), []string{"key1=val1", "key2=val2"})
}

func deleteAbsent(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "a", "1")
	update(t, s, func(tx kv.RwTx) error { return tx.Delete([]byte("b")) })
	same(t, "records", all(t, s), []string{"a=1"})
}

func revisionsGrow(t *testing.T, open opener) {
	s := open(t, nil)
	var last kv.Rev
	for i := range 5 {
		rev := put(t, s, "a", fmt.Sprint(i))
		if rev <= last {
			t.Errorf("revision %d after %d", rev, last)
		}
		last = rev
		if _, err := s.Update(t.Context(), func(kv.RwTx) error { return errTest }); err == nil {
			t.Error("no error")
		}
		called := false
		idle := update(t, s, func(tx kv.RwTx) error {
			if tx.Rev() != last {
				t.Errorf("inside: revision %d, not %d", tx.Rev(), last)
			}
			tx.OnCommit(func(kv.Rev) { called = true })
			return nil
		})
		if idle != last || !called {
			t.Errorf("an update that wrote nothing: revision %d, not %d; its OnCommit ran: %t", idle, last, called)
		}
		view(t, s, func(tx kv.Tx) error {
			if tx.Rev() != last {
				t.Errorf("view: revision %d, not %d", tx.Rev(), last)
			}
			return nil
		})
		if synced, err := s.Sync(t.Context()); err != nil || synced != last {
			t.Errorf("sync: %d %v, not %d", synced, err, last)
		}
	}
}

func endedAnswersNothing(t *testing.T, open opener) {
	s := open(t, nil)
	put(t, s, "a", "1")
	var old kv.Tx
	var oldRw kv.RwTx
	view(t, s, func(tx kv.Tx) error {
		old = tx
		if _, ok := tx.(kv.RwTx); ok {
			t.Error("a view can be written to")
		}
		return nil
	})
	update(t, s, func(tx kv.RwTx) error {
		oldRw = tx
		return tx.Put([]byte("b"), nil)
	})
	for _, tx := range []kv.Tx{old, oldRw} {
		_, err := tx.Get([]byte("a"))
		wantErr(t, "get", err, kv.ErrEnded)
		_, err = scan(tx, kv.Range{})
		wantErr(t, "scan", err, kv.ErrEnded)
	}
	wantErr(t, "put", oldRw.Put([]byte("a"), nil), kv.ErrEnded)
	wantErr(t, "delete", oldRw.Delete([]byte("a")), kv.ErrEnded)
	same(t, "records", all(t, s), []string{"a=1", "b="})
}
