package phone

import "testing"

func TestANumberIsReadAsItsCountryMeansIt(t *testing.T) {
	for _, c := range []struct {
		typed, country, written string
		ok                      bool
	}{
		{"474212223", "FR", "+33 4 74 21 22 23", true},
		{"0474212223", "FR", "+33 4 74 21 22 23", true},
		{"04 74 21 22 23", "FR", "+33 4 74 21 22 23", true},
		{"33474212223", "FR", "+33 4 74 21 22 23", true},
		{"+33 4 74 21 22 23", "FR", "+33 4 74 21 22 23", true},
		{"32474212223", "FR", "0474 21 22 23", true}, // a Belgian number that lost its plus
		{"+32 474 21 22 23", "FR", "0474 21 22 23", true},
		{"0032 474 21 22 23", "FR", "0474 21 22 23", true},
		{"201234567", "NL", "+31 20 123 4567", true},
		{"020-1234567", "NL", "+31 20 123 4567", true},
		{"tel. 261234", "LU", "+352 26 12 34", true},
		{"020 1234567 ext. 12", "NL", "+31 20 123 4567 ext. 12", true},
		{"02 226 88 88", "NL", "02 226 88 88", false},
		{"47421222", "FR", "47421222", false},
		{"bel Jan", "FR", "bel Jan", false},
		{"", "FR", "", false},
		{"474212223", "XX", "474212223", false},
	} {
		if got, ok := In(c.typed, c.country); got != c.written || ok != c.ok {
			t.Errorf("In(%q, %s) = %q %v, want %q", c.typed, c.country, got, ok, c.written)
		}
	}
}

func TestABelgianNumberIsWrittenForAbroad(t *testing.T) {
	for typed, want := range map[string]string{
		"0474 21 22 23": "+32 474 21 22 23", "02 226 88 88 ext. 12": "+32 2 226 88 88 ext. 12", "+33 4 74 21 22 23": "+33 4 74 21 22 23",
		"474212223": "474212223", "112": "112", "na 17 u.": "na 17 u.", "": "", "02 226 88 88 (Jan)": "02 226 88 88 (Jan)",
	} {
		got := Abroad(typed)
		if got != want {
			t.Errorf("Abroad(%q) = %q, want %q", typed, got, want)
		}
	}
}
