//go:build e2e

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/papertest"
)

// The rest of the working day of two, from noon on.

func (d *day) aFieldOfTheFirmItself() {
	kim, aline, mill := d.kim, d.aline, d.row(20)
	kim.open("/fields")
	kim.fill("#name", "Houtsoort")
	kim.click("#field-form button.is-main")
	kim.hears("Het veld ‘Houtsoort’ is toegevoegd.")
	kim.open("/prospects?q=" + strconv.Itoa(mill.number))
	kim.click(rowOf(mill.name) + " .name a")
	kim.path("/prospects/f")
	aline.open(kim.path("/prospects/f"))
	aline.connected()
	kim.key("b")
	kim.sees("#own-fields", "Houtsoort")
	kim.fill("[name^='extra.']", "Ayous")
	kim.key("s", chromedp.ModifierCtrl)
	kim.hears("Bewaard.")
	aline.sees("#news", "Kim a modifié Houtsoort")
	aline.sees(".facts", "Houtsoort Ayous")
	kim.open("/prospects")
	kim.key("v")
	kim.path("/prospects/window")
	kim.click("[name=show][value^='extra.']")
	kim.key("s", chromedp.ModifierCtrl)
	kim.hears("De vensterinstellingen zijn bewaard.")
	kim.sees("#fiches thead", "Houtsoort")
	kim.finds("ayous", 1)
	kim.sees("#fiches mark", "Ayous")
	kim.shot("day-own")
	aline.open("/prospects?q=ayous") // her window is her own
	aline.sees("#fiches", mill.name)
	aline.seesNot("#fiches thead", "Houtsoort")
}

func (d *day) oneClickAndAProspectIsACustomer() {
	kim, aline, joiner := d.kim, d.aline, d.row(1)
	aline.open("/prospects?q=" + joiner.email)
	aline.click(rowOf(joiner.name) + " .name a")
	aline.path("/prospects/f")
	aline.connected()
	kim.open("/prospects")
	kim.finds("schrijnwerkerij peeters", 1)
	kim.click(rowOf(joiner.name) + " .pick input")
	kim.key("k")
	kim.path("/customers/f")
	kim.hears("Schrijnwerkerij Peeters is nu klant 10000.")
	aline.within(2*time.Second, "a customer", "location.pathname.startsWith('/customers/')")
	aline.sees(".kicker", "Client 10000")
	aline.sees(".past", "Prise de mesures")
	aline.shot("day-converted")
}

func (d *day) aSaleGoesOverTheBoard() {
	kim, aline := d.kim, d.aline
	aline.press("CRM : créer")
	aline.path("/customers/f")
	aline.fill("[name=subject]", "Douze châssis")
	aline.fill("[name=value]", "18.450")
	aline.press("Enregistrer")
	aline.path("/crm/c")
	aline.sees(".figures", "18")
	kim.open("/crm/board")
	kim.sees("[data-stage=new]", "Douze châssis")
	kim.open("/crm/board")
	kim.drags("[data-stage=new] .board-card", "[data-stage=quote]")
	kim.hears("Douze châssis staat nu in Offerte.")
	kim.shot("day-board")
	aline.open(aline.path("/crm/c"))
	aline.sees(".stages [aria-current]", "Offre")
	aline.press("Gagnée")
	aline.hears("Douze châssis est maintenant dans Gagnée.")
	kim.open("/crm?view=won")
	kim.sees("#fiches", "€ 18.450")
}

func (d *day) whatIsSeenIsReported() {
	kim, n := d.kim, d.book.rows/50
	kim.open("/prospects?sort=-name")
	kim.finds("zagerij", n)
	kim.key("r")
	kim.path("/prospects/report?q=zagerij&sort=-name")
	kim.sees("main", fmt.Sprintf("%d prospecten · gezocht: “zagerij” · gesorteerd op Benaming, aflopend", n))
	kim.shot("day-report")
	rows := d.lines(kim.download("a[href*='/report/list.csv']"))
	d.isTheReport("CSV", rows, n)
	d.isTheReport("XLSX", d.sheet(kim.download("a[href*='/report/list.xlsx']")), n)
	pdf := papertest.Text(d.t, kim.download("a[href*='/report/list.pdf']"))
	for _, text := range []string{"Prospecten", "Zagerij Peeters", "Ayous"} {
		if !strings.Contains(pdf, text) {
			d.t.Errorf("the PDF says nothing of %s", text)
		}
	}
}

func (d *day) whatOneThrowsAwayTheOtherTakesBack() {
	kim, aline, mill := d.kim, d.aline, d.row(120)
	kim.open("/prospects?q=" + mill.email)
	kim.connected()
	aline.open("/prospects?q=" + mill.email)
	aline.click(rowOf(mill.name) + " .pick input")
	aline.key(kb.Delete)
	aline.press("Supprimer quand même")
	aline.hears(mill.name + " est dans la corbeille.")
	kim.until("gone for Kim", "!"+among(mill.name, "")+" || "+among(mill.name, ".matches('.is-gone')"))
	kim.key("m")
	kim.press("Prullenmand")
	kim.path("/bin")
	kim.sees("#bin-list", mill.name)
	kim.sees("#bin-list", "Aline Dubois")
	kim.shot("day-bin")
	kim.click("#bin-list [aria-label=\"" + mill.name + " terughalen\"]")
	kim.hears(mill.name + " is terug uit de prullenmand.")
	aline.open("/prospects?q=" + mill.email)
	aline.sees("#fiches", mill.name)
}

func (d *day) whoDidWhatIsFoundAgain() {
	kim, aline := d.kim, d.aline
	aline.open("/prospects")
	aline.key("m")
	aline.press("Historique")
	aline.path("/history")
	aline.fill("#q", "Zagerij Peeters")
	aline.press("Afficher")
	aline.sees("#history", "Houtsoort Ayous")
	aline.sees("#history", "Kim Peeters")
	aline.seesNot("#history", "Schrijnwerkerij")
	kim.open("/history")
	kim.press("Aline Dubois")
	kim.path("/history?")
	kim.set("[name=from]", "2026-10-21")
	kim.set("[name=until]", "2026-10-21")
	kim.press("Tonen")
	kim.sees("#history", "Schrijnwerkerij Peeters")
	kim.seesNot("#history .is-log b", "Kim Peeters")
	kim.shot("day-history")
	kim.set("[name=until]", "2026-10-20")
	kim.set("[name=from]", "2026-10-20")
	kim.press("Tonen")
	kim.sees("#history", "Geen wijziging gevonden")
}

func (d *day) theListOfTheDayIsPrinted() {
	aline := d.aline
	aline.open("/prospects")
	aline.key("m")
	aline.press("Liste du jour")
	aline.path("/days")
	aline.sees("h1", "Rendez-vous et appels, mercredi 21 octobre 2026")
	aline.sees(".sheet-table", "11:00 Rendez-vous (fait) Schrijnwerkerij Peeters 050 00 00 01")
	aline.sees(".sheet-table", "Prise de mesures")
	if n := aline.paper("day-list"); n != 1 {
		d.t.Errorf("the list of the day takes %d sheets", n)
	}
}

func (d *day) whatWentOutComesInTheSame() {
	kim, n := d.kim, d.book.made()-1 // one is a customer now
	d.clockIs(16, 30)
	kim.open("/exports/new")
	out := filepath.Join(d.t.TempDir(), "prospecten.csv")
	if err := os.WriteFile(out, kim.download("#export-prospects a[href*='.csv']"), 0o600); err != nil {
		d.t.Fatal(err)
	}
	kim.open("/imports/new")
	kim.click("[name=kind][value=prospect]")
	kim.do(chromedp.SetUploadFiles("#file", []string{out}))
	kim.click("#import-form .is-main")
	kim.within(waitForRows, "the columns", "document.querySelector('#plan-form')")
	kim.click("#plan-form .is-main")
	d.rehearsed("number", 0, 0, n, 0, 0)
	kim.shot("day-same")
}

func (d *day) theWholeFileGoesBack() {
	kim, aline := d.kim, d.aline
	d.clockIs(17, 30)
	aline.open("/prospects?sort=name")
	aline.connected()
	kim.open(d.at)
	kim.press("Hele invoer ongedaan maken")
	kim.within(waitForRows, "all of it back", "document.querySelector('#import-job .verdict.is-good')?.textContent.includes('Ongedaan gemaakt')")
	kim.shot("day-undone")
	left := []string{"Zagerij Peeters: sindsdien bewerkt door Kim Peeters", "Schrijnwerkerij Peeters: sindsdien bewerkt door Kim Peeters", d.row(79).name + ": sindsdien bewerkt", d.row(80).name + ": sindsdien bewerkt", d.row(120).name + ": sindsdien bewerkt door Kim Peeters"}
	for _, text := range left {
		kim.sees("#import-job li", text)
	}
	kim.seesNot("#import-job li", d.row(220).name) // it had a group for a moment
	if n := js[int](kim, "document.querySelectorAll('#import-job li').length"); n != len(left) {
		d.t.Errorf("%d fiches are named, want %d: %s", n, len(left), kim.text("#import-job"))
	}
	kim.sees("#import-job", dutch(d.book.made()-len(left))+" fiches zijn weer zoals ze waren; de nieuwe liggen in de prullenmand.")
	aline.open("/prospects?sort=name")
	for _, name := range []string{"Bakkerij Peeters", "Zagerij Peeters", d.row(79).name, d.row(80).name, d.row(120).name} {
		aline.sees("#fiches", name)
	}
	aline.sees("#fiches-count", "5 prospects")
	aline.open("/prospects/30000") // as Kim wrote it in the morning
	aline.sees("#fiche", "Oude klant, altijd contant.")
	aline.seesNot("#fiche", "050 00 00 00")
	aline.open("/customers/10000")
	aline.sees("#fiche", "Douze châssis")
}

func (d *day) bothGoHome() {
	for p, out := range map[*person]string{d.kim: "Afmelden", d.aline: "Se déconnecter"} {
		p.noFaults()
		p.click(".mast details:last-of-type > summary")
		p.press(out)
		p.path("/session/new")
	}
}
