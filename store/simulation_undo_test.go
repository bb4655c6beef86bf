package store_test

import (
	"maps"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// undoLast does something to a fiche, takes it back as its last change, and at times
// takes that back too.
func (s *simulation) undoLast() {
	id, f := s.pick(func(f *modelFiche) bool { return !f.removed && !f.part })
	if f == nil {
		return
	}
	was := *f
	was.moments = maps.Clone(f.moments)
	switch s.r.IntN(4) {
	case 0:
		v := s.typed()
		if len(fiche.Diff(f.values, v)) == 0 {
			return
		}
		_, err := s.box.Save(s.t.Context(), storetest.Kim, id, f.rev, store.Draft{Values: v})
		s.must(err, nil)
		f.saved(v)
	case 1:
		_, err := s.box.Remove(s.t.Context(), storetest.Kim, id)
		s.must(err, nil)
		f.removed = true
		f.binned++
	case 2:
		m, err := s.box.AddMoment(s.t.Context(), storetest.Kim, id, fiche.Line{Kind: "call-back", Day: "2026-11-02", Text: "straks"}, "")
		s.must(err, nil)
		f.moments[m.ID] = m
	case 3:
		if f.kind != fiche.Prospect {
			return
		}
		got, _, err := s.box.Convert(s.t.Context(), storetest.Kim, id)
		s.must(err, nil)
		f.kind, f.number = fiche.Customer, got.Number
		s.take(id, fiche.Numbered{Kind: f.kind, Number: f.number})
	}
	now := *f
	now.moments = maps.Clone(f.moments)
	for n := range 1 + s.r.IntN(2) {
		last := lastChange(s.t, s.box, id)
		got, _, err := s.box.UndoLast(s.t.Context(), storetest.Bart, id, last.ID)
		s.note("undo of %s of %d: %v", last.Op, f.number, err)
		s.must(err, nil)
		to := was
		if n == 1 {
			to = now
		}
		if to.removed && !f.removed {
			f.binned++
		}
		f.kind, f.number, f.values, f.removed, f.moments, f.rev = to.kind, to.number, to.values, to.removed, maps.Clone(to.moments), got.Rev
	}
}
