package transfer

import (
	"maps"
	"strings"
	"testing"

	"fichebak/store/fiche"
)

// Files as other programs make them, their columns as proposed: Outlook in Dutch and
// French, Google's contacts, an iPhone's with a picture, WinFakt with quotes over lines,
// and a list with its name and day above the titles.
func TestFilesOfOtherProgramsAreReadAsTheyAreMeant(t *testing.T) {
	bart := fiche.Values{"name": "Bakkerij Peeters", "phone": "09 225 12 34", "mobile": "0475 12 34 56", "email": "bart@peeters.example", "website": "http://www.peeters.example", "salutation": "Dhr.",
		"remarks": "Belt liefst\nna 17 u.", "contact.1.name": "Bart De Smet", "contact.1.role": "zaakvoerder",
		"address.1.street": "Kerkstraat", "address.1.number": "12", "address.1.box": "3", "address.1.postcode": "9000", "address.1.town": "Gent", "address.1.country": ""}
	with := func(v fiche.Values, fields ...string) fiche.Values {
		v = maps.Clone(v)
		for i := 0; i+1 < len(fields); i += 2 {
			if v[fields[i]] = fields[i+1]; fields[i+1] == "-" {
				delete(v, fields[i])
			}
		}
		return v
	}
	for name, want := range map[string][]fiche.Values{
		"outlook-nl.csv": {
			with(bart, "full-name", "Bart De Smet", "name", "Bakkerij Peeters bvba", "fax", "09 225 12 35", "groups", "Klanten,Hout", "language", "nl"),
			{"name": "Zoë Claes", "full-name": "Zoë Claes", "person": "yes", "phone": "02 511 22 33", "email": "zoe@claes.example", "remarks": "zei: \"bel mij\"", "address.1.street": "Rue Haute", "address.1.number": "5A", "address.1.postcode": "1000", "address.1.town": "Bruxelles", "address.1.country": ""},
			{"name": "Hout Claes nv", "address.1.street": "Nijverheidslaan", "address.1.number": "7", "address.1.line2": "Industriezone Noord", "address.1.postcode": "3600", "address.1.town": "Genk"},
		},
		"outlook-fr.csv": {
			{"name": "Boulangerie de la Gare SPRL", "full-name": "Hélène Dupont-Lefèvre", "salutation": "Mme", "contact.1.name": "Hélène Dupont-Lefèvre", "contact.1.role": "gérante", "phone": "04 222 33 44", "fax": "04 222 33 45", "mobile": "0475 98 76 54", "email": "helene@gare.example", "website": "www.gare.example", "groups": "Clients", "language": "fr", "remarks": "à rappeler après l'été",
				"address.1.street": "Place de la Gare", "address.1.number": "3", "address.1.box": "12", "address.1.postcode": "4000", "address.1.town": "Liège", "address.1.country": ""},
			{"name": "Luc Noël", "full-name": "Luc Noël", "person": "yes", "phone": "081 22 33 44", "address.1.street": "Rue de l'Église", "address.1.number": "1", "address.1.postcode": "5000", "address.1.town": "Namur"},
		},
		"google.csv": {
			with(bart, "full-name", "Bart De Smet", "salutation", "-", "groups", "Klanten", "remarks", "belt na 17 u\n+32 9 225 12 35", "website", "https://www.peeters.example", "address.1.box", "-"),
			{"name": "Zoë Claes", "full-name": "Zoë Claes", "person": "yes", "phone": "0477 00 11 22"},
		},
		"apple-photo.vcf": {
			with(bart, "active", "yes", "contact.1.name", "Dhr. Bart De Smet", "remarks", "Belt liefst\nna 17 u, niet op woensdag"),
			{"name": "Hout Claes nv", "active": "yes", "phone": "089 35 35 35", "groups": "Leveranciers, Hout"},
			{"name": "Hélène Noël", "person": "yes", "active": "yes", "phone": "081 22 33 44", "address.1.street": "Rue de l’Église", "address.1.number": "1", "address.1.box": "4", "address.1.postcode": "5000", "address.1.town": "Namur", "address.1.country": ""},
		},
		"winfakt-quotes.csv": {
			{"name": "Café Zoë", "full-name": "Zoë Claes", "active": "yes", "vat": "BE 0403.170.701", "language": "nl", "phone": "09 225 12 34", "mobile": "0475 12 34 56", "email": "zoe@cafe.example", "remarks": "Belt liefst\nna 17 u; niet op\nwoensdag", "address.1.street": "Kerkstraat", "address.1.number": "12", "address.1.box": "3", "address.1.postcode": "9000", "address.1.town": "Gent", "address.1.country": ""},
			{"name": "Bakkerij Peeters", "active": "", "language": "fr", "remarks": "zei: \"bel mij\"", "address.1.street": "Rue Haute", "address.1.number": "5A", "address.1.line2": "Campus \"Zuid\"", "address.1.postcode": "1000", "address.1.town": "Bruxelles", "address.1.country": ""},
			{"name": "Hout Claes nv", "active": "yes", "remarks": "open \" aanhalingsteken", "address.1.street": "Nijverheidslaan", "address.1.number": "7", "address.1.postcode": "3600", "address.1.town": "Genk"},
		},
		"above-titles.csv": {
			{"name": "Peeters", "phone": "09 225 12 34", "address.1.street": "Kerkstraat", "address.1.number": "12", "address.1.postcode": "9000", "address.1.town": "Gent"},
			{"name": "Claes", "phone": "089 35 35 35", "address.1.street": "Nijverheidslaan", "address.1.number": "7", "address.1.postcode": "3600", "address.1.town": "Genk"},
			{"name": "Totaal: 2"},
		},
	} {
		table, rows := read(t, sample(t, name))
		fields := table.Titles
		if !table.Named {
			fields = Propose(table.Titles, nil)
		}
		if len(rows) != len(want) {
			t.Errorf("%s: %q", name, rows)
			continue
		}
		for i, row := range rows {
			if d := Read(fields, row); !maps.Equal(d.Values, want[i]) || len(d.Moments) > 0 {
				t.Errorf("%s, row %d:\n got %q %v\nwant %q", name, i, d.Values, d.Moments, want[i])
			}
		}
	}
}

// A plain name beside first names is that of the family; a firm in a column of its own is
// the name of the fiche; somebody without a first name is not said to be a person.
func TestAPlainNameBesideFirstNamesIsThatOfTheFamily(t *testing.T) {
	for text, want := range map[string]fiche.Values{
		"Naam;Voornaam\nDe Smet;Els":             {"name": "Els De Smet", "full-name": "Els De Smet", "person": "yes"},
		"Nom;Prénom;Société\nNoël;Luc;Gare SPRL": {"name": "Gare SPRL", "full-name": "Luc Noël"},
		"Name;Vorname\nHolz Claes;":              {"name": "Holz Claes", "full-name": "Holz Claes"},
		"Name;Given Name;Family Name;Organization 1 - Name\nLuc Noël;Luc;Noël;Gare SPRL": {"name": "Gare SPRL", "full-name": "Luc Noël"},
		"Bedrijf;Voornaam\nHout Claes;Jef":                                               {"name": "Hout Claes", "full-name": "Jef"},
		"Naam;Straat;Plaats\nA;Kerkstraat 12 b 3;9000 Gent":                              {"name": "A", "address.1.street": "Kerkstraat", "address.1.number": "12", "address.1.box": "3", "address.1.postcode": "9000", "address.1.town": "Gent"},
	} {
		table, rows := read(t, strings.NewReader(text))
		if got := Read(Propose(table.Titles, nil), rows[0]).Values; !maps.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
}

// A card may have more numbers than a fiche has fields: the others are a remark.
func TestNoNumberOfACardIsLost(t *testing.T) {
	table, rows := read(t, strings.NewReader("BEGIN:VCARD\nVERSION:3.0\nFN:Jan\nTEL;TYPE=CELL:0475 12 34 56\nTEL;TYPE=WORK:09 225 12 34\nTEL;TYPE=HOME:+32 9 225 12 34\nTEL;TYPE=HOME:02 511 22 33\nTEL:toestel 12\nTEL;TYPE=FAX:09 225 12 35\nEMAIL:jan@a.example\nEMAIL:JAN@a.example\nEMAIL:jan@b.example\nNOTE:belt laat\nEND:VCARD\n"))
	got := Read(table.Titles, rows[0]).Values
	if got["mobile"] != "0475 12 34 56" || got["phone"] != "09 225 12 34" || got["fax"] != "09 225 12 35" || got["email"] != "jan@a.example" || got["remarks"] != "belt laat\n02 511 22 33\ntoestel 12\njan@b.example" {
		t.Errorf("%q", got)
	}
}
