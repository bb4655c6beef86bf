package store

import (
	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

// undone is the fiche that had the number of a row and lies in the bin since an import
// was taken back; nil when there is none. A number is never given to another fiche, so
// who takes an import back and brings the file in again gets the same fiches back.
func (w *rowWork) undone(d *transfer.Draft) (*fiche.Fiche, error) {
	if !w.imp.Plan.Keep || d.Number == 0 {
		return nil, nil
	}
	id, ok, err := find[fiche.ID](w.tx, claimKey(w.imp.Plan.Kind, d.Number))
	if err != nil || !ok {
		return nil, err
	}
	f, ok, err := find[fiche.Fiche](w.tx, ficheKey(id))
	if err != nil || !ok || f.RemovedAt == 0 || f.MergedInto != "" || f.Kind != w.imp.Plan.Kind || f.Number != d.Number {
		return nil, err
	}
	c, err := w.lastChange(id)
	if err != nil || c.Op != OpUndoJob {
		return nil, err // somebody put it there
	}
	return &f, nil
}

// again does a row whose fiche was there before: it comes out of the bin as the row says,
// with nothing of what it was.
func (w *rowWork) again(res RowResult, d *transfer.Draft, f *fiche.Fiche, err error) (RowResult, error) {
	if err == nil {
		err = w.checkMoments(&res, d)
	}
	if err != nil {
		return res, err
	}
	old := f.Values(w.group)
	if err := w.fill(&res, f, d.Values); err != nil {
		return res, err
	}
	had, err := w.moments(f.ID)
	if err != nil {
		return res, err
	}
	for i := range had {
		if err := w.changeMoment(f, had[i].ID, OpMomentRemoval, func(*fiche.Moment) error { return errRemoved }); err != nil {
			return res, err
		}
	}
	f.RemovedAt, f.RemovedBy = 0, ""
	f.Rev++
	res.Verdict = RowNew
	w.now.numbers[d.Number], w.now.fiches[f.ID] = res.Line, res.Line
	if err := w.putFiche(f); err != nil {
		return res, err
	}
	if err := w.record(f, Change{Op: OpImport, Fields: fiche.Diff(old, f.Values(w.group))}); err != nil {
		return res, err
	}
	made := was{Fiche: f.ID, Made: true}
	lines, err := w.newMoments(&res, d, nil)
	if err == nil {
		made.Moments, err = w.addMoments(&res, f, lines)
	}
	w.was = append(w.was, made)
	return res, err
}
