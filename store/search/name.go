package search

import (
	"strings"
	"unicode"
)

// legalForms are those of Belgium and its neighbours, folded, without dots and spaces.
var legalForms = set("bv bvba bvbaso ebvba nv vof cv cvba cvbaso cvoa commv commva gcv vzw ivzw se ev " +
	"srl sprl sprlu sa snc sc scrl scrlfs scris scomm sca scs asbl aisbl sarl sas sasu eurl " +
	"gmbh ag kg ohg ug gbr ek ev ltd limited plc llc inc " +
	"naamlozevennootschap beslotenvennootschap societeanonyme")

// longestForm is how many words the longest legal form can be written in.
const longestForm = 4

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// NameKey is equal for names that a reader takes for the same: legal form, case,
// accents, spaces and punctuation do not count.
func NameKey(name string) string {
	folded := Fold(name)
	words := strings.FieldsFunc(strings.NewReplacer(".", "", "'", "").Replace(folded), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	var b strings.Builder
	for i := 0; i < len(words); {
		n := formAt(words[i:])
		if n == 0 {
			b.WriteString(words[i])
			n = 1
		}
		i += n
	}
	switch {
	case b.Len() > 0:
		return b.String()
	case len(words) > 0:
		return strings.Join(words, "") // a firm named like a legal form
	}
	return strings.TrimSpace(folded)
}

// formAt returns how many of the first words make a legal form.
func formAt(words []string) int {
	for n := min(longestForm, len(words)); n > 0; n-- {
		if legalForms[strings.Join(words[:n], "")] {
			return n
		}
	}
	return 0
}
