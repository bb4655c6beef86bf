//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// spoken is a box with a fiche one speaks to every nine days.
func spoken(f *fiche.Fiche) func(t *testing.T, b *storetest.Box) {
	return func(t *testing.T, b *storetest.Box) {
		*f = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050 00 41 27")
		b.Moment(t, *f, fiche.FirstContact, "2026-10-03", "", "op de stand")
		if _, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "mail", Day: "2026-10-12", Text: "Offerte verstuurd."}}); err != nil {
			t.Fatal(err)
		}
		b.Moment(t, *f, fiche.CallBack, "2026-10-21", "11:00", "prijs")
	}
}

func TestOneKeyOnARowWritesDownACallAndProposesTheDay(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) { spoken(&f)(t, b) })
	kim.open("/prospects")
	kim.click("tr[data-name='Claes Houtbouw'] .town")
	kim.key("l")
	kim.sees("dialog .quick label:has(:checked)", "Gewoonlijk")
	kim.sees("dialog .quick label:has(:checked)", "vr 30 okt")
	kim.sees("dialog .quick label:has(:checked)", "om de 9 dagen")
	kim.sees("dialog", "Daarmee is dit gedaan: terug bellen 11:00.")
	kim.sees("dialog .last", "Offerte verstuurd.")
	kim.until("the cursor in the text", "document.activeElement.name === 'text'")
	kim.shot("quick")
	kim.key("Akkoord")
	kim.key("\x1b")
	kim.until("the dialog shut", "!document.querySelector('dialog[open]')")
	kim.key("l") // what was typed is still there
	kim.holds("dialog [name=text]", "Akkoord")
	kim.key("1", chromedp.ModifierAlt)
	kim.holds("dialog [name=day]", "2026-10-22")
	kim.key("\r")
	kim.sees("#flash", "Genoteerd bij Claes Houtbouw: gebeld. Daarna: terug bellen")
	kim.path("/prospects")
	kim.sees("tr[data-name='Claes Houtbouw'] .due", "morgen")
	kim.press("Ongedaan maken")
	kim.sees("#flash", "Ongedaan gemaakt")
	kim.sees("tr[data-name='Claes Houtbouw'] .due", "11:00")
	kim.noFaults()
}

func TestFastLoggingOnATelephone(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) { spoken(&f)(t, b) })
	kim.phone()
	kim.open("/prospects")
	kim.tap("tr[data-name='Claes Houtbouw'] .log-line")
	kim.sees("dialog .quick label:has(:checked)", "Gewoonlijk")
	kim.until("a page no wider than the screen", "document.documentElement.scrollWidth <= 390 && document.querySelector('dialog').scrollWidth <= 390")
	kim.shot("quick-phone")
	kim.tap("dialog .segments label:has([value=visit])")
	kim.fill("dialog [name=text]", "Wil staal ayous zien")
	kim.tap("dialog .save button")
	kim.sees("#flash", "Genoteerd bij Claes Houtbouw: bezocht. Daarna: terug bellen vr 30 okt.")
	kim.open("/prospects/" + f.ID)
	kim.sees(".past", "Wil staal ayous zien")
	kim.tap("#bar a[aria-keyshortcuts=l]")
	kim.sees("dialog .last", "Wil staal ayous zien")
	kim.noFaults()
}

// Nobody's hand leaves the keys: the row, the kind, the words, the day.
func TestFastLoggingWithKeysOnlyAtTheWidthOfATelephone(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) { spoken(&f)(t, b) })
	kim.phone()
	kim.open("/prospects")
	kim.key(kb.ArrowDown)
	kim.until("the row under the cursor", "document.querySelector('#fiches tr[data-url]:has(.tick:checked)')?.dataset.name === 'Claes Houtbouw'")
	kim.key("l")
	kim.until("the cursor in the text", "document.querySelector('dialog')?.open && document.activeElement.name === 'text'")
	kim.key("Wil staal ayous zien")
	kim.key(kb.Tab, chromedp.ModifierShift) // back over "niemand bereikt" to what was done
	kim.key(kb.Tab, chromedp.ModifierShift)
	kim.key(kb.ArrowRight)
	kim.key(kb.ArrowRight)
	kim.until("visited", "document.querySelector('dialog [name=kind]:checked').value === 'visit'")
	kim.key("2", chromedp.ModifierAlt)
	kim.key(kb.Tab)
	kim.key(kb.Tab)
	kim.until("the cursor in the text again", "document.activeElement.name === 'text'")
	kim.key(kb.Enter)
	kim.sees("#flash", "Genoteerd bij Claes Houtbouw: bezocht. Daarna: terug bellen")
	kim.path("/prospects")
	kim.noFaults()
}

func TestFastLoggingFromTheListOfCRMFiches(t *testing.T) {
	t.Parallel()
	var c fiche.CRM
	kim := atWork(t, func(b *storetest.Box) { staged(t, b, &c) })
	kim.open("/crm?sort=subject")
	kim.key(kb.ArrowDown)
	kim.key("l")
	kim.until("the cursor in the text", "document.querySelector('dialog')?.open && document.activeElement.name === 'text'")
	kim.sees("dialog select[name=crm] option:checked", "Gevel magazijn")
	kim.key("Akkoord met de prijs")
	kim.key(kb.Enter)
	kim.sees("#flash", "Genoteerd bij Claes Houtbouw: gebeld.")
	kim.path("/crm")
	kim.at("Gevel magazijn")
	kim.key(kb.ArrowDown)
	kim.at("Ramen kantoor")
	kim.phone()
	kim.open("/crm/" + c.ID)
	kim.sees(".log", "Akkoord met de prijs")
	kim.open("/crm")
	kim.tap("tr[data-name='Ramen kantoor'] .log-line")
	kim.sees("dialog select[name=crm] option:checked", "Ramen kantoor")
	kim.until("a page no wider than the screen", "document.documentElement.scrollWidth <= 390")
	kim.shot("crm-quick-phone")
	kim.noFaults()
}

// A fiche that is called goes further down the list; the next one is a key away all the same.
func TestOneCallsDownAList(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		for name, hour := range map[string]string{"Aalter": "11:00", "Brugge": "11:30", "Damme": "12:00"} {
			b.Moment(t, b.Prospect(t, "name", name), fiche.CallBack, "2026-10-21", hour, "")
		}
	})
	kim.open("/prospects?sort=next")
	kim.key(kb.ArrowDown + kb.ArrowDown)
	kim.at("Brugge")
	kim.key("l")
	kim.until("the cursor in the text", "document.querySelector('dialog')?.open && document.activeElement.name === 'text'")
	kim.key("Akkoord")
	kim.key("3", chromedp.ModifierAlt)
	kim.key(kb.Enter)
	kim.sees("#flash", "Gedaan: terug bellen 11:30.")
	kim.focused("tr[data-name=Aalter] .tick:not(:checked)")
	kim.key(kb.ArrowDown)
	kim.at("Damme")
	kim.noFaults()
}

func TestFastLoggingWithoutScripts(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) { spoken(&f)(t, b) })
	kim.scriptsOff()
	kim.open("/prospects")
	kim.click("tr[data-name='Claes Houtbouw'] .pick")
	kim.click("#bar [value=log]")
	kim.path("/prospects/" + f.ID + "/activities/new")
	kim.shot("quick-noscript")
	kim.fill("[name=text]", "Belt zelf terug")
	kim.click(".quick label:last-child")
	kim.click(".save button")
	kim.sees("#flash", "Genoteerd bij Claes Houtbouw: gebeld.")
	kim.path("/prospects")
	kim.seesNot("tr[data-name='Claes Houtbouw'] .due", "11:00")
}
