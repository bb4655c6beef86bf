package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a part of a text, in bytes, on the edges of runes: text[From:To].
type Span struct{ From, To int }

// Marks returns which parts of text were found by words, in order, none touching
// another. An accent belongs to its letter, a ligature is marked whole.
func Marks(text string, words []Word) []Span {
	if text == "" || len(words) == 0 {
		return nil
	}
	f := foldWithOrigin(text)
	var spans []Span
	for _, w := range words {
		spans = f.find(spans, w.Text)
		if w.Digits != "" {
			spans = markNumbers(spans, text, w.Digits)
		}
	}
	return merge(spans)
}

// folded is a folded text that knows where each of its bytes came from.
type folded struct {
	text string
	from []int // by byte: where its rune begins in the original
	to   []int // by byte: where its rune and the marks after it end
}

func foldWithOrigin(text string) folded {
	var b strings.Builder
	var f folded
	for i, r := range text {
		s := foldRune(r)
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size := utf8.DecodeRuneInString(text[i:])
			end = i + size
		}
		if s == "" && unicode.Is(unicode.M, r) {
			for j := len(f.to) - 1; j >= 0 && f.to[j] == i; j-- {
				f.to[j] = end
			}
			continue
		}
		b.WriteString(s)
		for range len(s) {
			f.from, f.to = append(f.from, i), append(f.to, end)
		}
	}
	f.text = b.String()
	return f
}

func (f *folded) find(spans []Span, needle string) []Span {
	if needle == "" {
		return spans
	}
	for at := 0; ; {
		i := strings.Index(f.text[at:], needle)
		if i < 0 {
			return spans
		}
		i += at
		spans = append(spans, Span{f.from[i], f.to[i+len(needle)-1]})
		at = i + 1
	}
}

// markNumbers marks digits in each number of text, however it is written.
func markNumbers(spans []Span, text, digits string) []Span {
	for at := 0; at < len(text); {
		if !isDigit(text[at]) && text[at] != '+' {
			at++
			continue
		}
		end := numberEnd(text, at)
		spans = markNumber(spans, text[at:end], at, digits)
		at = end
	}
	return spans
}

// numberEnd returns where the number that begins at from ends: digits with at most
// three signs between them.
func numberEnd(text string, from int) int {
	end := from + 1
	for i := from; i < len(text) && i-end < 3 && strings.IndexByte("0123456789 ./-+()", text[i]) >= 0; i++ {
		if isDigit(text[i]) {
			end = i + 1
		}
	}
	return end
}

func markNumber(spans []Span, number string, base int, digits string) []Span {
	var at []int // where each digit stands
	var have []byte
	for i := range len(number) {
		if isDigit(number[i]) {
			at, have = append(at, base+i), append(have, number[i])
		}
	}
	if d := national(number); len(d) < len(have) {
		at, have = at[len(have)-len(d):], []byte(d) // the 0 stands on the country's last digit
	}
	all := string(have)
	for from := 0; ; {
		i := strings.Index(all[from:], digits)
		if i < 0 {
			return spans
		}
		i += from
		spans = append(spans, Span{at[i], at[i+len(digits)-1] + 1})
		from = i + 1
	}
}

// merge puts spans in order and joins those that touch.
func merge(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.From - b.From })
	merged := spans[:0]
	for _, s := range spans {
		if n := len(merged); n > 0 && s.From <= merged[n-1].To {
			merged[n-1].To = max(merged[n-1].To, s.To)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}
