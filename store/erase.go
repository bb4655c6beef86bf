package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/kv"
)

// OpErase is the one thing that the history still says of a fiche that was removed for
// ever: that it was there under its number, and who removed it. Its number is never
// given again.
const OpErase = "erase"

// ErrKept is what Erase answers for a fiche that does not lie in the bin.
var ErrKept = errors.New("fiche is not in the bin")

// BinDaysDefault is how many days a fiche lies in the bin, when the settings do not say.
const BinDaysDefault = 30

// BinKeep is how many days a fiche lies in the bin.
func (s Settings) BinKeep() int {
	if s.BinDays == 0 {
		return BinDaysDefault
	}
	return s.BinDays
}

// Final is when what was put into the bin at an instant is removed for ever.
func Final(removedAt int64, days int) time.Time {
	return time.Unix(removedAt, 0).Add(time.Duration(days) * 24 * time.Hour)
}

// hangs are the tables whose records hang on a fiche: they go with it.
func hangsOn(id fiche.ID) [][]byte {
	return [][]byte{momentsOf(id), []byte("c/" + id + "/"), []byte("l/" + id + "/"), changesOf(id)}
}

// Erase takes a fiche that lies in the bin out of the box for ever, with its moments and
// its history. A fiche with much of it takes several transactions; it lies in the bin
// until the last. ErrKept when it was taken out of the bin meanwhile.
func (s *Store) Erase(ctx context.Context, by Actor, id fiche.ID) error {
	for {
		more := false
		err := s.update(ctx, by, func(t *tx) (err error) {
			more, err = t.erase(id)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
}

// erase removes as much as one transaction may; more tells that the fiche itself is
// still there.
func (t *tx) erase(id fiche.ID) (more bool, err error) {
	f, err := get[fiche.Fiche](t, ficheKey(id))
	if err != nil {
		return false, err
	}
	if f.RemovedAt == 0 {
		return false, ErrKept
	}
	keys, more, err := t.keysToErase(id)
	if err != nil {
		return false, err
	}
	t.touched[id] = false
	for _, k := range keys {
		if err := t.rw.Delete(k); err != nil {
			return false, err
		}
	}
	if more {
		return true, nil
	}
	if err := t.rw.Delete(ficheKey(id)); err != nil {
		return false, err
	}
	return false, t.record(&f, Change{Op: OpErase, Fields: []fiche.Delta{{Name: "number", Old: fmt.Sprintf("%s %d", f.Kind, f.Number)}}})
}

// keysToErase are the records that go with a fiche, at most as many as one transaction
// removes; more tells that there are others. The fiches that were merged into it go too,
// with what an undo of the mergers would take: nothing of them is to be found any more.
func (t *tx) keysToErase(id fiche.ID) (keys [][]byte, more bool, err error) {
	take := func(k, _ []byte) error {
		if more = len(keys) == maxDelete; more {
			return kv.ErrStop
		}
		keys = append(keys, append([]byte(nil), k...))
		return nil
	}
	ids, err := t.absorbed(id)
	if err != nil {
		return nil, false, err
	}
	for _, x := range ids {
		for _, prefix := range hangsOn(x) {
			if err := t.Scan(kv.Prefix(prefix), take); err != nil || more {
				return keys, more, err
			}
		}
	}
	err = each(t, []byte("d/m/"), false, func(k []byte, m merged) error {
		if !slices.Contains(ids, m.Keep) {
			return nil
		}
		return take(k, nil)
	})
	if err != nil || more {
		return keys, more, err
	}
	for _, x := range ids[1:] {
		if take(ficheKey(x), nil) != nil { // no room for it: the next time
			break
		}
	}
	return keys, more, nil
}

// sweepBin removes for ever what has lain in the bin for as long as the settings say.
func (s *Store) sweepBin(ctx context.Context) error {
	set, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	for _, id := range s.index.Find(index.Query{All: []string{setBin}, Sort: index.Changed}).IDs {
		var f fiche.Fiche
		err := s.view(ctx, func(t *tx) error {
			f, err = get[fiche.Fiche](t, ficheKey(id))
			return err
		})
		if errors.Is(err, ErrNotFound) || err == nil && (f.RemovedAt == 0 || Final(f.RemovedAt, set.BinKeep()).After(s.now())) {
			continue
		}
		if err == nil {
			err = s.Erase(ctx, Actor{}, id)
		}
		if err != nil && !errors.Is(err, ErrKept) && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("empty the bin: %w", err)
		}
	}
	return s.sweepCRM(ctx, set.BinKeep())
}

// refOf is the fiche a change was made to; of one that was removed for ever its kind and
// number, and no name.
func (t *tx) refOf(c *Change) (ref fiche.Ref, removed bool, err error) {
	f, ok, err := find[fiche.Fiche](t, ficheKey(c.Fiche))
	if err != nil {
		return ref, false, err
	}
	if ok {
		return *fiche.RefTo(&f), f.RemovedAt != 0, nil
	}
	ref.ID = c.Fiche
	for _, d := range c.Fields {
		if d.Name == "number" {
			n := readNumbered(d.Old)
			ref.Kind, ref.Number = n.Kind, n.Number
		}
	}
	return ref, false, nil
}
