//go:build e2e

package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
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
	kim.focused("[name=name]") // what is typed at once is the name
	for range 80 {
		if js[bool](kim, "document.activeElement.matches('#whens > summary')") {
			break
		}
		kim.key(kb.Tab, chromedp.ModifierShift)
	}
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
