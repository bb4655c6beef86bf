package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// Answers to whether two fiches are one and the same.
const (
	VerdictBranch = "branch" // another branch of the same firm
	VerdictNo     = "no"     // two different ones
)

// ErrSelf says that a fiche was set beside itself.
var ErrSelf = errors.New("the same fiche twice")

// Verdict is what somebody answered about two fiches that look alike. They are not
// shown as a pair any more, however they change, until it is taken back.
type Verdict struct {
	A      fiche.ID `cbor:"1,keyasint" json:"a"`
	B      fiche.ID `cbor:"2,keyasint" json:"b"`
	Answer string   `cbor:"3,keyasint" json:"answer"`
	At     int64    `cbor:"4,keyasint" json:"at"`
	ByID   fiche.ID `cbor:"5,keyasint,omitempty" json:"by_id,omitempty"`
	By     string   `cbor:"6,keyasint,omitempty" json:"by,omitempty"`
}

// Judge keeps an answer about two fiches; an empty one takes it back.
func (s *Store) Judge(ctx context.Context, by Actor, a, b fiche.ID, answer string) error {
	return s.update(ctx, by, func(t *tx) error {
		for _, id := range []fiche.ID{a, b} {
			if _, err := get[fiche.Fiche](t, ficheKey(id)); err != nil {
				return err
			}
		}
		if answer == "" {
			return t.unjudge(a, b)
		}
		return t.judge(a, b, answer)
	})
}

// unjudge forgets the answers about two fiches, and about those that are part of them.
func (t *tx) unjudge(a, b fiche.ID) error {
	var keys [][]byte
	err := each(t, []byte("d/v/"), false, func(key []byte, v Verdict) error {
		x, err := t.heir(v.A)
		if err != nil {
			return err
		}
		y, err := t.heir(v.B)
		if doubleID(x, y) == doubleID(a, b) && len(keys) < kv.MaxWrites {
			keys = append(keys, slices.Clone(key))
		}
		return err
	})
	for _, k := range keys {
		err = errors.Join(err, t.rw.Delete(k))
	}
	return err
}

func (t *tx) judge(a, b fiche.ID, answer string) error {
	if a == b {
		return ErrSelf
	}
	if answer != VerdictBranch && answer != VerdictNo {
		return &Invalid{[]fiche.Problem{{Field: "verdict", Code: "problem.choice", Blocks: true}}}
	}
	return put(t, verdictKey(a, b), Verdict{A: min(a, b), B: max(a, b), Answer: answer, At: t.now.Unix(), ByID: t.by.ID, By: t.by.Name})
}

// maxVerdicts bounds the answers that come with one new fiche.
const maxVerdicts = 10

// judgeNew keeps the answers that were given while a fiche was typed.
func (t *tx) judgeNew(id fiche.ID, verdicts map[fiche.ID]string) error {
	others := slices.Sorted(maps.Keys(verdicts))
	for _, other := range others[:min(len(others), maxVerdicts)] {
		answer := verdicts[other]
		_, ok, err := find[fiche.Fiche](t, ficheKey(other))
		if err != nil {
			return err
		}
		if !ok || other == id || answer != VerdictBranch && answer != VerdictNo {
			continue // gone in the meantime, or no answer of the form
		}
		if err := t.judge(id, other, answer); err != nil {
			return err
		}
	}
	return nil
}

// judgements are all verdicts by their pair; one about a fiche that was merged is about
// the one it is part of by now.
type judgements map[string]Verdict

func (j judgements) has(a, b fiche.ID) bool {
	_, ok := j[doubleID(a, b)]
	return ok
}

func (t *tx) verdicts() (judgements, error) {
	j := judgements{}
	err := each(t, []byte("d/v/"), false, func(_ []byte, v Verdict) error {
		var err error
		if v.A, err = t.heir(v.A); err != nil {
			return err
		}
		if v.B, err = t.heir(v.B); err == nil {
			j[doubleID(v.A, v.B)] = v
		}
		return err
	})
	return j, err
}

// Double is two fiches that look alike.
type Double struct {
	A, B    fiche.Fiche
	Like    alike.Likeness
	Verdict *Verdict // when there is one
}

// ID names the pair in an address.
func (d *Double) ID() string { return doubleID(d.A.ID, d.B.ID) }

// DoubleOf is what a pair of two fiches is called in an address.
func DoubleOf(a, b fiche.ID) string { return doubleID(a, b) }

// ReadDouble takes the name of a pair apart.
func ReadDouble(id string) (a, b fiche.ID) {
	a, b, _ = strings.Cut(id, "-")
	return a, b
}

// Double returns two fiches beside each other, with what was answered about them. ErrSelf
// for one and the same, ErrNotFound when one is not there.
func (s *Store) Double(ctx context.Context, a, b fiche.ID) (d Double, err error) {
	if a == b {
		return d, ErrSelf
	}
	err = s.view(ctx, func(t *tx) error {
		var ok bool
		if d, ok, err = t.cardReader().pair(min(a, b), max(a, b)); err != nil {
			return err
		}
		if !ok {
			return ErrNotFound
		}
		judged, err := t.verdicts()
		if v, ok := judged[doubleID(a, b)]; ok {
			d.Verdict = &v
		}
		return err
	})
	return d, err
}

// Doubles are the pairs to look at, the likeliest first, and those that were judged,
// the latest first.
type Doubles struct {
	Looked
	Open   []Double
	Judged []Double
}

// Doubles returns what the last look for doubles found, as it is now: without pairs of
// which one is gone or has changed so that it looks alike no more.
func (s *Store) Doubles(ctx context.Context) (d Doubles, err error) {
	if d.Looked, err = s.LookedForDoubles(ctx); err != nil {
		return d, err
	}
	err = s.view(ctx, func(t *tx) error {
		looked := d.Looked
		d = Doubles{Looked: looked}
		return t.doubles(&d)
	})
	return d, err
}

func (t *tx) doubles(d *Doubles) error {
	judged, err := t.verdicts()
	if err != nil {
		return err
	}
	pairs, err := t.found()
	if err != nil {
		return err
	}
	read := t.cardReader()
	for _, p := range pairs {
		if judged.has(p.A, p.B) {
			continue
		}
		x, ok, err := read.pair(p.A, p.B)
		if err != nil {
			return err
		}
		if ok && x.Like.Level() != alike.None {
			d.Open = append(d.Open, x)
		}
	}
	for _, v := range judged {
		x, ok, err := read.pair(v.A, v.B)
		if err != nil {
			return err
		}
		if ok {
			x.Verdict = &v
			d.Judged = append(d.Judged, x)
		}
	}
	slices.SortStableFunc(d.Open, func(a, b Double) int { return b.Like.Weight - a.Like.Weight })
	slices.SortFunc(d.Judged, func(a, b Double) int {
		if a.Verdict.At != b.Verdict.At {
			return int(b.Verdict.At - a.Verdict.At)
		}
		return strings.Compare(a.ID(), b.ID())
	})
	return nil
}

// cardReader reads fiches for pairs, each once.
type cardReader struct {
	t     *tx
	fiche map[fiche.ID]*fiche.Fiche
	card  map[fiche.ID]*alike.Card
}

func (t *tx) cardReader() *cardReader {
	return &cardReader{t, map[fiche.ID]*fiche.Fiche{}, map[fiche.ID]*alike.Card{}}
}

func (r *cardReader) read(id fiche.ID) (*fiche.Fiche, error) {
	if f, known := r.fiche[id]; known {
		return f, nil
	}
	f, ok, err := find[fiche.Fiche](r.t, ficheKey(id))
	if err != nil {
		return nil, err
	}
	if !ok || !canDouble(&f) {
		r.fiche[id] = nil
		return nil, nil
	}
	c := alike.Of(&f)
	r.fiche[id], r.card[id] = &f, &c
	return &f, nil
}

// pair reads two fiches and compares them; ok is false when one is not there.
func (r *cardReader) pair(a, b fiche.ID) (d Double, ok bool, err error) {
	x, err := r.read(a)
	if err != nil || x == nil {
		return d, false, err
	}
	y, err := r.read(b)
	if err != nil || y == nil || a == b {
		return d, false, err
	}
	return Double{A: *x, B: *y, Like: alike.Compare(r.card[a], r.card[b])}, true, nil
}
