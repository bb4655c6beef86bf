package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
)

// Tally counts fiches that began with a first contact, and what came of them.
type Tally struct {
	First        int // fiches
	Appointments int // that were, or are today
	Sold         int // fiches
	Days         int // from first contact to sale, of all Sold together
}

// Add adds another tally.
func (a *Tally) Add(b Tally) {
	a.First += b.First
	a.Appointments += b.Appointments
	a.Sold += b.Sold
	a.Days += b.Days
}

// Month is a month of the calendar, counted from the year 0.
type Month int

// MonthOf is the month a day (YYYY-MM-DD) is in, 0 when it is none.
func MonthOf(day string) Month {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return Month(t.Year()*12 + int(t.Month()) - 1)
}

// Day is the first day of the month.
func (m Month) Day() string {
	return time.Date(m.Year(), time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// Year is the year the month is in.
func (m Month) Year() int { return int(m) / 12 }

// Result is the tally of one value: a source, a group, a month.
type Result struct {
	Name  string // empty: without
	Month Month
	Tally
}

// Results are the fiches whose first contact was in some months, cut three ways; each
// cut holds every fiche once.
type Results struct {
	Total   Tally
	Months  []Result // in time's order, those without any among them
	Sources []Result // the most first contacts first
	Groups  []Result
	Oldest  Month // of all there are, 0 when there are none
}

// cell is what is the same in all three cuts.
type cell struct {
	month         Month
	source, group string
}

// tallies is everything that Results are made of. It is made anew when fiches or moments
// have changed since, or the day has: one at a time, however many ask.
type tallies struct {
	mu      sync.Mutex
	version uint64
	today   string
	cells   map[cell]Tally
}

// Results tell what became of the first contacts from one month up to and with another.
// Moments that are still to come count for nothing; what lies in the bin counts, for it
// happened. A fiche in several groups is in its first.
func (s *Store) Results(ctx context.Context, from, to Month) (Results, error) {
	cells, err := s.tally(ctx)
	if err != nil {
		return Results{}, err
	}
	r := Results{}
	months, sources, groups := map[Month]Tally{}, map[string]Tally{}, map[string]Tally{}
	for c, n := range cells {
		if r.Oldest == 0 || c.month < r.Oldest {
			r.Oldest = c.month
		}
		if c.month < from || c.month > to {
			continue
		}
		r.Total.Add(n)
		addTo(months, c.month, n)
		addTo(sources, c.source, n)
		addTo(groups, c.group, n)
	}
	for m := max(from, r.Oldest); m <= to && r.Oldest > 0; m++ {
		r.Months = append(r.Months, Result{Month: m, Tally: months[m]})
	}
	r.Sources, r.Groups = ranked(sources), ranked(groups)
	return r, nil
}

func addTo[K comparable](m map[K]Tally, k K, n Tally) {
	t := m[k]
	t.Add(n)
	m[k] = t
}

func ranked(m map[string]Tally) (rs []Result) {
	for name, n := range m {
		rs = append(rs, Result{Name: name, Tally: n})
	}
	slices.SortFunc(rs, func(a, b Result) int {
		return cmp.Or(cmp.Compare(b.First, a.First), strings.Compare(search.SortKey(a.Name), search.SortKey(b.Name)))
	})
	return rs
}

// tally answers the cells as they are now.
func (s *Store) tally(ctx context.Context) (map[cell]Tally, error) {
	s.results.mu.Lock()
	defer s.results.mu.Unlock()
	version, today := s.index.Version(), s.now().In(s.zone).Format(time.DateOnly)
	if s.results.cells != nil && s.results.version == version && s.results.today == today {
		return s.results.cells, nil
	}
	var cells map[cell]Tally
	err := s.view(ctx, func(t *tx) (err error) {
		cells, err = t.countAll(today)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.results.cells, s.results.version, s.results.today = cells, version, today
	return cells, nil
}

// course is what is counted of one fiche.
type course struct {
	fiche        fiche.ID
	first, sold  string // days; empty when there is none
	appointments int
}

// countAll reads every moment and the fiches that began with a first contact.
func (t *tx) countAll(today string) (map[cell]Tally, error) {
	count := counter{tx: t, cells: map[cell]Tally{}, names: map[string]string{}, groups: map[fiche.ID]string{}}
	now := course{}
	err := t.Scan(kv.Prefix([]byte("m/")), func(k, b []byte) error {
		var m struct {
			Kind fiche.MomentKind `cbor:"4,keyasint"`
			Day  string           `cbor:"5,keyasint"`
		}
		if err := decode(b, &m); err != nil {
			return err
		}
		id, _, _ := strings.Cut(string(k[len("m/"):]), "/")
		if id != now.fiche {
			if err := count.add(&now); err != nil {
				return err
			}
			now = course{fiche: id}
		}
		now.take(m.Kind, m.Day, today)
		return nil
	})
	if err == nil {
		err = count.add(&now)
	}
	return count.cells, err
}

// take counts a moment that has come.
func (c *course) take(kind fiche.MomentKind, day, today string) {
	earlier := func(at *string) {
		if *at == "" || day < *at {
			*at = day
		}
	}
	switch {
	case day > today:
	case kind == fiche.FirstContact:
		earlier(&c.first)
	case kind == fiche.Sold:
		earlier(&c.sold)
	case kind == fiche.Appointment:
		c.appointments++
	}
}

type counter struct {
	*tx
	cells  map[cell]Tally
	names  map[string]string // a source as it was written first, by its folded name
	groups map[fiche.ID]string
}

func (n *counter) add(c *course) error {
	if c.first == "" {
		return nil
	}
	f, ok, err := find[struct {
		Groups []fiche.ID `cbor:"11,keyasint"`
		Source string     `cbor:"12,keyasint"`
	}](n.tx, ficheKey(c.fiche))
	if err != nil || !ok {
		return err
	}
	at := cell{month: MonthOf(c.first)}
	folded := search.Fold(f.Source)
	if n.names[folded] == "" {
		n.names[folded] = f.Source
	}
	at.source = n.names[folded]
	for _, g := range f.Groups {
		name, known := n.groups[g]
		if !known {
			name = n.group(g)
			n.groups[g] = name
		}
		if name != "" {
			at.group = name
			break
		}
	}
	one := Tally{First: 1, Appointments: c.appointments}
	if c.sold != "" {
		one.Sold = 1
		one.Days = max(days(c.first, c.sold), 0)
	}
	addTo(n.cells, at, one)
	return nil
}

// days is how many days there are from one to another.
func days(from, to string) int {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}
