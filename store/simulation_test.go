package store_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// model is what a box must say, kept in the plainest way there is.
type model struct {
	fiches map[fiche.ID]*modelFiche
	taken  map[fiche.Numbered]fiche.ID // every number ever given, and whose it is
	ops    []modelOp

	mergers []modelMerger
	jobs    []modelJob
}

type modelFiche struct {
	kind    fiche.Kind
	number  int
	rev     uint64
	values  fiche.Values
	removed bool
	part    bool // of another fiche, since a merger
	mixed   bool // others were merged into it
	binned  int  // times
	moments map[fiche.ID]fiche.Moment
	crm     map[fiche.ID]bool // its CRM fiches; whether one is open
}

// modelOp is a conversion that can still be undone.
type modelOp struct {
	id, fiche fiche.ID
	was, now  fiche.Numbered
	undone    bool
}

// simulation does random use cases on a box and on its model.
type simulation struct {
	t   *testing.T
	r   *rand.Rand
	box *storetest.Box
	m   model
	log []string
	own []fiche.Extra
}

// TestRandomUseCasesLeaveWhatAPlainModelSays does some hundred things in a random
// order, with restarts between, and compares every fiche, number, list and count
// with a model made of maps.
func TestRandomUseCasesLeaveWhatAPlainModelSays(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			s := &simulation{t: t, r: rand.New(rand.NewPCG(seed, 21)), box: storetest.Open(t), m: model{fiches: map[fiche.ID]*modelFiche{}, taken: map[fiche.Numbered]fiche.ID{}}}
			s.ownFields()
			acts := []func(){s.create, s.create, s.save, s.save, s.saveStale, s.remove, s.restore, s.active, s.convert, s.undo, s.addMoment, s.addMoment, s.done, s.move, s.removeMoment, s.bulk, s.undoBulk, s.merge, s.undoMerge, s.undoLast, s.undoLast}
			for range 250 {
				s.box.Clock.Add(time.Duration(s.r.IntN(90)) * time.Second)
				acts[s.r.IntN(len(acts))]()
				if s.r.IntN(8) == 0 {
					[]func(){s.addCRM, s.speak}[s.r.IntN(2)]()
				}
				if s.r.IntN(60) == 0 {
					s.note("restart")
					s.box.Reopen(t)
				}
				if t.Failed() {
					t.Fatalf("after:\n%s", strings.Join(s.log[max(0, len(s.log)-12):], "\n"))
				}
			}
			s.compare()
		})
	}
}

func (s *simulation) note(format string, args ...any) {
	s.log = append(s.log, fmt.Sprintf(format, args...))
}

// must fails when an act did not end as the model says it does.
func (s *simulation) must(err, want error) {
	s.t.Helper()
	if !errors.Is(err, want) {
		s.t.Errorf("%v, want %v", err, want)
	}
}

// pick is some fiche for which fn holds; nil when there is none.
func (s *simulation) pick(fn func(*modelFiche) bool) (fiche.ID, *modelFiche) {
	ids := slices.Sorted(maps.Keys(s.m.fiches))
	s.r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	for _, id := range ids {
		if fn(s.m.fiches[id]) {
			return id, s.m.fiches[id]
		}
	}
	return "", nil
}

func here(f *modelFiche) bool { return !f.removed }

// typed is what somebody might type, with accents, doubles and empties.
func (s *simulation) typed() fiche.Values {
	one := func(of ...string) string { return of[s.r.IntN(len(of))] }
	v := fiche.Tidy(storetest.Values(
		"name", one("Bakkerij Peeters", "Hout Claes", "Élan bvba", "bpost", "Els De Smet"), "vat", one("", "BE 1099.999.992", "BE 0431.150.351"),
		"address.1.town", one("", "Gent", "Luik", "'s-Gravenvoeren"), "phone", one("", "09 226 88 88", "0470 12 34 56"), "source", one("", "Beurs Brussel", "krant")))
	for i, of := range [][]string{{"", "eik", "Thermowood, ayous"}, {"", "420", "1234,5"}, {"", "yes", "no"}, {"", "2026-11-17"}} {
		if text := one(of...); text != "" {
			v[s.own[i].Field()] = text
		}
	}
	return v
}

func (s *simulation) create() {
	kind := fiche.Kinds[s.r.IntN(len(fiche.Kinds))]
	v := s.typed()
	f, err := s.box.Create(s.t.Context(), storetest.Kim, kind, store.Draft{Values: v})
	s.note("create %s %d %v: %v", kind, f.Number, v["name"], err)
	s.must(err, nil)
	s.take(f.ID, fiche.Numbered{Kind: kind, Number: f.Number})
	s.m.fiches[f.ID] = &modelFiche{kind: kind, number: f.Number, rev: 1, values: v, moments: map[fiche.ID]fiche.Moment{}, crm: map[fiche.ID]bool{}}
}

// ownFields gives the box an own field of each type.
func (s *simulation) ownFields() {
	for _, kind := range fiche.ExtraTypes {
		x, err := s.box.AddExtra(s.t.Context(), storetest.Kim, "", fiche.Extra{Name: "Eigen " + kind, Type: kind, Kinds: fiche.Kinds[:]})
		s.must(err, nil)
		s.own = append(s.own, x)
	}
}

// take notes a number that was given; one given before belongs to somebody.
func (s *simulation) take(id fiche.ID, n fiche.Numbered) {
	if owner, ok := s.m.taken[n]; ok && owner != id {
		s.t.Errorf("%s %d was given to %s and to %s", n.Kind, n.Number, owner, id)
	}
	s.m.taken[n] = id
}

func (s *simulation) save() {
	id, f := s.pick(here)
	if f == nil {
		return
	}
	v := s.typed()
	_, err := s.box.Save(s.t.Context(), storetest.Bart, id, f.rev, store.Draft{Values: v})
	s.note("save %d: %v", f.number, err)
	s.must(err, nil)
	f.saved(v)
}

func (f *modelFiche) saved(v fiche.Values) {
	if len(fiche.Diff(f.values, v)) > 0 {
		f.rev++
	}
	f.values = v
}

// saveStale saves a form that was opened one save earlier: what both changed
// differently is a conflict, and the rest is joined.
func (s *simulation) saveStale() {
	id, f := s.pick(here)
	if f == nil {
		return
	}
	base, rev, theirs, mine := f.values, f.rev, s.typed(), s.typed()
	if _, err := s.box.Save(s.t.Context(), storetest.Bart, id, rev, store.Draft{Values: theirs}); err != nil {
		s.t.Error(err)
	}
	f.saved(theirs)
	merged, clashes := fiche.Merge(base, mine, theirs)
	if f.rev == rev {
		merged, clashes = mine, nil // theirs changed nothing
	}
	_, err := s.box.Save(s.t.Context(), storetest.Kim, id, rev, store.Draft{Values: mine})
	s.note("save of %d on an old form, clashes %v: %v", f.number, clashes, err)
	var conflict *store.Conflict
	switch {
	case len(clashes) == 0:
		s.must(err, nil)
		f.saved(merged)
	case !errors.As(err, &conflict) || !slices.Equal(conflict.Clashes, clashes):
		s.t.Errorf("%v, want a conflict over %v", err, clashes)
	}
}

func (s *simulation) remove() {
	if id, f := s.pick(here); f != nil {
		_, err := s.box.Remove(s.t.Context(), storetest.Kim, id)
		s.note("remove %d", f.number)
		s.must(err, nil)
		f.removed = true
		f.binned++
	}
}

func (s *simulation) restore() {
	if id, f := s.pick(func(f *modelFiche) bool { return f.removed && !f.part }); f != nil {
		_, err := s.box.Restore(s.t.Context(), storetest.Kim, id)
		s.note("restore %d", f.number)
		s.must(err, nil)
		f.removed = false
	}
}

func (s *simulation) active() {
	id, f := s.pick(here)
	if f == nil {
		return
	}
	on := s.r.IntN(2) == 0
	_, err := s.box.SetActive(s.t.Context(), storetest.Kim, id, on)
	s.note("active %d: %v", f.number, on)
	s.must(err, nil)
	if on != (f.values["active"] != "") {
		f.values = maps.Clone(f.values)
		delete(f.values, "active")
		if on {
			f.values["active"] = "yes"
		}
		f.rev++
	}
}

func (s *simulation) convert() {
	id, f := s.pick(func(f *modelFiche) bool { return true })
	if f == nil {
		return
	}
	got, op, err := s.box.Convert(s.t.Context(), storetest.Kim, id)
	s.note("convert %s %d: %d, %v", f.kind, f.number, got.Number, err)
	if f.part {
		s.must(err, store.ErrMerged)
		return
	}
	if f.kind != fiche.Prospect || f.removed {
		s.must(err, store.ErrConverted)
		return
	}
	s.must(err, nil)
	for n, owner := range s.m.taken {
		if owner == id && n.Kind == fiche.Customer && n.Number != got.Number && !f.mixed {
			s.t.Errorf("was customer %d before, now %d", n.Number, got.Number)
		}
	}
	now := fiche.Numbered{Kind: fiche.Customer, Number: got.Number}
	s.take(id, now)
	s.m.ops = append(s.m.ops, modelOp{id: op.ID, fiche: id, was: fiche.Numbered{Kind: f.kind, Number: f.number}, now: now})
	f.kind, f.number = now.Kind, now.Number
}

func (s *simulation) undo() {
	if len(s.m.ops) == 0 {
		return
	}
	op := &s.m.ops[s.r.IntN(len(s.m.ops))]
	f := s.m.fiches[op.fiche]
	_, err := s.box.Undo(s.t.Context(), storetest.Bart, op.id)
	s.note("undo conversion of %d: %v", op.was.Number, err)
	switch {
	case op.undone:
		s.must(err, store.ErrUndone)
	case f.kind != op.now.Kind || f.removed:
		s.must(err, store.ErrMoved)
	default:
		s.must(err, nil)
		op.undone, f.kind, f.number = true, op.was.Kind, op.was.Number
	}
}
