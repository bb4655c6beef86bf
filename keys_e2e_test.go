//go:build e2e

package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// tabTo presses Tab until what has the focus matches, and takes note of what it passes.
// Where the focus is already, it stays.
func (p *person) tabTo(sel string) (passed []string) {
	p.t.Helper()
	for range 150 {
		if js[bool](p, "document.activeElement?.matches("+quote(sel)+")") {
			return passed
		}
		p.key(kb.Tab)
		at := js[string](p, "document.activeElement === document.body ? '' : document.activeElement.name || document.activeElement.id || document.activeElement.textContent.trim().slice(0, 30) || document.activeElement.localName")
		passed = append(passed, at)
	}
	p.fail("Tab never comes to %s, but to %s", sel, strings.Join(passed, ", "))
	return nil
}

// focused waits for the focus to be on what a selector matches.
func (p *person) focused(sel string) {
	p.t.Helper()
	p.until("the focus on "+sel, "document.activeElement?.matches("+quote(sel)+")")
}

// focusIn waits until the focus is somewhere within an element.
func (p *person) focusIn(sel string) {
	p.t.Helper()
	const has = "(() => { const e = document.activeElement; return e ? e.localName + '#' + e.id + ' ' + e.className + ' in ' + e.parentElement?.outerHTML.slice(0, 120) : '' })()"
	end := time.Now().Add(waitFor)
	for !js[bool](p, "!!document.activeElement?.closest("+quote(sel)+")") {
		if time.Now().After(end) {
			p.fail("the focus is not in %s but on %s", sel, js[string](p, has))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// write types a text that has no keys of its own on the board, as a keyboard does.
func (p *person) write(text string) {
	p.t.Helper()
	p.key(text)
}

// on waits for a page to be there whole, by its heading; its keys work then.
func (p *person) on(heading string) {
	p.t.Helper()
	p.sees("h1", heading)
	p.until("the page's scripts", "document.readyState === 'complete'")
}

// told waits for what the page says was done, and for its scripts.
func (p *person) told(text string) {
	p.t.Helper()
	p.sees("#flash", text)
	p.until("the page's scripts", "document.readyState === 'complete'")
}

func TestTheFirstRunAndAProspectWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	s := startServer(t, wednesday(10, 42))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.open("/")
	kim.path("/first-run")
	kim.tabTo("[name=company]")
	kim.write("Lievens Ramen")
	kim.tabTo("[name=name]")
	kim.write("Kim Peeters")
	kim.tabTo("[name=password]")
	kim.write(passwordOf("Kim Peeters"))
	kim.tabTo("[name=language]")
	kim.key("n") // Nederlands
	kim.tabTo("[name=start]")
	kim.key(kb.Enter) // sends the form, as in any field
	kim.path("/")
	kim.sees("h2", "De bak is nog leeg")

	kim.key("g")
	kim.key("p")
	kim.path("/prospects")
	kim.key("n")
	kim.path("/prospects/new")
	passed := kim.tabTo(`[name="moment.new-2.day"]`)
	kim.write("21102026")
	kim.tabTo(`[name="moment.new-2.hour"]`)
	kim.write("1500")
	passed = append(passed, kim.tabTo(`[name="moment.new-2.text"]`)...)
	kim.write("Plaatsbezoek")
	passed = append(passed, kim.tabTo("[name=person]")...)
	passed = append(passed, kim.tabTo("[name=name]")...)
	kim.write("claes houtbouw")
	kim.tabTo("[name=groups]")
	kim.write("Hout")
	kim.tabTo("[name=vat]")
	if v := js[string](kim, `document.querySelector("[name=name]").value`); v != "Claes houtbouw" {
		t.Errorf("the name is %q when it is left", v)
	}
	kim.write("1099001486")
	kim.key(kb.Tab)
	kim.until("the VAT number completed", `document.querySelector("[name=vat]").value === "BE 1099.001.486"`)
	if js[bool](kim, "document.activeElement === document.body") {
		t.Error("the focus is lost when the VAT number is completed")
	}
	kim.tabTo(`[name="address.1.postcode"]`)
	kim.write("9000")
	kim.tabTo(`[name="address.1.town"]`)
	kim.until("the town", `document.querySelector("[name='address.1.town']").value === "Gent"`)
	kim.tabTo("[name=phone]")
	kim.write("090000000")
	kim.tabTo("[value=contact]")
	kim.key(kb.Enter) // nog een contactpersoon
	kim.focused(`[name="contact.1.name"]`)
	kim.write("An Claes")
	if way := strings.Join(passed, " "); !strings.Contains(way, "moment.new-1.day moment.new-1.hour") || strings.Index(way, "moment.new-1.text") > strings.Index(way, "moment.new-3.day") {
		t.Errorf("Tab goes another way than the eye: %s", way)
	}
	kim.key("s", chromedp.ModifierCtrl)
	kim.on("Claes houtbouw")
	kim.sees(".people", "An Claes")
	kim.sees(".moments", "15:00")
	kim.noFaults()
}

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
	kim.focused(".bar .menu a")
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

func TestTheShortcutsOpenAsADialogAndAsAPage(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects?sort=name")
	kim.key(kb.ArrowDown)
	kim.at("Prospect 01")
	kim.key("?")
	kim.until("the dialog", "document.querySelector('dialog#keys')?.open && document.activeElement?.closest('dialog')")
	kim.sees("dialog", "Deze prospect wordt klant")
	kim.shot("keys-dialog")
	kim.key("n")
	kim.key(kb.ArrowDown)
	kim.until("the page beneath untouched", "location.pathname === '/prospects' && document.querySelector('.tick:checked').closest('tr').dataset.name === 'Prospect 01'")
	for range 6 {
		kim.key(kb.Tab)
		kim.until("the focus in the dialog", "document.activeElement?.closest('dialog') || document.activeElement === document.body")
	}
	kim.key(kb.Escape)
	kim.until("the dialog gone", "!document.querySelector('dialog')")
	kim.at("Prospect 01")
	kim.key("m")
	kim.tabTo(".bar .menu a[href='/help/keys']")
	kim.key(kb.Enter)
	kim.until("the dialog", "document.querySelector('dialog#keys')?.open")
	kim.focused("dialog button")
	kim.key(kb.Enter) // Sluiten
	kim.until("the dialog gone", "!document.querySelector('dialog')")
	kim.focused(".bar summary")
	kim.open("/help/keys")
	kim.on("Sneltoetsen")
	kim.sees("main", "Deze prospect wordt klant")
	kim.noFaults()
}

func TestTheTrayIsEmptiedByKeysAndKeepsTheFocus(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/customers")
	kim.connected()
	kim.key("h")
	kim.focused("#tray-panel[open] > summary")
	count := func(n string) {
		t.Helper()
		kim.until(n+" in the tray", "document.getElementById('tray').dataset.count === '"+n+"'")
		kim.focusIn("#tray")
	}
	count("3")
	kim.tabTo("#tray .reminder [action$=done] button")
	kim.key(kb.Enter)
	count("2")
	kim.tabTo("#tray .reminder [action$=seen] button")
	kim.key(" ")
	count("1")
	kim.tabTo("#tray .reminder .later > summary")
	kim.key(kb.Enter)
	kim.until("the choices", "document.querySelector('#tray .later').open")
	kim.tabTo("#tray [value='1h']")
	kim.key(kb.Enter)
	count("0")
	kim.key(kb.Escape)
	kim.focused("#tray-panel:not([open]) > summary")
	kim.noFaults()
}

func TestTabBeginsWithTheSkipLink(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	kim.open("/prospects?sort=name")
	kim.key(kb.Tab)
	kim.focused(".skip")
	kim.until("it shows", "document.activeElement.getBoundingClientRect().top >= 0")
	kim.key(kb.Enter)
	kim.focused("main")
	kim.key(kb.Tab)
	kim.focused("main :is(a, button, input)")
	passed := kim.tabTo("#fiches tbody .tick")
	if len(passed) < 10 {
		t.Errorf("between the page's head and its first row: %v", passed)
	}
}

// A form that was not saved puts the cursor where it has to be put right.
func TestAFormWithProblemsPutsTheFocusOnTheFirst(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects/new")
	kim.set(`[name="moment.new-2.hour"]`, "10:00")
	kim.set("[name=email]", "geen adres")
	kim.key("s", chromedp.ModifierCtrl)
	kim.until("the problems", "document.querySelector('.summary')")
	kim.focused(`[aria-invalid=true]`)
	if first := js[string](kim, "document.activeElement.name"); first != js[string](kim, "document.querySelector('[aria-invalid=true]').name") {
		t.Errorf("the focus is on %s", first)
	}
	kim.tabTo(".summary a, [name=email]")
	kim.noFaults()
}

// Who hovers or focuses a button of the bar is told its key.
func TestTooltipsNameTheKey(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	kim.open("/prospects?sort=name")
	bad := js[string](kim, `[...document.querySelectorAll('.bar [aria-keyshortcuts]')].filter((e) => {
		const key = e.getAttribute('aria-keyshortcuts').toLowerCase(), said = e.querySelector('.tip kbd')?.textContent.toLowerCase();
		return !said || !(key === said || key.startsWith(said));
	}).map((e) => e.textContent.trim()).join(', ')`)
	if bad != "" {
		t.Errorf("no key in the tooltip of: %s", bad)
	}
	kim.tabTo(".bar a")
	const tip = "document.activeElement.querySelector('.tip').checkVisibility({ visibilityProperty: true })"
	kim.until("the tooltip of what has the focus", tip)
	kim.key(kb.Escape)
	kim.until("the tooltip gone, the page not", "!"+tip+" && location.pathname === '/prospects'")
	kim.key(kb.Tab)
	kim.until("the next tooltip", tip)
}
