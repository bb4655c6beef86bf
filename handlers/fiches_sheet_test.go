package handlers

import (
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/papertest"
	"fichebak/store/storetest"
)

func TestACardOnPaperSaysWhatTheFicheSays(t *testing.T) {
	l := serveLive(t)
	f := l.Prospect(t, "name", "Claes Houtbouw", "vat", "BE 1099.999.991", "groups", "Hout, PVC", "phone", "050000000", "remarks", "Belt liefst na vijven.\nNiet op maandag.", "source", "Beurs Brussel",
		"contact.1.name", "An Claes", "contact.1.phone", "050000001", "address.1.street", "Vaart", "address.1.number", "12", "address.1.postcode", "8000", "address.1.town", "Brugge", "address.2.label", "Werf", "address.2.town", "Gent")
	l.Moment(t, f, fiche.FirstContact, "2026-10-01", "", "op de beurs")
	l.Moment(t, f, fiche.Appointment, "2026-10-22", "10:30", "opmeting € 50")
	if _, err := l.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "quote", Day: "2026-10-20", Text: "verstuurd", Step: fiche.Line{Kind: "step", Day: "2026-10-28", Hour: "09:00", Text: "staal opsturen"}}}); err != nil {
		t.Fatal(err)
	}
	kim := l.browser(t, "Kim", store.Reader)
	text := strings.ReplaceAll(papertest.Text(t, []byte(kim.get("/prospects/"+f.ID+"/sheet.pdf", 200))), "\n", " ")
	for _, want := range []string{"Prospect 30000 · Firma · Actief", "Claes Houtbouw", "22/10/2026 10:30", "opmeting € 50", "op de beurs", "nog niet", "Vaart 12", "8000 Brugge", "2 Werf", "An Claes", "Belt liefst na vijven.", "Niet op maandag.", "Hout, PVC", "Beurs Brussel", "BE 1099.999.991", "Geschiedenis", "Kim", "Offerte verstuurd", "28/10/2026 09:00 staal opsturen"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q on paper: %s", want, text)
		}
	}
}
