package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"fichebak/store/fiche"
)

// Draft is what somebody typed into a fiche's form.
type Draft struct {
	Values  fiche.Values
	Moments []MomentDraft
	Token   string // of the form: a second click on Save answers the first's result
	Number  int    // by hand, for a new fiche from an import; 0: the next of its series
	Example bool   // belongs to the example data

	// Shown are the names of the own fields that a form had, empty ones too: what a fiche
	// holds in another stays. nil when it is no form.
	Shown []string

	// Verdicts are the answers given about fiches that look like this new one.
	Verdicts map[fiche.ID]string
}

// Invalid says that a draft was not saved, and why. Problems holds the remarks too.
type Invalid struct{ Problems []fiche.Problem }

func (e *Invalid) Error() string { return fmt.Sprintf("draft has %d problems", len(e.Problems)) }

// Conflict says that somebody saved before. Nothing was saved. Merged has what
// both changed alike or one of them alone, and mine where they clash.
type Conflict struct {
	Theirs  fiche.Fiche
	Base    fiche.Values // nil when unknown
	Mine    fiche.Values
	Other   fiche.Values // theirs, as a form has it
	Merged  fiche.Values
	Clashes []string // names of the fields both changed differently
	By      string   // who saved it last
	At      time.Time
}

func (e *Conflict) Error() string {
	return fmt.Sprintf("somebody saved before, %d fields clash", len(e.Clashes))
}

// Create makes a new fiche of a kind. It answers *Invalid, with every remark too,
// when a problem blocks. A draft whose token was used before answers the fiche that
// was made then; what was typed since then is saved into it, as Save does.
func (s *Store) Create(ctx context.Context, by Actor, k fiche.Kind, d Draft) (f fiche.Fiche, err error) {
	d.Values = fiche.Tidy(d.Values)
	err = s.update(ctx, by, func(t *tx) error {
		u, again, err := t.usedBefore(d.Token)
		if err != nil {
			return err
		}
		if again {
			return t.saveAgain(&f, u, d)
		}
		id, err := t.newID('f')
		if err != nil {
			return err
		}
		f = fiche.Fiche{ID: id, Kind: k, Rev: 1, CreatedAt: t.now.Unix(), CreatedBy: t.by.Name, Example: d.Example}
		return t.create(&f, d)
	})
	return f, err
}

// create gives a new fiche what its draft says, and its number.
func (t *tx) create(f *fiche.Fiche, d Draft) (err error) {
	sum := d.sum()
	if d.Values, err = t.tidyExtras(d.Values, nil, nil); err != nil {
		return err
	}
	if err := t.apply(f, d); err != nil {
		return err
	}
	if f.Number = d.Number; f.Number != 0 {
		err = t.claim(f.Kind, f.Number, f.ID)
	} else {
		f.Number, err = t.nextNumber(f.Kind, f.ID)
	}
	if err != nil {
		return err
	}
	f.Numbers = []fiche.Numbered{{Kind: f.Kind, Number: f.Number}}
	if err := t.putFiche(f); err != nil {
		return err
	}
	if err := t.record(f, Change{Op: OpCreate, Fields: fiche.Diff(nil, f.Values(t.group))}); err != nil {
		return err
	}
	if err := t.judgeNew(f.ID, d.Verdicts); err != nil {
		return err
	}
	lines, err := t.saveMoments(f, d.Moments)
	if err != nil {
		return err
	}
	return t.keepUsed(d.Token, used{f.ID, f.Rev, sum, lines})
}

// Save writes a form over a fiche. rev is the version the form was opened on: when
// somebody saved since, what both changed differently comes back as *Conflict and
// nothing is saved; otherwise the two are joined. *Invalid when a problem blocks,
// ErrMerged when the fiche is part of another by now.
func (s *Store) Save(ctx context.Context, by Actor, id fiche.ID, rev uint64, d Draft) (f fiche.Fiche, err error) {
	d.Values = fiche.Tidy(d.Values)
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		u, again, err := t.usedBefore(d.Token)
		switch {
		case err != nil:
			return err
		case f.MergedInto != "":
			return ErrMerged
		case again && u.Result == id:
			return t.saveAgain(&f, u, d)
		}
		return t.save(&f, rev, d, used{Sum: d.sum()})
	})
	return f, err
}

// saveAgain saves a form that was saved before. A second click on Save holds the same
// and does nothing; who went back in the browser and typed on has changed what the
// form itself saved.
func (t *tx) saveAgain(f *fiche.Fiche, u used, d Draft) (err error) {
	if *f, err = get[fiche.Fiche](t, ficheKey(u.Result)); err != nil || u.Sum == d.sum() {
		return err
	}
	rev := u.Rev
	u.Sum = d.sum()
	return t.save(f, rev, d.since(u), u)
}

// save writes a draft over a fiche, joined with what was saved since rev. u is what is
// known of its form.
func (t *tx) save(f *fiche.Fiche, rev uint64, d Draft, u used) (err error) {
	old := f.Values(t.group)
	if d.Values, err = t.tidyExtras(d.Values, old, d.Shown); err != nil {
		return err
	}
	if rev != f.Rev {
		if d.Values, err = t.merge(f, rev, old, d.Values); err != nil {
			return err
		}
	}
	if err := t.apply(f, d); err != nil {
		return err
	}
	if fields := fiche.Diff(old, f.Values(t.group)); len(fields) > 0 {
		f.Rev++
		if err := t.putFiche(f); err != nil {
			return err
		}
		if err := t.record(f, Change{Op: OpSave, Fields: fields}); err != nil {
			return err
		}
	}
	if err := t.judgeNew(f.ID, d.Verdicts); err != nil {
		return err
	}
	lines, err := t.saveMoments(f, d.Moments)
	if err != nil {
		return err
	}
	return t.keepUsed(d.Token, used{f.ID, f.Rev, u.Sum, u.joined(lines)})
}

// merge joins a form that was opened on rev with what others saved since.
func (t *tx) merge(f *fiche.Fiche, rev uint64, theirs, mine fiche.Values) (fiche.Values, error) {
	base, err := t.valuesAt(f, rev)
	if err != nil {
		return nil, err
	}
	merged, clashes := fiche.Merge(base, mine, theirs)
	if len(clashes) > 0 {
		return nil, &Conflict{Theirs: *f, Base: base, Mine: mine, Other: theirs, Merged: merged, Clashes: clashes, By: f.ChangedBy, At: f.Changed()}
	}
	return merged, nil
}

// apply checks a draft and sets the fiche to it.
func (t *tx) apply(f *fiche.Fiche, d Draft) error {
	ps, err := t.check(f.Kind, f.ID, d.Values)
	if err != nil {
		return err
	}
	groups, gone, err := t.groupIDs(d.Values["groups"], tokenTime(d.Token))
	if err != nil {
		return err
	}
	if gone != nil {
		ps = append(ps, *gone)
	}
	ps = append(ps, t.checkLines(d.Moments)...)
	if fiche.Blocking(ps) {
		return &Invalid{ps}
	}
	had := f.Source
	f.Apply(d.Values, groups)
	if f.Source == had {
		return nil // a source taken from the suggestions stays off them
	}
	return t.keepSource(f.Source)
}

// putFiche writes a fiche with who changed it when, and refuses one too big.
func (t *tx) putFiche(f *fiche.Fiche) error {
	f.ChangedAt, f.ChangedBy = t.now.Unix(), t.by.Name
	b, err := encode(f)
	if err != nil {
		return err
	}
	if over := len(b) - fiche.MaxEncoded; over > 0 {
		return &Invalid{[]fiche.Problem{{Field: "remarks", Code: "problem.fiche-long", Args: []any{strconv.Itoa(over)}, Blocks: true}}}
	}
	return t.rw.Put(ficheKey(f.ID), b)
}
