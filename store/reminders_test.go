package store_test

import (
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func due(t *testing.T, b *storetest.Box, user string) []string {
	t.Helper()
	rs, total, err := b.Due(t.Context(), user, 10)
	if err != nil {
		t.Fatal(err)
	}
	if total != len(rs) {
		t.Errorf("%d due are counted as %d", len(rs), total)
	}
	var texts []string
	for _, r := range rs {
		texts = append(texts, r.Moment.Text)
	}
	return texts
}

func wantDue(t *testing.T, b *storetest.Box, user, when string, want ...string) {
	t.Helper()
	got := due(t, b, user)
	if len(got) != len(want) {
		t.Errorf("%s: due for %s are %v, want %v", when, user, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: due for %s are %v, want %v", when, user, got, want)
		}
	}
}

func TestAMomentIsDueAtItsLeadTime(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	b.Moment(t, f, fiche.Appointment, "2026-10-21", "11:00", "kwartier vooraf")
	if _, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "appointment", Day: "2026-10-21", Hour: "12:00", Text: "uur vooraf", Lead: "60"}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "call-back", Day: "2026-10-21", Hour: "10:30", Text: "zonder", Lead: "none"}, ""); err != nil {
		t.Fatal(err)
	}
	b.Moment(t, f, fiche.CallBack, "2026-10-22", "", "in de loop van de dag")
	b.Moment(t, f, fiche.Sold, "2026-10-21", "08:00", "een feit")
	wantDue(t, b, "ukim", "at 10:42")
	b.Clock.Set(time.Date(2026, 10, 21, 10, 45, 0, 0, storetest.Brussels))
	wantDue(t, b, "ukim", "at 10:45", "kwartier vooraf")
	b.Clock.Set(time.Date(2026, 10, 21, 11, 0, 0, 0, storetest.Brussels))
	wantDue(t, b, "ukim", "at 11:00", "uur vooraf", "kwartier vooraf")
	b.Clock.Set(time.Date(2026, 10, 22, 8, 59, 0, 0, storetest.Brussels))
	wantDue(t, b, "ukim", "before the morning hour", "uur vooraf", "kwartier vooraf")
	b.Clock.Set(time.Date(2026, 10, 22, 9, 0, 0, 0, storetest.Brussels))
	wantDue(t, b, "ukim", "at the morning hour", "in de loop van de dag", "uur vooraf", "kwartier vooraf")
}

func TestSeenLaterAndDoneAreThreeFacts(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	m := b.Moment(t, f, fiche.CallBack, "2026-10-21", "10:45", "prijs")
	wantDue(t, b, "ukim", "at first", "prijs")
	if err := b.Later(t.Context(), storetest.Kim, f.ID, m.ID, b.Clock.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, "ukim", "put off")
	wantDue(t, b, "ubart", "put off by Kim", "prijs")
	b.Clock.Add(10 * time.Minute)
	wantDue(t, b, "ukim", "ten minutes later", "prijs")
	if err := b.See(t.Context(), storetest.Kim, f.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, "ukim", "seen")
	wantDue(t, b, "ubart", "seen by Kim", "prijs")
	if got, _, _ := b.Store.Moment(t.Context(), f.ID, m.ID); !got.Open() {
		t.Error("seen closed the moment")
	}
	if _, err := b.Reschedule(t.Context(), storetest.Bart, f.ID, m.ID, "2026-10-21", "10:50"); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, "ukim", "moved", "prijs")
	if _, err := b.Done(t.Context(), storetest.Bart, f.ID, m.ID, true); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, "ukim", "done")
	wantDue(t, b, "ubart", "done")
}

func TestNothingIsForgottenThroughARestart(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	b.Moment(t, f, fiche.Appointment, "2026-10-21", "12:00", "bezoek")
	b.Clock.Add(3 * 24 * time.Hour)
	b.Reopen(t)
	wantDue(t, b, "ukim", "three days later", "bezoek")
	b.Clock.Set(time.Date(2026, 10, 21, 10, 0, 0, 0, storetest.Brussels))
	wantDue(t, b, "ukim", "after the clock was set back")
}

func TestAReminderIsForWhomItIs(t *testing.T) {
	b := storetest.Open(t)
	bart := b.Colleague(t, "Bart Declerck")
	f := b.Prospect(t, "name", "Claes Houtbouw")
	if _, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "appointment", Day: "2026-10-21", Hour: "10:40", Text: "voor Bart", For: bart}, ""); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, "ukim", "for Bart")
	wantDue(t, b, bart, "for Bart", "voor Bart")
	if _, err := b.Remove(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, bart, "in the bin")
}

func TestWithTheOptionOffTheTrayIsSilent(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	b.Moment(t, f, fiche.Appointment, "2026-10-21", "10:45", "bezoek")
	if err := b.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.RemindOff = true }); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, "ukim", "off")
}

func TestTheTrayHasTheLatestHoweverMuchIsOld(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	add := func(day, hour, text, lead string) fiche.Moment {
		m, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "call-back", Day: day, Hour: hour, Text: text, Lead: lead}, "")
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	off := add("2026-10-01", "08:00", "uitgesteld", "")
	for range 3 {
		add("2026-10-19", "09:00", "oud, eigen tijd", "30")
		add("2026-10-19", "10:00", "oud", "")
	}
	add("2026-10-21", "10:50", "nieuw", "")
	if err := b.Later(t.Context(), storetest.Kim, f.ID, off.ID, b.Clock.Now().Add(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	rs, total, err := b.Due(t.Context(), "ukim", 2)
	if err != nil || total != 8 || len(rs) != 2 {
		t.Fatalf("%d of %d due (%v), want 2 of 8", len(rs), total, err)
	}
	if rs[0].Moment.Text != "uitgesteld" || rs[1].Moment.Text != "nieuw" {
		t.Errorf("the latest two are %q and %q", rs[0].Moment.Text, rs[1].Moment.Text)
	}
	gone := b.Prospect(t, "name", "Weg")
	b.Moment(t, gone, fiche.CallBack, "2026-10-01", "08:00", "in de bak")
	if _, err := b.Remove(t.Context(), storetest.Kim, gone.ID); err != nil {
		t.Fatal(err)
	}
	if _, total, _ = b.Due(t.Context(), "ukim", 2); total != 8 {
		t.Errorf("%d due with one in the bin, want 8", total)
	}
	if _, total, _ = b.Late(t.Context(), "ukim", 2); total != 7 {
		t.Errorf("%d late with one in the bin, want 7", total)
	}
	if err := b.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.CallBacksOff = true }); err != nil {
		t.Fatal(err)
	}
	if _, total, _ = b.Due(t.Context(), "ukim", 2); total != 0 {
		t.Errorf("%d due of call-backs that are switched off", total)
	}
}

func TestPuttingOffToBeforeItsTimeChangesNothing(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	m := b.Moment(t, f, fiche.Appointment, "2026-10-21", "15:00", "bezoek")
	if err := b.Later(t.Context(), storetest.Kim, f.ID, m.ID, b.Clock.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(10 * time.Minute)
	wantDue(t, b, "ukim", "before its lead time")
	b.Clock.Set(time.Date(2026, 10, 21, 14, 45, 0, 0, storetest.Brussels))
	rs, _, err := b.Due(t.Context(), "ukim", 5)
	if err != nil || len(rs) != 1 || !rs[0].At.Equal(b.Clock.Now()) {
		t.Errorf("due is %+v (%v), want one since 14:45", rs, err)
	}
}

func TestAReminderHasOneKeyForEachInstantItComesDue(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	m := b.Moment(t, f, fiche.CallBack, "2026-10-21", "10:50", "prijs")
	key := func() string {
		rs, _, err := b.Due(t.Context(), "ukim", 5)
		if err != nil || len(rs) != 1 {
			t.Fatalf("%d due (%v), want 1", len(rs), err)
		}
		return rs[0].Key()
	}
	first := key()
	b.Clock.Add(3 * time.Minute)
	b.Reopen(t)
	if again := key(); again != first {
		t.Errorf("minutes and a restart later the key is %s, was %s", again, first)
	}
	b.Clock.Add(-time.Hour)
	wantDue(t, b, "ukim", "an hour back")
	b.Clock.Add(time.Hour)
	if again := key(); again != first {
		t.Errorf("after the clock went back the key is %s, was %s", again, first)
	}
	seen := map[string]bool{first: true}
	fresh := func(what string) {
		t.Helper()
		if k := key(); seen[k] {
			t.Errorf("%s: %s was a key before, nobody would be told", what, k)
		} else {
			seen[k] = true
		}
	}
	if err := b.Later(t.Context(), storetest.Kim, f.ID, m.ID, b.Clock.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(10 * time.Minute)
	fresh("put off")
	if _, err := b.Reschedule(t.Context(), storetest.Kim, f.ID, m.ID, "2026-10-21", "10:59"); err != nil {
		t.Fatal(err)
	}
	fresh("moved")
}

func TestWhatIsForSomebodyWhoHasLeftIsForEverybody(t *testing.T) {
	b := storetest.Open(t)
	kim, bart := account(t, b, "Kim"), account(t, b, "Bart")
	f := b.Prospect(t, "name", "Claes Houtbouw")
	for _, l := range []fiche.Line{
		{Kind: "call-back", Day: "2026-10-21", Hour: "10:50", Text: "van Bart", For: bart.ID},
		{Kind: "call-back", Day: "2026-10-21", Hour: "10:55", Text: "met eigen tijd", For: bart.ID, Lead: "30"},
		{Kind: "call-back", Day: "2026-10-20", Hour: "10:00", Text: "te laat", For: bart.ID},
	} {
		if _, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, l, ""); err != nil {
			t.Fatal(err)
		}
	}
	wantDue(t, b, kim.ID, "while Bart works here")
	if _, err := b.ChangeUser(t.Context(), kim.Actor(), bart.ID, "", func(u *store.User) { u.Disabled = true }); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, kim.ID, "when Bart has left", "van Bart", "met eigen tijd", "te laat")
	late, n, err := b.Late(t.Context(), kim.ID, 5)
	if err != nil || n != 1 || len(late) != 1 {
		t.Errorf("%d late (%v), want 1", n, err)
	}
	today, err := b.Between(t.Context(), kim.ID, "2026-10-21", "2026-10-22", 5)
	if err != nil || len(today) != 2 {
		t.Errorf("%d today (%v), want 2", len(today), err)
	}
}
