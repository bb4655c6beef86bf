package store_test

import (
	"slices"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// at sets a box's clock to an instant in UTC, where no hour is skipped or doubled.
func at(t *testing.T, b *storetest.Box, utc string) {
	t.Helper()
	when, err := time.Parse("2006-01-02 15:04:05", utc)
	if err != nil {
		t.Fatal(err)
	}
	b.Clock.Set(when)
}

// names are the texts of moments, or what is not there.
func texts(ms []store.Dated) (all []string) {
	for i := range ms {
		all = append(all, ms[i].Moment.Text)
	}
	return all
}

func wantTexts(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// The night of 25 October 2026: 02:59 summer time (00:59 UTC) is followed by 02:00.
func TestInTheHourTheClockShowsTwiceNothingGoesAndNothingComesTwice(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	b.Moment(t, f, fiche.CallBack, "2026-10-25", "02:30", "half drie")
	if _, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "appointment", Day: "2026-10-25", Hour: "03:10", Text: "uur vooraf", Lead: "60"}, ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		utc       string
		due, late []string
		next      string
	}{
		{"2026-10-25 00:14:00", nil, nil, "half drie"},
		{"2026-10-25 00:15:00", []string{"half drie"}, nil, "half drie"},
		{"2026-10-25 00:30:59", []string{"half drie"}, nil, "half drie"},
		{"2026-10-25 00:31:00", []string{"half drie"}, []string{"half drie"}, "uur vooraf"},
		{"2026-10-25 00:59:00", []string{"half drie"}, []string{"half drie"}, "uur vooraf"},
		{"2026-10-25 01:00:00", []string{"half drie"}, []string{"half drie"}, "uur vooraf"}, // 02:00 again
		{"2026-10-25 01:09:00", []string{"half drie"}, []string{"half drie"}, "uur vooraf"},
		{"2026-10-25 01:10:00", []string{"uur vooraf", "half drie"}, []string{"half drie"}, "uur vooraf"}, // 02:10 again, an hour before 03:10
		{"2026-10-25 01:40:00", []string{"uur vooraf", "half drie"}, []string{"half drie"}, "uur vooraf"},
		{"2026-10-25 02:11:00", []string{"uur vooraf", "half drie"}, []string{"uur vooraf", "half drie"}, ""},
	} {
		at(t, b, c.utc)
		wantTexts(t, c.utc+": due", due(t, b, "ukim"), c.due...)
		late, all, err := b.Late(t.Context(), "ukim", 5)
		if err != nil || all != len(c.late) {
			t.Errorf("%s: %d late (%v)", c.utc, all, err)
		}
		wantTexts(t, c.utc+": late", texts(late), c.late...)
		next, err := b.NextOpen(t.Context(), "ukim")
		if got := ""; err != nil || next != nil && next.Moment.Text != c.next || next == nil && c.next != got {
			t.Errorf("%s: next is %+v, want %q", c.utc, next, c.next)
		}
		if got := b.Count(store.Query{Kind: fiche.Prospect, View: store.ViewLate}); (got > 0) != (len(c.late) > 0) {
			t.Errorf("%s: %d in the list Te laat, %d late", c.utc, got, len(c.late))
		}
	}
}

// The night of 28 March 2027: 01:59 (00:59 UTC) is followed by 03:00.
func TestOverTheHourTheClockSkipsReminderTimesAreRealMinutes(t *testing.T) {
	b := storetest.Open(t)
	at(t, b, "2027-03-27 12:00:00")
	f := b.Prospect(t, "name", "Claes Houtbouw")
	b.Moment(t, f, fiche.Appointment, "2027-03-28", "03:10", "kwartier")
	b.Moment(t, f, fiche.CallBack, "2027-03-28", "", "in de loop van de dag")
	at(t, b, "2027-03-28 00:54:59")
	wantDue(t, b, "ukim", "01:54")
	at(t, b, "2027-03-28 00:55:00")
	wantDue(t, b, "ukim", "01:55, fifteen minutes before 03:10", "kwartier")
	at(t, b, "2027-03-28 01:10:59")
	if late, _, _ := b.Late(t.Context(), "ukim", 5); len(late) != 0 {
		t.Error("late in its own minute")
	}
	at(t, b, "2027-03-28 01:11:00")
	if late, _, _ := b.Late(t.Context(), "ukim", 5); len(late) != 1 {
		t.Error("not late a minute after it")
	}
	at(t, b, "2027-03-28 06:59:59")
	wantDue(t, b, "ukim", "08:59", "kwartier")
	at(t, b, "2027-03-28 07:00:00")
	wantDue(t, b, "ukim", "09:00", "in de loop van de dag", "kwartier")
}

func TestADayOf25HoursAndOneOf23EndAtMidnight(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	for _, day := range []string{"2026-10-25", "2026-10-26", "2027-03-28", "2027-03-29"} {
		b.Moment(t, f, fiche.CallBack, day, "", day)
	}
	for _, c := range []struct {
		utc   string
		today bool // of two days the first is today
		day   string
	}{
		{"2026-10-24 22:00:00", true, "2026-10-25"}, {"2026-10-25 22:59:59", true, "2026-10-25"}, {"2026-10-25 23:00:00", true, "2026-10-26"},
		{"2027-03-27 23:00:00", true, "2027-03-28"}, {"2027-03-28 21:59:59", true, "2027-03-28"}, {"2027-03-28 22:00:00", true, "2027-03-29"},
	} {
		at(t, b, c.utc)
		page, err := b.List(t.Context(), store.Query{Kind: fiche.Prospect, Sort: "next", Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		late, _, err := b.Late(t.Context(), "ukim", 9)
		if err != nil {
			t.Fatal(err)
		}
		for i := range late {
			if late[i].Moment.Day >= c.day {
				t.Errorf("%s: %s is late", c.utc, late[i].Moment.Day)
			}
		}
		if page.Rows[0].Late != (len(late) > 0) {
			t.Errorf("%s: the row is late: %t, and %d are", c.utc, page.Rows[0].Late, len(late))
		}
		local := b.Clock.Now().In(storetest.Brussels).Format(time.DateOnly)
		if local != c.day {
			t.Errorf("%s is on %s, want %s", c.utc, local, c.day)
		}
	}
}
