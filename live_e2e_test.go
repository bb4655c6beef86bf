//go:build e2e

package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

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
	kim := newPerson(t, s, "Kim Peeters")
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

func TestInARowAndOnVandaagAMomentIsDonePutOffAndMovedInOneClick(t *testing.T) {
	s := filled(t, func(b *storetest.Box) {
		f := b.Prospect(t, "name", "Claes Houtbouw")
		b.Moment(t, f, fiche.CallBack, "2026-10-21", "12:00", "prijs")
		b.Moment(t, f, fiche.Appointment, "2026-10-29", "10:00", "plaatsbezoek")
		g := b.Prospect(t, "name", "Allaert Marijke")
		b.Moment(t, g, fiche.Appointment, "2026-10-21", "14:00", "stalen")
	})
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.until("the list of the day", "document.getElementById('morning')")
	kim.click("#morning .lines li:first-child .acts > form button")
	kim.until("done in the list of the day", "document.querySelector('#morning .lines li:first-child').classList.contains('is-past') && document.getElementById('morning')")
	kim.sees("#today", "Allaert Marijke")
	kim.press("Ongedaan maken")
	kim.sees("#flash", "Ongedaan gemaakt")

	kim.open("/prospects?sort=name")
	const row = "#fiches tr[data-name='Claes Houtbouw']"
	kim.click(row + " .pick input")
	kim.do(chromedp.Func(hover(row)))
	kim.until("the acts of the row shown", "getComputedStyle(document.querySelector("+quote(row+" .row-do")+")).opacity === '1' || document.querySelector("+quote(row+" .row-do button")+").checkVisibility({ opacityProperty: true, visibilityProperty: true })")
	kim.shot("row-acts")
	kim.click(row + " .row-do > form button")
	kim.sees(row, "do 29 okt 10:00")
	kim.sees("#flash", "Claes Houtbouw, terug bellen 12:00: gedaan.")
	if !js[bool](kim, "document.querySelector("+quote(row+" .pick input")+").checked") {
		t.Error("the row that was chosen no longer is")
	}
	kim.press("Ongedaan maken")
	kim.sees(row, "vandaag 12:00")
	kim.do(chromedp.Func(hover(row)))
	kim.click(row + " .row-do .later > summary")
	kim.click(row + " .row-do .later button[value=tomorrow]")
	kim.sees("#flash", "uitgesteld tot do 22 okt 09:00")
	kim.until("the choice shut", "!document.querySelector("+quote(row+" .later")+").open")
	kim.do(chromedp.Func(hover(row)))
	kim.click(row + " .row-do > a")
	kim.path("/prospects/f")
	kim.set("[name=hour]", "15:30")
	kim.press("Bewaren")
	kim.sees(".moments", "15:30")

	kim.open("/")
	kim.click("#today li[id^='line-today'] .acts > form button")
	kim.until("past on Vandaag", "document.querySelector('#today li.is-past')")
	kim.sees("#today-top", "nog 1 vandaag, 1 gebeurd")
	kim.sees("#flash", "gedaan.")
	kim.shot("today-done")
	kim.press("Ongedaan maken")
	kim.until("open again, without a new page", "!document.querySelector('#today li.is-past') && document.querySelector('#flash').textContent.includes('Ongedaan gemaakt')")
	kim.sees("#today-top", "nog 2 vandaag")
	kim.noFaults()

	kim.phone()
	kim.open("/")
	kim.shot("today-390")
	kim.click("#today li[id^='line-today'] .acts > form button")
	kim.until("past on the phone", "document.querySelector('#today li.is-past')")
	kim.open("/prospects")
	kim.shot("list-390")
}

func TestOnAnAddressWithoutTLSRemindersComeAllTheSame(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	lan := *s
	lan.url = "http://kassa.lan:" + s.url[strings.LastIndexByte(s.url, ':')+1:]
	kim.s = &lan
	kim.watchFaults()
	kim.signIn()
	if js[bool](kim, "isSecureContext") {
		t.Fatal("the address counts as secure: the test shows nothing")
	}
	second := kim.tab()
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
	kim.noFaults()
}

func TestTheTimeEdgeMovesOnEveryPage(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects")
	kim.connected()
	before := js[string](kim, "document.querySelector('#now line.now-mark').getAttribute('x1')")
	s.clock(wednesday(11, 5))
	kim.sees("#now .rim-clock time", "11:05")
	kim.sees("#now .rim-late", "1 te laat")
	if after := js[string](kim, "document.querySelector('#now line.now-mark').getAttribute('x1')"); after == before {
		t.Errorf("the needle stays at %s", after)
	}
	s.clock(time.Date(2026, 10, 22, 0, 1, 0, 0, brussels))
	kim.sees("#now .rim-clock", "do 22 okt")
	kim.open("/")
	kim.sees("h1", "Donderdag 22 oktober")
	s.clock(time.Date(2026, 10, 23, 0, 1, 0, 0, brussels))
	kim.sees("h1", "Vrijdag 23 oktober")
	kim.noFaults()
}

// hover moves the mouse onto an element.
func hover(sel string) func(context.Context, *chromedp.Target) error {
	return func(ctx context.Context, _ *chromedp.Target) error {
		at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`(() => { const e = document.querySelector(`+quote(sel)+`); e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`))
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: "mouseMoved", X: at[0], Y: at[1]})
		return err
	}
}

func TestTheCardOfAReminderStaysUntilOneLooksIntoTheTray(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects")
	kim.connected()
	s.clock(wednesday(10, 45))
	kim.sees("#tray > .arrival", "Claes Houtbouw")
	kim.shot("card")
	s.clock(wednesday(11, 10))
	kim.sees("#now .rim-clock time", "11:10")
	kim.sees("#tray > .arrival", "10 min te laat")
	kim.click("#tray-panel > summary")
	kim.until("no card beside the tray", "!document.querySelector('#tray > .arrival').checkVisibility()")
	kim.click("#tray-panel > summary")
	s.clock(wednesday(11, 11))
	kim.sees("#now .rim-clock time", "11:11")
	kim.open("/customers")
	kim.connected()
	if js[bool](kim, "document.querySelector('#tray > .arrival')?.checkVisibility() ?? false") {
		t.Error("the card is back after one has looked into the tray")
	}
	kim.until("the reminder in the tray", trayCount+" === '1'")
	kim.noFaults()
}

func TestVandaagFollowsWhatAColleagueDoes(t *testing.T) {
	s := filled(t, withBart(t, func(b *storetest.Box) {
		f := b.Prospect(t, "name", "Claes Houtbouw")
		b.Moment(t, f, fiche.Appointment, "2026-10-22", "08:30", "de volgende, die op de rand staat")
		b.Moment(t, f, fiche.Appointment, "2026-10-22", "09:30", "plaatsbezoek")
	}))
	kim, bart := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Bart Declerck")
	kim.watchFaults()
	for _, p := range []*person{kim, bart} {
		p.signIn()
		p.connected()
	}
	kim.sees("#today", "plaatsbezoek")
	bart.click("#today li[id^='line-morrow']:nth-of-type(2) .acts > form button")
	kim.within(2*time.Second, "done tomorrow's, and the change", "document.querySelector('#today li[id^=line-morrow]:nth-of-type(2).is-past') && document.querySelector('#today').textContent.includes('afspraak gedaan')")
	kim.noFaults()
}
