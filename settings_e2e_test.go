//go:build e2e

package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// typeIn comes to a field by Tab and types over what it holds.
func (p *person) typeIn(sel, text string) {
	p.t.Helper()
	p.tabTo(sel)
	p.key("a", chromedp.ModifierCtrl)
	p.key(text)
}

func TestVerwittigenBijAfsprakenIsSwitchedOffAndItsLeadTimeChanged(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) {
		f := b.Prospect(t, "name", "Claes Houtbouw")
		b.Moment(t, f, fiche.Appointment, "2026-10-21", "11:30", "opmeten")
	})
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	tray := func() bool { return js[string](kim, "document.querySelector('#tray').dataset.count") == "1" }
	if tray() {
		t.Error("reminded 48 minutes before, with a lead of 15")
	}
	kim.click("details.account summary")
	kim.press("Instellingen")
	kim.path("/settings")
	kim.typeIn("#lead", "60")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "Bewaard.")
	kim.path("/settings")
	kim.until("the reminder at the new lead time", "document.querySelector('#tray').dataset.count === '1'")
	kim.tabTo("#remind")
	kim.key(" ")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "Bewaard.")
	kim.until("the tray silent", "document.querySelector('#tray').dataset.count === '0' && !document.querySelector('#remind').checked")
	kim.open("/reminders/check")
	kim.sees("#check-answer", "Nee: verwittigen staat uit")
	kim.open("/prospects?view=today")
	kim.sees("tbody .name", "Claes Houtbouw")
}

func TestANewUserSignsInWithTheRoleOfAReaderAndSeesNoButtonsThatWrite(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) { b.Prospect(t, "name", "Claes Houtbouw") })
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	kim.open("/users")
	kim.typeIn("#name", "Sofie Jacobs")
	kim.set("#role", "reader")
	kim.tabTo("#user-form button")
	kim.key(kb.Enter)
	kim.sees("#secret", "Sofie Jacobs kan aanmelden met dit wachtwoord")
	made := js[string](kim, "document.querySelector('#made').value")
	kim.shot("users-made")
	sofie := newPerson(t, s, "Sofie Jacobs")
	sofie.open("/session/new")
	sofie.fill(`[name="session.name"]`, "Sofie Jacobs")
	sofie.fill(`[name="session.password"]`, made)
	sofie.click("#sign-in button.is-main")
	sofie.path("/")
	for _, page := range []string{"/", "/prospects", "/prospects/30000"} {
		sofie.open(page)
		sofie.sees("body", "Claes Houtbouw")
		for _, word := range []string{"Nieuw", "Bewerken", "Verwijderen", "Deze prospect", "Groepen beheren", "Gebruikers"} {
			sofie.seesNot(".bar, .head, details.account, .menu", word)
		}
	}
	sofie.connected()
	// disabled: her open page says so, without a click
	kim.open("/users")
	kim.click(`[aria-label="Sofie Jacobs uitschakelen"]`)
	kim.path("/users/u")
	kim.sees("#ask", "Wordt meteen overal afgemeld.")
	kim.key(kb.Enter)
	kim.sees("#flash", "Sofie Jacobs is uitgeschakeld")
	sofie.sees("#banner, body", "U bent afgemeld")
}

func TestAGroupRenamedMergedAndRemovedShowsInListAndFunnel(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Claes Houtbouw", "groups", "beurs 2025")
		b.Prospect(t, "name", "Bakkerij Peeters", "groups", "Hout")
	})
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	kim.open("/groups")
	kim.tabTo(`[aria-label="Hernoemen: Hout"]`)
	kim.key(kb.Enter)
	kim.path("/groups/g")
	kim.key("a", chromedp.ModifierCtrl)
	kim.key("Timmerhout")
	kim.key(kb.Enter)
	kim.sees("#flash", "Bewaard.")
	kim.open("/prospects?q=timmerhout")
	kim.sees("tbody", "Bakkerij Peeters")
	kim.open("/groups")
	kim.tabTo(`[aria-label="Samenvoegen: beurs 2025"]`)
	kim.key(kb.Enter)
	kim.sees("#ask", "1 fiche gaat naar de andere groep")
	kim.tabTo("#into")
	kim.key("T")
	kim.tabTo("#ask button")
	kim.key(kb.Enter)
	kim.sees("#flash", "samengevoegd met ‘Timmerhout’")
	kim.open("/prospects")
	kim.click(".funnel .more > summary")
	kim.sees(".funnel .more", "Timmerhout 2")
	kim.seesNot(".funnel .more", "beurs 2025")
	kim.open("/groups")
	kim.tabTo(`[aria-label="Verwijderen: Timmerhout"]`)
	kim.key(kb.Enter)
	kim.path("/groups/g") // the whole page: its keys too
	kim.sees("#ask", "2 fiches verliezen deze groep: 2 prospecten.")
	kim.key(kb.Escape)
	kim.until("the list again", "location.pathname === '/groups' && document.readyState === 'complete'")
	kim.sees(".manage", "Timmerhout")
	kim.click(`[aria-label="Verwijderen: Timmerhout"]`)
	kim.path("/groups/g")
	kim.sees("#ask", "2 fiches")
	kim.key(kb.Enter)
	kim.sees("#flash", "De groep ‘Timmerhout’ is verwijderd.")
	kim.open("/prospects")
	kim.sees("tbody", "Claes Houtbouw")
	kim.click(".funnel .more > summary")
	kim.sees(".funnel .more", "Leveranciers")
	kim.seesNot(".funnel .more", "Timmerhout")
	kim.open("/groups")
	kim.seesNot(".manage", "Timmerhout")
}

func TestMyAccountChangesLanguageLookAndPasswordByKeyboardAlone(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) {})
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.tabTo("details.account summary")
	kim.key(kb.Enter)
	kim.tabTo(`details.account a[href="/account"]`)
	kim.key(kb.Enter)
	kim.path("/account")
	kim.tabTo("#language")
	kim.key("F")
	kim.tabTo("[name=look]")
	kim.key(kb.ArrowRight)
	kim.key(kb.ArrowRight)
	kim.tabTo("#keys")
	kim.key(" ")
	kim.key("s", chromedp.ModifierCtrl)
	kim.until("French, in the dark", `document.documentElement.lang === "fr-BE" && document.documentElement.dataset.theme === "dark" && document.body.dataset.keys === "off"`)
	kim.sees("#flash", "Enregistré")
	kim.noFaults()
	if dark := js[string](kim, "getComputedStyle(document.documentElement).backgroundColor"); dark != "rgb(21, 19, 16)" {
		t.Errorf("the desk is %s", dark)
	}
	other := newPerson(t, s, "Kim Peeters")
	other.signIn()
	other.connected()
	kim.typeIn("#password-old", passwordOf("Kim Peeters"))
	kim.key(kb.Tab)
	kim.key("een ander wachtwoord")
	kim.key(kb.Enter)
	kim.sees("#flash", "Votre mot de passe est modifié")
	other.within(5*time.Second, "the other browser signed out", `document.body.innerText.includes("Vous êtes déconnecté")`)
	kim.open("/prospects")
	kim.sees("h1", "Prospects")
}

func TestTwoAdminsSavingTheOptionsSeeBothVersionsAndLoseNothing(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) { settingsPeople(t, b) })
	kim, nele := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Nele Verbeeck")
	kim.signIn()
	nele.signIn()
	kim.open("/settings")
	nele.open("/settings")
	nele.fill("#lead", "30")
	nele.fill("#start-supplier", "25000")
	nele.press("Bewaren")
	nele.sees("#flash", "Bewaard.")
	kim.fill("#lead", "5")
	kim.fill("#start-supplier", "29900")
	kim.click("#start-customer")
	kim.sees("#start-supplier-field", "Nog 100 nummers, dan begint de reeks van Prospecten.")
	kim.fill("#company", "Lievens Ramen")
	kim.press("Bewaren")
	kim.sees(".summary", "Nele Verbeeck wijzigde hetzelfde net voor u")
	kim.sees("#lead-problem", "Nele Verbeeck zette dit net op ‘30’")
	kim.until("the cursor in the first of them", "document.activeElement.id === 'lead'")
	kim.shot("settings-conflict")
	kim.press("‘25000’ nemen")
	kim.until("the other's number", "document.querySelector('#start-supplier').value === '25000'")
	kim.press("Bewaren")
	kim.sees("#flash", "Bewaard.")
	kim.until("both", "document.querySelector('#lead').value === '5' && document.querySelector('#company').value === 'Lievens Ramen' && document.querySelector('#start-supplier').value === '25000'")
}
