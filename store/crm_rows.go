package store

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// CRM fiches are a few for each customer one works on, not one for each name in the box:
// their list is plain rows in memory, gone through from the first to the last for each
// page. Ten thousand take some milliseconds (see TestTenThousandCRMFiches); each commit
// makes anew those of the fiches it touched.

// CRMRow is one line of the overview of CRM fiches.
type CRMRow struct {
	CRM   fiche.CRM
	Ref   fiche.Ref
	Next  *fiche.Moment
	Break int  // which of Breaks it stands under
	Late  bool // its next step has passed

	gone bool   // the fiche lies in the bin
	text string // what it is found by
	name string // of the fiche, and of itself, as lists sort them
	head string
}

// crmRows are all CRM fiches of the box.
type crmRows struct {
	mu   sync.RWMutex
	rows map[fiche.ID]*CRMRow
	of   map[fiche.ID][]fiche.ID // those of each fiche
}

func (l *crmRows) ficheOf(id fiche.ID) (fiche.ID, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	row, ok := l.rows[id]
	if !ok {
		return "", false
	}
	return row.CRM.Fiche, true
}

// put takes the rows of one fiche in place of those it had.
func (l *crmRows) put(id fiche.ID, rows []CRMRow) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, old := range l.of[id] {
		if r := l.rows[old]; r != nil && r.CRM.Fiche == id { // a merger may have given it to another
			delete(l.rows, old)
		}
	}
	delete(l.of, id)
	for i := range rows {
		l.rows[rows[i].CRM.ID] = &rows[i]
		l.of[id] = append(l.of[id], rows[i].CRM.ID)
	}
}

func (l *crmRows) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rows, l.of = map[fiche.ID]*CRMRow{}, map[fiche.ID][]fiche.ID{}
}

// all are the rows; nobody writes in them.
func (l *crmRows) all() []*CRMRow {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Collect(maps.Values(l.rows))
}

func (l *crmRows) byFiche(id fiche.ID) (rows []*CRMRow) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, c := range l.of[id] {
		rows = append(rows, l.rows[c])
	}
	return rows
}

// crmRowsOf are the rows of a fiche, as its records say.
func (t *tx) crmRowsOf(id fiche.ID) (rows []CRMRow, err error) {
	err = each(t, crmOf(id), false, func(_ []byte, c fiche.CRM) error {
		rows = append(rows, CRMRow{CRM: c})
		return nil
	})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	f, ok, err := find[fiche.Fiche](t, ficheKey(id))
	if err != nil || !ok {
		return nil, err
	}
	ms, err := t.moments(id)
	for i := range rows {
		r := &rows[i]
		r.Ref, r.gone = *fiche.RefTo(&f), f.Removed()
		for j := range ms {
			if ms[j].Open() && ms[j].CRM == r.CRM.ID {
				r.Next = &ms[j]
				break
			}
		}
		r.head, r.name = search.SortKey(r.CRM.Subject), search.SortKey(f.Name)
		r.text = search.Fold(strings.Join([]string{r.CRM.Subject, f.Name, r.CRM.Contact, r.CRM.Email, r.CRM.Source, r.CRM.Remarks, r.CRM.Reason, f.Town(), fmt.Sprint(f.Number), fmt.Sprintf("C-%04d", r.CRM.Number)}, "\n"))
	}
	return rows, err
}

// touchedCRM are the rows of the fiches that a transaction touched.
func (t *tx) touchedCRM() (map[fiche.ID][]CRMRow, error) {
	all := make(map[fiche.ID][]CRMRow, len(t.touched))
	for id := range t.touched {
		rows, err := t.crmRowsOf(id)
		if err != nil {
			return nil, err
		}
		all[id] = rows
	}
	return all, nil
}

// loadCRM fills the rows from the records.
func (s *Store) loadCRM(ctx context.Context) error {
	s.crm.clear()
	return s.view(ctx, func(t *tx) error {
		last := ""
		return each(t, []byte("c/"), false, func(_ []byte, c fiche.CRM) error {
			if c.Fiche == last {
				return nil
			}
			last = c.Fiche
			rows, err := t.crmRowsOf(c.Fiche)
			if err == nil {
				s.crm.put(c.Fiche, rows)
			}
			return err
		})
	})
}

// checkCRM proves that every CRM fiche and activity has its fiche, and that the rows in
// memory are what the records say.
func (t *tx) checkCRM(known map[fiche.ID]bool, fault func(string, ...any)) error {
	have := map[fiche.ID]bool{}
	err := each(t, []byte("c/"), false, func(key []byte, c fiche.CRM) error {
		have[c.ID] = true
		if !known[c.Fiche] || string(key) != string(crmKey(c.Fiche, c.ID)) {
			fault("CRM fiche %s has no fiche", c.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(t, []byte("l/"), false, func(key []byte, a fiche.Activity) error {
		if !known[a.Fiche] || string(key) != string(activityKey(a.Fiche, a.ID)) {
			fault("activity %s has no fiche", a.ID)
		}
		if a.CRM != "" && !have[a.CRM] {
			fault("activity %s has no CRM fiche", a.ID)
		}
		return nil
	})
}

// checkCRMRows compares the rows in memory with the records; the transaction is of the
// newest commit.
func (t *tx) checkCRMRows() (faults []string, err error) {
	fresh := &crmRows{}
	fresh.clear()
	last := ""
	err = each(t, []byte("c/"), false, func(_ []byte, c fiche.CRM) error {
		if c.Fiche == last {
			return nil
		}
		last = c.Fiche
		rows, err := t.crmRowsOf(c.Fiche)
		fresh.put(c.Fiche, rows)
		return err
	})
	t.s.crm.mu.RLock()
	defer t.s.crm.mu.RUnlock()
	for id := range maps.Keys(fresh.rows) {
		if own := t.s.crm.rows[id]; own == nil || !reflect.DeepEqual(*own, *fresh.rows[id]) {
			faults = append(faults, fmt.Sprintf("they do not have CRM fiche %s as its records say", id))
		}
	}
	if a, b := len(t.s.crm.rows), len(fresh.rows); a != b {
		faults = append(faults, fmt.Sprintf("they have %d CRM fiches, the records %d", a, b))
	}
	return faults, err
}
