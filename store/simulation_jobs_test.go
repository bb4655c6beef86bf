package store_test

import (
	"context"
	"maps"
	"slices"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// modelJob is bulk work with what it changed.
type modelJob struct {
	id     fiche.ID
	do     string
	was    map[fiche.ID]modelFiche // before
	now    map[fiche.ID]modelFiche // after
	undone bool
}

// bulk does the same to some fiches, at times with the program stopped halfway.
func (s *simulation) bulk() {
	do := store.Bulk{Do: store.Bulks[s.r.IntN(len(store.Bulks))], Group: "Ramen", Value: "bulk"}
	for _, id := range slices.Sorted(maps.Keys(s.m.fiches)) {
		if s.r.IntN(3) > 0 {
			do.IDs = append(do.IDs, id)
		}
	}
	if len(do.IDs) == 0 || do.Do == store.BulkUngroup && !s.grouped() {
		return
	}
	j, err := s.box.BeginBulk(s.t.Context(), storetest.Kim, do)
	s.note("bulk %s of %d: %v", do.Do, len(do.IDs), err)
	s.must(err, nil)
	s.workOff()
	m := modelJob{id: j.ID, do: do.Do, was: map[fiche.ID]modelFiche{}, now: map[fiche.ID]modelFiche{}}
	for _, id := range do.IDs {
		f := s.m.fiches[id]
		was := *f
		if f.bulk(do) {
			if do.Do == store.BulkConvert {
				s.converted(id, f)
			}
			m.was[id], m.now[id] = was, *f
		}
	}
	s.counts(j.ID, len(m.now))
	s.m.jobs = append(s.m.jobs, m)
}

// grouped reports whether the group of bulk exists.
func (s *simulation) grouped() bool {
	_, err := s.box.GroupNamed(s.t.Context(), "Ramen")
	return err == nil
}

// workOff does the jobs there are; one time in three the program stops at the first
// chance, and is started again.
func (s *simulation) workOff() {
	if s.r.IntN(3) == 0 {
		ctx, stop := context.WithCancel(s.t.Context())
		stop()
		_ = s.box.WorkOff(ctx)
		s.box.Reopen(s.t)
	}
	s.must(s.box.WorkOff(s.t.Context()), nil)
}

func (s *simulation) counts(id fiche.ID, changed int) {
	j, err := s.box.Job(s.t.Context(), id)
	s.must(err, nil)
	if j.State != store.JobDone || j.Counts["changed"] != changed || j.Counts["changed"]+j.Left() != j.Total {
		s.t.Errorf("job is %+v, want %d changed", j, changed)
	}
}

// converted finds out the number that a fiche got.
func (s *simulation) converted(id fiche.ID, f *modelFiche) {
	c, err := s.box.Card(s.t.Context(), id)
	s.must(err, nil)
	f.kind, f.number = fiche.Customer, c.Fiche.Number
	s.take(id, fiche.Numbered{Kind: f.kind, Number: f.number})
}

// bulk does to a fiche of the model what a job does; false when it leaves it alone.
func (f *modelFiche) bulk(do store.Bulk) bool {
	if f.removed {
		return false
	}
	v := maps.Clone(f.values)
	switch do.Do {
	case store.BulkGroup:
		v["groups"] = do.Group
	case store.BulkUngroup:
		delete(v, "groups")
	case store.BulkSource:
		v["source"] = do.Value
	case store.BulkActive:
		v["active"] = "yes"
	case store.BulkInactive:
		delete(v, "active")
	case store.BulkConvert:
		return f.kind == fiche.Prospect
	case store.BulkBin:
		f.removed = true
		f.binned++
		return true
	}
	changed := len(fiche.Diff(f.values, v)) > 0
	f.saved(v)
	return changed
}

// undoBulk takes bulk work back: what was touched since stays.
func (s *simulation) undoBulk() {
	if len(s.m.jobs) == 0 {
		return
	}
	m := &s.m.jobs[s.r.IntN(len(s.m.jobs))]
	undo, err := s.box.UndoJob(s.t.Context(), storetest.Bart, m.id)
	s.note("undo of bulk %s: %v", m.do, err)
	if m.undone {
		s.must(err, store.ErrUndone)
		return
	}
	s.must(err, nil)
	s.workOff()
	m.undone = true
	back := 0
	for id, now := range m.now {
		f, was := s.m.fiches[id], m.was[id]
		if !f.untouched(now, was) {
			continue
		}
		back++
		v := maps.Clone(f.values)
		for _, d := range fiche.Diff(was.values, now.values) {
			if v[d.Name] = d.Old; d.Old == "" {
				delete(v, d.Name)
			}
		}
		f.saved(v)
		if was.kind != now.kind {
			f.kind, f.number = was.kind, was.number
		}
		f.removed = was.removed
	}
	s.counts(undo.ID, back)
}

// untouched reports whether a fiche still is what a job made of it, in what it changed.
func (f *modelFiche) untouched(now, was modelFiche) bool {
	if f.part || f.removed != now.removed || now.removed && f.binned != now.binned || was.kind != now.kind && (f.kind != now.kind || f.number != now.number) {
		return false
	}
	for _, d := range fiche.Diff(was.values, now.values) {
		if f.values[d.Name] != d.New {
			return false
		}
	}
	return true
}
