//go:build e2e

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// tourUsers are the people of the tour's box, and of the empty one.
func tourUsers(t *testing.T, b *storetest.Box) {
	t.Helper()
	for _, u := range []store.User{ // filled has made Kim Peeters
		{Name: "Koen Peeters", Role: store.Admin, Language: "nl"}, {Name: "Louise Lambert", Role: store.Admin, Language: "fr"}, {Name: "Luc Lambert", Role: store.Admin, Language: "fr"},
		{Name: "Bram Lezer", Role: store.Reader, Language: "nl"}, {Name: "Brigitte Lectrice", Role: store.Reader, Language: "fr"},
		{Name: "Emma Wright", Role: store.Admin, Language: "en"}, {Name: "Jack Wright", Role: store.Admin, Language: "en"}, {Name: "Rose Reader", Role: store.Reader, Language: "en"},
		{Name: "Heike Braun", Role: store.Admin, Language: "de"}, {Name: "Jonas Braun", Role: store.Admin, Language: "de"}, {Name: "Lena Leser", Role: store.Reader, Language: "de"},
	} {
		u.Password = password.Hash(passwordOf(u.Name))
		if _, err := b.AddUser(t.Context(), storetest.Kim, u); err != nil {
			t.Fatal(err)
		}
	}
}

// tourBox fills a box for the tour, and answers what the words in its paths stand for.
func tourBox(t *testing.T, b *storetest.Box) map[string]string {
	t.Helper()
	if err := b.AddExamples(t.Context(), storetest.Kim, "nl"); err != nil {
		t.Fatal(err)
	}
	var own []fiche.Extra
	for _, x := range []fiche.Extra{{Name: "Houtsoort", Type: fiche.ExtraText}, {Name: "Gevel (m²)", Type: fiche.ExtraNumber}, {Name: "Showroom bezocht", Type: fiche.ExtraYesNo}, {Name: "Gewenste plaatsing", Type: fiche.ExtraDate}} {
		x.Kinds = fiche.Kinds[:2]
		made, err := b.AddExtra(t.Context(), storetest.Kim, "", x)
		if err != nil {
			t.Fatal(err)
		}
		own = append(own, made)
	}
	claes := b.Prospect(t, own[0].Field(), "Thermowood, ayous", own[1].Field(), "420,5", own[2].Field(), "no", own[3].Field(), "2026-11-17", "name", "Claes Houtbouw Brugge", "vat", "BE 1099.999.991", "groups", "Hout, PVC", "source", "Beurs Brussel", "phone", "050000000", "mobile", "0470000000",
		"email", "info@claes.example", "website", "claes.example", "remarks", "Belt liefst na vijven.", "iban", "BE00 0000 0000 0000",
		"contact.1.name", "An Claes", "contact.1.role", "zaakvoerder", "contact.1.phone", "050000001", "contact.1.email", "an@claes.example",
		"address.1.street", "Vaart", "address.1.number", "12", "address.1.postcode", "8000", "address.1.town", "Brugge",
		"address.2.label", "Werf", "address.2.street", "Kaai", "address.2.number", "3", "address.2.postcode", "9000", "address.2.town", "Gent")
	b.Moment(t, claes, fiche.FirstContact, "2026-10-01", "", "op de beurs")
	b.Moment(t, claes, fiche.Appointment, "2026-10-20", "09:00", "stalen tonen") // late
	visit := b.Moment(t, claes, fiche.Appointment, "2026-10-22", "10:30", "opmeting")
	b.Moment(t, claes, fiche.CallBack, "2026-10-21", "10:40", "offerte gekregen?") // due
	pol := b.Make(t, fiche.Customer, "name", "Dakwerken Pol Gent")
	call := b.Moment(t, pol, fiche.CallBack, "2026-10-23", "", "tevreden?")
	saw := b.Make(t, fiche.Supplier, "name", "Zagerij Noord Gent")
	bring := b.Moment(t, saw, fiche.Appointment, "2026-10-26", "11:00", "levering")
	b.Make(t, fiche.Supplier, "name", "Houtbouw Claes", "phone", "050 00 00 00", "source", "Website", "address.1.postcode", "8000", "address.1.town", "Brugge") // looks like the first
	b.FindDoubles(t)
	gone := b.Prospect(t, "name", "Weggedaan Werken")
	if _, err := b.Remove(t.Context(), storetest.Kim, gone.ID); err != nil {
		t.Fatal(err)
	}
	job, err := b.BeginBulk(t.Context(), storetest.Kim, store.Bulk{Do: store.BulkGroup, Group: "Hout", All: &store.Query{Kind: fiche.Prospect}, Back: "/prospects"})
	if err == nil {
		err = b.WorkOff(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{
		"job":      job.ID,
		"prospect": claes.ID, "appointment": visit.ID, "customer": pol.ID, "call": call.ID, "supplier": saw.ID, "visit": bring.ID, "removed": gone.ID, "field": own[0].ID,
	}
	tourCRM(t, b, words, claes, pol, saw)
	reader, err := b.UserNamed(t.Context(), "Bram Lezer")
	if err != nil {
		t.Fatal(err)
	}
	words["user"] = reader.ID
	for word, k := range map[string]fiche.Kind{"view": fiche.Prospect, "customer-view": fiche.Customer, "supplier-view": fiche.Supplier, "crm-view": store.CRMList} {
		v, err := b.AddSaved(t.Context(), reader.Actor(), "", store.Saved{Kind: k, Name: "Beurs, nog te bellen", All: true, Text: "beurs", View: store.ViewNoNext, Sort: "next"})
		if err != nil {
			t.Fatal(err)
		}
		words[word] = v.ID
	}
	groups, err := b.Groups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		switch g.Name {
		case "Hout":
			words["group"] = g.ID
		case "PVC":
			words["other-group"] = g.ID
		}
	}
	for _, l := range append(looks, zooms...) { // each look writes on fiches of its own
		turns := b.Prospect(t, "name", "Ter Omzetting "+l.name, "vat", "1099001486")
		b.Moment(t, turns, fiche.Appointment, "2026-10-27", "14:00", "contract tekenen")
		words["turns-"+l.name] = turns.ID
	}
	words["import"], words["imported"] = tourImports(t, b)
	return words
}

// tourImports takes in a file, and brings another in.
func tourImports(t *testing.T, b *storetest.Box) (open, done string) {
	t.Helper()
	take := func(name, text string) string {
		i, err := b.NewImport(t.Context(), storetest.Kim, "", name, fiche.Supplier, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return i.ID
	}
	done = take("leveranciers.csv", "Naam;Gemeente\nGroothandel Ingevoerd;Aalst\n;Naamloos\n")
	if _, err := b.BeginImport(t.Context(), storetest.Kim, done); err != nil {
		t.Fatal(err)
	}
	if err := b.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	return take("nog een lijst.csv", "Nr;Firma;Adres;Postcode;Gemeente;Tel;E-mail;Btw;Opmerking;Sinds\n20900;Zagerij Zuid;Vaart 12 bus 3;8000;Brugge;50000000;info@zuid.example;BE 1099.999.991;belt liefst na vijven;2019\n;Zagerij Noord Gent;;9000;Gent;;;;;\n20900;Dubbel nummer;;;;;;;;\n"), done
}

// tourCRM switches the CRM module on, and gives three fiches a log and CRM fiches.
func tourCRM(t *testing.T, b *storetest.Box, words map[string]string, claes, pol, saw fiche.Fiche) {
	t.Helper()
	if err := b.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.CRMOn = true }); err != nil {
		t.Fatal(err)
	}
	c := b.CRM(t, claes, "subject", "Gevel magazijn Brugge", "stage", "quote", "value", "18.450", "chance", "60", "expected", "2026-11-30", "contact", "An Claes", "phone", "050000001")
	b.CRM(t, claes, "subject", "Ramen kantoor", "value", "6.200", "outcome", "won")
	b.CRM(t, pol, "subject", "Dakramen", "stage", "talk", "value", "9.400,50", "chance", "55")
	b.CRM(t, saw, "subject", "Jaarcontract planken", "outcome", "lost", "reason", "te duur")
	log := func(f fiche.Fiche, crm fiche.ID, l fiche.ActivityLine) fiche.ID {
		t.Helper()
		a, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{CRM: crm, Line: l})
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	log(claes, c.ID, fiche.ActivityLine{Kind: "visit", Day: "2026-10-08", Text: "Stalen getoond. Voorkeur voor ayous."})
	words["activity"] = log(claes, c.ID, fiche.ActivityLine{Kind: "quote", Day: "2026-10-20", Hour: "14:00", Text: "Offerte verstuurd.", Step: fiche.Line{Kind: "step", Day: "2026-10-28", Hour: "09:00", Text: "staal opsturen"}})
	words["customer-activity"] = log(pol, "", fiche.ActivityLine{Kind: "call", Day: "2026-10-19", Missed: true})
	words["supplier-activity"] = log(saw, "", fiche.ActivityLine{Kind: "mail", Day: "2026-10-19", Text: "Prijslijst gevraagd."})
	words["crm"] = c.ID
}

// tourActs make pages that come of an act, by the name of their stop.
var tourActs = map[string]func(p *tourist){
	"first-run-wrong": func(p *tourist) { p.sendWrong("#first-run") },
	"sign-in-wrong": func(p *tourist) {
		p.fill(`[name="session.name"]`, "Kim Peeters")
		p.fill(`[name="session.password"]`, "verkeerd")
		p.sendWrong("#sign-in")
	},
	"tray": func(p *tourist) { p.click("#tray-panel > summary") },
	"command-box": func(p *tourist) {
		p.key("k", chromedp.ModifierCtrl)
		p.until("the command box", "document.querySelector('#command')?.open")
	},
	"account-menu":     func(p *tourist) { p.click(".account > summary") },
	"prospects-menu":   func(p *tourist) { p.click(".bar details > summary") },
	"prospects-groups": func(p *tourist) { p.click(".funnel details > summary") },
	"imports-wrong":    func(p *tourist) { p.sendWrong("#import-form") },
	"stages-wrong":     func(p *tourist) { p.sendWrong("#stage-form") },
	"groups-wrong":     func(p *tourist) { p.sendWrong("#group-form") },
	"prospects-chosen": func(p *tourist) {
		js[bool](p.person, "(document.querySelectorAll('#fiches tbody .tick')[1].click(), true)")
		p.until("a row chosen", "document.querySelector('#fiches tbody .tick:checked')")
	},
	"prospect-new-wrong": func(p *tourist) {
		p.set(`[name="moment.new-2.hour"]`, "10:00")
		p.set(`[name="address.1.email"]`, "geen adres")
		p.sendWrong("form[data-guard]")
		p.until("the problems", "document.querySelector('.summary')")
	},
	"prospect-log-sheet": func(p *tourist) {
		js[bool](p.person, "(document.querySelector('#fiches .log-line').click(), true)") // a click in a row opens it where the screen is narrow
		p.until("the sheet", "document.querySelector('dialog[open] #quick-form')")
	},
	"prospect-crm-wrong": func(p *tourist) {
		p.set("[name=value]", "veel")
		p.sendWrong("#crm-form")
		p.until("the problems", "document.querySelector('.summary')")
	},
	"prospect-new-remarks": func(p *tourist) {
		p.set("[name=vat]", "BE 1099.999.991")
		p.until("the remark", "document.querySelector('#vat-remark')")
	},
	"customer-made": func(p *tourist) {
		p.click("#bar [value=conversion]")
		p.path("/customers/")
	},
	"prospect-bulk-wrong": func(p *tourist) { p.sendWrong("#bulk") },
	"prospect-conflict": func(p *tourist) {
		js[bool](p.person, `(async () => {
			const theirs = new DOMParser().parseFromString(await (await fetch(location)).text(), 'text/html').querySelector('form[data-guard]');
			const body = new URLSearchParams(new FormData(theirs));
			body.set('remarks', 'Van een ander, ' + Date.now());
			await fetch(theirs.getAttribute('action'), { method: 'POST', body });
			return true;
		})()`)
		p.set("[name=remarks]", "Van mij")
		p.sendWrong("form[data-guard]")
		p.until("both versions", "document.querySelector('.versions')")
	},
}

// sendWrong sends a form that the browser itself would hold back.
func (p *tourist) sendWrong(form string) {
	p.t.Helper()
	js[bool](p.person, fmt.Sprintf("(() => { const f = document.querySelector(%s); f.noValidate = true; window.before = true; f.requestSubmit(f.querySelector('button.is-main')); return true })()", quote(form)))
	p.until("the answer", "!window.before && document.readyState === 'complete'")
}
