package store

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"

	"fichebak/store/fiche"
	"fichebak/store/kv"
	"fichebak/store/search"
)

// Check proves that the records agree with each other, and the lists in memory
// with the records: every number is claimed by its fiche, every moment and change
// has its fiche, what the lists hold of a fiche is what its records say and every order is of that. It answers what it found
// wrong, at most a hundred.
func (s *Store) Check(ctx context.Context) (faults []string, err error) {
	fault := func(format string, args ...any) {
		if len(faults) < 100 {
			faults = append(faults, fmt.Sprintf(format, args...))
		}
	}
	err = s.view(ctx, func(t *tx) error {
		if err := t.checkSettings(fault); err != nil {
			return err
		}
		if err := t.checkFiches(fault); err != nil {
			return err
		}
		if err := t.checkJobs(fault); err != nil {
			return err
		}
		if err := t.checkImports(fault); err != nil {
			return err
		}
		if err := t.checkWindows(fault); err != nil {
			return err
		}
		if err := t.checkExtras(fault); err != nil {
			return err
		}
		if err := t.checkSaved(fault); err != nil {
			return err
		}
		return t.checkNames(fault)
	})
	if err != nil {
		return nil, err
	}
	err = s.checkLists(ctx, fault) // it adds to the faults, so they are read after it
	return faults, err
}

func (t *tx) checkSettings(fault func(string, ...any)) error {
	set, err := t.settings()
	if err == nil && len(set.Starts) != len(fiche.Kinds) {
		fault("the settings have %d first numbers, of %d kinds", len(set.Starts), len(fiche.Kinds))
	}
	set.checkStages(fault)
	return err
}

func (t *tx) checkFiches(fault func(string, ...any)) error {
	known, part := map[fiche.ID]bool{}, map[fiche.ID]fiche.ID{}
	err := each(t, []byte("f/"), false, func(key []byte, f fiche.Fiche) (err error) {
		known[f.ID] = true
		heir := f.ID
		if f.MergedInto != "" {
			if heir, err = t.heir(f.ID); err != nil {
				return err
			}
			part[f.ID] = heir
		}
		if string(key) != string(ficheKey(f.ID)) {
			fault("fiche %s lies under key %q", f.ID, key)
		}
		if !slices.Contains(fiche.Kinds[:], f.Kind) {
			fault("fiche %s is of no kind", f.ID)
		}
		if !slices.Contains(f.Numbers, fiche.Numbered{Kind: f.Kind, Number: f.Number}) {
			fault("fiche %s does not have its own number", f.ID)
		}
		for _, n := range f.Numbers {
			owner, err := get[fiche.ID](t, claimKey(n.Kind, n.Number))
			if err != nil || owner != heir {
				fault("%s %d of fiche %s is claimed by %q", n.Kind, n.Number, f.ID, owner)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for id, heir := range part {
		if !known[heir] || part[heir] != "" {
			fault("fiche %s is part of %q, which is not there", id, heir)
		}
	}
	if err := t.checkCRM(known, fault); err != nil {
		return err
	}
	err = each(t, []byte("m/"), false, func(key []byte, m fiche.Moment) error {
		if !known[m.Fiche] || part[m.Fiche] != "" || string(key) != string(momentKey(m.Fiche, m.ID)) {
			fault("moment %s has no fiche", m.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(t, []byte("h/"), false, func(key []byte, c Change) error {
		if !known[c.Fiche] && c.Op != OpErase || string(key) != string(changeKey(c.Fiche, c.ID)) {
			fault("change %s has no fiche", c.ID)
		}
		return nil
	})
}

func (t *tx) checkJobs(fault func(string, ...any)) error {
	jobs := map[fiche.ID]Job{}
	err := each(t, []byte("j/"), false, func(key []byte, j Job) error {
		jobs[j.ID] = j
		if string(key) != string(jobKey(j.ID)) {
			fault("job %s lies under key %q", j.ID, key)
		}
		if j.Done > j.Total || j.State == JobDone && j.Done < j.Total {
			fault("job %s is %s with %d of %d done", j.ID, j.State, j.Done, j.Total)
		}
		if other, ok, err := find[Job](t, jobKey(j.UndoneBy)); j.UndoneBy != "" && (err != nil || !ok || other.Undoes != j.ID) {
			fault("job %s is not taken back by %q", j.ID, j.UndoneBy)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.Scan(kv.Prefix([]byte("p/")), func(key, _ []byte) error {
		id, _, _ := bytes.Cut(key[len("p/"):], []byte("/"))
		if _, ok := jobs[string(id)]; !ok {
			fault("part %q belongs to no job", key)
		}
		return nil
	})
}

func (t *tx) checkImports(fault func(string, ...any)) error {
	return each(t, []byte("i/i"), false, func(key []byte, i Import) error {
		if string(key) != string(importKey(i.ID)) {
			fault("import %s lies under key %q", i.ID, key)
		}
		if len(i.Plan.Fields) != len(i.Titles) || !slices.Contains(fiche.Kinds[:], i.Plan.Kind) || !slices.Contains(Matches, i.Plan.Match) {
			fault("the plan of import %s is not of its file", i.ID)
		}
		return nil
	})
}

func (t *tx) checkNames(fault func(string, ...any)) error {
	users, err := t.users()
	if err != nil {
		return err
	}
	for _, u := range users {
		if id, _, err := find[fiche.ID](t, userNameKey(search.Fold(u.Name))); err != nil || id != u.ID {
			fault("user %s is not found by name", u.ID)
		}
	}
	err = each(t, []byte("un/"), false, func(key []byte, id fiche.ID) error {
		if _, ok, err := find[User](t, userKey(id)); err != nil || !ok {
			fault("name %q belongs to no user", key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(t, []byte("gn/"), false, func(key []byte, id fiche.ID) error {
		if _, ok, err := find[Group](t, groupKey(id)); err != nil || !ok {
			fault("name %q belongs to no group", key)
		}
		return nil
	})
}

// checkLists compares what the lists hold of every fiche with what its records say,
// and then proves every order, set and count to be of that.
func (s *Store) checkLists(ctx context.Context, fault func(string, ...any)) error {
	var odd []fiche.ID
	err := s.view(ctx, func(t *tx) (failed error) {
		for row := range t.allRows(&failed) {
			if own, ok := s.index.Row(row.ID); !ok || !reflect.DeepEqual(own, row) {
				if odd = append(odd, row.ID); len(odd) == maxOdd {
					break
				}
			}
		}
		return failed
	})
	if err != nil {
		return err
	}
	// the lists may have been newer than what was read: while writers wait, what was
	// odd is compared once more
	var faults []string
	_, err = s.kv.Update(ctx, func(kv.RwTx) error {
		return s.view(ctx, func(t *tx) (err error) {
			if faults, err = t.checkOdd(odd); err != nil {
				return err
			}
			more, err := t.checkCRMRows()
			faults = append(faults, more...)
			return err
		})
	})
	for _, f := range append(faults, s.index.Check()...) {
		fault("lists: %s", f)
	}
	return err
}

// maxOdd is how many rows that are not as they should be are looked at again.
const maxOdd = 1000

// checkOdd says which of these rows are not what the records say, and whether there
// are as many as there are fiches. The transaction is of the newest commit.
func (t *tx) checkOdd(ids []fiche.ID) (faults []string, err error) {
	for _, id := range ids {
		row, err := t.rowOf(id)
		if err != nil {
			return nil, err
		}
		if own, ok := t.s.index.Row(id); ok != (row != nil) || ok && !reflect.DeepEqual(own, *row) {
			faults = append(faults, fmt.Sprintf("they do not have fiche %s as its records say", id))
		}
	}
	n := 0
	err = t.Scan(kv.Prefix([]byte("f/")), func(_, _ []byte) error {
		n++
		return nil
	})
	if err != nil {
		return faults, err
	}
	err = t.ScanIndex(byMerged, kv.Range{}, func(_, _ []byte) error {
		n-- // part of another: no list has it
		return nil
	})
	if have := t.s.index.Len(); have != n {
		faults = append(faults, fmt.Sprintf("they have %d fiches, the records %d", have, n))
	}
	return faults, err
}
