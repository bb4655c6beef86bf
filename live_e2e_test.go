//go:build e2e

package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// withBart adds a second account to what fill puts into a box.
func withBart(t *testing.T, fill func(b *storetest.Box)) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		u := store.User{Name: "Bart Declerck", Role: store.Worker, Password: password.Hash(passwordOf("Bart Declerck")), Language: "nl"}
		if _, err := b.AddUser(t.Context(), storetest.Kim, u); err != nil {
			t.Fatal(err)
		}
		fill(b)
	}
}

// withAline adds an account that works in French.
func withAline(t *testing.T, fill func(b *storetest.Box)) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		u := store.User{Name: "Aline Dubois", Role: store.Worker, Password: password.Hash(passwordOf("Aline Dubois")), Language: "fr"}
		if _, err := b.AddUser(t.Context(), storetest.Kim, u); err != nil {
			t.Fatal(err)
		}
		fill(b)
	}
}

const trayCount = "document.getElementById('tray').dataset.count"

// streams is how many streams the server has open for the person's session, as the page that says
// whether one is reminded has it.
func (p *person) streams() string {
	p.t.Helper()
	return js[string](p, `fetch('/reminders/check').then((r) => r.text()).then((html) => new DOMParser().parseFromString(html, 'text/html').querySelector('[data-streams]')?.dataset.streams ?? 'none')`)
}

// opened is how many streams the server has opened since it started.
func (s *server) opened() int {
	s.t.Helper()
	text, err := os.ReadFile(s.log)
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.Count(string(text), "stream opened")
}

func TestTenTabsOfWhichNineAreHiddenHaveTheReminderWithinTwoSecondsOverOneStream(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPersonAtWindows(t, s, "Kim Peeters")
	kim.signIn()
	tabs := []*person{kim}
	for range 9 {
		p := kim.hiddenTab()
		p.open("/prospects")
		p.until("the hidden page", "document.readyState === 'complete'")
		if state := js[string](p, "document.visibilityState"); state != "hidden" {
			t.Fatalf("a tab in the background is %s", state)
		}
		tabs = append(tabs, p)
	}
	for _, p := range tabs {
		p.connected()
	}
	if n := kim.streams(); n != "1" {
		t.Errorf("ten tabs have %s streams, want 1", n)
	}
	before := s.opened()
	time.Sleep(time.Second) // tabs that took the stream from each other would go on doing so
	if n := s.opened(); n != before {
		t.Errorf("%d streams were opened while nothing happened", n-before)
	}
	s.clock(wednesday(10, 45))
	ticked := time.Now()
	for _, p := range tabs {
		p.within(2*time.Second-time.Since(ticked), "the reminder", trayCount+" === '1'")
	}
	t.Logf("ten tabs have it %v after the tick", time.Since(ticked))
	eleventh := kim.tab()
	begin := time.Now()
	eleventh.open("/customers")
	eleventh.sees("h1", "Klanten")
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("an eleventh page took %v", took)
	}
	eleventh.connected()
	if n := kim.streams(); n != "1" {
		t.Errorf("eleven tabs have %s streams, want 1", n)
	}
}

func TestTwentyFastNavigationsLeaveOneStream(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	for i := range 20 {
		kim.open([]string{"/", "/prospects", "/customers", "/suppliers"}[i%4])
	}
	kim.connected()
	for end := time.Now().Add(waitFor); ; time.Sleep(50 * time.Millisecond) {
		n := kim.streams()
		if n == "1" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("twenty navigations leave %s streams, want 1", n)
		}
	}
	s.clock(wednesday(10, 45))
	kim.within(2*time.Second, "the reminder", trayCount+" === '1'")
	kim.noFaults()
}

func TestSeenLaterAndDoneAreThreeFactsInTwoBrowsers(t *testing.T) {
	s := filled(t, withBart(t, func(b *storetest.Box) {
		f := b.Prospect(t, "name", "Claes Houtbouw")
		for _, text := range []string{"eerste", "tweede", "derde"} {
			b.Moment(t, f, fiche.CallBack, "2026-10-21", "10:50", text)
		}
	}))
	kim, bart := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Bart Declerck")
	for _, p := range []*person{kim, bart} {
		p.signIn()
		p.open("/prospects")
		p.connected()
		p.until("three reminders", trayCount+" === '3'")
		p.click("#tray-panel > summary")
	}
	has := func(text string) string {
		return fmt.Sprintf("document.getElementById('tray').textContent.includes(%s)", quote(text))
	}
	do := func(p *person, text, act string) {
		p.t.Helper()
		js[bool](p, fmt.Sprintf("(() => { const li = [...document.querySelectorAll('#tray-panel .reminder')].find((e) => e.textContent.includes(%s)); document.querySelectorAll('[data-test-act]').forEach((e) => e.removeAttribute('data-test-act')); li.setAttribute('data-test-act', ''); return true })()", quote(text)))
		p.click("[data-test-act] " + act)
	}
	do(kim, "eerste", "form[action$=done] button")
	bart.within(time.Second, "done in the other browser", "!"+has("eerste"))
	kim.sees("#flash", "gedaan.")
	do(kim, "tweede", "form[action$=seen] button")
	kim.until("seen here", "!"+has("tweede"))
	do(kim, "derde", "details.later > summary")
	do(kim, "derde", "details.later button[value='10m']")
	kim.until("put off here", trayCount+" === '0'")
	kim.sees("#flash", "uitgesteld tot 10:52")
	bart.until("both open for Bart", has("tweede")+" && "+has("derde"))
	kim.press("Ongedaan maken")
	kim.until("put off no more", trayCount+" === '1' && "+has("derde"))
	kim.sees("#flash", "Ongedaan gemaakt")
	if path := kim.path("/prospects"); path != "/prospects" {
		t.Errorf("taking back led to %s", path)
	}
	do(kim, "derde", "details.later > summary")
	js[bool](kim, "(() => { const e = document.querySelector('[data-test-act] input[name=at]'); e.value = '2026-10-21T12:00'; return true })()")
	js[bool](kim, "(document.querySelector('[data-test-act] input[name=at]').focus(), true)")
	kim.key("\r") // Enter is for the field one is in, not for the first button
	kim.sees("#flash", "uitgesteld tot 12:00")
	s.clock(wednesday(11, 59))
	kim.until("not yet", "document.querySelector('#now .rim-clock time').textContent === '11:59' && "+trayCount+" === '0'")
	s.clock(wednesday(12, 0))
	kim.within(2*time.Second, "it again", trayCount+" === '1'")
	do(bart, "tweede", ".acts > a")
	bart.path("/prospects/f")
	bart.sees("h1", "Claes Houtbouw")
}

func TestOnAnAddressWithoutTLSRemindersComeAllTheSame(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	lan := *s
	lan.url = "http://kassa.lan:" + s.url[strings.LastIndexByte(s.url, ':')+1:]
	kim.s = &lan
	kim.watchFaults()
	kim.signInByHand()
	if js[bool](kim, "isSecureContext") {
		t.Fatal("the address counts as secure: the test shows nothing")
	}
	second := kim.tab()
	second.watchFaults()
	second.open("/prospects")
	for _, p := range []*person{kim, second} {
		p.connected()
		p.click("h1")
	}
	s.clock(wednesday(10, 45))
	for _, p := range []*person{kim, second} {
		p.within(2*time.Second, "the reminder", trayCount+" === '1'")
	}
	if n := kim.streams(); n != "1" {
		t.Errorf("two tabs have %s streams, want 1", n)
	}
	kim.until("a sound", "localStorage.getItem('sounds') === '1'")
	kim.noFaults()
}
