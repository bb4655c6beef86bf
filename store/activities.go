package store

import (
	"context"
	"slices"
	"strings"

	"fichebak/store/fiche"
)

// ActivityDraft is what somebody typed of an activity.
type ActivityDraft struct {
	Line  fiche.ActivityLine
	CRM   fiche.ID // the CRM fiche it belongs to, or none
	Close fiche.ID // an open moment of the fiche that is dealt with by it, or none
	Token string   // of the form: a second click on Save answers the first's result
}

// activities are those of a fiche, the newest first; what was taken away is left out.
func (t *tx) activities(id fiche.ID) (as []fiche.Activity, err error) {
	err = each(t, activitiesOf(id), false, func(_ []byte, a fiche.Activity) error {
		if !a.Removed() {
			as = append(as, a)
		}
		return nil
	})
	slices.Reverse(as)
	slices.SortStableFunc(as, func(a, b fiche.Activity) int { return strings.Compare(b.Day, a.Day) })
	return as, err
}

// AddActivity writes what somebody did into the log of a fiche, closes the moment that
// is dealt with by it, and makes its next step a moment. *Invalid when the line is
// wrong: the problems of the step are named step.day and so on.
func (s *Store) AddActivity(ctx context.Context, by Actor, id fiche.ID, d ActivityDraft) (a fiche.Activity, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		f, err := get[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return err
		}
		if made, again, err := t.once(d.Token); err != nil || again {
			if err == nil {
				a, err = get[fiche.Activity](t, activityKey(id, made))
			}
			return err
		}
		newID, err := t.newID('l')
		if err != nil {
			return err
		}
		a = fiche.Activity{ID: newID, Fiche: id, CRM: d.CRM, ByID: t.by.ID, By: t.by.Name, CreatedAt: t.now.Unix()}
		if d.CRM != "" {
			if _, err := get[fiche.CRM](t, crmKey(id, d.CRM)); err != nil {
				return err
			}
		}
		if err := t.checkActivity(d.Line, &a); err != nil {
			return err
		}
		if err := t.closeBy(&f, &a, d.Close); err != nil {
			return err
		}
		if err := t.addStep(&f, &a, d.Line.Step); err != nil {
			return err
		}
		if err := t.putActivity(&f, &a, OpActivityAdd, fiche.ActivityLine{}); err != nil {
			return err
		}
		return t.keep(d.Token, newID)
	})
	return a, err
}

// checkActivity reads a line and its step; all that is wrong with both is one *Invalid.
func (t *tx) checkActivity(l fiche.ActivityLine, a *fiche.Activity) error {
	ps := l.Read(a)
	if l.Step.Kind != "" {
		m := fiche.Moment{}
		for _, p := range t.readLine(l.Step, &m) {
			p.Field = "step." + p.Field
			ps = append(ps, p)
		}
		if k, ok := fiche.ParseMomentKind(l.Step.Kind); ok && !slices.Contains(fiche.StepKinds[:], k) {
			ps = append(ps, fiche.Problem{Field: "step.kind", Code: "problem.choice", Blocks: true})
		}
	}
	if len(ps) > 0 {
		return &Invalid{ps}
	}
	return nil
}

// closeBy says that a moment is done, and that it was this activity that dealt with it.
// One that somebody closed or took away meanwhile is left as it is.
func (t *tx) closeBy(f *fiche.Fiche, a *fiche.Activity, moment fiche.ID) error {
	if moment == "" {
		return nil
	}
	m, ok, err := find[fiche.Moment](t, momentKey(f.ID, moment))
	if err != nil || !ok || !m.Open() {
		return err
	}
	a.Closed = moment
	return t.changeMoment(f, moment, OpMomentDone, func(m *fiche.Moment) error {
		t.setDone(m, true)
		return nil
	})
}

// addStep makes the next step of an activity, when it has one.
func (t *tx) addStep(f *fiche.Fiche, a *fiche.Activity, l fiche.Line) error {
	if l.Kind == "" {
		return nil
	}
	m, err := t.addMoment(f, l)
	if err != nil {
		return err
	}
	a.Step = m.ID
	if a.CRM == "" {
		return nil
	}
	m.CRM = a.CRM
	return put(t, momentKey(f.ID, m.ID), m)
}

// putActivity writes an activity and the history of it; old is what it was.
func (t *tx) putActivity(f *fiche.Fiche, a *fiche.Activity, op string, old fiche.ActivityLine) error {
	fields := activityDiff(old, a.Line())
	if len(fields) == 0 && op == OpActivitySave {
		return put(t, activityKey(f.ID, a.ID), *a) // it was given a next step
	}
	a.Rev++
	if err := put(t, activityKey(f.ID, a.ID), *a); err != nil {
		return err
	}
	return t.record(f, Change{Op: op, Part: a.ID, Fields: fields})
}

// activityDiff lists what changed in an activity, under names that begin with
// "activity.".
func activityDiff(old, new fiche.ActivityLine) (ds []fiche.Delta) {
	for _, x := range [...]struct{ name, old, new string }{
		{"kind", old.Kind, new.Kind}, {"day", old.Day, new.Day}, {"hour", old.Hour, new.Hour}, {"text", old.Text, new.Text}, {"missed", yesText(old.Missed), yesText(new.Missed)},
	} {
		if x.old != x.new {
			ds = append(ds, fiche.Delta{Name: "activity." + x.name, Old: x.old, New: x.new})
		}
	}
	return ds
}

// Activity returns one line of the log with its fiche.
func (s *Store) Activity(ctx context.Context, id, activity fiche.ID) (a fiche.Activity, f fiche.Fiche, err error) {
	err = s.view(ctx, func(t *tx) error {
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		a, err = get[fiche.Activity](t, activityKey(id, activity))
		return err
	})
	return a, f, err
}

// changeActivity is the shape of an act on one line of the log.
func (s *Store) changeActivity(ctx context.Context, by Actor, id, activity fiche.ID, op string, fn func(*tx, *fiche.Fiche, *fiche.Activity) error) (a fiche.Activity, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		f, err := get[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return err
		}
		if a, err = get[fiche.Activity](t, activityKey(id, activity)); err != nil {
			return err
		}
		old := a.Line()
		if err := fn(t, &f, &a); err != nil {
			if err == errSame {
				return nil
			}
			return err
		}
		return t.putActivity(&f, &a, op, old)
	})
	return a, err
}

// SaveActivity writes a line over an activity, joined with what others changed in it
// since the form was opened on was: a field that both changed is mine, the history has
// theirs. A step is added where there was none.
func (s *Store) SaveActivity(ctx context.Context, by Actor, id, activity fiche.ID, l, was fiche.ActivityLine) (fiche.Activity, error) {
	return s.changeActivity(ctx, by, id, activity, OpActivitySave, func(t *tx, f *fiche.Fiche, a *fiche.Activity) error {
		now := a.Line()
		for _, x := range []struct{ to, was, mine *string }{
			{&now.Kind, &was.Kind, &l.Kind}, {&now.Day, &was.Day, &l.Day}, {&now.Hour, &was.Hour, &l.Hour}, {&now.Text, &was.Text, &l.Text},
		} {
			if *x.mine != *x.was {
				*x.to = *x.mine
			}
		}
		if l.Missed != was.Missed {
			now.Missed = l.Missed
		}
		if now.Step = l.Step; a.Step != "" {
			now.Step = fiche.Line{}
		}
		if err := t.checkActivity(now, a); err != nil {
			return err
		}
		return t.addStep(f, a, now.Step)
	})
}

// RemoveActivity takes a line out of the log, and its next step with it while that is
// open. As the undo of fast logging it also opens again what the activity had closed.
func (s *Store) RemoveActivity(ctx context.Context, by Actor, id, activity fiche.ID, undo bool) (fiche.Activity, error) {
	return s.changeActivity(ctx, by, id, activity, OpActivityRemove, func(t *tx, f *fiche.Fiche, a *fiche.Activity) error {
		if a.Removed() {
			return errSame
		}
		a.RemovedAt, a.RemovedBy = t.now.Unix(), t.by.Name
		if m, ok, err := find[fiche.Moment](t, momentKey(id, a.Step)); err != nil {
			return err
		} else if ok && m.Open() {
			a.Gone = &m
			if err := t.changeMoment(f, m.ID, OpMomentRemoval, func(*fiche.Moment) error { return errRemoved }); err != nil {
				return err
			}
		}
		if m, ok, err := find[fiche.Moment](t, momentKey(id, a.Closed)); err != nil || !ok || !undo || !m.Done() {
			return err
		}
		return t.changeMoment(f, a.Closed, OpMomentReopen, func(m *fiche.Moment) error {
			t.setDone(m, false)
			return nil
		})
	})
}

// RestoreActivity brings a line back into the log, with the next step that went with it.
func (s *Store) RestoreActivity(ctx context.Context, by Actor, id, activity fiche.ID) (fiche.Activity, error) {
	return s.changeActivity(ctx, by, id, activity, OpActivityRestore, func(t *tx, f *fiche.Fiche, a *fiche.Activity) error {
		if !a.Removed() {
			return errSame
		}
		a.RemovedAt, a.RemovedBy = 0, ""
		m := a.Gone
		if a.Gone = nil; m == nil {
			return nil
		}
		m.Fiche = id // the fiche may have been merged since
		if err := put(t, momentKey(id, m.ID), *m); err != nil {
			return err
		}
		return t.record(f, Change{Op: OpMomentAdd, Moment: m.ID, Kind: m.Kind.String(), Fields: momentDiff(fiche.Line{}, m.Line())})
	})
}
