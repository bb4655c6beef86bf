package store

import (
	"context"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// Change is one entry of the history: what somebody did to a fiche, with the
// fields that changed. It is written in the transaction of the change itself.
type Change struct {
	ID     fiche.ID      `cbor:"1,keyasint" json:"id"`
	Fiche  fiche.ID      `cbor:"2,keyasint" json:"fiche"`
	At     int64         `cbor:"3,keyasint" json:"at"` // unix seconds
	ByID   fiche.ID      `cbor:"4,keyasint,omitempty" json:"by_id,omitempty"`
	By     string        `cbor:"5,keyasint,omitempty" json:"by,omitempty"`
	Op     string        `cbor:"6,keyasint" json:"op"`
	Rev    uint64        `cbor:"7,keyasint" json:"rev"` // of the fiche after it
	Moment fiche.ID      `cbor:"8,keyasint,omitempty" json:"moment,omitempty"`
	Kind   string        `cbor:"9,keyasint,omitempty" json:"kind,omitempty"` // of the moment
	Fields []fiche.Delta `cbor:"10,keyasint,omitempty" json:"fields,omitempty"`
	Base   kv.Rev        `cbor:"11,keyasint" json:"base"`                     // the commit it was made upon: later ones have more
	Job    fiche.ID      `cbor:"12,keyasint,omitempty" json:"job,omitempty"`  // it is the work of
	Part   fiche.ID      `cbor:"20,keyasint,omitempty" json:"part,omitempty"` // the CRM fiche or activity it is about

	Of fiche.Kind `cbor:"21,keyasint,omitempty" json:"of,omitempty"` // the kind of the fiche after it; 0 in changes from before this was kept
}

// What a Change can say was done.
const (
	OpCreate        = "create"
	OpSave          = "save"
	OpConvert       = "convert"
	OpUndoConvert   = "undo-convert"
	OpRemove        = "remove"
	OpRestore       = "restore"
	OpActive        = "active"
	OpUndo          = "undo" // fields have again what they had before the last change
	OpMomentAdd     = "moment-add"
	OpMomentSave    = "moment-save"
	OpMomentDone    = "moment-done"
	OpMomentReopen  = "moment-reopen"
	OpMomentRemoval = "moment-remove"

	OpCRMAdd          = "crm-add"
	OpCRMSave         = "crm-save"
	OpCRMRemove       = "crm-remove"
	OpCRMRestore      = "crm-restore"
	OpCRMUndo         = "crm-undo" // of a move
	OpActivityAdd     = "activity-add"
	OpActivitySave    = "activity-save"
	OpActivityRemove  = "activity-remove"
	OpActivityRestore = "activity-restore"
)

// record writes a change of f into its history and marks its row in the lists for
// renewal.
func (t *tx) record(f *fiche.Fiche, c Change) error {
	id, err := t.newID('h')
	if err != nil {
		return err
	}
	c.ID, c.Fiche, c.Rev, c.Job, c.Of = id, f.ID, f.Rev, t.job, f.Kind
	c.At, c.ByID, c.By, c.Base = t.now.Unix(), t.by.ID, t.by.Name, t.s.base(t.Rev())
	t.touch(f)
	return put(t, changeKey(f.ID, id), c)
}

// History returns the changes of a fiche, newest first, at most limit, with those of the
// fiches that are part of it by now; before is the id of the change to go on after, or
// empty.
func (s *Store) History(ctx context.Context, id fiche.ID, before fiche.ID, limit int) (changes []Change, more bool, err error) {
	err = s.view(ctx, func(t *tx) error {
		changes, more = nil, false
		ids, err := t.absorbed(id)
		if err != nil {
			return err
		}
		for _, x := range ids {
			if err := t.historyOf(x, before, limit+1, &changes); err != nil {
				return err
			}
		}
		if len(ids) > 1 { // an id says when it was made
			slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(b.ID, a.ID) })
		}
		if more = len(changes) > limit; more {
			changes = changes[:limit]
		}
		return nil
	})
	return changes, more, err
}

// historyOf adds the changes of one fiche, newest first, at most limit.
func (t *tx) historyOf(id, before fiche.ID, limit int, changes *[]Change) error {
	r := kv.Prefix(changesOf(id))
	if before != "" {
		r.To = changeKey(id, before)
	}
	r.Reverse = true
	n := 0
	return t.Scan(r, func(_, b []byte) error {
		if n++; n > limit {
			return kv.ErrStop
		}
		var c Change
		if err := decode(b, &c); err != nil {
			return err
		}
		*changes = append(*changes, c)
		return nil
	})
}

// Changed is a change with the fiche it was made to, or the latest of those of a job,
// for all of them.
type Changed struct {
	Change
	Ref     fiche.Ref
	Removed bool
	Job     *Job // the whole of it; nil for a change by itself
	Undoes  int  // how many changes its undo takes back; 0 when there is none
}

// valuesAt goes back from the values of f to those it had at rev, by its history;
// nil when the history does not reach that far.
func (t *tx) valuesAt(f *fiche.Fiche, rev uint64) (fiche.Values, error) {
	if rev == 0 || rev > f.Rev {
		return nil, nil
	}
	v := f.Values(t.group)
	err := each(t, changesOf(f.ID), true, func(_ []byte, c Change) error {
		if c.Rev <= rev {
			return kv.ErrStop
		}
		if c.Moment != "" || c.Part != "" {
			return nil
		}
		for _, d := range c.Fields {
			if d.Old == "" {
				delete(v, d.Name)
			} else {
				v[d.Name] = d.Old
			}
		}
		return nil
	})
	return v, err
}
