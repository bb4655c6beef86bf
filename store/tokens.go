package store

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// tokenLife is how long a repeated form answers the first one's result.
const tokenLife = 24 * time.Hour

// used is the record of a form token that was used.
type used struct {
	Result string `cbor:"1,keyasint" json:"result"`
	// Of the form of a fiche or a moment besides: the version of the fiche it made, a
	// sum of what it held, and its lines of moments as they were saved, by their names
	// in the form. By these the same form is known when it comes once more.
	Rev   uint64              `cbor:"2,keyasint,omitempty" json:"rev,omitempty"`
	Sum   uint64              `cbor:"3,keyasint,omitempty" json:"sum,omitempty"`
	Lines map[string]usedLine `cbor:"4,keyasint,omitempty" json:"lines,omitempty"`
}

// usedLine is a line of moments that a form saved.
type usedLine struct {
	Moment fiche.ID   `cbor:"1,keyasint" json:"moment"`
	Line   fiche.Line `cbor:"2,keyasint" json:"line"`
}

// NewToken makes the token of a form. It tells when the form was opened.
func (s *Store) NewToken() (string, error) { return s.ids.next('t', s.now()) }

// tokenTime is when the form of a token was opened; zero when it is no token.
func tokenTime(token string) time.Time {
	at, _ := idTime('t', token)
	return at
}

// once tells what the form with this token came to, if it was saved before. A text
// that is no token counts as none.
func (t *tx) once(token string) (result string, done bool, err error) {
	u, done, err := t.usedBefore(token)
	return u.Result, done, err
}

// usedBefore is once with everything that was kept of the form.
func (t *tx) usedBefore(token string) (u used, done bool, err error) {
	if _, ok := idTime('t', token); !ok {
		return u, false, nil
	}
	return find[used](t, tokenKey(token))
}

// keep remembers what the form with this token came to.
func (t *tx) keep(token string, result fiche.ID) error {
	return t.keepUsed(token, used{Result: result})
}

func (t *tx) keepUsed(token string, u used) error {
	if _, ok := idTime('t', token); !ok {
		return nil
	}
	return put(t, tokenKey(token), u)
}

// sum is the same for two drafts that hold the same.
func (d Draft) sum() uint64 {
	h := fnv.New64a()
	for _, n := range fiche.NamesOf(d.Values) {
		fmt.Fprintf(h, "%s%q", n, d.Values[n])
	}
	for _, l := range d.Moments {
		fmt.Fprintf(h, "%q%#v", l.Name, l.Line)
	}
	for _, id := range slices.Sorted(maps.Keys(d.Verdicts)) {
		fmt.Fprintf(h, "%q%q", id, d.Verdicts[id])
	}
	return h.Sum64()
}

// since is a draft whose form was saved before, as a change to what that made: its new
// lines are moments now, and its lines were what they were saved as.
func (d Draft) since(u used) Draft {
	lines := make([]MomentDraft, len(d.Moments))
	for i, l := range d.Moments {
		if x, ok := u.Lines[l.Name]; ok {
			l.Name, l.Was = x.Moment, x.Line
		}
		lines[i] = l
	}
	d.Moments = lines
	return d
}

// joined are the lines of a form that was saved before, after it was saved again: by
// the names the form has them under.
func (u used) joined(lines map[string]usedLine) map[string]usedLine {
	for name, x := range u.Lines {
		if newer, ok := lines[x.Moment]; ok {
			x = newer
		}
		lines[name] = x
	}
	return lines
}

// Sweep removes form tokens and sessions that have run out, who saw what of moments
// that are done, what old jobs kept to be taken back, files nobody went on with, and
// what has lain in the bin long enough. It works in small transactions.
func (s *Store) Sweep(ctx context.Context) error {
	if err := errors.Join(s.sweepJobs(ctx), s.sweepBin(ctx), s.sweepImports(ctx)); err != nil {
		return err
	}
	first := firstID(s.now().Add(-tokenLife))
	old := "t" + idText.EncodeToString(first[:])
	if err := s.sweep(ctx, kv.Range{From: []byte("t/"), To: tokenKey(old)}, func(*tx, []byte, []byte) (bool, error) { return true, nil }); err != nil {
		return err
	}
	if err := s.sweep(ctx, kv.Prefix([]byte("s/")), func(t *tx, _, b []byte) (bool, error) {
		var se Session
		err := decode(b, &se)
		return se.over(t.now), err
	}); err != nil {
		return err
	}
	if err := s.sweep(ctx, kv.Prefix([]byte("v/")), func(t *tx, _, b []byte) (bool, error) {
		var v Saved
		err := decode(b, &v)
		return v.RemovedAt != 0 && v.RemovedAt < t.now.Unix()-savedLife, err
	}); err != nil {
		return err
	}
	return s.sweep(ctx, kv.Prefix([]byte("r/")), func(t *tx, _, b []byte) (bool, error) {
		var h handled
		if err := decode(b, &h); err != nil {
			return false, err
		}
		id, err := t.heir(h.Fiche)
		if err != nil {
			return false, err
		}
		m, ok, err := find[fiche.Moment](t, momentKey(id, h.Moment))
		return !ok || !m.Open(), err
	})
}

// sweep deletes the records of a range that old says are over.
func (s *Store) sweep(ctx context.Context, r kv.Range, old func(t *tx, key, val []byte) (bool, error)) error {
	for {
		var keys [][]byte
		err := s.view(ctx, func(t *tx) error {
			return t.Scan(r, func(k, v []byte) error {
				gone, err := old(t, k, v)
				if err != nil || !gone {
					return err
				}
				if keys = append(keys, append([]byte(nil), k...)); len(keys) == kv.MaxWrites {
					return kv.ErrStop
				}
				return nil
			})
		})
		if err != nil || len(keys) == 0 {
			return err
		}
		err = s.update(ctx, Actor{}, func(t *tx) error {
			for _, k := range keys {
				if err := t.rw.Delete(k); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}
