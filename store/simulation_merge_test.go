package store_test

import (
	"errors"
	"maps"
	"slices"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// modelMerger is a merger that can still be undone.
type modelMerger struct {
	id, keep, gone fiche.ID
	before, after  fiche.Values
	numbers        []fiche.Numbered
	moments, crm   []fiche.ID
	undone         bool
}

func (s *simulation) merge() {
	keepID, keep := s.pick(here)
	goneID, gone := s.pick(func(f *modelFiche) bool { return here(f) && f != keep })
	if keep == nil || gone == nil || s.r.IntN(3) > 0 {
		return
	}
	picks := map[string]string{}
	for _, p := range fiche.JoinParts(keep.values, gone.values) {
		if p.Pick == "" {
			picks[p.Name] = [...]string{fiche.PickKeep, fiche.PickGone}[s.r.IntN(2)]
		}
	}
	_, op, err := s.box.Merge(s.t.Context(), storetest.Kim, store.MergeDraft{Keep: keepID, Gone: goneID, KeepRev: keep.rev, GoneRev: gone.rev, Picks: picks})
	s.note("merge %d into %d: %v", gone.number, keep.number, err)
	if many := (*store.TooMany)(nil); errors.As(err, &many) {
		return
	}
	s.must(err, nil)
	values, _ := fiche.Join(keep.values, gone.values, picks)
	m := modelMerger{id: op.ID, keep: keepID, gone: goneID, before: keep.values, after: values, moments: slices.Collect(maps.Keys(gone.moments)), crm: slices.Collect(maps.Keys(gone.crm))}
	for n, owner := range s.m.taken {
		if owner == goneID {
			m.numbers = append(m.numbers, n)
			s.m.taken[n] = keepID
		}
	}
	maps.Copy(keep.moments, gone.moments)
	maps.Copy(keep.crm, gone.crm)
	gone.moments, gone.crm = map[fiche.ID]fiche.Moment{}, map[fiche.ID]bool{}
	keep.values, keep.mixed, gone.removed, gone.part = values, true, true, true
	keep.rev++
	s.m.mergers = append(s.m.mergers, m)
}

func (s *simulation) undoMerge() {
	if len(s.m.mergers) == 0 {
		return
	}
	m := &s.m.mergers[s.r.IntN(len(s.m.mergers))]
	keep, gone := s.m.fiches[m.keep], s.m.fiches[m.gone]
	_, err := s.box.Undo(s.t.Context(), storetest.Bart, m.id)
	s.note("undo merger of %d into %d: %v", gone.number, keep.number, err)
	switch {
	case m.undone:
		s.must(err, store.ErrUndone)
		return
	case keep.part || slices.Contains(m.numbers, fiche.Numbered{Kind: keep.kind, Number: keep.number}):
		s.must(err, store.ErrLater)
		return
	}
	s.must(err, nil)
	values := maps.Clone(keep.values)
	for _, n := range fiche.NamesOf(m.before, m.after) {
		if m.before[n] != m.after[n] && values[n] == m.after[n] {
			delete(values, n)
			if m.before[n] != "" {
				values[n] = m.before[n]
			}
		}
	}
	for _, n := range m.numbers {
		s.m.taken[n] = m.gone
	}
	for _, id := range m.moments {
		if x, there := keep.moments[id]; there {
			gone.moments[id] = x
			delete(keep.moments, id)
		}
	}
	for _, id := range m.crm {
		if open, there := keep.crm[id]; there {
			gone.crm[id] = open
			delete(keep.crm, id)
		}
	}
	keep.values, gone.removed, gone.part, m.undone = values, false, false, true
	keep.rev++
}
