package fiche

import (
	"testing"
	"time"
)

var brussels = func() *time.Location {
	l, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	return l
}()

func TestALineIsReadOrItsFieldIsNamed(t *testing.T) {
	ok := Line{Kind: "appointment", Day: "2026-10-22", Hour: "09:30", Until: "11:00"}
	with := func(change func(*Line)) Line { l := ok; change(&l); return l }
	for _, c := range []struct {
		line              Line
		field, code, next string
	}{
		{ok, "", "", ""},
		{with(func(l *Line) { l.Hour, l.Until = "", "" }), "", "", ""},
		{with(func(l *Line) { l.Day = "" }), "day", "problem.day-missing", ""},
		{with(func(l *Line) { l.Day = "2026-02-30" }), "day", "problem.day", ""},
		{with(func(l *Line) { l.Day = "morgen" }), "day", "problem.day", ""},
		{with(func(l *Line) { l.Day = "0226-10-22" }), "day", "problem.day-far", ""},
		{with(func(l *Line) { l.Hour = "25:00" }), "hour", "problem.hour", ""},
		{with(func(l *Line) { l.Hour = "9:30" }), "hour", "problem.hour", ""},
		{with(func(l *Line) { l.Until = "09:30" }), "until", "problem.until", ""},
		{with(func(l *Line) { l.Hour = "" }), "until", "problem.until-alone", ""},
		{with(func(l *Line) { l.Day, l.Hour, l.Until = "2027-03-28", "02:30", "" }), "hour", "problem.skipped", "03:30"},
		{with(func(l *Line) { l.Kind = "lunch" }), "kind", "problem.choice", ""},
		{with(func(l *Line) { l.Lead = "-5" }), "lead", "problem.lead", ""},
		{with(func(l *Line) { l.Lead = "none" }), "", "", ""},
		{with(func(l *Line) { l.Text = "a\x07" }), "text", "problem.control", ""},
	} {
		var m Moment
		ps := c.line.Read(&m, brussels)
		switch {
		case c.code == "":
			if len(ps) > 0 || m.Line() != c.line {
				t.Errorf("%+v: %+v, read as %+v", c.line, ps, m.Line())
			}
		case len(ps) != 1 || ps[0].Field != c.field || ps[0].Code != c.code || !ps[0].Blocks || ps[0].Propose != c.next:
			t.Errorf("%+v: %+v, want %s at %s proposing %q", c.line, ps, c.code, c.field, c.next)
		case m != Moment{}:
			t.Errorf("%+v: a line with a problem was read into the moment", c.line)
		}
	}
}

func TestWallClockTimeIsRightAcrossBothChanges(t *testing.T) {
	for _, c := range []struct{ day, hour, utc string }{
		{"2026-10-24", "09:00", "2026-10-24T07:00:00Z"},
		{"2026-10-25", "01:59", "2026-10-24T23:59:00Z"},
		{"2026-10-25", "02:30", "2026-10-25T00:30:00Z"}, // shown twice: the first
		{"2026-10-25", "03:00", "2026-10-25T02:00:00Z"},
		{"2026-10-25", "09:00", "2026-10-25T08:00:00Z"},
		{"2027-03-28", "01:59", "2027-03-28T00:59:00Z"},
		{"2027-03-28", "02:30", "2027-03-28T01:30:00Z"}, // skipped: as far after the jump, 03:30
		{"2027-03-28", "03:00", "2027-03-28T01:00:00Z"},
		{"2027-03-29", "09:00", "2027-03-29T07:00:00Z"},
		{"2026-10-21", "", "2026-10-20T22:00:00Z"},
	} {
		if got := At(c.day, c.hour, brussels).UTC().Format(time.RFC3339); got != c.utc {
			t.Errorf("%s %s is %s, want %s", c.day, c.hour, got, c.utc)
		}
	}
	if !At("2026-02-30", "09:00", brussels).IsZero() {
		t.Error("30 February is an instant")
	}
}

func TestWhenOneIsReminded(t *testing.T) {
	r := Rule{Zone: brussels, Lead: 15, Morning: "09:00"}
	for _, c := range []struct {
		m    Moment
		want string
	}{
		{Moment{Kind: Appointment, Day: "2026-10-22", Hour: "09:30", Lead: LeadDefault}, "2026-10-22T09:15"},
		{Moment{Kind: CallBack, Day: "2026-10-22", Hour: "09:30", Lead: 60}, "2026-10-22T08:30"},
		{Moment{Kind: CallBack, Day: "2026-10-22", Lead: 60}, "2026-10-22T09:00"},
		{Moment{Kind: Appointment, Day: "2027-03-28", Hour: "03:10", Lead: 15}, "2027-03-28T01:55"}, // across the jump
		{Moment{Kind: Appointment, Day: "2026-10-22", Hour: "09:30", Lead: LeadNone}, ""},
		{Moment{Kind: Appointment, Day: "2026-10-22", Hour: "09:30", DoneAt: 1}, ""},
		{Moment{Kind: Sold, Day: "2026-10-22", Hour: "09:30"}, ""},
	} {
		at, ok := r.RemindAt(&c.m)
		got := ""
		if ok {
			got = Wall(at, brussels)
		}
		if got != c.want {
			t.Errorf("%+v is reminded at %q, want %q", c.m.Line(), got, c.want)
		}
	}
}

func TestLateIsPastTheHourOrPastTheDay(t *testing.T) {
	r := Rule{Zone: brussels, Morning: "09:00"}
	now := time.Date(2026, 10, 21, 10, 42, 0, 0, brussels)
	for _, c := range []struct {
		day, hour string
		want      bool
	}{{"2026-10-21", "10:41", true}, {"2026-10-21", "10:42", false}, {"2026-10-21", "", false}, {"2026-10-20", "", true}, {"2026-10-22", "", false}} {
		if got := r.Late(&Moment{Kind: CallBack, Day: c.day, Hour: c.hour}, now.Add(30*time.Second)); got != c.want {
			t.Errorf("%s %q late: %t", c.day, c.hour, got)
		}
	}
}

func TestWhatHasPassedStaysPassedWhenTheClockIsPutBack(t *testing.T) {
	for _, c := range []struct{ utc, wall, passed string }{
		{"2026-10-25T00:59:00Z", "2026-10-25T02:59", "2026-10-25T02:59"},
		{"2026-10-25T01:00:00Z", "2026-10-25T02:00", "2026-10-25T03:00"},
		{"2026-10-25T01:59:59Z", "2026-10-25T02:59", "2026-10-25T03:00"},
		{"2026-10-25T02:00:00Z", "2026-10-25T03:00", "2026-10-25T03:00"},
		{"2026-10-25T02:01:00Z", "2026-10-25T03:01", "2026-10-25T03:01"},
		{"2027-03-28T00:59:00Z", "2027-03-28T01:59", "2027-03-28T01:59"},
		{"2027-03-28T01:00:00Z", "2027-03-28T03:00", "2027-03-28T03:00"},
	} {
		at, err := time.Parse(time.RFC3339, c.utc)
		if err != nil {
			t.Fatal(err)
		}
		if wall, passed := Wall(at, brussels), Passed(at, brussels); wall != c.wall || passed != c.passed {
			t.Errorf("%s is %s, passed %s; want %s, %s", c.utc, wall, passed, c.wall, c.passed)
		}
	}
	if Passed(time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC), time.UTC) != "2026-10-25T01:00" {
		t.Error("a zone without changes has one")
	}
}

func FuzzLine(f *testing.F) {
	f.Add("appointment", "2026-10-22", "09:30", "11:00", "bezoek", "", "15")
	f.Add("call-back", "2027-03-28", "02:30", "", "", "u1", "none")
	f.Fuzz(func(t *testing.T, kind, day, hour, until, text, who, lead string) {
		l := Line{Kind: kind, Day: day, Hour: hour, Until: until, Text: text, For: who, Lead: lead}
		var m Moment
		if len(l.Read(&m, brussels)) > 0 {
			return
		}
		var again Moment
		if ps := m.Line().Read(&again, brussels); len(ps) > 0 || again != m {
			t.Errorf("%+v was read as %+v, which is read as %+v with %v", l, m, again, ps)
		}
		if (Rule{Zone: brussels, Morning: "09:00"}).Instant(&m).IsZero() {
			t.Errorf("%+v has no instant", m)
		}
	})
}
