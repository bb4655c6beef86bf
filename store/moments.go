package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fichebak/store/fiche"
)

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

// Moment returns one moment with its fiche.
func (s *Store) Moment(ctx context.Context, id, moment fiche.ID) (m fiche.Moment, f fiche.Fiche, err error) {
	err = s.view(ctx, func(t *tx) error {
		id, err := t.heir(id)
		if err != nil {
			return err
		}
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
		f, err := t.owner(id)
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

// AddMoment adds a moment to a fiche. *Invalid when the line is wrong. A form that was
// saved before changes the moment it made.
func (s *Store) AddMoment(ctx context.Context, by Actor, id fiche.ID, l fiche.Line, token string) (m fiche.Moment, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		f, err := t.owner(id)
		if err != nil {
			return err
		}
		u, again, err := t.usedBefore(token)
		if err != nil {
			return err
		}
		if !again {
			if m, err = t.addMoment(&f, l); err != nil {
				return err
			}
			return t.keepUsed(token, used{Result: m.ID, Lines: map[string]usedLine{"": {m.ID, l}}})
		}
		if was := u.Lines[""].Line; l != was {
			if err := t.saveLine(&f, MomentDraft{Name: u.Result, Line: l, Was: was}); err != nil {
				return err
			}
			u.Lines = map[string]usedLine{"": {u.Result, l}}
		}
		if err := t.keepUsed(token, u); err != nil {
			return err
		}
		m, err = get[fiche.Moment](t, momentKey(f.ID, u.Result))
		return err
	})
	return m, err
}

// SaveMoment writes a line over a moment; was is the line the form was opened on.
func (s *Store) SaveMoment(ctx context.Context, by Actor, id, moment fiche.ID, l, was fiche.Line) error {
	return s.update(ctx, by, func(t *tx) error {
		f, err := t.owner(id)
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

// ErrDone says that somebody else had said before that a moment is done.
var ErrDone = errors.New("moment was done already")

// Done says that a moment has happened or is dealt with, for everybody; or, with
// done false, that it has not. ErrDone when a colleague was first: so it stays.
func (s *Store) Done(ctx context.Context, by Actor, id, moment fiche.ID, done bool) (fiche.Moment, error) {
	op := OpMomentDone
	if !done {
		op = OpMomentReopen
	}
	return s.actOnMoment(ctx, by, id, moment, op, func(t *tx, m *fiche.Moment) error {
		if done && m.Done() && m.DoneBy != t.by.Name {
			return ErrDone
		}
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
