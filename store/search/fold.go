// Package search folds text, so that what is typed finds what is meant, and says
// which parts of a text were found.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Version changes when Fold or SortKey answers otherwise than before, so that what
// was kept of their answers is made anew.
const Version = 1

// letters are those that no decomposition takes apart, as people type them.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ħ': "h", 'Ħ': "h", 'ŧ': "t", 'Ŧ': "t", 'ς': "σ",
	'’': "'", '‘': "'", '‛': "'", 'ʼ': "'", '′': "'", '´': "'", '`': "'", '“': `"`, '”': `"`, '„': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '−': "-",
}

// latin holds the folded form of the runes below its length, made once.
var latin [0x250]string

func init() {
	for r := range rune(len(latin)) {
		latin[r] = foldSlow(r)
	}
}

// foldRune is the folded form of one rune. A mark folds to nothing, which is why a
// text may be folded rune by rune: only marks change places in a decomposition.
func foldRune(r rune) string {
	if r < rune(len(latin)) {
		return latin[r]
	}
	return foldSlow(r)
}

func foldSlow(r rune) string {
	if s, ok := letters[r]; ok {
		return s
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		d = lower(d)
		switch s, ok := letters[d]; {
		case ok:
			b.WriteString(s)
		case unicode.Is(unicode.M, d) || unicode.Is(unicode.Cf, d):
		default:
			b.WriteRune(d)
		}
	}
	return b.String()
}

// lower goes through the capital: some letters have two small forms.
func lower(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

// Fold returns s in small letters without accents, ligatures taken apart: what is
// compared when a text is searched. Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && s[i] != '`' && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, i, len(s)+8)
	copy(b, s)
	for _, r := range s[i:] {
		if r >= 'A' && r <= 'Z' {
			b = append(b, byte(r)+'a'-'A')
		} else if r < utf8.RuneSelf && r != '`' {
			b = append(b, byte(r))
		} else {
			b = append(b, foldRune(r)...)
		}
	}
	return string(b)
}

// SortKey is what a list is sorted by: the folded name without punctuation. Articles
// stay: names stand where a reader of what is printed looks for them.
func SortKey(name string) string {
	folded := Fold(name)
	b := make([]byte, 0, len(folded))
	gap := false
	for _, r := range folded {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if gap && len(b) > 0 {
				b = append(b, ' ')
			}
			gap = false
			b = utf8.AppendRune(b, r)
		case unicode.IsSpace(r):
			gap = true
		}
	}
	if len(b) == 0 {
		return strings.TrimSpace(folded) // only signs: still a name
	}
	return string(b)
}

// Digits returns the digits of s.
func Digits(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if isDigit(s[i]) {
			b = append(b, s[i])
		}
	}
	return string(b)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
