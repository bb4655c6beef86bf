//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestLikelyDoublesStandBesideTheFormOfANewFicheAndTheAnswersAreKept(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Make(t, fiche.Customer, "name", "Bakkerij L. Peeters", "vat", "1099621890", "address.1.postcode", "2360", "address.1.town", "Oud-Turnhout")
		b.Prospect(t, "name", "Bakkerij Peeters", "phone", "014 00 62 18", "address.1.postcode", "2300", "address.1.town", "Turnhout")
		b.Make(t, fiche.Supplier, "name", "Peeters Bakkerijmachines", "phone", "014 00 80 11")
	})
	kim.open("/prospects/new")
	kim.sees("#alike", "staat die hier")
	kim.shot("alike-none")
	kim.fill("[name=name]", "Bakkerij Peters")
	kim.sees("#alike", "30000")
	kim.fill("[name=vat]", "1099621890")
	kim.sees("#alike", "Zelfde btw-nummer, bijna dezelfde naam")
	kim.fill("[name=phone]", "+32 14 00 62 18")
	kim.sees("#alike", "Zelfde telefoonnummer")
	kim.shot("alike")
	kim.until("the form is not covered", "[0, 300, 9999].every(y => { scrollTo(0, y); const a = document.querySelector('#alike').getBoundingClientRect(); return [...document.querySelectorAll('#fiche-new-form .input')].filter(e => e.checkVisibility()).every(e => { const r = e.getBoundingClientRect(); return r.right <= a.left || r.bottom <= a.top || r.top >= a.bottom }) })")
	kim.click("#alike li:nth-child(2) .segments label:nth-child(2)")
	kim.fill("[name=email]", "info@bakkerijpeters.example") // who types on keeps the answer
	kim.until("the answer stays", "document.querySelector('#alike li:nth-child(2) [value=branch]').checked")
	kim.dark()
	kim.shot("alike-dark")
	kim.saves()
	kim.sees("#flash", "Bewaard. De fiche lijkt op een andere die al bestaat:")
	kim.sees("#flash", "Bakkerij")
	kim.press("Geen dubbel")
	kim.sees("#flash", "zijn geen dubbel.")
	kim.noFaults()
}

func TestAltOOpensTheFirstLikelyDoubleAndWhatWasTypedStays(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Hout Claes nv")
	})
	kim.open("/customers/new")
	kim.fill("[name=name]", "Claes Hout")
	kim.sees("#alike", "Hout Claes nv")
	js[bool](kim, "(window.opened = [], document.addEventListener('click', e => { const a = e.target.closest('a[target=_blank]'); if (a) { opened.push(a.pathname); e.preventDefault() } }), true)")
	kim.key("o", chromedp.ModifierAlt)
	kim.until("the fiche is opened", "opened.length === 1 && opened[0].startsWith('/prospects/f')")
	if typed := js[string](kim, "document.querySelector('[name=name]').value"); typed != "Claes Hout" {
		t.Errorf("in the form stands %q", typed)
	}
	kim.noFaults()
}

func TestOnAPhoneTheLikelyDoublesStandBelowTheForm(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Hout Claes nv", "phone", "050 00 41 27", "address.1.postcode", "8020", "address.1.town", "Oostkamp")
	})
	kim.phone()
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Hout Claes bv")
	kim.sees("#alike", "Hout Claes nv")
	kim.until("it stands below", "document.querySelector('#alike').getBoundingClientRect().top >= document.querySelector('#fiche-new-form .cols').getBoundingClientRect().bottom - 1")
	kim.until("nothing is wider than the phone", "document.documentElement.scrollWidth <= 390")
	kim.shot("alike-phone")
	kim.noFaults()
}
