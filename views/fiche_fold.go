package views

import "strings"

// Fold is the head of a part of the form, which folds on a phone.
type Fold struct {
	Head  string
	Count int
	Gist  string // what the part holds, in a few words, while it is folded
}

// foldFields are the fields of each part that folds, by the beginning of their names.
var foldFields = map[string][]string{
	"moments": {"moment."}, "who": {"person", "name", "groups", "source", "vat"}, "addresses": {"address."}, "remarks": {"remarks"},
	"reach": {"salutation", "full-name", "phone", "mobile", "fax", "email"}, "contacts": {"contact."}, "affairs": {"language", "iban", "bic", "website"}, "own": {"extra."},
}

// Opens reports whether a part stands open: all of them on a desk; on a phone what one
// begins with, and what there is something to say about.
func (v FicheEdit) Opens(part string) bool {
	return !v.Phone || part == "who" || v.said(part, v.Problems) || v.said(part, v.Remarks)
}

func (v FicheEdit) said(part string, notes map[string]*Note) bool {
	for name := range notes {
		for _, begin := range foldFields[part] {
			if name == begin || strings.HasSuffix(begin, ".") && strings.HasPrefix(name, begin) {
				return true
			}
		}
	}
	return false
}

// Fold is the head of a part.
func (v FicheEdit) Fold(part string) Fold {
	switch part {
	case "moments":
		return Fold{Head: v.T("fiche.moments"), Gist: v.nextWords()}
	case "addresses":
		return Fold{Head: v.T("fiche.addresses"), Count: v.AddressCount(), Gist: v.gist("address", 9, "label", "town")}
	case "remarks":
		return Fold{Head: v.T("field.remarks"), Gist: v.Values["remarks"]}
	case "reach":
		return Fold{Head: v.T("fiche.reach"), Gist: together(v.Values["full-name"], v.Values["phone"], v.Values["mobile"], v.Values["email"])}
	case "contacts":
		return Fold{Head: v.T("fiche.contacts"), Count: len(v.Contacts), Gist: v.gist("contact", 20, "name")}
	case "affairs":
		language := ""
		if code := v.Values["language"]; code != "" {
			language = v.T("language." + code)
		}
		return Fold{Head: v.T("fiche.affairs"), Gist: together(language, v.Values["iban"], v.Values["website"])}
	case "own":
		var words []string
		for _, x := range v.OwnFor(v.Kind, v.Values) {
			words = append(words, v.OwnValue(x, v.Values[x.Name]))
		}
		return Fold{Head: v.T("own.head"), Gist: together(words...)}
	}
	return Fold{Head: v.T("fiche.who")}
}

// gist is one field of each address or contact, the first of these that it has.
func (v FicheEdit) gist(part string, most int, fields ...string) string {
	var words []string
	for n := 1; n <= most; n++ {
		for _, field := range fields {
			if text := v.Values[nth(part, n, field)]; text != "" {
				words = append(words, text)
				break
			}
		}
	}
	return together(words...)
}

// nextWords is the first moment that is still to come: "Terug bellen, vandaag 11:00".
func (v FicheEdit) nextWords() string {
	var next *MomentLine
	for i := range v.Moments {
		if m := &v.Moments[i]; m.Open && !m.Done && m.Day != "" && (next == nil || m.Day+m.Hour < next.Day+next.Hour) {
			next = m
		}
	}
	if next == nil {
		return ""
	}
	return together(v.T("moment."+next.Kind), v.DayClock(next.Day, next.Hour))
}

// together joins the words that are there.
func together(words ...string) string {
	var some []string
	for _, w := range words {
		if w != "" {
			some = append(some, w)
		}
	}
	return strings.Join(some, ", ")
}
