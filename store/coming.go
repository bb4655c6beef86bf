package store

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/kv"
)

// TrialID stands in place of a fiche's id in the reminder by which somebody tries
// whether reminders arrive. It has no fiche: it is of its user alone.
const TrialID = "trial"

// Try has a trial reminder come due for by, now. It goes the way of all others: it is
// in Due until it was seen, and can be put off.
func (s *Store) Try(ctx context.Context, by Actor) (r Reminder, err error) {
	err = s.update(ctx, by, func(t *tx) error {
		if err := t.putTrial(by.ID, t.now.Unix()); err != nil {
			return err
		}
		due, err := t.trial(by.ID)
		if len(due) > 0 {
			r = due[0]
		}
		return err
	})
	return r, err
}

func (t *tx) putTrial(user fiche.ID, at int64) error {
	u, err := get[User](t, userKey(user))
	if err != nil {
		return err
	}
	u.Trial = at
	return put(t, userKey(user), u)
}

// handleTrial is what handle does with a trial: seen, it is gone.
func (t *tx) handleTrial(user fiche.ID, fn func(*handled)) error {
	var h handled
	fn(&h)
	switch {
	case h.Seen:
		return t.putTrial(user, 0)
	case h.Later != 0:
		return t.putTrial(user, h.Later)
	}
	return t.putTrial(user, t.now.Unix())
}

// trial is the trial reminder of a user that is due; none or one.
func (t *tx) trial(user fiche.ID) ([]Reminder, error) {
	u, ok, err := find[User](t, userKey(user))
	if err != nil || !ok || u.Trial == 0 || u.Trial > t.now.Unix() {
		return nil, err
	}
	at := time.Unix(u.Trial, 0)
	wall := at.In(t.s.zone)
	m := fiche.Moment{ID: "t" + strconv.FormatInt(u.Trial, 10), Fiche: TrialID, Day: wall.Format(time.DateOnly), Hour: wall.Format("15:04"), For: user}
	return []Reminder{{Moment: m, At: at}}, nil
}

// Coming returns what user will be reminded of next, the soonest first, at most
// limit, within a year.
func (s *Store) Coming(ctx context.Context, user fiche.ID, limit int) (list []Reminder, err error) {
	err = s.view(ctx, func(t *tx) error {
		list = nil
		set, err := t.settings()
		if err != nil || set.RemindOff {
			return err
		}
		c := coming{tx: t, set: set, rule: s.rule(set), user: user, limit: limit}
		if c.mine, err = t.handled(user); err != nil {
			return err
		}
		local := t.now.In(s.zone)
		year := kv.Range{From: []byte(local.Format(time.DateOnly)), To: []byte(local.AddDate(1, 0, 0).Format(time.DateOnly))}
		scan := func(_, pk []byte) error { return c.take(pk) }
		if err := t.ScanIndex(byLead, year, scan); err != nil {
			return err
		}
		if err := t.ScanIndex(byOpen, year, scan); err != nil {
			return err
		}
		for _, h := range c.mine { // put off: the moment itself may have passed
			if h.Later <= t.now.Unix() {
				continue
			}
			if err := c.take(momentKey(h.Fiche, h.Moment)); err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, kv.ErrStop) {
				return err
			}
		}
		list = c.list
		return nil
	})
	return list, err
}

// coming collects the soonest reminders of a user.
type coming struct {
	*tx
	set   Settings
	rule  fiche.Rule
	user  fiche.ID
	mine  map[fiche.ID]handled
	limit int
	list  []Reminder
}

// take adds a moment when it belongs among the soonest; ErrStop when those after it
// in time can not.
func (c *coming) take(pk []byte) error {
	m, err := get[fiche.Moment](c.tx, pk)
	if err != nil {
		return err
	}
	at, ok := c.rule.RemindAt(&m)
	if h := c.mine[m.ID]; h.When == m.When() {
		if later := time.Unix(h.Later, 0); later.After(at) {
			at = later
		}
		ok = ok && !h.Seen
	}
	if full := len(c.list) == c.limit; full {
		last := c.list[c.limit-1].At
		// the indexes are in order of moments, which reminders are not: leads differ, and
		// one without an hour is reminded in the morning
		if c.rule.Instant(&m).After(last.Add(24*time.Hour + time.Duration(c.rule.Lead)*time.Minute)) {
			return kv.ErrStop
		}
		ok = ok && at.Before(last)
	}
	known := slices.ContainsFunc(c.list, func(r Reminder) bool { return r.Moment.ID == m.ID })
	if !ok || known || !at.After(c.now) || !c.concerns(m.For, c.user) || (c.set.CallBacksOff && m.Kind == fiche.CallBack) {
		return nil
	}
	d, ok, err := c.datedOne(pk)
	if err != nil || !ok {
		return err
	}
	r := Reminder{Moment: d.Moment, Ref: d.Ref, Phone: d.Phone, Town: d.Town, At: at, Late: c.rule.Late(&m, c.now)}
	i, _ := slices.BinarySearchFunc(c.list, r, func(a, b Reminder) int { return a.At.Compare(b.At) })
	c.list = slices.Insert(c.list, i, r)
	c.list = c.list[:min(len(c.list), c.limit)]
	return nil
}
