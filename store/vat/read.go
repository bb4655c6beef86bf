package vat

import (
	"strings"
	"unicode"
)

// longest bounds what is read, in bytes: a number and the line of a letterhead around it.
const longest = 400

// labels are the words that stand around a number and say nothing more than it does.
var labels = set(`BTW TVA VAT MWST UST UID USTID USTIDNR IVA NR NO N NUM NUMMER NUMERO NUMÉRO NUMBER REG
	BTWNR BTWNUMMER TVANR VATNR VATNO ONDERNEMINGSNUMMER ONDERNEMINGSNR ONDERNEMING ENTREPRISE
	ENTERPRISE D KBO BCE ON OND RPR RPM TAX ID`)

// registers are the words after which the name of a court follows.
var registers = set("RPR RPM")

// forms are the legal forms of two letters, which are no country.
var forms = set("NV BV SA CV AG VZ")

func set(words string) map[string]bool {
	m := map[string]bool{"": true}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// split takes s apart at everything that is no letter or digit, in capitals, with
// full-width characters made plain. The points of abbreviations (B.T.W.) go too.
func split(s string) []string {
	s = s[:min(len(s), longest)]
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"iso6523-actorid-upis::", "0208:", "9925:"} { // a Peppol address
		s = strings.TrimPrefix(s, scheme)
	}
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case unicode.Is(unicode.Cf, r): // invisible: soft hyphens, zero width spaces
			return -1
		}
		r = unicode.ToUpper(r)
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' || r == '*' {
			return r
		}
		return ' '
	}, s)
	for _, abbreviated := range []string{"B T W ", "T V A ", "V A T ", "R P R ", "R P M "} {
		plain = strings.ReplaceAll(plain, abbreviated, strings.ReplaceAll(abbreviated, " ", "")+" ")
	}
	return unglue(strings.Fields(plain))
}

// unglue takes the label off words like BTWBE0417497106.
func unglue(words []string) []string {
	var out []string
	for _, w := range words {
		for _, label := range []string{"BTW", "TVA", "VAT", "RPR", "RPM"} {
			if rest, ok := strings.CutPrefix(w, label); ok && digits(rest) != "" {
				out, w = append(out, label), rest
			}
		}
		out = append(out, w)
	}
	return out
}

// found is a number and the words it was read from.
type found struct {
	number   Number
	from, to int
}

// find returns the number in words: the first whose check digits are right, else the
// first with its country, else the first without.
func find(words []string) (best found, ok bool) {
	rank := 0
	for from := range words {
		f, r := at(words, from)
		if r > rank {
			best, rank = f, r
		}
	}
	return best, rank > 0
}

// at reads a number that begins at words[from], and ranks it: 3 when the check digits
// are right, 2 with a country, 1 without; 0 when there is none.
func at(words []string, from int) (f found, rank int) {
	country, rest := splitCountry(words[from])
	if country == "GR" { // its ISO code; VAT numbers have EL
		country = "EL"
	}
	_, known := countries[country]
	abroad := known && country != "BE"
	switch {
	case country == "BE", abroad:
		rank = 2
	case country == "" && !within(words[:from]):
		country, rest, rank = "BE", words[from], 1
	default:
		return found{}, 0
	}
	for to := from + 1; to <= len(words); to++ {
		body := rest + strings.Join(words[from+1:to], "")
		if len(body) > 20 {
			break
		}
		n, ok := shape(country, body)
		if !ok || country == "BE" && len(body) == 9 && to < len(words) && digits(words[to]) == words[to] {
			continue // nine digits with more behind them are not the nine of before 2005
		}
		// Of two that could be meant the one whose digits are right, else the longer.
		if right := fits(n); right || rank < 3 {
			f = found{n, from, to}
			if right {
				rank = 3
			}
		}
	}
	if f.number.IsZero() {
		return f, 0
	}
	return f, rank
}

// within reports whether the digits that come after words are the rest of a longer
// number, or that of another country: NL 12345 does not become Belgian after NL.
func within(words []string) bool {
	if len(words) == 0 {
		return false
	}
	w := words[len(words)-1]
	return digits(w) != "" || len(w) == 2 && w != "BE" && letter(w[0]) && letter(w[1]) && !labels[w] && !forms[w]
}

// shape makes a number of what stands after a country, when it looks like one.
func shape(country, body string) (Number, bool) {
	if country == "BE" {
		body = belgian(body)
		return Number{"BE", body}, body != ""
	}
	c := countries[country]
	if country == "CH" {
		body = strings.TrimPrefix(body, "E")
		return Number{"CH", "E" + body}, c.shape.MatchString(body)
	}
	return Number{country, body}, c.shape.MatchString(body)
}

// belgian returns the ten digits of a Belgian number, or "" when body is none. The
// nine of before 2005 get the 0 they had in front since. A 0 is never put before ten,
// and one too many, typed after BE 0, is taken off only when the rest is right.
func belgian(body string) string {
	if digits(body) != body {
		return ""
	}
	switch {
	case len(body) == 10:
		return body
	case len(body) == 9 && body[0] != '0':
		return "0" + body
	case len(body) == 11 && body[0] == '0' && body[1] <= '1' && belgianCheck(body[1:]):
		return body[1:]
	}
	return ""
}

// splitCountry takes the country before a number: two letters alone or followed by
// what may be a number. It is empty for digits, and for other words.
func splitCountry(w string) (country, rest string) {
	if len(w) < 2 || !letter(w[0]) || !letter(w[1]) {
		return "", w
	}
	if len(w) > 2 && digits(w) == "" && w != "CHE" && w[:2] != "AT" && w[:2] != "FR" && w[:2] != "ES" {
		return "", w
	}
	return w[:2], w[2:]
}

// usual reports whether words say nothing besides the number.
func usual(words []string) bool {
	for _, w := range words {
		if !labels[w] {
			return false
		}
	}
	return true
}

// usualAfter is usual for what follows the number: a register may name its court.
func usualAfter(words []string) bool {
	for i, w := range words {
		if registers[w] {
			return digits(strings.Join(words[i:], "")) == ""
		}
		if !labels[w] {
			return false
		}
	}
	return true
}

func letter(c byte) bool { return c >= 'A' && c <= 'Z' }

// digits returns the digits of s.
func digits(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// number is the value of a string of at most eighteen digits.
func number(d string) int {
	v := 0
	for i := range len(d) {
		v = v*10 + int(d[i]-'0')
	}
	return v
}
