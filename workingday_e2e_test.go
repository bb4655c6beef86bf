//go:build e2e

package main

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestAWorkingDayOfTwo is a working day at Lievens Ramen en Gevels. Kim Peeters, at the
// desk and in Dutch, brings in the customers whom the firm had in Excel; Aline Dubois
// works beside her, in French, first with the telephone in her hand. What the one does,
// the other sees.
func TestAWorkingDayOfTwo(t *testing.T) {
	d := eightOClock(t)
	d.kimWritesTheFirstFicheHerself()
	d.theFileIsReadAndRehearsed()
	d.alineLooksOnWhileItComesIn()
	d.aCallIsWrittenDownAndRemindsBoth()
	d.aMomentIsDoneByOneForBoth()
	d.twoFichesBecomeOneAndTwoAgain()
	d.aListGetsANameAndItsFichesAGroup()
	d.aFieldOfTheFirmItself()
	d.oneClickAndAProspectIsACustomer()
	d.aSaleGoesOverTheBoard()
	d.whatIsSeenIsReported()
	d.whatOneThrowsAwayTheOtherTakesBack()
	d.whoDidWhatIsFoundAgain()
	d.theListOfTheDayIsPrinted()
	d.whatWentOutComesInTheSame()
	d.theWholeFileGoesBack()
	d.bothGoHome()
}

func (d *day) kimWritesTheFirstFicheHerself() {
	kim, bakery := d.kim, d.row(0)
	kim.open("/settings")
	kim.click("#crm")
	kim.press("Bewaren")
	kim.sees(".mast .tabs", "CRM")
	kim.open("/prospects")
	kim.key("n")
	kim.path("/prospects/new")
	kim.fill("[name=name]", bakery.name)
	kim.fill("[name=vat]", bakery.vat)
	kim.fill("[name=remarks]", "Oude klant, altijd contant.")
	kim.saves()
	kim.sees(".kicker .no", "30000")
}

func (d *day) theFileIsReadAndRehearsed() {
	kim, book := d.kim, d.book
	kim.press("Menu")
	kim.press("Invoer en uitvoer")
	kim.click("a[href='/imports/new']")
	kim.path("/imports/new")
	kim.click("[name=kind][value=prospect]")
	kim.do(chromedp.SetUploadFiles("#file", []string{book.path}))
	kim.click("#import-form .is-main")
	kim.within(waitForRows, "the columns", "document.querySelector('#plan-form')")
	kim.sees("main", dutch(book.rows)+" rijen")
	for column, is := range map[string]string{"A": "number", "B": "name", "C": "vat", "D": "", "G": "email", "H": "address.1.line", "K": "address.1.country", "N": "remarks", "O": "", "Q": ""} {
		kim.holds("[name='column."+column+"']", is)
	}
	kim.shot("day-columns")
	kim.set("[name='column.O']", "remarks") // the day of the last order
	kim.click("#plan-form .is-main")

	faults, twice := len(book.faults), book.twice["number"]
	d.rehearsed("number", book.rows-faults-twice, 0, 0, twice, faults)
	d.byRule("vat")
	faults, twice = faults+book.twice["number"], book.twice["vat"] // a number can be given once
	d.rehearsed("vat", book.rows-faults-twice-1, 1, 0, twice, faults)
	kim.sees(".verdict", dutch(book.rows-faults-twice)+" fiches worden gemaakt of aangevuld")
	kim.sees(".verdict", dutch(faults+twice)+" rijen blijven liggen")
	kim.shot("day-rehearsal")
	d.leftAlone(kim.download("a[download]"))
}

func (d *day) alineLooksOnWhileItComesIn() {
	kim, aline := d.kim, d.aline
	aline.phone()
	aline.open("/prospects?sort=name")
	aline.connected()
	aline.sees("#fiches", "Bakkerij Peeters")
	aline.remembers("#job")
	kim.click(".verdict .is-main")
	d.at = kim.path("/imports/i")
	kim.within(waitForRows, "how far it is", "document.querySelector('#import-job progress')")
	kim.shot("day-running")
	aline.within(waitForRows, "how far it is, in French", `remembered.some(t => /lignes de Klanten 2026 .laatste versie. DEF.xlsx sont importées/.test(t) && /\d sur 5 000/.test(t))`)
	aline.within(waitForRows, "what is new, in French", "document.querySelector('#fiches-fresh')?.textContent.includes('nouvelles, afficher')")
	aline.shot("day-filling")
	aline.tap("#fiches-fresh a")
	aline.until("rows", "document.querySelectorAll('#fiches tr[data-url]').length >= 50")
	kim.open(d.at) // it goes on without the page
	kim.within(waitForRows, "the end of it", "document.querySelector('#import-job .verdict.is-good')")
	kim.sees("#import-job", "Ingevoerd")
	kim.shot("day-done")
	kim.open("/prospects")
	kim.sees("#fiches-count", dutch(d.book.made()-d.book.asleep)+" prospecten")
	aline.open("/prospects")
	aline.sees("#fiches-count", french(d.book.made()-d.book.asleep)+" prospects")
}

func (d *day) aCallIsWrittenDownAndRemindsBoth() {
	kim, aline, joiner := d.kim, d.aline, d.row(1)
	kim.open("/customers") // anywhere
	kim.connected()
	d.clockIs(9, 10)
	aline.open("/prospects?sort=name")
	aline.finds("schrijnwerkerij peeters", 1)
	aline.tap(rowOf(joiner.name) + " .log-line")
	aline.sees("dialog .kicker", "050 00 00 01")
	aline.fill("dialog [name=text]", "Veut un prix pour douze châssis")
	aline.set("dialog [name=day]", "2026-10-21")
	aline.set("dialog [name=hour]", "09:45")
	aline.set("dialog [name=for]", "") // whoever is there
	aline.shot("day-log")
	aline.tap("dialog .save button")
	aline.hears("Noté pour Schrijnwerkerij Peeters : appelé. Ensuite : rappeler")
	d.clockIs(9, 31)
	for p, says := range map[*person]string{kim: "Terug bellen", aline: "Rappeler"} {
		p.within(2*time.Second, "the reminder", "document.querySelector('#tray')?.textContent.includes('Schrijnwerkerij Peeters')")
		p.sees("#tray > .arrival", says)
	}
	aline.shot("day-reminded")
}

func (d *day) aMomentIsDoneByOneForBoth() {
	kim, aline, joiner := d.kim, d.aline, d.row(1)
	kim.shot("day-tray")
	kim.click("#tray > .arrival form[action$=done] button")
	for _, p := range []*person{kim, aline} {
		p.within(2*time.Second, "the tray empty", trayCount+" === '0'")
	}
	aline.do(chromedp.EmulateViewport(1440, 900)) // back at her desk
	aline.open("/prospects?q=" + joiner.phone)
	aline.click(rowOf(joiner.name) + " .name a")
	aline.path("/prospects/f")
	aline.sees(".past", "Veut un prix pour douze châssis")
	aline.press("Ajouter un moment")
	aline.path("/prospects/f")
	aline.set("[name=kind]", "appointment")
	aline.set("[name=day]", "2026-10-21")
	aline.set("[name=hour]", "11:00")
	aline.fill("[name=text]", "Prise de mesures")
	aline.press("Enregistrer")
	aline.sees("#fiche", "Prise de mesures")
	kim.open("/")
	kim.sees("#today", "Schrijnwerkerij Peeters")
	d.clockIs(10, 45)
	for p, says := range map[*person]string{kim: "Afspraak", aline: "Rendez-vous"} {
		p.within(2*time.Second, "the appointment", "document.querySelector('#tray > .arrival')?.textContent.includes('Schrijnwerkerij Peeters')")
		p.sees("#tray > .arrival", says)
	}
	aline.click("#tray > .arrival form[action$=done] button")
	kim.within(2*time.Second, "the tray empty", trayCount+" === '0'")
}

func (d *day) twoFichesBecomeOneAndTwoAgain() {
	kim, aline, twice := d.kim, d.aline, d.row(80)
	kim.open("/prospects")
	kim.key("m")
	kim.press("Dubbels")
	kim.path("/doubles")
	kim.press("Nu nagaan")
	kim.shot("day-doubles")
	kim.sees(".head", "paren te bekijken in "+dutch(d.book.made())+" fiches")
	kim.beside(d.row(79), twice)
	kim.sees("h1", "Twee fiches worden één")
	kim.shot("day-merge")
	kim.keepsTheFirst()
	kim.key("s", chromedp.ModifierCtrl)
	kim.path("/prospects/f")
	kim.hears("Prospect " + strconv.Itoa(twice.number) + " " + twice.name + " is opgegaan in")
	kim.sees(".kicker", "ook "+strconv.Itoa(twice.number))
	aline.open("/prospects/" + strconv.Itoa(twice.number)) // the old number leads to it
	aline.sees("h1", d.row(79).name)
	kim.press("Ongedaan maken")
	kim.hears("zijn weer twee fiches.")
	aline.open("/prospects/" + strconv.Itoa(twice.number))
	aline.sees("h1", twice.name)
}

func (d *day) aListGetsANameAndItsFichesAGroup() {
	kim, aline, n := d.kim, d.aline, d.book.rows/50
	aline.open("/prospects?q=zagerij")
	aline.connected()
	aline.sees("#fiches-count", french(n)+" sur")
	kim.open("/prospects?sort=-name")
	kim.finds("zagerij", n)
	kim.key("w")
	kim.until("the cursor in the name", "document.activeElement.id === 'view-name'")
	kim.fill("#view-name", "Zagerijen")
	kim.key("\r")
	kim.hears("De weergave ‘Zagerijen’ staat in de trechter.")
	kim.sees(".funnel .is-saved[aria-current]", "Zagerijen "+strconv.Itoa(n))
	kim.shot("day-view")
	kim.key("m")
	kim.press(fmt.Sprintf("Alle %d gevonden bewerken…", n))
	kim.path("/prospects/bulk")
	kim.sees("h1", fmt.Sprintf("Wat doen met %d prospecten?", n))
	kim.click("[name=do][value=group]")
	kim.fill("#group", "beurs 2027")
	kim.click("#bulk .is-main")
	kim.path("/prospects")
	kim.within(waitForJob, "the end of it", "document.querySelector('#job .is-over')")
	kim.sees("#job", fmt.Sprintf("%d fiches zitten nu in de groep ‘beurs 2027’", n))
	aline.sees("#fiches", "beurs 2027")
	kim.key("z", chromedp.ModifierCtrl)
	kim.path("/operations/")
	kim.within(waitForJob, "all of it back", "document.querySelector('#operation .verdict.is-good')")
	kim.sees("#operation", fmt.Sprintf("%d fiches zijn weer zoals voordien", n))
	aline.seesNot("#fiches", "beurs 2027")
}
