package store

import (
	"errors"
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

// checkLines tells what is wrong with lines of moments. More than fit into one
// transaction is a problem of the first that does not.
func (t *tx) checkLines(ds []MomentDraft) (ps []fiche.Problem) {
	touched := 0
	for _, d := range ds {
		if d.untouched() {
			continue
		}
		if touched++; touched == fiche.MaxTouched+1 {
			ps = append(ps, fiche.Problem{Field: "moment." + d.Name + ".day", Code: "problem.moments-many", Args: []any{fiche.MaxTouched}, Blocks: true})
		}
		if touched <= fiche.MaxTouched {
			ps = append(ps, t.checkLine(d)...)
		}
	}
	return ps
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

// saveMoments writes the lines of a form that somebody touched, and answers what they
// were saved as.
func (t *tx) saveMoments(f *fiche.Fiche, lines []MomentDraft) (saved map[string]usedLine, err error) {
	saved = map[string]usedLine{}
	for _, d := range lines {
		id := d.Name
		switch {
		case d.untouched():
			continue
		case d.isNew():
			var m fiche.Moment
			m, err = t.addMoment(f, d.Line)
			id = m.ID
		default:
			err = t.saveLine(f, d)
		}
		if err != nil {
			return nil, err
		}
		saved[d.Name] = usedLine{id, d.Line}
	}
	return saved, nil
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
