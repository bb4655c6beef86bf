//go:build e2e

package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

func TestWithoutScriptsAProspectBecomesACustomerAndBack(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, func(b *storetest.Box) { b.Prospect(t, "name", "Claes Houtbouw") })
	kim.open("/prospects")
	kim.send(".bar [value=conversion]")
	kim.sees("#flash", "Kies eerst")
	kim.click("#fiches tbody .tick")
	kim.send(".bar [value=conversion]")
	kim.path("/customers/f")
	kim.sees("#flash", "is nu klant 10000")
	kim.send("#flash .flash > form button")
	kim.path("/prospects/f")
	kim.sees("#flash", "Ongedaan gemaakt")
	kim.send(".bar [value=conversion]")
	kim.sees("#flash", "is nu klant 10000")
}

// Two people save one fiche; who comes second chooses, without scripts as well.
func TestWithoutScriptsTwoVersionsAreJoined(t *testing.T) {
	t.Parallel()
	kim, s := plain(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Claes Houtbouw", "remarks", "was", "phone", "050000001")
		bart := store.User{Name: "Bart Dierckx", Role: store.Worker, Password: password.Hash(passwordOf("Bart Dierckx")), Language: "nl"}
		if _, err := b.AddUser(t.Context(), storetest.Kim, bart); err != nil {
			t.Fatal(err)
		}
	})
	bart := newPerson(t, s, "Bart Dierckx")
	bart.scriptsOff()
	bart.signIn()
	for _, p := range []*person{kim, bart} {
		p.open("/prospects")
		p.send("#fiches .name a")
		p.send(".bar a[href*='/edit']")
	}
	bart.fill("[name=remarks]", "van Bart")
	bart.fill("[name=email]", "info@claes.example")
	bart.send(".save button.is-main")
	kim.fill("[name=remarks]", "van Kim")
	kim.fill("[name=phone]", "050000002")
	kim.send(".save button.is-main")
	kim.sees("h1", "Bart Dierckx")
	kim.sees(".versions", "van Bart")
	kim.click(".versions [name=remarks][value='van Kim']")
	kim.send("main .acts button.is-main")
	kim.sees("h1", "Claes Houtbouw")
	kim.sees("main", "van Kim")
	kim.sees("main", "050 00 00 02")
	kim.sees("main", "info@claes.example")
}

func TestWithoutScriptsTheBoxIsManaged(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Claes Houtbouw", "groups", "beurs 2025", "source", "Website")
	})
	kim.open("/groups")
	kim.fill("#group-form [name=name]", "PVC")
	kim.send("#group-form button")
	kim.sees(".manage", "PVC")
	kim.send(`[aria-label="Hernoemen: beurs 2025"]`)
	kim.fill("main .ask [name=name], main tr [name=name]", "beurs 2026")
	kim.do(chromedp.KeyEvent("\r"))
	kim.sees(".manage", "beurs 2026")
	kim.send(`[aria-label="Samenvoegen: beurs 2026"]`)
	kim.until("PVC chosen", "(() => { const s = document.querySelector('#into'); s.value = [...s.options].find((o) => o.textContent.includes('PVC')).value; return true })()")
	kim.send("#ask button")
	kim.sees("#flash", "samengevoegd met ‘PVC’")
	kim.send(`[aria-label="Verwijderen: PVC"]`)
	kim.sees("#ask", "1 fiche")
	kim.send("#ask button")
	kim.sees("#flash", "verwijderd")
	kim.send("#flash .flash > form button")
	kim.sees(".manage", "PVC")
	kim.open("/settings")
	kim.fill("#lead", "60")
	kim.send("main form[action='/settings'] button.is-main")
	kim.sees("#flash", "Bewaard")
	kim.open("/users")
	kim.fill("#user-form [name=name]", "Sofie Jacobs")
	kim.send("#user-form button.is-main")
	kim.sees("#secret", "Sofie Jacobs kan aanmelden")
	kim.open("/users")
	kim.send(`[aria-label="Sofie Jacobs uitschakelen"]`)
	kim.send("#ask button")
	kim.sees("#flash", "uitgeschakeld")
	kim.open("/account")
	kim.set("#language", "fr")
	kim.send("#account-form button.is-main")
	kim.sees("#flash", "Enregistré")
}

// Nothing that shows does nothing: what only works with scripts is not there.
func TestWithoutScriptsNothingIsDead(t *testing.T) {
	t.Parallel()
	var words map[string]string
	s := filled(t, func(b *storetest.Box) { tourUsers(t, b); words = tourBox(t, b) })
	kim := newPerson(t, s, "Kim Peeters")
	kim.scriptsOff()
	kim.signIn()
	const dead = `(() => {
		const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
		const all = (sel, f) => [...document.querySelectorAll(sel)].filter((e) => shown(e) && f(e)).map((e) => '<' + e.localName + (e.id ? '#' + e.id : '') + '> ' + (e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 60));
		return [
			...all('button', (e) => !e.disabled && (e.type !== 'submit' || !e.form?.getAttribute('action') && !e.getAttribute('formaction'))),
			...all('a', (e) => !e.getAttribute('href') || e.hash && e.pathname === location.pathname && !document.getElementById(e.hash.slice(1))),
			...all('input:not([type=hidden])', (e) => !e.name),
			...all('kbd', (e) => !e.closest('.keys')),
			...all('.loading, dialog', () => true),
			...all('.beside', (e) => !e.children.length && e.offsetWidth > 0),
		].join('\n');
	})()`
	for _, stop := range tour {
		if stop.who != "" || stop.route == "" || tourActs[stop.name] != nil || !wanted("FICHEBAK_TOUR", stop.name) {
			continue
		}
		path := strings.ReplaceAll(stop.path, "{turns}", words["turns-nl-1440"])
		for word, id := range words {
			path = strings.ReplaceAll(path, "{"+word+"}", id)
		}
		kim.open(path)
		if found := js[string](kim, dead); found != "" {
			t.Errorf("%s:\n%s", stop.name, found)
		}
	}
	kim.do(chromedp.EmulateViewport(1920, 1080))
	kim.open("/prospects/" + words["prospect"])
	if wide := js[float64](kim, "document.querySelector('.fiche-body').offsetWidth / document.querySelector('main').offsetWidth"); wide < 0.9 {
		t.Errorf("the fiche has %.0f %% of the card, the rest is empty", wide*100)
	}
}
