//go:build e2e

package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// rowOf is a row of the list by its fiche's name.
func rowOf(name string) string { return "#fiches tr[data-name=" + quote(name) + "]" }

// among is true of an expression about the row of a name.
func among(name, expr string) string {
	return fmt.Sprintf("document.querySelector(%s)%s", quote(rowOf(name)), expr)
}

// aList is a box with a list to follow; its names are in their order.
func aList(t *testing.T) func(b *storetest.Box) {
	return withAline(t, func(b *storetest.Box) {
		for i, name := range []string{"Aalst", "Brugge", "Deinze", "Gent", "Halle"} {
			f := b.Prospect(t, "name", name, "phone", fmt.Sprint("05000412", i))
			b.Moment(t, f, fiche.CallBack, "2026-10-20", fmt.Sprintf("1%d:00", i), "stalen")
		}
	})
}

func TestAListFollowsAColleagueAndNothingJumps(t *testing.T) {
	s := filled(t, aList(t))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
	}
	kim.open("/prospects?sort=name")
	kim.connected()
	kim.click(rowOf("Brugge") + " .pick input")
	kim.do(chromedp.Func(hover(rowOf("Deinze"))))
	kim.click("#fiches-list .funnel .more > summary")
	kim.do(chromedp.Func(hover(rowOf("Deinze"))))
	const stays = "[scrollY, " + `Math.round(document.querySelector('#fiches tr[data-name="Deinze"]').getBoundingClientRect().y)` + ", document.querySelector('#fiches tr:hover')?.dataset.name, document.querySelector('.funnel .more').open, [...document.querySelectorAll('#fiches .tick:checked')].length, document.activeElement.tagName].join()"
	before := js[string](kim, stays)

	aline.open("/prospects?sort=name")
	aline.connected()
	aline.click(rowOf("Aalst") + " .name a")
	aline.path("/prospects/f")
	aline.click(".bar a[aria-keyshortcuts=b]")
	aline.path("/prospects/f")
	aline.sees("h1", "Aalst")
	aline.set("[name=phone]", "053 00 12 34")
	aline.press("Enregistrer")
	kim.within(time.Second, "the new number", among("Aalst", ".textContent.includes('053 00 12 34')"))

	aline.open("/prospects/new")
	aline.fill("[name=name]", "Aarschot")
	aline.press("Enregistrer")
	aline.sees("h1", "Aarschot")
	kim.within(time.Second, "one that is new", "document.getElementById('fiches-fresh').textContent === '1 nieuwe, tonen'")
	kim.sees("#fiches-count", "6 prospecten")
	kim.sees(".funnel [aria-current]", "6")
	kim.sees("#picked", "6 prospecten, 1 gekozen: 30001 Brugge")

	aline.open("/prospects?view=late")
	aline.connected()
	aline.do(chromedp.Func(hover(rowOf("Deinze"))))
	aline.click(rowOf("Deinze") + " .row-do > form button")
	kim.within(time.Second, "nothing late for Deinze", among("Deinze", ".querySelector('.next') === null"))
	if after := js[string](kim, stays); after != before {
		t.Errorf("what Kim had was %s, and is %s", before, after)
	}
	kim.shot("list-fresh")

	kim.click("#fiches-list .funnel .more > summary")
	kim.click("#fiches-fresh a")
	kim.until("the new one shown", among("Aarschot", "?.matches('.is-fresh')"))
	kim.focused("#fiches tr[data-name='Aarschot'] .name a")
	kim.sees("#picked", "6 prospecten, 1 gekozen: 30001 Brugge")
	if js[bool](kim, "document.getElementById('fiches-fresh').textContent !== ''") {
		t.Error("what is shown is still called new")
	}
	aline.noFaults()
	kim.noFaults()
}

func TestDoneInARowOfTeLaatTakesItFromTheListWhenTheMouseLeaves(t *testing.T) {
	s := filled(t, aList(t))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
		p.open("/prospects?view=late&sort=name")
		p.connected()
	}
	aline.phone()
	aline.open("/prospects?view=late")
	aline.connected()
	kim.do(chromedp.Func(hover(rowOf("Brugge"))))
	y := fmt.Sprintf("Math.round(%s)", among("Deinze", ".getBoundingClientRect().y"))
	kim.click(rowOf("Brugge") + " .row-do > form button")
	kim.sees("#flash", "Brugge, terug bellen")
	kim.do(chromedp.Func(hover(rowOf("Deinze")))) // below: taking Brugge away would move it
	before := js[int](kim, y)
	kim.within(time.Second, "gone, and said", among("Brugge", ".matches('.is-gone')"))
	kim.sees(".funnel .is-late .count", "4")
	kim.sees("#fiches-count", "4 van 5")
	kim.shot("list-gone")
	aline.within(2*time.Second, "gone for Aline", "!"+among("Brugge", "")+" || "+among("Brugge", ".textContent.includes('hors de la liste')"))
	aline.shot("list-gone-390")
	aline.within(5*time.Second, "taken away, for it is in nobody's hand", "!"+among("Brugge", ""))
	aline.sees("#break-late .count", "4")
	time.Sleep(1700 * time.Millisecond)
	if after := js[int](kim, y); after != before || js[bool](kim, "!"+among("Brugge", "")) {
		t.Errorf("Deinze stood at %d and stands at %d", before, after)
	}
	kim.do(chromedp.Func(hover("h1")))
	kim.until("taken away", "!"+among("Brugge", ""))
	kim.press("Ongedaan maken")
	kim.until("back", among("Brugge", "?.matches(':not(.is-gone)')"))
	kim.sees(".funnel .is-late .count", "5")
	kim.noFaults()
	aline.noFaults()
}

func TestAnEmptyListFillsAndTheListBesideACardFollows(t *testing.T) {
	s := filled(t, aList(t))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
	}
	kim.open("/suppliers")
	kim.connected()
	kim.sees("#fiches-list", "leverancier")
	aline.open("/suppliers/new")
	aline.fill("[name=name]", "Dubois Bois")
	aline.press("Enregistrer")
	aline.sees("h1", "Dubois Bois")
	kim.within(time.Second, "the first supplier", among("Dubois Bois", ""))

	kim.do(chromedp.EmulateViewport(1920, 1080))
	kim.open("/prospects?sort=name")
	kim.click(rowOf("Gent") + " .name a")
	kim.until("the list beside it", "document.querySelector('.beside #fiches')")
	kim.connected()
	aline.open("/prospects?sort=name&view=late")
	aline.connected()
	aline.do(chromedp.Func(hover(rowOf("Gent"))))
	aline.click(rowOf("Gent") + " .row-do > form button")
	kim.within(time.Second, "done on the card", "document.querySelector('.moment.is-done')")
	kim.within(time.Second, "and in the list", among("Gent", ".querySelector('.next') === null && ")+among("Gent", ".getAttribute('aria-current') === 'page'"))
	kim.sees("#news", "Aline, 10:42: terug bellen gedaan")
	kim.shot("beside-1920")
	kim.noFaults()
	aline.noFaults()
}

func TestASearchFollowsAColleagueAndNoHitGoesFromUnderTheCursor(t *testing.T) {
	s := filled(t, aList(t))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
	}
	kim.open("/search?q=brug")
	kim.connected()
	renamed := func(from, to string) {
		aline.open("/prospects")
		aline.click(rowOf(from) + " .name a")
		aline.path("/prospects/f")
		aline.click(".bar a[aria-keyshortcuts=b]")
		aline.fill("[name=name]", to)
		aline.press("Enregistrer")
		aline.sees("h1", to)
	}
	renamed("Aalst", "Aalterbrug")
	kim.within(time.Second, "a second hit", "document.querySelectorAll('.hit').length === 2")
	kim.sees("#found [role=status]", "2 ")
	kim.do(chromedp.Func(hover(".hit:last-child")))
	renamed("Aalterbrug", "Aalter")
	renamed("Gent", "Gentbrugge")
	kim.until("what was told", "performance.getEntriesByType('resource').filter((e) => e.name.includes('/search?q=brug')).length >= 2")
	if got := kim.text(".hit:hover b"); got != "Brugge" || js[int](kim, "document.querySelectorAll('.hit').length") != 2 {
		t.Errorf("under the cursor stands %q", got)
	}
	kim.do(chromedp.Func(hover("h1 + form")))
	kim.until("the hits of now", "[...document.querySelectorAll('.hit b')].map((b) => b.textContent).join() === 'Brugge,Gentbrugge'")
	kim.noFaults()
	aline.noFaults()
}
