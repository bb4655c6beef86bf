package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// Group is a group fiches are sorted into, e.g. Hout, PVC, beurs Brussel. A fiche
// keeps the id of a group that was removed or merged; the group's record says what
// became of it, so both take one small transaction.
type Group struct {
	ID         fiche.ID `cbor:"1,keyasint" json:"id"`
	Name       string   `cbor:"2,keyasint" json:"name"`
	RemovedAt  int64    `cbor:"3,keyasint,omitempty" json:"removed_at,omitempty"`
	MergedInto fiche.ID `cbor:"4,keyasint,omitempty" json:"merged_into,omitempty"`
	RenamedAt  int64    `cbor:"5,keyasint,omitempty" json:"renamed_at,omitempty"` // last; its former names lead to it from forms opened before
}

// The two groups of the source, there from the start; they stay.
const (
	GroupCustomers fiche.ID = "gcustomers"
	GroupSuppliers fiche.ID = "gsuppliers"
)

// Protected reports whether the group can not be renamed, removed or merged away.
func (g Group) Protected() bool { return g.ID == GroupCustomers || g.ID == GroupSuppliers }

// exists reports whether the group was neither removed nor merged into another.
func (g Group) exists() bool { return g.RemovedAt == 0 && g.MergedInto == "" }

// Errors of groups.
var (
	ErrProtected = errors.New("group is protected")
	ErrNameTaken = errors.New("name is taken")
)

// putGroup writes a group with the claim on its name.
func (t *tx) putGroup(g Group) error {
	if err := put(t, groupNameKey(search.Fold(g.Name)), g.ID); err != nil {
		return err
	}
	return put(t, groupKey(g.ID), g)
}

// group is the present name behind a group's id; empty when it was removed.
func (t *tx) group(id fiche.ID) string {
	_, name := t.resolveGroup(id)
	return name
}

// maxMergers bounds how many mergers on end are followed: a group that is merged into
// the next one each year never gets there.
const maxMergers = 1000

// resolveGroup follows mergers to the group that is meant now.
func (t *tx) resolveGroup(id fiche.ID) (fiche.ID, string) {
	for range maxMergers {
		g, ok := t.groups[id]
		if !ok {
			var err error
			if g, ok, err = find[Group](t, groupKey(id)); err != nil {
				return "", ""
			}
			if ok && t.rw == nil { // an update may still change it
				t.groups[id] = g
			}
		}
		switch {
		case !ok || g.RemovedAt != 0:
			return "", ""
		case g.MergedInto == "":
			return g.ID, g.Name
		}
		id = g.MergedInto
	}
	return "", ""
}

// groupIDs finds the groups behind the names of a form and makes those that do not
// exist. One that was removed after the form was opened is a problem the first
// time: its user does not know. formAt is when the form was opened.
func (t *tx) groupIDs(text string, formAt time.Time) ([]fiche.ID, *fiche.Problem, error) {
	var ids []fiche.ID
	names := fiche.GroupNames(text)
	if len(names) > fiche.MaxGroups {
		return nil, nil, nil // that is a problem of its own
	}
	for _, name := range names {
		id, gone, err := t.groupNamed(name, formAt)
		if err != nil {
			return nil, nil, err
		}
		if gone {
			return nil, &fiche.Problem{Field: "groups", Code: "problem.group-gone", Args: []any{name}, Blocks: true}, nil
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil, nil
}

func (t *tx) groupNamed(name string, formAt time.Time) (id fiche.ID, gone bool, err error) {
	id, ok, err := find[fiche.ID](t, groupNameKey(search.Fold(name)))
	if err != nil {
		return "", false, err
	}
	if ok {
		g, err := get[Group](t, groupKey(id))
		if err != nil {
			return "", false, err
		}
		former := search.Fold(g.Name) != search.Fold(name) && g.RenamedAt <= formAt.Unix()
		if now, _ := t.resolveGroup(id); now != "" && !former {
			return now, false, nil
		}
		if !formAt.IsZero() && g.RemovedAt > formAt.Unix() {
			return "", true, nil
		}
	}
	id, err = t.newID('g')
	if err != nil {
		return "", false, err
	}
	return id, false, t.putGroup(Group{ID: id, Name: name})
}

// GroupCount is a group with how many fiches of each kind are in it, the inactive
// included.
type GroupCount struct {
	Group
	Count map[fiche.Kind]int
}

// Total is the number of fiches in the group.
func (g GroupCount) Total() (n int) {
	for _, c := range g.Count {
		n += c
	}
	return n
}

// Groups returns the groups that exist, by name, with their counts.
func (s *Store) Groups(ctx context.Context) (groups []GroupCount, err error) {
	err = s.view(ctx, func(t *tx) error {
		live, err := t.liveGroups()
		groups = make([]GroupCount, len(live))
		sets := make([]string, len(live))
		for i, g := range live {
			sets[i] = setGroup(g.ID)
		}
		for i, counts := range s.countKinds(sets...) {
			groups[i] = GroupCount{live[i], counts}
		}
		return err
	})
	return groups, err
}

// liveGroups are the groups that exist, by name.
func (t *tx) liveGroups() (groups []Group, err error) {
	err = each(t, []byte("g/"), false, func(_ []byte, g Group) error {
		if g.exists() {
			groups = append(groups, g)
		}
		return nil
	})
	slices.SortFunc(groups, func(a, b Group) int { return strings.Compare(search.SortKey(a.Name), search.SortKey(b.Name)) })
	return groups, err
}

// Group returns a group that exists; ErrNotFound for one that was removed or merged.
func (s *Store) Group(ctx context.Context, id fiche.ID) (g GroupCount, err error) {
	err = s.view(ctx, func(t *tx) error {
		g.Group, err = t.liveGroup(id)
		return err
	})
	if err == nil {
		g.Count = s.countGroup(id)
	}
	return g, err
}

// FormerGroup returns a group as it is, or as it was when it was removed or merged.
func (s *Store) FormerGroup(ctx context.Context, id fiche.ID) (g Group, err error) {
	err = s.view(ctx, func(t *tx) error {
		g, err = get[Group](t, groupKey(id))
		return err
	})
	return g, err
}

func (t *tx) liveGroup(id fiche.ID) (Group, error) {
	g, err := get[Group](t, groupKey(id))
	if err == nil && !g.exists() {
		err = ErrNotFound
	}
	return g, err
}

// GroupNamed returns the group that has a name now, case and accents ignored.
func (s *Store) GroupNamed(ctx context.Context, name string) (g Group, err error) {
	err = s.view(ctx, func(t *tx) error {
		id, err := get[fiche.ID](t, groupNameKey(search.Fold(name)))
		if err != nil {
			return err
		}
		g, err = t.liveGroup(id)
		return err
	})
	return g, err
}
