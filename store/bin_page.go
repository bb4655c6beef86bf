package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// BinQuery is what the bin is asked for.
type BinQuery struct {
	Kind   fiche.Kind // 0: all; CRMList: the CRM fiches alone
	CRM    bool       // CRM fiches are among all
	Text   string
	Before time.Time // only what is removed for ever before it; zero: all
	After  string    // where the page before ended
	Limit  int
}

// BinRow is one line of the bin: a fiche, or a CRM fiche.
type BinRow struct {
	Row *Row
	CRM *CRMRow
}

// RemovedAt is when it was put into the bin, in unix seconds.
func (r *BinRow) RemovedAt() int64 {
	if r.CRM != nil {
		return r.CRM.CRM.RemovedAt
	}
	return r.Row.Fiche.RemovedAt
}

// BinPage is a part of the bin, what goes for ever soonest first.
type BinPage struct {
	Rows []BinRow
	Next string // where the part after begins; empty at the end
}

// binSpot is where a page of the bin begins: in each of the two lists that it is made of.
type binSpot struct {
	fiches string // cursor of the list, or ended
	at     int64  // the CRM fiche before
	id     fiche.ID
}

// ended stands for a cursor where a list has no more.
const ended = "-"

func readBinSpot(s string) (p binSpot) {
	parts := strings.SplitN(s, "~", 3)
	if len(parts) != 3 {
		return p
	}
	p.fiches, p.id = parts[0], parts[2]
	p.at, _ = strconv.ParseInt(parts[1], 10, 64) // what is none begins anew
	return p
}

func (p binSpot) String() string { return fmt.Sprintf("%s~%d~%s", p.fiches, p.at, p.id) }

// order compares the place of a CRM fiche in the bin with the one the spot says.
func (p binSpot) order(c *fiche.CRM) int {
	return cmp.Or(cmp.Compare(p.at, c.RemovedAt), strings.Compare(p.id, c.ID))
}

// Bin returns a part of what lies in the bin. A CRM fiche whose fiche lies there too is
// not among it.
func (s *Store) Bin(ctx context.Context, q BinQuery) (p BinPage, err error) {
	set, err := s.Settings(ctx)
	if err != nil {
		return p, err
	}
	spot := readBinSpot(q.After)
	crm := slices.DeleteFunc(s.binCRM(q), func(r *CRMRow) bool { return spot.order(&r.CRM) >= 0 })
	var fiches Page
	list := Query{Bin: true, Kind: q.Kind, Text: q.Text, Sort: "changed", After: spot.fiches, Limit: q.Limit}
	if q.Kind == CRMList {
		spot.fiches = ended
	}
	if spot.fiches != ended {
		if fiches, err = s.List(ctx, list); err != nil {
			return p, err
		}
	}
	n, m := p.join(fiches.Rows, crm, q.Limit)
	for i := range p.Rows {
		if !q.Before.IsZero() && !Final(p.Rows[i].RemovedAt(), set.BinKeep()).Before(q.Before) {
			p.Rows = p.Rows[:i]
			return p, nil
		}
	}
	if m > 0 {
		spot.at, spot.id = crm[m-1].CRM.RemovedAt, crm[m-1].CRM.ID
	}
	if spot.fiches, err = s.binNext(ctx, list, &fiches, n, spot.fiches); err != nil || spot.fiches == ended && m == len(crm) {
		return p, err
	}
	p.Next = spot.String()
	return p, nil
}

// join takes rows from two lists in the order of the bin, and answers how many of each.
func (p *BinPage) join(fiches []Row, crm []*CRMRow, limit int) (n, m int) {
	for len(p.Rows) < limit && (n < len(fiches) || m < len(crm)) {
		if m == len(crm) || n < len(fiches) && fiches[n].Fiche.RemovedAt <= crm[m].CRM.RemovedAt {
			p.Rows = append(p.Rows, BinRow{Row: &fiches[n]})
			n++
		} else {
			p.Rows = append(p.Rows, BinRow{CRM: crm[m]})
			m++
		}
	}
	return n, m
}

// binNext is the cursor behind the first n rows of a page of a list.
func (s *Store) binNext(ctx context.Context, list Query, page *Page, n int, at string) (string, error) {
	switch {
	case at == ended:
		return ended, nil
	case n == len(page.Rows):
		return cmp.Or(page.Next, ended), nil
	case n == 0:
		return at, nil
	}
	list.Limit = n
	first, err := s.List(ctx, list)
	return cmp.Or(first.Next, ended), err
}

// binCRM are the CRM fiches in the bin that a query asks for, in its order.
func (s *Store) binCRM(q BinQuery) (rows []*CRMRow) {
	if !q.CRM || q.Kind != 0 && q.Kind != CRMList {
		return nil
	}
	words := search.Words(q.Text)
	for _, r := range s.crm.all() {
		if r.CRM.Removed() && !r.gone && r.has(words) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b *CRMRow) int {
		return binSpot{at: a.CRM.RemovedAt, id: a.CRM.ID}.order(&b.CRM)
	})
	return rows
}

// BinCounts is how many things in the bin a search finds.
type BinCounts struct {
	All   int
	Kinds map[fiche.Kind]int // CRMList: CRM fiches
	Soon  int                // of all, those that are removed for ever before an instant
}

// BinCounts counts what a query finds, whatever it says of kinds; Soon are those before
// q.Before.
func (s *Store) BinCounts(ctx context.Context, q BinQuery) (n BinCounts, err error) {
	set, err := s.Settings(ctx)
	if err != nil {
		return n, err
	}
	n.Kinds = map[fiche.Kind]int{}
	for _, k := range fiche.Kinds {
		n.Kinds[k] = s.Count(Query{Bin: true, Kind: k, Text: q.Text})
		n.All += n.Kinds[k]
	}
	if n.Soon, err = s.fichesSoon(ctx, q, set.BinKeep()); err != nil {
		return n, err
	}
	q.Kind = 0
	crm := s.binCRM(q)
	n.Kinds[CRMList] = len(crm)
	n.All += len(crm)
	n.Soon += sort.Search(len(crm), func(i int) bool { return !Final(crm[i].CRM.RemovedAt, set.BinKeep()).Before(q.Before) })
	return n, nil
}

// fichesSoon is how many of the fiches are removed for ever before q.Before: the first of
// them, because what goes first stands first.
func (s *Store) fichesSoon(ctx context.Context, q BinQuery, days int) (n int, err error) {
	list := Query{Bin: true, Text: q.Text, Sort: "changed", Limit: 1}
	n = sort.Search(s.Count(list), func(i int) bool {
		if err != nil {
			return true
		}
		list.Offset = i
		var p Page
		p, err = s.List(ctx, list)
		return err != nil || len(p.Rows) == 0 || !Final(p.Rows[0].Fiche.RemovedAt, days).Before(q.Before)
	})
	return n, err
}

// NotesOf is how many lines of the logs were said of CRM fiches: they come back with them,
// and stay with the fiche when they are removed for ever.
func (s *Store) NotesOf(ctx context.Context, rows ...*CRMRow) (n map[fiche.ID]int, err error) {
	err = s.view(ctx, func(t *tx) error {
		n = map[fiche.ID]int{}
		read := map[fiche.ID]bool{}
		for _, r := range rows {
			id := r.CRM.Fiche
			if read[id] {
				continue
			}
			read[id] = true
			as, err := t.activities(id)
			if err != nil {
				return err
			}
			for i := range as {
				if as[i].CRM != "" {
					n[as[i].CRM]++
				}
			}
		}
		return nil
	})
	return n, err
}
