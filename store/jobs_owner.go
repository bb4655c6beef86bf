package store

import (
	"context"

	"fichebak/store/fiche"
)

// BulkOwner is the kind of job that gives CRM fiches an owner. Its parts are of CRM
// fiches: fiches themselves have none.
const BulkOwner = "owner"

func init() { works[BulkOwner] = work{next: ownNext} }

// OwnDraft is an owner for many CRM fiches at once.
type OwnDraft struct {
	Owner fiche.ID   // a user, or empty: nobody
	IDs   []fiche.ID // the CRM fiches; or
	All   *CRMQuery  // all that the overview finds
	Token string
	Back  string
}

// Owned is the CRM fiches that a draft is about.
func (s *Store) Owned(ctx context.Context, d OwnDraft) ([]fiche.ID, error) {
	if d.All == nil {
		return d.IDs, nil
	}
	q := *d.All
	q.From, q.Limit = 0, 0
	p, err := s.CRMPage(ctx, q)
	ids := make([]fiche.ID, 0, len(p.Rows))
	for _, r := range p.Rows {
		ids = append(ids, r.CRM.ID)
	}
	return ids, err
}

// BeginOwner begins the job that gives CRM fiches an owner. *Invalid when that is nobody
// who is there, ErrNotFound when it is about no CRM fiche.
func (s *Store) BeginOwner(ctx context.Context, by Actor, d OwnDraft) (Job, error) {
	params := map[string]string{"owner": d.Owner, "back": d.Back}
	if d.Owner != "" {
		u, err := s.User(ctx, d.Owner)
		if err != nil || u.Disabled {
			return Job{}, &Invalid{[]fiche.Problem{{Field: "owner", Code: "problem.choice", Blocks: true}}}
		}
		params["name"] = u.Name
	}
	ids, err := s.Owned(ctx, d)
	if err != nil {
		return Job{}, err
	}
	if len(ids) == 0 {
		return Job{}, ErrNotFound
	}
	return s.beginOn(ctx, by, d.Token, BulkOwner, params, ids)
}

// ownNext gives the next CRM fiches of a job their owner.
func ownNext(t *tx, j *Job, size int) error {
	n, at := j.Done/partLen, j.Done%partLen
	p, err := get[part](t, partKey(j.ID, n))
	if err != nil {
		return err
	}
	for _, id := range p.IDs[at:min(at+size, len(p.IDs))] {
		w, err := t.ownOne(j, id)
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
}

// ownOne gives one CRM fiche its owner; nil when it was left alone.
func (t *tx) ownOne(j *Job, id fiche.ID) (*was, error) {
	f, c, err := t.crm(id)
	switch {
	case err == ErrNotFound:
		j.except(Exception{Code: codeGone})
		return nil, nil
	case err != nil:
		return nil, err
	case c.Removed():
		j.except(Exception{Fiche: f.ID, Code: codeBinned, By: c.RemovedBy, At: c.RemovedAt})
		return nil, nil
	case c.Owner == j.Params["owner"]:
		j.except(Exception{Fiche: f.ID, Code: codeSame})
		return nil, nil
	}
	old := c.Values()
	c.Owner = j.Params["owner"]
	if err := t.putCRM(&f, &c, OpCRMSave, old); err != nil {
		return nil, err
	}
	j.count("changed")
	return &was{Fiche: f.ID, CRM: id, Fields: []fiche.Delta{{Name: "owner", Old: old["owner"], New: c.Owner}}}, nil
}

// ownedAsMade reports whether a CRM fiche still has the owner that a job gave it.
func (t *tx) ownedAsMade(w *was) (c fiche.CRM, same bool, err error) {
	_, c, err = t.crm(w.CRM)
	if err == ErrNotFound {
		return c, false, nil
	}
	return c, err == nil && !c.Removed() && c.Owner == w.Fields[0].New, err
}

// undoOwned gives a CRM fiche the owner back that it had before a job.
func (t *tx) undoOwned(j *Job, w *was) error {
	c, same, err := t.ownedAsMade(w)
	if err != nil {
		return err
	}
	if !same {
		j.except(Exception{Fiche: w.Fiche, Code: codeChanged, By: c.ChangedBy, At: c.ChangedAt})
		return nil
	}
	f, err := get[fiche.Fiche](t, ficheKey(c.Fiche))
	if err != nil {
		return err
	}
	old := c.Values()
	c.Owner = w.Fields[0].Old
	if err := t.putCRM(&f, &c, OpCRMSave, old); err != nil {
		return err
	}
	j.count("changed")
	return nil
}
