package views

import (
	"strconv"
	"strings"
)

// FicheEdit is the form of a fiche, new or not.
type FicheEdit struct {
	*Frame
	Kind, ID, Number, Name string
	Person, Inactive       bool
	Flip
	Phone             bool // asked by a telephone: parts fold
	Bar               Bar
	Action, Cancel    string
	Rev, Token, List  string
	Summary           *Summary
	Values            map[string]string // by name of the field
	Problems, Remarks map[string]*Note  // by name of the field
	Moments           []MomentLine
	Past              int // moments that have happened, in Verloop
	Contacts          []int
	Groups, Sources   []string // suggestions
	Countries         []Option
	Address           int // the address whose tab is open, from 1
	Saved             string
	Check             string // address that checks one field
	Unsaved           bool   // given back with what was typed, and a line more or less
	Focus             string // field that has the cursor then

	Alike *AlikeList // who looks like it; of a new one only
}

// Page is the form's template.
func (FicheEdit) Page() string { return "fiches/edit" }

// Part is the form alone.
func (FicheEdit) Part() string { return "fiches/_form" }

// IsNew reports whether the fiche is still to be made.
func (v FicheEdit) IsNew() bool { return v.ID == "" }

// FormID is the id of the form element.
func (v FicheEdit) FormID() string {
	if v.IsNew() {
		return "fiche-new-form"
	}
	return dom("fiche", v.ID, "form")
}

// F is one field of the form, with what is to be said about it.
func (v FicheEdit) F(name string) Field {
	f := FicheField(v.Frame, name, v.Values[name])
	f.Problem, f.Remark = v.Problems[name], v.Remarks[name]
	f.Autofocus = name == v.Focus
	switch f.Name {
	case "groups":
		f.Options = suggestions(v.Groups)
	case "source":
		f.Options = suggestions(v.Sources)
	case "language":
		f.Options = v.languages()
	}
	if strings.HasSuffix(name, ".country") {
		f.Options = v.Countries
	}
	if asked[last(name)] || asked[name] {
		f.Ask = v.Check + "&field=" + name
	}
	return f
}

// languages are those one can write to people in: more than the program itself speaks.
func (v FicheEdit) languages() []Option {
	options := []Option{{Label: v.T("value.unknown")}}
	for _, code := range []string{"nl", "fr", "de", "en"} {
		options = append(options, Option{Value: code, Label: v.T("language." + code)})
	}
	return options
}

// Together is several fields on one line, under one label.
func (v FicheEdit) Together(label string, names ...string) FieldRow {
	r := FieldRow{Label: v.T(label)}
	for i, n := range names {
		f := v.F(n)
		f.Bare = i > 0
		r.Fields = append(r.Fields, f)
	}
	return r
}

// nth is the name of a field of the n-th address or contact.
func nth(part string, n int, field string) string { return part + "." + strconv.Itoa(n) + "." + field }

// AddressPart is one of the nine addresses in the form.
type AddressPart struct {
	FicheEdit
	N int
}

// InAddress is the form, at its n-th address.
func (v FicheEdit) InAddress(n int) AddressPart { return AddressPart{v, n} }

// At is the name of one of the address's fields.
func (a AddressPart) At(field string) string { return nth("address", a.N, field) }

// A is one of the address's fields.
func (a AddressPart) A(field string) Field { return a.F(a.At(field)) }

// ContactFields are the fields of a contact person, in their order.
func (FicheEdit) ContactFields() []string {
	return []string{"name", "role", "phone", "mobile", "email"}
}

// ContactField is a field of the n-th contact person; its label is read out and stands in it while it is empty.
func (v FicheEdit) ContactField(n int, field string) Field {
	f := v.F(nth("contact", n, field))
	f.Bare, f.Placeholder, f.Ask, f.Suggest = true, f.Label, "", ""
	return f
}

// asked are the fields about which there may be something to say on leaving them.
var asked = map[string]bool{"name": true, "vat": true, "iban": true, "bic": true, "phone": true, "mobile": true, "fax": true, "email": true, "website": true}

// FicheField is a field of a fiche's form: its label, its kind and how it is typed.
func FicheField(f *Frame, name, value string) Field {
	parts := strings.Split(name, ".")
	key := name
	if len(parts) == 3 {
		key = parts[0] + "." + parts[2]
	}
	x := Field{Name: name, Label: f.T("field." + key), Value: value, MaxLength: 400}
	switch last(name) {
	case "phone", "mobile", "fax":
		x.Kind, x.Autocomplete = "tel", "off"
	case "email":
		x.InputMode, x.Autocomplete = "email", "off"
	case "website":
		x.InputMode = "url"
	case "country":
		x.Kind, x.MaxLength, x.Role = "select", 0, "country"
	case "language":
		x.Kind, x.MaxLength = "select", 0
	case "number", "box":
		x.Width = "is-4"
	case "postcode":
		x.Width, x.InputMode, x.Autocomplete = "is-4", "numeric", "off"
		x.Suggest, x.Role = "/places", "postcode"
	case "town":
		x.Autocomplete, x.Suggest, x.Role, x.Capital = "off", "/places", "town", true
	}
	switch name {
	case "name":
		x.Required, x.Capital, x.Autocomplete = true, true, "off"
	case "groups":
		x.Hint, x.Many = f.T("field.groups-hint"), true
	case "salutation":
		x.Width = "is-6"
	case "bic":
		x.Width = "is-8"
	case "remarks":
		x.Kind, x.Rows, x.MaxLength = "textarea", 3, 0
	}
	return x
}

// last is the last part of a field's name: the town of address.2.town.
func last(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

func suggestions(names []string) []Option {
	var options []Option
	for _, n := range names {
		options = append(options, Option{Value: n})
	}
	return options
}

// FieldRow is several fields on one line.
type FieldRow struct {
	Label  string
	Fields []Field
}

// First is the field the label belongs to.
func (r FieldRow) First() Field { return r.Fields[0] }

// Required reports whether the first must be filled in.
func (r FieldRow) Required() bool { return r.Fields[0].Required }

// AddressNumbers are 1 to 9.
func (FicheEdit) AddressNumbers() []int { return []int{1, 2, 3, 4, 5, 6, 7, 8, 9} }

// AddressTitle is what stands on the tab of the n-th address.
func (v FicheEdit) AddressTitle(n int) string { return v.Values[nth("address", n, "label")] }

// AddressEmpty reports whether nothing of the n-th address is filled in.
func (v FicheEdit) AddressEmpty(n int) bool {
	prefix := "address." + strconv.Itoa(n) + "."
	for name, value := range v.Values {
		if value != "" && strings.HasPrefix(name, prefix) {
			return false
		}
	}
	return true
}

// AddressCount is how many addresses have something in them.
func (v FicheEdit) AddressCount() (n int) {
	for _, i := range v.AddressNumbers() {
		if !v.AddressEmpty(i) {
			n++
		}
	}
	return n
}

// FicheCheck is one field of the form after it was left: what is to be said about it.
type FicheCheck struct {
	*Frame
	Field Field
}

// Page is the field.
func (FicheCheck) Page() string { return "layout/_asked" }

// Part is the field.
func (FicheCheck) Part() string { return "layout/_asked" }
