package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fichebak/store/fiche"
)

// MomentDraft is one line of moments as somebody typed it.
type MomentDraft struct {
	Name string     // of the line in the form: the moment's id, or new-1, new-2 …
	Line fiche.Line // as typed
	Was  fiche.Line // as the form was opened; zero for a new line
}

// isNew reports whether the line is not a moment yet.
func (d MomentDraft) isNew() bool { return strings.HasPrefix(d.Name, "new-") }

// untouched lines are not looked at, so that a colleague's change to the same
// moment stands.
func (d MomentDraft) untouched() bool {
	if d.isNew() {
		return d.Line.IsEmpty()
	}
	return d.Line == d.Was
}

func (t *tx) checkLine(d MomentDraft) []fiche.Problem {
	if d.untouched() || d.Line.IsEmpty() {
		return nil
	}
	ps := t.readLine(d.Line, &fiche.Moment{For: d.Was.For})
	for i := range ps {
		ps[i].Field = "moment." + d.Name + "." + ps[i].Field
	}
	return ps
}

// readLine checks a line and sets m to what it says. Whom it is for must be somebody
// who is there, or who was chosen before.
func (t *tx) readLine(l fiche.Line, m *fiche.Moment) []fiche.Problem {
	was := *m
	ps := l.Read(m, t.s.zone)
	if l.For == "" || l.For == was.For {
		return ps
	}
	if _, ok, err := find[User](t, userKey(l.For)); err != nil || !ok {
		*m = was
		ps = append(ps, fiche.Problem{Field: "for", Code: "problem.choice", Blocks: true})
	}
	return ps
}

// saveMoments writes the lines of a form that somebody touched.
func (t *tx) saveMoments(f *fiche.Fiche, lines []MomentDraft) error {
	for _, d := range lines {
		var err error
		switch {
		case d.untouched():
		case d.isNew():
			_, err = t.addMoment(f, d.Line)
		default:
			err = t.saveLine(f, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// saveLine joins a line with what others did to the moment since the form was
// opened. A field that both changed is mine: the history has theirs.
func (t *tx) saveLine(f *fiche.Fiche, d MomentDraft) error {
	err := t.changeMoment(f, d.Name, OpMomentSave, func(m *fiche.Moment) error {
		if d.Line.IsEmpty() {
			return errRemoved
		}
		now := m.Line()
		for _, x := range []struct{ to, was, mine *string }{
			{&now.Kind, &d.Was.Kind, &d.Line.Kind}, {&now.Day, &d.Was.Day, &d.Line.Day}, {&now.Hour, &d.Was.Hour, &d.Line.Hour},
			{&now.Until, &d.Was.Until, &d.Line.Until}, {&now.Text, &d.Was.Text, &d.Line.Text}, {&now.For, &d.Was.For, &d.Line.For}, {&now.Lead, &d.Was.Lead, &d.Line.Lead},
		} {
			if *x.mine != *x.was {
				*x.to = *x.mine
			}
		}
		if ps := t.readLine(now, m); len(ps) > 0 {
			for i := range ps {
				ps[i].Field = "moment." + d.Name + "." + ps[i].Field
			}
			return &Invalid{ps}
		}
		if d.Line.Done != d.Was.Done {
			t.setDone(m, d.Line.Done)
		}
		return nil
	})
	if errors.Is(err, ErrNotFound) && !d.Line.IsEmpty() {
		return &Invalid{[]fiche.Problem{{Field: "moment." + d.Name + ".day", Code: "problem.moment-gone", Blocks: true}}}
	}
	if errors.Is(err, ErrNotFound) {
		return nil // emptied here, and taken away by somebody else: both wanted it gone
	}
	return err
}

func (t *tx) setDone(m *fiche.Moment, done bool) {
	switch {
	case done && !m.Done():
		m.DoneAt, m.DoneBy = t.now.Unix(), t.by.Name
	case !done:
		m.DoneAt, m.DoneBy = 0, ""
	}
}

// moments are those of a fiche, oldest first.
func (t *tx) moments(id fiche.ID) (ms []fiche.Moment, err error) {
	err = each(t, momentsOf(id), false, func(_ []byte, m fiche.Moment) error {
		ms = append(ms, m)
		return nil
	})
	sortMoments(ms)
	return ms, err
}

func sortMoments(ms []fiche.Moment) {
	slices.SortStableFunc(ms, func(a, b fiche.Moment) int { return strings.Compare(a.When(), b.When()) })
}

func (t *tx) addMoment(f *fiche.Fiche, l fiche.Line) (fiche.Moment, error) {
	id, err := t.newID('m')
	if err != nil {
		return fiche.Moment{}, err
	}
	m := fiche.Moment{ID: id, Fiche: f.ID, Rev: 1}
	if ps := t.readLine(l, &m); len(ps) > 0 {
		return m, &Invalid{ps}
	}
	if l.Done {
		t.setDone(&m, true)
	}
	if err := put(t, momentKey(f.ID, id), m); err != nil {
		return m, err
	}
	return m, t.record(f, Change{Op: OpMomentAdd, Moment: id, Kind: m.Kind.String(), Fields: momentDiff(fiche.Line{}, m.Line())})
}

// errRemoved, from the function of changeMoment, takes the moment away.
var errRemoved = errors.New("moment is to be removed")

// changeMoment changes one moment and writes the history of it.
func (t *tx) changeMoment(f *fiche.Fiche, id fiche.ID, op string, fn func(*fiche.Moment) error) error {
	key := momentKey(f.ID, id)
	m, ok, err := find[fiche.Moment](t, key)
	if err != nil {
		return err
	}
	if !ok {
		return ErrNotFound
	}
	old := m.Line()
	switch err := fn(&m); {
	case err == errRemoved:
		if err := t.rw.Delete(key); err != nil {
			return err
		}
		return t.record(f, Change{Op: OpMomentRemoval, Moment: id, Kind: m.Kind.String(), Fields: momentDiff(old, fiche.Line{})})
	case err != nil:
		return err
	}
	fields := momentDiff(old, m.Line())
	if len(fields) == 0 {
		return nil
	}
	m.Rev++
	if err := put(t, key, m); err != nil {
		return err
	}
	return t.record(f, Change{Op: op, Moment: id, Kind: m.Kind.String(), Fields: fields})
}

// momentDiff lists what changed in a line, under names that begin with "moment.".
func momentDiff(old, new fiche.Line) (ds []fiche.Delta) {
	for _, x := range [...]struct{ name, old, new string }{
		{"kind", old.Kind, new.Kind}, {"day", old.Day, new.Day}, {"hour", old.Hour, new.Hour}, {"until", old.Until, new.Until},
		{"text", old.Text, new.Text}, {"for", old.For, new.For}, {"lead", old.Lead, new.Lead}, {"done", yesText(old.Done), yesText(new.Done)},
	} {
		if x.old != x.new {
			ds = append(ds, fiche.Delta{Name: "moment." + x.name, Old: x.old, New: x.new})
		}
	}
	return ds
}

func yesText(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// Moment returns one moment with its fiche.
func (s *Store) Moment(ctx context.Context, id, moment fiche.ID) (m fiche.Moment, f fiche.Fiche, err error) {
	err = s.view(ctx, func(t *tx) error {
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		m, err = get[fiche.Moment](t, momentKey(id, moment))
		return err
	})
	return m, f, err
}

// actOnMoment is the shape of an act on one moment that is not its form.
func (s *Store) actOnMoment(ctx context.Context, by Actor, id, moment fiche.ID, op string, fn func(*tx, *fiche.Moment) error) (m fiche.Moment, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		f, err := get[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return err
		}
		return t.changeMoment(&f, moment, op, func(x *fiche.Moment) error {
			err := fn(t, x)
			m = *x
			return err
		})
	})
	return m, err
}

// AddMoment adds a moment to a fiche. *Invalid when the line is wrong.
func (s *Store) AddMoment(ctx context.Context, by Actor, id fiche.ID, l fiche.Line, token string) (m fiche.Moment, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		f, err := get[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return err
		}
		if first, done, err := t.once(token); err != nil || done {
			if err == nil {
				m, err = get[fiche.Moment](t, momentKey(id, first))
			}
			return err
		}
		if m, err = t.addMoment(&f, l); err != nil {
			return err
		}
		return t.keep(token, m.ID)
	})
	return m, err
}

// SaveMoment writes a line over a moment; was is the line the form was opened on.
func (s *Store) SaveMoment(ctx context.Context, by Actor, id, moment fiche.ID, l, was fiche.Line) error {
	return s.update(ctx, by, func(t *tx) error {
		f, err := get[fiche.Fiche](t, ficheKey(id))
		if err != nil {
			return err
		}
		d := MomentDraft{Name: moment, Line: l, Was: was}
		if d.untouched() {
			return nil
		}
		return t.saveLine(&f, d)
	})
}

// Done says that a moment has happened or is dealt with, for everybody; or, with
// done false, that it has not.
func (s *Store) Done(ctx context.Context, by Actor, id, moment fiche.ID, done bool) (fiche.Moment, error) {
	op := OpMomentDone
	if !done {
		op = OpMomentReopen
	}
	return s.actOnMoment(ctx, by, id, moment, op, func(t *tx, m *fiche.Moment) error {
		t.setDone(m, done)
		return nil
	})
}

// Reschedule moves a moment to another day and hour.
func (s *Store) Reschedule(ctx context.Context, by Actor, id, moment fiche.ID, day, hour string) (fiche.Moment, error) {
	return s.actOnMoment(ctx, by, id, moment, OpMomentSave, func(t *tx, m *fiche.Moment) error {
		l := m.Line()
		if l.Day == day && l.Hour == hour {
			return nil
		}
		l.Day, l.Hour = day, hour
		if hour == "" || l.Until <= hour {
			l.Until = "" // the old end no longer fits
		}
		if ps := l.Read(m, t.s.zone); len(ps) > 0 {
			return &Invalid{ps}
		}
		return nil
	})
}

// RemoveMoment takes a moment away; the history keeps what it was.
func (s *Store) RemoveMoment(ctx context.Context, by Actor, id, moment fiche.ID) error {
	_, err := s.actOnMoment(ctx, by, id, moment, OpMomentRemoval, func(*tx, *fiche.Moment) error { return errRemoved })
	return err
}

// nextMoment is the earliest open one.
func nextMoment(ms []fiche.Moment) *fiche.Moment {
	for i := range ms {
		if ms[i].Open() {
			return &ms[i]
		}
	}
	return nil
}
