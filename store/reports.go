package store

import (
	"context"
	"iter"
	"slices"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// linesAtOnce is how many lines of a report are read in one view. Who makes something
// of them takes its time, and no view is to stay open meanwhile.
const linesAtOnce = 200

// Lines are the fiches of a list in its order, all of them or those that were ticked.
// Which they are is found at one instant; each is read when its turn comes, and one
// that is gone by then is passed over. What was ticked comes even when the list has it
// no more, after those it has.
func (s *Store) Lines(ctx context.Context, q Query, ticked []fiche.ID) iter.Seq2[Row, error] {
	q.After, q.Offset, q.Limit = "", 0, 0
	return func(yield func(Row, error) bool) {
		now := s.now()
		ids, bounds := s.index.Find(s.indexQuery(q, now)).IDs, s.bounds(now)
		if len(ticked) > 0 {
			ids = inOrder(ids, ticked)
		}
		for some := range slices.Chunk(ids, linesAtOnce) {
			rows, err := s.lines(ctx, some, bounds)
			if err != nil {
				yield(Row{}, err)
				return
			}
			for i := range rows {
				if rows[i].Fiche.Removed() && !q.Bin {
					continue
				}
				if !yield(rows[i], nil) {
					return
				}
			}
		}
	}
}

// lines are the rows of some fiches, without the remarks on them: those cost more than
// all the rest of a row.
func (s *Store) lines(ctx context.Context, ids []fiche.ID, bounds []string) (rows []Row, err error) {
	err = s.view(ctx, func(t *tx) error {
		rows = make([]Row, 0, len(ids))
		for _, id := range ids {
			r, ok, err := t.plainRow(id, bounds)
			if err != nil {
				return err
			}
			if ok {
				rows = append(rows, r)
			}
		}
		return nil
	})
	return rows, err
}

// inOrder is what was ticked, in the order of a list.
func inOrder(list, ticked []fiche.ID) (ids []fiche.ID) {
	left := map[fiche.ID]bool{}
	for _, id := range ticked {
		left[id] = true
	}
	take := func(from []fiche.ID) {
		for _, id := range from {
			if left[id] {
				ids = append(ids, id)
				delete(left, id)
			}
		}
	}
	take(list)
	take(ticked)
	return ids
}

// Visit is an appointment or a call-back with what one needs to go there or call.
type Visit struct {
	Dated
	Address fiche.Address
}

// DayList are the appointments and call-backs of a day (YYYY-MM-DD), those without an
// hour last, of everybody, or only those that are who's business; at most limit, and
// whether there are more.
func (s *Store) DayList(ctx context.Context, day string, who fiche.ID, limit int) (vs []Visit, more bool, err error) {
	err = s.view(ctx, func(t *tx) error {
		vs, more = nil, false
		var loose []Visit
		err := t.ScanIndex(byDay, kv.Range{From: []byte(day), To: []byte(day + "~")}, func(_, pk []byte) error {
			d, ok, err := t.datedOne(pk)
			if err != nil || !ok || !d.Moment.Kind.Reminds() || who != "" && !t.concerns(d.Moment.For, who) {
				return err
			}
			if len(vs)+len(loose) == limit {
				more = true
				return kv.ErrStop
			}
			f, err := get[fiche.Fiche](t, ficheKey(d.Moment.Fiche))
			if err != nil {
				return err
			}
			v := Visit{d, f.Address(0)}
			if d.Moment.Hour == "" {
				loose = append(loose, v)
			} else {
				vs = append(vs, v)
			}
			return nil
		})
		vs = append(vs, loose...)
		return err
	})
	return vs, more, err
}
