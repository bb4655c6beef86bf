//go:build e2e

package main

import (
	"testing"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestEachOfTheFourMomentsHasADateATimeAndExtraText(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	lines := []struct{ n, label, day, hour, text, shown string }{
		{"1", "Eerste contact", "2026-09-08", "14:30", "Op de stand", "di 8 sep 14:30"},
		{"2", "Afspraak", "2026-10-22", "09:30", "Plaatsbezoek magazijn", "morgen 09:30"},
		{"3", "Terug bellen", "2026-10-28", "11:00", "Offerte gelezen?", "wo 28 okt 11:00"},
		{"4", "Verkocht", "2026-10-20", "16:00", "Thermowood, 420 m²", "gisteren 16:00"},
	}
	for _, l := range lines {
		kim.set(`[name="moment.new-`+l.n+`.day"]`, l.day)
		kim.set(`[name="moment.new-`+l.n+`.hour"]`, l.hour)
		kim.fill(`[name="moment.new-`+l.n+`.text"]`, l.text)
	}
	kim.shot("moments-form")
	kim.saves()
	for _, l := range lines {
		kim.until(l.label+" on its card", `[...document.querySelectorAll(".moment")].some(e => { const s = e.innerText.replace(/\s+/g, " "); return s.includes(`+quote(l.label)+`) && s.includes(`+quote(l.shown)+`) && s.includes(`+quote(l.text)+`) })`)
	}
	kim.shot("moments-card")
	kim.open("/prospects")
	kim.sees("#fiches .due", "morgen 09:30")
	kim.noFaults()
}

func TestThereMayBeSeveralMomentsOfOneKind(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	questions := kim.warned()
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	kim.set(`[name="moment.new-2.day"]`, "2026-10-22")
	kim.set(`[name="moment.new-2.hour"]`, "09:30")
	kim.fill(`[name="moment.new-2.text"]`, "eerste bezoek")
	kim.click("[name=more][value=appointment]")
	kim.until("the cursor in the second line", `document.activeElement.name === "moment.new-5.day"`)
	kim.holds("[name=name]", "Claes Houtbouw")
	kim.holds(`[name="moment.new-2.text"]`, "eerste bezoek")
	js[bool](kim, "(setTimeout(() => document.querySelector('.save a.button').click(), 20), true)")
	for begin := time.Now(); questions.Load() == 0 && time.Since(begin) < waitFor; time.Sleep(20 * time.Millisecond) {
	}
	if questions.Load() != 1 {
		t.Error("a form with one line more is left without a warning")
	}
	kim.set(`[name="moment.new-5.day"]`, "2026-10-29")
	kim.fill(`[name="moment.new-5.text"]`, "tweede bezoek")
	kim.saves()
	kim.sees(".moment", "eerste bezoek")
	kim.sees(".moment", "en nog 1")
	kim.press("Bewerken")
	kim.until("both in the form", `["eerste bezoek", "tweede bezoek"].every(t => [...document.querySelectorAll(".whens .x")].some(e => e.value === t))`)
	kim.shot("moments-several")
	kim.noFaults()
}

func TestWhatHasHappenedStandsInTheVerloop(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw")
		b.Moment(t, f, fiche.Appointment, "2026-10-21", "09:00", "eerste bezoek")
		b.Moment(t, f, fiche.Appointment, "2026-10-29", "", "tweede bezoek")
	})
	kim.open("/prospects/" + f.ID)
	kim.sees(".moment", "eerste bezoek")
	kim.click(".moment form[action$=done] button")
	kim.sees(".past", "Afspraak eerste bezoek")
	kim.sees(".moment", "tweede bezoek")
	kim.shot("verloop")
	kim.press("Bewerken")
	kim.sees(".whens ~ .hint", "Wat gebeurd is, staat in het verloop: 1 vroeger moment.")
	kim.noFaults()
}

func TestTheHourMayBeLeftOpenAndOneIsRemindedInTheMorning(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	kim.set(`[name="moment.new-3.day"]`, "2026-10-22")
	kim.fill(`[name="moment.new-3.text"]`, "in de loop van de dag")
	kim.saves()
	kim.sees(".moment", "morgen")
	kim.sees(".moment", "in de loop van de dag")
	kim.connected()
	kim.s.clock(wednesday(10, 42).AddDate(0, 0, 1).Add(-103 * time.Minute)) // 08:59
	kim.until("the minute before nine", `document.querySelector("#now .rim-clock").innerText.includes("08:59")`)
	kim.until("nothing yet", `document.getElementById("tray").dataset.count === "0"`)
	kim.s.clock(wednesday(9, 0).AddDate(0, 0, 1))
	kim.until("the reminder at nine", `document.getElementById("tray").dataset.count === "1"`)
	kim.noFaults()
}

func TestDoneLaterAndMoveAreOneClickInTheRow(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		for _, name := range []string{"Allaert", "Bakkerij Peeters", "Claes Houtbouw"} {
			b.Moment(t, b.Prospect(t, "name", name), fiche.CallBack, "2026-10-21", "10:00", "prijs")
		}
	})
	kim.open("/prospects?view=late")
	kim.sees("#fiches-count", "3")
	kim.click("tr[data-name=Allaert] .town") // the acts show on the row in hand
	kim.click("tr[data-name=Allaert] .due form[action$=done] button")
	kim.until("nothing to come in the row, where one was", "location.search === '?view=late' && !document.querySelector('tr[data-name=Allaert] .due .next')")
	kim.open("/prospects?view=late")
	kim.sees("#fiches-count", "2")
	kim.seesNot("#fiches", "Allaert")
	kim.click("tr[data-name='Bakkerij Peeters'] .town")
	kim.click("tr[data-name='Bakkerij Peeters'] .later > summary")
	kim.shot("row-later")
	kim.click("tr[data-name='Bakkerij Peeters'] .later [value='1h']")
	kim.path("/prospects?view=late")
	kim.click("tr[data-name='Claes Houtbouw'] .town")
	kim.click("tr[data-name='Claes Houtbouw'] .due a.tool")
	kim.path("/prospects/f")
	kim.set("[name=day]", "2026-10-28")
	kim.set("[name=hour]", "15:00")
	kim.press("Bewaren")
	kim.path("/prospects?view=late") // back on the list, which it has left
	kim.sees("#flash", "wo 28 okt 15:00")
	kim.seesNot("#fiches", "Claes Houtbouw")
	kim.noFaults()
}
