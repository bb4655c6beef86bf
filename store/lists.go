package store

import (
	"context"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/search"
)

// View is a choice of the funnel.
type View string

// The views of the funnel: the source's three, and those the data asks for.
const (
	ViewAll      View = "" // hides the inactive
	ViewNoVAT    View = "no-vat"
	ViewVAT      View = "vat"
	ViewToday    View = "today"
	ViewLate     View = "late"
	ViewWeek     View = "week"
	ViewNoNext   View = "no-next"
	ViewInactive View = "inactive"
)

// Views are all views in the order of the funnel.
var Views = [...]View{ViewAll, ViewNoVAT, ViewVAT, ViewToday, ViewLate, ViewWeek, ViewNoNext, ViewInactive}

// ParseView reads a view; ok is false for one that does not exist.
func ParseView(s string) (View, bool) {
	for _, v := range Views {
		if string(v) == s {
			return v, true
		}
	}
	return ViewAll, false
}

// Columns are the sortable columns by their name in a URL.
var Columns = map[string]index.Column{
	"number": index.Number, "name": index.Name, "full-name": index.FullName, "group": index.Group, "town": index.Town,
	"phone": index.Phone, "vat": index.VAT, "source": index.Source, "next": index.Next, "changed": index.Changed,
}

// Query is what a list asks for.
type Query struct {
	Kind   fiche.Kind // 0: all kinds
	Text   string     // searched for
	View   View
	Group  fiche.ID
	Source string
	Bin    bool   // what lies in the bin instead
	Sort   string // a name of Columns
	Desc   bool
	After  string // cursor of the page before
	Offset int    // for pages without scripts
	Limit  int
}

// Row is one line of a list.
type Row struct {
	Fiche  fiche.Fiche
	Groups []string
	Next   *fiche.Moment
	Late   bool
	Break  int  // which of Breaks it stands under
	Remark bool // its VAT number has a remark

	Moments int // how many it has, past and to come
}

// Page is a part of a list.
type Page struct {
	Rows  []Row
	Total int
	Next  string // cursor of the part after; empty at the end
	First int    // position of the first row, from 0
}

// The day breaks of a list sorted on Volgende, in time's order.
const (
	BreakLate = iota
	BreakToday
	BreakTomorrow
	BreakWeek
	BreakNextWeek
	BreakLater
	BreakNone
	breakCount
)

// Breaks are the codes of the day breaks, by number.
var Breaks = [breakCount]string{"late", "today", "tomorrow", "week", "next-week", "later", "none"}

// bounds are where each break but the last begins, as keys of the Next column.
func (s *Store) bounds(now time.Time) []string {
	local := now.In(s.zone)
	day := func(n int) string { return local.AddDate(0, 0, n).Format(time.DateOnly) }
	monday := (8 - int(local.Weekday())) % 7 // days until the next Monday
	if monday == 0 {
		monday = 7
	}
	week := max(monday, 2) // on a Sunday tomorrow is next week's Monday
	return []string{"", fiche.Passed(now, s.zone), day(1), day(2), day(week), day(max(monday+7, week)), "~"}
}

func breakOf(bounds []string, key string) int {
	if key == "" {
		return BreakNone
	}
	b := BreakLate
	for i := range BreakNone {
		if bounds[i] <= key {
			b = i
		}
	}
	return b
}

// indexQuery says in sets and ranges what a list asks for.
func (s *Store) indexQuery(q Query, now time.Time) index.Query {
	x := index.Query{Words: search.Words(q.Text), Sort: Columns[q.Sort], Desc: q.Desc, After: index.Cursor(q.After), Offset: q.Offset, Limit: q.Limit}
	if q.Bin {
		x.All = append(x.All, setBin)
	} else {
		x.All = append(x.All, setLive)
	}
	if q.Kind != 0 {
		x.All = append(x.All, setKind(q.Kind))
	}
	if q.Group != "" {
		x.All = append(x.All, setGroup(q.Group))
	}
	if q.Source != "" {
		x.All = append(x.All, setSource(q.Source))
	}
	b := s.bounds(now)
	switch q.View {
	case ViewInactive:
		x.All = append(x.All, setInactive)
		return x
	case ViewNoVAT:
		x.All = append(x.All, setNoVAT)
	case ViewVAT:
		x.All = append(x.All, setVAT)
	case ViewToday:
		x.NextFrom, x.NextTo = now.In(s.zone).Format(time.DateOnly), b[BreakTomorrow]
	case ViewLate:
		x.NextTo = b[BreakToday]
	case ViewWeek:
		x.NextFrom, x.NextTo = now.In(s.zone).Format(time.DateOnly), s.weekEnd(now)
	case ViewNoNext:
		x.All = append(x.All, setNoNext)
	}
	if !q.Bin && q.Kind != 0 {
		x.All = append(x.All, setActive)
	}
	return x
}

// weekEnd is the day after this week's Sunday.
func (s *Store) weekEnd(now time.Time) string {
	local := now.In(s.zone)
	return local.AddDate(0, 0, 7-(int(local.Weekday())+6)%7).Format(time.DateOnly)
}

// List returns a part of a list. Its rows are read in one view: one that was changed a
// moment ago shows newer, and the place of one that is gone since is filled up.
func (s *Store) List(ctx context.Context, q Query) (p Page, err error) {
	now := s.now()
	x := s.indexQuery(q, now)
	found := s.index.Find(x)
	bounds := s.bounds(now)
	err = s.view(ctx, func(t *tx) error {
		p = Page{Total: found.Total, Next: string(found.Next), First: found.First, Rows: make([]Row, 0, len(found.IDs))}
		for ids := found.IDs; ; {
			if err := t.readRows(&p, ids, bounds); err != nil {
				return err
			}
			if p.Next == "" || len(p.Rows) >= q.Limit {
				return nil
			}
			more := x
			more.After, more.Limit = index.Cursor(p.Next), q.Limit-len(p.Rows)
			rest := s.index.Find(more)
			ids, p.Next = rest.IDs, string(rest.Next)
		}
	})
	return p, err
}

// Row returns the line of one fiche, as lists have it.
func (s *Store) Row(ctx context.Context, id fiche.ID) (r Row, err error) {
	bounds := s.bounds(s.now())
	err = s.view(ctx, func(t *tx) error {
		var ok bool
		if r, ok, err = t.listRow(id, bounds); err == nil && !ok {
			err = ErrNotFound
		}
		return err
	})
	return r, err
}

func (t *tx) listRow(id fiche.ID, bounds []string) (r Row, ok bool, err error) {
	if r, ok, err = t.plainRow(id, bounds); ok && err == nil {
		r.Remark = t.vatRemark(&r.Fiche)
	}
	return r, ok, err
}

// plainRow is a row without what is to be said of it.
func (t *tx) plainRow(id fiche.ID, bounds []string) (r Row, ok bool, err error) {
	f, ok, err := find[fiche.Fiche](t, ficheKey(id))
	if err != nil || !ok || f.MergedInto != "" {
		return r, false, err
	}
	ms, err := t.moments(id)
	if err != nil {
		return r, false, err
	}
	next := nextMoment(ms)
	b := breakOf(bounds, nextKey(next))
	return Row{Fiche: f, Groups: t.groupNames(f.Groups), Next: next, Late: b == BreakLate, Break: b, Moments: len(ms)}, true, nil
}

// readRows adds rows to a page.
func (t *tx) readRows(p *Page, ids []fiche.ID, bounds []string) error {
	for _, id := range ids {
		r, ok, err := t.listRow(id, bounds)
		if err != nil {
			return err
		}
		if ok {
			p.Rows = append(p.Rows, r)
		}
	}
	return nil
}

func (t *tx) groupNames(ids []fiche.ID) (names []string) {
	for _, id := range ids {
		if n := t.group(id); n != "" {
			names = append(names, n)
		}
	}
	return names
}

// vatRemark reports whether a fiche's VAT number is wrong or another's too.
func (t *tx) vatRemark(f *fiche.Fiche) bool {
	if f.VAT == "" {
		return false
	}
	if len(fiche.CheckField("vat", f.VAT)) > 0 {
		return true
	}
	refs, err := t.others(byVAT, f.VATKey(), f.ID)
	return err == nil && len(refs) > 0
}

// Count is how many fiches a list has.
func (s *Store) Count(q Query) int { return s.index.Count(s.indexQuery(q, s.now()))[0] }

// Place says where a fiche stands in a list.
type Place struct {
	At, Total  int      // from 0; At is -1 when the list does not have it
	Prev, Next fiche.ID // its neighbours
}

// PlaceOf finds a fiche in a list, for leafing through it.
func (s *Store) PlaceOf(id fiche.ID, q Query) Place {
	at, total, prev, next := s.index.Position(id, s.indexQuery(q, s.now()))
	return Place{at, total, prev, next}
}

// PlacesOf finds several fiches in a list, from 0; -1 for those it does not have. It
// tells how many it has in all as well.
func (s *Store) PlacesOf(ids []fiche.ID, q Query) (at []int, total int) {
	return s.index.Positions(ids, s.indexQuery(q, s.now()))
}

// Len is the number of fiches in the box, those in the bin included.
func (s *Store) Len() int { return s.index.Len() }
