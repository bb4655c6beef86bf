//go:build e2e

package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// aPast is a box with some history: two fiches that were removed, one of them 26 days ago,
// and one that was changed.
func aPast(t *testing.T) func(b *storetest.Box) {
	return withAline(t, func(b *storetest.Box) {
		now := b.Clock.Now()
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		b.Clock.Set(now.AddDate(0, 0, -26))
		old := b.Prospect(t, "name", "Aannemingen De Ridder")
		b.Moment(t, old, fiche.Appointment, "2026-09-30", "10:00", "")
		b.CRM(t, old, "subject", "Gevel")
		_, err := b.Remove(t.Context(), storetest.Bart, old.ID)
		must(err)
		b.Clock.Set(now.AddDate(0, 0, -1))
		late := b.Prospect(t, "name", "Garage Noordzee")
		_, err = b.Remove(t.Context(), storetest.Bart, late.ID)
		must(err)
		b.Clock.Set(now.Add(-time.Hour))
		f := b.Person(t, "Hout Claes nv")
		_, err = b.SetActive(t.Context(), storetest.Bart, f.ID, false)
		must(err)
		b.Clock.Set(now)
	})
}

func TestWhoLooksForAChangeFindsItByKeysAndUndoesIt(t *testing.T) {
	t.Parallel()
	s := filled(t, aPast(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/history")
	kim.sees("#history-top", "8 wijzigingen")
	kim.key("z")
	kim.focused("#q")
	kim.write("claes\r")
	kim.path("/history?")
	kim.sees("#history-top", "2 wijzigingen")
	kim.click("#history-funnel a[href*='what=data']")
	kim.sees("#history-top", "1 wijziging")
	kim.holds("#q", "claes")
	kim.shot("history-found")
	kim.click("#history form button")
	kim.sees("#flash", "De laatste wijziging aan Hout Claes nv is ongedaan gemaakt.")
	kim.sees("#history-top", "2 wijzigingen")
	kim.holds("#q", "claes")
	kim.key("z", chromedp.ModifierCtrl)
	kim.sees("#history-top", "3 wijzigingen")
	kim.open("/prospects/30002")
	kim.sees("#fiche", "Niet actief")
	kim.click(".is-history form button")
	kim.sees("#flash", "ongedaan gemaakt")
	kim.seesNot("#fiche .state", "Niet actief")
	kim.noFaults()
}

func TestTheHistoryAndTheBinFollowAColleagueAndNoLineGoesFromUnderTheCursor(t *testing.T) {
	t.Parallel()
	s := filled(t, aPast(t))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
	}
	bin := kim.tab()
	bin.watchFaults()
	bin.open("/bin")
	bin.connected()
	bin.sees("#bin-list", "Garage Noordzee")
	aline.open("/bin")
	aline.click("#fiches tr[data-url]:last-child button")
	aline.sees("#flash", "Garage Noordzee")
	bin.within(time.Second, "the row gone", "!document.getElementById('bin-list').textContent.includes('Garage Noordzee')")

	kim.open("/history")
	kim.connected()
	kim.sees("#history li", "uit de prullenmand teruggehaald")
	kim.do(chromedp.Func(hover("#history li:nth-child(2) span")))
	const stays = "[scrollY, Math.round(document.querySelector('#history li:hover').getBoundingClientRect().y), document.querySelector('#history li:hover').id].join()"
	before := js[string](kim, stays)
	aline.open("/bin")
	aline.click("#fiches tr[data-url]:last-child button")
	aline.sees("#flash", "Aannemingen De Ridder")
	kim.within(time.Second, "word that there is more", "!document.getElementById('past-fresh').hidden")
	if after := js[string](kim, stays); after != before {
		t.Errorf("the line under the cursor was %s, is %s", before, after)
	}
	kim.do(chromedp.Func(hover("h1")))
	kim.within(time.Second, "the new line", "document.querySelector('#history li').textContent.includes('Aannemingen De Ridder')")
	kim.until("its count", "document.getElementById('past-fresh').hidden && document.getElementById('history-top').textContent.includes('10 wijzigingen')")
	for _, p := range []*person{kim, aline, bin} {
		p.noFaults()
	}
}

func TestTheBinGivesBackAndEmptiesForEver(t *testing.T) {
	t.Parallel()
	s := filled(t, aPast(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects?view=inactive")
	kim.click(rowOf("Hout Claes nv") + " .pick input")
	kim.key("\u007f")
	kim.path("/prospects/removal")
	kim.click("button[value=remove]")
	kim.sees("#flash", "Hout Claes nv")
	kim.open("/bin")
	kim.sees("#bin-list", "1 moment, 1 CRM-fiche")
	kim.until("no bar", "!document.getElementById('bar').checkVisibility()")
	kim.click("#bin-list .funnel a[href*='view=week']")
	kim.until("what goes this week", "document.querySelectorAll('#fiches tr[data-url]').length === 1")
	kim.sees("#fiches", "over 4 dagen")
	kim.shot("bin-week")
	kim.open("/bin")
	kim.click("#fiches tr:nth-child(2) .pick input")
	kim.until("the bar", "document.getElementById('bar').checkVisibility()")
	kim.shot("bin-picked")
	kim.key("u")
	kim.sees("#flash", "Garage Noordzee")
	kim.seesNot("#bin-list", "Garage Noordzee")
	kim.phone()
	kim.open("/bin")
	kim.click("#fiches tr[data-url]:first-child .pick input")
	kim.shot("bin-phone")
	kim.click("#bar [value=erase]")
	kim.path("/bin/removal")
	kim.sees("#ask", "1 moment, 1 CRM-fiche")
	kim.press("Definitief verwijderen")
	kim.sees("#flash", "1 fiche is definitief verwijderd.")
	kim.noFaults()
}

func TestManyCRMFichesGetAnOwnerAndControlZTakesItBack(t *testing.T) {
	t.Parallel()
	s := filled(t, withBart(t, func(b *storetest.Box) {
		f := b.Prospect(t, "name", "Claes Houtbouw")
		for _, subject := range []string{"Dak", "Gevel", "Ramen", "Terras"} {
			b.CRM(t, f, "subject", subject)
		}
		if err := b.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.CRMOn = true }); err != nil {
			t.Fatal(err)
		}
	}))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/crm")
	kim.connected()
	js[string](kim, "document.getElementById('picked-bar').dataset.most = '3'") // as if four were more than can be
	kim.click("#pick-all")
	kim.sees("#picked-bar", "4 gekozen: zoveel kunnen niet tegelijk. Kies er hoogstens 3, of alle gevonden.")
	kim.until("no button for them", "!document.querySelector('#picked-bar [value=owner]').checkVisibility() && document.querySelector('#picked-bar [value=owner-all]').checkVisibility()")
	kim.click("#fiches tr[data-url] .pick input")
	kim.sees("#picked-bar", "3 gekozen")
	kim.click("#picked-bar [value=owner]")
	kim.sees("h1", "Wie volgt 3 CRM-fiches op?")
	kim.set("#owner", js[string](kim, "[...document.querySelectorAll('#owner option')].find((o) => o.textContent === 'Bart Declerck').value"))
	kim.click("#bulk .is-main")
	kim.path("/crm")
	kim.within(waitForJob, "the end of it", "document.querySelector('#job .is-over')")
	kim.sees("#job", "3 CRM-fiches zijn nu van Bart Declerck")
	kim.open("/history?what=acts")
	kim.sees("#history li", "3 CRM-fiches zijn nu van Bart Declerck")
	kim.key("z", chromedp.ModifierCtrl)
	kim.path("/operations/")
	kim.within(waitForJob, "all of it back", "document.querySelector('#operation .verdict.is-good')")
	kim.noFaults()
}
