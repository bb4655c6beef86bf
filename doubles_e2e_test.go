//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store"
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

// doublesBox has two pairs to look at, the first as good as sure.
func doublesBox(t *testing.T, b *storetest.Box) (keep, gone fiche.Fiche) {
	keep = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050 00 41 27", "source", "Beurs Brussel", "groups", "Hout", "vat", "1099001486", "remarks", "Poort is 3,20 m hoog.", "address.1.street", "Kortrijksestraat", "address.1.number", "214", "address.1.postcode", "8020", "address.1.town", "Oostkamp", "contact.1.name", "Els Claes")
	gone = b.Prospect(t, "name", "Houtbouw Claes bv", "phone", "+32 50 00 41 27", "source", "Website", "groups", "PVC", "remarks", "Belt liefst na 17 u.", "address.1.street", "Kortrijkse str.", "address.1.number", "214", "address.1.postcode", "8020", "address.1.town", "Oostkamp", "contact.1.name", "Jef Claes")
	b.Moment(t, gone, fiche.CallBack, "2026-11-06", "10:00", "monsters")
	b.Prospect(t, "name", "Allaert Marijke", "person", "yes", "address.1.postcode", "8210", "address.1.town", "Zedelgem")
	b.Make(t, fiche.Customer, "name", "Marijke Allaert", "person", "yes", "address.1.postcode", "8200", "address.1.town", "Brugge")
	return keep, gone
}

func TestDoublesAreJudgedByTheKeyboardAndTheAnswersAreRemembered(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) { doublesBox(t, b) })
	kim.open("/prospects")
	kim.press("Menu")
	kim.press("Dubbels")
	kim.path("/doubles")
	kim.sees(".empty", "Nog niet nagegaan")
	kim.press("Nu nagaan")
	kim.sees(".head", "2 paren te bekijken in 4 fiches")
	kim.path("/doubles")
	kim.shot("doubles")
	kim.sees(".pairs > [aria-current]", "Zelfde telefoonnummer, zelfde woorden in een andere volgorde, zelfde gemeente")
	kim.key(kb.ArrowDown)
	kim.sees(".pairs > [aria-current]", "Allaert Marijke")
	kim.key("g")
	kim.sees("#flash", "zijn geen dubbel.")
	kim.sees(".head", "1 paar te bekijken")
	kim.press("Nu nagaan")
	kim.path("/doubles")
	kim.until("it is looked at again, without a reload", "!document.querySelector('#doubles .is-job')")
	kim.sees(".head", "1 paar te bekijken")
	kim.path("/doubles")
	kim.key("a")
	kim.sees("#flash", "vestigingen van dezelfde firma")
	kim.sees(".empty", "Geen dubbels te bekijken")
	kim.press("Ongedaan maken")
	kim.sees(".head", "1 paar te bekijken")
	kim.path("/doubles")
	kim.key(kb.Enter)
	kim.sees("h1", "Twee fiches worden één")
	kim.noFaults()
}

func TestTwoFichesAreMergedFieldByFieldAndTheMergerIsUndone(t *testing.T) {
	t.Parallel()
	var keep, gone fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		keep, gone = doublesBox(t, b)
		b.FindDoubles(t)
	})
	kim.open("/doubles/" + keep.ID + "-" + gone.ID)
	kim.sees(".kicker", "1 van 2")
	kim.sees(".merge", "kies één")
	kim.sees(".save", "Kies nog bij wat rood staat.")
	kim.shot("merge")
	kim.dark()
	kim.shot("merge-dark")
	kim.click("[name='pick.source'][value=b]")
	kim.until("nothing is left to choose", "!document.querySelector('.still-open').checkVisibility()")
	kim.key("s", chromedp.ModifierCtrl)
	kim.path("/prospects/" + keep.ID)
	kim.sees("#flash", "Prospect 30001 Houtbouw Claes bv is opgegaan in 30000 Claes Houtbouw: 1 moment meegegaan. Wat u niet koos, staat in de geschiedenis.")
	kim.sees(".kicker", "ook 30001")
	for _, text := range []string{"Website", "Hout", "PVC", "Belt liefst na 17 u.", "Els Claes", "Jef Claes", "monsters"} {
		kim.sees("#fiche", text)
	}
	kim.shot("merged")
	kim.open("/prospects/" + gone.ID)
	kim.path("/prospects/" + keep.ID)
	kim.open("/doubles?view=merged")
	kim.sees(".is-mergers", "30001 Houtbouw Claes bv ging op in 30000 Claes Houtbouw")
	kim.shot("mergers")
	kim.press("Ongedaan maken")
	kim.sees("#flash", "zijn weer twee fiches.")
	kim.open("/prospects/" + gone.ID)
	kim.sees("#fiche", "monsters")
	kim.noFaults()
}

func TestWhoMergesSecondHearsThatItWasDone(t *testing.T) {
	t.Parallel()
	var keep, gone fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) { keep, gone = doublesBox(t, b) })
	kim.s.addUser("Bart Dierckx", store.Worker)
	bart := newPerson(t, kim.s, "Bart Dierckx")
	bart.signIn()
	for _, p := range []*person{kim, bart} {
		p.open("/doubles/" + keep.ID + "-" + gone.ID)
		p.click("[name='pick.source'][value=a]")
	}
	kim.press("Samenvoegen")
	kim.path("/prospects/" + keep.ID)
	bart.press("Samenvoegen")
	bart.path("/prospects/" + keep.ID)
	bart.sees("#flash", "Een van de twee was al opgegaan in 30000 Claes Houtbouw, door Kim Peeters.")
}

func TestDoublesAndMergingOnAPhoneAndWithoutScripts(t *testing.T) {
	t.Parallel()
	var keep, gone fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) {
		keep, gone = doublesBox(t, b)
		b.FindDoubles(t)
	})
	kim.scriptsOff()
	kim.phone()
	kim.open("/doubles")
	kim.sees(".pairs", "Allaert Marijke")
	kim.until("nothing is wider than the phone", "document.documentElement.scrollWidth <= 390")
	kim.shot("doubles-phone")
	kim.press("Naast elkaar")
	kim.path("/doubles/" + keep.ID + "-" + gone.ID)
	kim.until("nothing is wider than the phone", "document.documentElement.scrollWidth <= 390")
	kim.shot("merge-phone")
	kim.click("[name='pick.source'][value=a]")
	kim.press("Samenvoegen")
	kim.path("/prospects/" + keep.ID)
	kim.press("Ongedaan maken")
	kim.sees("#flash", "zijn weer twee fiches.")
}

// Merging begins at two ticked rows of a list, and at no other number of them.
func TestTwoTickedRowsOfAListBecomeOne(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		for _, name := range []string{"Bakkerij Peeters", "Bakkerij Peeters bv", "Zagerij Zuid"} {
			b.Prospect(t, "name", name)
		}
	})
	kim.open("/prospects?sort=name")
	off := func(want string) {
		t.Helper()
		kim.until("merging is off: "+want, "document.querySelector('#picked-bar [value=merge]').getAttribute('aria-disabled') === '"+want+"'")
	}
	kim.click("#fiches tbody tr:nth-child(1) .pick label")
	off("true")
	kim.click("#fiches tbody tr:nth-child(2) .pick label")
	off("false")
	kim.shot("merge-picked")
	kim.click("#fiches tbody tr:nth-child(3) .pick label")
	off("true")
	kim.click("#fiches tbody tr:nth-child(3) .pick label")
	kim.click("#picked-bar [value=merge]")
	kim.path("/doubles/f")
	kim.sees("h1", "Twee fiches worden één")
	kim.press("Samenvoegen")
	kim.path("/prospects/f")
	kim.sees("#flash", "is opgegaan in")
	kim.noFaults()
}
