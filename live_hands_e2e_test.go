//go:build e2e

package main

import (
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// clean has axe judge the page as it is, in both themes.
func (p *person) clean(what string) {
	p.t.Helper()
	source, err := os.ReadFile("static/testdata/axe.min.js")
	if err != nil {
		p.t.Fatal(err)
	}
	own, err := os.ReadFile("static/testdata/page.js")
	if err != nil {
		p.t.Fatal(err)
	}
	js[bool](p, string(own)+"; markAlike()")
	on := &tourist{person: p}
	for _, f := range on.axe(string(source), "") {
		p.t.Errorf("%s: %s", what, f)
	}
	p.dark()
	var faults []string
	for range 4 { // until a busy machine has turned all colours
		time.Sleep(300 * time.Millisecond)
		if faults = on.axe("", "color-contrast"); len(faults) == 0 {
			break
		}
	}
	for _, f := range faults {
		p.t.Errorf("%s, in the dark: %s", what, f)
	}
}

func TestWhoWorksByKeysKeepsTheFocusWhileTheListFollows(t *testing.T) {
	s := filled(t, aList(t))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
		p.open("/prospects?view=late&sort=name")
		p.connected()
	}
	for range 3 {
		kim.key(kb.ArrowDown)
	}
	kim.at("Deinze")
	aline.do(chromedp.Func(hover(rowOf("Deinze"))))
	aline.click(rowOf("Deinze") + " .row-do > form button")
	kim.within(time.Second, "gone, and said", among("Deinze", ".matches('.is-gone')"))
	aline.do(chromedp.Func(hover(rowOf("Brugge"))))
	aline.click(rowOf("Brugge") + " .row-do > form button")
	kim.within(time.Second, "another one gone", among("Brugge", ".matches('.is-gone')"))
	time.Sleep(1700 * time.Millisecond)
	kim.at("Deinze") // in hand: it stays, and so does what is above it
	kim.sees("#picked", "1 gekozen: 30002 Deinze")
	aline.open("/prospects/new")
	aline.fill("[name=name]", "Eeklo")
	aline.set("[name='moment.new-2.day']", "2026-10-19")
	aline.press("Enregistrer")
	aline.sees("h1", "Eeklo")
	kim.within(time.Second, "one that is new", "document.getElementById('fiches-fresh').textContent === '1 nieuwe, tonen'")
	kim.clean("a list with what is new and what is gone")
	kim.key(kb.ArrowDown)
	kim.at("Gent")
	kim.key(kb.ArrowUp + kb.ArrowUp)
	kim.at("Brugge")
	js[bool](kim, "(document.querySelector('#fiches-fresh a').focus(), true)")
	kim.key("\r")
	kim.focused(rowOf("Eeklo") + " .name a")
	kim.until("opened anew", "!document.querySelector('.is-gone') && !"+among("Brugge", ""))
	kim.noFaults()
	aline.noFaults()
}

func TestWhatOthersDidIsToldToEveryReader(t *testing.T) {
	var f fiche.Fiche
	s := filled(t, withBart(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050004127")
		b.Moment(t, f, fiche.CallBack, "2026-10-29", "11:00", "prijs")
	}))
	kim, bart := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Bart Declerck")
	kim.signIn()
	bart.signIn()
	form := kim.tab()
	form.open("/prospects/" + f.ID + "/edit")
	form.connected()
	kim.open("/prospects/" + f.ID)
	kim.connected()
	bart.open("/prospects/" + f.ID + "/edit")
	bart.set("[name=phone]", "050 00 41 28")
	bart.press("Bewaren")
	kim.sees("#news", "Bart wijzigde Telefoon om 10:42")
	form.until("word on the form", "document.getElementById('news').textContent.includes('Bij bewaren ziet u beide')")
	kim.clean("a fiche with word of what others did")
	form.clean("a form with word of what others did")
	bart.press("Verwijderen")
	bart.press("Toch verwijderen")
	kim.within(2*time.Second, "in the bin", "document.querySelector('#fiche .remark')?.textContent.includes('prullenmand')")
	kim.sees("#news", "Bart, 10:42: naar de prullenmand")
	form.sees("#news", "Bart, 10:42: naar de prullenmand")
}
