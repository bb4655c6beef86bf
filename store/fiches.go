package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
	"fichebak/store/vat"
)

// Draft is what somebody typed into a fiche's form.
type Draft struct {
	Values  fiche.Values
	Moments []MomentDraft
	Token   string // of the form: a second click on Save answers the first's result
	Number  int    // by hand, for a new fiche from an import; 0: the next of its series
	Example bool   // belongs to the example data
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

// Card is a fiche with its moments, as one looks at it.
type Card struct {
	Fiche   fiche.Fiche
	Groups  []Group
	Moments []fiche.Moment // oldest first
	Values  fiche.Values
	Remarks []fiche.Problem // those that stay on the card
}

// Card returns the fiche with this id, in the bin or not, with its moments.
func (s *Store) Card(ctx context.Context, id fiche.ID) (c Card, err error) {
	err = s.view(ctx, func(t *tx) error {
		c, err = t.card(id)
		return err
	})
	return c, err
}

func (t *tx) card(id fiche.ID) (Card, error) {
	f, err := get[fiche.Fiche](t, ficheKey(id))
	if err != nil {
		return Card{}, err
	}
	c := Card{Fiche: f, Values: f.Values(t.group)}
	for _, g := range f.Groups {
		if id, name := t.resolveGroup(g); id != "" {
			c.Groups = append(c.Groups, Group{ID: id, Name: name})
		}
	}
	if c.Moments, err = t.moments(id); err != nil {
		return Card{}, err
	}
	c.Remarks, err = t.check(f.Kind, id, c.Values)
	return c, err
}

// ByNumber finds the fiche that has, or once had, a number as this kind.
func (s *Store) ByNumber(ctx context.Context, k fiche.Kind, n int) (f fiche.Fiche, err error) {
	err = s.view(ctx, func(t *tx) error {
		id, err := get[fiche.ID](t, claimKey(k, n))
		if err != nil {
			return err
		}
		f, err = get[fiche.Fiche](t, ficheKey(id))
		return err
	})
	return f, err
}

// CheckValues tells everything there is to say about the values of a form that is not
// saved yet; id is its fiche, empty for a new one.
func (s *Store) CheckValues(ctx context.Context, k fiche.Kind, id fiche.ID, v fiche.Values) (ps []fiche.Problem, err error) {
	err = s.view(ctx, func(t *tx) error {
		ps, err = t.check(k, id, v)
		return err
	})
	return ps, err
}

// check adds to the fiche's own problems those that need other records: whose VAT
// number it is, and who has this name already.
func (t *tx) check(k fiche.Kind, id fiche.ID, v fiche.Values) ([]fiche.Problem, error) {
	ps := fiche.Check(v)
	if n, _ := vat.Parse(v["vat"]); !n.IsZero() {
		others, err := t.others(byVAT, n.Compact(), id)
		if err != nil {
			return nil, err
		}
		for _, o := range others {
			ps = append(ps, fiche.Problem{Field: "vat", Code: "remark.vat-taken", Args: []any{o.Kind.String(), o.Number, o.Name}, Link: o})
		}
	}
	set, err := t.settings()
	if err != nil || set.NameCheckOff || v["name"] == "" {
		return ps, err
	}
	others, err := t.others(byName, search.NameKey(v["name"]), id)
	for _, o := range others {
		ps = append(ps, fiche.Problem{Field: "name", Code: "remark.name-taken", Args: []any{o.Kind.String(), o.Number, o.Name}, Link: o})
	}
	return ps, err
}

// maxOthers bounds how many other fiches a remark names.
const maxOthers = 3

// others are the fiches, but the one with this id, that an index has under key.
func (t *tx) others(index, key string, but fiche.ID) (refs []*fiche.Ref, err error) {
	if key == "" {
		return nil, nil
	}
	r := kv.Range{From: []byte(key), To: append([]byte(key), 0)}
	err = t.ScanIndex(index, r, func(_, pk []byte) error {
		if lastOf(pk) == but {
			return nil
		}
		f, err := get[fiche.Fiche](t, pk)
		if err != nil {
			return err
		}
		if refs = append(refs, fiche.RefTo(&f)); len(refs) == maxOthers {
			return kv.ErrStop
		}
		return nil
	})
	return refs, err
}

// Create makes a new fiche of a kind. It answers *Invalid, with every remark too,
// when a problem blocks. A draft whose token was used before answers the fiche that
// was made then.
func (s *Store) Create(ctx context.Context, by Actor, k fiche.Kind, d Draft) (f fiche.Fiche, err error) {
	d.Values = fiche.Tidy(d.Values)
	err = s.update(ctx, by, func(t *tx) error {
		if first, done, err := t.once(d.Token); err != nil || done {
			if err == nil {
				f, err = get[fiche.Fiche](t, ficheKey(first))
			}
			return err
		}
		id, err := t.newID('f')
		if err != nil {
			return err
		}
		f = fiche.Fiche{ID: id, Kind: k, Rev: 1, CreatedAt: t.now.Unix(), CreatedBy: t.by.Name, Example: d.Example}
		if err := t.apply(&f, d); err != nil {
			return err
		}
		if f.Number = d.Number; f.Number != 0 {
			err = t.claim(k, f.Number, id)
		} else {
			f.Number, err = t.nextNumber(k, id)
		}
		if err != nil {
			return err
		}
		f.Numbers = []fiche.Numbered{{Kind: k, Number: f.Number}}
		if err := t.putFiche(&f); err != nil {
			return err
		}
		if err := t.record(&f, Change{Op: OpCreate, Fields: fiche.Diff(nil, f.Values(t.group))}); err != nil {
			return err
		}
		if err := t.saveMoments(&f, d.Moments); err != nil {
			return err
		}
		return t.keep(d.Token, id)
	})
	return f, err
}

// Save writes a form over a fiche. rev is the version the form was opened on: when
// somebody saved since, what both changed differently comes back as *Conflict and
// nothing is saved; otherwise the two are joined. *Invalid when a problem blocks.
func (s *Store) Save(ctx context.Context, by Actor, id fiche.ID, rev uint64, d Draft) (f fiche.Fiche, err error) {
	d.Values = fiche.Tidy(d.Values)
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		if _, done, err := t.once(d.Token); err != nil || done {
			return err
		}
		old := f.Values(t.group)
		d := d
		if rev != f.Rev {
			if d.Values, err = t.merge(&f, rev, old, d.Values); err != nil {
				return err
			}
		}
		if err := t.apply(&f, d); err != nil {
			return err
		}
		if fields := fiche.Diff(old, f.Values(t.group)); len(fields) > 0 {
			f.Rev++
			if err := t.putFiche(&f); err != nil {
				return err
			}
			if err := t.record(&f, Change{Op: OpSave, Fields: fields}); err != nil {
				return err
			}
		}
		if err := t.saveMoments(&f, d.Moments); err != nil {
			return err
		}
		return t.keep(d.Token, id)
	})
	return f, err
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
	for _, m := range d.Moments {
		ps = append(ps, t.checkLine(m)...)
	}
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

// change is the shape of an act on one fiche that is not its form.
func (s *Store) change(ctx context.Context, by Actor, id fiche.ID, op string, fn func(*tx, *fiche.Fiche) error) (f fiche.Fiche, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		var err error
		if f, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		old := f.Values(t.group)
		if err := fn(t, &f); err != nil {
			if errors.Is(err, errSame) {
				return nil
			}
			return err
		}
		if err := t.putFiche(&f); err != nil {
			return err
		}
		return t.record(&f, Change{Op: op, Fields: fiche.Diff(old, f.Values(t.group))})
	})
	return f, err
}

// errSame ends a change that has nothing to do.
var errSame = errors.New("already so")

// SetActive says whether a fiche is still active; the alternative to removing it.
func (s *Store) SetActive(ctx context.Context, by Actor, id fiche.ID, active bool) (fiche.Fiche, error) {
	return s.change(ctx, by, id, OpActive, func(t *tx, f *fiche.Fiche) error {
		if f.Inactive == !active {
			return errSame
		}
		f.Inactive = !active
		f.Rev++
		return nil
	})
}

// Remove puts a fiche into the bin.
func (s *Store) Remove(ctx context.Context, by Actor, id fiche.ID) (fiche.Fiche, error) {
	return s.change(ctx, by, id, OpRemove, func(t *tx, f *fiche.Fiche) error {
		if f.Removed() {
			return errSame
		}
		f.RemovedAt, f.RemovedBy = t.now.Unix(), t.by.Name
		return nil
	})
}

// Restore takes a fiche out of the bin, with everything it had.
func (s *Store) Restore(ctx context.Context, by Actor, id fiche.ID) (fiche.Fiche, error) {
	return s.change(ctx, by, id, OpRestore, func(t *tx, f *fiche.Fiche) error {
		if !f.Removed() {
			return errSame
		}
		f.RemovedAt, f.RemovedBy = 0, ""
		return nil
	})
}
