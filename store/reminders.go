package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// handled is what one user did with one reminder. It counts only while the moment
// still is when it was: a moment that is moved reminds anew.
type handled struct {
	User   fiche.ID `cbor:"1,keyasint" json:"user"`
	Fiche  fiche.ID `cbor:"2,keyasint" json:"fiche"`
	Moment fiche.ID `cbor:"3,keyasint" json:"moment"`
	When   string   `cbor:"4,keyasint" json:"when"`
	Seen   bool     `cbor:"5,keyasint,omitempty" json:"seen,omitempty"`
	Later  int64    `cbor:"6,keyasint,omitempty" json:"later,omitempty"` // unix seconds: put off until
}

// Reminder is a moment that is due for a user.
type Reminder struct {
	Moment fiche.Moment
	Ref    fiche.Ref
	Phone  string
	Town   string
	At     time.Time // since when it is due
	Late   bool      // the moment itself has passed
}

// Key names a reminder and the instant it came due, so that a browser makes one
// sound for it however often it is sent.
func (r Reminder) Key() string { return r.Moment.ID + "-" + r.At.UTC().Format("20060102T1504") }

// Due returns what user is to be reminded of at the store's clock, the latest
// first, at most limit, and how many there are. Due is derived: the remind time has
// passed, and the moment is not done, nor put off or seen by this user.
func (s *Store) Due(ctx context.Context, user fiche.ID, limit int) (due []Reminder, total int, err error) {
	err = s.view(ctx, func(t *tx) error {
		due, total, err = t.due(user, limit)
		return err
	})
	return due, total, err
}

func (t *tx) due(user fiche.ID, limit int) (due []Reminder, total int, err error) {
	set, err := t.settings()
	if err != nil || set.RemindOff {
		return nil, 0, err
	}
	mine, err := t.handled(user)
	if err != nil {
		return nil, 0, err
	}
	if due, err = t.trial(user); err != nil {
		return nil, 0, err
	}
	total = len(due)
	rule, exact, plain := t.s.rule(set), set.CallBacksOff || t.s.binned(), 0
	take := func(pk []byte) error {
		h, known := mine[lastOf(pk)]
		if plain >= limit && !known && !exact { // past what is shown the entry alone is counted
			total++
			return nil
		}
		r, ok, err := t.reminder(pk, rule, h)
		if err != nil || !ok || (set.CallBacksOff && r.Moment.Kind == fiche.CallBack) {
			return err
		}
		if total++; known || plain < limit { // one that was put off may come in from far behind
			due = append(due, r)
		}
		if !known {
			plain++
		}
		return nil
	}
	for _, scan := range []func(fiche.ID, fiche.Rule, func([]byte) error) error{t.scanLeads, t.scanOpen} {
		plain = 0
		if err := scan(user, rule, take); err != nil {
			return nil, 0, err
		}
	}
	slices.SortStableFunc(due, func(a, b Reminder) int { return b.At.Compare(a.At) })
	return due[:min(len(due), limit)], total, nil
}

// scanLeads calls take with the key of every open moment of user that has a lead of
// its own and whose time to be reminded has come, the latest first.
func (t *tx) scanLeads(user fiche.ID, rule fiche.Rule, take func(pk []byte) error) error {
	until := kv.Range{To: []byte(fiche.Passed(t.now, rule.Zone) + "\x01"), Reverse: true}
	return t.ScanIndex(byLead, until, func(ikey, pk []byte) error {
		if _, who, _ := strings.Cut(string(ikey), "\x00"); !t.concerns(who, user) {
			return nil
		}
		return take(pk)
	})
}

// scanOpen does the same for those with the settings' lead, and those without an hour.
func (t *tx) scanOpen(user fiche.ID, rule fiche.Rule, take func(pk []byte) error) error {
	now := fiche.Passed(t.now, rule.Zone)
	until := fiche.Passed(t.now.Add(time.Duration(rule.Lead)*time.Minute), rule.Zone)
	return t.ScanIndex(byOpen, kv.Range{To: []byte(until + "\x01"), Reverse: true}, func(ikey, pk []byte) error {
		when, who, lead, _ := splitOpen(ikey)
		timed := len(when) > len(time.DateOnly)
		switch {
		case !t.concerns(who, user):
			return nil
		case lead == "none", lead != "" && timed: // none, or found by its own lead
			return nil
		case !timed && when+"T"+rule.Morning > now: // in the course of the day: not before the morning hour
			return nil
		}
		return take(pk)
	})
}

// reminder reads a moment that may be due for a user who did h with it.
func (t *tx) reminder(pk []byte, rule fiche.Rule, h handled) (r Reminder, ok bool, err error) {
	m, err := get[fiche.Moment](t, pk)
	if err != nil {
		return r, false, err
	}
	at, ok := rule.RemindAt(&m)
	if !ok || at.After(t.now) {
		return r, false, nil
	}
	if h.When == m.When() {
		if h.Seen || h.Later > t.now.Unix() {
			return r, false, nil
		}
		if later := time.Unix(h.Later, 0); later.After(at) {
			at = later
		}
	}
	f, err := get[fiche.Fiche](t, ficheKey(m.Fiche))
	if err != nil || f.Removed() {
		return r, false, err
	}
	phone := f.Phone
	if phone == "" {
		phone = f.Mobile
	}
	return Reminder{Moment: m, Ref: *fiche.RefTo(&f), Phone: phone, Town: f.Town(), At: at, Late: rule.Late(&m, t.now)}, true, nil
}

// handled is what a user did with reminders, by moment.
func (t *tx) handled(user fiche.ID) (map[fiche.ID]handled, error) {
	mine := map[fiche.ID]handled{}
	err := each(t, handledBy(user), false, func(_ []byte, h handled) error {
		mine[h.Moment] = h
		return nil
	})
	return mine, err
}

// See says that by has seen a reminder: it goes from this user's screens, and the
// moment stays open.
func (s *Store) See(ctx context.Context, by Actor, id, moment fiche.ID) error {
	return s.handle(ctx, by, id, moment, func(h *handled) { h.Seen, h.Later = true, 0 })
}

// Later puts a reminder off for by until an instant.
func (s *Store) Later(ctx context.Context, by Actor, id, moment fiche.ID, until time.Time) error {
	return s.handle(ctx, by, id, moment, func(h *handled) { h.Seen, h.Later = false, until.Unix() })
}

// Again takes back what by did with a reminder.
func (s *Store) Again(ctx context.Context, by Actor, id, moment fiche.ID) error {
	return s.handle(ctx, by, id, moment, func(h *handled) { h.Seen, h.Later = false, 0 })
}

func (s *Store) handle(ctx context.Context, by Actor, id, moment fiche.ID, fn func(*handled)) error {
	return s.update(ctx, by, func(t *tx) error {
		if id == TrialID {
			return t.handleTrial(by.ID, fn)
		}
		id, err := t.heir(id)
		if err != nil {
			return err
		}
		m, err := get[fiche.Moment](t, momentKey(id, moment))
		if err != nil {
			return err
		}
		h := handled{User: by.ID, Fiche: id, Moment: moment, When: m.When()}
		fn(&h)
		return put(t, handledKey(by.ID, moment), h)
	})
}
