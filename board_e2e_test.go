//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// staged is a box with two CRM fiches in two stages.
func staged(t *testing.T, b *storetest.Box, c *fiche.CRM) {
	t.Helper()
	withCRM(t, b)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	*c = b.CRM(t, f, "subject", "Gevel magazijn", "value", "18.450", "chance", "20")
	b.CRM(t, f, "subject", "Ramen kantoor", "value", "6.200", "stage", "quote")
}

func TestACardOfTheBoardIsMovedByDraggingAndByKeys(t *testing.T) {
	t.Parallel()
	var c fiche.CRM
	kim := atWork(t, func(b *storetest.Box) { staged(t, b, &c) })
	kim.open("/crm")
	kim.press("Bord")
	kim.path("/crm/board")
	kim.sees("[data-stage=new]", "Gevel magazijn")
	kim.sees("[data-stage=quote]", "€ 6.200")
	kim.shot("board")
	js[bool](kim, `(() => {
		const card = document.querySelector('[data-stage=new] .board-card'), to = document.querySelector('[data-stage=quote]');
		const data = new DataTransfer();
		for (const [at, type] of [[card, 'dragstart'], [to, 'dragover'], [to, 'drop'], [card, 'dragend']]) at.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
		return true;
	})()`)
	kim.sees("#flash", "Gevel magazijn staat nu in Offerte.")
	kim.sees("[data-stage=quote]", "Gevel magazijn")
	kim.sees("[data-stage=quote] .part-head", "€ 24.650")
	kim.until("the card under the cursor", "document.activeElement.closest('.board-card')?.innerText.includes('Gevel magazijn')")
	kim.key(kb.ArrowRight, chromedp.ModifierShift)
	kim.sees("[data-stage=deal]", "Gevel magazijn")
	kim.press("Ongedaan maken")
	kim.sees("[data-stage=quote]", "Gevel magazijn")
	kim.path("/crm/board")
	kim.phone()
	kim.open("/crm/board")
	kim.set("#card-"+c.ID+" select", "deal")
	kim.click("#card-" + c.ID + " form button")
	kim.sees("[data-stage=deal]", "Gevel magazijn")
	kim.until("the moved card on the screen", "(() => { const r = document.querySelector('[data-stage=deal] .board-card').getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth; })()")
	kim.noFaults()
}

func TestACardOfTheBoardIsMovedByItsFormWithoutScripts(t *testing.T) {
	t.Parallel()
	var c fiche.CRM
	kim := atWork(t, func(b *storetest.Box) { staged(t, b, &c) })
	kim.scriptsOff()
	kim.phone()
	kim.open("/crm/board")
	kim.set("#card-"+c.ID+" select", "talk")
	kim.click("#card-" + c.ID + " form button")
	kim.sees("#flash", "Gevel magazijn staat nu in Gesprek.")
	kim.sees("[data-stage=talk]", "Gevel magazijn")
	kim.shot("board-phone")
	kim.open("/crm?sort=-value")
	kim.sees("#fiches", "Gevel magazijn")
	kim.shot("crm-phone")
}
