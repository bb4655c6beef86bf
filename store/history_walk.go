package store

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/index"
	"fichebak/store/kv"
	"fichebak/store/search"
)

// How many fiches may be meant by a few letters, and of how many the own histories are
// read instead of that of the box.
const (
	maxMeant = 5_000
	fewMeant = 60
)

// seek is how a walk finds its changes.
type seek struct {
	kind        fiche.Kind
	field       string // one of HistoryFields, or an own one
	from, until int64
	meant       map[string]bool // the fiches; nil: all
	most        int             // how many to look at
}

// slack is by how much the clock may have been set back while changes were made. A walk
// that goes by the order of commits looks so much further at both ends.
const slack = 24 * 60 * 60

// ending is where a walk gave up.
type ending struct {
	spot
	at int64
}

// walk calls fn with the changes that are sought, newest first, from a place or the end.
// Of what a job did without a pause by another it has only the latest, unless certain
// fiches are looked for. It answers where it gave up, nil when it came to its end.
func (t *tx) walk(look *seek, from *spot, fn func(*entry) error) (gaveUp *ending, err error) {
	n, run := 0, uint64(0)
	if from != nil {
		run = from.job
	}
	visit := func(e *entry) error {
		if look.from != 0 && e.at < look.from-slack {
			return kv.ErrStop
		}
		if n++; n > look.most {
			gaveUp = &ending{spot{e.base, e.nth + 1, run}, e.at}
			return kv.ErrStop
		}
		if e.at < look.from || look.until != 0 && e.at >= look.until || look.meant == nil && e.job != 0 && e.job == run {
			return nil
		}
		ok, cost, err := t.sought(look, e)
		if n += cost; !ok {
			return err
		}
		if e.job != 0 {
			run = e.job
		}
		return fn(e)
	}
	if look.meant != nil && len(look.meant) <= fewMeant {
		return gaveUp, t.walkFew(look, from, visit)
	}
	r, err := t.walkRange(look, from)
	if err != nil {
		return nil, err
	}
	err = t.ScanIndex(byCommit, r, func(key, pk []byte) error {
		e, ok := readEntry(key, pk)
		if !ok {
			return nil
		}
		return visit(&e)
	})
	return gaveUp, err
}

// lookUp is what it costs to read a record, in changes walked past.
const lookUp = 20

// sought reports whether the fiche and the fields of an entry are among those that are
// looked for, and what it cost to know.
func (t *tx) sought(look *seek, e *entry) (ok bool, cost int, err error) {
	if look.meant != nil && !look.meant[e.fiche()] {
		return false, 0, nil
	}
	if ok, cost, err = t.soughtField(look, e); !ok {
		return false, cost, err
	}
	ok, more, err := t.soughtKind(look, e)
	return ok, cost + more, err
}

func (t *tx) soughtKind(look *seek, e *entry) (ok bool, cost int, err error) {
	switch {
	case look.kind == 0:
		return true, 0, nil
	case e.kind != 0:
		return e.kind == look.kind, 0, nil
	}
	if in, known := t.s.index.In(e.fiche(), setKind(look.kind)); known {
		return in, lookUp, nil
	}
	c, err := get[Change](t, e.pk) // removed for ever, or part of another
	if err != nil {
		return false, lookUp, err
	}
	ref, _, err := t.refOf(&c)
	return ref.Kind == look.kind, lookUp, err
}

// walkRange is the part of the index to walk: what was made after the last instant that
// is looked for is passed over by halves.
func (t *tx) walkRange(look *seek, from *spot) (r kv.Range, err error) {
	r.Reverse = true
	switch {
	case from != nil:
		r.To = from.key()
	case look.until != 0:
		last, err := lastBase(t)
		if err != nil {
			return r, err
		}
		low, high := kv.Rev(0), last+1 // what came after until, a day spared, begins between these
		for low < high {
			mid := low + (high-low)/2
			late := true
			err := t.ScanIndex(byCommit, kv.Range{From: commitKey(mid)}, func(key, pk []byte) error {
				e, _ := readEntry(key, pk)
				late = e.at > look.until+slack
				return kv.ErrStop
			})
			if err != nil {
				return r, err
			}
			if late {
				high = mid
			} else {
				low = mid + 1
			}
		}
		r.To = commitKey(low)
	}
	return r, nil
}

// walkFew walks the own histories of a few fiches.
func (t *tx) walkFew(look *seek, from *spot, visit func(*entry) error) error {
	var all []entry
	for id := range look.meant {
		err := t.Scan(kv.Prefix(changesOf(id)), func(k, b []byte) error {
			var c changeHead
			if err := decode(b, &c); err != nil {
				return err
			}
			if e, _ := readEntry(changeEntry(&c), k); from == nil || e.before(from) {
				e.pk = bytes.Clone(k)
				all = append(all, e)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.base, a.base), cmp.Compare(b.nth, a.nth), bytes.Compare(b.pk, a.pk))
	})
	for i := range all {
		if err := visit(&all[i]); err == kv.ErrStop {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (e *entry) before(p *spot) bool {
	return e.base < p.base || e.base == p.base && e.nth < p.nth
}

// meant are the fiches that a number or words of a name are said of, in the bin or not,
// with those that became part of them.
func (t *tx) meant(text string) (map[string]bool, error) {
	var ids []fiche.ID
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && n > 0 {
		for _, k := range fiche.Kinds {
			id, ok, err := find[fiche.ID](t, claimKey(k, n))
			if err != nil {
				return nil, err
			}
			if ok {
				ids = append(ids, id)
			}
		}
	}
	if words := search.Words(text); len(ids) == 0 && len(words) > 0 {
		found := t.s.index.Find(index.Query{Words: words, Limit: maxMeant})
		if found.Total > maxMeant {
			return nil, &Invalid{[]fiche.Problem{{Field: "fiche", Code: "problem.fiches-many", Args: []any{found.Total}, Blocks: true}}}
		}
		ids = found.IDs
	}
	meant := map[string]bool{}
	for _, id := range ids {
		all, err := t.absorbed(id)
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			meant[x] = true
		}
	}
	return meant, nil
}
