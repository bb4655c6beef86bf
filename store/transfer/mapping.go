package transfer

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/place"
)

// Draft is what a row says of a fiche. What a row leaves empty it says nothing of.
type Draft struct {
	Values   fiche.Values
	Number   int
	Moments  []MomentDraft
	Problems []fiche.Problem // of what could not be made a value
}

// Read makes a draft of a row; fields are what its columns mean, empty for one that is
// passed over.
func Read(fields, cells []string) Draft {
	d := Draft{Values: fiche.Values{}}
	first, last := "", ""
	for i, field := range fields[:min(len(fields), len(cells))] {
		text := strings.TrimSpace(cells[i])
		if text == "" || !KnownTarget(field) {
			continue
		}
		k, n, part, isMoment := readMomentField(field)
		if slices.Contains(oftenSeveral, field) {
			text = d.firstOf(field, text)
		}
		if at, is := strings.CutSuffix(field, Line); is { // what stands below the street
			var below string
			text, below, _ = strings.Cut(strings.TrimSpace(text), "\n")
			d.set(at+".line2", strings.Join(strings.Fields(below), " "))
		}
		if _, own := fiche.ExtraID(field); !own && field != "remarks" {
			text = strings.Join(strings.Fields(text), " ")
		}
		switch {
		case field == Number:
			d.number(text)
		case isMoment:
			d.moment(k, n, part, text)
		case field == FirstName:
			first = text
		case field == LastName:
			last = text
		case strings.HasSuffix(field, Line):
			d.line(strings.TrimSuffix(field, Line), text)
		case strings.HasSuffix(field, Place):
			d.place(strings.TrimSuffix(field, Place), text)
		default:
			d.set(field, text)
		}
	}
	d.wholeMoments()
	if whole := strings.TrimSpace(first + " " + last); whole != "" {
		d.set("full-name", whole)
		d.named(first, whole)
	}
	asTyped := d.readPhones()
	d.Values = fiche.Tidy(d.Values)
	maps.Copy(d.Values, asTyped)
	for _, field := range []string{"person", "active"} {
		if d.Values[field] == no {
			d.Values[field] = ""
		}
	}
	for i := range fiche.MaxAddresses {
		d.abroad(address + strconv.Itoa(i+1))
	}
	return d
}

// named gives a draft the name of somebody: of a firm that is the contact, if the row says
// more of one; without one it is a person, unless there is no first name.
func (d *Draft) named(first, whole string) {
	switch {
	case d.Values["name"] == "":
		d.Values["name"] = whole
		if first != "" {
			d.Values["person"] = "yes"
			d.atHome()
		}
	case d.Values[contact+"1.role"]+d.Values[contact+"1.phone"] != "":
		d.set(contact+"1.name", whole)
	}
}

// home is the country of an address that names none; a fiche does not write it down.
const home = "BE"

// longPostcodes are the countries whose postcodes have five digits, the first perhaps
// a zero.
var longPostcodes = []string{"DE", "ES", "FR", "IT"}

// abroad tells an address here from one in another country, where a postcode may have
// lost the zero in front.
func (d *Draft) abroad(at string) {
	country, said := d.Values[at+".country"]
	code := d.Values[at+".postcode"]
	switch {
	case !said:
	case country == home:
		d.Values[at+".country"] = ""
	case slices.Contains(longPostcodes, country) && len(code) == 4 && strings.Trim(code, "0123456789") == "":
		d.Values[at+".postcode"] = "0" + code
	}
}

// no is a yes-or-no that is no, until it becomes the empty text that a form sends.
const no = "no"

// set gives a field its text. The first column that says something counts, but texts
// and groups are put together.
func (d *Draft) set(field, text string) {
	switch last := field[strings.LastIndexByte(field, '.')+1:]; {
	case text == "":
		return
	case field == "person", field == "active":
		text = yesNo(text)
	case field == "language":
		text = languageOf(text)
	case last == "country":
		text = countryOf(text)
	case field == "groups":
		text = strings.NewReplacer(";", ",", "|", ",").Replace(text)
	}
	old, sep := d.Values[field], map[string]string{"remarks": "\n", "groups": ", "}[field]
	switch {
	case old == "":
		d.Values[field] = text
	case sep != "":
		d.Values[field] = old + sep + text
	}
}

// fraction is what a spreadsheet puts behind a whole number.
var fraction = regexp.MustCompile(`[.,]0{1,2}$`)

// number reads the number of a fiche. A spreadsheet may have made it a fraction or
// given it points.
func (d *Draft) number(text string) {
	text = fraction.ReplaceAllString(text, "")
	n, err := strconv.Atoi(strings.NewReplacer(" ", "", ".", "", "#", "").Replace(text))
	if err != nil || n <= 0 || n > MaxNumber {
		d.Problems = append(d.Problems, fiche.Problem{Field: Number, Code: "problem.import-number", Args: []any{text}, Blocks: true})
		return
	}
	d.Number = n
}

// LeaveNumber makes a remark of a number that is none, for who does not keep numbers: a
// code of letters is as good there.
func (d *Draft) LeaveNumber() {
	for i := range d.Problems {
		if p := &d.Problems[i]; p.Field == Number {
			p.Blocks = false
		}
	}
}

// MaxNumber is the greatest number a fiche can have.
const MaxNumber = 999_999_999

// house is a street with its number and its box: Kerkstraat 12 bus 3, Rue Haute 5A/2.
var house = regexp.MustCompile(`(?i)^(.*?\pL.*?)[ ,]+(?:nr\.? ?|n° ?)?(\d+ ?[a-z]?(?:[-/]\d+[a-z]?)?)(?:[ ,]+(?:bus|bte|boîte|boite|box|b)\.? ?(\w+))?$`)

func (d *Draft) line(at, text string) {
	street, number, box := SplitLine(text)
	d.set(at+".street", street)
	d.set(at+".number", number)
	d.set(at+".box", box)
}

// SplitLine takes a street apart from its number and its box; one that has none, or
// that is written otherwise, stays whole.
func SplitLine(text string) (street, number, box string) {
	if m := house.FindStringSubmatch(text); m != nil {
		return m[1], m[2], m[3]
	}
	return text, "", ""
}

// town is a postcode with its town; a country may stand before it.
var town = regexp.MustCompile(`^(?:([A-Za-z]{1,2})[- ])?(\d{4,5}(?: ?[A-Z]{2})?)[ ,]+(.+)$`)

func (d *Draft) place(at, text string) {
	m := town.FindStringSubmatch(text)
	if m == nil {
		if strings.Trim(text, "0123456789") == "" {
			d.set(at+".postcode", text)
		} else {
			d.set(at+".town", text)
		}
		return
	}
	if len(m[1]) == 2 {
		d.set(at+".country", m[1])
	}
	d.set(at+".postcode", m[2])
	d.set(at+".town", m[3])
}

// yesNo reads what people and programs write in a column of yes and no; what it cannot
// read is yes, since somebody filled it in.
func yesNo(text string) string {
	switch key(text) {
	case "0", "n", "nee", "neen", "no", "non", "nein", "false", "onwaar", "faux", "falsch", "vals", "inactief", "nietactief", "inactif", "inactive", "inaktiv", "bedrijf", "firma", "societe", "company":
		return no
	}
	return "yes"
}

// languageOf is the code of a language by its code or its name.
func languageOf(text string) string {
	name, _, _ := strings.Cut(text, " (") // Nederlands (België)
	switch key(name) {
	case "nl", "n", "nld", "dut", "nederlands", "neerlandais", "dutch", "niederlandisch", "nlbe", "vlaams":
		return "nl"
	case "fr", "f", "fra", "fre", "frans", "francais", "french", "franzosisch", "frbe":
		return "fr"
	case "de", "d", "deu", "ger", "duits", "allemand", "german", "deutsch", "debe":
		return "de"
	case "en", "e", "eng", "engels", "anglais", "english", "englisch", "engb":
		return "en"
	}
	return text
}

// countryOf is the code of a country by its code or its name in one of the languages.
func countryOf(text string) string {
	if len(text) == 2 {
		return strings.ToUpper(text)
	}
	want := key(text)
	if code := countryNames[want]; code != "" {
		return code
	}
	for _, lang := range Languages {
		for _, c := range place.Countries(lang) {
			if key(c.Name) == want {
				return c.Code
			}
		}
	}
	return text
}

// countryNames are the neighbours as people write them.
var countryNames = map[string]string{
	"b": "BE", "bel": "BE", "belgie": "BE", "belgique": "BE", "belgium": "BE", "belgien": "BE",
	"nld": "NL", "nederland": "NL", "holland": "NL", "paysbas": "NL", "netherlands": "NL", "thenetherlands": "NL", "niederlande": "NL",
	"f": "FR", "fra": "FR", "frankrijk": "FR", "france": "FR", "frankreich": "FR",
	"d": "DE", "deu": "DE", "duitsland": "DE", "allemagne": "DE", "germany": "DE", "deutschland": "DE",
	"l": "LU", "lux": "LU", "luxemburg": "LU", "luxembourg": "LU", "uk": "GB", "unitedkingdom": "GB",
}

// Faulty reports whether a draft says nothing that could be kept.
func (d *Draft) Faulty() bool {
	return slices.ContainsFunc(d.Problems, func(p fiche.Problem) bool { return p.Blocks })
}
