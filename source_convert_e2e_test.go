//go:build e2e

package main

import (
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestOneClickTurnsAProspectIntoACustomerAndNothingOfItIsLost(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		b.Make(t, fiche.Customer, "name", "Hout Claes nv")
		f = b.Prospect(t, "name", "Claes Houtbouw", "vat", "1099001486", "groups", "Hout", "source", "Beurs Brussel", "remarks", "Poort is 3,20 m hoog.", "contact.1.name", "Els Claes")
		b.Moment(t, f, fiche.FirstContact, "2026-09-08", "14:30", "op de stand")
		b.Moment(t, f, fiche.Appointment, "2026-10-22", "09:30", "plaatsbezoek")
	})
	kim.open("/prospects/" + f.ID)
	kim.press("Deze prospect wordt klant")
	kim.path("/customers/" + f.ID)
	kim.sees("#flash", "Claes Houtbouw is nu klant 10001. Momenten en geschiedenis zijn meegegaan.")
	kim.sees(".kicker", "Klant 10001 was prospect 30000")
	for _, text := range []string{"plaatsbezoek", "op de stand", "BE 1099.001.486", "Hout", "Beurs Brussel", "Poort is 3,20 m hoog.", "Els Claes", "nieuwe fiche"} {
		kim.sees("#fiche", text)
	}
	kim.shot("converted")
	for _, old := range []string{"/prospects/" + f.ID, "/prospects/30000", "/customers/10001"} {
		kim.open(old)
		kim.path("/customers/" + f.ID)
	}
	kim.open("/prospects")
	kim.seesNot("#fiches-list", "Claes Houtbouw")
	kim.open("/prospects/new") // the old number is never given again
	kim.fill("[name=name]", "Volgende prospect")
	kim.saves()
	kim.sees(".kicker", "30001")
	kim.noFaults()
}

func TestTheConversionCanBeUndoneAndTheSameCustomerNumberComesBack(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw")
		b.Moment(t, f, fiche.Appointment, "2026-10-22", "09:30", "plaatsbezoek")
	})
	kim.open("/prospects")
	kim.click("tr[data-name='Claes Houtbouw'] .town")
	kim.key("k")
	kim.path("/customers/" + f.ID)
	kim.press("Ongedaan maken")
	kim.path("/prospects/" + f.ID)
	kim.sees(".kicker .no", "30000")
	kim.sees("#flash", "Ongedaan gemaakt")
	kim.sees(".moment", "plaatsbezoek")
	kim.open("/customers/" + f.ID)
	kim.path("/prospects/" + f.ID)
	kim.press("Deze prospect wordt klant")
	kim.path("/customers/" + f.ID)
	kim.sees(".kicker .no", "10000")
	kim.noFaults()
}

func TestWhoConvertsSecondHearsThatItWasDone(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw")
	})
	kim.s.addUser("Bart Dierckx", store.Worker)
	bart := newPerson(t, kim.s, "Bart Dierckx")
	bart.signIn()
	bart.scriptsOff() // else his page says at once what Kim does
	kim.open("/prospects/" + f.ID)
	bart.open("/prospects/" + f.ID)
	kim.press("Deze prospect wordt klant")
	kim.path("/customers/" + f.ID)
	bart.press("Deze prospect wordt klant")
	bart.path("/customers/" + f.ID)
	bart.sees("#flash", "Claes Houtbouw was al klant geworden: klant 10000, door Kim Peeters.")
	bart.open("/customers")
	bart.sees("#fiches-count", "1 klant")
}
