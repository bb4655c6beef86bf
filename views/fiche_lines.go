package views

import (
	"time"
)

// WhenLine is a line of moments with the words around it.
type WhenLine struct {
	*Frame
	MomentLine
}

// InLine gives a line the words around it.
func (v FicheEdit) InLine(m MomentLine) WhenLine { return WhenLine{v.Frame, m} }

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
	Asked                        bool // was asked for a moment ago: has the cursor
	Problems                     map[string]*Note
}

// Ends reports whether the moment has an end: an appointment.
func (m MomentLine) Ends() bool { return m.Kind == "appointment" }

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

// MomentEdit is the form of one moment, to give it another time.
type MomentEdit struct {
	*Frame
	ID         string // of the fiche
	Fiche      Link
	Kind       string
	Number     string
	Line       MomentLine
	Action     string
	Cancel     string
	RemovalURL string
	List       string
	From       string // the list one goes back to, when the form was opened there
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
