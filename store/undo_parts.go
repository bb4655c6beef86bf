package store

import (
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// The inverses of what is done to what belongs to a fiche: moments, CRM fiches and the log.

// momentAway takes away a moment that was added. A line of the log that it was the next
// step of, and that went before it, keeps it.
func momentAway(t *tx, f *fiche.Fiche, c *Change) error {
	m, ok, err := find[fiche.Moment](t, momentKey(f.ID, c.Moment))
	if err != nil || !ok {
		return movedOr(err)
	}
	a, err := t.activityOf(f.ID, func(a *fiche.Activity) bool { return a.Removed() && a.Step == m.ID })
	if err != nil {
		return err
	}
	if a != nil {
		a.Gone = &m
		if err := put(t, activityKey(f.ID, a.ID), *a); err != nil {
			return err
		}
	}
	return t.changeMoment(f, m.ID, OpMomentRemoval, func(*fiche.Moment) error { return errRemoved })
}

// momentBack makes a moment again that was taken away.
func momentBack(t *tx, f *fiche.Fiche, c *Change) error {
	if _, ok, err := find[fiche.Moment](t, momentKey(f.ID, c.Moment)); err != nil || ok {
		return movedOr(err)
	}
	m := fiche.Moment{ID: c.Moment, Fiche: f.ID, Rev: 1}
	a, err := t.activityOf(f.ID, func(a *fiche.Activity) bool { return a.Step == m.ID })
	if err != nil {
		return err
	}
	switch {
	case a != nil && a.Gone != nil:
		m, a.Gone = *a.Gone, nil
		m.Fiche = f.ID
		if err := put(t, activityKey(f.ID, a.ID), *a); err != nil {
			return err
		}
	case a != nil:
		m.CRM = a.CRM
		fallthrough
	default:
		l := lineOf(fiche.Line{}, c.Fields, true)
		m.For = l.For // somebody who may have left since
		if ps := t.readLine(l, &m); len(ps) > 0 {
			return &Invalid{ps}
		}
		if l.Done {
			if err := t.doneAgain(f.ID, &m); err != nil {
				return err
			}
		}
	}
	if err := put(t, momentKey(f.ID, m.ID), m); err != nil {
		return err
	}
	return t.record(f, Change{Op: OpMomentAdd, Moment: m.ID, Kind: m.Kind.String(), Fields: momentDiff(fiche.Line{}, m.Line())})
}

// doneAgain says that a moment is done, by whom and when the history has it.
func (t *tx) doneAgain(id fiche.ID, m *fiche.Moment) error {
	t.setDone(m, true)
	return each(t, changesOf(id), true, func(_ []byte, c Change) error {
		if c.Moment != m.ID {
			return nil
		}
		for _, d := range c.Fields {
			if d.Name == "moment.done" && d.New == yesText(true) {
				m.DoneAt, m.DoneBy = c.At, c.By
				return kv.ErrStop
			}
		}
		return nil
	})
}

// lineOf gives the fields of a line what they had before a change, or after it.
func lineOf(l fiche.Line, fields []fiche.Delta, old bool) fiche.Line {
	at := map[string]*string{"kind": &l.Kind, "day": &l.Day, "hour": &l.Hour, "until": &l.Until, "text": &l.Text, "for": &l.For, "lead": &l.Lead}
	for _, d := range fields {
		text := d.New
		if old {
			text = d.Old
		}
		name := strings.TrimPrefix(d.Name, "moment.")
		if to := at[name]; to != nil {
			*to = text
		} else if name == "done" {
			l.Done = text != ""
		}
	}
	return l
}

// momentAsWas gives a moment what it had before.
func momentAsWas(t *tx, f *fiche.Fiche, c *Change) error {
	return t.momentUndone(f, c, OpMomentSave, func(m *fiche.Moment) error {
		l := m.Line()
		if l != lineOf(l, c.Fields, false) {
			return ErrMoved
		}
		l = lineOf(l, c.Fields, true)
		if l.For != m.For {
			m.For = l.For
		}
		if ps := t.readLine(l, m); len(ps) > 0 {
			return &Invalid{ps}
		}
		if l.Done && !m.Done() {
			return t.doneAgain(f.ID, m)
		}
		t.setDone(m, l.Done)
		return nil
	})
}

func momentOpen(t *tx, f *fiche.Fiche, c *Change) error {
	return t.momentUndone(f, c, OpMomentReopen, func(m *fiche.Moment) error {
		if !m.Done() {
			return ErrMoved
		}
		t.setDone(m, false)
		return nil
	})
}

func momentClosed(t *tx, f *fiche.Fiche, c *Change) error {
	return t.momentUndone(f, c, OpMomentDone, func(m *fiche.Moment) error {
		if m.Done() {
			return ErrMoved
		}
		return t.doneAgain(f.ID, m)
	})
}

func (t *tx) momentUndone(f *fiche.Fiche, c *Change, op string, fn func(*fiche.Moment) error) error {
	err := t.changeMoment(f, c.Moment, op, fn)
	if err == ErrNotFound {
		return ErrMoved
	}
	return err
}

// movedOr is what an inverse answers that finds something there, or not.
func movedOr(err error) error {
	if err == nil {
		err = ErrMoved
	}
	return err
}

// activityOf is the latest line of the log for which fn holds, of those taken away too;
// nil when there is none.
func (t *tx) activityOf(id fiche.ID, fn func(*fiche.Activity) bool) (found *fiche.Activity, err error) {
	err = each(t, activitiesOf(id), true, func(_ []byte, a fiche.Activity) error {
		if !fn(&a) {
			return nil
		}
		found = &a
		return kv.ErrStop
	})
	return found, err
}

// crmBinned puts a CRM fiche into the bin that was made or taken out of it, or takes it
// out.
func crmBinned(binned bool) inverse {
	return func(t *tx, f *fiche.Fiche, c *Change) error {
		x, ok, err := find[fiche.CRM](t, crmKey(f.ID, c.Part))
		if err != nil || !ok || x.Removed() == binned {
			return movedOr(err)
		}
		op := OpCRMRestore
		if x.RemovedAt, x.RemovedBy = 0, ""; binned {
			op, x.RemovedAt, x.RemovedBy = OpCRMRemove, t.now.Unix(), t.by.Name
		}
		return t.putCRM(f, &x, op, x.Values())
	}
}

// crmAsWas gives a CRM fiche what it had before.
func crmAsWas(t *tx, f *fiche.Fiche, c *Change) error {
	x, ok, err := find[fiche.CRM](t, crmKey(f.ID, c.Part))
	if err != nil || !ok {
		return movedOr(err)
	}
	old, v := x.Values(), x.Values()
	for _, d := range c.Fields {
		name := strings.TrimPrefix(d.Name, "crm.")
		if v[name] != d.New {
			return ErrMoved
		}
		v[name] = d.Old
	}
	owner := x.Owner
	x.Owner = v["owner"] // somebody who may have left since
	if err := t.applyCRM(&x, v); err != nil {
		x.Owner = owner
		return err
	}
	return t.putCRM(f, &x, OpCRMSave, old)
}

// activityAway takes a line out of the log that was written or brought back, or brings it
// back. Its next step, and what it dealt with, are changes of their own.
func activityAway(away bool) inverse {
	return func(t *tx, f *fiche.Fiche, c *Change) error {
		a, ok, err := find[fiche.Activity](t, activityKey(f.ID, c.Part))
		if err != nil || !ok || a.Removed() == away {
			return movedOr(err)
		}
		op := OpActivityRestore
		if a.RemovedAt, a.RemovedBy = 0, ""; away {
			op, a.RemovedAt, a.RemovedBy = OpActivityRemove, t.now.Unix(), t.by.Name
		}
		return t.putActivity(f, &a, op, a.Line())
	}
}

// activityAsWas gives a line of the log what it had before.
func activityAsWas(t *tx, f *fiche.Fiche, c *Change) error {
	a, ok, err := find[fiche.Activity](t, activityKey(f.ID, c.Part))
	if err != nil || !ok {
		return movedOr(err)
	}
	old := a.Line()
	l := old
	at := map[string]*string{"kind": &l.Kind, "day": &l.Day, "hour": &l.Hour, "text": &l.Text}
	missed := yesText(l.Missed)
	at["missed"] = &missed
	for _, d := range c.Fields {
		to := at[strings.TrimPrefix(d.Name, "activity.")]
		if to == nil || *to != d.New {
			return ErrMoved
		}
		*to = d.Old
	}
	l.Missed = missed != ""
	if ps := l.Read(&a); len(ps) > 0 {
		return &Invalid{ps}
	}
	return t.putActivity(f, &a, OpActivitySave, old)
}
