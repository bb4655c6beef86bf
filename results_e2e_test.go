//go:build e2e

package main

import (
	"fmt"
	"testing"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// sold is a box with a year of first contacts, some of which led to a sale.
func sold(t *testing.T) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		sources, groups := []string{"Website", "Beurs Brussel", "Mond-tot-mond", ""}, []string{"Hout", "PVC, Hout", "Aluminium", ""}
		for i := range 60 {
			f := b.Prospect(t, "name", fmt.Sprintf("Firma %02d", i), "source", sources[(i+i/4)%4], "groups", groups[i%4])
			month := 1 + (i*7)%10
			b.Moment(t, f, fiche.FirstContact, fmt.Sprintf("2026-%02d-0%d", month, 1+i%9), "", "")
			if i%3 == 0 {
				b.Moment(t, f, fiche.Appointment, fmt.Sprintf("2026-%02d-1%d", month, i%9), "09:00", "")
			}
			if i%4 == 0 {
				b.Moment(t, f, fiche.Sold, fmt.Sprintf("2026-%02d-1%d", month, i%9), "", "")
			}
		}
	}
}

func TestResultatenAreTheSameInPictureTableAndFile(t *testing.T) {
	t.Parallel()
	kim := atWork(t, sold(t))
	kim.open("/prospects")
	kim.key("r")
	kim.sees("main", "Resultaten")
	kim.click("a[href='/results']")
	kim.sees("h1", "Resultaten")
	kim.sees(".figures", "Eerste contacten 60")
	kim.until("three totals alike", `(() => { const t = [...document.querySelectorAll('tfoot tr')].map((r) => [...r.querySelectorAll('.number')].map((c) => c.innerText).join()); return t.length === 3 && t.every((x) => x === t[0]) })()`)
	kim.until("a bar for each month", "document.querySelectorAll('.chart rect.first').length === document.querySelectorAll('#month-head').length * document.querySelector('table').tBodies[0].rows.length")
	kim.shot("results")
	kim.press("Adres via")
	kim.path("/results?sort=name")
	kim.until("sorted by name", "document.querySelector('#source-head').closest('section').querySelector('tbody th').innerText === 'niet ingevuld' && document.querySelector('th[aria-sort=ascending]')")
	kim.press("Dit jaar")
	kim.path("/results?period=year&sort=name")
	kim.until("January first", "document.querySelector('table tbody th').innerText.startsWith('januari')")
	if csv := js[string](kim, "fetch(document.querySelector('a[download]').href).then(r => r.text())"); len(csv) < 200 {
		t.Errorf("the file: %q", csv)
	}
	if n := kim.paper("paper-results"); n > 2 {
		t.Errorf("on %d sheets", n)
	}
	kim.dark()
	kim.shot("results-dark")
	kim.phone()
	kim.shot("results-phone")
}

func TestWithoutScriptsResultsAreSortedAndPrinted(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, sold(t))
	kim.open("/results")
	kim.send("[aria-labelledby=group-head] th:last-child a")
	kim.path("/results?sort=-days")
	kim.sees("noscript", "Druk af met Ctrl P.")
}
