package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// OpUndoJob is what the history of a fiche says when a job was taken back.
const OpUndoJob = "undo-job"

// KindUndo is the kind of a job that takes another back.
const KindUndo = "undo"

// CountBinned counts what an undo put into the bin: the fiches that the job it takes back
// had made. They are counted as changed too.
const CountBinned = "binned"

func init() { works[KindUndo] = work{next: undoNext, most: undoneAtOnce} }

// undoneAtOnce is how many fiches are taken back in one transaction, which is wide: each
// is read with its moments and the last of its history, and writes two keys.
const undoneAtOnce = 20 * kv.WideBy

// UndoJob begins the job that takes another back, which is stopped if it is under way.
// What was changed since is left alone, and named. ErrUndone when it was taken back
// before, ErrOver for one that takes another back itself.
func (s *Store) UndoJob(ctx context.Context, by Actor, id fiche.ID) (undo Job, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		j, err := get[Job](t, jobKey(id))
		if err != nil {
			return err
		}
		switch {
		case j.UndoneBy != "":
			return ErrUndone
		case j.Undoes != "" || j.State == JobPreparing:
			return ErrOver
		case j.Cleared || j.Until().Before(t.now):
			return ErrCleared
		}
		if undo, err = t.begin(KindUndo, nil, j.Kept); err != nil {
			return err
		}
		undo.Undoes, undo.From = id, fmt.Sprintf("%d 0", j.Parts)
		if err := put(t, jobKey(undo.ID), undo); err != nil {
			return err
		}
		if j.State == JobRunning {
			j.note(JobEvent{At: t.now.Unix(), Code: EventStopped, By: t.by.Name})
		}
		j.State, j.UndoneBy = JobUndone, undo.ID
		return put(t, jobKey(id), j)
	})
	return undo, err
}

// undoNext walks the parts of the job to be taken back from the last to the first, and
// within each what was kept from the last to the first, so that of a fiche that was
// changed twice the later change goes first. From is the part after the one at hand,
// and how many of that one are done.
func undoNext(t *tx, j *Job, size int) error {
	n, skip, err := readUndoPlace(j.From)
	if err != nil {
		return err
	}
	for reads := 0; n > 0 && size > 0 && reads < undoneAtOnce; reads++ {
		p, _, err := find[part](t, partKey(j.Undoes, n-1))
		if err != nil {
			return err
		}
		todo := p.Was[:max(0, len(p.Was)-skip)]
		for _, w := range slices.Backward(todo[max(0, len(todo)-size):]) {
			if err := t.undoFiche(j, &w); err != nil {
				return err
			}
			j.Done++
			skip++
			size--
		}
		if skip < len(p.Was) {
			break
		}
		n, skip = n-1, 0
	}
	if n == 0 {
		j.Done = j.Total
	}
	j.From = fmt.Sprintf("%d %d", n, skip)
	return nil
}

func readUndoPlace(s string) (n, skip int, err error) {
	a, b, _ := strings.Cut(s, " ")
	if n, err = strconv.Atoi(a); err == nil {
		skip, err = strconv.Atoi(b)
	}
	return n, skip, err
}

// undoFiche takes back what a job did to one fiche, or says why not.
func (t *tx) undoFiche(j *Job, w *was) error {
	if w.CRM != "" {
		return t.undoOwned(j, w)
	}
	f, ok, err := find[fiche.Fiche](t, ficheKey(w.Fiche))
	if err != nil {
		return err
	}
	if !ok {
		j.except(Exception{Fiche: w.Fiche, Code: codeGone})
		return nil
	}
	before, old := f, f.Values(t.group)
	same, err := t.asMade(j.Undoes, w, &f, old)
	if err != nil {
		return err
	}
	if !same {
		code := codeChanged
		if f.RemovedAt != 0 {
			code = codeBinned
		}
		j.except(exceptionOf(&f, code))
		return nil
	}
	t.takeBack(w, &f, old)
	if err := t.takeMoments(w, &f); err != nil {
		return err
	}
	if err := t.putDone(&f, OpUndoJob, fiche.Diff(old, f.Values(t.group)), &before); err != nil {
		return err
	}
	if j.count("changed"); w.Made {
		j.count(CountBinned)
	}
	return nil
}

// asMade reports whether a fiche still is what a job made of it, in all that the job
// touched.
func (t *tx) asMade(job fiche.ID, w *was, f *fiche.Fiche, v fiche.Values) (bool, error) {
	if w.CRM != "" {
		_, same, err := t.ownedAsMade(w)
		return same, err
	}
	if f.MergedInto != "" || f.RemovedAt != w.Binned || w.To.Number != 0 && (w.To != fiche.Numbered{Kind: f.Kind, Number: f.Number}) {
		return false, nil
	}
	if w.Regrouped && !slices.Equal(f.Groups, w.NewGroups) {
		return false, nil
	}
	for _, d := range w.Fields {
		if v[d.Name] != d.New {
			return false, nil
		}
	}
	if !w.Made {
		return t.momentsAsMade(w)
	}
	return t.untouched(f.ID, job)
}

// untouched reports whether all that was done to a fiche since a job made it are other
// jobs that were taken back.
func (t *tx) untouched(id, job fiche.ID) (is bool, err error) {
	back := map[fiche.ID]bool{}
	r := kv.Prefix(changesOf(id))
	r.Reverse = true
	err = t.Scan(r, func(_, b []byte) error {
		var c Change
		if err := decode(b, &c); err != nil {
			return err
		}
		if c.Op == OpUndoJob {
			undo, _, err := find[Job](t, jobKey(c.Job))
			back[undo.Undoes] = err == nil
			return err
		}
		if c.Job != "" && back[c.Job] {
			return nil
		}
		is = c.Job == job
		return kv.ErrStop
	})
	return is, err
}

// lastChange is the latest change of a fiche.
func (t *tx) lastChange(id fiche.ID) (c Change, err error) {
	r := kv.Prefix(changesOf(id))
	r.Reverse = true
	err = t.Scan(r, func(_, b []byte) error {
		c = Change{}
		if err := decode(b, &c); err != nil {
			return err
		}
		return kv.ErrStop
	})
	return c, err
}

// takeBack makes of a fiche what it was before a job.
func (t *tx) takeBack(w *was, f *fiche.Fiche, v fiche.Values) {
	if w.Binned != 0 {
		f.RemovedAt, f.RemovedBy = 0, ""
	}
	if w.To.Number != 0 {
		f.Kind, f.Number = w.From.Kind, w.From.Number
	}
	if w.Made {
		f.RemovedAt, f.RemovedBy = t.now.Unix(), t.by.Name
	}
	groups := f.Groups
	if w.Regrouped {
		groups = w.Groups
	}
	v = maps.Clone(v)
	for _, d := range w.Fields {
		v[d.Name] = d.Old
	}
	if len(w.Fields) > 0 || w.Regrouped {
		f.Apply(v, groups)
	}
}
