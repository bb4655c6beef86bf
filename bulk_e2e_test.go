//go:build e2e

package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"fichebak/store/storetest"
)

// waitForJob is what a job of some hundred fiches may take on a busy machine.
const waitForJob = 30 * time.Second

// manyFirms are fiches enough that a job of them is seen at work.
func manyFirms(t *testing.T) func(b *storetest.Box) {
	return withBart(t, func(b *storetest.Box) {
		if err := b.Generate(t.Context(), storetest.Kim, 9000, 1); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAllThatWereFoundGetAGroupAColleagueSeesItAndControlZTakesItBack(t *testing.T) {
	t.Parallel()
	s := filled(t, manyFirms(t))
	kim, bart := newPersonAtWindows(t, s, "Kim Peeters"), newPerson(t, s, "Bart Declerck")
	kim.watchFaults()
	kim.signIn()
	bart.signIn()
	bart.open("/customers")
	bart.connected()
	kim.open("/prospects?sort=number")
	kim.connected()
	kim.until("the rows", "document.querySelectorAll('#fiches tr[data-url]').length >= 50")
	kim.click("#pick-all")
	kim.sees("#picked-bar", "50 gekozen")
	kim.shot("bulk-picked")
	kim.click("#picked-bar [value=bulk-all]")
	kim.path("/prospects/bulk")
	n := js[string](kim, "document.querySelector('[name=count]').value")
	kim.click("[name=do][value=group]")
	kim.until("the field of the group alone", "document.querySelector('.for-group').checkVisibility() && !document.querySelector('.for-source').checkVisibility()")
	kim.fill("#group", "ramen 2027")
	kim.shot("bulk-ask")
	kim.click("#bulk .is-main")
	kim.path("/prospects")
	kim.sees("#job", "ramen 2027")
	kim.until("how far it is", "document.querySelector('#job progress')?.value > 0")
	kim.shot("bulk-running")
	bart.sees("#job", "krijgen de groep ‘ramen 2027’")
	kim.within(waitForJob, "the end of it", "document.querySelector('#job .is-over')")
	kim.sees("#job", "fiches zitten nu in de groep ‘ramen 2027’")
	kim.shot("bulk-over")
	bart.within(waitForJob, "no bar any more", "!document.querySelector('#job .job')")
	kim.open("/prospects?q=ramen+2027")
	kim.until("all of them found", fmt.Sprintf("document.querySelector('#fiches-count').textContent.replace(/\\D/g, '').startsWith('%s')", n))
	kim.key("z", chromedp.ModifierCtrl)
	kim.path("/operations/")
	kim.within(waitForJob, "all of it back", "document.querySelector('#operation .verdict.is-good')")
	kim.sees("#operation", "fiches zijn weer zoals voordien")
	kim.shot("operation-undone")
	kim.open("/prospects?q=ramen+2027")
	kim.until("none of them found", "!document.querySelector('#fiches tr[data-url]')")
	kim.noFaults()
}

func TestWhatOneTypesIntoTheSearchIsWhatTheBarActsOn(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		for _, name := range []string{"Bakkerij Peeters", "Els De Smet", "Hout Claes nv"} {
			b.Prospect(t, "name", name)
		}
	})
	kim.open("/prospects?sort=-name")
	kim.sees("#fiches-count", "3 prospecten")
	kim.fill("#q", "claes")
	kim.sees("#fiches-count", "1 van 3")
	kim.press("Menu")
	kim.press("De gevonden fiche bewerken…")
	kim.path("/prospects/bulk")
	kim.sees("h1", "Wat doen met 1 prospect?")
	kim.sees("main", "30002 Hout Claes nv")
	kim.open("/prospects?sort=-name")
	kim.fill("#q", "smet")
	kim.sees("#fiches-count", "1 van 3")
	kim.click("#bar a[aria-keyshortcuts=v]")
	kim.path("/prospects/window")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "bewaard")
	kim.path("/prospects?q=smet&sort=-name")
	kim.noFaults()
}

func TestAPhoneDoesBulkWorkAndAJobCanBeStopped(t *testing.T) {
	t.Parallel()
	s := filled(t, manyFirms(t))
	kim := newPersonAtWindows(t, s, "Kim Peeters")
	kim.phone()
	kim.signIn()
	stopped := false
	for _, do := range []string{"inactive", "active", "inactive", "active"} { // a quick computer may be done before the finger is there
		kim.open("/prospects/bulk?all=yes&do=" + do)
		kim.shot("bulk-phone")
		kim.tap("#bulk .is-main")
		kim.path("/prospects")
		kim.until("the bar", "document.querySelector('#job .job')")
		kim.until("a page no wider than the screen", "document.documentElement.scrollWidth <= 390")
		kim.shot("bulk-phone-running")
		kim.tap("#job a")
		kim.path("/operations/")
		kim.shot("operation-phone")
		if stopped = js[bool](kim, "(() => { const b = document.querySelector('#operation [action$=stop] button'); b?.click(); return !!b })()"); stopped {
			break
		}
	}
	if !stopped {
		t.Fatal("four jobs were done before they could be stopped")
	}
	kim.until("what was done", "document.querySelector('#operation [action$=resumption]')")
	kim.shot("operation-phone-stopped")
	kim.until("a page no wider than the screen", "document.documentElement.scrollWidth <= 390")
}

func TestOnAPhoneAJobLeavesTheButtonBarUnderTheThumb(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Bakkerij Peeters")
		b.Prospect(t, "name", "Els De Smet")
	})
	kim.phone()
	kim.open("/prospects/bulk?all=yes&do=inactive")
	kim.tap("#bulk .is-main")
	kim.path("/prospects")
	const under = "(() => { const menu = document.querySelector('#bar details > summary').getBoundingClientRect(), job = document.querySelector('#job .job.is-over').getBoundingClientRect(); return job.bottom <= menu.top + 1 && menu.bottom <= innerHeight && !!document.elementFromPoint(menu.x + 9, menu.y + 9).closest('#bar') })()"
	kim.until("the way back", "document.querySelector('#job [data-undo]').checkVisibility()")
	kim.until("the button bar under the job", under)
	kim.open("/prospects?view=inactive")
	kim.until("the button bar under the job, below rows", under)
	kim.shot("bulk-phone-over")
	kim.rest("#fiches tr[data-url]", "document.querySelector('#picked-bar:not([hidden])')")
	kim.until("what is chosen instead of both", "!document.querySelector('.bar').checkVisibility() && !document.querySelector('#job .job').checkVisibility()")
}

// The bar of a job that is over stays from page to page; what is done meanwhile is not mistaken for it.
func TestControlZIsForWhatIsSaidLastAndABarThatWasReadIsPutAway(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Bakkerij Peeters")
		b.Prospect(t, "name", "Els De Smet")
		for _, name := range []string{"Hout Claes", "Verf Maes"} {
			if _, err := b.Remove(t.Context(), storetest.Kim, b.Prospect(t, "name", name).ID); err != nil {
				t.Fatal(err)
			}
		}
	})
	kim.watchFaults()
	kim.open("/prospects/bulk?all=yes&do=inactive")
	kim.send("#bulk .is-main")
	kim.path("/prospects")
	kim.until("its key", "document.querySelector('#job [data-undo] > kbd')?.checkVisibility()")
	kim.open("/bin")
	kim.connected()
	kim.click("#fiches tbody .tick")
	kim.key("u")
	kim.sees("#flash", "terug uit de prullenmand")
	const above = "(() => { const f = document.querySelector('#flash .flash').getBoundingClientRect(), bars = [...document.querySelectorAll('.picked')].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().top); return bars.length === %d && f.bottom <= Math.min(...bars) && f.bottom > 600 && !!document.elementFromPoint(f.x + 40, f.y + f.height / 2).closest('#flash') })()"
	kim.until("what was said above the bar", fmt.Sprintf(above, 1))
	kim.click("#fiches tbody .tick")
	kim.until("what was said above both bars", fmt.Sprintf(above, 2))
	kim.shot("bar-bin")
	kim.open("/suppliers/new")
	kim.connected()
	kim.fill("#name", "Glas Maes")
	js[bool](kim, "(document.activeElement.blur(), true)")
	kim.key("z", chromedp.ModifierCtrl) // the browser's own undo, and no more than that
	kim.until("still in the form", "location.pathname === '/suppliers/new'")
	kim.fill("#name", "Glas Maes")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "ewaard")
	kim.until("a bar without its key", "!document.querySelector('#job [data-undo] > kbd').checkVisibility()")
	kim.key("z", chromedp.ModifierCtrl)
	kim.until("still there", "document.querySelector('#flash .flash') && location.pathname.startsWith('/suppliers')")
	js[bool](kim, "(document.querySelector('#flash').replaceChildren(), true)")
	kim.shot("bar-shut")
	kim.click("#job [formaction]")
	kim.until("no bar", "!document.querySelector('#job .job')")
	kim.open("/bin")
	kim.until("no bar on another page", "!document.querySelector('#job .job')")
	kim.noFaults()
}

func TestOnAPhoneWithoutScriptsRowsAreTicked(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Bakkerij Peeters")
		b.Prospect(t, "name", "Els De Smet")
	})
	kim.scriptsOff()
	kim.phone()
	kim.open("/prospects?sort=name")
	kim.tap(rowOf("Bakkerij Peeters") + " .tick")
	kim.tap(rowOf("Els De Smet") + " .tick")
	kim.click("#bar details > summary")
	kim.send(".menu [value=bulk]")
	kim.path("/prospects/bulk")
	kim.sees("h1", "Wat doen met 2 prospecten?")
}

func TestWithoutScriptsTickedRowsGetAnAddressViaAndItIsTakenBack(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) {
		for _, name := range []string{"Bakkerij Peeters", "Els De Smet", "Hout Claes nv"} {
			b.Person(t, name)
		}
	})
	kim := newPerson(t, s, "Kim Peeters")
	kim.scriptsOff()
	kim.signIn()
	kim.open("/prospects?sort=name")
	kim.click("#fiches tbody tr:nth-child(1) .tick")
	kim.click("#fiches tbody tr:nth-child(2) .tick")
	kim.click(".bar details > summary")
	kim.send(".menu [value=bulk]")
	kim.path("/prospects/bulk")
	kim.sees("h1", "Wat doen met 2 prospecten?")
	kim.click("[name=do][value=source]")
	kim.fill("#source", "Beurs Gent")
	kim.send("#bulk .is-main")
	kim.anewUntil("/operations", "2 fiches hebben nu als adres via ‘Beurs Gent’")
	kim.send("td.name a")
	kim.path("/operations/")
	kim.send(".is-undo button")
	kim.anewUntil("/operations", "2 fiches zijn weer zoals voordien")
	kim.open("/prospects?source=Beurs+Gent")
	kim.until("nobody", "!document.querySelector('#fiches tr[data-url]')")
}

// anewUntil loads a page again until it says something.
func (p *person) anewUntil(path, says string) {
	p.t.Helper()
	for range 50 {
		if p.open(path); js[bool](p, fmt.Sprintf("document.body.textContent.includes(%s)", quote(says))) {
			return
		}
	}
	p.fail("%s never says %s", path, says)
}
