//go:build e2e

package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// Aline changes, ends and makes CRM fiches; Kim's overview and board follow within a
// second, and what is under Kim's mouse stays where it is.
func TestTheOverviewAndTheBoardOfCRMFichesFollowAColleague(t *testing.T) {
	t.Parallel()
	var c fiche.CRM
	s := filled(t, withAline(t, func(b *storetest.Box) { staged(t, b, &c) }))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
	}
	kim.open("/crm?sort=subject")
	kim.connected()
	kim.do(chromedp.Func(hover(rowOf("Ramen kantoor") + " .name")))
	const at = `Math.round(document.querySelector('#fiches tr[data-name="Ramen kantoor"]').getBoundingClientRect().y)`
	before := js[float64](kim, at)

	aline.open("/crm/" + c.ID + "/edit")
	aline.set("[name=value]", "20000")
	aline.press("Enregistrer")
	aline.path("/crm/" + c.ID)
	kim.within(time.Second, "the new value", among("Gevel magazijn", ".textContent.includes('20.000')"))
	kim.sees("#fiches-count", "2 open, € 26.200")
	aline.open("/prospects/" + c.Fiche + "/crm/new")
	aline.fill("[name=subject]", "Afdak")
	aline.press("Enregistrer")
	aline.path("/crm/c")
	kim.within(time.Second, "one more in the funnel", "document.querySelector('.funnel [aria-current] .count').textContent === '3'")
	if after := js[float64](kim, at); after != before {
		t.Errorf("the row under the mouse was at %v and is at %v", before, after)
	}
	kim.do(chromedp.Func(hover("h1")))
	kim.within(time.Second, "the new row, first", "document.querySelector('#fiches tr[data-fiche]').dataset.name === 'Afdak'")

	kim.press("Bord")
	kim.sees("[data-stage=new]", "Gevel magazijn")
	kim.connected()
	kim.do(chromedp.Func(hover("h1")))
	aline.open("/crm/" + c.ID)
	aline.press("Négociation")
	aline.sees(".stages [aria-current]", "Négociation")
	kim.within(time.Second, "the card in its new stage", "document.querySelector('[data-stage=deal]').textContent.includes('Gevel magazijn')")
	// a card that goes from under the mouse fades where it is, and is gone when the mouse is at another stage's
	kim.do(chromedp.Func(hover("[data-stage=deal] .board-card")))
	aline.press("Offre")
	kim.within(time.Second, "the card faded, and in its stage", "document.querySelector('[data-stage=deal] .is-gone') && document.querySelector('[data-stage=quote]').textContent.includes('Gevel magazijn')")
	kim.do(chromedp.Func(hover("[data-stage=quote] .board-card")))
	kim.within(time.Second, "the faded card gone", "!document.querySelector('[data-stage=deal] .board-card')")
	aline.press("Négociation")
	kim.do(chromedp.Func(hover("h1")))
	kim.until("the card back", "document.querySelector('[data-stage=deal]').textContent.includes('Gevel magazijn')")

	kim.open("/crm/" + c.ID)
	kim.connected()
	kim.fill("#compose [name=text]", "gebeld, wil een staal")
	kim.set("#compose [name='step.day']", "2026-10-30")
	const typed = "[...new FormData(document.getElementById('compose'))].filter(([n]) => n !== 'token').join('|') + document.activeElement.name"
	before2 := js[string](kim, typed)
	aline.open("/crm/" + c.ID + "/edit")
	aline.set("[name=value]", "21000")
	aline.press("Enregistrer")
	aline.path("/crm/" + c.ID)
	aline.connected()
	kim.within(time.Second, "the new value on the page", "document.querySelector('.figures').textContent.includes('21.000')")
	kim.sees("#news", "Aline wijzigde Waarde om 10:42")
	if after := js[string](kim, typed); after != before2 {
		t.Errorf("what Kim was noting was %s and is %s", before2, after)
	}
	kim.shot("news-crm")
	kim.press("Toevoegen")
	aline.within(time.Second, "what Kim noted", "document.getElementById('crm-log').textContent.includes('wil een staal')")
	aline.sees("#news", "Kim")

	kim.open("/crm/" + c.ID + "/edit")
	kim.connected()
	kim.fill("[name=subject]", "Gevel en dak")
	aline.press("Offre")
	kim.within(time.Second, "word of it beside the form", "document.getElementById('news').textContent.includes('Aline wijzigde Stadium, Kans om 10:42')")
	kim.holds("[name=subject]", "Gevel en dak")
	kim.noFaults()
	aline.noFaults()
}
