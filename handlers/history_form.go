package handlers

import (
	"strings"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// historyForm fills in the form, and answers what it asks for.
func (a *App) historyForm(v *views.History, s *historyState) store.HistoryQuery {
	f := v.Frame
	kind, _ := fiche.ParseKind(s.kind)
	q := store.HistoryQuery{Fiche: s.fiche, Kind: kind, Who: s.who, What: s.what, Field: s.field, Before: s.before, Limit: pageSize}
	v.From = views.Field{Name: "from", Kind: "date", Label: f.T("history.from"), Value: s.from}
	v.Until = views.Field{Name: "until", Kind: "date", Label: f.T("history.until"), Value: s.until}
	v.Fiche = views.Field{Name: "fiche", ID: "q", Kind: "search", Label: f.T("history.fiche"), Value: s.fiche, Placeholder: f.T("history.fiche-which"), MaxLength: maxQuery, Autocomplete: "off"}
	v.Kind = views.Field{Name: "kind", Kind: "select", Label: f.T("bin.kind"), Value: s.kind, Options: []views.Option{{Label: f.T("history.kinds")}}}
	for _, k := range fiche.Kinds {
		v.Kind.Options = append(v.Kind.Options, views.Option{Value: k.String(), Label: f.T("nav." + k.Plural())})
	}
	v.Field = historyField(f, s.field)
	v.Gist = historyGist(v, s)
	from, ok := a.dayStart(s.from, 0)
	if q.From = from; !ok {
		v.From.Problem = &views.Note{Text: f.T("problem.day", s.from)}
	}
	until, ok := a.dayStart(s.until, 1)
	if q.Until = until; !ok {
		v.Until.Problem = &views.Note{Text: f.T("problem.day", s.until)}
	}
	if from != 0 && until != 0 && from >= until {
		v.Until.Problem = &views.Note{Text: f.T("problem.until-before-from")}
	}
	return q
}

// dayStart is when a day begins, or one so many days after it; zero for none.
func (a *App) dayStart(day string, after int) (at int64, ok bool) {
	if day == "" {
		return 0, true
	}
	t, err := time.ParseInLocation(time.DateOnly, day, a.store.Location())
	if err != nil || t.Year() < 1990 || t.Year() > 2199 {
		return 0, false
	}
	return t.AddDate(0, 0, after).Unix(), true
}

// fieldGroups are what the fields of a history are of, by the beginning of their names.
var fieldGroups = []struct {
	prefix, label string
	crm           bool
}{{"moment.", "fiche.moments", false}, {"crm.", "nav.crm", true}, {"activity.", "crm.log", false}}

// historyField is the choice of the field that was changed: those of the fiche first.
func historyField(f *views.Frame, chosen string) views.Field {
	x := views.Field{Name: "field", Kind: "select", Label: f.T("conflict.field"), Value: chosen, Options: []views.Option{{Label: f.T("history.fields")}}}
	add := func(group, name string) {
		x.Options = append(x.Options, views.Option{Group: group, Value: name, Label: historyFieldLabel(f, name)})
	}
	for _, n := range store.HistoryFields {
		if !strings.Contains(n, ".") {
			add(f.T("history.fiche"), n)
		}
	}
	for i := range f.Own {
		if f.Own[i].Live || f.Own[i].Name == chosen {
			add(f.T("own.head"), f.Own[i].Name)
		}
	}
	for _, g := range fieldGroups {
		for _, n := range store.HistoryFields {
			if strings.HasPrefix(n, g.prefix) && (f.CRM || !g.crm || n == chosen) {
				add(f.T(g.label), n)
			}
		}
	}
	return x
}

func historyFieldLabel(f *views.Frame, name string) string {
	switch name {
	case "contact":
		return f.T("fiche.contacts")
	case "address":
		return f.T("fiche.addresses")
	case "person":
		return f.T("history.person")
	}
	return fieldLabel(f, name)
}

// fieldRank puts the field that is asked for before the others.
func fieldRank(name, asked string) int {
	if store.FieldFamily(name) == asked {
		return 0
	}
	return 1
}

// historyGist says what the form asks for while it is folded.
func historyGist(v *views.History, s *historyState) string {
	f := v.Frame
	var words []string
	day := func(word, day string) {
		if day != "" {
			words = append(words, f.Low(f.T(word))+" "+f.Date(day))
		}
	}
	day("history.from", s.from)
	day("history.until", s.until)
	if s.fiche != "" {
		words = append(words, s.fiche)
	}
	for _, x := range []views.Field{v.Kind, v.Field} {
		for _, o := range x.Options {
			if o.Value != "" && o.Value == x.Value {
				words = append(words, strings.TrimSpace(o.Label))
			}
		}
	}
	return strings.Join(words, ", ")
}
