//go:build e2e

package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestFirmsAndPrivatePersonsAreKeptAsProspectsWithDetailsAndAppointments(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	for _, c := range [][3]string{{"no", "Claes Houtbouw", "Firma"}, {"yes", "De Smet Els", "Particulier"}} {
		kim.open("/prospects/new")
		kim.click("[name=person][value=" + c[0] + "]")
		kim.fill("[name=name]", c[1])
		kim.fill("[name=phone]", "050 00 41 27")
		kim.set(`[name="moment.new-2.day"]`, "2026-10-22")
		kim.set(`[name="moment.new-2.hour"]`, "09:30")
		kim.saves()
		kim.sees(".kicker", c[2])
		kim.sees(".moment", "morgen 09:30")
	}
	kim.open("/prospects")
	kim.sees("tr[data-name='Claes Houtbouw']", "30000")
	kim.sees("tr[data-name='De Smet Els']", "30001")
	kim.sees("tr[data-name='De Smet Els'] .due", "morgen 09:30")
}

func TestAButtonProspectenOpensTheOverview(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Claes Houtbouw")
		b.Make(t, fiche.Customer, "name", "Hout Claes nv")
		b.Make(t, fiche.Supplier, "name", "Zagerij Thijs")
	})
	for _, c := range [][3]string{{"Prospecten", "/prospects", "Claes Houtbouw"}, {"Klanten", "/customers", "Hout Claes nv"}, {"Leveranciers", "/suppliers", "Zagerij Thijs"}} {
		kim.open("/")
		kim.click(".mast .tabs a[href='" + c[1] + "']")
		kim.path(c[1])
		kim.sees("h1", c[0])
		kim.until("its rows alone", "[...document.querySelectorAll('#fiches tr[data-name]')].map(e => e.dataset.name).join() === "+quote(c[2]))
		kim.open("/")
		kim.key("g" + strings.ToLower(c[0][:1]))
		kim.path(c[1])
	}
}

// labels are the buttons of the bar that show, in order.
const labels = `[...document.querySelectorAll("#bar .bar > a, #bar .bar > button, #bar .bar > details > summary")].filter(e => e.checkVisibility()).map(e => e.querySelector(".label").innerText.replace(/\s+/g, " ").trim()).join("|")`

func TestTheButtonBarStandsInTheSourcesOrder(t *testing.T) {
	t.Parallel()
	var f fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw")
		b.Make(t, fiche.Customer, "name", "Hout Claes nv")
		b.Make(t, fiche.Supplier, "name", "Zagerij Thijs")
	})
	const standard = "Nieuw|Bewerken|Verwijderen|Bekijken|Zoeken|Rapport|Vensterinstellingen|Menu"
	for path, want := range map[string]string{
		"/prospects": standard + "|Deze prospect wordt klant|Noteren", "/prospects/" + f.ID: standard + "|Deze prospect wordt klant|Noteren", "/customers": standard + "|Noteren", "/suppliers": standard + "|Noteren",
	} {
		kim.open(path)
		if got := js[string](kim, labels); got != want {
			t.Errorf("%s has the buttons %s", path, got)
		}
	}
}

func TestTheButtonBarActsOnTheSelectedRow(t *testing.T) {
	t.Parallel()
	var fs []fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		for _, name := range []string{"Allaert", "Bakkerij Peeters", "Claes Houtbouw"} {
			fs = append(fs, b.Prospect(t, "name", name))
		}
	})
	kim.open("/prospects")
	kim.until("what cannot work yet is grey", `["edit", "show", "remove", "conversion"].every((act) => document.querySelector("#bar [value=" + act + "]").getAttribute("aria-disabled") === "true")`)
	kim.shot("bar-nothing-chosen")
	for _, way := range []struct {
		name   string
		choose func()
	}{
		{"by mouse", func() { kim.click("tr[data-name='Bakkerij Peeters'] .town") }},
		{"by keyboard", func() { kim.key(kb.Home + kb.ArrowDown) }},
	} {
		for _, b := range []struct{ label, key, path string }{
			{"Bewerken", "b", "/prospects/" + fs[1].ID + "/edit"},
			{"Bekijken", kb.Enter, "/prospects/" + fs[1].ID},
			{"Verwijderen", kb.Delete, "/prospects/removal?fiche=" + fs[1].ID},
		} {
			kim.open("/prospects?sort=name")
			kim.until("the scripts", "document.readyState === 'complete'")
			way.choose()
			kim.picked(fs[1].ID)
			if way.name == "by mouse" {
				kim.press(b.label)
			} else {
				kim.key(b.key)
			}
			kim.path(b.path)
		}
	}
	kim.open("/prospects?sort=name")
	kim.key("z")
	kim.until("the cursor in the search box", "document.activeElement.id === 'q'")
	kim.key(kb.Tab)
	js[bool](kim, "(document.activeElement.blur(), true)")
	kim.key("m")
	kim.sees("#bar .menu", "Prullenmand")
	kim.key(kb.Escape)
	kim.until("the menu shut", "!document.querySelector('#bar details').open")
	kim.key("n")
	kim.path("/prospects/new")
	kim.open("/prospects?sort=name")
	kim.do(chromedp.DoubleClick(chromedp.CSS("tr[data-name='Claes Houtbouw'] .town"), chromedp.NodeVisible))
	kim.path("/prospects/" + fs[2].ID)
	kim.noFaults()
}

func TestTheButtonBarActsOnTheRowsChosenByTouch(t *testing.T) {
	t.Parallel()
	var fs []fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		for _, name := range []string{"Allaert", "Bakkerij Peeters", "Claes Houtbouw"} {
			fs = append(fs, b.Prospect(t, "name", name, "phone", "050 00 41 27"))
		}
	})
	kim.phone()
	kim.open("/prospects?sort=name")
	kim.connected()
	kim.rest("tr[data-name='Claes Houtbouw'] .name", "document.getElementById('picked-bar')?.hidden === false")
	kim.picked(fs[2].ID)
	kim.tap("tr[data-name='Allaert'] .name")
	kim.picked(fs[0].ID + " " + fs[2].ID)
	kim.shot("bar-phone-chosen")
	kim.tap("#picked-bar [value=remove]")
	kim.path("/prospects/removal?")
	kim.sees("main", "Allaert")
	kim.sees("main", "Claes Houtbouw")
	kim.seesNot("main", "Bakkerij Peeters")
	kim.open("/prospects?sort=name")
	kim.tap("tr[data-name='Bakkerij Peeters'] .name") // a short touch opens
	kim.path("/prospects/" + fs[1].ID)
	kim.tap("#bar [value=conversion]")
	kim.path("/customers/" + fs[1].ID)
}

func TestTheFunnelHoldsAllWithoutAndWithAVATNumberAndWhatTheDataAsksFor(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Allaert")
		b.Prospect(t, "name", "Claes Houtbouw", "vat", "1099001486", "groups", "Hout")
		late := b.Prospect(t, "name", "Garage Willems", "vat", "0403170701", "groups", "Hout, PVC")
		b.Moment(t, late, fiche.CallBack, "2026-10-20", "", "")
		b.Moment(t, b.Prospect(t, "name", "Peeters"), fiche.Appointment, "2026-10-21", "15:00", "")
		b.Moment(t, b.Prospect(t, "name", "Thijs"), fiche.Appointment, "2026-10-24", "", "")
		b.Prospect(t, "name", "Weg", "active", "")
	})
	kim.open("/prospects")
	for _, c := range [][3]string{
		{"Alle 5", "Alle", "Allaert|Claes Houtbouw|Garage Willems|Peeters|Thijs"},
		{"Zonder btw-nummer 3", "Zonder btw-nummer", "Allaert|Peeters|Thijs"},
		{"Met btw-nummer 2", "Met btw-nummer", "Claes Houtbouw|Garage Willems"},
		{"Vandaag 1", "Vandaag", "Peeters"},
		{"Te laat 1", "Te laat", "Garage Willems"},
		{"Deze week 2", "Deze week", "Peeters|Thijs"},
		{"Zonder volgende stap 2", "Zonder volgende stap", "Allaert|Claes Houtbouw"},
		{"Niet actief 1", "Niet actief", "Weg"},
	} {
		kim.sees(".funnel .views a", c[0])
		js[bool](kim, "([...document.querySelectorAll('.funnel .views a')].find(e => e.innerText.startsWith("+quote(c[1])+")).click(), true)")
		kim.until("the rows of "+c[1], "[...document.querySelectorAll('#fiches tr[data-name]')].map(e => e.dataset.name).sort().join('|') === "+quote(c[2]))
		kim.sees(".funnel [aria-current=true]", c[1])
	}
	kim.open("/prospects?view=vat")
	kim.click(".funnel .more > summary")
	kim.press("PVC")
	kim.until("view and group together", "[...document.querySelectorAll('#fiches tr[data-name]')].map(e => e.dataset.name).join() === 'Garage Willems'")
	kim.shot("funnel")
	kim.noFaults()
}
