package search

import "strings"

// Word is one word of a search. A text matches when it holds Text, or when its
// numbers hold Digits.
type Word struct {
	Text   string // folded
	Digits string // of a telephone, VAT or other number; else empty
}

// shortestLetters is how many digits a number with letters before it (BE0403…) has at
// least to be taken for a number.
const shortestLetters = 4

// The digits of the longest number at home (mobile, enterprise), and of one with its country.
const (
	longestNational = 10
	longestAbroad   = 14
)

// Words reads what was typed in a search box. The groups of a telephone number typed
// with spaces are one word.
func Words(q string) []Word {
	tokens := strings.Fields(Fold(q))
	var words []Word
	for i := 0; i < len(tokens); {
		n := phoneAt(tokens[i:])
		text := strings.Join(tokens[i:i+n], " ")
		words = append(words, Word{Text: text, Digits: numberDigits(text)})
		i += n
	}
	return words
}

// phoneAt returns how many of the first tokens make one number: what begins with 0
// or +, followed by groups of two or three digits, the last perhaps half typed.
func phoneAt(tokens []string) int {
	first := strings.TrimLeft(tokens[0], "(")
	total := len(Digits(first))
	if !numeric(first) || first[0] != '0' && first[0] != '+' || total < 2 {
		return 1
	}
	longest := longestNational
	if first[0] == '+' || strings.HasPrefix(first, "00") {
		longest = longestAbroad
	}
	for n := 1; n < len(tokens); n++ {
		d := len(Digits(strings.Replace(tokens[n], "(0)", "", 1)))
		total += d
		last := n+1 == len(tokens)
		if !numeric(tokens[n]) || d > 3 || d == 1 && !last || total > longest {
			return n
		}
	}
	return len(tokens)
}

// numeric reports whether s holds a digit and, besides digits, only what stands in numbers.
func numeric(s string) bool {
	found := false
	for i := range len(s) {
		switch {
		case isDigit(s[i]):
			found = true
		case strings.IndexByte(" ./-+()", s[i]) < 0:
			return false
		}
	}
	return found
}

// numberDigits returns the digits of a number, a Belgian telephone number from abroad
// as at home; empty when text is no number.
func numberDigits(text string) string {
	if !numeric(text) {
		if len(text) < 2+shortestLetters || !isLetter(text[0]) || !isLetter(text[1]) || !numeric(text[2:]) {
			return ""
		}
		if d := Digits(text); len(d) >= shortestLetters {
			return d
		}
		return ""
	}
	return national(text)
}

// national returns the digits of a number, +32 and 0032 as a 0.
func national(text string) string {
	d := Digits(strings.Replace(text, "(0)", "", 1))
	for _, prefix := range []string{"+32", "0032"} {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(text, "("), prefix); ok && Digits(rest) != "" {
			return "0" + strings.TrimPrefix(d, Digits(prefix))
		}
	}
	return d
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }
