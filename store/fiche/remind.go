package fiche

import "time"

// At is the instant of a wall-clock day and hour in zone. An hour that the clock
// shows twice, in the night of October, is the first of the two; one it skips, in
// the night of March, is the same distance after the jump. An empty hour is 00:00.
// Day and hour must have been checked; others give the zero time.
func At(day, hour string, zone *time.Location) time.Time {
	if hour == "" {
		hour = "00:00"
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+hour, zone)
	if err != nil {
		return time.Time{}
	}
	if t.Format("15:04") != hour {
		clock, _ := time.Parse("15:04", hour)
		midnight := At(day, "", zone)
		return midnight.Add(time.Duration(clock.Hour()*60+clock.Minute()) * time.Minute)
	}
	// Go does not promise which of two equal wall times it answers.
	if first := t.Add(-time.Hour); first.Format("15:04") == t.Format("15:04") {
		return first
	}
	return t
}

// Skipped reports whether the clock of zone jumps over hour on day, and which hour
// is shown when as much time has passed: 02:30 gives 03:30.
func Skipped(day, hour string, zone *time.Location) (next string, skipped bool) {
	t := At(day, hour, zone)
	if t.IsZero() || t.Format("15:04") == hour {
		return "", false
	}
	return t.Format("15:04"), true
}

// Rule is how the settings say one is reminded.
type Rule struct {
	Zone    *time.Location
	Lead    int    // minutes before a moment that has an hour
	Morning string // HH:MM, when one without an hour is reminded
}

// Instant is when the moment itself is: its hour, or the morning hour of its day.
func (r Rule) Instant(m *Moment) time.Time {
	if m.Hour == "" {
		return At(m.Day, r.Morning, r.Zone)
	}
	return At(m.Day, m.Hour, r.Zone)
}

// RemindAt is when the moment is to be reminded of. ok is false for one that is
// done, is a fact, or wants no reminder.
func (r Rule) RemindAt(m *Moment) (at time.Time, ok bool) {
	if !m.Open() || m.Lead == LeadNone {
		return time.Time{}, false
	}
	at = r.Instant(m)
	if m.Hour == "" {
		return at, true
	}
	lead := m.Lead
	if lead == LeadDefault {
		lead = r.Lead
	}
	return at.Add(-time.Duration(lead) * time.Minute), true
}

// Late reports whether an open moment has passed: the minute of its hour, or its whole
// day when it has none.
func (r Rule) Late(m *Moment, now time.Time) bool {
	if !m.Open() {
		return false
	}
	if m.Hour == "" {
		return m.Day < now.In(r.Zone).Format(time.DateOnly)
	}
	return At(m.Day, m.Hour, r.Zone).Before(now.Truncate(time.Minute))
}

// Wall is an instant as the wall clock of zone shows it, in the shape of
// Moment.When.
func Wall(t time.Time, zone *time.Location) string { return t.In(zone).Format(wallShape) }

const wallShape = "2006-01-02T15:04"

// Passed is the wall clock before which every moment has passed: Wall, but in the
// hour that the clock shows a second time in October the end of that hour, because a
// moment in it was in the first.
func Passed(t time.Time, zone *time.Location) string {
	wall := Wall(t, zone)
	if changed, _ := t.In(zone).ZoneBounds(); !changed.IsZero() {
		name, offset := changed.Add(-time.Second).In(zone).Zone()
		if end := changed.In(time.FixedZone(name, offset)).Format(wallShape); end > wall {
			return end
		}
	}
	return wall
}
