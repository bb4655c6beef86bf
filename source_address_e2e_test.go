//go:build e2e

package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/storetest"
)

// address is a field of the n-th address.
func address(n int, name string) string { return fmt.Sprintf(`[name="address.%d.%s"]`, n, name) }

// town waits for postcode and town of the first address to be these.
func (p *person) town(postcode, town string) {
	p.t.Helper()
	p.holds(address(1, "postcode"), postcode)
	p.holds(address(1, "town"), town)
}

func TestAPostcodeFillsInItsTown(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	kim.fill(address(1, "postcode"), "9000")
	kim.town("9000", "Gent")
	kim.fill(address(1, "postcode"), "1050") // the town was ours, so it follows
	kim.town("1050", "Elsene")
	kim.noFaults()
}

// Who types on without waiting for the list used to get nothing.
func TestATownFillsInItsPostcodeAlsoForWhoTypesOn(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("200")
	kim.open("/prospects/new")
	kim.fill(address(1, "town"), "gent")
	kim.leave()
	kim.town("9000", "Gent")
	kim.until("no list left open", "!document.querySelector('.suggest')")
	kim.anew("/prospects/new")
	kim.fill(address(1, "town"), "tournai") // found by its other name, and left as typed
	kim.leave()
	kim.town("7500", "Tournai")
	kim.anew("/prospects/new")
	kim.fill(address(1, "postcode"), "8020")
	kim.leave()
	kim.answered()
	kim.town("8020", "") // there are four
	kim.noFaults()
}

func TestOfSeveralTownsOrPostcodesAListIsOffered(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.fill(address(1, "postcode"), "3700")
	kim.until("all twenty places of 3700", "document.querySelectorAll('.suggest [role=option]').length === 20")
	kim.sees(".suggest", "Widooie")
	kim.shot("places-3700")
	kim.key(kb.ArrowDown + kb.ArrowDown)
	town := js[string](kim, "document.querySelector('.suggest [aria-selected=true]').dataset.town")
	kim.leave()
	kim.town("3700", town)
	kim.anew("/prospects/new")
	kim.fill(address(1, "town"), "Halle")
	kim.sees(".suggest", "1500 Halle Halle")
	kim.sees(".suggest", "2980 Halle Zoersel")
	kim.click(`.suggest [data-postcode="2980"]`)
	kim.town("2980", "Halle")
	kim.anew("/prospects/new")
	kim.fill(address(1, "postcode"), "8020")
	kim.sees(".suggest", "Waardamme")
	kim.key(kb.Escape)
	kim.fill(address(1, "town"), "oo") // the postcode beside it narrows the choice
	kim.until("the one town", "[...document.querySelectorAll('.suggest [role=option]')].map(e => e.dataset.town).join() === 'Oostkamp'")
	kim.key(kb.ArrowDown + kb.Enter)
	kim.town("8020", "Oostkamp")
	kim.path("/prospects/new")
	kim.noFaults()
}

func TestWhatWasTypedIsNeverOverwrittenByAPostcodeOrATown(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	kim.fill(address(1, "town"), "Gent-Dampoort")
	kim.leave()
	kim.fill(address(1, "postcode"), "9000")
	kim.leave()
	kim.answered()
	kim.town("9000", "Gent-Dampoort")
	kim.anew("/prospects/new")
	kim.fill(address(1, "postcode"), "9999")
	kim.fill(address(1, "town"), "Gent")
	kim.leave()
	kim.answered()
	kim.town("9999", "Gent")
	kim.anew("/prospects/new")
	kim.set(address(1, "country"), "NL")
	kim.fill(address(1, "postcode"), "9000") // of Belgium alone the postcodes are known
	kim.leave()
	kim.answered()
	kim.town("9000", "")
	kim.noFaults()
}

func TestTheLanguageFollowsThePostcodeUntilOneIsChosen(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	for _, c := range [][2]string{{"9000", "nl"}, {"4000", "fr"}, {"4780", "de"}} {
		kim.fill(address(1, "postcode"), c[0])
		kim.leave()
		kim.holds("[name=language]", c[1])
	}
	kim.set("[name=language]", "en")
	kim.fill(address(1, "postcode"), "9000")
	kim.town("9000", "Gent")
	kim.answered()
	kim.holds("[name=language]", "en")
	kim.anew("/prospects/new")
	kim.fill(address(1, "postcode"), "1050") // Brussels has two
	kim.town("1050", "Elsene")
	kim.answered()
	kim.holds("[name=language]", "")
	kim.noFaults()
}

func TestAFicheHasNineAddressesInTabs(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {})
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	for n := 1; n <= 9; n++ {
		if n%2 == 0 {
			kim.click(fmt.Sprintf("input[name=address-tab][value='%d']", n))
			kim.click(address(n, "label"))
		} else {
			kim.key(fmt.Sprint(n), chromedp.ModifierAlt)
		}
		kim.until("the cursor in the address", fmt.Sprintf("document.activeElement.name === 'address.%d.label'", n))
		kim.fill(address(n, "label"), fmt.Sprintf("Plek %d", n))
		for _, f := range [][2]string{{"street", "Kortrijksestraat"}, {"number", fmt.Sprint(10 * n)}, {"box", "b"}, {"line2", "Campus Zuid"}, {"postcode", "9000"}, {"phone", "092268888"}, {"email", fmt.Sprintf("plek%d@claes.example", n)}} {
			kim.fill(address(n, f[0]), f[1])
		}
		kim.holds(address(n, "town"), "Gent")
		kim.until("the other addresses folded away", "[...document.querySelectorAll('.card[class*=is-address-]')].filter(e => e.checkVisibility()).length === 1")
	}
	kim.shot("addresses-form")
	kim.saves()
	for n := 1; n <= 9; n++ {
		kim.key(fmt.Sprint(n), chromedp.ModifierAlt)
		kim.sees(fmt.Sprintf(".address.is-address-%d", n), fmt.Sprintf("Kortrijksestraat %d bus b Campus Zuid 9000 Gent", 10*n))
		kim.sees(fmt.Sprintf(".address.is-address-%d .ways", n), "09 226 88 88")
		kim.sees(fmt.Sprintf(".address.is-address-%d .ways", n), fmt.Sprintf("plek%d@claes.example", n))
	}
	kim.sees(".addresses .tabs", "9 Plek 9")
	kim.shot("addresses")
	kim.noFaults()
}
