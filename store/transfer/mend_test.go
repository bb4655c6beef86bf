package transfer

import (
	"reflect"
	"strings"
	"testing"

	"fichebak/store/fiche"
)

var everyMoment = map[fiche.MomentKind]int{fiche.FirstContact: MaxMoments, fiche.Appointment: MaxMoments, fiche.CallBack: MaxMoments, fiche.Sold: MaxMoments}

// Every field that is written has a title of its own in each language, which is read as
// that field.
func TestTitlesMeanTheirFieldInEachLanguage(t *testing.T) {
	for _, lang := range Languages {
		seen := map[string]string{}
		for _, f := range Columns(Most{Contacts: fiche.MaxContacts, Addresses: fiche.MaxAddresses, Moments: everyMoment}, nil) {
			title := Title(f, lang)
			if seen[title] != "" {
				t.Errorf("%s: %q is %s and %s", lang, title, seen[title], f)
			}
			seen[title] = f
			if got := Meaning(title); got != f {
				t.Errorf("%s: %q is read as %q, not %s", lang, title, got, f)
			}
		}
	}
}

func TestTitlesOfOthersAreUnderstood(t *testing.T) {
	for titles, want := range map[string]string{
		"Nr;Naam;Straat;Nr;Bus;Postcode;Gemeente;Tel;Telefoon 2;GSM":  "number;name;address.1.street;address.1.number;address.1.box;address.1.postcode;address.1.town;phone;;mobile",
		"Société;Adresse;CP;Ville;Tél.;N° de TVA;Personne de contact": "name;address.1.line;address.1.postcode;address.1.town;phone;vat;contact.1.name",
		"Company;Street;House number;ZIP;City;Country;Phone":          "name;address.1.street;address.1.number;address.1.postcode;address.1.town;address.1.country;phone",
		"Firma;Straße und Nummer;PLZ und Ort;Telefon;Ansprechpartner": "name;address.1.line;address.1.place;phone;contact.1.name",
		"NAAM KLANT;Adres;Huisnr.;Contact e-mail;Functie;Onzin":       "name;address.1.street;address.1.number;contact.1.email;contact.1.role;",
		"Tel;Telefoon 2": "phone;mobile",
	} {
		if got := strings.Join(Propose(strings.Split(titles, ";"), nil), ";"); got != want {
			t.Errorf("%s\n got %s\nwant %s", titles, got, want)
		}
	}
}

func TestCellsAreMended(t *testing.T) {
	fields := strings.Split("number;vat;phone;mobile;language;address.2.country;address.1.line;address.1.place;active;person;groups;groups;first-name;last-name", ";")
	d := Read(fields, []string{"10.023", "403170701", "92251234", "32475123456", "Frans", "Pays-Bas", "Rue de la Loi, 16 bte 4", "B-1040 Etterbeek", "nee", "x", "Hout; PVC", "Aluminium", "Els", "De Smet"})
	want := fiche.Values{"vat": "BE 0403.170.701", "phone": "09 225 12 34", "mobile": "0475 12 34 56", "language": "fr", "address.2.country": "NL", "address.1.street": "Rue de la Loi", "address.1.number": "16", "address.1.box": "4",
		"address.1.postcode": "1040", "address.1.town": "Etterbeek", "active": "", "person": "yes", "groups": "Hout, PVC, Aluminium", "full-name": "Els De Smet", "name": "Els De Smet"}
	if d.Number != 10023 || !reflect.DeepEqual(d.Values, want) {
		t.Errorf("%d %q", d.Number, d.Values)
	}
	if d := Read([]string{"number"}, []string{"KL-12"}); len(d.Problems) != 1 || !d.Problems[0].Blocks {
		t.Errorf("%+v", d.Problems)
	}
}

func TestNumbersFollowTheCountryOfTheirRow(t *testing.T) {
	fields := strings.Split("phone;mobile;fax;contact.1.phone;address.1.country;address.2.phone;address.2.country", ";")
	for _, c := range []struct{ cells, want, remarks string }{
		{"474212223;0612345678;33474212223;+32 474 21 22 23;France;201234567;NL", "+33 4 74 21 22 23;+33 6 12 34 56 78;+33 4 74 21 22 23;0474 21 22 23;FR;+31 20 123 4567;NL", ""},
		{"474212223;;;;Belgique;022268888;", "0474 21 22 23;;;;;02 226 88 88;", ""},
		{"022268888;;;bel Jan;NL;261234;LU", "022268888;;;bel Jan;NL;+352 26 12 34;LU", "phone"},
	} {
		d := Read(fields, strings.Split(c.cells, ";"))
		var got []string
		for _, n := range fields {
			got = append(got, d.Values[n])
		}
		remarks := ""
		for _, p := range d.Problems {
			remarks += p.Field
		}
		if strings.Join(got, ";") != c.want || remarks != c.remarks {
			t.Errorf("%s is read %q %q", c.cells, got, remarks)
		}
	}
}

// What a fiche with an address abroad holds, a Belgian number too, comes back as it was.
func TestABelgianNumberOfAFicheAbroadComesBack(t *testing.T) {
	v := fiche.Tidy(fiche.Values{"name": "Garage du Nord", "active": "yes", "phone": "0474 21 22 23", "mobile": "+33 6 12 34 56 78", "address.1.country": "FR", "address.1.street": "Rue Haute", "address.1.number": "1"})
	for _, format := range []string{"csv", "vcf", "jsonl"} {
		d := draftsOf(t, written(t, format, "nl", Card{Kind: fiche.Prospect, Number: 7, Values: v}))[0]
		if d.Values["phone"] != v["phone"] || d.Values["mobile"] != v["mobile"] {
			t.Errorf("%s: %q", format, d.Values)
		}
	}
}

func TestABoxIsCalledAsInTheLanguageOfItsFiche(t *testing.T) {
	for lang, want := range map[string]string{"fr": "Rue Haute 5 bte 3", "nl": "Rue Haute 5 bus 3", "": "Rue Haute 5 bus 3"} {
		v := fiche.Values{"name": "Claes", "active": "yes", "language": lang, "address.1.street": "Rue Haute", "address.1.number": "5", "address.1.box": "3"}
		card := string(written(t, "vcf", "nl", Card{Kind: fiche.Prospect, Number: 7, Values: v}))
		if d := draftsOf(t, written(t, "vcf", "nl", Card{Kind: fiche.Prospect, Number: 7, Values: v}))[0]; !strings.Contains(card, want) || d.Values["address.1.box"] != "3" {
			t.Errorf("%q: %q\n%s", lang, d.Values, card)
		}
	}
}
