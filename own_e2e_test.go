//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// ownFields gives a box an own field of each type.
func ownFields(t *testing.T, b *storetest.Box) (own []fiche.Extra) {
	t.Helper()
	for _, x := range []fiche.Extra{{Name: "Houtsoort", Type: fiche.ExtraText}, {Name: "Gevel (m²)", Type: fiche.ExtraNumber}, {Name: "Showroom bezocht", Type: fiche.ExtraYesNo}, {Name: "Gewenste plaatsing", Type: fiche.ExtraDate}} {
		x.Kinds = fiche.Kinds[:2]
		made, err := b.AddExtra(t.Context(), storetest.Kim, "", x)
		if err != nil {
			t.Fatal(err)
		}
		own = append(own, made)
	}
	return own
}

// Kim defines a field, fills it in, sees it on the card and as a column, finds a fiche
// by it, and removes it without losing what it held.
func TestAnOwnFieldIsDefinedFilledInFoundAndRemovedWithoutLoss(t *testing.T) {
	t.Parallel()
	var own []fiche.Extra
	kim := atWork(t, func(b *storetest.Box) {
		own = ownFields(t, b)
		b.Prospect(t, "name", "Claes Houtbouw", own[1].Field(), "1500")
	})
	kim.open("/fields")
	kim.fill("#name", "Werf bereikbaar")
	kim.click("[name=type][value=yesno]")
	kim.click("#field-form button.is-main")
	kim.sees("#flash", "Het veld ‘Werf bereikbaar’ is toegevoegd.")
	kim.click(`[aria-label="Werf bereikbaar naar voren"]`)
	kim.until("it is fourth, and its button has the focus", `document.activeElement.ariaLabel === "Werf bereikbaar naar voren" && [...document.querySelectorAll(".own-fields .name")].map(e => e.innerText)[3] === "Werf bereikbaar"`)
	kim.shot("own-fields")
	kim.open("/prospects")
	kim.click("tr[data-name='Claes Houtbouw'] .name a")
	kim.sees(".facts", "Gevel (m²)")
	kim.path("/prospects/f")
	kim.key("b")
	kim.sees("#own-fields", "Werf bereikbaar")
	area := "[name='" + own[1].Field() + "']"
	kim.fill(area, "twee")
	kim.set("[name='"+own[3].Field()+"']", "2026-11-17")
	kim.click("[name='" + own[2].Field() + "'][value=no]")
	kim.shot("own-form")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees(".summary", "Gevel (m²)")
	kim.sees("#own-fields .problem", "Dit is geen getal.")
	kim.fill(area, "1.234,5")
	kim.saves()
	for _, words := range []string{"Gevel (m²) 1234,5", "Showroom bezocht nee", "Gewenste plaatsing di 17 nov"} {
		kim.sees(".facts > div", words)
	}
	kim.sees("#history", "Gevel (m²)")
	kim.shot("own-card")
	kim.open("/prospects/window")
	kim.click("[name=show][value='" + own[1].Field() + "']")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "bewaard")
	kim.sees("#fiches thead", "Gevel (m²)")
	kim.sees("tr[data-name='Claes Houtbouw']", "1234,5")
	kim.fill("#q", "1234,5")
	kim.sees("#fiches mark", "1234,5")
	kim.open("/fields")
	kim.click(`[aria-label="Verwijderen: Gevel (m²)"]`)
	kim.sees("#ask", "1 fiche houdt wat erin staat")
	kim.click("#ask button")
	kim.sees("#flash", "Het veld ‘Gevel (m²)’ is verwijderd.")
	kim.sees("main", "Verwijderde velden")
	kim.click(`[aria-label="Terughalen: Gevel (m²)"]`)
	kim.sees("#flash", "Ongedaan gemaakt.")
	kim.open("/prospects?q=1234,5")
	kim.sees("tr[data-name='Claes Houtbouw']", "1234,5")
	kim.phone()
	for _, path := range []string{"/fields", "/prospects/new", "/prospects"} {
		kim.open(path)
		kim.until("nothing sideways", `document.documentElement.scrollWidth <= innerWidth`)
		kim.shot("own-phone-" + path[1:5])
	}
}

func TestOwnFieldsWithScriptsOff(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, func(b *storetest.Box) { b.Prospect(t, "name", "Claes Houtbouw") })
	kim.open("/fields")
	kim.fill("#name", "Gevel (m²)")
	kim.click("[name=type][value=number]")
	kim.send("#field-form button.is-main")
	kim.sees("#flash", "is toegevoegd")
	kim.open("/prospects")
	kim.send("tr[data-name='Claes Houtbouw'] .name a")
	kim.send(".bar a[aria-keyshortcuts=b]")
	kim.fill("[name^='extra.']", "12.5")
	kim.send("form[data-guard] button.is-main")
	kim.sees(".facts", "12,5")
	kim.open("/fields")
	kim.send(`[aria-label="Wijzigen: Gevel (m²)"]`)
	kim.fill("#edit-name", "Gevel")
	kim.send("#field-edit button.is-main")
	kim.sees(".own-fields", "Gevel")
}
