package place

import "testing"

func TestAPostcodeTellsTheLanguageSpokenThere(t *testing.T) {
	for code, want := range map[string]string{
		"1000": "", "1210": "", "1300": "fr", "1500": "nl", "1640": "nl", "2300": "nl", "3798": "nl", "4000": "fr", "4700": "de", "4780": "de",
		"4837": "fr", "4960": "fr", "5000": "fr", "7700": "fr", "7780": "fr", "8020": "nl", "9990": "nl", "B-9000": "nl", "": "", "900": "", "Gent": "",
	} {
		if got := Language(code); got != want {
			t.Errorf("in %q one speaks %q, want %q", code, got, want)
		}
	}
}

func TestATownIsKnownByEachOfItsNamesInFull(t *testing.T) {
	for _, c := range []struct {
		code, text string
		want       bool
	}{{"4000", "Liège", true}, {"4000", "luik", true}, {"4000", "LIEGE", true}, {"4000", "Lui", false}, {"9000", "Gand", true}, {"9000", "", false}, {"9100", "St Niklaas", true}} {
		if got := ByPostcode(c.code)[0].Called(c.text); got != c.want {
			t.Errorf("%s called %q: %v", c.code, c.text, got)
		}
	}
}
