package store

import (
	"fichebak/store/fiche"
	"fichebak/store/search"
)

// makeGroupIDs draws the ids of groups ahead of prepare, which may run again.
func (g *generator) makeGroupIDs() error {
	for range demoGroups {
		id, err := g.ids.next('g', g.now.Add(-demoSpan))
		if err != nil {
			return err
		}
		g.made = append(g.made, id)
	}
	return nil
}

// prepare makes groups and sources, and finds where the numbers begin.
func (g *generator) prepare(t *tx) error {
	g.groups = g.groups[:0]
	for i, name := range demoGroups {
		id, ok, err := find[fiche.ID](t, groupNameKey(search.Fold(name)))
		if err != nil {
			return err
		}
		if !ok {
			id = g.made[i]
			if err := t.putGroup(Group{ID: id, Name: name}); err != nil {
				return err
			}
		}
		g.groups, g.names[id] = append(g.groups, id), name
	}
	for _, name := range demoSources {
		if err := t.keepSource(name); err != nil {
			return err
		}
	}
	set, err := t.settings()
	if err != nil {
		return err
	}
	for _, k := range fiche.Kinds {
		n, ok, err := find[int](t, counterKey(k))
		if err != nil {
			return err
		}
		if !ok {
			n = set.Start(k)
		}
		g.next[k] = n
	}
	return nil
}
