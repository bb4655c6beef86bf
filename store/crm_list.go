package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// The views of the overview of CRM fiches; a stage is one besides, by its id.
const (
	CRMOpen   = "" // not won nor lost
	CRMMine   = "mine"
	CRMNoNext = "no-next"
	CRMLate   = "late"
	CRMWon    = "won"
	CRMLost   = "lost"
	CRMBin    = "bin"
)

// CRMViews are all views but the stages, in the order of the funnel.
var CRMViews = [...]string{CRMOpen, CRMMine, CRMNoNext, CRMLate, CRMWon, CRMLost, CRMBin}

// CRMSorts are the columns the overview can be sorted on.
var CRMSorts = []string{"subject", "fiche", "stage", "value", "chance", "weighted", "expected", "next", "owner"}

// CRMQuery is what the overview asks for.
type CRMQuery struct {
	Text  string
	View  string // one of CRMViews
	Stage string // in place of a view
	User  fiche.ID
	Sort  string // one of CRMSorts
	Desc  bool
	From  int
	Limit int // 0: all
}

// CRMPage is a part of the overview, with what stands around it.
type CRMPage struct {
	Rows            []*CRMRow
	Total           int
	Value, Weighted int64          // of all that were found
	Open            int            // of all, whatever was searched for
	OpenValue       int64          //
	Whole           int            // in the box, without the bin
	Views           map[string]int // how many each view would show under the same search
	Stages          map[string]int
	Breaks          [breakCount]int
}

// found is a row with what a query makes of it.
type foundCRM struct {
	*CRMRow
	brk int
	key string
}

// CRMPage returns a part of the overview.
func (s *Store) CRMPage(ctx context.Context, q CRMQuery) (p CRMPage, err error) {
	set, err := s.Settings(ctx)
	if err != nil {
		return p, err
	}
	key := crmKeys(q.Sort, set.stages())
	if q.Sort == "owner" {
		if key, err = s.ownerKeys(ctx); err != nil {
			return p, err
		}
	}
	found := s.findCRM(&p, q, set)
	for i := range found {
		found[i].key = key(found[i].CRMRow)
	}
	slices.SortFunc(found, func(a, b foundCRM) int { return crmOrder(a, b, q.Desc) })
	p.Total = len(found)
	from, to := min(max(q.From, 0), len(found)), len(found)
	if q.Limit > 0 {
		to = min(from+q.Limit, len(found))
	}
	for _, x := range found[from:to] {
		row := *x.CRMRow
		row.Break, row.Late = x.brk, x.brk == BreakLate
		p.Rows = append(p.Rows, &row)
	}
	return p, nil
}

// findCRM finds what a query asks for, in no order, and counts it into the page.
func (s *Store) findCRM(p *CRMPage, q CRMQuery, set Settings) (found []foundCRM) {
	bounds, words := s.bounds(s.now()), search.Words(q.Text)
	*p = CRMPage{Views: map[string]int{}, Stages: map[string]int{}}
	for _, r := range standing(s.crm.all(), set.stagesEver()) {
		x := foundCRM{CRMRow: r, brk: breakOf(bounds, nextKey(r.Next))}
		if !r.gone && p.count(x, q, words) {
			found = append(found, x)
		}
	}
	return found
}

// crmCount is how many CRM fiches a query finds.
func (s *Store) crmCount(q CRMQuery, set Settings) int {
	var p CRMPage
	return len(s.findCRM(&p, q, set))
}

// count adds a row to the counts, and tells whether the query shows it.
func (p *CRMPage) count(r foundCRM, q CRMQuery, words []search.Word) (shown bool) {
	c := &r.CRM
	if c.Removed() {
		if shown = r.has(words) && q.View == CRMBin && q.Stage == ""; r.has(words) {
			p.Views[CRMBin]++
		}
		return shown && p.add(r)
	}
	p.Whole++
	if c.Outcome == fiche.Open {
		p.Open++
		p.OpenValue += c.Value
	}
	if !r.has(words) {
		return false
	}
	in := func(view string, is bool) {
		if is {
			p.Views[view]++
			shown = shown || q.Stage == "" && q.View == view
		}
	}
	if c.Outcome != fiche.Open {
		in(c.Outcome.String(), true)
		return shown && p.add(r)
	}
	in(CRMOpen, true)
	in(CRMMine, q.User != "" && c.Owner == q.User)
	in(CRMNoNext, r.Next == nil)
	in(CRMLate, r.brk == BreakLate)
	p.Stages[c.Stage]++
	return (shown || q.Stage != "" && c.Stage == q.Stage) && p.add(r)
}

// has reports whether every word stands in a row.
func (r *CRMRow) has(words []search.Word) bool {
	for _, w := range words {
		if !strings.Contains(r.text, w.Text) {
			return false
		}
	}
	return true
}

// add counts a row that is shown.
func (p *CRMPage) add(r foundCRM) bool {
	p.Value += r.CRM.Value
	p.Weighted += r.CRM.Weighted()
	p.Breaks[r.brk]++
	return true
}

// crmKeys makes what a column sorts by.
func crmKeys(sort string, stages []fiche.Stage) func(*CRMRow) string {
	switch sort {
	case "fiche":
		return func(r *CRMRow) string { return r.name }
	case "stage":
		return func(r *CRMRow) string { return fmt.Sprintf("%04d", fiche.FindStage(stages, r.CRM.Stage)+1) }
	case "value":
		return func(r *CRMRow) string { return numberKey(r.CRM.Value) }
	case "chance":
		return func(r *CRMRow) string { return numberKey(int64(r.CRM.ChanceNow())) }
	case "weighted":
		return func(r *CRMRow) string { return numberKey(r.CRM.Weighted()) }
	case "expected":
		return func(r *CRMRow) string { return r.CRM.Expected }
	case "next":
		return func(r *CRMRow) string { return nextKey(r.Next) }
	}
	return func(r *CRMRow) string { return r.head }
}

// ownerKeys sort by the name of whose a CRM fiche is.
func (s *Store) ownerKeys(ctx context.Context) (func(*CRMRow) string, error) {
	users, err := s.Users(ctx)
	names := map[fiche.ID]string{}
	for _, u := range users {
		names[u.ID] = search.SortKey(u.Name)
	}
	return func(r *CRMRow) string { return names[r.CRM.Owner] }, err
}

// crmOrder compares two rows by their keys. What is empty comes last either way; what is
// equal goes by subject.
func crmOrder(a, b foundCRM, desc bool) int {
	n := strings.Compare(a.key, b.key)
	switch {
	case n == 0:
		return cmp.Or(strings.Compare(a.head, b.head), strings.Compare(a.CRM.ID, b.CRM.ID))
	case a.key == "", b.key == "", desc:
		return -n // empty: behind
	}
	return n
}

func numberKey(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%015d", n)
}

// CRMOf are the CRM fiches of a fiche, the open ones first, without the bin.
func (s *Store) CRMOf(ctx context.Context, id fiche.ID) ([]*CRMRow, error) {
	set, err := s.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var rows []*CRMRow
	for _, r := range standing(s.crm.byFiche(id), set.stagesEver()) {
		if !r.CRM.Removed() {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b *CRMRow) int {
		return cmp.Or(cmp.Compare(a.CRM.Outcome, b.CRM.Outcome), strings.Compare(a.CRM.ID, b.CRM.ID))
	})
	return rows, nil
}

// CRMPlace says where a CRM fiche stands in the overview, for leafing through it.
func (s *Store) CRMPlace(ctx context.Context, id fiche.ID, q CRMQuery) (at, total int, prev, next *CRMRow, err error) {
	q.From, q.Limit = 0, 0
	p, err := s.CRMPage(ctx, q)
	at = slices.IndexFunc(p.Rows, func(r *CRMRow) bool { return r.CRM.ID == id })
	if at > 0 {
		prev = p.Rows[at-1]
	}
	if at >= 0 && at+1 < len(p.Rows) {
		next = p.Rows[at+1]
	}
	return at, p.Total, prev, next, err
}
