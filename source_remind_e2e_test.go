//go:build e2e

package main

import (
	"testing"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestVerwittigenBijAfsprakenMetProspectenGivesTheListOfTheDayAtStartUp(t *testing.T) {
	t.Parallel()
	kim := newPerson(t, filled(t, func(b *storetest.Box) {
		b.Moment(t, b.Prospect(t, "name", "Claes Houtbouw"), fiche.Appointment, "2026-10-21", "15:00", "plaatsbezoek")
		b.Moment(t, b.Prospect(t, "name", "Garage Willems"), fiche.Appointment, "2026-10-19", "10:00", "vergeten")
	}), "Kim Peeters")
	kim.signIn() // the first page of the day
	kim.sees("#morning", "Vandaag op het programma")
	kim.sees("#morning", "Claes Houtbouw")
	kim.sees("#morning", "Garage Willems")
	kim.shot("morning")
	kim.press("Gezien")
	kim.until("it is gone", "document.readyState === 'complete' && !document.getElementById('morning')")
	kim.open("/prospects")
	kim.until("and stays so for the day", "document.readyState === 'complete' && !document.getElementById('morning')")
	kim.s.kill()
	kim.s.restart()
	kim.open("/prospects")
	kim.until("what was missed is in the tray after a start", `document.getElementById("tray").textContent.includes("Garage Willems")`)
	kim.s.clock(wednesday(8, 0).AddDate(0, 0, 1))
	kim.open("/prospects")
	kim.sees("#morning", "Vandaag op het programma")
}

func TestWhileTheProgramRunsAReminderComesLiveAtTheChosenLeadTime(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Moment(t, b.Prospect(t, "name", "Claes Houtbouw"), fiche.Appointment, "2026-10-21", "12:00", "plaatsbezoek")
	})
	kim.open("/settings")
	kim.sees(".kicker", "1. Algemene instellingen")
	kim.sees("h1", "Opties")
	kim.fill("[name=lead]", "60")
	kim.shot("options")
	kim.click("#settings-form .is-main")
	kim.sees("#flash", "Bewaard")
	kim.open("/suppliers") // any page
	kim.connected()
	kim.s.clock(wednesday(10, 59))
	kim.sees("#now .rim-clock", "10:59")
	kim.until("nothing yet", `document.getElementById("tray").dataset.count === "0"`)
	kim.s.clock(wednesday(11, 0))
	kim.until("the reminder an hour before", `document.getElementById("tray").dataset.count === "1"`)
	kim.sees(".arrival", "plaatsbezoek")
}

func TestWithVerwittigenOffTheTrayKeepsSilent(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Moment(t, b.Prospect(t, "name", "Claes Houtbouw"), fiche.Appointment, "2026-10-21", "11:00", "plaatsbezoek")
	})
	kim.open("/settings")
	kim.click("[name=remind]")
	kim.click("#settings-form .is-main")
	kim.sees("#flash", "Bewaard")
	kim.connected()
	kim.s.clock(wednesday(11, 5))
	kim.sees("#now .rim-clock", "11:05")
	kim.until("a silent tray", `document.getElementById("tray").dataset.count === "0"`)
	kim.s.clock(wednesday(8, 0).AddDate(0, 0, 1))
	kim.open("/prospects?view=late") // the views stay
	kim.until("no list of the day", "!document.getElementById('morning')")
	kim.sees("#fiches", "Claes Houtbouw")
}
