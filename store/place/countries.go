package place

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"fichebak/store/search"
)

// Country is a country with its ISO 3166-1 code and its name in some language.
type Country struct{ Code, Name string }

// codes are the countries and territories of ISO 3166-1, and XK, which the Union uses.
const codes = `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
	BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
	GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG
	KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
	MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD
	SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA
	VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`

// renamed are the countries whose name changed after CLDR 32, which x/text has.
var renamed = map[string][4]string{ // nl, fr, en, de
	"MK": {"Noord-Macedonië", "Macédoine du Nord", "North Macedonia", "Nordmazedonien"},
	"SZ": {"Eswatini", "Eswatini", "Eswatini", "Eswatini"},
	"HK": {"Hongkong", "Hong Kong", "Hong Kong", "Hongkong"},
	"MO": {"Macau", "Macao", "Macao", "Macau"},
	"PS": {"Palestina", "Palestine", "Palestine", "Palästina"},
}

var (
	dutchCountries   = sync.OnceValue(func() []Country { return list(display.Dutch.Regions(), 0) })
	frenchCountries  = sync.OnceValue(func() []Country { return list(display.French.Regions(), 1) })
	englishCountries = sync.OnceValue(func() []Country { return list(display.English.Regions(), 2) })
	germanCountries  = sync.OnceValue(func() []Country { return list(display.German.Regions(), 3) })
)

// countriesIn are the countries as a language names them: one of the four of the screen,
// Dutch for another.
func countriesIn(lang string) []Country {
	switch lang, _, _ = strings.Cut(lang, "-"); lang {
	case "fr":
		return frenchCountries()
	case "en":
		return englishCountries()
	case "de":
		return germanCountries()
	}
	return dutchCountries()
}

// Countries returns every country with its name in a language, by name without regard to
// accents.
func Countries(lang string) []Country { return slices.Clone(countriesIn(lang)) }

// CountryName is the name of a country in a language; the code itself when there is no
// such country.
func CountryName(code, lang string) string {
	for _, c := range countriesIn(lang) {
		if c.Code == code {
			return c.Name
		}
	}
	return code
}

func list(namer display.Namer, lang int) []Country {
	var all []Country
	for _, code := range strings.Fields(codes) {
		name := namer.Name(language.MustParseRegion(code))
		if n, ok := renamed[code]; ok {
			name = n[lang]
		}
		all = append(all, Country{code, name})
	}
	slices.SortFunc(all, func(x, y Country) int {
		return cmp.Compare(search.SortKey(x.Name), search.SortKey(y.Name))
	})
	return all
}
