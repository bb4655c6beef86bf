package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fichebak/store/fiche"
)

// Session is one browser in which somebody is signed in. The store keeps only the
// hash of what the browser holds.
type Session struct {
	Hash    string   `cbor:"1,keyasint"` // hex SHA-256 of the cookie
	User    fiche.ID `cbor:"2,keyasint"`
	Created int64    `cbor:"3,keyasint"`
	Seen    int64    `cbor:"4,keyasint"`
	Agent   string   `cbor:"5,keyasint,omitempty"`
}

// How long a session lasts unused, and at all.
const (
	sessionIdle = 30 * 24 * time.Hour
	sessionLife = 180 * 24 * time.Hour
)

func (se Session) over(now time.Time) bool {
	return now.Sub(time.Unix(se.Seen, 0)) > sessionIdle || now.Sub(time.Unix(se.Created, 0)) > sessionLife
}

// SignIn begins a session of a user.
func (s *Store) SignIn(ctx context.Context, u User, hash, agent string) error {
	return s.update(ctx, u.Actor(), func(t *tx) error {
		u, err := get[User](t, userKey(u.ID))
		if err != nil {
			return err
		}
		u.SignedIn = t.now.Unix()
		if err := put(t, userKey(u.ID), u); err != nil {
			return err
		}
		return put(t, sessionKey(hash), Session{hash, u.ID, t.now.Unix(), t.now.Unix(), agent})
	})
}

// seenEvery is how often the use of a session is written down.
const seenEvery = time.Hour

// SignedIn returns who the session with this hash belongs to; ErrNotFound when it
// has ended or its user was disabled.
func (s *Store) SignedIn(ctx context.Context, hash string) (u User, se Session, err error) {
	err = s.view(ctx, func(t *tx) error {
		if se, err = get[Session](t, sessionKey(hash)); err != nil {
			return err
		}
		if u, err = get[User](t, userKey(se.User)); err != nil {
			return err
		}
		if se.over(t.now) || u.Disabled {
			return ErrNotFound
		}
		return nil
	})
	if err == nil && s.now().Sub(time.Unix(se.Seen, 0)) > seenEvery {
		err = s.update(ctx, u.Actor(), func(t *tx) error {
			// read again: one that was ended meanwhile stays ended
			if se, err = get[Session](t, sessionKey(hash)); err != nil {
				return err
			}
			se.Seen = t.now.Unix()
			return put(t, sessionKey(hash), se)
		})
	}
	return u, se, err
}

// SignOut ends a session.
func (s *Store) SignOut(ctx context.Context, by Actor, hash string) error {
	return s.update(ctx, by, func(t *tx) error { return t.rw.Delete(sessionKey(hash)) })
}

// Sessions returns a user's sessions, the one used last first.
func (s *Store) Sessions(ctx context.Context, user fiche.ID) (list []Session, err error) {
	err = s.view(ctx, func(t *tx) error {
		list, err = t.sessions(user)
		return err
	})
	slices.SortFunc(list, func(a, b Session) int { return cmp.Compare(b.Seen, a.Seen) })
	return list, err
}

func (t *tx) sessions(user fiche.ID) (list []Session, err error) {
	err = each(t, []byte("s/"), false, func(_ []byte, se Session) error {
		if se.User == user && !se.over(t.now) {
			list = append(list, se)
		}
		return nil
	})
	return list, err
}

// AllSessions returns everybody's sessions by user, the one used last first.
func (s *Store) AllSessions(ctx context.Context) (byUser map[fiche.ID][]Session, err error) {
	err = s.view(ctx, func(t *tx) error {
		byUser = map[fiche.ID][]Session{}
		return each(t, []byte("s/"), false, func(_ []byte, se Session) error {
			if !se.over(t.now) {
				byUser[se.User] = append(byUser[se.User], se)
			}
			return nil
		})
	})
	for _, list := range byUser {
		slices.SortFunc(list, func(a, b Session) int { return cmp.Compare(b.Seen, a.Seen) })
	}
	return byUser, err
}

// EndSession ends one session of a user; ErrNotFound when it is none of theirs.
func (s *Store) EndSession(ctx context.Context, by Actor, user fiche.ID, hash string) error {
	return s.update(ctx, by, func(t *tx) error {
		se, err := get[Session](t, sessionKey(hash))
		if err == nil && se.User != user {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return t.rw.Delete(sessionKey(hash))
	})
}

// EndSessions signs a user out everywhere but in the session keep.
func (s *Store) EndSessions(ctx context.Context, by Actor, user fiche.ID, keep string) error {
	for more := true; more; {
		err := s.update(ctx, by, func(t *tx) (err error) {
			more, err = t.endSessions(user, keep)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// maxEnded bounds how many sessions one transaction ends; those used last go first.
const maxEnded = 80

// endSessions ends a user's sessions but keep; more tells that some are left.
func (t *tx) endSessions(user fiche.ID, keep string) (more bool, err error) {
	list, err := t.sessions(user)
	if err != nil {
		return false, err
	}
	slices.SortFunc(list, func(a, b Session) int { return cmp.Compare(b.Seen, a.Seen) })
	ended := 0
	for _, se := range list {
		if se.Hash == keep {
			continue
		}
		if ended == maxEnded {
			return true, nil
		}
		if err := t.rw.Delete(sessionKey(se.Hash)); err != nil {
			return false, err
		}
		ended++
	}
	return false, nil
}
