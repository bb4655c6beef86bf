// Package phone writes telephone numbers as Belgians write them, says what looks wrong
// about one, and tells what is called. Numbering plans are those of libphonenumber
// (github.com/nyaruka/phonenumbers); it groups Belgian numbers as the BIPT does: zones
// 02, 03, 04 and 09 as 0x xxx xx xx, the others 0xx xx xx xx, mobile 04xx xx xx xx.
// It never refuses: what cannot be read stays as typed.
package phone

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// home is the region of a number without a country; homeCode is its calling code.
const (
	home     = "BE"
	homeCode = 32
)

// longest bounds what is read, in bytes.
const longest = 250

// typed takes a text apart: what stands before a number, the number, its extension,
// and the rest. A hyphen may be any of the hyphens and dashes.
var typed = regexp.MustCompile(`(?is)^(?:(?:tel|tél|telefoon|téléphone|telephone|gsm|mobiel|mobile|fax|[tmfg])\b[ .:]*)?` +
	`([+(]{0,2}\d(?:[\d ./()\x{2010}-\x{2015}-]*\d)?\)?)` +
	`(?:[ ,;/]*(?:ext|extension|toestel|tst|poste|intern|x)[ .:=#]*(\d{1,7}))?(.*)$`)

// service matches the numbers of three and four digits that are called without a zone:
// 112, 1207 (BIPT, "1XX and 1XXX numbers").
var service = regexp.MustCompile(`^1\d{2,3}$`)

// reading is what was read from a text.
type reading struct {
	number *phonenumbers.PhoneNumber // nil when none could be read
	digits string                    // of the number as typed
	ext    string
	whole  bool // the text holds nothing besides the number
}

// memo keeps what was made of a number lately: a list shows the same numbers again
// and again, and reading one takes longer than anything else in its row.
type memo struct {
	mu   sync.RWMutex
	kept map[string]string
	make func(string) string
}

// maxKept bounds how many are kept; then they begin anew.
const maxKept = 4096

func (m *memo) of(s string) string {
	if len(s) > longest {
		return m.make(s)
	}
	m.mu.RLock()
	text, ok := m.kept[s]
	m.mu.RUnlock()
	if ok {
		return text
	}
	text = m.make(s)
	m.keep(s, text)
	return text
}

func (m *memo) keep(s, text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil || len(m.kept) >= maxKept {
		m.kept = make(map[string]string, maxKept)
	}
	m.kept[strings.Clone(s)] = text
}

var (
	formats = memo{make: format}
	checks  = memo{make: check}
	uris    = memo{make: func(s string) string { return read(s).uri() }}
)

// read reads the number in s, the first when it seems to hold two.
func read(s string) reading {
	if len(s) > longest {
		return reading{}
	}
	m := typed.FindStringSubmatch(plain(s))
	if m == nil {
		return reading{}
	}
	r := reading{digits: digits(m[1]), ext: m[2], whole: strings.Trim(m[3], " ./-") == ""}
	r.number = parse(m[1])
	if r.number != nil && possible(r.number) != phonenumbers.TOO_LONG {
		return r
	}
	if first, _, two := strings.Cut(m[1], "/"); two {
		if n := parse(first); n != nil && possible(n) == phonenumbers.IS_POSSIBLE {
			return reading{number: n, digits: digits(first)}
		}
	}
	return r
}

func parse(s string) *phonenumbers.PhoneNumber {
	n, err := phonenumbers.Parse(s, home)
	if err != nil {
		return nil
	}
	return n
}

func possible(n *phonenumbers.PhoneNumber) phonenumbers.ValidationResult {
	return phonenumbers.IsPossibleNumberWithReason(n)
}

// plain makes full-width digits and strange spaces plain, and drops what is invisible.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '＋':
			return '+'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s))
}

// Format writes the number in s: a Belgian one as at home, another with its country,
// an extension behind it. What is no number, or more than one, stays as typed.
func Format(s string) string { return formats.of(s) }

func format(s string) string {
	r := read(s)
	if r.number == nil || !r.whole || possible(r.number) != phonenumbers.IS_POSSIBLE {
		return s
	}
	style := phonenumbers.INTERNATIONAL
	if r.number.GetCountryCode() == homeCode {
		style = phonenumbers.NATIONAL
	}
	out := phonenumbers.Format(r.number, style)
	switch {
	case r.ext != "":
		out += " ext. " + r.ext
	case phonenumbers.IsValidNumber(r.number): // a plan knows it: it is read the same again
		checks.keep(out, "")
		return out
	}
	if again := read(out); !again.whole || again.uri() != r.uri() {
		return s // a number that no plan knows could be read otherwise once written
	}
	return out
}

// Check answers the key of what is to be remarked about s, empty when there is nothing.
func Check(s string) string { return checks.of(s) }

func check(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	r := read(s)
	switch {
	case service.MatchString(r.digits):
		return ""
	case r.digits == "":
		return "phone.shape"
	case r.number == nil:
		return checkLength(r.digits)
	}
	switch possible(r.number) {
	case phonenumbers.IS_POSSIBLE:
		if !phonenumbers.IsValidNumber(r.number) {
			return "phone.check"
		}
		return ""
	case phonenumbers.TOO_LONG:
		return "phone.long"
	case phonenumbers.TOO_SHORT, phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return "phone.short"
	}
	return "phone.check"
}

// checkLength is Check of digits that no numbering plan could read.
func checkLength(d string) string {
	switch {
	case len(d) < 8:
		return "phone.short"
	case len(d) > 15: // E.164
		return "phone.long"
	}
	return "phone.check"
}

// URI is what stands behind tel: to call s (RFC 3966), empty when s cannot be called.
func URI(s string) string { return uris.of(s) }

func (r reading) uri() string {
	switch {
	case service.MatchString(r.digits):
		return r.digits
	case r.number == nil || possible(r.number) != phonenumbers.IS_POSSIBLE:
		return ""
	case r.ext != "":
		return phonenumbers.Format(r.number, phonenumbers.E164) + ";ext=" + r.ext
	}
	return phonenumbers.Format(r.number, phonenumbers.E164)
}

// SearchDigits are the digits by which s is found however it is written, on lines of
// their own: as at home and as from abroad (00 and the country). Belgian numbers, the
// most by far, are not parsed for it.
func SearchDigits(s string) string {
	if national, ok := belgian(s); ok {
		return national + "\n0032" + national[1:]
	}
	all := digits(plain(s))
	r := read(s)
	if r.number == nil || possible(r.number) != phonenumbers.IS_POSSIBLE {
		return all
	}
	national := digits(phonenumbers.Format(r.number, phonenumbers.NATIONAL))
	out := national + "\n00" + digits(phonenumbers.Format(r.number, phonenumbers.E164))
	if !r.whole {
		return out + "\n" + all // a second number
	}
	if r.ext != "" {
		out += "\n" + r.ext
	}
	return out
}

// Key is equal for two texts that call the same number, extensions aside (E.164); empty
// for what cannot be called from everywhere. Belgian numbers are not parsed for it.
func Key(s string) string {
	if national, ok := belgian(s); ok {
		return "+32" + national[1:]
	}
	if len(digits(s)) < shortestKey {
		return ""
	}
	r := read(s)
	if r.number == nil || possible(r.number) != phonenumbers.IS_POSSIBLE {
		return ""
	}
	return phonenumbers.Format(r.number, phonenumbers.E164)
}

// shortestKey is how many digits a number with its zone has at least.
const shortestKey = 6

// belgian returns the digits at home of a number written with nothing but digits and
// signs, when it is a Belgian one of the right length.
func belgian(s string) (string, bool) {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && strings.IndexByte(" ./-()+", c) < 0 {
			return "", false
		}
	}
	if rest, ok := strings.CutPrefix(s, "+32"); ok {
		s = "0" + strings.Replace(rest, "(0)", "", 1)
	} else if rest, ok := strings.CutPrefix(s, "0032"); ok {
		s = "0" + strings.Replace(rest, "(0)", "", 1)
	}
	if strings.Contains(s, "+") {
		return "", false
	}
	d := digits(s)
	return d, (len(d) == 9 || len(d) == 10 && d[1] == '4') && d[0] == '0' && d[1] != '0'
}

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
