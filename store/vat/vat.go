// Package vat reads, writes and checks VAT and enterprise numbers: the Belgian ones,
// and by shape and check digits those of the other countries of the European Union,
// Northern Ireland, the United Kingdom and Switzerland. It never refuses: what is
// wrong is a remark, and that the digits fit does not say that the number exists.
package vat

import "strings"

// Number is a VAT or enterprise number that could be read, right or wrong. Numbers
// are equal when they are the same number, however they were typed.
type Number struct{ country, digits string }

// Verdict is what is to be said about a number: the key of a text, with what stands
// in it; no code when there is nothing to say.
type Verdict struct {
	Code string
	Args []any
}

// IsZero reports whether no number could be read.
func (n Number) IsZero() bool { return n.digits == "" }

// Country is the letters before the number: ISO 3166, but EL for Greece and XI for
// Northern Ireland.
func (n Number) Country() string { return n.country }

// Compact is the number without spaces and dots, as keys and registers have it:
// BE0417497106.
func (n Number) Compact() string { return n.country + n.digits }

// String is the number as it is written: BE 0417.497.106. Establishments and branches
// have no VAT number and therefore no letters: 2.147.812.897.
func (n Number) String() string {
	d := n.digits
	switch {
	case n.IsZero():
		return ""
	case n.country == "BE" && !n.enterprise():
		return d[:1] + "." + d[1:4] + "." + d[4:7] + "." + d[7:]
	case n.country == "BE":
		return "BE " + d[:4] + "." + d[4:7] + "." + d[7:]
	case n.country == "CH":
		return "CHE-" + d[1:4] + "." + d[4:7] + "." + d[7:]
	}
	return n.country + " " + d
}

// Peppol is the address on the Peppol network of a Belgian enterprise, in the scheme
// that Belgium asks for (0208, the enterprise number); empty for any other number.
func (n Number) Peppol() string {
	if !n.enterprise() || !belgianCheck(n.digits) {
		return ""
	}
	return "0208:" + n.digits
}

// enterprise reports whether n is a number of a Belgian enterprise, which begins with
// 0 or 1; establishments have 2 to 8, branches 9.
func (n Number) enterprise() bool {
	return n.country == "BE" && len(n.digits) == 10 && n.digits[0] <= '1'
}

// Parse reads a number out of what was typed or pasted, and says what is to be
// remarked about it. Belgium is meant where no country is named.
func Parse(s string) (Number, Verdict) {
	n, v, _ := parse(s)
	return n, v
}

// Format writes the number in s as it is normally written. It answers s unchanged
// when there is no number in it, or when it holds words that would be lost.
func Format(s string) string {
	if n, _, whole := parse(s); whole && !n.IsZero() {
		return n.String()
	}
	return s
}

// parse is Parse that also tells whether s holds nothing but the number and the words
// that usually stand around one.
func parse(s string) (n Number, v Verdict, whole bool) {
	words := split(s)
	if len(words) == 0 {
		if strings.TrimSpace(s) == "" {
			return Number{}, Verdict{}, true
		}
		return Number{}, Verdict{Code: "vat.shape"}, false
	}
	best, found := find(words)
	if !found {
		return Number{}, unread(words), false
	}
	return best.number, judge(best.number), len(s) <= longest && usual(words[:best.from]) && usualAfter(words[best.to:])
}

// judge says what is to be remarked about a number of the right shape.
func judge(n Number) Verdict {
	switch {
	case !fits(n):
		return Verdict{Code: "vat.check"}
	case n.country != "BE" || n.enterprise():
		return Verdict{}
	case n.digits[0] == '9':
		return Verdict{Code: "vat.branch"}
	}
	return Verdict{Code: "vat.establishment"}
}

// fits reports whether the check digits of n are right.
func fits(n Number) bool {
	if n.country == "BE" {
		return belgianCheck(n.digits)
	}
	return countries[n.country].check(n.digits)
}

// belgianCheck is the rule of the Crossroads Bank for Enterprises: the last two digits
// are 97 less the remainder of the first eight by 97, so 97 and never 00. It holds for
// enterprises, establishments and branches (economie.fgov.be; Vlaamse overheid).
func belgianCheck(d string) bool {
	return len(d) == 10 && 97-number(d[:8])%97 == number(d[8:])
}

// unread says why no number could be read.
func unread(words []string) Verdict {
	for i, w := range words {
		country, rest := splitCountry(w)
		if country == "" || country == "BE" {
			continue
		}
		body := digits(rest + strings.Join(words[i+1:], ""))
		if len(body) < 3 || labels[w] {
			continue
		}
		if country == "GR" {
			country = "EL"
		}
		if c, known := countries[country]; known {
			return Verdict{Code: "vat.country", Args: []any{country, Number{country, c.example}.String()}}
		}
		if len(body) >= 5 && !forms[w] {
			return Verdict{Code: "vat.abroad", Args: []any{country}}
		}
	}
	if d := digits(strings.Join(words, "")); len(d) >= 5 && len(d) <= 20 && onlyNumber(words) {
		return Verdict{Code: "vat.digits", Args: []any{len(d)}}
	}
	return Verdict{Code: "vat.shape"}
}

// onlyNumber reports whether words hold, besides the usual ones, only digits and BE.
func onlyNumber(words []string) bool {
	for _, w := range words {
		w = strings.TrimPrefix(w, "BE")
		if !labels[w] && digits(w) != w {
			return false
		}
	}
	return true
}
