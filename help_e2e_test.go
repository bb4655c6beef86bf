//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store"
)

// Somebody who speaks German presses ? twice, reads, leafs on, and goes back to the list
// as it was; the phone has the help in its menu, and paper only the text.
func TestHelpIsTwoPressesAwayInGerman(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	s.addUser("Heike Braun", store.Worker, "de")
	heike := newPerson(t, s, "Heike Braun")
	heike.watchFaults()
	heike.signIn()
	heike.open("/prospects?sort=name")
	heike.key("?")
	heike.until("the list of shortcuts", "document.querySelector('dialog#keys')?.open")
	heike.sees("dialog", "Hilfe zu dieser Seite")
	heike.key("?")
	heike.path("/help/lists")
	heike.on("Die Listen")
	heike.sees(".prose", "Dieser Interessent wird Kunde")
	heike.shot("37-hilfe-1440-de")
	heike.click(".steps a[href='#convert']")
	heike.until("the section", "location.hash === '#convert'")
	if n := heike.paper("37-hilfe"); n != 1 {
		t.Errorf("the help takes %d sheets", n)
	}
	heike.open("/prospects?sort=name")
	heike.click(".account > summary")
	heike.click(".account a[href='/help/lists']")
	heike.on("Die Listen")
	heike.click(".flip .back")
	heike.path("/prospects?sort=name")
	heike.click(".account > summary")
	heike.click(".account a[href='/help/lists']")
	heike.on("Die Listen")
	heike.key(kb.ArrowDown, chromedp.ModifierAlt)
	heike.on("Viele Karten auf einmal")
	heike.press("Français")
	heike.path("/help/bulk?lang=fr")
	heike.until("French text on a German page", "document.documentElement.lang === 'de-BE' && document.querySelector('.prose').lang === 'fr-BE'")
	heike.sees(".prose", "Pendant que cela tourne")
	heike.phone()
	heike.open("/help/lists")
	heike.until("no wider than the phone", "document.documentElement.scrollWidth <= innerWidth")
	heike.shot("37-hilfe-390-de")
	heike.dark()
	heike.shot("37-hilfe-390-dark-de")
	heike.noFaults()
}
