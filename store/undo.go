package store

import (
	"context"
	"errors"
	"maps"
	"slices"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
)

// ErrNoUndo says that a change is of a kind that cannot be undone by itself.
var ErrNoUndo = errors.New("change cannot be undone")

// inverse undoes one change of a fiche, and records that. ErrMoved when what it made is
// another by now.
type inverse func(t *tx, f *fiche.Fiche, c *Change) error

// inverses are the changes that can be undone by themselves. What undoes one is such a
// change itself.
var inverses map[string]inverse

func init() {
	inverses = map[string]inverse{
		OpSave: fieldsBack, OpActive: fieldsBack, OpImport: fieldsBack, OpUndo: fieldsBack, OpUndoJob: fieldsBack,
		OpCreate: toBin, OpRestore: toBin, OpRemove: outOfBin,
		OpConvert: kindBack(OpUndoConvert), OpUndoConvert: kindBack(OpConvert), OpMerge: mergerBack,
		OpMomentAdd: momentAway, OpMomentRemoval: momentBack, OpMomentSave: momentAsWas, OpMomentDone: momentOpen, OpMomentReopen: momentClosed,
		OpCRMAdd: crmBinned(true), OpCRMRestore: crmBinned(true), OpCRMRemove: crmBinned(false), OpCRMSave: crmAsWas,
		OpActivityAdd: activityAway(true), OpActivityRestore: activityAway(true), OpActivityRemove: activityAway(false), OpActivitySave: activityAsWas,
	}
}

// UndoLast takes back what was done last to a fiche: all that was changed in it in one go,
// of which change is the latest. That is a change itself, and can be undone in its turn.
// ErrMoved when something else was changed since, ErrNoUndo when it cannot be undone,
// *Invalid when what it was will not do any more. The answer is the fiche, and the latest
// change that the undo made.
func (s *Store) UndoLast(ctx context.Context, by Actor, id, change fiche.ID) (f fiche.Fiche, undid fiche.ID, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		if f.MergedInto != "" {
			return ErrMerged
		}
		last, err := t.lastOf(id)
		switch {
		case err != nil:
			return err
		case len(last) == 0 || last[0].ID != change:
			return ErrMoved
		case !undoable(last):
			return ErrNoUndo
		}
		if made := slices.IndexFunc(last, func(c Change) bool { return c.Op == OpCreate }); made >= 0 {
			last = last[made : made+1] // what it was made with goes with it, and comes back with it
		}
		for i := range last {
			if err := inverses[last[i].Op](t, &f, &last[i]); err != nil {
				return err
			}
		}
		if last, err = t.lastOf(id); err == nil && len(last) > 0 {
			undid = last[0].ID
		}
		return err
	})
	return f, undid, err
}

// lastOf are the changes that were made to a fiche last, in one go, the latest first.
func (t *tx) lastOf(id fiche.ID) (last []Change, err error) {
	r := kv.Prefix(changesOf(id))
	r.Reverse = true
	err = t.Scan(r, func(_, b []byte) error {
		var c Change
		if err := decode(b, &c); err != nil {
			return err
		}
		if len(last) > 0 && c.Base != last[0].Base {
			return kv.ErrStop
		}
		last = append(last, c)
		return nil
	})
	return last, err
}

func undoable(last []Change) bool {
	return !slices.ContainsFunc(last, func(c Change) bool {
		if c.Op == OpUndoJob && (len(c.Fields) == 0 || c.Fields[len(c.Fields)-1].Name == "number") {
			return true // it brought back what the job had binned, made or converted
		}
		return inverses[c.Op] == nil
	})
}

// UndoOf is the change of a fiche that UndoLast takes back, and how many others go with
// it in one go; empty when there is none that can be.
func (s *Store) UndoOf(ctx context.Context, id fiche.ID) (change fiche.ID, n int, err error) {
	err = s.view(ctx, func(t *tx) error {
		change, n = "", 0
		last, err := t.lastOf(id)
		if err == nil && len(last) > 0 && undoable(last) {
			change, n = last[0].ID, len(last)
		}
		return err
	})
	return change, n, err
}

// offerUndo says how many changes the undo of a change takes back, when it is the latest
// of its fiche.
func (t *tx) offerUndo(c *Changed) error {
	if c.Job != nil || inverses[c.Op] == nil {
		return nil
	}
	last, err := t.lastOf(c.Change.Fiche)
	if err == nil && len(last) > 0 && last[0].ID == c.ID && undoable(last) {
		c.Undoes = len(last)
	}
	return err
}

// fieldsBack gives fields what they had before.
func fieldsBack(t *tx, f *fiche.Fiche, c *Change) error {
	old := f.Values(t.group)
	now, groups := maps.Clone(old), f.Groups
	for _, d := range c.Fields {
		if d.Name == "groups" {
			var err error
			if groups, err = t.groupsBack(f, d); err != nil {
				return err
			}
			continue
		}
		if old[d.Name] != d.New {
			return ErrMoved
		}
		if now[d.Name] = d.Old; d.Old == "" {
			delete(now, d.Name)
		}
	}
	if kept, err := t.tidyExtras(now, old, nil); err != nil {
		return err
	} else if !maps.Equal(kept, now) {
		return ErrMoved // an own field that was removed since
	}
	ps, err := t.check(f.Kind, f.ID, now)
	if err != nil {
		return err
	}
	if fiche.Blocking(ps) {
		return &Invalid{ps}
	}
	f.Apply(now, groups)
	fields := fiche.Diff(old, f.Values(t.group))
	if len(fields) == 0 {
		return ErrMoved
	}
	f.Rev++
	if err := t.putFiche(f); err != nil {
		return err
	}
	if err := t.keepSource(f.Source); err != nil {
		return err
	}
	return t.record(f, Change{Op: OpUndo, Fields: fields})
}

// groupsBack are the groups that a fiche had before a change, by the names they had then.
// Names may have changed since: they are the same groups.
func (t *tx) groupsBack(f *fiche.Fiche, d fiche.Delta) ([]fiche.ID, error) {
	had, gone, err := t.groupsThen(d.Old)
	if err != nil {
		return nil, err
	}
	made, _, err := t.groupsThen(d.New)
	if err != nil {
		return nil, err
	}
	var now []fiche.ID
	for _, g := range f.Groups {
		if id, _ := t.resolveGroup(g); id != "" {
			now = append(now, id)
		}
	}
	if !slices.Equal(now, made) {
		return nil, ErrMoved
	}
	if gone != "" {
		return nil, &Invalid{[]fiche.Problem{{Field: "groups", Code: "problem.group-gone", Args: []any{gone}, Blocks: true}}}
	}
	return had, nil
}

// groupsThen finds the groups that had these names once; gone is the name of one that is
// there no more.
func (t *tx) groupsThen(text string) (ids []fiche.ID, gone string, err error) {
	for _, name := range fiche.GroupNames(text) {
		id, ok, err := find[fiche.ID](t, groupNameKey(search.Fold(name)))
		if err != nil {
			return nil, "", err
		}
		now := fiche.ID("")
		if ok {
			now, _ = t.resolveGroup(id)
		}
		if now == "" {
			gone = name
		} else if !slices.Contains(ids, now) {
			ids = append(ids, now)
		}
	}
	return ids, gone, nil
}

func toBin(t *tx, f *fiche.Fiche, _ *Change) error {
	if f.Removed() {
		return ErrMoved
	}
	f.RemovedAt, f.RemovedBy = t.now.Unix(), t.by.Name
	return t.putWith(f, OpRemove)
}

func outOfBin(t *tx, f *fiche.Fiche, _ *Change) error {
	if !f.Removed() {
		return ErrMoved
	}
	f.RemovedAt, f.RemovedBy = 0, ""
	return t.putWith(f, OpRestore)
}

// putWith writes a fiche and that something was done to it as a whole.
func (t *tx) putWith(f *fiche.Fiche, op string) error {
	if err := t.putFiche(f); err != nil {
		return err
	}
	return t.record(f, Change{Op: op})
}

// kindBack gives a fiche the kind and number that it had before.
func kindBack(op string) inverse {
	return func(t *tx, f *fiche.Fiche, c *Change) error {
		for _, d := range c.Fields {
			if d.Name != "number" {
				continue
			}
			was, now := readNumbered(d.Old), readNumbered(d.New)
			if f.Removed() || (now != fiche.Numbered{Kind: f.Kind, Number: f.Number}) || !slices.Contains(f.Numbers, was) {
				return ErrMoved
			}
			return t.become(f, op, was.Kind, was.Number)
		}
		return ErrNoUndo
	}
}

// mergerBack undoes the latest merger that a fiche took over another by.
func mergerBack(t *tx, f *fiche.Fiche, _ *Change) error {
	var id fiche.ID
	err := each(t, []byte("d/m/"), true, func(_ []byte, m merged) error {
		if m.Keep != f.ID {
			return nil
		}
		id = m.Op
		return kv.ErrStop
	})
	if err != nil {
		return err
	}
	op, err := get[Operation](t, operationKey(id))
	if err != nil {
		return err
	}
	*f, err = t.undoMerge(&op)
	return err
}
