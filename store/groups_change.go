package store

import (
	"context"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
)

// AddGroup makes a group. ErrNameTaken when one of that name exists.
func (s *Store) AddGroup(ctx context.Context, by Actor, name string) (g Group, err error) {
	return s.AddGroupOnce(ctx, by, "", name)
}

// AddGroupOnce is AddGroup for a form with a token: sent again it answers the group
// that was made the first time.
func (s *Store) AddGroupOnce(ctx context.Context, by Actor, token, name string) (g Group, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		if first, done, err := t.once(token); err != nil || done {
			if err == nil {
				g, err = get[Group](t, groupKey(first))
			}
			return err
		}
		if err := t.groupNameFree(name, ""); err != nil {
			return err
		}
		id, err := t.newID('g')
		if err != nil {
			return err
		}
		g = Group{ID: id, Name: name}
		if err := t.putGroup(g); err != nil {
			return err
		}
		return t.keep(token, id)
	})
	return g, err
}

func (t *tx) groupNameFree(name string, but fiche.ID) error {
	id, ok, err := find[fiche.ID](t, groupNameKey(search.Fold(name)))
	if err != nil || !ok || id == but {
		return err
	}
	g, err := get[Group](t, groupKey(id))
	if err == nil && g.exists() && search.Fold(g.Name) == search.Fold(name) { // else it was a former name
		return ErrNameTaken
	}
	return err
}

// RenameGroup gives a group another name. ErrNameTaken when one of that name exists.
func (s *Store) RenameGroup(ctx context.Context, by Actor, id fiche.ID, name string) error {
	return s.changeLiveGroup(ctx, by, id, func(t *tx, g *Group) error {
		if g.Protected() {
			return ErrProtected
		}
		if err := t.groupNameFree(name, id); err != nil {
			return err
		}
		g.Name, g.RenamedAt = name, t.now.Unix()
		return nil
	})
}

// RemoveGroup removes a group from all fiches; the fiches stay.
func (s *Store) RemoveGroup(ctx context.Context, by Actor, id fiche.ID) error {
	return s.changeLiveGroup(ctx, by, id, func(t *tx, g *Group) error {
		if g.Protected() {
			return ErrProtected
		}
		g.RemovedAt = t.now.Unix()
		return nil
	})
}

// RestoreGroup undoes RemoveGroup and MergeGroup: the fiches that had it have it again.
func (s *Store) RestoreGroup(ctx context.Context, by Actor, id fiche.ID) error {
	return s.changeGroup(ctx, by, id, func(t *tx, g *Group) error {
		if g.exists() {
			return nil
		}
		if err := t.groupNameFree(g.Name, id); err != nil {
			return err
		}
		g.RemovedAt, g.MergedInto = 0, ""
		return nil
	})
}

// MergeGroup moves all fiches of a group into another; the first is gone.
func (s *Store) MergeGroup(ctx context.Context, by Actor, id, into fiche.ID) error {
	return s.changeLiveGroup(ctx, by, id, func(t *tx, g *Group) error {
		if g.Protected() || id == into {
			return ErrProtected
		}
		if target, _ := t.resolveGroup(into); target == "" || target == id {
			return ErrNotFound
		}
		g.MergedInto = into
		return nil
	})
}

// changeLiveGroup is changeGroup for one that exists: another may have removed or
// merged it since the page was opened, and the fiches have what came of that.
func (s *Store) changeLiveGroup(ctx context.Context, by Actor, id fiche.ID, fn func(*tx, *Group) error) error {
	return s.changeGroup(ctx, by, id, func(t *tx, g *Group) error {
		if !g.exists() {
			return ErrNotFound
		}
		return fn(t, g)
	})
}

// changeGroup changes one group's record and renews the rows of its fiches before
// the next commit.
func (s *Store) changeGroup(ctx context.Context, by Actor, id fiche.ID, fn func(*tx, *Group) error) error {
	return s.update(ctx, by, func(t *tx) error {
		g, err := get[Group](t, groupKey(id))
		if err != nil {
			return err
		}
		if err := fn(t, &g); err != nil {
			return err
		}
		t.rw.OnCommit(func(kv.Rev) { s.renewGroup(id) })
		if err := t.forget(); err != nil {
			return err
		}
		return t.putGroup(g)
	})
}
