package place

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func names(towns []Town, lang string) string {
	var s []string
	for _, t := range towns {
		s = append(s, t.Postcode+" "+t.Name(lang))
	}
	return strings.Join(s, ", ")
}

func TestTheTableIsWhole(t *testing.T) {
	b := read()
	if len(b.byPostcode) != 1146 {
		t.Errorf("%d postcodes", len(b.byPostcode))
	}
	municipalities, headed := map[string]bool{}, map[string]bool{}
	for i, town := range b.towns {
		if town.Postcode != Postcode(town.Postcode) || town.NL == "" || town.FR == "" || town.MunicipalityNL == "" {
			t.Errorf("%+v", town)
		}
		if i > 0 && b.towns[i-1].Postcode > town.Postcode {
			t.Errorf("%s stands after %s", town.Postcode, b.towns[i-1].Postcode)
		}
		municipalities[town.MunicipalityNL] = true
		headed[town.MunicipalityNL] = headed[town.MunicipalityNL] || town.Head()
	}
	if len(municipalities) != 565 { // since 1 January 2025
		t.Errorf("%d municipalities", len(municipalities))
	}
	for m, ok := range headed {
		if !ok {
			t.Errorf("%s is not to be found under its own name", m)
		}
	}
}

func TestTownsInEnglishAndGermanAreCalledAsTheyAreThere(t *testing.T) {
	for code, want := range map[string]string{"1000": "1000 Bruxelles", "7700": "7700 Mouscron, 7700 Luingne", "9600": "9600 Ronse", "4760": "4760 Büllingen, 4760 Manderfeld", "3798": "3798 's-Gravenvoeren"} {
		for _, lang := range []string{"en", "de", "de-BE"} {
			if got := names(ByPostcode(code), lang); got != want {
				t.Errorf("%s in %s: %s, want %s", code, lang, got, want)
			}
		}
	}
	if got := ByPostcode("4761")[0].Municipality("de"); got != "Büllingen" {
		t.Errorf("4761 lies in %s", got)
	}
}

func TestPostcodesGiveTheirTownsInBothLanguages(t *testing.T) {
	for _, c := range []struct{ code, nl, fr string }{
		{"9000", "9000 Gent", "9000 Gent"},
		{"1000", "1000 Brussel", "1000 Bruxelles"},
		{"1050", "1050 Elsene", "1050 Ixelles"},
		{"B-1050", "1050 Elsene", "1050 Ixelles"},
		{" be 1050", "1050 Elsene", "1050 Ixelles"},
		{"8587", "8587 Spiere-Helkijn, 8587 Helkijn, 8587 Spiere", "8587 Espierres-Helchin, 8587 Helchin, 8587 Espierres"},
		{"7700", "7700 Moeskroen, 7700 Luingne", "7700 Mouscron, 7700 Luingne"},
		{"7880", "7880 Vloesberg", "7880 Flobecq"},
		{"9600", "9600 Ronse", "9600 Renaix"},
		{"7780", "7780 Komen-Waasten, 7780 Komen", "7780 Comines-Warneton, 7780 Comines"},
		{"9570", "9570 Lierde, 9570 Deftinge, 9570 Sint-Maria-Lierde", "9570 Lierde, 9570 Deftinge, 9570 Sint-Maria-Lierde"},
		{"1640", "1640 Sint-Genesius-Rode", "1640 Rhode-Saint-Genèse"},
		{"4700", "4700 Eupen", "4700 Eupen"},
		{"3798", "3798 's-Gravenvoeren", "3798 Fouron-le-Comte"},
		{"1755", "1755 Pajottegem, 1755 Gooik, 1755 Kester, 1755 Leerbeek, 1755 Oetingen", ""},
		{"1234", "", ""}, {"", "", ""}, {"90", "", ""}, {"Gent", "", ""},
	} {
		if got := names(ByPostcode(c.code), "nl"); got != c.nl {
			t.Errorf("%s: %s", c.code, got)
		}
		if got := names(ByPostcode(c.code), "fr-BE"); c.fr != "" && got != c.fr {
			t.Errorf("%s: %s", c.code, got)
		}
	}
	if n := len(ByPostcode("3700")); n != 20 { // its nineteen places and the new municipality
		t.Errorf("3700 has %d towns", n)
	}
}

func TestTheMergersOf2025AreKnown(t *testing.T) {
	for _, c := range []struct{ code, municipality string }{
		{"1755", "Pajottegem"}, {"1570", "Pajottegem"}, {"1541", "Pajottegem"}, {"9810", "Nazareth-De Pinte"}, {"9840", "Nazareth-De Pinte"},
		{"3740", "Bilzen-Hoeselt"}, {"3730", "Bilzen-Hoeselt"}, {"3700", "Tongeren-Borgloon"}, {"3840", "Tongeren-Borgloon"},
		{"9820", "Merelbeke-Melle"}, {"9090", "Merelbeke-Melle"}, {"9120", "Beveren-Kruibeke-Zwijndrecht"}, {"9150", "Beveren-Kruibeke-Zwijndrecht"},
		{"2070", "Beveren-Kruibeke-Zwijndrecht"}, {"3980", "Tessenderlo-Ham"}, {"3945", "Tessenderlo-Ham"}, {"2150", "Antwerpen"}, {"9180", "Lokeren"},
		{"8760", "Tielt"}, {"8755", "Wingene"}, {"3720", "Hasselt"}, {"9185", "Lochristi"}, {"6687", "Bastogne"},
	} {
		for _, town := range ByPostcode(c.code) {
			if town.Municipality("nl") != c.municipality {
				t.Errorf("%s %s lies in %s", c.code, town.NL, town.Municipality("nl"))
			}
		}
	}
	if got := names(ByName("pajottegem"), "nl"); got != "1540 Pajottegem, 1570 Pajottegem, 1755 Pajottegem" {
		t.Error(got)
	}
}

func TestTownsGiveTheirPostcodes(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Gent", "9000 Gent"}, {"gand", "9000 Gent"}, {"LIEGE", "4000 Liège, 4020 Liège"}, {"Luik", "4000 Liège, 4020 Liège"},
		{"Halle", "1500 Halle, 2980 Halle"}, {"Haren", "1130 Haren, 3700 Haren, 3840 Haren"}, {"Forest", "1190 Vorst, 7910 Forest"},
		{"St. Niklaas", "9100 Sint-Niklaas"}, {"st-niklaas", "9100 Sint-Niklaas"}, {"s Gravenvoeren", "3798 's-Gravenvoeren"}, {"Gravenvoeren", "3798 's-Gravenvoeren"},
		{"rhode saint genese", "1640 Sint-Genesius-Rode"}, {"Atlantis", ""}, {"", ""}, {"-", ""},
	} {
		if got := names(ByName(c.name), "nl"); got != c.want {
			t.Errorf("%q: %s", c.name, got)
		}
	}
}

func TestTownsAreFoundAsOneTypes(t *testing.T) {
	for _, c := range []struct{ text, lang, first string }{
		{"gen", "nl", "1470 Genappe"}, {"gent", "nl", "9000 Gent"}, {"gand", "fr", "9000 Gent"}, {"brux", "fr", "1000 Bruxelles"},
		{"brux", "nl", "1000 Brussel"}, {"iXe", "fr", "1050 Ixelles"}, {"9570", "nl", "9570 Lierde"}, {"957", "nl", "9570 Lierde"},
		{"9570 def", "nl", "9570 Deftinge"}, {"9000 Gent", "nl", "9000 Gent"}, {"sint-g", "nl", "1640 Sint-Genesius-Rode"}, {"st gil", "nl", "9170 Sint-Gillis-Waas"},
		{"halle", "nl", "1500 Halle"}, {"borglo", "nl", "3840 Borgloon"},
	} {
		got := Search(c.text, c.lang, 8)
		if len(got) == 0 || !slices.ContainsFunc(got, func(t Town) bool { return t.Postcode+" "+t.Name(c.lang) == c.first }) {
			t.Errorf("%q: %s, without %s", c.text, names(got, c.lang), c.first)
		}
		if len(got) > 8 {
			t.Errorf("%q: %d towns", c.text, len(got))
		}
	}
	for _, text := range []string{"", " ", "-", "xyz", "0000", "９"} {
		if got := Search(text, "nl", 8); len(got) != 0 {
			t.Errorf("%q: %s", text, names(got, "nl"))
		}
	}
	if got := names(Search("gent", "nl", 1), "nl"); got != "9000 Gent" {
		t.Errorf("what was typed whole does not come first: %s", got)
	}
}

func TestCountriesAreNamedInAllLanguages(t *testing.T) {
	for _, c := range []struct{ code, nl, fr, en, de string }{
		{"BE", "België", "Belgique", "Belgium", "Belgien"}, {"NL", "Nederland", "Pays-Bas", "Netherlands", "Niederlande"}, {"DE", "Duitsland", "Allemagne", "Germany", "Deutschland"},
		{"GB", "Verenigd Koninkrijk", "Royaume-Uni", "United Kingdom", "Vereinigtes Königreich"}, {"CZ", "Tsjechië", "Tchéquie", "Czechia", "Tschechien"},
		{"MK", "Noord-Macedonië", "Macédoine du Nord", "North Macedonia", "Nordmazedonien"}, {"XK", "Kosovo", "Kosovo", "Kosovo", "Kosovo"}, {"??", "??", "??", "??", "??"},
	} {
		for lang, want := range map[string]string{"nl": c.nl, "fr": c.fr, "en": c.en, "de-BE": c.de} {
			if got := CountryName(c.code, lang); got != want {
				t.Errorf("%s in %s: %s, want %s", c.code, lang, got, want)
			}
		}
	}
	for _, lang := range []string{"nl", "fr", "en", "de"} {
		all := Countries(lang)
		if len(all) != 250 {
			t.Errorf("%s: %d countries", lang, len(all))
		}
		for _, c := range all {
			if c.Name == "" || c.Name == c.Code || !unicode.IsUpper([]rune(c.Name)[0]) {
				t.Errorf("%s: %s is named %q", lang, c.Code, c.Name)
			}
		}
	}
	if all := Countries("fr"); all[0].Name != "Afghanistan" || all[len(all)-1].Name != "Zimbabwe" {
		t.Errorf("from %s to %s", all[0].Name, all[len(all)-1].Name)
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"gent", "9570 def", "St. ", "'s", "\xff", "ste-", "1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, town := range Search(s, "nl", 5) {
			if !slices.ContainsFunc(ByName(town.NL), func(o Town) bool { return o.Postcode == town.Postcode }) {
				t.Fatalf("%q gives %+v, which its own name does not", s, town)
			}
		}
		ByPostcode(s)
	})
}

func BenchmarkSearch(b *testing.B) {
	for _, text := range []string{"s", "sint", "gent", "9", "9570"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				Search(text, "nl", 10)
			}
		})
	}
}
