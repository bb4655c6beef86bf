//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// withCRM switches the CRM module on in a box.
func withCRM(t *testing.T, b *storetest.Box) {
	t.Helper()
	if err := b.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.CRMOn = true }); err != nil {
		t.Fatal(err)
	}
}

func TestCRMAanmakenVoorDezeFillsInTheDataOfTheFiche(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050 00 41 27", "source", "Beurs Brussel", "contact.1.name", "Els Claes", "contact.1.email", "els@claes.example")
	})
	kim.open("/prospects/" + f.ID)
	kim.seesNot("#bar", "CRM aanmaken")
	kim.seesNot(".mast", "CRM")
	kim.open("/settings")
	kim.click("#crm")
	kim.press("Bewaren")
	kim.sees(".mast .tabs", "CRM")
	kim.open("/prospects")
	kim.click("tr[data-name='Claes Houtbouw'] .town")
	kim.press("CRM aanmaken voor deze")
	kim.path("/prospects/" + f.ID + "/crm/new")
	for field, want := range map[string]string{"contact": "Els Claes", "email": "els@claes.example", "phone": "050 00 41 27", "source": "Beurs Brussel", "stage": "new", "chance": "20"} {
		if got := js[string](kim, "document.querySelector('#crm-form [name="+field+"]').value"); got != want {
			t.Errorf("%s is filled in as %q, want %q", field, got, want)
		}
	}
	kim.shot("crm-new")
	kim.fill("[name=subject]", "Gevel magazijn Oostkamp")
	kim.fill("[name=value]", "18.450")
	kim.press("Bewaren")
	kim.path("/crm/c")
	kim.sees("h1", "Gevel magazijn Oostkamp")
	kim.sees(".figures", "€ 18.450")
	kim.sees(".is-crm", "Els Claes")
	kim.shot("crm-made")
	kim.press("30000 Claes Houtbouw")
	kim.path("/prospects/" + f.ID)
	kim.sees("#fiche", "Gevel magazijn Oostkamp")
	kim.key("c") // and several for one fiche, by key
	kim.path("/prospects/" + f.ID + "/crm/new")
	kim.fill("[name=subject]", "Ramen kantoor")
	kim.press("Bewaren")
	kim.path("/crm/c")
	kim.open("/prospects/" + f.ID)
	kim.press("Deze prospect wordt klant")
	kim.path("/customers/" + f.ID)
	kim.sees("#fiche", "Gevel magazijn Oostkamp")
	kim.sees("#fiche", "Ramen kantoor")
	kim.key("g")
	kim.key("c")
	kim.path("/crm")
	kim.sees("#fiches-count", "2 open, € 18.450")
	kim.noFaults()
}

func TestTheLogOfACRMFicheKeepsWhatWasSaidAndItsNextStepReminds(t *testing.T) {
	t.Parallel()
	var c fiche.CRM
	kim := atWork(t, func(b *storetest.Box) {
		withCRM(t, b)
		c = b.CRM(t, b.Prospect(t, "name", "Claes Houtbouw"), "subject", "Gevel magazijn", "value", "18450", "chance", "60", "stage", "quote")
	})
	kim.open("/crm/" + c.ID)
	kim.click(".compose label:has([value=quote])")
	kim.fill(".compose [name=text]", "Offerte 2026-118 verstuurd.")
	kim.set(".compose [name='step.kind']", "step")
	kim.set(".compose [name='step.day']", "2026-10-21")
	kim.set(".compose [name='step.hour']", "00:01")
	kim.fill(".compose [name='step.text']", "staal opsturen")
	kim.key("\r", chromedp.ModifierCtrl) // from every field of it
	kim.sees("#flash", "Genoteerd bij Claes Houtbouw: offerte.")
	kim.sees(".log", "Offerte 2026-118 verstuurd.")
	kim.sees(".moment.is-next", "staal opsturen")
	kim.sees("#tray .count", "1")
	kim.shot("crm-log")
	kim.open("/crm?view=late")
	kim.sees("#fiches", "Gevel magazijn")
	kim.open("/crm/" + c.ID)
	kim.click(".moment.is-next form button")
	kim.sees("#flash", "volgende stap")
	kim.sees("#tray .count", "0")
	kim.press("Onderhandeling")
	kim.sees("#flash", "Gevel magazijn staat nu in Onderhandeling.")
	kim.sees(".stages [aria-current]", "Onderhandeling")
	kim.press("Ongedaan maken")
	kim.sees(".stages [aria-current]", "Offerte")
	kim.press("Verloren…")
	kim.path("/crm/" + c.ID + "/ending")
	kim.press("Als verloren bewaren")
	kim.sees(".summary", "Schrijf waarom het verloren is.")
	kim.fill("[name=reason]", "te duur")
	kim.press("Als verloren bewaren")
	kim.sees(".facts", "te duur")
	kim.noFaults()
}
