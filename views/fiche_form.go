package views

import (
	"strconv"
	"strings"
	"time"
)

// FicheEdit is the form of a fiche, new or not.
type FicheEdit struct {
	*Frame
	Kind, ID, Number, Name string
	Person, Inactive       bool
	Bar                    Bar
	Action, Cancel         string
	Rev, Token, List       string
	Summary                *Summary
	Values                 map[string]string // by name of the field
	Problems, Remarks      map[string]*Note  // by name of the field
	Moments                []MomentLine
	Past                   int // moments that have happened, in Verloop
	Contacts               []int
	Groups, Sources        []string // suggestions
	Countries              []Option
	Address                int // the address whose tab is open, from 1
	Saved                  string
	Check                  string // address that checks one field
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
	switch f.Name {
	case "groups":
		f.Options = suggestions(v.Groups)
	case "source":
		f.Options = suggestions(v.Sources)
	case "language":
		f.Options = append([]Option{{Label: v.T("value.unknown")}}, Languages()...)
	}
	if strings.HasSuffix(name, ".country") {
		f.Options = v.Countries
	}
	if asked[last(name)] || asked[name] {
		f.Ask = v.Check + "&field=" + name
	}
	return f
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

// WhenLine is a line of moments with the words around it.
type WhenLine struct {
	*Frame
	MomentLine
}

// InLine gives a line the words around it.
func (v FicheEdit) InLine(m MomentLine) WhenLine { return WhenLine{v.Frame, m} }

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
	case "country", "language":
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
		x.Hint = f.T("field.groups-hint")
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

// MomentLine is a moment in the form.
type MomentLine struct {
	Name                         string // in field names: the moment's id, or new-1
	Kind                         string
	Day, Hour, Until, Text, Lead string
	Was                          string
	For                          []Option
	Leads                        []Option
	Done                         bool
	Open                         bool // can be open: has an until, a lead, and another of its kind
	More                         bool // the last of its kind: offers one more
	Problems                     map[string]*Note
}

// Icon is the moment's picture.
func (m MomentLine) Icon() string { return kindIcon(m.Kind) }

// Field is the name of one of the line's fields.
func (m MomentLine) Field(name string) string { return "moment." + m.Name + "." + name }

// ID is the id of one of the line's fields.
func (m MomentLine) ID(name string) string { return dom("moment", m.Name, name) }

// Wrong reports whether a field of the line has a problem.
func (m MomentLine) Wrong(name string) bool { return m.Problems[name] != nil }

// Notes are the line's problems in the order of its fields.
func (m MomentLine) Notes() (notes []MomentNote) {
	for _, f := range []string{"kind", "day", "hour", "until", "text", "for", "lead"} {
		if n := m.Problems[f]; n != nil {
			notes = append(notes, MomentNote{m.ID(f) + "-problem", *n})
		}
	}
	return notes
}

// DayType is date; text when what was typed is no day, so that it is still there.
func (m MomentLine) DayType() string { return typeOr("date", m.Day, "2006-01-02") }

// HourType is time, or text like DayType.
func (m MomentLine) HourType() string { return typeOr("time", m.Hour, "15:04") }

// UntilType is like HourType.
func (m MomentLine) UntilType() string { return typeOr("time", m.Until, "15:04") }

func typeOr(kind, value, layout string) string {
	if _, err := time.Parse(layout, value); err != nil && value != "" {
		return "text"
	}
	return kind
}

// MomentNote is a problem of a line, with the id its field is described by.
type MomentNote struct {
	ID string
	Note
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

// FicheConflict shows two versions of one fiche, field by field.
type FicheConflict struct {
	*Frame
	Kind, Number, Name string
	By, At, Was        string
	Action, Cancel     string
	Hidden             []Hidden // of the merged form, but for the fields to choose
	Rows               []ConflictRow
	Clashes            int
	Same               int
}

// Page is the conflict's template.
func (FicheConflict) Page() string { return "fiches/conflict" }

// Part is the same.
func (FicheConflict) Part() string { return "fiches/conflict" }

// ConflictRow is a field two people have in different versions.
type ConflictRow struct {
	Name, Label       string
	Was, Mine, Theirs string // as people read them
	MineValue         string // as the form has them
	TheirsValue       string
	Clash             bool // one must choose
	PickMine          bool
	PickTheirs        bool
	MineSame          bool
	TheirsSame        bool
}

// FicheRemoval asks before fiches go to the bin.
type FicheRemoval struct {
	*Frame
	Kind   string
	Names  []Link
	Hidden []Hidden
	Action string
	Cancel string
}

// Page is the question.
func (FicheRemoval) Page() string { return "fiches/removal" }

// Part is the same.
func (FicheRemoval) Part() string { return "fiches/removal" }

// MomentEdit is the form of one moment, to give it another time.
type MomentEdit struct {
	*Frame
	Fiche      Link
	Kind       string
	Number     string
	Line       MomentLine
	Action     string
	Cancel     string
	RemovalURL string
	List       string
	Token      string
	Summary    *Summary
	New        bool
	Kinds      []Option // of a new one
}

// Page is the form's template.
func (MomentEdit) Page() string { return "moments/edit" }

// Part is the same.
func (MomentEdit) Part() string { return "moments/edit" }

// Fields are the fields of the form, in their order.
func (v MomentEdit) Fields() []Field {
	l := v.Line
	field := func(name, kind, value string) Field {
		return Field{Name: name, Kind: kind, Label: v.T("when." + name), Value: value, Problem: l.Problems[name], Autocomplete: "off"}
	}
	var fs []Field
	if v.New {
		f := field("kind", "select", l.Kind)
		f.Options, f.Autocomplete = v.Kinds, ""
		fs = append(fs, f)
	} else {
		fs = append(fs, Field{Name: "kind", Kind: "hidden", Value: l.Kind})
	}
	day, hour := field("day", l.DayType(), l.Day), field("hour", l.HourType(), l.Hour)
	day.Width, hour.Width, day.Autofocus = "is-8", "is-6", true
	hour.Hint = v.T("when.hint")
	text := field("text", "", l.Text)
	text.MaxLength = 400
	who := field("for", "select", "")
	who.Options, who.Autocomplete = l.For, ""
	fs = append(fs, day, hour)
	if l.Open {
		until, lead := field("until", l.UntilType(), l.Until), field("lead", "select", "")
		until.Width, lead.Options, lead.Autocomplete = "is-6", l.Leads, ""
		fs = append(fs, until, text, who, lead)
	} else {
		fs = append(fs, text, who)
	}
	if !l.Open {
		return append(fs, Field{Name: "done", Kind: "hidden", Value: "yes"})
	}
	return append(fs, Field{Name: "done", Kind: "checkbox", Label: v.T("moment.done"), Value: "yes", Checked: l.Done})
}

// Search is what was found in all kinds.
type Search struct {
	*Frame
	Q        string
	Sections []SearchSection
	Total    int
	Whole    int
}

// Page is the search's template.
func (Search) Page() string { return "search/index" }

// Part is what was found.
func (Search) Part() string { return "search/_found" }

// SearchSection is what was found of one kind.
type SearchSection struct {
	Kind  string
	Total int
	All   string // address of the list with this search
	Rows  []FicheRow
}

// Places are suggestions of towns or postcodes.
type Places struct {
	*Frame
	ID     string
	Places []Place
}

// Page is the list.
func (Places) Page() string { return "search/_places" }

// Part is the list.
func (Places) Part() string { return "search/_places" }

// Place is a town with its postcode.
type Place struct {
	ID, Postcode, Town, Note string
}
