package search

import "strings"

type Word struct{ Text, Digits string }

func Fold(s string) string    { return strings.ToLower(s) }
func SortKey(s string) string { return Fold(s) }
func NameKey(s string) string { return Fold(s) }
func Digits(s string) string {
	b := []byte{}
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			b = append(b, s[i])
		}
	}
	return string(b)
}
func Words(q string) (ws []Word) {
	for _, f := range strings.Fields(Fold(q)) {
		ws = append(ws, Word{f, Digits(f)})
	}
	return ws
}

type Span struct{ From, To int }

func Marks(text string, ws []Word) []Span { return nil }
