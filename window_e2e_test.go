//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// titles are the titles of the list that show, in order.
const titles = `[...document.querySelectorAll("#fiches thead th:not(.pick)")].filter(e => e.checkVisibility()).map(e => e.innerText.trim()).join("|")`

func windowFiches(t *testing.T, b *storetest.Box) {
	t.Helper()
	f := b.Prospect(t, "name", "Claes Houtbouw", "address.1.postcode", "8020", "address.1.town", "Oostkamp", "phone", "050 00 41 27", "fax", "050 00 41 28", "remarks", "Vraagt naar Els.")
	b.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs")
	b.Prospect(t, "name", "Allaert Marijke", "mobile", "0470 00 11 32")
}

// Kim chooses her columns by keyboard alone; the list, its titles and its rows follow,
// and one press takes it back.
func TestVensterinstellingenByKeyboardAndTheListFollows(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) { windowFiches(t, b) })
	kim.open("/prospects")
	kim.key("v")
	kim.path("/prospects/window")
	kim.sees("h1", "Vensterinstellingen")
	kim.shot("window")
	// fax is shown, and comes to the front
	js[bool](kim, `(document.querySelector('[name=show][value=fax]').focus(), true)`)
	kim.key(" ")
	kim.sees("#columns-count", "12 van")
	for range 12 {
		kim.key(kb.ArrowUp, chromedp.ModifierAlt)
	}
	kim.until("fax is third and has the focus", `document.querySelectorAll('.columns-table tbody tr')[2].dataset.column === 'fax' && document.activeElement.value === 'fax' && document.querySelector('[name="place.fax"]').value === '3'`)
	kim.click("[name='width.fax'][value=wide]")
	kim.click("[name=show][value=vat]")
	kim.click("[name=density][value=tight]")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "De vensterinstellingen zijn bewaard.")
	if got := js[string](kim, titles); got != "Nr.|Benaming|Fax|Volledige naam|Groep|Plaats|Telefoon|Adres via|Volgende|Over" {
		t.Errorf("titles: %s", got)
	}
	kim.sees("tr[data-name='Claes Houtbouw']", "050 00 41 28")
	kim.until("fax can not be sorted", `![...document.querySelectorAll('#fiches th')].find(e => e.innerText.trim() === 'Fax').querySelector('a')`)
	kim.until("the rows are low", `document.querySelector('#fiches tbody td').offsetHeight < 30`)
	kim.shot("window-list")
	kim.key("z", chromedp.ModifierCtrl)
	kim.sees("#flash", "Ongedaan gemaakt.")
	kim.seesNot("#fiches", "050 00 41 28")
	kim.path("/prospects")
	// as delivered
	kim.key("v")
	kim.path("/prospects/window")
	kim.click("[name=show][value=town]")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "bewaard")
	kim.seesNot("#fiches thead", "Plaats")
	kim.path("/prospects")
	kim.key("v")
	kim.path("/prospects/window")
	kim.click("button[value=reset]")
	kim.sees("#flash", "zoals bij aflevering")
	kim.sees("#fiches thead", "Plaats")
	kim.click("#flash button")
	kim.seesNot("#fiches thead", "Plaats")
}

// A list with every column loses the last ones where there is no room, on a telephone
// it is two lines a fiche, and nothing is wider than the screen.
func TestAListWithManyColumnsFitsEveryScreen(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) { windowFiches(t, b) })
	kim.open("/prospects/window")
	js[bool](kim, `(document.querySelectorAll('[name=show]:not(:checked)').forEach(e => e.click()), document.querySelector('[name=show][value=town]').click(), true)`)
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "bewaard")
	for _, w := range [][2]int64{{1920, 1080}, {1440, 900}, {1024, 768}} {
		kim.do(chromedp.EmulateViewport(w[0], w[1]))
		kim.open("/prospects")
		kim.until("nothing sideways", `document.documentElement.scrollWidth <= innerWidth`)
		kim.until("what tells a fiche is there", `['.name', '.no', '.due'].every(c => document.querySelector('#fiches tbody tr:not(.break) ' + c).getClientRects().length)`)
		kim.until("the name has room", `document.querySelector('#fiches .name').offsetWidth > 150`)
	}
	kim.phone()
	kim.open("/prospects")
	kim.until("nothing sideways", `document.documentElement.scrollWidth <= innerWidth`)
	kim.shot("window-list-phone")
	kim.open("/prospects/window")
	kim.until("nothing sideways", `document.documentElement.scrollWidth <= innerWidth`)
	kim.shot("window-phone")
}

func TestVensterinstellingenWithScriptsOff(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, func(b *storetest.Box) { windowFiches(t, b) })
	kim.open("/prospects")
	kim.send(".bar a[href^='/prospects/window']")
	kim.click("[name=show][value=fax]")
	kim.send("button[name=up][value=fax]")
	kim.until("the button has the focus", `document.activeElement.name === 'up' && document.activeElement.value === 'fax'`)
	kim.until("it stays chosen", `document.querySelector('[name=show][value=fax]').checked`)
	kim.fill("[name='place.fax']", "derde")
	kim.send(".save button.is-main")
	kim.sees("#columns-problem", "Een plaats is een getal")
	kim.fill("[name='place.fax']", "3")
	kim.send(".save button.is-main")
	kim.sees("#flash", "bewaard")
	kim.sees("#fiches thead th:nth-child(4)", "Fax")
	kim.send("#flash button")
	kim.seesNot("#fiches", "050 00 41 28")
}
