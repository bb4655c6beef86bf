//go:build e2e

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// rowsOfKeys is a box with twelve prospects, of whom some have something to come.
func rowsOfKeys(t *testing.T) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		for i := 1; i <= 70; i++ {
			f := b.Prospect(t, "name", fmt.Sprintf("Prospect %02d", i))
			if i == 3 {
				b.Moment(t, f, fiche.Appointment, "2026-10-21", "10:30", "al voorbij")
				b.Moment(t, f, fiche.CallBack, "2026-10-21", "10:35", "ook voorbij")
				b.Moment(t, f, fiche.CallBack, "2026-10-21", "10:40", "en nog een")
			}
		}
		off := store.User{Name: "Bart Dierckx", Role: store.Worker, Password: password.Hash(passwordOf("Bart Dierckx")), Language: "nl", KeysOff: true}
		if _, err := b.AddUser(t.Context(), storetest.Kim, off); err != nil {
			t.Fatal(err)
		}
	}
}

// at waits for one row alone to be chosen, that of a name, with the focus.
func (p *person) at(name string) {
	p.t.Helper()
	p.until("the row "+name, fmt.Sprintf("document.querySelectorAll('#fiches tbody .tick:checked').length === 1 && document.activeElement?.matches('.tick:checked') && document.activeElement?.closest('tr').dataset.name === %s", quote(name)))
}

func TestAListIsWalkedByKeysAndComesBackAsItWas(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects?q=prospect&sort=-name")
	if wide := js[int](kim, "document.querySelector('#fiches td.name').offsetWidth"); wide < 180 {
		t.Errorf("the names have %d px: the row of what is still to come has columns of its own", wide)
	}
	kim.key(kb.ArrowDown)
	kim.at("Prospect 70")
	kim.key(kb.ArrowDown + kb.ArrowDown)
	kim.at("Prospect 68")
	kim.key(kb.ArrowUp)
	kim.at("Prospect 69")
	kim.key(kb.PageDown)
	if page := js[int](kim, "[...document.querySelectorAll('#fiches tr[data-url]')].indexOf(document.activeElement?.closest('tr'))"); page < 6 || page > 40 {
		t.Errorf("a page down goes to row %d", page)
	}
	kim.key(kb.PageUp)
	kim.at("Prospect 69")
	kim.key(kb.ArrowDown, chromedp.ModifierShift)
	kim.sees("#picked", "2 gekozen")
	kim.key("a", chromedp.ModifierCtrl)
	kim.until("all chosen", "document.querySelectorAll('#fiches tbody .tick:not(:checked)').length === 0")
	kim.key(kb.Home)
	kim.at("Prospect 70")
	kim.key(" ")
	kim.until("none chosen", "!document.querySelector('#fiches tbody .tick:checked')")
	kim.key(kb.End) // and the rest of the list comes
	kim.until("the whole list", "document.querySelectorAll('#fiches tr[data-url]').length === 70")
	kim.until("still in the list", "document.activeElement?.matches('#fiches .tick')")
	kim.key(kb.Home)
	kim.key(kb.ArrowDown)
	kim.at("Prospect 69")
	kim.key(kb.Enter)
	kim.on("Prospect 69")
	kim.key(kb.ArrowDown, chromedp.ModifierAlt)
	kim.on("Prospect 68")
	kim.key(kb.ArrowDown, chromedp.ModifierAlt)
	kim.on("Prospect 67")
	kim.key(kb.ArrowUp, chromedp.ModifierAlt)
	kim.on("Prospect 68")
	kim.key(kb.Escape)
	if back := kim.path("/prospects"); !strings.Contains(back, "q=prospect") || !strings.Contains(back, "sort=-name") {
		t.Errorf("Escape goes back to %s", back)
	}
	kim.at("Prospect 68")
	kim.noFaults()
}

func TestTheLettersOfTheBarActOnTheRow(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	open := func() {
		t.Helper()
		kim.open("/prospects?sort=name")
		kim.key(kb.ArrowDown)
	}
	open()
	kim.key("n")
	kim.path("/prospects/new")
	kim.key(kb.Escape)
	kim.path("/prospects")
	kim.key(kb.Home)
	kim.key("b")
	kim.sees(".kicker, h1", "Prospect 01")
	kim.path("/prospects/f")
	kim.until("the form", "document.querySelector('form[data-guard]') && document.readyState === 'complete'")
	kim.focused("[name=name]")
	kim.key(kb.Escape)
	kim.until("the fiche", "!location.pathname.endsWith('/edit') && document.readyState === 'complete'")
	kim.key(kb.Escape)
	kim.path("/prospects")
	kim.at("Prospect 01")
	kim.key("z")
	kim.focused("#q")
	kim.write("nb") // letters typed do nothing else
	kim.until("the search", "document.getElementById('q').value === 'nb' && location.search.includes('q=nb')")
	open()
	kim.key("m")
	kim.until("the menu", "document.querySelector('.bar details').open && document.activeElement?.matches('.bar summary')")
	kim.key(kb.Tab)
	kim.focused(".bar .menu :is(a, button)")
	kim.key(kb.Escape)
	kim.focused(".bar details:not([open]) > summary")
	kim.key("m")
	kim.tabTo(".funnel a")
	kim.until("the menu shut", "!document.querySelector('.bar details').open")
	open()
	kim.key(kb.Delete)
	kim.path("/prospects/removal")
	kim.sees("main", "Prospect 01")
	kim.tabTo("[value=remove]")
	kim.key(kb.Enter)
	kim.path("/prospects")
	kim.told("Prospect 01")
	kim.key("z", chromedp.ModifierCtrl)
	kim.told("Ongedaan gemaakt")
	open()
	kim.at("Prospect 01")
	kim.key("k")
	kim.path("/customers/f")
	kim.told("is nu klant 10000")
	kim.key("z", chromedp.ModifierCtrl)
	kim.path("/prospects/f")
	kim.told("Ongedaan gemaakt")
	kim.noFaults()
}

func TestLettersLeadToTheDrawersAndCanBeOff(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	for _, d := range []struct{ key, path string }{{"p", "/prospects"}, {"k", "/customers"}, {"l", "/suppliers"}, {"v", "/"}} {
		kim.key("g")
		kim.key(d.key)
		kim.path(d.path)
	}
	kim.key("/")
	kim.focused(".mast [name=q]")
	kim.key("gp?")
	kim.until("typed", "document.activeElement.value === 'gp?' && location.pathname === '/' && !document.querySelector('dialog')")
	kim.noFaults()

	bart := newPerson(t, s, "Bart Dierckx")
	bart.signIn()
	bart.open("/prospects?sort=name")
	for _, k := range []string{"n", "/", "?", "h", "m", "gk"} {
		bart.key(k)
	}
	bart.until("nothing done", "location.pathname === '/prospects' && document.activeElement === document.body && !document.querySelector('dialog, #tray-panel[open], .bar details[open]')")
	bart.key(kb.ArrowDown) // what is no letter goes on
	bart.at("Prospect 01")
	bart.key("b")
	bart.key("k", chromedp.ModifierShift)
	bart.until("still there", "location.pathname === '/prospects'")
	bart.key(kb.Enter)
	bart.on("Prospect 01")
	bart.key(kb.Escape)
	bart.path("/prospects")
	bart.open("/help/keys")
	bart.sees("main", "De losse letters staan uit")
}
