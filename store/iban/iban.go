// Package iban writes and checks account numbers (IBAN, ISO 13616) and the codes of
// banks (BIC, ISO 9362). It never refuses: what is wrong is a remark.
package iban

import (
	"regexp"
	"strings"
	"unicode"
)

// lengths are those of the SWIFT IBAN Registry (release 100), by country.
var lengths = table(`AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18
	DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27
	JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
	PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29
	VA22 VG24 XK20 YE30`)

func table(text string) map[string]int {
	m := map[string]int{}
	for _, f := range strings.Fields(text) {
		m[f[:2]] = int(f[2]-'0')*10 + int(f[3]-'0')
	}
	return m
}

var (
	shape = regexp.MustCompile(`^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$`)
	old   = regexp.MustCompile(`^\d{3}-?\d{7}-?\d{2}$`)
	bic   = regexp.MustCompile(`^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
)

// compact returns s in capitals without spaces, points and the word IBAN before it.
func compact(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // full width
			r -= '！' - '!'
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		if r == '.' || r == '-' || r == ':' || r == '/' {
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
	return strings.TrimPrefix(s, "IBAN")
}

// Format writes an account number in groups of four, and the Belgian one of before
// 2008 (510-0075470-61) as the IBAN it became. What is none stays as typed.
func Format(s string) string {
	c := compact(s)
	if plain := strings.Join(strings.Fields(s), ""); old.MatchString(plain) && belgian(c) {
		c = "BE" + checkDigits("BE", c) + c
	}
	if !shape.MatchString(c) || len(c) > lengths[c[:2]] { // longer: words behind it
		return s
	}
	var b strings.Builder
	for i := range len(c) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(c[i])
	}
	return b.String()
}

// Check answers the key of what is to be remarked about an IBAN, empty when there is
// nothing: its country has accounts of this length, it is 1 modulo 97 (ISO 7064), and a
// Belgian one fits the check of its bank as well (Febelfin). Which bank it is, is not
// looked at: that list changes every month.
func Check(s string) string {
	c := compact(s)
	if strings.TrimSpace(s) == "" {
		return ""
	}
	if !shape.MatchString(c) {
		return "iban.shape"
	}
	n, known := lengths[c[:2]]
	switch {
	case !known:
		return "iban.country"
	case len(c) != n:
		return "iban.length"
	case mod97(c[4:]+c[:4]) != 1:
		return "iban.check"
	case c[:2] == "BE" && !belgian(c[4:]):
		return "iban.check"
	}
	return ""
}

// CheckBIC answers the key of what is to be remarked about the code of a bank.
func CheckBIC(s string) string {
	if c := compact(s); c != "" && !bic.MatchString(c) {
		return "bic.shape"
	}
	return ""
}

// belgian reports whether the twelve digits of a Belgian account fit: the first ten
// modulo 97 are the last two, with 97 for 0.
func belgian(d string) bool {
	if len(d) != 12 || strings.Trim(d, "0123456789") != "" {
		return false
	}
	c := mod97(d[:10])
	if c == 0 {
		c = 97
	}
	return c == int(d[10]-'0')*10+int(d[11]-'0')
}

// checkDigits are the two digits behind the country (ISO 13616: 98 less the remainder).
func checkDigits(country, account string) string {
	c := 98 - mod97(account+country+"00")
	return string([]byte{byte('0' + c/10), byte('0' + c%10)})
}

// mod97 is s modulo 97, its letters counted from A = 10.
func mod97(s string) int {
	r := 0
	for i := range len(s) {
		if c := s[i]; c >= 'A' {
			r = (r*100 + int(c-'A') + 10) % 97
		} else {
			r = (r*10 + int(c-'0')) % 97
		}
	}
	return r
}
