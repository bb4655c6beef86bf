package store

import (
	"context"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/store/transfer"
)

// ownColumns are the own fields of a box as files know them.
func ownColumns(own []fiche.Extra) (cols []transfer.Own) {
	for _, x := range own {
		if x.Live() {
			cols = append(cols, transfer.Own{Field: x.Field(), Title: x.Name, YesNo: x.Type == fiche.ExtraYesNo})
		}
	}
	return cols
}

// OwnColumns are the own fields of the box as files know them.
func (s *Store) OwnColumns(ctx context.Context) (cols []transfer.Own, err error) {
	own, err := s.OwnFields(ctx)
	return ownColumns(own), err
}

// momentsFor are the moments of a row that a fiche does not have yet.
func (w *rowWork) momentsFor(res *RowResult, d *transfer.Draft, id fiche.ID) ([]fiche.Line, error) {
	if len(d.Moments) == 0 {
		return nil, nil
	}
	had, err := w.moments(id)
	if err != nil {
		return nil, err
	}
	return w.newMoments(res, d, had)
}

// line is a moment of a row as a form has it. One that has to be done and whose day is
// over has happened, unless the row says otherwise.
func (w *rowWork) line(m *transfer.MomentDraft) (l fiche.Line, known bool, err error) {
	l = fiche.Line{Kind: m.Kind.String(), Day: m.Day, Hour: m.Hour, Until: m.Until, Text: m.Text, Lead: m.Lead}
	l.Done = m.Kind.Reminds() && (m.Done == "yes" || m.Done == "" && m.Day < w.tx.now.In(w.s.zone).Format("2006-01-02"))
	if m.For == "" {
		return l, true, nil
	}
	l.For, known, err = find[fiche.ID](w.tx, userNameKey(search.Fold(m.For)))
	return l, known, err
}

// MomentStays is the remark that a moment of a row is there already, but for something that
// stays as it is; it names its day and hour.
const MomentStays = "import.moment-stays"

// newMoments are the moments of a row that its fiche does not have yet: one of the same
// kind, day, hour and text is the same. Where the row says something else of it, it stays
// as the fiche has it, with a remark.
func (w *rowWork) newMoments(res *RowResult, d *transfer.Draft, had []fiche.Moment) (lines []fiche.Line, err error) {
	for i := range d.Moments {
		m := &d.Moments[i]
		l, _, err := w.line(m)
		if err != nil {
			return nil, err
		}
		same := func(x fiche.Moment) bool {
			return x.Kind == m.Kind && x.Day == l.Day && x.Hour == l.Hour && x.Text == l.Text
		}
		whole := func(x fiche.Moment) bool {
			return same(x) && says(l.Until, x.Until) && says(l.For, x.For) && says(l.Lead, fiche.LeadText(x.Lead)) && (m.Done == "" || !x.Kind.Reminds() || l.Done == x.Done())
		}
		switch {
		case !slices.ContainsFunc(had, same):
			lines = append(lines, l)
		case !slices.ContainsFunc(had, whole):
			res.Problems = append(res.Problems, fiche.Problem{Field: "moment." + l.Kind, Code: MomentStays, Args: []any{strings.TrimSpace(l.Day + " " + l.Hour)}})
		}
	}
	return lines, nil
}

// says reports whether a row says of a field what is held; what it leaves empty it says
// nothing of.
func says(row, held string) bool { return row == "" || row == held }

// checkMoments adds what is wrong with the moments of a row, beside what fill finds in the
// rest of it. Somebody who is no user here is no reason to leave it out.
func (w *rowWork) checkMoments(res *RowResult, d *transfer.Draft) error {
	for i := range d.Moments {
		m := &d.Moments[i]
		l, known, err := w.line(m)
		if err != nil {
			return err
		}
		if !known {
			res.Problems = append(res.Problems, fiche.Problem{Field: m.Field("for"), Code: "import.nobody", Args: []any{m.For}})
		}
		for _, p := range w.readLine(l, &fiche.Moment{}) {
			p.Field = m.Field(p.Field)
			res.Problems = append(res.Problems, p)
		}
	}
	return nil
}

// addMoments gives a fiche moments, and answers which those are.
func (w *rowWork) addMoments(res *RowResult, f *fiche.Fiche, lines []fiche.Line) (ids []fiche.ID, err error) {
	for _, l := range lines {
		m, err := w.addMoment(f, l)
		if err != nil {
			return nil, err
		}
		ids = append(ids, m.ID)
		said := strings.TrimSpace(strings.Join([]string{l.Day, l.Hour, l.Text}, " "))
		res.Fields = append(res.Fields, fiche.Delta{Name: "moment." + l.Kind, New: strings.Join(strings.Fields(said), " ")})
	}
	return ids, nil
}

// momentsAsMade reports whether the moments that a job gave a fiche are as it made them,
// or gone.
func (t *tx) momentsAsMade(w *was) (bool, error) {
	for _, id := range w.Moments {
		m, ok, err := find[fiche.Moment](t, momentKey(w.Fiche, id))
		if err != nil || ok && m.Rev != 1 {
			return false, err
		}
	}
	return true, nil
}

// takeMoments takes away what a job gave a fiche that it did not make; those of one that
// it made go into the bin with it.
func (t *tx) takeMoments(w *was, f *fiche.Fiche) error {
	if w.Made {
		return nil
	}
	for _, id := range w.Moments {
		_, ok, err := find[fiche.Moment](t, momentKey(f.ID, id))
		if err == nil && ok {
			err = t.changeMoment(f, id, OpMomentRemoval, func(*fiche.Moment) error { return errRemoved })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readOwnDays writes the days of own fields as they are kept, however a file has them.
func (w *rowWork) readOwnDays(v fiche.Values) error {
	own, err := w.extras()
	for _, x := range own {
		if text := v[x.Field()]; x.Type == fiche.ExtraDate && text != "" {
			v[x.Field()], _ = transfer.ReadDay(text)
		}
	}
	return err
}
