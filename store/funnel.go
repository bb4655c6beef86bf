package store

import (
	"context"

	"fichebak/store/fiche"
	"fichebak/store/index"
)

// Funnel is the count of every view and group of a list, under what is searched for.
type Funnel struct {
	Views  map[View]int
	Groups map[fiche.ID]int
	Named  []Group // the groups, by name
	Breaks []int   // by day break, of the list asked for
}

// Funnel counts what each choice of the funnel would show, with the search of q.
func (s *Store) Funnel(ctx context.Context, q Query) (Funnel, error) {
	now := s.now()
	var groups []Group
	err := s.view(ctx, func(t *tx) (err error) {
		groups, err = t.liveGroups()
		return err
	})
	if err != nil {
		return Funnel{}, err
	}
	var qs []index.Query
	for _, v := range Views {
		x := q
		x.View = v
		qs = append(qs, s.indexQuery(x, now))
	}
	for _, g := range groups {
		x := q
		x.Group = g.ID
		qs = append(qs, s.indexQuery(x, now))
	}
	counts := s.index.Count(qs...)
	f := Funnel{Views: map[View]int{}, Groups: map[fiche.ID]int{}, Named: groups}
	for i, v := range Views {
		f.Views[v] = counts[i]
	}
	for i, g := range groups {
		f.Groups[g.ID] = counts[len(Views)+i]
	}
	if q.Sort == "next" {
		f.Breaks = s.index.Breaks(s.indexQuery(q, now), s.bounds(now))
	}
	return f, nil
}
