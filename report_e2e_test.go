//go:build e2e

package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// toReport is a box whose lists are worth printing.
func toReport(t *testing.T) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		for i, name := range []string{"Allaert Marijke", "Bakkerij Peeters", "Claes Houtbouw", "Crèche De Kleine Beer", "Houthandel Van Damme"} {
			f := b.Prospect(t, "name", name, "full-name", "Els Claes", "groups", []string{"Hout", "Hout, PVC"}[i%2], "source", "Beurs Brussel", "phone", fmt.Sprintf("050 00 41 %02d", i), "email", "info@claeshoutbouw.example",
				"vat", "BE 1099.001.486", "address.1.street", "Kortrijksestraat", "address.1.number", "214", "address.1.postcode", "8020", "address.1.town", "Oostkamp")
			b.Moment(t, f, fiche.CallBack, "2026-10-22", fmt.Sprintf("1%d:00", i), "prijs per m²")
		}
		b.Make(t, fiche.Customer, "name", "Dakwerken Pol")
	}
}

func TestRapportPrintsTheListAsItIsSeen(t *testing.T) {
	t.Parallel()
	kim := atWork(t, toReport(t))
	kim.open("/prospects?sort=-name")
	kim.fill("#q", "hout")
	kim.until("what was found", "location.search.includes('q=hout') && document.querySelectorAll('#fiches tr[data-url]').length === 5") // in group Hout
	kim.key(kb.Tab)
	js[bool](kim, "(document.activeElement.blur(), true)")
	kim.key("r")
	kim.path("/prospects/report?q=hout&sort=-name")
	kim.sees("main", "5 prospecten · gezocht: “hout” · gesorteerd op Benaming, aflopend")
	for _, ext := range []string{"csv", "xlsx", "pdf"} {
		is := js[string](kim, "fetch(document.querySelector('a[href*=\".'+"+quote(ext)+"+'\"]').href).then(r => r.status + ' ' + r.headers.get('content-disposition').split('.').pop())")
		if is != "200 "+ext {
			t.Errorf("%s is %s", ext, is)
		}
	}
	kim.shot("report")
	kim.click("a[href*='/report/sheet']")
	kim.path("/prospects/report/sheet")
	kim.sees("h1", "Prospecten")
	if got := js[string](kim, "document.querySelector('.sheet-table tbody tr td:nth-child(2)').innerText"); got != "Houthandel Van Damme" {
		t.Errorf("the first is %s", got)
	}
	kim.shot("report-sheet")
	js[bool](kim, "(window.printed = 0, window.print = () => { window.printed++ }, true)")
	kim.press("Afdrukken")
	kim.until("the page is printed", "window.printed === 1")
	if n := kim.paper("paper-report"); n != 1 {
		t.Errorf("five lines take %d pages", n)
	}
	kim.phone()
	kim.shot("report-sheet-phone")
}

func TestRapportIsAboutTheTickedRow(t *testing.T) {
	t.Parallel()
	kim := atWork(t, toReport(t))
	kim.open("/prospects?sort=name")
	kim.key(kb.ArrowDown)
	kim.at("Allaert Marijke")
	kim.key("r")
	kim.sees("main", "1 aangevinkte fiche")
	kim.shot("report-one")
	kim.press("De hele lijst")
	kim.sees("main", "5 prospecten · gesorteerd op Benaming")
	kim.phone()
	kim.shot("report-phone")
	kim.open("/customers")
	kim.key("r")
	kim.sees("main", "1 klant")
}

func TestWithoutScriptsAListIsPrinted(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, toReport(t))
	kim.open("/prospects?q=beer")
	kim.send("#bar button[value=report]")
	kim.path("/prospects/report?q=beer")
	kim.send("a[href*='/report/sheet']")
	kim.sees(".sheet-table", "Crèche De Kleine Beer")
	kim.sees("noscript", "Druk af met Ctrl P.")
	kim.until("no button that does nothing", "!document.querySelector('[data-print]').checkVisibility()")
}

func TestAddressLabelsBeginWhereTheSheetIsNotUsedYet(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		toReport(t)(b)
		b.Prospect(t, "name", "Zonder Adres")
	})
	kim.open("/prospects?sort=name")
	kim.key("r")
	kim.sees("main", "6 prospecten")
	kim.click("a[href^='/prospects/labels']")
	kim.sees("main", "5 etiketten, 1 blad")
	kim.sees(".remark", "1 fiche heeft geen adres en krijgt geen etiket: 30005 Zonder Adres")
	kim.sees(".labels li:first-child", "Allaert Marijke Els Claes Kortrijksestraat 214 8020 Oostkamp")
	kim.click(".labels li:nth-child(5) a")
	kim.path("/prospects/labels?address=1&form=3x8")
	kim.sees(".labels li:nth-child(5)", "Allaert Marijke")
	kim.set("#form", "2x7")
	kim.fill("#start", "40")
	kim.press("Tonen")
	kim.sees("#start-field", "Kies een plaats van 1 tot 14.")
	kim.until("what was typed", "document.querySelector('#start').value === '40'")
	kim.fill("#start", "12")
	kim.press("Tonen")
	kim.sees("main", "5 etiketten, 2 bladen")
	kim.shot("labels")
	kim.dark()
	kim.phone()
	kim.shot("labels-phone")
	kim.until("the file", "document.querySelector('a[download]').href.includes('start=12')")
}

func TestTheListOfADayIsPrintedForEverybodyOrForOne(t *testing.T) {
	t.Parallel()
	kim := atWork(t, toReport(t))
	kim.open("/prospects")
	kim.key("m")
	kim.press("Lijst van de dag")
	kim.path("/days")
	kim.sees("h1", "Afspraken en telefoons, woensdag 21 oktober 2026")
	kim.click("a[aria-label='De dag erna']")
	kim.path("/days?day=2026-10-22")
	kim.sees(".sheet-table tbody tr:first-child", "10:00 Terug bellen Allaert Marijke 050 00 41 00 Kortrijksestraat 214, 8020 Oostkamp prijs per m²")
	kim.shot("day-list")
	if n := kim.paper("paper-day-list"); n != 1 {
		t.Errorf("five lines take %d sheets", n)
	}
	kim.set("#day", "2026-10-25")
	kim.press("Tonen")
	kim.sees("main", "Op deze dag staat niets.")
	kim.phone()
	kim.open("/days?day=2026-10-22")
	kim.shot("day-list-phone")
}

func TestAFicheIsPrintedFromRapport(t *testing.T) {
	t.Parallel()
	kim := atWork(t, toReport(t))
	kim.open("/prospects?sort=name")
	kim.click("tr[data-name='Claes Houtbouw'] .name a")
	kim.path("/prospects/f")
	kim.sees("h1", "Claes Houtbouw")
	kim.key("r")
	kim.path("/prospects/report?fiche=")
	kim.sees("h2", "Claes Houtbouw")
	is := js[string](kim, "fetch(document.querySelector('a[href*=\"/sheet.pdf\"]').href).then(r => r.status + ' ' + r.headers.get('content-type'))")
	if is != "200 application/pdf" {
		t.Error(is)
	}
	kim.press("Openen")
	kim.path("/prospects/f")
	if n := kim.paper("paper-fiche"); n != 1 {
		t.Errorf("a fiche takes %d sheets", n)
	}
}
