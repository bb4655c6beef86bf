package store

import (
	"fmt"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// nextNumber gives the next number of a kind's series and claims it for id, inside
// the commit: whoever commits first has it, and it is never given again. Numbers
// that were taken by hand are stepped over.
func (t *tx) nextNumber(k fiche.Kind, id fiche.ID) (int, error) {
	n, ok, err := find[int](t, counterKey(k))
	if err != nil {
		return 0, fmt.Errorf("read counter: %w", err)
	}
	if !ok {
		set, err := t.settings()
		if err != nil {
			return 0, err
		}
		n = set.Start(k)
	}
	free := n
	err = t.Scan(kv.Range{From: claimKey(k, n), To: kv.Prefix([]byte("n/" + k.String() + "/")).To}, func(key, _ []byte) error {
		if string(key) != string(claimKey(k, free)) {
			return kv.ErrStop
		}
		free++
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("look for a free number: %w", err)
	}
	if err := t.claim(k, free, id); err != nil {
		return 0, err
	}
	return free, put(t, counterKey(k), free+1)
}

// claim ties a number to a fiche for ever. ErrTaken when another has it.
func (t *tx) claim(k fiche.Kind, n int, id fiche.ID) error {
	owner, ok, err := find[string](t, claimKey(k, n))
	if err != nil {
		return err
	}
	if ok && owner != id {
		return fmt.Errorf("%s %d: %w", k, n, ErrTaken)
	}
	return put(t, claimKey(k, n), id)
}
