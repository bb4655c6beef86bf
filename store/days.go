package store

import (
	"context"
	"strings"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// Dated is a moment with what is needed to name its fiche.
type Dated struct {
	Moment   fiche.Moment
	Ref      fiche.Ref
	Phone    string
	Town     string
	Inactive bool
	Late     bool
}

// Between returns the moments of the fiches that exist from one day up to, but not
// with, another (YYYY-MM-DD), oldest first, for user: those for everybody and for
// this user; at most limit.
func (s *Store) Between(ctx context.Context, user fiche.ID, from, to string, limit int) (ms []Dated, err error) {
	err = s.view(ctx, func(t *tx) error {
		ms, err = t.dated(byDay, kv.Range{From: []byte(from), To: []byte(to)}, user, limit, func(*Dated) bool { return true })
		return err
	})
	return ms, err
}

// Ahead returns the moments of a day (YYYY-MM-DD) that stand under it, oldest first, for
// user, at most limit: what is late stands elsewhere, and a fact that is not one yet
// nowhere.
func (s *Store) Ahead(ctx context.Context, user fiche.ID, day string, limit int) (ms []Dated, err error) {
	err = s.view(ctx, func(t *tx) error {
		r := kv.Prefix([]byte(day))
		ms, err = t.dated(byDay, r, user, limit, func(d *Dated) bool { return !d.Late && (d.Moment.Kind.Reminds() || d.Moment.Done()) })
		return err
	})
	return ms, err
}

// Late returns the open moments that have passed, for user, the latest first, at
// most limit, and how many there are.
func (s *Store) Late(ctx context.Context, user fiche.ID, limit int) (ms []Dated, total int, err error) {
	err = s.view(ctx, func(t *tx) error {
		now := fiche.Passed(t.now, s.zone)
		r := kv.Range{To: []byte(now), Reverse: true}
		today := now[:len(time.DateOnly)]
		binned := s.binned()
		ms, total = nil, 0
		return t.ScanIndex(byOpen, r, func(ikey, pk []byte) error {
			when, who, _, _ := splitOpen(ikey)
			if !t.concerns(who, user) || when == today {
				return nil
			}
			if len(ms) >= limit && !binned { // past what is shown the entry alone is counted
				total++
				return nil
			}
			d, ok, err := t.datedOne(pk)
			if err != nil || !ok {
				return err
			}
			if total++; len(ms) < limit {
				d.Late = true
				ms = append(ms, d)
			}
			return nil
		})
	})
	return ms, total, err
}

// concerns reports whether a moment that is for who, or for everybody, is user's
// business. One of somebody who can no longer sign in is everybody's, or it would be
// forgotten.
func (t *tx) concerns(who, user fiche.ID) bool {
	if who == "" || who == user {
		return true
	}
	if t.gone == nil {
		t.gone = map[fiche.ID]bool{}
		users, err := t.users()
		if err != nil {
			t.s.log.Error("read users", "err", err)
		}
		for _, u := range users {
			t.gone[u.ID] = u.Disabled
		}
	}
	return t.gone[who]
}

// splitOpen takes an openKey apart.
func splitOpen(ikey []byte) (when, who, lead, kind string) {
	when, rest, _ := strings.Cut(string(ikey), "\x00")
	who, rest, _ = strings.Cut(rest, "\x00")
	lead, kind, _ = strings.Cut(rest, "\x00")
	return when, who, lead, kind
}

func (t *tx) dated(index string, r kv.Range, user fiche.ID, limit int, wanted func(*Dated) bool) (ms []Dated, err error) {
	set, err := t.settings()
	if err != nil {
		return nil, err
	}
	rule := t.s.rule(set)
	err = t.ScanIndex(index, r, func(_, pk []byte) error {
		d, ok, err := t.datedOne(pk)
		if err != nil || !ok || !t.concerns(d.Moment.For, user) {
			return err
		}
		d.Late = rule.Late(&d.Moment, t.now)
		if !wanted(&d) {
			return nil
		}
		if ms = append(ms, d); len(ms) == limit {
			return kv.ErrStop
		}
		return nil
	})
	return ms, err
}

// datedOne reads a moment and its fiche; ok is false when the fiche is in the bin.
func (t *tx) datedOne(pk []byte) (d Dated, ok bool, err error) {
	m, err := get[fiche.Moment](t, pk)
	if err != nil {
		return d, false, err
	}
	f, err := get[fiche.Fiche](t, ficheKey(m.Fiche))
	if err != nil || f.Removed() {
		return d, false, err
	}
	phone := f.Phone
	if phone == "" {
		phone = f.Mobile
	}
	return Dated{Moment: m, Ref: *fiche.RefTo(&f), Phone: phone, Town: f.Town(), Inactive: f.Inactive}, true, nil
}

// CallBacks returns the open call-backs that have not passed, of today and the days
// after it, the soonest first, for user, at most limit.
func (s *Store) CallBacks(ctx context.Context, user fiche.ID, days, limit int) (ms []Dated, err error) {
	err = s.view(ctx, func(t *tx) error {
		today := t.now.In(s.zone)
		passed := fiche.Passed(t.now, s.zone)
		ms = nil
		r := kv.Range{From: []byte(today.Format(time.DateOnly)), To: []byte(today.AddDate(0, 0, days+1).Format(time.DateOnly))}
		return t.ScanIndex(byOpen, r, func(ikey, pk []byte) error {
			when, who, _, kind := splitOpen(ikey)
			if kind != fiche.CallBack.String() || !t.concerns(who, user) || (len(when) > len(time.DateOnly) && when < passed) {
				return nil
			}
			d, ok, err := t.datedOne(pk)
			if err != nil || !ok {
				return err
			}
			if ms = append(ms, d); len(ms) == limit {
				return kv.ErrStop
			}
			return nil
		})
	})
	return ms, err
}

// NextOpen returns the next open moment that has an hour, of today or tomorrow, for
// user; nil when there is none.
func (s *Store) NextOpen(ctx context.Context, user fiche.ID) (next *Dated, err error) {
	err = s.view(ctx, func(t *tx) error {
		next = nil
		from := kv.Range{From: []byte(fiche.Passed(t.now, s.zone)), To: []byte(t.now.In(s.zone).AddDate(0, 0, 2).Format(time.DateOnly))}
		return t.ScanIndex(byOpen, from, func(ikey, pk []byte) error {
			when, who, _, _ := splitOpen(ikey)
			if !t.concerns(who, user) || len(when) == len(time.DateOnly) {
				return nil
			}
			d, ok, err := t.datedOne(pk)
			if err != nil || !ok {
				return err
			}
			next = &d
			return kv.ErrStop
		})
	})
	return next, err
}
