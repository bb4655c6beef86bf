package fiche

import (
	"strconv"
	"time"
)

// MomentKind is one of the four moments of a fiche.
type MomentKind uint8

// The four moments, in the source's order.
const (
	FirstContact MomentKind = iota + 1
	Appointment
	CallBack
	Sold
	// Step is the next step of an activity that is neither of these: an offer to be made,
	// plans to be sent. It has no place of its own among the four moments of the source.
	Step
)

// MomentKinds are all four in the source's order.
var MomentKinds = [...]MomentKind{FirstContact, Appointment, CallBack, Sold}

// StepKinds are what the next step of an activity can be.
var StepKinds = [...]MomentKind{CallBack, Appointment, Step}

// String is the kind's code: first-contact, appointment, call-back, sold or step.
func (k MomentKind) String() string {
	switch k {
	case FirstContact:
		return "first-contact"
	case Appointment:
		return "appointment"
	case CallBack:
		return "call-back"
	case Sold:
		return "sold"
	case Step:
		return "step"
	}
	return "moment" + strconv.Itoa(int(k))
}

// ParseMomentKind reads a moment kind's code.
func ParseMomentKind(s string) (MomentKind, bool) {
	for _, k := range MomentKinds {
		if s == k.String() {
			return k, true
		}
	}
	return Step, s == Step.String()
}

// Reminds reports whether moments of this kind call for something to be done, and
// so can be open, late and reminded of. A first contact and a sale are facts.
func (k MomentKind) Reminds() bool { return k == Appointment || k == CallBack || k == Step }

// Leads that are no number of minutes.
const (
	LeadDefault = -1 // as the settings say
	LeadNone    = -2 // no reminder
)

// MaxLead is the longest lead time in minutes: two weeks.
const MaxLead = 14 * 24 * 60

// Moment is a first contact, an appointment, a call-back or a sale of a fiche. Day
// and hours are wall-clock time in Europe/Brussels, so a change of the clocks does
// not move them.
type Moment struct {
	ID     ID         `cbor:"1,keyasint" json:"id"`
	Fiche  ID         `cbor:"2,keyasint" json:"fiche"`
	Rev    uint64     `cbor:"3,keyasint" json:"rev"`
	Kind   MomentKind `cbor:"4,keyasint" json:"kind"`
	Day    string     `cbor:"5,keyasint" json:"day"`                       // YYYY-MM-DD
	Hour   string     `cbor:"6,keyasint,omitempty" json:"hour,omitempty"`  // HH:MM, or empty: in the course of the day
	Until  string     `cbor:"7,keyasint,omitempty" json:"until,omitempty"` // HH:MM, or empty
	Text   string     `cbor:"8,keyasint,omitempty" json:"text,omitempty"`
	For    ID         `cbor:"9,keyasint,omitempty" json:"for,omitempty"` // a user, or empty: everyone
	Lead   int        `cbor:"10,keyasint" json:"lead"`                   // minutes, LeadDefault or LeadNone
	DoneAt int64      `cbor:"11,keyasint,omitempty" json:"done_at,omitempty"`
	DoneBy string     `cbor:"12,keyasint,omitempty" json:"done_by,omitempty"`
	CRM    ID         `cbor:"13,keyasint,omitempty" json:"crm,omitempty"` // the CRM fiche whose next step it is
}

// Done reports whether the moment has happened or is dealt with.
func (m *Moment) Done() bool { return m.DoneAt != 0 }

// Open reports whether the moment still calls for something to be done.
func (m *Moment) Open() bool { return m.Kind.Reminds() && m.DoneAt == 0 }

// When is day and hour as one text that sorts by time: "2026-10-21T10:42", or
// "2026-10-21" for one without an hour, which so comes before the hours of its day.
func (m *Moment) When() string {
	if m.Hour == "" {
		return m.Day
	}
	return m.Day + "T" + m.Hour
}

// Line is a moment as a line of a form has it: a text for each field.
type Line struct {
	Kind, Day, Hour, Until, Text, For, Lead string
	Done                                    bool
}

// Line is the moment as its line in the form has it.
func (m *Moment) Line() Line {
	return Line{m.Kind.String(), m.Day, m.Hour, m.Until, m.Text, m.For, LeadText(m.Lead), m.Done()}
}

// LeadText is a lead as a form has it: minutes, "none", or empty for the setting's.
func LeadText(lead int) string {
	switch lead {
	case LeadDefault:
		return ""
	case LeadNone:
		return "none"
	}
	return strconv.Itoa(lead)
}

// IsEmpty reports whether nothing was filled in: such a new line is no moment.
func (l Line) IsEmpty() bool { return l.Day == "" && l.Hour == "" && l.Until == "" && l.Text == "" }

// Read checks a line and sets m to what it says; done stays as it is in m.
// Problems are named by the line's field: day, hour, until, text, lead, kind.
func (l Line) Read(m *Moment, zone *time.Location) []Problem {
	var ps []Problem
	bad := func(field, code string, args ...any) {
		ps = append(ps, Problem{Field: field, Code: code, Args: args, Blocks: true})
	}
	kind, ok := ParseMomentKind(l.Kind)
	if !ok {
		bad("kind", "problem.choice")
	}
	if p := CheckText("text", l.Text, false); p != nil {
		ps = append(ps, *p)
	}
	day, err := time.ParseInLocation(time.DateOnly, l.Day, zone)
	switch {
	case l.Day == "":
		bad("day", "problem.day-missing")
	case err != nil:
		bad("day", "problem.day", clip(l.Day))
	case day.Year() < 1990 || day.Year() > 2199:
		bad("day", "problem.day-far", clip(l.Day))
	}
	dayOK, hourOK := len(ps) == 0, l.Hour == "" || clockOK(l.Hour)
	if !hourOK {
		bad("hour", "problem.hour", clip(l.Hour))
	}
	l.checkUntil(bad)
	if dayOK && hourOK && l.Hour != "" {
		if next, skipped := Skipped(l.Day, l.Hour, zone); skipped {
			ps = append(ps, Problem{Field: "hour", Code: "problem.skipped", Args: []any{l.Hour, next}, Blocks: true, Propose: next})
		}
	}
	lead, ok := parseLead(l.Lead)
	if !ok {
		bad("lead", "problem.lead", clip(l.Lead))
	}
	if len(ps) == 0 {
		m.Kind, m.Day, m.Hour, m.Until, m.Text, m.For, m.Lead = kind, l.Day, l.Hour, l.Until, l.Text, l.For, lead
	}
	return ps
}

// checkUntil says what is wrong with the end of a moment.
func (l Line) checkUntil(bad func(field, code string, args ...any)) {
	switch {
	case l.Until == "":
	case !clockOK(l.Until):
		bad("until", "problem.hour", clip(l.Until))
	case l.Hour == "":
		bad("until", "problem.until-alone")
	case clockOK(l.Hour) && l.Until <= l.Hour:
		bad("until", "problem.until", l.Until, l.Hour)
	}
}

// clip shortens what a problem repeats of what was typed.
func clip(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func parseLead(s string) (int, bool) {
	switch s {
	case "":
		return LeadDefault, true
	case "none":
		return LeadNone, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= MaxLead
}

// clockOK reports whether s is HH:MM between 00:00 and 23:59.
func clockOK(s string) bool {
	if len(s) != 5 {
		return false
	}
	_, err := time.Parse("15:04", s)
	return err == nil
}
