package store_test

import (
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// account gives the box a user of whom reminders can be tried.
func account(t *testing.T, b *storetest.Box, name string) store.User {
	t.Helper()
	u, err := b.AddUser(t.Context(), storetest.Kim, store.User{Name: name, Role: store.Admin, Password: password.Hash("geheim geheim"), Language: "nl"})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestATrialIsDueForItsUserAloneUntilSeen(t *testing.T) {
	b := storetest.Open(t)
	kim, bart := account(t, b, "Kim"), account(t, b, "Bart")
	r, err := b.Try(t.Context(), kim.Actor())
	if err != nil {
		t.Fatal(err)
	}
	if r.Moment.Fiche != store.TrialID || r.Moment.Hour != "10:42" || r.Key() == "" {
		t.Errorf("the trial is %+v", r)
	}
	wantDue(t, b, kim.ID, "after the trial was asked for", "")
	wantDue(t, b, bart.ID, "after Kim's trial")
	b.Reopen(t)
	wantDue(t, b, kim.ID, "after a restart", "")
	if err := b.Later(t.Context(), kim.Actor(), store.TrialID, r.Moment.ID, b.Clock.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, kim.ID, "put off")
	b.Clock.Add(10 * time.Minute)
	wantDue(t, b, kim.ID, "ten minutes later", "")
	if err := b.See(t.Context(), kim.Actor(), store.TrialID, r.Moment.ID); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, kim.ID, "seen")
	if err := b.Again(t.Context(), kim.Actor(), store.TrialID, r.Moment.ID); err != nil {
		t.Fatal(err)
	}
	wantDue(t, b, kim.ID, "after seen was taken back", "")
	b.Clock.Add(time.Second)
	again, err := b.Try(t.Context(), kim.Actor())
	if err != nil || again.Key() == r.Key() {
		t.Errorf("a second trial has the key of the first, %s: no sound would be made (%v)", again.Key(), err)
	}
}

func coming(t *testing.T, b *storetest.Box, user string, limit int) (texts []string) {
	t.Helper()
	rs, err := b.Coming(t.Context(), user, limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		texts = append(texts, r.At.In(storetest.Brussels).Format("02 15:04 ")+r.Moment.Text)
	}
	return texts
}

func wantComing(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("coming are %q, want %q", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("coming are %q, want %q", got, want)
		}
	}
}

func TestWhatComesNextIsInTheOrderOfItsReminders(t *testing.T) {
	b := storetest.Open(t)
	bart := b.Colleague(t, "Bart Declerck")
	f := b.Prospect(t, "name", "Claes Houtbouw")
	add := func(l fiche.Line) fiche.Moment {
		m, err := b.AddMoment(t.Context(), storetest.Kim, f.ID, l, "")
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	add(fiche.Line{Kind: "appointment", Day: "2026-10-23", Hour: "09:00", Text: "vrijdag"})
	add(fiche.Line{Kind: "appointment", Day: "2026-10-24", Hour: "08:30", Text: "lang vooraf", Lead: "2820"})
	add(fiche.Line{Kind: "call-back", Day: "2026-10-22", Text: "in de loop van morgen"})
	add(fiche.Line{Kind: "call-back", Day: "2026-10-21", Hour: "11:00", Text: "straks"})
	add(fiche.Line{Kind: "call-back", Day: "2026-10-21", Hour: "12:00", Text: "niet", Lead: "none"})
	add(fiche.Line{Kind: "call-back", Day: "2026-10-21", Hour: "12:00", Text: "voor Bart", For: bart})
	seen := add(fiche.Line{Kind: "call-back", Day: "2026-10-21", Hour: "13:00", Text: "gezien"})
	if err := b.See(t.Context(), storetest.Kim, f.ID, seen.ID); err != nil {
		t.Fatal(err)
	}
	late := add(fiche.Line{Kind: "call-back", Day: "2026-10-20", Hour: "16:00", Text: "uitgesteld"})
	if err := b.Later(t.Context(), storetest.Kim, f.ID, late.ID, b.Clock.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	all := []string{"21 10:45 straks", "21 11:42 uitgesteld", "22 09:00 in de loop van morgen", "22 09:30 lang vooraf", "23 08:45 vrijdag"}
	wantComing(t, coming(t, b, "ukim", 9), all...)
	wantComing(t, coming(t, b, "ukim", 1), all[0])
	wantComing(t, coming(t, b, bart, 2), "21 10:45 straks", "21 11:45 voor Bart")
	if err := b.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.RemindOff = true }); err != nil {
		t.Fatal(err)
	}
	wantComing(t, coming(t, b, "ukim", 9))
}
