package handlers

import (
	"fmt"
	"net/http"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestAFicheOneLooksAtIsAskedForAgainWithWhatOthersDid(t *testing.T) {
	l := serveLive(t)
	kim, bart := l.browser(t, "Kim", store.Worker), l.browser(t, "Bart", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw", "phone", "050004127")
	at := l.At()
	if _, err := l.AddMoment(t.Context(), kim.user.Actor(), f.ID, fiche.Line{Kind: "call-back", Day: "2026-10-22", Hour: "11:00"}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Save(t.Context(), bart.user.Actor(), f.ID, f.Rev, store.Draft{Values: storetest.Values("name", "Claes Houtbouw", "phone", "050004128", "mobile", "0470003861")}); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/prospects/%s?since=%d", f.ID, at)
	says(t, "Kim's page", kim.look(path, "article#fiche", 200), `<article class="fiche" id="fiche"`, "050 00 41 28", `<hx-partial hx-target="#news"`, "Bart wijzigde Telefoon, Gsm om 10:42", "!erbij</hx-partial>", "!U ziet", "!bij bewaren")
	says(t, "Bart's page", bart.look(path, "article#fiche", 200), "Kim, 10:42: terug bellen erbij", "!Bart wijzigde")
	says(t, "a page that has it all", kim.look(fmt.Sprintf("/prospects/%s?since=%d", f.ID, l.At()), "article#fiche", 200), "!<hx-partial")
	form := kim.look(path, "p#news", 200)
	says(t, "Kim's form", form, "Bart wijzigde Telefoon, Gsm om 10:42", "Kim, 10:42: terug bellen erbij", "Bij bewaren ziet u beide.", "!<form", "!<article")
	says(t, "a form that knows no place", kim.look("/prospects/"+f.ID+"?since=x", "p#news", 200), "!wijzigde")
}

// look asks a page for an element of it, as it is now.
func (v *visitor) look(path, target string, status int) string {
	v.t.Helper()
	r, body := v.send(http.MethodGet, path, nil, "HX-Request-Type", "partial", "HX-Target", target)
	if r.StatusCode != status {
		v.t.Fatalf("htmx GET %s for %s answers %s, want %d", path, target, r.Status, status)
	}
	return body
}
