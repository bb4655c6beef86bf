//go:build e2e

package main

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
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

// A column is dragged to its place by its grip, and what the list will look like follows;
// Esc puts it back.
func TestAColumnIsDraggedToItsPlace(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) { windowFiches(t, b) })
	kim.open("/prospects/window")
	drag := func(from, to string, drop bool) {
		t.Helper()
		at := js[[]float64](kim, `['`+from+`', '`+to+`'].flatMap(n => { const r = document.querySelector('tr[data-column=' + n + '] .grab').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })`)
		mouse := func(typ input.DispatchMouseEventType, x, y float64) {
			kim.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
				_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: typ, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1})
				return err
			}))
		}
		mouse("mousePressed", at[0], at[1])
		mouse("mouseMoved", at[0], (at[1]+at[3])/2)
		mouse("mouseMoved", at[0], at[3])
		kim.until("the row is held", "document.querySelector('tr[data-column="+from+"]').matches('.is-held')")
		if !drop {
			kim.key(kb.Escape)
		}
		mouse("mouseReleased", at[0], at[3])
		kim.until("the row is let go", "!document.querySelector('.is-held')")
	}
	const shown = `[...document.querySelectorAll('#columns-preview li:not([hidden])')].slice(0, 4).map(e => e.innerText).join('|')`
	drag("town", "full-name", true)
	kim.until("the places follow", `document.querySelector('[name="place.town"]').value === '3'`)
	if got := js[string](kim, shown); got != "Nr.|Benaming|Plaats|Volledige naam" {
		t.Errorf("the preview has %s", got)
	}
	drag("name", "vat", false)
	if got := js[string](kim, shown); got != "Nr.|Benaming|Plaats|Volledige naam" {
		t.Errorf("after Esc the preview has %s", got)
	}
	kim.click("[name='width.town'][value=wide]")
	kim.until("the preview is wide", "document.querySelector('#columns-preview [data-column=town]').matches('.is-wide')")
	kim.shot("window-dragged")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "De vensterinstellingen zijn bewaard.")
	if got := js[string](kim, titles); !strings.HasPrefix(got, "Nr.|Benaming|Plaats|Volledige naam") {
		t.Errorf("titles: %s", got)
	}
	kim.noFaults()
}
