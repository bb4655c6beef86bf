package store

import (
	"context"
	"time"

	"fichebak/store/fiche"
)

// QuickDate is a day that fast logging proposes for the next step.
type QuickDate struct {
	Code  string // tomorrow, days, week or usual
	Day   string
	Moved bool // it would have fallen in a weekend
}

// Quick is what fast logging begins with.
type Quick struct {
	Fiche fiche.Fiche
	Last  *fiche.Activity // what was done last
	Close *fiche.Moment   // the open moment that may be dealt with when this is saved
	Due   bool            // it is dealt with by a call: due by now, or a call-back of today
	Dates []QuickDate
	Usual int // days between contacts; 0 when there are too few to tell
}

// Quick tells what is known of a fiche to who has somebody at the telephone: what was
// said last, which open moment is dealt with now, and when one usually speaks again.
func (s *Store) Quick(ctx context.Context, user, id fiche.ID) (q Quick, err error) {
	err = s.view(ctx, func(t *tx) error {
		q = Quick{}
		if q.Fiche, err = get[fiche.Fiche](t, ficheKey(id)); err != nil {
			return err
		}
		as, err := t.activities(id)
		if err != nil {
			return err
		}
		ms, err := t.moments(id)
		if err != nil {
			return err
		}
		if len(as) > 0 {
			q.Last = &as[0]
		}
		now := t.now.In(s.zone)
		today := now.Format(time.DateOnly)
		for i := range ms { // today's or one that is late, of whoever asks or everybody
			m := &ms[i]
			if !m.Open() || m.Kind == fiche.Step || m.Day > today || !t.concerns(m.For, user) {
				continue
			}
			if due := byCall(m, now); q.Close == nil || due && !q.Due {
				q.Close, q.Due = m, due
			}
		}
		q.Usual, _ = fiche.Usual(contactDays(as, ms), today)
		q.Dates = quickDates(now, q.Usual)
		return nil
	})
	return q, err
}

// byCall reports whether a call at now deals with a moment of today or before: its time
// is past, or it was to call back today. An appointment that is still to come stays one.
func byCall(m *fiche.Moment, now time.Time) bool {
	return m.Kind == fiche.CallBack || m.Day < now.Format(time.DateOnly) || m.Hour != "" && m.Hour <= now.Format("15:04")
}

// contactDays are the days on which one spoke to the people of a fiche.
func contactDays(as []fiche.Activity, ms []fiche.Moment) (days []string) {
	for i := range as {
		if as[i].Kind.Contact() {
			days = append(days, as[i].Day)
		}
	}
	for i := range ms {
		if ms[i].Kind != fiche.Step && (ms[i].Done() || ms[i].Kind == fiche.FirstContact) {
			days = append(days, ms[i].Day)
		}
	}
	return days
}

func quickDates(now time.Time, usual int) (ds []QuickDate) {
	for _, x := range []struct {
		code string
		days int
	}{{"tomorrow", 1}, {"days", 3}, {"week", 7}, {"usual", usual}} {
		if x.days == 0 {
			continue
		}
		day, moved := fiche.Workday(now.AddDate(0, 0, x.days))
		ds = append(ds, QuickDate{x.code, day.Format(time.DateOnly), moved})
	}
	return ds
}
