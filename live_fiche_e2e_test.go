//go:build e2e

package main

import (
	"strings"
	"testing"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestDoneInTheTrayShowsOnTheFicheOneLooksAt(t *testing.T) {
	var f fiche.Fiche
	s := filled(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050004127")
		b.Moment(t, f, fiche.CallBack, "2026-10-21", "10:45", "prijs")
	})
	kim := newPerson(t, s, "Kim Peeters")
	kim.watchFaults()
	kim.signIn()
	kim.open("/prospects/" + f.ID)
	kim.connected()
	kim.sees(".moment.is-next .state", "over 3 min")
	kim.sees("#tray > .arrival", "Claes Houtbouw")
	kim.click("#tray > .arrival form[action$=done] button")
	kim.within(2*time.Second, "done on the fiche", "!document.querySelector('.moment.is-next') && document.querySelector('.moment.is-done .state').textContent.includes('gebeurd')")
	kim.sees("#history", "terug bellen gedaan")
	kim.sees(".past", "Terug bellen")
	kim.seesNot("#news", "gedaan") // one's own doing is not told
	kim.noFaults()
}

func TestAFicheFollowsAColleagueAndSaysWhoChangedWhat(t *testing.T) {
	var f fiche.Fiche
	s := filled(t, withAline(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050004127", "address.1.street", "Kerkstraat", "address.1.town", "Oostkamp", "address.2.town", "Brugge")
		b.Moment(t, f, fiche.CallBack, "2026-10-29", "11:00", "prijs")
	}))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
		p.open("/prospects/" + f.ID)
		p.connected()
	}
	kim.click("input[name=address-tab][value='2']")
	kim.click(".moment .later > summary")
	js[bool](kim, "(document.querySelector('.moment .later input[name=at]').value = '2026-10-30T09:00', document.querySelector('.moment .later input[name=at]').focus(), scrollTo(0, 40), true)")
	const opened = "[document.querySelector('.moment .later').open, document.activeElement.name, document.activeElement.value, document.querySelector('[name=address-tab][value=\"2\"]').checked, scrollY].join()"
	before := js[string](kim, opened)
	aline.open("/prospects/" + f.ID + "/edit")
	aline.set("[name=phone]", "050 00 41 28")
	aline.press("Enregistrer")
	kim.within(time.Second, "the new number", "document.querySelector('.address.is-address-1').textContent.includes('050 00 41 28')")
	kim.sees("#news", "Aline wijzigde Telefoon om 10:42")
	kim.sees("#history", "Aline Dubois")
	if after := js[string](kim, opened); after != before || !strings.HasPrefix(after, "true,at,2026-10-30T09:00,true") {
		t.Errorf("what Kim had open was %s, and is %s", before, after)
	}
	kim.shot("news-fiche")
	kim.open("/prospects/" + f.ID)
	kim.connected()
	aline.path("/prospects/f")
	aline.connected()
	kim.click(".moment.is-next .acts > form button")
	aline.within(time.Second, "done, in French", "document.querySelector('.moment.is-done .state')")
	aline.sees("#news", "Kim à 10:42, fait : rappeler")
	aline.phone()
	aline.shot("news-fiche-390")

	kim.click("#bar button[value=conversion]")
	kim.path("/customers/f")
	aline.within(2*time.Second, "a customer", "location.pathname.startsWith('/customers/') && document.querySelector('.kicker').textContent.includes('Client')")
	kim.noFaults()
	aline.noFaults()
}

func TestAFormIsNotTouchedAndSaysWhoChangedWhat(t *testing.T) {
	var f fiche.Fiche
	var m fiche.Moment
	s := filled(t, withAline(t, func(b *storetest.Box) {
		f = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050004127")
		m = b.Moment(t, f, fiche.CallBack, "2026-10-29", "11:00", "prijs")
	}))
	kim, aline := newPerson(t, s, "Kim Peeters"), newPerson(t, s, "Aline Dubois")
	for _, p := range []*person{kim, aline} {
		p.watchFaults()
		p.signIn()
		p.open("/prospects/" + f.ID + "/edit")
		p.connected()
	}
	moment := kim.tab()
	moment.open("/prospects/" + f.ID + "/moments/" + m.ID)
	moment.connected()
	aline.phone()
	aline.fill("[name=phone]", "050 00 41 2")
	typed := "[document.querySelector('[name=phone]').value, document.activeElement.name, document.activeElement.selectionStart].join()"
	before := js[string](aline, typed)
	kim.set("[name=phone]", "050 00 41 29")
	kim.set("[name=mobile]", "0470 00 38 61")
	kim.press("Bewaren")
	aline.within(time.Second, "word of it", "document.getElementById('news').textContent.includes('Kim a modifié')")
	aline.sees("#news", "vous verrez les deux")
	if after := js[string](aline, typed); after != before {
		t.Errorf("what was typed was %s, and is %s", before, after)
	}
	aline.shot("news-form-390")
	moment.sees("#news", "Kim wijzigde Telefoon, Gsm om 10:42")
	moment.shot("news-moment")
	aline.fill("[name=phone]", "050 00 41 27 30")
	aline.press("Enregistrer")
	aline.until("both versions", "document.querySelector('form [name=\"theirs.phone\"]')")
	kim.noFaults()
	aline.noFaults()
}

func TestWhatWasMissedWhileTheLineWasAwayIsLookedAtWhenItIsBack(t *testing.T) {
	var f fiche.Fiche
	s := filled(t, withBart(t, func(b *storetest.Box) { f = b.Prospect(t, "name", "Claes Houtbouw", "phone", "050004127") }))
	kim, bart := newPersonAtWindows(t, s, "Kim Peeters"), newPerson(t, s, "Bart Declerck")
	kim.signIn()
	bart.signIn()
	hidden := kim.hiddenTab()
	hidden.open("/prospects/" + f.ID)
	kim.open("/prospects/" + f.ID)
	kim.connected()
	hidden.connected()
	bart.open("/prospects/" + f.ID + "/edit")
	bart.set("[name=phone]", "050 00 41 28")
	bart.press("Bewaren")
	kim.within(time.Second, "the new number", "document.getElementById('fiche').textContent.includes('050 00 41 28')")
	if js[bool](hidden, "document.getElementById('fiche').textContent.includes('050 00 41 28')") {
		t.Error("a hidden page asks for what nobody sees")
	}
	s.kill()
	kim.until("that the line is away", "document.documentElement.dataset.live === 'lost'")
	s.restart()
	bart.open("/prospects/" + f.ID + "/edit")
	bart.set("[name=phone]", "050 00 41 29")
	bart.press("Bewaren")
	kim.until("what was written meanwhile", "document.getElementById('fiche').textContent.includes('050 00 41 29')")
}
