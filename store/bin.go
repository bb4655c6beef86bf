package store

import (
	"context"
	"errors"
	"fmt"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// OpCRMErase is what the history of a fiche says of a CRM fiche of it that was removed for
// ever.
const OpCRMErase = "crm-erase"

// BackWith is what comes back with fiches that are taken out of the bin, and goes with
// them when they are removed for ever.
func (s *Store) BackWith(ctx context.Context, ids ...fiche.ID) (with map[fiche.ID]OwnedCount, err error) {
	err = s.view(ctx, func(t *tx) error {
		with = map[fiche.ID]OwnedCount{}
		for _, id := range ids {
			n, err := t.count(string(momentsOf(id)))
			if err != nil {
				return err
			}
			c := OwnedCount{Moments: n}
			as, err := t.activities(id)
			if err != nil {
				return err
			}
			c.Notes = len(as)
			err = each(t, crmOf(id), false, func(_ []byte, x fiche.CRM) error {
				if !x.Removed() {
					c.CRM++
				}
				return nil
			})
			if err != nil {
				return err
			}
			with[id] = c
		}
		return nil
	})
	return with, err
}

// EraseCRM takes a CRM fiche that lies in the bin out of the box for ever. What was said
// and done about it, and its next steps, stay with the fiche. ErrKept when it was taken
// out of the bin meanwhile.
func (s *Store) EraseCRM(ctx context.Context, by Actor, id fiche.ID) error {
	for {
		more := false
		err := s.update(ctx, by, func(t *tx) (err error) {
			more, err = t.eraseCRM(id)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
}

// eraseCRM does as much as one transaction may; more tells that it is still there.
func (t *tx) eraseCRM(id fiche.ID) (more bool, err error) {
	f, c, err := t.crm(id)
	if err != nil {
		return false, err
	}
	if !c.Removed() {
		return false, ErrKept
	}
	n := 0
	room := func() error {
		if n++; n > maxDelete {
			more = true
			return kv.ErrStop
		}
		return nil
	}
	err = each(t, activitiesOf(f.ID), false, func(k []byte, a fiche.Activity) error {
		if a.CRM != id {
			return nil
		}
		if err := room(); err != nil {
			return err
		}
		a.CRM = ""
		if a.Gone != nil {
			a.Gone.CRM = ""
		}
		return put(t, activityKey(f.ID, a.ID), a)
	})
	if err != nil {
		return false, err
	}
	err = each(t, momentsOf(f.ID), false, func(_ []byte, m fiche.Moment) error {
		if m.CRM != id || more {
			return nil
		}
		if err := room(); err != nil {
			return err
		}
		m.CRM = ""
		return put(t, momentKey(f.ID, m.ID), m)
	})
	t.touch(&f)
	if err != nil || more {
		return more, err
	}
	if err := t.rw.Delete(crmKey(f.ID, id)); err != nil {
		return false, err
	}
	return false, t.record(&f, Change{Op: OpCRMErase, Part: id})
}

// sweepCRM removes for ever the CRM fiches that have lain in the bin long enough.
func (s *Store) sweepCRM(ctx context.Context, days int) error {
	for _, r := range s.crm.all() {
		if !r.CRM.Removed() || Final(r.CRM.RemovedAt, days).After(s.now()) {
			continue
		}
		if err := s.EraseCRM(ctx, Actor{}, r.CRM.ID); err != nil && !errors.Is(err, ErrKept) && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("empty the bin of CRM fiches: %w", err)
		}
	}
	return nil
}
