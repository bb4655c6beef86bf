package store

import (
	"context"
	"errors"
	"slices"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// partLen is how many fiches one part of a job is about. With what changes of them, and
// their moments read for the lists, so many stay under what one transaction may hold,
// unless they are large.
const partLen = 30

// part is a piece of a job: the fiches it is to be done to, and, as far as it is done,
// what they were before.
type part struct {
	IDs []fiche.ID `cbor:"1,keyasint,omitempty" json:"ids,omitempty"`
	Was []was      `cbor:"2,keyasint,omitempty" json:"was,omitempty"`

	Rows []rowNote `cbor:"3,keyasint,omitempty" json:"rows,omitempty"` // of a file
}

// was is what a fiche was before a job changed it, and what the job made of it, as far
// as these differ.
type was struct {
	Fiche     fiche.ID       `cbor:"1,keyasint" json:"fiche"`
	Fields    []fiche.Delta  `cbor:"2,keyasint,omitempty" json:"fields,omitempty"` // of its form, but for the groups
	Regrouped bool           `cbor:"3,keyasint,omitempty" json:"regrouped,omitempty"`
	Groups    []fiche.ID     `cbor:"4,keyasint,omitempty" json:"groups,omitempty"` // before; by id, because names change
	NewGroups []fiche.ID     `cbor:"5,keyasint,omitempty" json:"new_groups,omitempty"`
	From      fiche.Numbered `cbor:"6,keyasint,omitempty" json:"from"` // of one that was converted
	To        fiche.Numbered `cbor:"7,keyasint,omitempty" json:"to"`
	Binned    int64          `cbor:"8,keyasint,omitempty" json:"binned,omitempty"`   // it went to the bin then
	Made      bool           `cbor:"9,keyasint,omitempty" json:"made,omitempty"`     // the job made it
	Moments   []fiche.ID     `cbor:"10,keyasint,omitempty" json:"moments,omitempty"` // that the job gave it
	CRM       fiche.ID       `cbor:"11,keyasint,omitempty" json:"crm,omitempty"`     // the CRM fiche of it that the job changed, in place of the fiche
}

// keepWas keeps what a fiche was, in new parts behind the others: for kinds of jobs
// that have no list of fiches. One call a transaction is enough for all its fiches.
func (t *tx) keepWas(j *Job, ws ...was) error {
	for some := range slices.Chunk(ws, partLen) {
		j.Parts, j.Kept = j.Parts+1, j.Kept+len(some)
		if err := put(t, partKey(j.ID, j.Parts-1), part{Was: some}); err != nil {
			return err
		}
	}
	return nil
}

// errSkip ends the work on one fiche of a job.
type errSkip struct{ code string }

func (e errSkip) Error() string { return "skipped: " + e.code }

// Why a fiche was left alone; handlers have a text for each.
const (
	codeSame    = "same"    // it was so already
	codeGone    = "gone"    // removed for ever
	codeBinned  = "binned"  // it lies in the bin
	codeChanged = "changed" // since
	codeInvalid = "invalid" // it would be too large, or have too many groups
)

// onFiches is a kind of job that does the same to each of a list of fiches: do changes
// f, or answers errSame, or errSkip with the reason.
func onFiches(op string, do func(t *tx, j *Job, f *fiche.Fiche) error) work {
	do = notBinned(do)
	return work{next: func(t *tx, j *Job, size int) error {
		n, at := j.Done/partLen, j.Done%partLen
		p, err := get[part](t, partKey(j.ID, n))
		if err != nil {
			return err
		}
		for _, id := range p.IDs[at:min(at+size, len(p.IDs))] {
			w, err := t.doFiche(j, id, op, do)
			if err != nil {
				return err
			}
			if w != nil {
				p.Was = append(p.Was, *w)
				j.Kept++
			}
			j.Done++
		}
		return put(t, partKey(j.ID, n), p)
	}}
}

// notBinned leaves alone what lies in the bin.
func notBinned(do func(*tx, *Job, *fiche.Fiche) error) func(*tx, *Job, *fiche.Fiche) error {
	return func(t *tx, j *Job, f *fiche.Fiche) error {
		switch {
		case f.MergedInto != "":
			return errSkip{codeGone} // part of another
		case f.Removed():
			return errSkip{codeBinned}
		}
		return do(t, j, f)
	}
}

// exceptionOf says that a fiche was left alone, and who had to do with it last.
func exceptionOf(f *fiche.Fiche, code string) Exception {
	switch code {
	case codeBinned:
		return Exception{Fiche: f.ID, Code: code, By: f.RemovedBy, At: f.RemovedAt}
	case codeChanged:
		return Exception{Fiche: f.ID, Code: code, By: f.ChangedBy, At: f.ChangedAt}
	}
	return Exception{Fiche: f.ID, Code: code}
}

// doFiche does what a job does to one fiche; nil when it was left alone.
func (t *tx) doFiche(j *Job, id fiche.ID, op string, do func(*tx, *Job, *fiche.Fiche) error) (*was, error) {
	f, ok, err := find[fiche.Fiche](t, ficheKey(id))
	if err != nil {
		return nil, err
	}
	if !ok {
		j.except(Exception{Fiche: id, Code: codeGone})
		return nil, nil
	}
	before, old := f, f.Values(t.group)
	if err := do(t, j, &f); err != nil {
		skip := errSkip{codeSame}
		if !errors.Is(err, errSame) && !errors.As(err, &skip) {
			return nil, err
		}
		j.except(exceptionOf(&before, skip.code))
		return nil, nil
	}
	after := f.Values(t.group)
	err = t.putDone(&f, op, fiche.Diff(old, after), &before)
	if invalid := (*Invalid)(nil); errors.As(err, &invalid) {
		j.except(exceptionOf(&before, codeInvalid))
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	j.count("changed")
	return wasOf(&before, &f, old, after), nil
}

// putDone writes a fiche that a job changed, with its change.
func (t *tx) putDone(f *fiche.Fiche, op string, fields []fiche.Delta, before *fiche.Fiche) error {
	if len(fields) > 0 {
		f.Rev++
	}
	if err := t.putFiche(f); err != nil {
		return err
	}
	if before.Kind != f.Kind {
		fields = append(fields, numberDelta(before, f))
	}
	return t.record(f, Change{Op: op, Fields: fields})
}

// wasOf is what of a fiche was another before.
func wasOf(before, f *fiche.Fiche, old, now fiche.Values) *was {
	w := &was{Fiche: f.ID}
	for _, d := range fiche.Diff(old, now) {
		if d.Name != "groups" {
			w.Fields = append(w.Fields, d)
		}
	}
	if w.Regrouped = !slices.Equal(before.Groups, f.Groups); w.Regrouped {
		w.Groups, w.NewGroups = before.Groups, f.Groups
	}
	if before.Kind != f.Kind {
		w.From, w.To = fiche.Numbered{Kind: before.Kind, Number: before.Number}, fiche.Numbered{Kind: f.Kind, Number: f.Number}
	}
	if before.RemovedAt == 0 {
		w.Binned = f.RemovedAt
	}
	return w
}

// beginOn begins a job on a list of fiches. The list is written first, in as many
// transactions as it takes.
func (s *Store) beginOn(ctx context.Context, by Actor, token, kind string, params map[string]string, ids []fiche.ID) (j Job, err error) {
	again := false
	err = s.update(ctx, by, func(t *tx) error {
		first, done, err := t.once(token)
		if again = done; err != nil || done {
			if err == nil {
				j, err = get[Job](t, jobKey(first))
			}
			return err
		}
		if j, err = t.begin(kind, params, len(ids)); err != nil {
			return err
		}
		j.State, j.Parts = JobPreparing, (len(ids)+partLen-1)/partLen
		if err := t.keep(token, j.ID); err != nil {
			return err
		}
		return put(t, jobKey(j.ID), j)
	})
	if err != nil || again {
		return j, err
	}
	for n := 0; n < j.Parts; n += kv.MaxWrites {
		if err := s.update(ctx, by, func(t *tx) error { return t.putList(&j, ids, n) }); err != nil {
			return j, err
		}
	}
	return s.changeJob(ctx, by, j.ID, func(_ *tx, j *Job) error {
		j.State = JobRunning
		return nil
	})
}

// putList writes the parts of a list of fiches from the n-th, as many as one
// transaction may write.
func (t *tx) putList(j *Job, ids []fiche.ID, n int) error {
	t.quiet = true
	for end := min(n+kv.MaxWrites, j.Parts); n < end; n++ {
		p := part{IDs: ids[n*partLen : min((n+1)*partLen, len(ids))]}
		if err := put(t, partKey(j.ID, n), p); err != nil {
			return err
		}
	}
	return nil
}
