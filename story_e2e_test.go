//go:build e2e

package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/kv/boltkv"
	"fichebak/store/password"
)

// addUser gives somebody an account, in Dutch or another language, while the program
// is stopped.
func (s *server) addUser(name string, role store.Role, lang ...string) {
	s.t.Helper()
	s.stop()
	db, err := boltkv.Open(s.data, boltkv.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	ctx := context.Background()
	box, err := store.Open(ctx, db, store.Options{Now: func() time.Time { return s.at }})
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := box.AddUser(ctx, store.Actor{}, store.User{Name: name, Password: password.Hash(passwordOf(name)), Role: role, Language: append(lang, "nl")[0]}); err != nil {
		s.t.Fatal(err)
	}
	if err := box.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.restart()
}

// TestTheStory is the program's one sentence, in two browsers, with the power cut in
// the middle of it.
func TestTheStory(t *testing.T) {
	t.Parallel()
	s := startServer(t, wednesday(10, 42))
	kim := newPerson(t, s, "Kim Peeters")
	kim.firstRun("Lievens Ramen en Gevels", "empty")
	s.addUser("Bart Dierckx", store.Worker)
	bart := newPerson(t, s, "Bart Dierckx")
	bart.signInByHand()

	// Kim enters a prospect, with an appointment in two minutes.
	kim.open("/prospects")
	kim.press("Nieuw")
	kim.path("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	kim.fill("[name=vat]", "1099001486")
	kim.click("[name=source]")
	kim.until("the VAT number completed", `document.querySelector("[name=vat]").value === "BE 1099.001.486"`)
	kim.set(`[name="moment.new-2.day"]`, "2026-10-21")
	kim.set(`[name="moment.new-2.hour"]`, "10:59")
	kim.fill(`[name="moment.new-2.text"]`, "Plaatsbezoek magazijn")
	kim.shot("story-form")
	kim.press("Bewaren")
	kim.sees("h1", "Claes Houtbouw")
	kim.sees(".kicker .no", "30000")
	kim.shot("story-fiche")
	prospect, _, _ := strings.Cut(kim.path("/prospects/f"), "?")

	// Power goes; what was saved is there.
	s.kill()
	s.restart()
	bart.open("/customers")
	bart.seesNot("#tray", "Claes Houtbouw")
	s.clock(wednesday(10, 44))
	bart.within(2*time.Second, "the reminder on the other's page", `document.querySelector("#tray")?.textContent.includes("Claes Houtbouw")`)
	bart.shot("story-reminder")
	kim.open(prospect)
	kim.until("the reminder", `document.querySelector("#tray")?.textContent.includes("Claes Houtbouw")`)

	// Bart marks it done; it goes from Kim's screen.
	bart.click("#tray-panel > summary")
	bart.click("#tray-panel .reminder .acts form[action$=done] button")
	bart.until("the tray empty", `document.querySelector("#tray").dataset.count === "0"`)
	kim.within(2*time.Second, "the tray empty", `document.querySelector("#tray").dataset.count === "0"`)

	// Deze prospect wordt klant.
	kim.open(prospect)
	kim.press("Deze prospect wordt klant")
	customer := kim.path("/customers/f")
	kim.sees(".kicker .no", "10000")
	kim.sees("#flash", "is nu klant 10000")
	kim.sees(".past", "Plaatsbezoek magazijn")
	kim.shot("story-customer")
	bart.open(prospect)
	bart.path(customer)
	bart.open("/prospects/30000")
	bart.path(customer)

	// And back.
	kim.press("Ongedaan maken")
	kim.path(prospect)
	kim.sees(".kicker .no", "30000")
	kim.sees("#flash", "Ongedaan gemaakt")
	kim.sees(".past", "Plaatsbezoek magazijn")
}
