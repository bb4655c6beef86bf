package transfer

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/phone"
)

// isPhone reports whether a field holds a telephone number.
func isPhone(field string) bool {
	last := field[strings.LastIndexByte(field, '.')+1:]
	return last == "phone" || last == "mobile" || last == "fax"
}

// countryFor is the country whose numbers are meant where a field names none: that of its
// address, or of the first one.
func countryFor(v fiche.Values, field string) string {
	own := ""
	if strings.HasPrefix(field, address) {
		own = v[strings.TrimSuffix(field, "phone")+"country"]
	}
	return cmp.Or(own, v[address+"1.country"], home)
}

// readPhones reads the numbers of a draft as the country of the fiche means them. What
// cannot be read so, with a remark, is answered: it is to stay as typed, for the rest of
// the program would take it for a Belgian number.
func (d *Draft) readPhones() (asTyped fiche.Values) {
	asTyped = fiche.Values{}
	for _, n := range slices.Sorted(maps.Keys(d.Values)) {
		text := d.Values[n]
		if !isPhone(n) {
			continue
		}
		country := countryFor(d.Values, n)
		if country == home {
			d.Values[n] = mendPhone(text)
			continue
		}
		written, ok := phone.In(text, country)
		if d.Values[n] = written; ok {
			continue
		}
		if asTyped[n] = text; phone.Check(text) == "" {
			d.Problems = append(d.Problems, fiche.Problem{Field: n, Code: "phone.check"})
		}
	}
	return asTyped
}

// mendPhone puts back the zero in front that a spreadsheet took from a number, when it
// is a good number with it and none without.
func mendPhone(text string) string {
	if strings.HasPrefix(text, "0") || strings.HasPrefix(text, "+") || phone.Check(text) == "" {
		return text
	}
	for _, front := range []string{"0", "+"} { // +32 may have lost its plus
		if phone.Check(front+text) == "" {
			return front + text
		}
	}
	return text
}

// values are the values of a fiche as another reads them, and Read: a Belgian number has
// its country where one without would be of another.
func (c *Card) values() fiche.Values {
	var out fiche.Values
	for n, text := range c.Values {
		if !isPhone(n) || countryFor(c.Values, n) == home {
			continue
		}
		if written := phone.Abroad(text); written != text {
			if out == nil {
				out = maps.Clone(c.Values)
			}
			out[n] = written
		}
	}
	if out == nil {
		return c.Values
	}
	return out
}
