package store

import (
	"fmt"

	"fichebak/store/fiche"
)

// nextNumber gives the next number of a kind's series and claims it for id, inside
// the commit: whoever commits first has it, and it is never given again. Numbers
// that were taken by hand are stepped over.
func (t *tx) nextNumber(k fiche.Kind, id fiche.ID) (int, error) {
	set, err := t.settings()
	if err != nil {
		return 0, err
	}
	n, err := t.counter(k, set)
	if err != nil {
		return 0, fmt.Errorf("read counter: %w", err)
	}
	free, err := t.freeFrom(k, n)
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
