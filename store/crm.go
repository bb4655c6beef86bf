package store

import (
	"context"
	"errors"

	"fichebak/store/fiche"
)

// CRMDraft is what somebody typed into the form of a CRM fiche.
type CRMDraft struct {
	Values fiche.Values
	Was    fiche.Values // as the form was opened; nil when that is not known
	Token  string       // of the form: a second click on Save answers the first's result
}

// CRMConflict says in which fields somebody else changed a CRM fiche, since the form was
// opened, to something else than the form did. Nothing was saved.
type CRMConflict struct {
	Theirs  fiche.Values
	Merged  fiche.Values // of both; mine where they clash
	Clashes []string
	By      string
	At      int64
}

func (*CRMConflict) Error() string { return "CRM fiche was changed by two" }

// crmCounter is the record of the number the next CRM fiche gets.
var crmCounter = []byte("k/crm")

// NewCRM answers the values of a new CRM fiche for a fiche, with the fiche's data filled
// in, for who makes it.
func (s *Store) NewCRM(ctx context.Context, by Actor, id fiche.ID) (v fiche.Values, f fiche.Fiche, err error) {
	err = s.view(ctx, func(t *tx) error {
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		set, err := t.settings()
		if err != nil {
			return err
		}
		v = filledCRM(&f, by, set.stages()[0])
		return nil
	})
	return v, f, err
}

// filledCRM is what a fiche says of whom one speaks to about a sale: its first contact
// person, or itself.
func filledCRM(f *fiche.Fiche, by Actor, stage fiche.Stage) fiche.Values {
	c := fiche.CRM{Contact: f.FullName, Phone: f.Phone, Email: f.Email, Owner: by.ID, Stage: stage.ID, Chance: stage.Chance, Source: f.Source}
	if c.Phone == "" {
		c.Phone = f.Mobile
	}
	for _, p := range f.Contacts {
		if p.Name == "" {
			continue
		}
		c.Contact = p.Name
		for _, x := range []struct {
			to   *string
			from string
		}{{&c.Phone, p.Phone}, {&c.Phone, p.Mobile}, {&c.Email, p.Email}} {
			if x.from != "" {
				*x.to = x.from
			}
		}
		break
	}
	if c.Contact == "" && f.Person {
		c.Contact = f.Name
	}
	return c.Values()
}

// CreateCRM makes a CRM fiche for a fiche. *Invalid when a problem blocks; a draft whose
// token was used before answers the CRM fiche that was made then.
func (s *Store) CreateCRM(ctx context.Context, by Actor, id fiche.ID, d CRMDraft) (c fiche.CRM, err error) {
	d.Values = fiche.Tidy(d.Values)
	err = s.update(ctx, by, func(t *tx) error {
		f, err := get[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return err
		}
		if made, again, err := t.once(d.Token); err != nil || again {
			if err == nil {
				c, err = get[fiche.CRM](t, crmKey(id, made))
			}
			return err
		}
		newID, err := t.newID('c')
		if err != nil {
			return err
		}
		c = fiche.CRM{ID: newID, Fiche: id, CreatedAt: t.now.Unix(), CreatedBy: t.by.Name}
		if err := t.applyCRM(&c, d.Values); err != nil {
			return err
		}
		if c.Number, err = t.nextCRM(); err != nil {
			return err
		}
		if err := t.putCRM(&f, &c, OpCRMAdd, nil); err != nil {
			return err
		}
		return t.keep(d.Token, newID)
	})
	return c, err
}

func (t *tx) nextCRM() (int, error) {
	n, _, err := find[int](t, crmCounter)
	n = max(n, 1)
	if err == nil {
		err = put(t, crmCounter, n+1)
	}
	return n, err
}

// applyCRM checks values and sets the CRM fiche to them.
func (t *tx) applyCRM(c *fiche.CRM, v fiche.Values) error {
	set, err := t.settings()
	if err != nil {
		return err
	}
	stages := set.stages()
	ps := fiche.CheckCRM(v, stages)
	if owner := v["owner"]; owner != "" && owner != c.Owner {
		if _, ok, err := find[User](t, userKey(owner)); err != nil || !ok && owner != t.by.ID {
			ps = append(ps, fiche.Problem{Field: "owner", Code: "problem.choice", Blocks: true})
		}
	}
	if fiche.Blocking(ps) {
		return &Invalid{ps}
	}
	c.Apply(v, stages, t.now)
	return nil
}

// putCRM writes a CRM fiche and the history of it; old is what it was.
func (t *tx) putCRM(f *fiche.Fiche, c *fiche.CRM, op string, old fiche.Values) error {
	fields := crmDiff(old, c.Values())
	if len(fields) == 0 && (op == OpCRMSave || op == OpCRMUndo) {
		return nil
	}
	c.Rev++
	c.ChangedAt, c.ChangedBy = t.now.Unix(), t.by.Name
	if err := put(t, crmKey(c.Fiche, c.ID), *c); err != nil {
		return err
	}
	return t.record(f, Change{Op: op, Part: c.ID, Fields: fields})
}

// crmDiff lists what changed in a CRM fiche, under names that begin with "crm.".
func crmDiff(old, new fiche.Values) (ds []fiche.Delta) {
	for _, n := range fiche.CRMFields {
		if old[n] != new[n] {
			ds = append(ds, fiche.Delta{Name: "crm." + n, Old: old[n], New: new[n]})
		}
	}
	return ds
}

// changeCRM is the shape of an act on one CRM fiche.
func (s *Store) changeCRM(ctx context.Context, by Actor, id fiche.ID, op string, fn func(*tx, *fiche.CRM) error) (c fiche.CRM, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		f, x, err := t.crm(id)
		if err != nil {
			return err
		}
		set, err := t.settings()
		if err != nil {
			return err
		}
		c = x
		c.Stage = fiche.StandsIn(set.stagesEver(), x.Stage)
		stands, old := c.Stage, c.Values()
		if err := fn(t, &c); err != nil {
			if errors.Is(err, errSame) {
				return nil
			}
			return err
		}
		stage := c.Stage
		if stage == stands { // its record goes on saying what it said: a stage may come back
			c.Stage = x.Stage
			old["stage"] = x.Stage
		}
		err = t.putCRM(&f, &c, op, old)
		c.Stage = stage
		return err
	})
	return c, err
}

// crm reads a CRM fiche and the fiche it belongs to.
func (t *tx) crm(id fiche.ID) (f fiche.Fiche, c fiche.CRM, err error) {
	of, ok := t.s.crm.ficheOf(id)
	if !ok {
		return f, c, ErrNotFound
	}
	if c, err = get[fiche.CRM](t, crmKey(of, id)); err != nil {
		return f, c, err
	}
	f, err = get[fiche.Fiche](t, ficheKey(of))
	return f, c, err
}

// SaveCRM writes a form over a CRM fiche, joined with what others saved since it was
// opened; what both changed differently comes back as *CRMConflict.
func (s *Store) SaveCRM(ctx context.Context, by Actor, id fiche.ID, d CRMDraft) (fiche.CRM, error) {
	d.Values = fiche.Tidy(d.Values)
	return s.changeCRM(ctx, by, id, OpCRMSave, func(t *tx, c *fiche.CRM) error {
		theirs := c.Values()
		merged, clashes := fiche.MergeOf(fiche.CRMFields, d.Was, d.Values, theirs)
		if len(clashes) > 0 {
			return &CRMConflict{Theirs: theirs, Merged: merged, Clashes: clashes, By: c.ChangedBy, At: c.ChangedAt}
		}
		return t.applyCRM(c, merged)
	})
}

// MoveCRM brings a CRM fiche into a stage, or ends it: the board's and the page's act.
// An empty stage leaves it where it is.
func (s *Store) MoveCRM(ctx context.Context, by Actor, id fiche.ID, stage string, o fiche.Outcome, reason string) (fiche.CRM, error) {
	return s.changeCRM(ctx, by, id, OpCRMSave, func(t *tx, c *fiche.CRM) error {
		v := c.Values()
		if stage != "" {
			v["stage"] = stage
		}
		v["outcome"], v["reason"] = o.String(), reason
		return t.applyCRM(c, v)
	})
}

// RemoveCRM puts a CRM fiche into the bin; its activities and next steps stay the fiche's.
func (s *Store) RemoveCRM(ctx context.Context, by Actor, id fiche.ID) (fiche.CRM, error) {
	return s.changeCRM(ctx, by, id, OpCRMRemove, func(t *tx, c *fiche.CRM) error {
		if c.Removed() {
			return errSame
		}
		c.RemovedAt, c.RemovedBy = t.now.Unix(), t.by.Name
		return nil
	})
}

// RestoreCRM takes a CRM fiche out of the bin.
func (s *Store) RestoreCRM(ctx context.Context, by Actor, id fiche.ID) (fiche.CRM, error) {
	return s.changeCRM(ctx, by, id, OpCRMRestore, func(_ *tx, c *fiche.CRM) error {
		if !c.Removed() {
			return errSame
		}
		c.RemovedAt, c.RemovedBy = 0, ""
		return nil
	})
}
