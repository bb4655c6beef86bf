package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/store/storetest"
)

// someDay is a day around the clock's, and an hour or none.
func (s *simulation) someDay() (day, hour string) {
	day = s.box.Clock.Now().AddDate(0, 0, s.r.IntN(12)-4).Format("2006-01-02")
	if s.r.IntN(3) > 0 {
		hour = fmt.Sprintf("%02d:%02d", 8+s.r.IntN(10), 15*s.r.IntN(4))
	}
	return day, hour
}

func (s *simulation) addMoment() {
	id, f := s.pick(here)
	if f == nil {
		return
	}
	day, hour := s.someDay()
	kind := fiche.MomentKinds[s.r.IntN(len(fiche.MomentKinds))]
	m, err := s.box.AddMoment(s.t.Context(), storetest.Kim, id, fiche.Line{Kind: kind.String(), Day: day, Hour: hour}, "")
	s.note("add %s on %s %s to %d: %v", kind, day, hour, f.number, err)
	s.must(err, nil)
	f.moments[m.ID] = m
}

// open is some open moment of some fiche.
func (s *simulation) open() (id, moment fiche.ID, f *modelFiche) {
	id, f = s.pick(func(f *modelFiche) bool { return !f.removed && f.next() != nil })
	if f == nil {
		return "", "", nil
	}
	return id, f.next().ID, f
}

// next is the open moment that comes first, one without an hour after the hours of
// its day.
func (f *modelFiche) next() (next *fiche.Moment) {
	at := func(m *fiche.Moment) string {
		if m.Hour == "" {
			return m.Day + "~" + m.ID
		}
		return m.Day + "T" + m.Hour + m.ID
	}
	for _, m := range f.moments {
		if m.Open() && (next == nil || at(&m) < at(next)) {
			next = &m
		}
	}
	return next
}

func (s *simulation) done() {
	if id, moment, f := s.open(); f != nil {
		m, err := s.box.Done(s.t.Context(), storetest.Bart, id, moment, true)
		s.note("done: a moment of %d", f.number)
		s.must(err, nil)
		f.moments[moment] = m
	}
}

func (s *simulation) move() {
	if id, moment, f := s.open(); f != nil {
		day, hour := s.someDay()
		m, err := s.box.Reschedule(s.t.Context(), storetest.Bart, id, moment, day, hour)
		s.note("move a moment of %d to %s %s", f.number, day, hour)
		s.must(err, nil)
		if m.Day != day || m.Hour != hour {
			s.t.Errorf("moved to %s %s, it is on %s %s", day, hour, m.Day, m.Hour)
		}
		f.moments[moment] = m
	}
}

func (s *simulation) removeMoment() {
	if s.r.IntN(4) > 0 {
		return
	}
	if id, moment, f := s.open(); f != nil {
		s.note("remove a moment of %d", f.number)
		s.must(s.box.RemoveMoment(s.t.Context(), storetest.Kim, id, moment), nil)
		delete(f.moments, moment)
	}
}

// addCRM makes a CRM fiche, or ends one that is there.
func (s *simulation) addCRM() {
	id, f := s.pick(here)
	if f == nil {
		return
	}
	for c, open := range f.crm {
		if open && s.r.IntN(2) == 0 {
			_, err := s.box.MoveCRM(s.t.Context(), storetest.Bart, c, "deal", fiche.Won, "")
			s.note("a CRM fiche of %d is won", f.number)
			s.must(err, nil)
			f.crm[c] = false
			return
		}
	}
	c, err := s.box.CreateCRM(s.t.Context(), storetest.Kim, id, store.CRMDraft{Values: fiche.Values{"subject": "Gevel", "stage": "new"}})
	s.note("a CRM fiche of %d: %v", f.number, err)
	s.must(err, nil)
	f.crm[c.ID] = true
}

// speak writes into the log of a fiche, with a next step of one of its CRM fiches.
func (s *simulation) speak() {
	id, f := s.pick(func(f *modelFiche) bool { return !f.removed && len(f.crm) > 0 })
	if f == nil {
		return
	}
	d := store.ActivityDraft{CRM: slices.Sorted(maps.Keys(f.crm))[0], Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-20"}}
	day, hour := s.someDay()
	d.Line.Step = fiche.Line{Kind: "step", Day: day, Hour: hour}
	a, err := s.box.AddActivity(s.t.Context(), storetest.Bart, id, d)
	s.note("%d is called, next step on %s %s: %v", f.number, day, hour, err)
	s.must(err, nil)
	if m, _, err := s.box.Store.Moment(s.t.Context(), id, a.Step); err == nil {
		f.moments[m.ID] = m
	}
}

// compareCRM holds the overview of CRM fiches against the model.
func (s *simulation) compareCRM() {
	open, won := 0, 0
	for _, f := range s.m.fiches {
		for _, is := range f.crm {
			switch {
			case f.removed:
			case is:
				open++
			default:
				won++
			}
		}
	}
	p, err := s.box.CRMPage(s.t.Context(), store.CRMQuery{Sort: "next"})
	if err != nil || p.Total != open || p.Views[store.CRMWon] != won {
		s.t.Errorf("%d CRM fiches open and %d won, want %d and %d, %v", p.Total, p.Views[store.CRMWon], open, won, err)
	}
}

// compare holds the whole box against the model.
func (s *simulation) compare() {
	for n, owner := range s.m.taken {
		f, err := s.box.ByNumber(s.t.Context(), n.Kind, n.Number)
		if err != nil || f.ID != owner {
			s.t.Errorf("%s %d leads to %s, %v; want %s", n.Kind, n.Number, f.ID, err, owner)
		}
	}
	for id, f := range s.m.fiches {
		c, err := s.box.Card(s.t.Context(), id)
		switch {
		case err != nil:
			s.t.Error(err)
		case c.Fiche.Kind != f.kind || c.Fiche.Number != f.number || c.Fiche.Removed() != f.removed || c.Fiche.Rev != f.rev || !maps.Equal(c.Values, f.values):
			s.t.Errorf("%s %d rev %d %v\nwant %s %d rev %d %v", c.Fiche.Kind, c.Fiche.Number, c.Fiche.Rev, c.Values, f.kind, f.number, f.rev, f.values)
		case len(c.Moments) != len(f.moments):
			s.t.Errorf("%d has %d moments, want %d", f.number, len(c.Moments), len(f.moments))
		}
	}
	for _, kind := range fiche.Kinds {
		s.compareList(store.Query{Kind: kind, Sort: "next"}, func(f *modelFiche) bool { return f.kind == kind && here(f) && f.values["active"] != "" })
		s.compareList(store.Query{Kind: kind, Sort: "next", Desc: true, View: store.ViewVAT}, func(f *modelFiche) bool {
			return f.kind == kind && here(f) && f.values["active"] != "" && f.values["vat"] != ""
		})
		s.compareList(store.Query{Kind: kind, Sort: "name", View: store.ViewInactive}, func(f *modelFiche) bool { return f.kind == kind && here(f) && f.values["active"] == "" })
		s.compareList(store.Query{Kind: kind, Sort: "town", View: store.ViewNoNext, Text: "pêet"}, func(f *modelFiche) bool {
			return f.kind == kind && here(f) && f.values["active"] != "" && f.next() == nil && f.values["name"] == "Bakkerij Peeters"
		})
	}
	s.compareCRM()
	s.compareList(store.Query{Bin: true, Sort: "number"}, func(f *modelFiche) bool { return f.removed && !f.part })
}

// compareList holds a list, read part by part, against the fiches the model puts in
// it, and its order against the rule of its column.
func (s *simulation) compareList(q store.Query, in func(*modelFiche) bool) {
	want := 0
	for _, f := range s.m.fiches {
		if in(f) {
			want++
		}
	}
	var rows []store.Row
	for q.Limit = 7; ; {
		p, err := s.box.List(s.t.Context(), q)
		if err != nil {
			s.t.Fatal(err)
		}
		if p.Total != want {
			s.t.Errorf("list %+v has %d rows, want %d", q, p.Total, want)
		}
		rows = append(rows, p.Rows...)
		if q.After = p.Next; q.After == "" {
			break
		}
	}
	seen := map[fiche.ID]bool{}
	for _, r := range rows {
		if seen[r.Fiche.ID] || !in(s.m.fiches[r.Fiche.ID]) {
			s.t.Errorf("list %+v has %s twice, or wrongly", q, r.Fiche.ID)
		}
		seen[r.Fiche.ID] = true
	}
	if len(rows) != want {
		s.t.Errorf("list %+v in parts has %d rows, want %d", q, len(rows), want)
	}
	key := func(r store.Row) string {
		switch q.Sort {
		case "next":
			if r.Next == nil {
				return ""
			}
			if r.Next.Hour == "" {
				return r.Next.Day + "T~"
			}
			return r.Next.Day + "T" + r.Next.Hour
		case "name":
			return search.SortKey(r.Fiche.Name)
		case "town":
			return search.SortKey(r.Fiche.Address(0).Town)
		}
		return fmt.Sprintf("%010d", r.Fiche.Number)
	}
	if !slices.IsSortedFunc(rows, func(a, b store.Row) int { return order(key(a), key(b), q.Desc) }) {
		s.t.Errorf("list %+v is not in its order", q)
	}
}

// order compares two keys of a column; an empty one stands at the end either way.
func order(a, b string, desc bool) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	case desc:
		return strings.Compare(b, a)
	}
	return strings.Compare(a, b)
}

func TestIDsSortByTheTimeTheyWereMade(t *testing.T) {
	b := storetest.Open(t)
	last := ""
	for i := range 200 {
		f := b.Prospect(t, "name", "Iemand")
		if f.ID <= last {
			t.Fatalf("id %d, %s, does not come after %s", i, f.ID, last)
		}
		last = f.ID
		if i%50 == 0 {
			b.Clock.Add(1e6) // a millisecond; between, all are of one
		}
	}
}
