//go:build e2e

package main

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"fichebak/store/storetest"
)

// personal are the fields the source calls those of a customer, with what is typed and shown.
var personal = [][3]string{
	{"name", "Claes Houtbouw", "Claes Houtbouw"},
	{"salutation", "Mevrouw", "Mevrouw Els Claes"},
	{"full-name", "Els Claes", "Mevrouw Els Claes"},
	{"phone", "050 00 41 27", "050 00 41 27"},
	{"mobile", "0470 00 41 27", "0470 00 41 27"},
	{"fax", "050 00 41 28", "050 00 41 28"},
	{"email", "info@claes.example", "info@claes.example"},
	{"website", "www.claes.example", "www.claes.example"},
	{"language", "fr", "Frans"},
	{"iban", "BE62510007547061", "BE62 5100 0754 7061"},
	{"bic", "vapebe22", "VAPEBE22"},
	{"remarks", "Poort is 3,20 m hoog.", "Poort is 3,20 m hoog."},
	{"vat", "1099001486", "BE 1099.001.486"},
	{"source", "Beurs Brussel", "Beurs Brussel"},
	{"groups", "Hout", "Hout"},
	{"address.1.street", "Kortrijksestraat", "Kortrijksestraat 214 bus 3"},
	{"address.1.number", "214", "Kortrijksestraat 214 bus 3"},
	{"address.1.box", "3", "Kortrijksestraat 214 bus 3"},
	{"address.1.line2", "Hal C", "Hal C"},
	{"address.1.postcode", "8020", "8020 Oostkamp"},
	{"address.1.town", "Oostkamp", "8020 Oostkamp"},
}

func TestAProspectHasTheFieldsOfACustomerAndSoHasASupplier(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	for plural, number := range map[string]string{"prospects": "30000", "customers": "10000", "suppliers": "20000"} {
		kim.open("/" + plural + "/new")
		for _, f := range personal {
			if sel := `[name="` + f[0] + `"]`; f[0] == "language" || plural != "prospects" { // one form, typed into once
				kim.set(sel, f[1])
			} else {
				kim.fill(sel, f[1])
			}
		}
		kim.saves()
		kim.path("/" + plural + "/f")
		kim.sees(".kicker", number)
		kim.sees(".kicker", "Actief")
		for _, f := range personal {
			kim.sees("#fiche", f[2])
		}
	}
	kim.shot("fields-card")
	kim.noFaults()
}

func TestAFicheThatIsNotActiveAnyMoreLeavesTheListAndIsCounted(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) {
		b.Prospect(t, "name", "Claes Houtbouw")
		b.Prospect(t, "name", "Garage Willems")
	})
	kim.open("/prospects")
	kim.press("Claes Houtbouw")
	kim.press("Bewerken")
	kim.click("[name=active]")
	kim.saves()
	kim.sees(".kicker", "Niet actief")
	kim.open("/prospects")
	kim.seesNot("#fiches", "Claes Houtbouw")
	kim.press("+1 niet actief")
	kim.sees("#fiches", "Claes Houtbouw")
	kim.noFaults()
}

func TestAGroupIsChosenOrMadeOnTheSpot(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) { b.Prospect(t, "name", "Garage Willems", "groups", "Hout") })
	kim.open("/prospects/new")
	offers := func() string {
		return js[string](kim, "[...document.querySelector('[name=groups]').list.options].map(o => o.value).join('|')")
	}
	if got := offers(); got != "Hout|Klanten|Leveranciers" {
		t.Errorf("a new form offers the groups %s", got)
	}
	kim.fill("[name=name]", "Claes Houtbouw")
	kim.fill("[name=groups]", "Hout, ")
	kim.until("the others offered behind the first", "[...document.querySelector('[name=groups]').list.options].map(o => o.value).join('|') === 'Hout, Klanten|Hout, Leveranciers'")
	kim.fill("[name=groups]", "hout, beurs Brussel")
	kim.saves()
	kim.sees(".facts", "Hout, beurs Brussel")
	kim.shot("group-made")
	kim.click(".facts a[href*='group=']:last-of-type")
	kim.path("/prospects?group=")
	kim.sees("#fiches", "Claes Houtbouw")
	kim.seesNot("#fiches", "Garage Willems")
	kim.click(".funnel .more > summary")
	kim.sees(".funnel .menu", "Hout 2")
	kim.sees(".funnel .menu", "beurs Brussel 1")
	kim.sees(".funnel .menu", "Klanten 0")
	kim.noFaults()
}

func TestAdresViaIsTypedFreelyAndOfferedToTheNext(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	kim.fill("[name=source]", "Beurs Brussel, stand 4-112")
	kim.saves()
	kim.sees(".facts", "Adres via Beurs Brussel, stand 4-112")
	kim.open("/prospects/new")
	kim.until("it is offered", "[...document.querySelector('[name=source]').list.options].some(o => o.value === 'Beurs Brussel, stand 4-112')")
	kim.open("/prospects")
	kim.sees("#fiches .via", "Beurs Brussel, stand 4-112")
}

func TestContactPersonsAreAddedAndLeftOut(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	for n, name := range []string{"Els Claes", "Jef Claes", "Nadia El Amrani"} {
		kim.press("nog een contactpersoon")
		field := func(f string) string { return `[name="contact.` + string(rune('1'+n)) + `.` + f + `"]` }
		kim.until("the cursor in the new line", "document.activeElement?.matches("+quote(field("name"))+")")
		kim.fill(field("name"), name)
		kim.fill(field("role"), "werfleider")
		kim.fill(field("phone"), "0470/00.41.28")
		kim.fill(field("email"), "jef@claes.example")
	}
	kim.shot("contacts-form")
	kim.click("[name=more][value='-contact.2']")
	kim.until("the second gone", `!document.querySelector('[name="contact.2.name"]')?.value`)
	kim.holds("[name=name]", "Claes Houtbouw")
	kim.saves()
	kim.sees(".people", "Els Claes")
	kim.sees(".people", "Nadia El Amrani werfleider 0470 00 41 28 jef@claes.example")
	kim.seesNot(".people", "Jef Claes")
	kim.noFaults()
}

func TestATelephoneNumberIsWrittenAsBelgiansDoAndCallsOnATap(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	for _, c := range [][2]string{{"+32(0)2 226 88 88", "02 226 88 88"}, {"089/32.39.50", "089 32 39 50"}, {"0470123456", "0470 12 34 56"}} {
		kim.fill("[name=phone]", c[0])
		kim.leave()
		kim.holds("[name=phone]", c[1])
	}
	kim.fill("[name=mobile]", "0470 12")
	kim.leave()
	kim.sees("#mobile-field .remark", "Er ontbreken cijfers")
	kim.saves()
	kim.until("a link that calls", `document.querySelector(".ways a[href='tel:+32470123456']")?.textContent.includes("0470 12 34 56")`)
	kim.noFaults()
}

func TestAnIBANIsWrittenInFoursAndAWrongOneGetsARemark(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.slowAnswers("0")
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	kim.fill("[name=iban]", "be62510007547061")
	kim.leave()
	kim.holds("[name=iban]", "BE62 5100 0754 7061")
	kim.fill("[name=iban]", "BE62510007547062")
	kim.leave()
	kim.sees("#iban-field .remark", "de controlecijfers passen niet")
	kim.fill("[name=bic]", "vapebe2")
	kim.leave()
	kim.sees("#bic-field .remark", "BIC")
	kim.saves()
	kim.sees(".facts .remark", "Dit rekeningnummer klopt niet")
	kim.noFaults()
}

// warned counts the browser's questions whether a page may be left, and says no.
func (p *person) warned() *atomic.Int32 {
	p.t.Helper()
	n := &atomic.Int32{}
	err := chromedp.Listen(p.ctx, func(ev any) {
		if d, ok := ev.(*page.EventJavascriptDialogOpening); ok && d.Type == page.DialogTypeBeforeunload {
			n.Add(1)
			go chromedp.Call(p.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: false})
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

func TestLeavingAFormWithChangesWarns(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	questions := kim.warned()
	kim.open("/prospects/new")
	kim.press("Annuleren")
	kim.path("/prospects")
	if n := questions.Load(); n != 0 {
		t.Errorf("an untouched form asks %d times", n)
	}
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	js[bool](kim, "(setTimeout(() => document.querySelector('.save a.button').click(), 20), true)")
	for range 100 {
		if questions.Load() > 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	kim.holds("[name=name]", "Claes Houtbouw")
	if n := questions.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
	kim.saves() // and does not ask
	if n := questions.Load(); n != 1 {
		t.Errorf("saving asks too: %d", n)
	}
}

func TestASecondClickOnSaveMakesNothingDouble(t *testing.T) {
	t.Parallel()
	kim := atWork(t, nothing)
	kim.open("/prospects/new")
	kim.fill("[name=name]", "Claes Houtbouw")
	js[bool](kim, "(sessionStorage.setItem('sent', new URLSearchParams(new FormData(document.querySelector('.form[data-guard]')))), true)")
	kim.do(chromedp.DoubleClick(chromedp.CSS(".save button.is-main"), chromedp.NodeVisible))
	kim.sees("#flash", "Bewaard")
	first := kim.path("/prospects/f")
	again := js[string](kim, "fetch('/prospects', {method: 'POST', body: new URLSearchParams(sessionStorage.getItem('sent'))}).then(r => new URL(r.url).pathname)")
	if again != first {
		t.Errorf("sent once more, the form answers %s and not %s", again, first)
	}
	kim.open("/prospects")
	kim.sees("#fiches-count", "1 prospect")
	kim.noFaults()
}
