package views

import (
	"slices"
	"strings"
)

// OwnField is a field that this box has besides those every fiche has.
type OwnField struct {
	Name  string // of the field in forms and values
	Label string
	Type  string   // text, number, yesno or date
	Kinds []string // of fiches that have it
	Live  bool     // it was not removed
}

// OwnNamed is the own field with a name, also one that was removed.
func (f *Frame) OwnNamed(name string) (OwnField, bool) {
	i := slices.IndexFunc(f.Own, func(x OwnField) bool { return x.Name == name })
	if i < 0 {
		return OwnField{}, false
	}
	return f.Own[i], true
}

// OwnFor are the own fields of a fiche of a kind with these values: those of its kind,
// and those that hold something.
func (f *Frame) OwnFor(kind string, values map[string]string) (own []OwnField) {
	for _, x := range f.Own {
		if x.Live && (values[x.Name] != "" || slices.Contains(x.Kinds, kind)) {
			own = append(own, x)
		}
	}
	return own
}

// OwnValue is a value of an own field as people read it.
func (f *Frame) OwnValue(x OwnField, value string) string {
	switch {
	case value == "":
		return ""
	case x.Type == "date":
		return f.Date(value)
	case x.Type == "yesno" && value == "yes":
		return f.T("value.yes")
	case x.Type == "yesno" && value == "no":
		return f.T("value.no")
	case x.Type == "number":
		return strings.Replace(value, ",", f.T("decimal"), 1)
	}
	return value
}

// OwnFields are the own fields of the form.
func (v FicheEdit) OwnFields() (fields []Field) {
	for _, x := range v.OwnFor(v.Kind, v.Values) {
		fields = append(fields, v.own(x))
	}
	return fields
}

func (v FicheEdit) own(x OwnField) Field {
	f := OwnInput(v.Frame, x, v.Values[x.Name])
	f.Problem, f.Remark, f.Autofocus = v.Problems[x.Name], v.Remarks[x.Name], x.Name == v.Focus
	if x.Type == "date" && f.Problem != nil {
		f.Kind = "" // a field of dates shows no text that is none
	}
	return f
}

// OwnInput is an own field as it is filled in.
func OwnInput(f *Frame, x OwnField, value string) Field {
	in := Field{Name: x.Name, Label: x.Label, Value: value, MaxLength: 1024, Autocomplete: "off"}
	switch x.Type {
	case "number":
		in.InputMode, in.Width, in.MaxLength = "decimal", "is-8", 40
	case "date":
		in.Kind, in.MaxLength, in.Width = "date", 0, "is-8"
	case "yesno":
		in.Kind, in.MaxLength = "radio", 0
		in.Options = []Option{{Value: "yes", Label: f.T("own.yes"), Selected: value == "yes"}, {Value: "no", Label: f.T("own.no"), Selected: value == "no"}, {Label: f.T("own.unknown"), Selected: value != "yes" && value != "no"}}
	}
	return in
}

// OwnFields is the page on which the own fields of the box are made.
type OwnFields struct {
	*Frame
	Token string
	Rows  []OwnRow
	Gone  []OwnRow // removed; their values are kept
	New   OwnForm
}

// Page is the page's template.
func (OwnFields) Page() string { return "settings/fields" }

// Part is the same.
func (OwnFields) Part() string { return "settings/fields" }

// OwnRow is an own field in the settings.
type OwnRow struct {
	*Frame
	ID, Name, Type string
	Place          int
	Kinds          []Option // for which it is
	Count          int      // fiches that have a value in it
	Focus, Up      bool     // it was just moved
	Edit           *OwnForm // it is being changed
	Self           string
	TypeName       string
	Ask            *Ask
}

// ForWords are the kinds it is for, in words.
func (r OwnRow) ForWords() string {
	var words []string
	for _, k := range r.Kinds {
		if k.Selected {
			words = append(words, k.Label)
		}
	}
	return r.Listed(words)
}

// Icon is the picture of its type.
func (r OwnRow) Icon() string { return OwnIcon(r.Type) }

// OwnIcon is the picture of a type of own fields.
func OwnIcon(kind string) string {
	switch kind {
	case "number":
		return "digits"
	case "yesno":
		return "yesno"
	case "date":
		return "calendar"
	}
	return "letters"
}

// OwnForm is the form of an own field.
type OwnForm struct {
	*Frame
	Name  Field
	Types []OwnType // none when the type stays
	Type  string    // the one that stays
	Kinds []Option
	Wrong *Note // about the kinds
}

// OwnType is a type that can be chosen.
type OwnType struct{ Value, Label, Icon string }
