//go:build e2e

package main

import (
	"maps"
	"slices"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// drawnBox is the box of the drawn screens: the example data, one fiche with everything
// on it, two fiches in the bin, and work of two people in the days before.
func drawnBox(t *testing.T, lang string) func(b *storetest.Box) {
	return func(b *storetest.Box) {
		at := func(hour, minute int) { b.Clock.Set(wednesday(hour, minute)) }
		at(8, 0)
		if err := b.AddExamples(t.Context(), storetest.Kim, lang); err != nil {
			t.Fatal(err)
		}
		users, err := b.Users(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.ChangeUser(t.Context(), storetest.Kim, users[0].ID, "", func(u *store.User) { u.Language = lang }); err != nil {
			t.Fatal(err)
		}
		at(8, 10)
		next(t, b, storetest.Kim, fiche.Prospect, 30000, "")
		claes := wholeFiche(t, b)
		at(9, 20)
		next(t, b, storetest.Bart, fiche.Prospect, 30002, "")
		next(t, b, storetest.Kim, fiche.Prospect, 30001, "13:30")
		next(t, b, storetest.Kim, fiche.Customer, 10003, "16:15")
		at(9, 58)
		if _, _, err := b.Convert(t.Context(), storetest.Bart, numbered(t, b, fiche.Prospect, 30013).ID); err != nil {
			t.Fatal(err)
		}
		at(10, 12)
		edit(t, b, storetest.Bart, claes.ID, "phone", "050 00 41 72")
		for _, n := range []int{30014, 30015} {
			f := numbered(t, b, fiche.Prospect, n)
			if _, err := b.Remove(t.Context(), storetest.Bart, f.ID); err != nil {
				t.Fatal(err)
			}
		}
		at(10, 42)
	}
}

// next deals with what comes next on a fiche: it has happened, or gets another hour.
func next(t *testing.T, b *storetest.Box, by store.Actor, k fiche.Kind, n int, hour string) {
	t.Helper()
	card, err := b.Card(t.Context(), numbered(t, b, k, n).ID)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(card.Moments, func(m fiche.Moment) bool { return m.Open() })
	if hour == "" {
		_, err = b.Done(t.Context(), by, card.Fiche.ID, card.Moments[i].ID, true)
	} else {
		_, err = b.Reschedule(t.Context(), by, card.Fiche.ID, card.Moments[i].ID, "2026-10-21", hour)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// wholeFiche fills everything in that a fiche holds.
func wholeFiche(t *testing.T, b *storetest.Box) fiche.Fiche {
	t.Helper()
	claes := numbered(t, b, fiche.Prospect, 30000)
	edit(t, b, storetest.Kim, claes.ID,
		"salutation", "Mevr.", "full-name", "Els Claes", "mobile", "0470 00 41 27", "fax", "050 00 41 28", "website", "claeshoutbouw.example", "iban", "BE62 5100 0754 7061", "bic", "BBRUBEBB",
		"remarks", "Zoekt een vaste leverancier voor thermisch behandeld hout.\nDe poort van het magazijn is 3,20 m hoog, dus de bakwagen nemen.",
		"contact.1.name", "Els Claes", "contact.1.role", "zaakvoerder", "contact.1.phone", "050 00 41 27", "contact.1.email", "els@claeshoutbouw.example",
		"contact.2.name", "Jan Verhulst", "contact.2.role", "werfleider", "contact.2.mobile", "0470 00 31 09", "contact.2.email", "jan@claeshoutbouw.example",
		"address.1.label", "Hoofdadres", "address.1.email", "info@claeshoutbouw.example",
		"address.2.label", "Magazijn", "address.2.street", "Havenstraat", "address.2.number", "12", "address.2.postcode", "8380", "address.2.town", "Zeebrugge", "address.2.phone", "050 00 18 44",
		"address.3.label", "Facturen", "address.3.street", "Postbus", "address.3.number", "40", "address.3.line2", "t.a.v. de boekhouding", "address.3.postcode", "8020", "address.3.town", "Oostkamp")
	for _, m := range []fiche.Line{
		{Kind: "call-back", Day: "2026-10-12", Hour: "16:30", Text: "niet opgenomen", Done: true},
		{Kind: "call-back", Day: "2026-10-14", Hour: "09:15", Text: "vraagt staal van geschaafd thermowood", Done: true},
		{Kind: "appointment", Day: "2026-10-16", Hour: "14:00", Until: "15:00", Text: "Showroom, met Jan Verhulst", Done: true},
		{Kind: "call-back", Day: "2026-10-21", Hour: "11:00", Text: "Prijs per m² thermisch behandeld hout. Vragen naar Els."},
		{Kind: "appointment", Day: "2026-10-22", Hour: "09:30", Until: "11:00", Text: "Plaatsbezoek magazijn Oostkamp. Meetstok mee, vragen naar Jan."},
	} {
		if _, err := b.AddMoment(t.Context(), storetest.Kim, claes.ID, m, ""); err != nil {
			t.Fatal(err)
		}
	}
	return claes
}

func numbered(t *testing.T, b *storetest.Box, k fiche.Kind, n int) fiche.Fiche {
	t.Helper()
	f, err := b.ByNumber(t.Context(), k, n)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// edit saves a fiche with some fields changed: name, value, name, value …
func edit(t *testing.T, b *storetest.Box, by store.Actor, id fiche.ID, fields ...string) {
	t.Helper()
	card, err := b.Card(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	values := maps.Clone(card.Values)
	maps.Copy(values, storetest.Values(fields...))
	if _, err := b.Save(t.Context(), by, id, card.Fiche.Rev, store.Draft{Values: values}); err != nil {
		t.Fatal(err)
	}
}
