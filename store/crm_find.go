package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fichebak/store/search"
)

// FindCRM finds CRM fiches by what is typed, the open ones first and then by subject, at
// most limit; total is how many there are. Those in the bin are not found.
func (s *Store) FindCRM(ctx context.Context, text string, limit int) (rows []*CRMRow, total int, err error) {
	set, err := s.Settings(ctx)
	words := search.Words(text)
	if err != nil || len(words) == 0 {
		return nil, 0, err
	}
	for _, r := range standing(s.crm.all(), set.stagesEver()) {
		if !r.gone && !r.CRM.Removed() && r.has(words) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b *CRMRow) int {
		return cmp.Or(cmp.Compare(a.CRM.Outcome, b.CRM.Outcome), strings.Compare(a.head, b.head), strings.Compare(a.CRM.ID, b.CRM.ID))
	})
	return rows[:min(limit, len(rows))], len(rows), nil
}
