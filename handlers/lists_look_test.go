package handlers

import (
	"fmt"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// asks is the address at which a list on a page asks what became of its rows.
func asks(list string, look, fresh []fiche.Fiche, rest string) string {
	ids := func(fs []fiche.Fiche) string {
		var s []string
		for i := range fs {
			s = append(s, fs[i].ID)
		}
		return strings.Join(s, ",")
	}
	return fmt.Sprintf("%slook=%s,-&new=%s%s", list, ids(look), ids(fresh), rest)
}

func TestAListIsAskedWhatBecameOfItsRows(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	var all []fiche.Fiche
	for _, name := range []string{"Aalst", "Brugge", "Deinze"} {
		f := l.Prospect(t, "name", name)
		l.Moment(t, f, fiche.Appointment, "2026-10-20", "10:00", "stalen")
		all = append(all, f)
	}
	done := all[1]
	card, err := l.Card(t.Context(), done.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Done(t.Context(), storetest.Kim, done.ID, card.Moments[0].ID, true); err != nil {
		t.Fatal(err)
	}
	newer := l.Prospect(t, "name", "Eeklo")
	const part = "div#fiches-list"
	late := kim.look(asks("/prospects?view=late&", all[:2], []fiche.Fiche{newer}, ""), part, 200)
	says(t, "Te laat", late, `hx-target="#fiche-`+all[0].ID+`"`, `hx-target="#fiche-`+done.ID+`"`, `class="is-gone"`, "uit de lijst", `is-late">Te laat <span class="count">2</span>`,
		`hx-target="#break-late .count" hx-swap="textContent">2<`, `hx-target="#fiches-count" hx-swap="textContent">2 van 4`, "!nieuwe, tonen", "!"+all[2].ID)
	whole := kim.look(asks("/prospects?sort=name&", all, []fiche.Fiche{newer}, ""), part, 200)
	says(t, "Alle", whole, "1 nieuwe, tonen", `href="/prospects?sort=name"`, "!is-gone")
	says(t, "a list that goes on further down", kim.look(asks("/prospects?sort=name&", nil, []fiche.Fiche{newer}, "&upto="+all[2].ID), part, 200), "!nieuwe, tonen")
	says(t, "a list that knows how many it had", kim.look(asks("/prospects?sort=name&", nil, nil, "&total=2"), part, 200), "2 nieuwe, tonen")
	says(t, "a row that never was", kim.look("/prospects?look=fnone", part, 200), `hx-target="#fiche-fnone" hx-swap="delete"`)
	says(t, "a list beside a card", kim.look(asks("/prospects?sort=name&", all[:1], nil, "&beside="+all[0].ID), part, 200), `aria-current="page"`)
	says(t, "who has no scripts", kim.get("/prospects?look="+all[0].ID, 200), "<!doctype html>", "Deinze")
}
