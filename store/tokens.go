package store

import (
	"context"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// tokenLife is how long a repeated form answers the first one's result.
const tokenLife = 24 * time.Hour

// used is the record of a form token that was used.
type used struct {
	Result string `cbor:"1,keyasint" json:"result"`
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
	if _, ok := idTime('t', token); !ok {
		return "", false, nil
	}
	u, ok, err := find[used](t, tokenKey(token))
	return u.Result, ok, err
}

// keep remembers what the form with this token came to.
func (t *tx) keep(token string, result fiche.ID) error {
	if _, ok := idTime('t', token); !ok {
		return nil
	}
	return put(t, tokenKey(token), used{result})
}

// Sweep removes form tokens and sessions that have run out, and who saw what of
// moments that are done. It works in small transactions.
func (s *Store) Sweep(ctx context.Context) error {
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
	return s.sweep(ctx, kv.Prefix([]byte("r/")), func(t *tx, _, b []byte) (bool, error) {
		var h handled
		if err := decode(b, &h); err != nil {
			return false, err
		}
		m, ok, err := find[fiche.Moment](t, momentKey(h.Fiche, h.Moment))
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
