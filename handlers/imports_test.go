package handlers

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// upload sends a file as the form of Invoeren does, and answers the answer.
func (v *visitor) upload(name, text string, fields ...string) (*http.Response, string) {
	v.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			v.t.Fatal(err)
		}
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			v.t.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			v.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		v.t.Fatal(err)
	}
	return v.sendBody(http.MethodPost, "/imports", b.String(), "Content-Type", w.FormDataContentType())
}

// takenIn uploads a file that can be read, and answers the address of its page.
func (v *visitor) takenIn(text string) string {
	v.t.Helper()
	r, body := v.upload("klanten.csv", text, "kind", "customer")
	if r.StatusCode != http.StatusSeeOther {
		v.t.Fatalf("the file is answered %s: %s", r.Status, page(body).text())
	}
	return r.Header.Get("Location")
}

func TestAFileIsReadRehearsedBroughtInAndTakenBack(t *testing.T) {
	l := serveLive(t)
	old := l.Make(t, fiche.Customer, "name", "Hout Claes nv", "address.1.town", "Genk")
	kim := l.browser(t, "Kim", store.Admin)
	at := kim.takenIn("Klantnr;Naam;Gemeente;Tel;Onzin\r\n10500;Caf\xe9 Zo\xeb;Gent;92251234;x\r\n;Hout Claes nv;Genk;089 35 35 35;\r\n10500;Dubbel;;;\r\n")
	p := page(kim.get(at, 200))
	for _, want := range []string{"3 rijen", "Café Zoë", "Windows (West-Europees)"} {
		if !p.has(want) {
			t.Errorf("no %q: %s", want, p.text())
		}
	}
	plan := url.Values{"kind": {"customer"}, "column.A": {"number"}, "column.B": {"name"}, "column.C": {"address.1.town"}, "column.D": {"phone"}, "column.E": {""}}
	if to := kim.post(at, plan, 303); to != at+"/rehearsal" {
		t.Fatal(to)
	}
	kim.post(at+"/rule", url.Values{"match": {"name"}, "keep": {"on"}}, 303)
	p = page(kim.get(at+"/rehearsal", 200))
	for _, want := range []string{"2 fiches worden gemaakt of aangevuld", "1 rij blijft liggen", "Nummer 10500 staat ook in rij 2."} {
		if !p.has(want) {
			t.Errorf("no %q: %s", want, p.text())
		}
	}
	if p = page(kim.get(at+"/rehearsal?show=changed", 200)); !p.has("089 35 35 35") || !p.has("Hout Claes nv") {
		t.Error(p.text())
	}
	if n := l.Count(store.Query{Kind: fiche.Customer}); n != 1 {
		t.Errorf("the rehearsal left %d customers", n)
	}
	if faults := kim.get(at+"/faults.csv", 200); !strings.Contains(faults, "rij 4: Nummer: Nummer 10500 staat ook in rij 2.;10500;Dubbel") {
		t.Errorf("faults: %q", faults)
	}
	kim.post(at+"/commitment", nil, 303)
	if p = page(kim.get(at, 200)); !p.has("Bezig met invoeren") || !p.has("0 van 3") {
		t.Error(p.text())
	}
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p = page(kim.get(at, 200)); !p.has("Ingevoerd") || !p.has("Fout: rij 4 Dubbel") {
		t.Error(p.text())
	}
	if v := page(kim.get("/customers?q=zoe", 200)); !v.has("Café Zoë") || !v.has("09 225 12 34") {
		t.Error(v.text())
	}
	card, err := l.Card(t.Context(), old.ID)
	if err != nil {
		t.Fatal(err)
	}
	card.Values["phone"] = "011 22 33 44"
	if _, err := l.Save(t.Context(), store.Actor{ID: "ubart", Name: "Bart"}, old.ID, card.Fiche.Rev, store.Draft{Values: card.Values}); err != nil {
		t.Fatal(err)
	}
	kim.post(at+"/undo", nil, 303)
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p = page(kim.get(at, 200)); !p.has("Ongedaan gemaakt") || !p.has("Hout Claes nv: sindsdien bewerkt door Bart") {
		t.Error(p.text())
	}
	if n := l.Count(store.Query{Kind: fiche.Customer}); n != 1 {
		t.Errorf("after the undo there are %d customers", n)
	}
}

// What is wrong with a file, or with what is said of it, is said where it was chosen.
func TestBadFilesAndPlansAreAnsweredWithAWord(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	for name, c := range map[string]struct{ file, text, kind, want string }{
		"no file":       {"", "", "customer", "Kies een bestand."},
		"empty":         {"a.csv", "", "customer", "Dit bestand is leeg."},
		"a web page":    {"a.xls", "<html><table><tr><td>Naam</td></tr></table></html>", "customer", "Dit is een webpagina"},
		"titles alone":  {"a.csv", "Naam;Tel\r\n", "customer", "geen enkele rij onder de titels"},
		"old Excel":     {"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "customer", "Bewaar het in Excel als .xlsx"},
		"broken Excel":  {"a.xlsx", "PK\x03\x04", "customer", "beschadigd of met een wachtwoord gesloten"},
		"a PDF":         {"a.pdf", "%PDF-1.7", "customer", "Dit bestand is geen tabel."},
		"10 MB a cell":  {"a.csv", "Naam\n" + strings.Repeat("x", 10<<20), "customer", "In rij 2, kolom A staan meer dan 32.767 tekens."},
		"no such kind":  {"a.csv", "Naam\nA\n", "visitor", "Kies een van de mogelijkheden."},
		"a whole box":   {"a.jsonl", "{\"fichebak\":1,\"schema\":1}\n", "customer", "fichebak import"},
		"binary":        {"a.csv", "\x00\x01\x02\x03\x00\x00", "customer", "Dit bestand is geen tabel."},
		"cut-off vCard": {"a.vcf", "BEGIN:VCARD\nFN:A\n", "customer", "beschadigd of afgebroken"},
	} {
		r, body := kim.upload(c.file, c.text, "kind", c.kind)
		if p := page(body); r.StatusCode != 422 || !p.has(c.want) {
			t.Errorf("%s: %s %s", name, r.Status, p.text())
		}
	}
	if r, _ := kim.upload("a.csv", "Naam\n"+strings.Repeat("x\n", 17<<20), "kind", "customer"); r.StatusCode != 413 {
		t.Errorf("34 MB is answered %s", r.Status)
	}
	at := kim.takenIn("Naam;Tel\nA;1\n")
	_, body := kim.send(http.MethodPost, at, url.Values{"kind": {"supplier"}, "column.A": {""}, "column.B": {"phone"}})
	if p := page(body); !p.has("Zeg van minstens één kolom") {
		t.Error(p.text())
	}
	kim.post(at, url.Values{"kind": {"customer"}, "column.A": {"password"}}, 422)
	kim.post(at, url.Values{"kind": {"x"}, "column.A": {"name"}}, 422)
	kim.post(at+"/rule", url.Values{"match": {"shoe size"}}, 400)
	if r, body := kim.send(http.MethodPost, at+"/shape", url.Values{"comma": {"\""}, "encoding": {"utf-8"}, "titled": {"on"}}); r.StatusCode != 422 || !page(body).has("Dit teken kan geen kolommen scheiden.") {
		t.Error(r.Status, page(body).text())
	}
	kim.post(at+"/shape", url.Values{"comma": {","}, "encoding": {"windows-1252"}}, 303)
	if p := page(kim.get(at, 200)); !p.has("2 rijen") || !p.has("Naam;Tel") {
		t.Error(p.text())
	}
	for _, path := range []string{"/imports/x", "/imports/" + strings.Repeat("i", 17), "/imports/i0000000000000000/rehearsal", "/imports/i0000000000000000/faults.csv"} {
		kim.get(path, 404)
	}
	if to := kim.post(at+"/removal", nil, 303); to != "/imports/new" {
		t.Error(to)
	}
	kim.get(at, 404)
	l.browser(t, "Wim", store.Worker).get("/imports/new", 403)
}

// A row is named by its number as a spreadsheet shows it, a column without a title by
// its letter, and a name that is far too long does not make the page wider.
func TestRowsAndColumnsOfAFileAreNamedAsASpreadsheetNamesThem(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	long := strings.Repeat("Gevelwerken en ", 20)
	at := kim.takenIn("Klantnr;;Naam\r\n10500;x;Jan\r\n" + strings.Repeat(";;\r\n", 1100) + "10500;;Piet\r\n10501;;" + long + "\r\n")
	if p := page(kim.get(at, 200)); !p.has("Kolom B") || !p.has("Kolom B wordt") {
		t.Error(p.text())
	}
	kim.post(at, url.Values{"kind": {"customer"}, "column.A": {"number"}, "column.B": {""}, "column.C": {"name"}}, 303)
	kim.post(at+"/rule", url.Values{"match": {"name"}, "keep": {"on"}}, 303)
	p := page(kim.get(at+"/rehearsal", 200))
	if !p.has("rij 1103 · Piet") || !p.has("Nummer 10500 staat ook in rij 2.") || p.has(long) || !p.has(long[:maxShort]+"…") {
		t.Error(p.text())
	}
	if faults := kim.get(at+"/faults.csv", 200); !strings.Contains(faults, "rij 1103: Nummer") || !strings.Contains(faults, strings.TrimSpace(long)) {
		t.Errorf("faults: %q", faults)
	}
}

// A column without a title is named by its letter, also behind the last title, and can
// become something.
func TestAColumnWithoutATitleIsNamedByItsLetter(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	at := kim.takenIn("Naam;;Tel\nA;x;09 225 12 34;a@firma.example\n")
	p := page(kim.get(at, 200))
	for _, want := range []string{"Kolom B", "Kolom D", "a@firma.example"} {
		if !p.has(want) {
			t.Errorf("no %q: %s", want, p.text())
		}
	}
	kim.post(at, url.Values{"kind": {"customer"}, "column.A": {"name"}, "column.B": {""}, "column.C": {"phone"}, "column.D": {"email"}}, 303)
	kim.post(at+"/commitment", nil, 303)
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := page(kim.get("/customers?q=a@firma", 200)); !p.has("a@firma.example") {
		t.Error(p.text())
	}
}

// What of a moment goes out comes in: its end, for whom it is and its lead, in the language
// of who takes it; what a file says otherwise of one that is there is told.
func TestForWhomUntilAndLeadGoOutAndComeIn(t *testing.T) {
	l := serveLive(t)
	f := l.Make(t, fiche.Customer, "name", "Hout Claes nv")
	els := l.Colleague(t, "Els")
	for _, line := range []fiche.Line{
		{Kind: "appointment", Day: "2026-11-03", Hour: "10:00", Until: "11:30", Text: "opmeten", For: els, Lead: "90"},
		{Kind: "call-back", Day: "2026-11-04", Lead: "none"},
	} {
		if _, err := l.AddMoment(t.Context(), storetest.Kim, f.ID, line, ""); err != nil {
			t.Fatal(err)
		}
	}
	kim := l.browser(t, "Kim", store.Admin)
	out := kim.get("/exports/customers.csv", 200)
	for _, want := range []string{"Afspraak;Afspraak uur;Afspraak tot;Afspraak tekst;Afspraak voor;Afspraak minuten vooraf;Afspraak gedaan", "2026-11-03;10:00;11:30;opmeten;Els;90;nee", "Terug bellen minuten vooraf", "2026-11-04;;;nee;nee"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in %s", want, out)
		}
	}
	same := func(text, want string) {
		t.Helper()
		at := kim.takenIn(text)
		p := page(kim.get(at, 200))
		if !p.has("Afspraak tot") {
			t.Error(p.text())
		}
		i, err := l.ImportOf(t.Context(), at[len("/imports/"):])
		if err == nil {
			_, err = l.PlanImport(t.Context(), storetest.Kim, i.ID, i.Plan)
		}
		if err != nil {
			t.Fatal(err)
		}
		if p := page(kim.get(at+"/rehearsal", 200)); !p.has("Hetzelfde 1") || !p.has(want) {
			t.Errorf("no %q: %s", want, p.text())
		}
	}
	same(out, "Niets")
	same(strings.ReplaceAll(out, "11:30", "12:00"), "Afspraak: Het moment van di 3 nov 10:00 staat al op de fiche en blijft zoals het daar is.")
}
