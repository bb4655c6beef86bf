//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// The answer about a field used to bring back what was typed before the capital.
func TestTheFirstLetterOfANameIsMadeACapitalAndOnceUndoneStaysSo(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	kim.fill("[name=name]", "claes ramen")
	kim.holds("[name=name]", "claes ramen") // not while one types
	kim.leave()
	kim.holds("[name=name]", "Claes ramen")
	kim.answered()
	kim.holds("[name=name]", "Claes ramen")
	kim.fill("[name=name]", "bpost")
	kim.leave()
	kim.holds("[name=name]", "Bpost")
	kim.answered()
	kim.fill("[name=name]", "bpost")
	kim.leave()
	kim.answered()
	kim.key(kb.Tab, chromedp.ModifierShift)
	kim.leave()
	kim.holds("[name=name]", "bpost")
	kim.saves()
	if name := kim.text("h1"); name != "bpost" {
		t.Errorf("what was undone is saved as %s", name)
	}
	kim.noFaults()
}

func TestSavingWithEnterLeavesANameAsTyped(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.fill("[name=name]", "vdk bank")
	kim.key(kb.Enter)
	kim.sees("#flash", "Bewaard")
	if name := kim.text("h1"); name != "vdk bank" {
		t.Errorf("saved as %s", name)
	}
}

func TestANameThatExistsIsSaidWithWhoseAndALinkAndIsKept(t *testing.T) {
	t.Parallel()
	var other fiche.Fiche
	kim := atWork(t, func(b *storetest.Box) { other = b.Make(t, fiche.Customer, "name", "Café Hoüt-Claes NV") })
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	kim.fill("[name=name]", "cafe HOUT claes bv")
	kim.leave()
	kim.sees("#name-field .remark", "Deze naam staat al op klant 10000 Café Hoüt-Claes NV.")
	kim.answered()
	kim.holds("[name=name]", "Cafe HOUT claes bv")
	kim.until("the cursor in the next field", "document.activeElement.name === 'groups'")
	kim.until("a link to the other", "document.querySelector('#name-field .remark a').getAttribute('href') === '/customers/"+other.ID+"'")
	kim.shot("name-taken")
	kim.saves()
	kim.sees("h1", "Cafe HOUT claes bv")
	kim.noFaults()
}

// Who comes back to a field before the answer about it used to lose what was typed since.
func TestAnAnswerThatComesLateTakesNothingAway(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("600")
	kim.open("/prospects/new")
	kim.fill("[name=vat]", "0403170701")
	kim.leave()
	kim.key(kb.Tab, chromedp.ModifierShift)
	kim.fill("[name=vat]", "040317070")
	kim.answered()
	kim.holds("[name=vat]", "040317070")
	kim.until("the cursor still there", "document.activeElement.name === 'vat'")
	kim.key("0")
	kim.leave()
	kim.sees("#vat-field .remark", "klopt niet")
	kim.holds("[name=vat]", "BE 0403.170.700")
	kim.noFaults()
}
