package handlers

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

// A file of many rows is rehearsed while one waits, or does something else: the page
// says how far it is, with scripts or without, and then what it said.
func TestALargeFileIsRehearsedWhileThePageSaysHowFar(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	var text strings.Builder
	text.WriteString("Naam;Tel\n")
	for i := range store.RehearsedAtOnce {
		fmt.Fprintf(&text, "Firma %d;\n", i)
	}
	at := kim.takenIn(text.String() + "Firma 7;02 511 22 33\n;09 225 12 34\n")
	if to := kim.get(at+"/rehearsal", 303); to != "" && !strings.Contains(to, at) {
		t.Error("a rehearsal before the columns were said:", to)
	}
	kim.get(at+"/faults.csv", 404)
	plan := url.Values{"kind": {"customer"}, "column.A": {"name"}, "column.B": {"phone"}}
	if to := kim.post(at, plan, 303); to != at+"/rehearsal" {
		t.Fatal(to)
	}
	for range 2 { // a reload begins nothing
		if p := page(kim.get(at+"/rehearsal", 200)); !p.has("Bezig met de repetitie") || !p.has("0 van 5.002") || !p.has("Opnieuw kijken") {
			t.Fatal(p.text())
		}
	}
	if body := kim.get("/", 200); strings.Contains(body, `id="job"`) && strings.Contains(body, "<progress") {
		t.Error("every page shows the rehearsal")
	}
	if p := page(kim.get("/operations", 200)); p.has("klanten.csv") {
		t.Error("it is an operation:", p.text())
	}
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := page(kim.get(at+"/rehearsal", 200))
	for _, want := range []string{"5.000 fiches worden gemaakt of aangevuld", "2 rijen blijven liggen", "nagekeken", "Vul dit in.", "09 225 12 34"} {
		if !p.has(want) {
			t.Errorf("no %q: %s", want, p.text())
		}
	}
	if p := page(kim.get(at+"/rehearsal?show=new", 200)); !p.has("Firma 99") || !p.has("… en nog 4.900 rijen.") {
		t.Error(p.text())
	}
	if got := kim.get(at+"/faults.csv", 200); strings.Count(got, "\n") != 3 || !strings.Contains(got, "rij 5002: Dezelfde als rij 9 van dit bestand.;Firma 7;02 511 22 33") {
		t.Errorf("%q", got)
	}
	kim.post(at+"/rule", url.Values{"match": {"none"}}, 303)
	if p := page(kim.get(at+"/rehearsal", 200)); !p.has("Bezig met de repetitie") {
		t.Error("another rule:", p.text())
	}
	kim.post(at+"/removal", nil, 303)
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// The rows that an import left alone are fetched, mended and offered again: the columns
// are known, and the one that says why is passed over.
func TestRowsLeftAloneAreMendedAndOfferedAgain(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	at := kim.takenIn("Rubriek;Klant;Land\nA;Peeters;\nB;Claes;Nergensland\nC;;\n")
	plan := url.Values{"kind": {"customer"}, "column.A": {""}, "column.B": {"name"}, "column.C": {"address.1.country"}}
	kim.post(at, plan, 303)
	kim.post(at+"/commitment", nil, 303)
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := page(kim.get(at, 200)); !p.has("Haal deze rijen op als CSV") || !strings.Contains(kim.get(at, 200), at+"/faults.csv") {
		t.Error(p.text())
	}
	faults := kim.get(at+"/faults.csv", 200)
	if !strings.HasPrefix(faults, "\ufeffWaarom deze rij bleef liggen;Rubriek;Klant;Land\r\n") || strings.Count(faults, "\n") != 3 {
		t.Fatalf("%q", faults)
	}
	mended := strings.ReplaceAll(strings.ReplaceAll(faults, "Nergensland", "Nederland"), ";C;;", ";C;Desmet;")
	again := kim.takenIn(mended)
	if p := page(kim.get(again, 200)); !p.has("de kolommen zoals de vorige keer") {
		t.Error(p.text())
	}
	kim.post(again, url.Values{"kind": {"customer"}, "column.A": {""}, "column.B": {""}, "column.C": {"name"}, "column.D": {"address.1.country"}}, 303)
	if p := page(kim.get(again+"/rehearsal", 200)); !p.has("2 fiches worden gemaakt of aangevuld") {
		t.Error(p.text())
	}
	kim.post(again+"/commitment", nil, 303)
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := l.Count(store.Query{Kind: fiche.Customer}); n != 3 {
		t.Errorf("%d customers", n)
	}
	kim.get(again+"/faults.csv", 404) // nothing was left alone
	if p := page(kim.get("/customers?q=claes", 200)); !p.has("Claes") {
		t.Error(p.text())
	}
}

// Once an import is taken back, its list is of what was edited since: those rows have
// nothing to mend.
func TestAnImportThatWasTakenBackOffersNoRowsToMend(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	at := kim.takenIn("Naam;Tel\r\nJan;09 225 12 34\r\n;09 225 12 35\r\n")
	kim.post(at, url.Values{"kind": {"customer"}, "column.A": {"name"}, "column.B": {"phone"}}, 303)
	kim.post(at+"/commitment", nil, 303)
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := page(kim.get(at, 200)); !p.has("Haal deze rijen op als CSV") {
		t.Error(p.text())
	}
	list, err := l.List(t.Context(), store.Query{Kind: fiche.Customer, Limit: 2})
	if err != nil || len(list.Rows) != 1 {
		t.Fatal(err, len(list.Rows))
	}
	f := list.Rows[0].Fiche
	if _, err := l.Save(t.Context(), store.Actor{ID: "ubart", Name: "Bart"}, f.ID, f.Rev, store.Draft{Values: fiche.Values{"name": "Jan", "active": "yes"}}); err != nil {
		t.Fatal(err)
	}
	kim.post(at+"/undo", nil, 303)
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := page(kim.get(at, 200)); !p.has("Jan: sindsdien bewerkt door Bart") || p.has("Haal deze rijen op als CSV") {
		t.Error(p.text())
	}
}

// Of a large workbook the page says about how many rows it has; what cannot be read behind
// the first of them is said where its rehearsal is waited for.
func TestALargeWorkbookSaysAboutHowLargeItIsAndWhyItCannotBeRead(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	var book bytes.Buffer
	w, err := transfer.NewXLSX(&book, "Klanten", []string{"Naam"})
	for i := range store.RehearsedAtOnce + 100 {
		if err == nil {
			err = w.Write([]string{fmt.Sprint("Firma ", i)})
		}
	}
	if err == nil {
		err = w.Write(make([]string, transfer.MaxColumns+1))
	}
	if err == nil {
		err = w.Write(strings.Split(strings.Repeat("x", transfer.MaxColumns+1), ""))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	at := kim.takenIn(book.String())
	if p := page(kim.get(at, 200)); !p.has("ongeveer 5.102 rijen") || !p.has("Firma 9") || p.has("Firma 10") {
		t.Error(p.text())
	}
	kim.post(at, url.Values{"kind": {"customer"}, "column.A": {"name"}}, 303)
	if p := page(kim.get(at+"/rehearsal", 200)); !p.has("Bezig met de repetitie") || !p.has("ongeveer 5.102 rijen") {
		t.Error(p.text())
	}
	if err := l.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := page(kim.get(at+"/rehearsal", 200)); !p.has("De repetitie is blijven steken") || !p.has("Rij 5103 heeft meer dan 400 kolommen.") || !p.has("Een ander bestand") {
		t.Error(p.text())
	}
}
