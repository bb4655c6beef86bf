package store

import (
	"context"
	"slices"
	"strings"

	"fichebak/store/fiche"
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

// newMoments are the moments of a row that its fiche does not have yet: one of the same
// kind, day, hour and text is the same. One that has to be done and whose day is over
// has happened, unless the row says otherwise.
func (w *rowWork) newMoments(d *transfer.Draft, had []fiche.Moment) (lines []fiche.Line) {
	today := w.tx.now.In(w.s.zone).Format("2006-01-02")
	for i := range d.Moments {
		m := &d.Moments[i]
		l := fiche.Line{Kind: m.Kind.String(), Day: m.Day, Hour: m.Hour, Text: m.Text}
		l.Done = m.Kind.Reminds() && (m.Done == "yes" || m.Done == "" && m.Day < today)
		same := slices.ContainsFunc(had, func(x fiche.Moment) bool {
			return x.Kind == m.Kind && x.Day == l.Day && x.Hour == l.Hour && x.Text == l.Text
		})
		if !same {
			lines = append(lines, l)
		}
	}
	return lines
}

// checkMoments adds what is wrong with the moments of a row; *Invalid when they cannot be
// kept.
func (w *rowWork) checkMoments(res *RowResult, d *transfer.Draft) error {
	for i := range d.Moments {
		m := &d.Moments[i]
		l := fiche.Line{Kind: m.Kind.String(), Day: m.Day, Hour: m.Hour, Text: m.Text}
		for _, p := range w.readLine(l, &fiche.Moment{}) {
			p.Field = m.Field(p.Field)
			res.Problems = append(res.Problems, p)
		}
	}
	if fiche.Blocking(res.Problems) {
		return &Invalid{}
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
