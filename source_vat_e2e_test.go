//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestTheVATNumberIsCompletedOnLeavingTheField(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	for _, c := range [][2]string{
		{"0403170701", "BE 0403.170.701"},
		{"403170701", "BE 0403.170.701"},
		{"403.170.701", "BE 0403.170.701"},
		{"1099001486", "BE 1099.001.486"}, // the 1-series gets no 0 in front
		{"be 0403/170/701", "BE 0403.170.701"},
		{"BTW BE 0403 170 701", "BE 0403.170.701"},
		{"be1099.001.486", "BE 1099.001.486"},
		{"nl004495445b01", "NL 004495445B01"},
	} {
		kim.fill("[name=vat]", c[0])
		kim.holds("[name=vat]", c[0]) // not while one types
		kim.leave()
		kim.holds("[name=vat]", c[1])
		kim.answered()
		if remark := kim.text("#vat-field .remark"); remark != "" {
			t.Errorf("%s gets the remark %s", c[0], remark)
		}
	}
	kim.noFaults()
}

func TestTheVATNumberIsCheckedAndAWrongOneGetsARemark(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	for _, c := range [][3]string{
		{"0403170702", "BE 0403.170.702", "de controlecijfers passen niet"},
		{"040317070", "040317070", "Een Belgisch nummer heeft tien cijfers; hier staan er 9"},
		{"2147812897", "2.147.812.897", "Dit is een vestigingsnummer"},
		{"9.000.006.626", "9.000.006.626", "Dit is het nummer van een bijkantoor"},
		{"NL 12345", "NL 12345", "bijvoorbeeld NL 004495445B01"},
		{"DE 136695977", "DE 136695977", "de controlecijfers passen niet"},
		{"in aanvraag", "in aanvraag", "Dit lijkt geen btw-nummer"},
	} {
		kim.fill("[name=vat]", c[0])
		kim.leave()
		kim.sees("#vat-field .remark", c[2])
		kim.answered()
		kim.holds("[name=vat]", c[1])
	}
	if js[bool](kim, "!!document.querySelector('[aria-invalid=true], .problem')") {
		t.Error("a remark is shown as a problem")
	}
	kim.noFaults()
}

func TestAWrongVATNumberMayBeClearedChangedOrLeft(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	wrong := func(name string) {
		t.Helper()
		kim.open("/prospects/new")
		kim.fill("[name=name]", name)
		kim.fill("[name=vat]", "0403170702")
		kim.leave()
		kim.sees("#vat-field .remark", "U mag het wissen, wijzigen of zo laten")
		kim.answered()
	}
	wrong("Gewist")
	kim.press("Wissen")
	kim.holds("[name=vat]", "")
	kim.until("the cursor in the field", "document.activeElement.name === 'vat'")
	kim.answered()
	kim.seesNot("#vat-field", "klopt niet")
	kim.saves()
	kim.seesNot(".facts", "Btw-nr.")

	wrong("Gewijzigd")
	kim.fill("[name=vat]", "0403170701")
	kim.leave()
	kim.holds("[name=vat]", "BE 0403.170.701")
	kim.seesNot("#vat-field", "klopt niet")
	kim.saves()
	kim.sees(".facts", "BE 0403.170.701 controlegetal klopt")

	wrong("Gelaten")
	kim.shot("vat-wrong")
	kim.press("Zo laten")
	kim.until("the ways out gone and the cursor on the next field", "!document.querySelector('#vat-field .choices') && document.activeElement.id === 'address-1-label'")
	kim.sees("#vat-field .remark", "klopt niet")
	kim.saves()
	kim.sees(".facts", "BE 0403.170.702")
	kim.sees(".facts .remark", "Dit btw-nummer klopt niet")
	kim.shot("vat-left")
	kim.press("Prospecten")
	kim.sees("tr[data-name=Gelaten] .vat", "BE 0403.170.702 Opmerking")
	kim.noFaults()
}

func TestAVATNumberAlreadyOnAnotherIsSaidWithWhose(t *testing.T) {
	t.Parallel()
	owners := map[string]fiche.Fiche{}
	kim := atWork(t, func(b *storetest.Box) {
		owners["klant 10000 Hout Claes nv"] = b.Make(t, fiche.Customer, "name", "Hout Claes nv", "vat", "BE 0403.170.701")
		owners["leverancier 20000 Zagerij Thijs"] = b.Make(t, fiche.Supplier, "name", "Zagerij Thijs", "vat", "BE 1099.001.486")
		owners["prospect 30000 Garage Willems"] = b.Prospect(t, "name", "Garage Willems", "vat", "BE 0417.497.106")
	})
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	for words, o := range owners {
		kim.fill("[name=vat]", o.VAT[3:])
		kim.leave()
		kim.sees("#vat-field .remark", "Dit nummer behoort al toe aan "+words+".")
		kim.until("a link to it", "document.querySelector('#vat-field .remark a').getAttribute('href').endsWith('/"+o.ID+"')")
	}
	kim.fill("[name=vat]", "403170701")
	kim.leave()
	kim.sees("#vat-field .remark", "klant 10000")
	kim.shot("vat-taken")
	kim.saves()
	kim.sees(".facts .remark", "Dit nummer behoort al toe aan klant 10000 Hout Claes nv.")
	kim.click(".facts .remark a[href*=customers]")
	kim.path("/customers/" + owners["klant 10000 Hout Claes nv"].ID)
	kim.sees("h1", "Hout Claes nv")
	kim.noFaults()
}

func TestPrivatePersonsLeaveTheVATNumberEmpty(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.click("[name=person][value=yes]")
	kim.fill("[name=name]", "De Smet Els")
	kim.click("[name=vat]")
	kim.leave()
	kim.saves()
	kim.sees(".kicker", "Particulier")
	kim.seesNot("body", "klopt niet")
	kim.open("/prospects?view=no-vat")
	kim.sees("#fiches", "De Smet Els")
	kim.noFaults()
}

func TestWithoutScriptsAWrongVATNumberIsKeptOnSavingAndSaid(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.scriptsOff()
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	kim.fill("[name=vat]", "0403170702")
	kim.key(kb.Enter)
	kim.path("/prospects/f")
	kim.sees(".facts", "BE 0403.170.702")
	kim.sees(".facts .remark", "Dit btw-nummer klopt niet")
}
