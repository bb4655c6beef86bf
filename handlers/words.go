package handlers

import (
	"strings"

	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// fieldLabel is the name of a field as people read it: "Telefoon", "Adres 2, plaats".
func fieldLabel(f *views.Frame, name string) string {
	if x, ok := f.OwnNamed(name); ok {
		return x.Label
	}
	parts := strings.Split(name, ".")
	switch {
	case parts[0] == "moment" && len(parts) == 3: // moment.new-1.day, whose kind is not said
		return f.T("when." + parts[2])
	case len(parts) == 3: // contact.2.email, address.1.town
		return f.T("field."+parts[0]+"-n", parts[1], f.Low(f.T("field."+parts[0]+"."+parts[2])))
	case parts[0] == "moment" && len(parts) == 2:
		return f.T("field.moment." + parts[1])
	}
	return f.T("field." + name)
}

// momentLabel is the name of a field of a line of moments: "Afspraak, datum".
func momentLabel(f *views.Frame, kind, field string) string {
	return f.T("field.moment-n", f.T("moment."+kind), f.Low(f.T("when."+field)))
}

// maxShort is how much of a value a line of history shows.
const maxShort = 60

// shortValue is a value of a field as people read it, cut where it is long.
func shortValue(f *views.Frame, name, value string) string {
	return brief(wholeValue(f, name, value), maxShort)
}

// wholeValue is a value of a field as people read it.
func wholeValue(f *views.Frame, name, value string) string {
	if x, ok := f.OwnNamed(name); ok && value != "" {
		value = f.OwnValue(x, value)
	}
	switch {
	case name == "person":
		return f.Low(f.T(map[bool]string{true: "fiche.person", false: "fiche.firm"}[value != ""]))
	case value == "":
		return f.T("value.empty")
	case value == "yes":
		return f.T("value.yes")
	case name == "language":
		return f.T("language." + value)
	case name == "moment.day":
		return f.Date(value)
	case name == "crm.value":
		cents, _ := fiche.ParseEuro(value)
		return f.Euro(cents)
	case name == "crm.outcome":
		return f.T("crm." + value)
	case name == "crm.chance":
		return value + " %"
	case name == "crm.expected", name == "activity.day":
		return f.Date(value)
	case name == "activity.kind":
		return f.T("activity." + value)
	case name == "moment.kind":
		return f.T("moment." + value)
	}
	return value
}

// brief is a text of at most n characters; one that is longer says that it goes on.
func brief(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}

// parts cuts a text where a search hit it.
func parts(text string, words []search.Word) (ps []views.Part) {
	if text == "" {
		return nil
	}
	at := 0
	for _, m := range search.Marks(text, words) {
		if m.From > at {
			ps = append(ps, views.Part{Text: text[at:m.From]})
		}
		ps = append(ps, views.Part{Text: text[m.From:m.To], Hit: true})
		at = m.To
	}
	if at < len(text) {
		ps = append(ps, views.Part{Text: text[at:]})
	}
	return ps
}
