package handlers

import (
	"fmt"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/papertest"
)

func TestThePDFOfAListSaysWhatTheListShows(t *testing.T) {
	l := serveLive(t)
	f := l.Prospect(t, "name", "Crèche De Kleine Beer", "groups", "Hout, PVC", "phone", "050 00 41 27", "address.1.postcode", "8020", "address.1.town", "Oostkamp", "source", "Website", "vat", "BE 1099.001.486")
	l.Moment(t, f, fiche.CallBack, "2026-10-22", "11:00", "prijs € 1.200")
	l.Prospect(t, "name", "Weg", "active", "")
	kim, luc := l.browser(t, "Kim", store.Reader), l.browser(t, "Luc", store.Reader)
	text := papertest.Text(t, []byte(kim.get("/prospects/report/list.pdf?q=beer", 200)))
	text = strings.ReplaceAll(text, "\u00a0", " ")
	for _, want := range []string{"Prospecten", "1 prospect · gezocht: “beer” · gesorteerd op Volgende", "Crèche De Kleine Beer", "Hout, PVC", "050 00 41 27", "8020 Oostkamp", "Website", "BE 1099.001.486", "22/10/2026 11:00", "Adres via", "blz. 1 van 1", "Kim"} {
		if !strings.Contains(strings.ReplaceAll(text, "\n", " "), want) {
			t.Errorf("no %q on paper:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Weg") {
		t.Error("who is not active is on paper")
	}
	l.speaks(t, luc, "fr")
	text = papertest.Text(t, []byte(luc.get("/prospects/report/list.pdf?sort=-name", 200)))
	for _, want := range []string{"Prospects", "1 prospect · trié par Dénomination, décroissant", "page 1 sur 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("pas de %q:\n%s", want, text)
		}
	}
}

// speaks gives a visitor another language.
func (l *liveBox) speaks(t *testing.T, v *visitor, language string) {
	t.Helper()
	if _, err := l.ChangeUser(t.Context(), store.Actor{ID: v.user.ID, Name: v.user.Name}, v.user.ID, "", func(u *store.User) { u.Language = language }); err != nil {
		t.Fatal(err)
	}
}

func TestAReportThatWouldBeTooLargeSaysSo(t *testing.T) {
	l := serveLive(t)
	l.app.bounds = bounds{sheet: 2, pdf: 3}
	kim := l.browser(t, "Kim", store.Worker)
	for i := range 3 {
		l.Prospect(t, "name", fmt.Sprint("Firma ", i))
	}
	if p := page(kim.get("/prospects/report", 200)); !p.has("Dit zijn 3 fiches; hier gaan er hoogstens 2 op.") || len(p.find(`a[href*=sheet]`)) > 0 || len(p.find(`a[href*=list.pdf]`)) != 1 {
		t.Error(p.text())
	}
	if p := page(kim.get("/prospects/report/sheet", 422)); !p.has("hier gaan er hoogstens 2 op") {
		t.Error(p.text())
	}
	kim.get("/prospects/report/list.pdf", 200)
	l.Prospect(t, "name", "Firma 4")
	kim.get("/prospects/report/list.pdf", 422)
	kim.get("/prospects/report/sheet?q=firma+4", 200)
	if p := page(kim.get("/prospects/report/sheet?q=firma+4", 200)); !p.has("Firma 4") || p.has("Firma 1") {
		t.Error(p.text())
	}
	many := "/prospects/report?fiche=f" + strings.Repeat("&fiche=f", maxPicked)
	kim.get(many, 400)
}
