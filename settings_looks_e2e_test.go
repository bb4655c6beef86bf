//go:build e2e

package main

import (
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

func TestTheSettingsPagesDoTheirJobsWithScriptsOff(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) { settingsFiches(t, b) })
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	kim.scriptsOff()
	kim.open("/groups")
	kim.fill("#name", "Schuiframen")
	kim.click("#group-form button")
	kim.sees("#flash", "De groep ‘Schuiframen’ is toegevoegd.")
	kim.click(`[aria-label="Hernoemen: Schuiframen"]`)
	kim.fill("#rename-name", "pvc")
	kim.click("#rename button")
	kim.sees("#rename", "Deze groep bestaat al.")
	kim.click("#rename .choices a")
	kim.sees("#ask", "Er zit geen fiche in deze groep.")
	kim.click("#ask button")
	kim.sees("#flash", "De groep ‘Schuiframen’ is samengevoegd met ‘PVC’.")
	kim.click("#flash button")
	kim.sees("#flash", "Ongedaan gemaakt.")
	kim.sees(".manage", "Schuiframen")
	kim.open("/sources")
	kim.click(`[aria-label="Niet meer voorstellen: Website"]`)
	kim.until("it is off", `document.querySelector('[aria-label="Weer voorstellen: Website"]') && document.readyState === 'complete'`)
	kim.open("/settings")
	kim.fill("#start-customer", "10002")
	kim.click("#settings-form button")
	kim.sees("#flash", "Klanten: nummer 10002 was al gegeven, de volgende krijgt 10006.")
	kim.open("/users")
	kim.fill("#name", "Tine Maes")
	kim.fill("#password", "kort")
	kim.click("#user-form button")
	kim.sees("#password-problem", "Minstens 10 tekens.")
	kim.fill("#password", "wachtwoord van Tine Maes")
	kim.click("#user-form button")
	kim.sees("#flash", "Tine Maes is toegevoegd.")
	newPerson(t, s, "Tine Maes").signIn()
	kim.open("/account")
	kim.click("[name=look][value=dark]")
	kim.click("#account-form button.is-main")
	kim.sees("#flash", "Bewaard.")
	kim.until("the dark look", `document.documentElement.dataset.theme === "dark"`)
}

// The pages of the settings as they are, for who looks at the pictures.
func TestTheSettingsPagesFitEveryScreen(t *testing.T) {
	t.Parallel()
	s := filled(t, func(b *storetest.Box) {
		settingsPeople(t, b)
		settingsFiches(t, b)
	})
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	widths := []string{"1440", "fr-390", "de-390"}
	if shotDir != "" {
		widths = []string{"1440", "fr-1440", "de-1440", "390", "fr-390", "de-390"}
	}
	for _, width := range widths {
		if strings.HasSuffix(width, "390") {
			kim.phone()
		}
		switch width {
		case "fr-1440":
			kim.choose("fr", "dark")
		case "de-1440":
			kim.choose("de", "light")
		case "390":
			kim.choose("nl", "light")
		case "fr-390":
			kim.choose("fr", "dark")
		case "de-390":
			kim.choose("de", "light")
		}
		for _, name := range []string{"settings", "groups", "sources", "users", "account"} {
			kim.open("/" + name)
			kim.sees("h1", "")
			kim.noFaults()
			if wide := js[int](kim, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
				t.Errorf("%s at %s is %d px too wide", name, width, wide)
			}
			kim.shot(name + "-" + width)
		}
		for _, act := range []string{"removal", "merger", "edit"} {
			kim.open("/groups")
			kim.click(`tr:nth-child(2) a[href$="/` + act + `"]`)
			kim.path("/groups/g")
			kim.shot("groups-" + act + "-" + width)
		}
		for _, act := range []string{"edit", "password", "access"} {
			kim.open("/users")
			kim.click(`tr:nth-child(1) a[href$="/` + act + `"]`)
			kim.path("/users/u")
			kim.shot("users-" + act + "-" + width)
		}
	}
}

// choose takes a language and a look on one's own page.
func (p *person) choose(language, look string) {
	p.t.Helper()
	p.open("/account")
	p.set("#language", language)
	p.click("[name=look][value=" + look + "]")
	p.click("#account-form button.is-main")
	p.until("the choice", "document.documentElement.lang === '"+language+"-BE' && document.documentElement.dataset.theme === '"+look+"'")
}

// settingsPeople puts in users of every role, one of them disabled.
func settingsPeople(t *testing.T, b *storetest.Box) {
	t.Helper()
	for name, role := range map[string]store.Role{"Bart Dhondt": store.Worker, "Nele Verbeeck": store.Admin, "Sofie Jacobs": store.Reader, "Wout Tack": store.Worker} {
		u := store.User{Name: name, Role: role, Password: password.Hash(passwordOf(name)), Language: "nl", Disabled: name == "Wout Tack"}
		if _, err := b.AddUser(t.Context(), storetest.Kim, u); err != nil {
			t.Fatal(err)
		}
	}
}

// settingsFiches puts in fiches in groups, from sources.
func settingsFiches(t *testing.T, b *storetest.Box) {
	t.Helper()
	for i, g := range []string{"Hout", "PVC", "beurs Brussel", "Aluminium", "beurs Kortrijk", "Particulier"} {
		for n := range i + 2 {
			b.Prospect(t, "name", g+" firma", "groups", g, "source", []string{"Website", "Mond-tot-mond", "Gouden Gids"}[n%3])
		}
		b.Make(t, fiche.Customer, "name", g+" klant", "groups", g+", Klanten")
	}
	if err := b.TurnSource(t.Context(), storetest.Kim, "Gouden Gids", false); err != nil {
		t.Fatal(err)
	}
}
