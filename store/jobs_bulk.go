package store

import (
	"context"
	"slices"

	"fichebak/store/fiche"
)

// The kinds of bulk work.
const (
	BulkGroup    = "group"    // give a group
	BulkUngroup  = "ungroup"  // take it away
	BulkSource   = "source"   // adres via
	BulkActive   = "active"   // make active
	BulkInactive = "inactive" // make inactive
	BulkConvert  = "convert"  // prospects become customers
	BulkBin      = "bin"      // into the bin
)

// Bulks are all kinds of bulk work.
var Bulks = []string{BulkGroup, BulkUngroup, BulkSource, BulkActive, BulkInactive, BulkConvert, BulkBin}

func init() {
	works[BulkGroup] = onFiches(OpSave, addGroup)
	works[BulkUngroup] = onFiches(OpSave, dropGroup)
	works[BulkSource] = onFiches(OpSave, setFicheSource)
	works[BulkActive] = onFiches(OpActive, setInactiveTo(false))
	works[BulkInactive] = onFiches(OpActive, setInactiveTo(true))
	works[BulkConvert] = onFiches(OpConvert, convertFiche)
	works[BulkBin] = onFiches(OpRemove, binFiche)
}

// Bulk is the same thing, to be done to many fiches at once.
type Bulk struct {
	Do    string     // one of the kinds
	Group string     // its name; one that is to be given is made when there is none
	Value string     // what is to be filled in
	IDs   []fiche.ID // the fiches; or
	All   *Query     // all that a list finds
	Token string     // of the form: a second click makes no second job
	Back  string     // the address one came from
}

// Found is how many fiches a bulk is about.
func (s *Store) Found(b Bulk) int {
	if b.All == nil {
		return len(b.IDs)
	}
	return s.Count(*b.All)
}

// BeginBulk begins the job that does a bulk. *Invalid when what is to be filled in will
// not do, ErrNotFound when it is about no fiche, or takes away a group nobody knows.
func (s *Store) BeginBulk(ctx context.Context, by Actor, b Bulk) (Job, error) {
	if !slices.Contains(Bulks, b.Do) {
		return Job{}, ErrNotFound
	}
	params := map[string]string{"back": b.Back}
	switch b.Do {
	case BulkGroup, BulkUngroup:
		g, err := s.groupForBulk(ctx, by, b)
		if err != nil {
			return Job{}, err
		}
		params["group"], params["name"] = g.ID, g.Name
	case BulkSource:
		v := fiche.Tidy(fiche.Values{"source": b.Value})
		if ps := fiche.CheckField("source", v["source"]); fiche.Blocking(ps) {
			return Job{}, &Invalid{ps}
		}
		params["name"] = v["source"]
	}
	ids := b.IDs
	if b.All != nil {
		x := s.indexQuery(*b.All, s.now())
		x.After, x.Offset, x.Limit = "", 0, 0
		ids = s.index.Find(x).IDs
	}
	if len(ids) == 0 {
		return Job{}, ErrNotFound
	}
	return s.beginOn(ctx, by, b.Token, b.Do, params, ids)
}

// groupForBulk is the group that a bulk names.
func (s *Store) groupForBulk(ctx context.Context, by Actor, b Bulk) (g Group, err error) {
	if b.Do == BulkUngroup {
		return s.GroupNamed(ctx, b.Group)
	}
	names := fiche.GroupNames(b.Group)
	if len(names) != 1 {
		return g, &Invalid{[]fiche.Problem{{Field: "groups", Code: "problem.one-group", Blocks: true}}}
	}
	if ps := fiche.CheckField("groups", names[0]); fiche.Blocking(ps) {
		return g, &Invalid{ps}
	}
	err = s.update(ctx, by, func(t *tx) error {
		id, gone, err := t.groupNamed(names[0], tokenTime(b.Token))
		if err != nil {
			return err
		}
		if gone {
			return &Invalid{[]fiche.Problem{{Field: "groups", Code: "problem.group-gone", Args: []any{names[0]}, Blocks: true}}}
		}
		g, err = get[Group](t, groupKey(id))
		return err
	})
	return g, err
}

func addGroup(t *tx, j *Job, f *fiche.Fiche) error {
	id, _ := t.resolveGroup(j.Params["group"])
	if id == "" {
		return errSkip{"group-gone"}
	}
	if slices.ContainsFunc(f.Groups, func(g fiche.ID) bool { now, _ := t.resolveGroup(g); return now == id }) {
		return errSame
	}
	if len(f.Groups) == fiche.MaxGroups {
		return errSkip{"many-groups"}
	}
	f.Groups = append(slices.Clip(f.Groups), id)
	return nil
}

func dropGroup(t *tx, j *Job, f *fiche.Fiche) error {
	id, _ := t.resolveGroup(j.Params["group"])
	kept := slices.DeleteFunc(slices.Clone(f.Groups), func(g fiche.ID) bool { now, _ := t.resolveGroup(g); return now == id })
	if id == "" || len(kept) == len(f.Groups) {
		return errSame
	}
	f.Groups = kept
	return nil
}

func setFicheSource(t *tx, j *Job, f *fiche.Fiche) error {
	if f.Source == j.Params["name"] {
		return errSame
	}
	f.Source = j.Params["name"]
	return t.keepSource(f.Source)
}

func setInactiveTo(inactive bool) func(*tx, *Job, *fiche.Fiche) error {
	return func(_ *tx, _ *Job, f *fiche.Fiche) error {
		if f.Inactive == inactive {
			return errSame
		}
		f.Inactive = inactive
		return nil
	}
}

func convertFiche(t *tx, _ *Job, f *fiche.Fiche) (err error) {
	if f.Kind != fiche.Prospect {
		return errSkip{"no-prospect"}
	}
	n := f.NumberAs(fiche.Customer)
	if n == 0 {
		if n, err = t.nextNumber(fiche.Customer, f.ID); err != nil {
			return err
		}
	}
	renumber(f, fiche.Customer, n)
	return nil
}

func binFiche(t *tx, _ *Job, f *fiche.Fiche) error {
	f.RemovedAt, f.RemovedBy = t.now.Unix(), t.by.Name
	return nil
}
