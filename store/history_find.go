package store

import (
	"cmp"
	"context"
	"iter"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// HistoryQuery is which changes of the box one looks for.
type HistoryQuery struct {
	Fiche       string     // a number, or words of a name
	Kind        fiche.Kind // of the fiche, as it was then; 0: all
	Who         string     // a user's id, or Program; empty: all
	What        string     // one of Whats; empty: all
	Field       string     // that was changed: one of HistoryFields, or an own one; empty: all
	From, Until int64      // seconds: [From, Until); 0: open
	Before      string     // where the page before ended
	Limit       int
}

// Program, as who did something, is the program itself.
const Program = "-"

// HistoryPage is a part of the history, newest first.
type HistoryPage struct {
	Lines  []Changed
	Next   string // where what is older begins; empty when that is all
	Looked int64  // how far back was looked, when that was not far enough to fill the page
	Tally  HistoryTally
}

// HistoryTally is how many lines the history has. Those by What are counted without
// regard to it, and those by Who likewise.
type HistoryTally struct {
	Whole bool // counted to the end; otherwise there are more, and the maps are empty
	Total int
	What  map[string]int
	Who   map[fiche.ID]int    // Program for the program itself
	Names map[fiche.ID]string // of those
	Days  map[string]int
}

// How many changes are looked at for one page, and to count them.
const (
	maxLookedBack = 200_000
	maxCounted    = 20_000
)

// Changes returns a part of the history. *Invalid when more fiches than it can look for
// have what was typed.
func (s *Store) Changes(ctx context.Context, q HistoryQuery) (p HistoryPage, err error) {
	err = s.view(ctx, func(t *tx) error {
		p = HistoryPage{}
		look, err := t.seek(&q)
		if err != nil {
			return err
		}
		if err := t.historyPage(&p, look, &q); err != nil {
			return err
		}
		for i := range p.Lines {
			if err := t.offerUndo(&p.Lines[i]); err != nil {
				return err
			}
		}
		look.most = maxCounted
		return t.tally(&p.Tally, look, &q)
	})
	return p, err
}

// EachChange are all lines that a query finds, newest first; the last may be an error, as
// Changes answers it. It reads q.Limit at a time, so that no reading stays open for long;
// what is done meanwhile is not among them.
func (s *Store) EachChange(ctx context.Context, q HistoryQuery) iter.Seq2[*Changed, error] {
	return func(yield func(*Changed, error) bool) {
		for {
			p, err := s.changesPage(ctx, &q)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range p.Lines {
				if !yield(&p.Lines[i], nil) {
					return
				}
			}
			if q.Before = p.Next; q.Before == "" {
				return
			}
		}
	}
}

func (s *Store) changesPage(ctx context.Context, q *HistoryQuery) (p HistoryPage, err error) {
	err = s.view(ctx, func(t *tx) error {
		p = HistoryPage{}
		look, err := t.seek(q)
		if err != nil {
			return err
		}
		return t.historyPage(&p, look, q)
	})
	return p, err
}

// seek is how to find what a query asks for.
func (t *tx) seek(q *HistoryQuery) (look *seek, err error) {
	look = &seek{kind: q.Kind, field: q.Field, from: q.From, until: q.Until, most: maxLookedBack}
	if q.Fiche != "" {
		look.meant, err = t.meant(q.Fiche)
	}
	return look, err
}

// wants reports whether who did it, and what it is about, is what is looked for.
func (q *HistoryQuery) wants(e *entry) (who, what bool) {
	return q.Who == "" || e.who == whoSum(q.Who), q.What == "" || Whats[e.what] == q.What
}

func whoSum(who string) uint64 {
	if who == Program {
		who = ""
	}
	return idSum(who)
}

func (t *tx) historyPage(p *HistoryPage, look *seek, q *HistoryQuery) error {
	from := readSpot(q.Before)
	var last, next *spot
	run := uint64(0)
	if from != nil {
		run = from.job
	}
	end, err := t.walk(look, from, func(e *entry) error {
		if who, what := q.wants(e); !who || !what {
			return nil
		}
		if len(p.Lines) == q.Limit {
			next = last
			return kv.ErrStop
		}
		c, err := t.changed(e)
		if err != nil {
			return err
		}
		if look.meant != nil {
			c.Job = nil // what it did to this one is what is looked for
		}
		run = cmp.Or(e.job, run)
		last = &spot{e.base, e.nth, run}
		p.Lines = append(p.Lines, c)
		return nil
	})
	if next == nil && end != nil { // looked far enough
		next, p.Looked = &end.spot, end.at
	}
	if next != nil {
		p.Next = next.String()
	}
	return err
}

// tally counts the lines of a history.
func (t *tx) tally(x *HistoryTally, look *seek, q *HistoryQuery) error {
	*x = HistoryTally{What: map[string]int{}, Who: map[fiche.ID]int{}, Names: map[fiche.ID]string{}, Days: map[string]int{}}
	var day string
	var midnight int64 // when it began
	ids := map[uint64]fiche.ID{}
	end, err := t.walk(look, nil, func(e *entry) error {
		id, known := ids[e.who]
		if !known {
			c, err := get[Change](t, e.pk)
			if err != nil {
				return err
			}
			id = cmp.Or(c.ByID, Program)
			ids[e.who], x.Names[id] = id, c.By
		}
		who, what := q.wants(e)
		if who && what {
			if day == "" || e.at < midnight {
				at := time.Unix(e.at, 0).In(t.s.zone)
				day, midnight = at.Format(time.DateOnly), time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, t.s.zone).Unix()
			}
			x.Total++
			x.Days[day]++
		}
		if who {
			x.What[Whats[e.what]]++
		}
		if what {
			x.Who[id]++
		}
		return nil
	})
	if x.Whole = end == nil; !x.Whole {
		x.What, x.Who, x.Days = nil, nil, nil
	}
	return err
}
