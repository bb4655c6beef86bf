//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// Kim gives her firm a stage of its own, puts it in its place, takes another away, sees
// on the board where its CRM fiches went, and takes that back; with keys only at last.
func TestTheStagesAreArrangedInTheSettings(t *testing.T) {
	t.Parallel()
	var c fiche.CRM
	kim := atWork(t, func(b *storetest.Box) { staged(t, b, &c) })
	kim.open("/settings")
	kim.press("Stadia")
	kim.path("/stages")
	kim.fill("#stage-form [name=name]", "Proefplaatsing")
	kim.fill("#stage-form [name=chance]", "70 %")
	kim.key("\r")
	kim.sees("#flash", "Het stadium Proefplaatsing is toegevoegd.")
	kim.click(`[aria-label="Proefplaatsing naar voren"]`)
	kim.until("it is fourth, and its button has the focus", `document.activeElement.ariaLabel === "Proefplaatsing naar voren" && [...document.querySelectorAll(".own-fields .name")].map(e => e.innerText)[3] === "Proefplaatsing"`)
	kim.shot("stages")
	kim.click(`[aria-label="Verwijderen: Offerte"]`)
	kim.sees("#ask", "1 CRM-fiche gaat naar het stadium dat u kiest.")
	kim.until("the choice has the focus", `document.activeElement.name === "into" && document.activeElement.selectedOptions[0].text === "Gesprek"`)
	kim.shot("stages-removal")
	kim.set("#ask [name=into]", "new")
	kim.click("#ask button")
	kim.sees("#flash", "Wat erin stond, staat nu in Nieuw.")
	kim.open("/crm/board")
	kim.sees("[data-stage=new]", "Ramen kantoor")
	kim.seesNot(".board", "Offerte")
	kim.open("/stages")
	kim.click(`[aria-label="Terughalen: Offerte"]`)
	kim.sees("#flash", "Ongedaan gemaakt.")
	kim.open("/crm?stage=quote")
	kim.sees("#fiches", "Ramen kantoor")
	kim.open("/stages/quote/edit")
	kim.key("a", chromedp.ModifierCtrl)
	kim.key("Bestek")
	kim.key(kb.Enter)
	kim.sees(".own-fields", "Bestek")
	kim.phone()
	for _, path := range []string{"/stages", "/stages/quote/removal"} {
		kim.open(path)
		kim.until("nothing sideways", `document.documentElement.scrollWidth <= innerWidth`)
	}
	kim.shot("stages-phone")
	kim.noFaults()
}
