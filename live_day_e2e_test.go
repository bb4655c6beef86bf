//go:build e2e

package main

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestInARowAndOnVandaagAMomentIsDonePutOffAndMovedInOneClick(t *testing.T) {
	t.Parallel()
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
	kim.sees(row, "15:30") // back on the list

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

func TestTheTimeEdgeMovesOnEveryPage(t *testing.T) {
	t.Parallel()
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

// What the server writes at the full minute comes to a page that holds the time to be a
// little earlier.
func TestTheClockIsNotAMinuteAheadOfTheServers(t *testing.T) {
	s := filled(t, callBack(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	kim.connected()
	const told = `const told = (detail) => document.dispatchEvent(new CustomEvent('live', { detail }));
		const to = (ms) => { const o = ms - Date.now() % 60000; told({ offset: o }); };
		const write = (text) => { document.querySelector('#now .rim-clock time').textContent = text; told({ frame: '#now' }); };
		const after = (ms) => new Promise((done) => setTimeout(() => done(document.querySelector('#now .rim-clock time').textContent), ms));`
	if at := js[string](kim, "(async () => { "+told+" to(30000); write('10:42'); to(59500); write('10:43'); return after(900) })()"); at != "10:43" {
		t.Errorf("a page that is late by half a second shows %s, the server wrote 10:43", at)
	}
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
	t.Parallel()
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
	kim.click("#tray > .arrival [data-looked]")
	kim.until("the card put away, the focus at the tray", "!document.querySelector('#tray > .arrival').checkVisibility() && document.activeElement.matches('#tray-panel > summary')")
	js[bool](kim, "(localStorage.clear(), true)")
	kim.open("/prospects")
	kim.connected()
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
	if room := js[string](kim, "getComputedStyle(document.body).paddingBlockEnd"); room != "0px" {
		t.Error("there is room below the page for a card that is not there: ", room)
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
