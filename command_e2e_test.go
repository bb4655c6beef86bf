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

// boxOfCommands has two fiches, one of them to be called back.
func boxOfCommands(t *testing.T) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		claes := b.Prospect(t, "name", "Claes Houtbouw", "phone", "050 00 41 27", "address.1.postcode", "8020", "address.1.town", "Oostkamp")
		b.Moment(t, claes, fiche.CallBack, "2026-10-21", "11:00", "prijs")
		b.Prospect(t, "name", "Bakkerij Peeters", "address.1.postcode", "9000", "address.1.town", "Gent")
	}
}

// Somebody on the telephone does everything from one field, with the hands on the keys.
func TestTheCommandBoxIsWorkedByKeysInGerman(t *testing.T) {
	t.Parallel()
	s := filled(t, boxOfCommands(t))
	s.addUser("Heike Braun", store.Admin, "de")
	heike := newPerson(t, s, "Heike Braun")
	heike.watchFaults()
	heike.signIn()
	control := func(k string) {
		t.Helper()
		heike.key(k, chromedp.ModifierCtrl)
		heike.until("the command box", "document.querySelector('#command')?.open && document.activeElement?.matches('#command [role=combobox]')")
	}
	// the ticked row first: what comes next on it is done
	heike.open("/prospects?sort=-name")
	heike.key(kb.ArrowDown)
	heike.at("Claes Houtbouw")
	control("k")
	heike.sees("#cmds .cap", "Mit 30000 Claes Houtbouw")
	heike.shot("38-befehle-1440-de")
	heike.write("erled")
	heike.sees("#cmds [aria-selected=true]", "Erledigt: Rückruf")
	heike.key(kb.Enter)
	heike.sees("#flash", "erledigt")
	// places, typed without waiting for them
	control("k")
	heike.write("papier")
	heike.key(kb.Enter)
	heike.path("/bin")
	// fiches of all kinds; arrows choose, and come round
	control("k")
	heike.write("peeters")
	heike.sees("#cmds", "Bakkerij Peeters")
	heike.sees("#cmds [aria-selected=true]", "Bakkerij Peeters")
	heike.key(kb.ArrowDown)
	heike.key(kb.ArrowUp)
	heike.until("the field says what is marked", "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.innerText.includes('Bakkerij Peeters')")
	heike.key(kb.Enter)
	heike.on("Bakkerij Peeters")
	// on a fiche it is that one; Escape leaves it as it was
	control("k")
	heike.sees("#cmds .cap", "Mit 30001 Bakkerij Peeters")
	heike.key(kb.Escape)
	heike.until("the box gone", "!document.querySelector('dialog')")
	heike.open("/")
	control("k")
	heike.sees("#cmds", "Zuletzt angesehen")
	heike.sees("#cmds", "Bakkerij Peeters")
	heike.write("zzzz")
	heike.sees("#cmds", "Nichts gefunden")
	heike.key(kb.Tab)
	heike.path("/search?q=zzzz")
	heike.noFaults()
}

// With the mouse and the finger: the button in the mast, the menu of the phone, a press
// on a line. What is typed in a form below is not lost.
func TestTheCommandBoxIsWorkedByHand(t *testing.T) {
	t.Parallel()
	s := filled(t, boxOfCommands(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects/30000")
	kim.click(".mast a[data-command]")
	kim.until("the command box", "document.querySelector('#command')?.open")
	kim.write("klant")
	kim.sees("#cmds", "Deze prospect wordt klant")
	kim.until("found", "document.querySelector('#cmds [data-post]')")
	js[bool](kim, "([...document.querySelectorAll('#cmds [data-post]')].find((o) => o.dataset.go.endsWith('conversion')).setAttribute('data-test-convert', ''), true)")
	kim.click("[data-test-convert]")
	kim.path("/customers/f")
	kim.sees("#flash", "is nu klant")
	kim.phone()
	kim.open("/customers")
	kim.click(".bar .more > summary")
	kim.click(".bar .menu a[data-command]")
	kim.until("the command box", "document.querySelector('#command')?.open")
	kim.until("no wider than the phone", "document.querySelector('#command').getBoundingClientRect().right <= innerWidth")
	kim.shot("38-opdrachtvak-390-nl")
	kim.dark()
	kim.shot("38-opdrachtvak-390-dark-nl")
	kim.press("Sluiten")
	kim.until("the box gone", "!document.querySelector('dialog')")
	kim.noFaults()
}

// Without scripts the link leads to a page that does the same.
func TestTheCommandsAreAPageWithScriptsOff(t *testing.T) {
	t.Parallel()
	s := filled(t, boxOfCommands(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	kim.scriptsOff()
	kim.open("/prospects/30000")
	kim.click(".mast a[data-command]")
	kim.path("/commands")
	kim.sees("h2", "Met 30000 Claes Houtbouw")
	kim.shot("38-zonder-scripts")
	kim.fill("#commands-q", "gedaan")
	kim.click("form button.is-main")
	kim.path("/commands?")
	kim.sees(".commands", "Gedaan: Terug bellen")
	kim.click(".commands form button")
	kim.sees("#flash", "gedaan")
}

// Who has a group of shortcuts off has the browser's own keys there.
func TestShortcutsGoOffByGroup(t *testing.T) {
	t.Parallel()
	s := filled(t, boxOfCommands(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/account")
	kim.click(`[name="keys.list"]`)
	kim.click(`[name="keys.control"]`)
	kim.shot("34-toetsen-uit")
	kim.click("#account-form button.is-main")
	kim.until("it is saved", "document.body.dataset.keysOut === 'control list'")
	kim.open("/prospects?sort=name")
	kim.key(kb.ArrowDown)
	kim.key("k", chromedp.ModifierCtrl)
	kim.key("?")
	kim.until("the list of shortcuts, and no row chosen", "document.querySelector('dialog#keys')?.open && !document.querySelector('#fiches tbody .tick:checked')")
	kim.sees("dialog", "Opdrachten (uit)")
	kim.key(kb.Escape)
	kim.open("/account")
	kim.click(`[name="keys.list"]`)
	kim.click(`[name="keys.control"]`)
	kim.click("#account-form button.is-main")
	kim.until("it is saved", "!document.body.dataset.keysOut")
	kim.open("/prospects?sort=name")
	kim.key(kb.ArrowDown)
	kim.at("Bakkerij Peeters")
	kim.noFaults()
}
