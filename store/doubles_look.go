package store

import (
	"context"
	"errors"
	"slices"

	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// KindDoubles is the kind of the job that looks for doubles. Like a rehearsal it stands in
// no list of jobs; there is one at a time, and the next takes its place.
const KindDoubles = "doubles"

// doublesJob is its id, behind those of all other jobs.
const doublesJob fiche.ID = "jzdoubles"

func init() { works[KindDoubles] = work{ahead: lookAhead, next: lookNext} }

// lookedAtOnce is how many fiches a look reads between two notes of how far it is.
const lookedAtOnce = 64 * cardBatch

// look is a look for doubles that is under way. It reads all fiches twice: what they can
// have in common, and then those that have something in common with another. No
// transaction lasts as long as that, so what is written meanwhile may be seen or not.
// After a stop of the program it begins anew.
type look struct {
	at     int64 // of its job
	run    lookedRecord
	read   int    // fiches, both times
	behind []byte // the key of the last of them
	paired bool   // the second reading has begun
	all    bool   // and is over
	over   bool

	ids    []fiche.ID
	blocks alike.Blocks
	pairs  []alike.Pair
	cards  []*alike.Card // by place among the ids, of those that are in pairs
	wanted []bool
	found  []foundPair
}

// LookForDoubles begins the job that looks for fiches that look alike, among all kinds,
// and keeps what it finds for Doubles. While one is under way it answers that one.
func (s *Store) LookForDoubles(ctx context.Context, by Actor) (j Job, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		had, _, err := find[Job](t, jobKey(doublesJob))
		if j = had; err != nil || had.Open() {
			return err
		}
		j, err = t.startAs(doublesJob, KindDoubles, nil, 2*max(s.Len(), 1), 0)
		return err
	})
	return j, err
}

// DoublesJob is the latest look for doubles that was a job; ok is false when there was
// none.
func (s *Store) DoublesJob(ctx context.Context) (j Job, ok bool, err error) {
	j, err = s.Job(ctx, doublesJob)
	if errors.Is(err, ErrNotFound) {
		return j, false, nil
	}
	return j, err == nil, err
}

// lookAhead does the next piece of a look.
func lookAhead(ctx context.Context, s *Store, j *Job) error {
	if s.look == nil || s.look.at != j.At {
		s.look = &look{at: j.At, run: lookedRecord{At: s.now().Unix()}}
	}
	err := s.look.on(ctx, s)
	if err != nil {
		s.look = nil // what it has of the piece is not whole
	}
	return err
}

// on goes one piece further.
func (l *look) on(ctx context.Context, s *Store) error {
	switch {
	case !l.paired:
		last, err := l.next(ctx, s, func(m *madeCard) {
			l.blocks.Add(uint32(len(l.ids)), m.keys)
			l.ids = append(l.ids, m.id)
		})
		if err == nil && last {
			l.pair()
		}
		return err
	case !l.all:
		at := 0
		last, err := l.next(ctx, s, func(m *madeCard) {
			for at < len(l.ids) && l.ids[at] < m.id {
				at++
			}
			if at < len(l.ids) && l.ids[at] == m.id && l.wanted[at] {
				l.cards[at] = m.card
			}
		})
		l.all = last
		return err
	}
	l.over = true
	return s.view(ctx, l.compare)
}

// next reads the next fiches and calls fn with the cards of those that can be doubles;
// last when there are no more.
func (l *look) next(ctx context.Context, s *Store, fn func(*madeCard)) (last bool, err error) {
	r := kv.Prefix([]byte("f/"))
	if l.behind != nil {
		r.From = append(slices.Clone(l.behind), 0)
	}
	err = s.view(ctx, func(t *tx) error {
		read, behind, err := t.eachCard(r, lookedAtOnce, fn)
		l.read, l.behind, last = l.read+read, behind, read < lookedAtOnce
		return err
	})
	return last, err
}

// pair finds who has something in common with another, and begins the second reading.
func (l *look) pair() {
	l.pairs = l.blocks.Pairs()
	l.wanted, l.cards = make([]bool, len(l.ids)), make([]*alike.Card, len(l.ids))
	for _, p := range l.pairs {
		l.wanted[p.A], l.wanted[p.B] = true, true
	}
	l.blocks, l.run.Fiches, l.behind, l.paired = alike.Blocks{}, len(l.ids), nil, true
}

// weighed is a pair with how much it looks alike.
type weighed struct {
	pair   alike.Pair
	weight int
}

// compare keeps the likeliest of the pairs that look alike and were not judged.
func (l *look) compare(t *tx) error {
	judged, err := t.verdicts()
	if err != nil {
		return err
	}
	var found []weighed
	for _, p := range l.pairs {
		x, y := l.cards[p.A], l.cards[p.B]
		if x == nil || y == nil {
			continue // gone meanwhile
		}
		if like := alike.Compare(x, y); like.Level() != alike.None && !judged.has(l.ids[p.A], l.ids[p.B]) {
			found = append(found, weighed{p, like.Weight})
		}
	}
	slices.SortStableFunc(found, func(a, b weighed) int { return b.weight - a.weight })
	l.run.Pairs, l.found = len(found), nil
	for _, w := range found[:min(len(found), maxFound)] {
		l.found = append(l.found, foundPair{l.ids[w.pair.A], l.ids[w.pair.B]})
	}
	return nil
}

// lookNext notes how far a look is, and keeps in the end what it found.
func lookNext(t *tx, j *Job, _ int) error {
	l := t.s.look
	if j.Done = min(l.read, j.Total-1); !l.over {
		return nil
	}
	old, _, err := find[lookedRecord](t, lookedKey)
	if err != nil {
		return err
	}
	for i := range old.Chunks {
		if err := t.rw.Delete(foundKey(i)); err != nil {
			return err
		}
	}
	kept := l.run
	for chunk := range slices.Chunk(l.found, foundChunk) {
		if err := put(t, foundKey(kept.Chunks), chunk); err != nil {
			return err
		}
		kept.Chunks++
	}
	j.Done = j.Total
	t.rw.OnCommit(func(kv.Rev) { t.s.look = nil })
	return put(t, lookedKey, kept)
}
