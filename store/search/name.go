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
	all := nameWords(folded)
	switch words := withoutForms(all); {
	case len(words) > 0:
		return strings.Join(words, "")
	case len(all) > 0:
		return strings.Join(all, "") // a firm named like a legal form
	}
	return strings.TrimSpace(folded)
}

// NameWords are the words of a name as NameKey compares them, in their order.
func NameWords(name string) []string {
	all := nameWords(Fold(name))
	if words := withoutForms(all); len(words) > 0 {
		return words
	}
	return all
}

// dropped are the signs within a word that do not part it: B.V., 't.
var dropped = strings.NewReplacer(".", "", "'", "")

func nameWords(folded string) []string {
	return strings.FieldsFunc(dropped.Replace(folded), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

func withoutForms(words []string) (rest []string) {
	for i := 0; i < len(words); {
		n := formAt(words[i:])
		if n == 0 {
			rest = append(rest, words[i])
			n = 1
		}
		i += n
	}
	return rest
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
