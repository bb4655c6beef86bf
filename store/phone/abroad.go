package phone

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// In writes the number in s as somebody in a country (ISO 3166-1 alpha-2) means it: one
// without its country is of that country, also when a spreadsheet took the zero in front,
// or the plus. ok is false when it cannot be read so; then s comes back as it is.
func In(s, country string) (written string, ok bool) {
	if len(s) > longest {
		return s, false
	}
	m := typed.FindStringSubmatch(plain(s))
	if m == nil || strings.Trim(m[3], " ./-") != "" {
		return s, false
	}
	for _, c := range []struct{ front, region string }{{"", country}, {"0", country}, {"+", country}} {
		if c.front != "" && strings.ContainsAny(m[1][:1], "0+(") {
			break // nothing was taken
		}
		n, err := phonenumbers.Parse(c.front+m[1], c.region)
		if err != nil || !phonenumbers.IsValidNumber(n) {
			continue
		}
		out := phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
		if m[2] != "" {
			out += " ext. " + m[2]
		}
		return Format(out), true
	}
	return s, false
}

// Abroad writes a Belgian number with its country, for who would take it for one of their
// own without. Another stays as it is.
func Abroad(s string) string {
	r := read(s)
	if r.number == nil || !r.whole || !strings.HasPrefix(r.digits, "0") || r.number.GetCountryCode() != homeCode || !phonenumbers.IsValidNumber(r.number) {
		return s
	}
	out := phonenumbers.Format(r.number, phonenumbers.INTERNATIONAL)
	if r.ext != "" {
		out += " ext. " + r.ext
	}
	return out
}
