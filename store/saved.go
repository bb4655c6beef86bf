package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/search"
)

// Saved is a way of looking at a list under a name: what its funnel, search and order
// are, and if that was wanted its columns. It is its maker's, or everybody's.
type Saved struct {
	ID        fiche.ID       `cbor:"1,keyasint" json:"id"`
	Kind      fiche.Kind     `cbor:"2,keyasint" json:"kind"`
	Name      string         `cbor:"3,keyasint" json:"name"`
	User      fiche.ID       `cbor:"4,keyasint" json:"user"` // who made it
	All       bool           `cbor:"5,keyasint,omitempty" json:"all,omitempty"`
	Text      string         `cbor:"6,keyasint,omitempty" json:"text,omitempty"`
	View      View           `cbor:"7,keyasint,omitempty" json:"view,omitempty"`
	Group     fiche.ID       `cbor:"8,keyasint,omitempty" json:"group,omitempty"`
	Source    string         `cbor:"9,keyasint,omitempty" json:"source,omitempty"`
	Sort      string         `cbor:"10,keyasint" json:"sort"`
	Desc      bool           `cbor:"11,keyasint,omitempty" json:"desc,omitempty"`
	Columns   []WindowColumn `cbor:"12,keyasint,omitempty" json:"columns,omitempty"`
	RemovedAt int64          `cbor:"13,keyasint,omitempty" json:"removed_at,omitempty"`
	Stage     string         `cbor:"14,keyasint,omitempty" json:"stage,omitempty"` // of CRM fiches, in place of a view
}

// MaxSaved bounds the views of one kind that stand in somebody's funnel.
const MaxSaved = 20

// ErrTooMany says that no more of something fits.
var ErrTooMany = errors.New("no more of these")

// savedLife is how long a view that was removed can come back.
const savedLife = 30 * 24 * 3600

// Query is what a view asks for.
func (v Saved) Query() Query {
	return Query{Kind: v.Kind, Text: v.Text, View: v.View, Group: v.Group, Source: v.Source, Sort: v.Sort, Desc: v.Desc}
}

// CRMQuery is what a view of the CRM fiches asks for, looked at by a user.
func (v Saved) CRMQuery(user fiche.ID) CRMQuery {
	return CRMQuery{Text: v.Text, View: string(v.View), Stage: v.Stage, User: user, Sort: v.Sort, Desc: v.Desc}
}

// known reports whether a view asks for what there is.
func (v Saved) known() bool {
	if v.Kind == CRMList {
		return slices.Contains(CRMViews[:], string(v.View)) && slices.Contains(CRMSorts, v.Sort)
	}
	_, view := ParseView(string(v.View))
	_, sorted := Columns[v.Sort]
	return view && sorted && slices.Contains(fiche.Kinds[:], v.Kind)
}

// MayChange reports whether somebody may rename or remove a view: its maker, and an
// admin one that is everybody's.
func (v Saved) MayChange(u User) bool { return v.User == u.ID || v.All && u.Role == Admin }

// seenBy reports whether a view stands in somebody's funnel.
func (v Saved) seenBy(user fiche.ID) bool { return v.RemovedAt == 0 && (v.All || v.User == user) }

// SavedCount is a view with how many fiches it shows now. GroupGone says that the group
// it is of was removed or merged since.
type SavedCount struct {
	Saved
	Count     int
	GroupGone bool
}

// Saved returns the views of a kind that a user has, by name, as they are now; CRMList is
// a kind here.
func (s *Store) Saved(ctx context.Context, user fiche.ID, k fiche.Kind) (list []SavedCount, err error) {
	err = s.view(ctx, func(t *tx) error {
		list = nil
		return t.savedOf(user, k, func(v Saved) error {
			x := SavedCount{Saved: v}
			if x.Count, err = t.countSaved(user, &x.Saved); err != nil {
				return err
			}
			if v.Group != "" {
				now, _ := t.resolveGroup(v.Group)
				x.GroupGone = now != v.Group
			}
			list = append(list, x)
			return nil
		})
	})
	slices.SortStableFunc(list, func(a, b SavedCount) int { return strings.Compare(search.SortKey(a.Name), search.SortKey(b.Name)) })
	return list, err
}

// countSaved is how many fiches a view shows now. A stage that was removed becomes the one
// that took its place.
func (t *tx) countSaved(user fiche.ID, v *Saved) (int, error) {
	if v.Kind != CRMList {
		return t.s.Count(v.Query()), nil
	}
	set, err := t.settings()
	if err != nil {
		return 0, err
	}
	v.Stage = fiche.StandsIn(set.stagesEver(), v.Stage)
	return t.s.crmCount(v.CRMQuery(user), set), nil
}

func (t *tx) savedOf(user fiche.ID, k fiche.Kind, fn func(Saved) error) error {
	return each(t, []byte("v/"), false, func(_ []byte, v Saved) error {
		if v.Kind != k || !v.seenBy(user) {
			return nil
		}
		return fn(v)
	})
}

// SavedView returns a view that a user has; ErrNotFound when it is another's or gone.
func (s *Store) SavedView(ctx context.Context, user, id fiche.ID) (v Saved, err error) {
	err = s.view(ctx, func(t *tx) error {
		if v, err = get[Saved](t, savedKey(id)); err == nil && !v.seenBy(user) {
			err = ErrNotFound
		}
		return err
	})
	return v, err
}

// FormerView returns a view of somebody, also when it was removed.
func (s *Store) FormerView(ctx context.Context, user, id fiche.ID) (v Saved, err error) {
	err = s.view(ctx, func(t *tx) error {
		if v, err = get[Saved](t, savedKey(id)); err == nil && !v.All && v.User != user {
			err = ErrNotFound
		}
		return err
	})
	return v, err
}

// AddSaved keeps a view under its name. ErrNameTaken when its user already has one of
// that name, ErrTooMany when there are MaxSaved; a form with the same token adds it once.
func (s *Store) AddSaved(ctx context.Context, by Actor, token string, v Saved) (made Saved, err error) {
	if !v.known() || columnsFault(v.Columns) != "" {
		return v, &Invalid{[]fiche.Problem{{Field: "columns", Code: "problem.choice", Blocks: true}}}
	}
	err = s.update(ctx, by, func(t *tx) error {
		made = v
		first, done, err := t.once(token)
		if err != nil || done {
			if err == nil {
				made, err = get[Saved](t, savedKey(first))
			}
			return err
		}
		if err := t.savedNameFree(by.ID, v); err != nil {
			return err
		}
		if made.ID, err = t.newID('v'); err != nil {
			return err
		}
		made.User = by.ID
		if err := put(t, savedKey(made.ID), made); err != nil {
			return err
		}
		return t.keep(token, made.ID)
	})
	return made, err
}

// savedNameFree sees to it that nobody has two views of one name in a funnel, nor more
// than fit there.
func (t *tx) savedNameFree(user fiche.ID, v Saved) error {
	n := 0
	err := t.savedOf(user, v.Kind, func(x Saved) error {
		if x.ID == v.ID {
			return nil
		}
		if n++; search.Fold(x.Name) == search.Fold(v.Name) {
			return ErrNameTaken
		}
		return nil
	})
	if err == nil && n >= MaxSaved {
		err = ErrTooMany
	}
	return err
}

// ErrNotYours refuses a change to what another made.
var ErrNotYours = errors.New("another's")

// RenameSaved gives a view another name. ErrNotYours when the user may not.
func (s *Store) RenameSaved(ctx context.Context, by Actor, id fiche.ID, name string) error {
	return s.changeSaved(ctx, by, id, func(t *tx, v *Saved) error {
		if v.RemovedAt != 0 {
			return ErrNotFound
		}
		v.Name = name
		return t.savedNameFree(by.ID, *v)
	})
}

// RemoveSaved takes a view out of every funnel; it can come back for some weeks.
func (s *Store) RemoveSaved(ctx context.Context, by Actor, id fiche.ID) error {
	return s.changeSaved(ctx, by, id, func(t *tx, v *Saved) error {
		if v.RemovedAt != 0 {
			return ErrNotFound
		}
		v.RemovedAt = t.now.Unix()
		return nil
	})
}

// RestoreSaved undoes RemoveSaved. ErrNameTaken when another has its name by now.
func (s *Store) RestoreSaved(ctx context.Context, by Actor, id fiche.ID) error {
	return s.changeSaved(ctx, by, id, func(t *tx, v *Saved) error {
		v.RemovedAt = 0
		return t.savedNameFree(by.ID, *v)
	})
}

func (s *Store) changeSaved(ctx context.Context, by Actor, id fiche.ID, fn func(*tx, *Saved) error) error {
	return s.update(ctx, by, func(t *tx) error {
		v, err := get[Saved](t, savedKey(id))
		if err != nil {
			return err
		}
		u, err := get[User](t, userKey(by.ID))
		if err != nil {
			return err
		}
		if !v.All && v.User != u.ID {
			return ErrNotFound // nobody else knows of it
		}
		if !v.MayChange(u) {
			return ErrNotYours
		}
		if err := fn(t, &v); err != nil {
			return err
		}
		return put(t, savedKey(id), v)
	})
}

// checkSaved proves that every view has its maker and asks for what there is.
func (t *tx) checkSaved(fault func(string, ...any)) error {
	return each(t, []byte("v/"), false, func(key []byte, v Saved) error {
		if _, ok, err := find[User](t, userKey(v.User)); err != nil || !ok || string(key) != string(savedKey(v.ID)) {
			fault("view %q has no user", key)
		}
		if odd := columnsFault(v.Columns); odd != "" {
			fault("view %q %s", key, odd)
		}
		if !v.known() || v.Name == "" {
			fault("view %q asks for what there is not", key)
		}
		return nil
	})
}
