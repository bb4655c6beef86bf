package fiche

import (
	"slices"
	"strconv"
	"time"
)

// ActivityKind is what somebody did.
type ActivityKind uint8

// The kinds of activities, in the order of the form.
const (
	Call ActivityKind = iota + 1
	Mail
	Visit
	Quote
	Note
	Task
)

// ActivityKinds are all kinds; the first three are those of fast logging.
var ActivityKinds = [...]ActivityKind{Call, Mail, Visit, Quote, Note, Task}

// String is the kind's code: call, mail, visit, quote, note or task.
func (k ActivityKind) String() string {
	switch k {
	case Call:
		return "call"
	case Mail:
		return "mail"
	case Visit:
		return "visit"
	case Quote:
		return "quote"
	case Note:
		return "note"
	case Task:
		return "task"
	}
	return "activity" + strconv.Itoa(int(k))
}

// ParseActivityKind reads a kind's code.
func ParseActivityKind(s string) (ActivityKind, bool) {
	for _, k := range ActivityKinds {
		if s == k.String() {
			return k, true
		}
	}
	return 0, false
}

// Contact reports whether such an activity is one with the people of the fiche, so that
// it counts for how often one speaks to them.
func (k ActivityKind) Contact() bool { return k == Call || k == Mail || k == Visit || k == Quote }

// Activity is a line of the log of a fiche: what somebody did, and when. Its next step is
// a moment of the fiche, so that it reminds as every other does.
type Activity struct {
	ID     ID           `cbor:"1,keyasint" json:"id"`
	Fiche  ID           `cbor:"2,keyasint" json:"fiche"`
	CRM    ID           `cbor:"3,keyasint,omitempty" json:"crm,omitempty"` // the CRM fiche it belongs to, or none
	Rev    uint64       `cbor:"4,keyasint" json:"rev"`
	Kind   ActivityKind `cbor:"5,keyasint" json:"kind"`
	Day    string       `cbor:"6,keyasint" json:"day"`
	Hour   string       `cbor:"7,keyasint,omitempty" json:"hour,omitempty"`
	Text   string       `cbor:"8,keyasint,omitempty" json:"text,omitempty"`
	Missed bool         `cbor:"9,keyasint,omitempty" json:"missed,omitempty"` // nobody was reached
	ByID   ID           `cbor:"10,keyasint,omitempty" json:"by_id,omitempty"`
	By     string       `cbor:"11,keyasint,omitempty" json:"by,omitempty"`
	Step   ID           `cbor:"12,keyasint,omitempty" json:"step,omitempty"`   // the moment that is its next step
	Closed ID           `cbor:"13,keyasint,omitempty" json:"closed,omitempty"` // the moment it dealt with

	CreatedAt int64   `cbor:"14,keyasint" json:"created_at"`
	RemovedAt int64   `cbor:"15,keyasint,omitempty" json:"removed_at,omitempty"`
	RemovedBy string  `cbor:"16,keyasint,omitempty" json:"removed_by,omitempty"`
	Gone      *Moment `cbor:"17,keyasint,omitempty" json:"gone,omitempty"` // the next step that went with it, to come back with it
}

// Removed reports whether the activity was taken away.
func (a *Activity) Removed() bool { return a.RemovedAt != 0 }

// When is day and hour as one text that sorts by time.
func (a *Activity) When() string {
	if a.Hour == "" {
		return a.Day
	}
	return a.Day + "T" + a.Hour
}

// ActivityLine is an activity as its form has it, with its next step.
type ActivityLine struct {
	Kind, Day, Hour, Text string
	Missed                bool
	Step                  Line // its Kind is empty when there is none
}

// Line is the activity as its form has it, without its next step.
func (a *Activity) Line() ActivityLine {
	return ActivityLine{Kind: a.Kind.String(), Day: a.Day, Hour: a.Hour, Text: a.Text, Missed: a.Missed}
}

// Read checks a line and sets a to what it says. Problems are named by its fields: kind,
// day, hour, text. The step is the moment's to read.
func (l ActivityLine) Read(a *Activity) (ps []Problem) {
	bad := func(field, code string, args ...any) {
		ps = append(ps, Problem{Field: field, Code: code, Args: args, Blocks: true})
	}
	kind, ok := ParseActivityKind(l.Kind)
	if !ok {
		bad("kind", "problem.choice")
	}
	if p := CheckText("text", l.Text, true); p != nil {
		ps = append(ps, *p)
	} else if l.Text == "" && !l.Missed && !slices.Contains(ActivityKinds[:3], kind) {
		bad("text", "problem.activity-text")
	}
	switch day, err := time.Parse(time.DateOnly, l.Day); {
	case l.Day == "":
		bad("day", "problem.day-missing")
	case err != nil:
		bad("day", "problem.day", clip(l.Day))
	case day.Year() < 1990 || day.Year() > 2199:
		bad("day", "problem.day-far", clip(l.Day))
	}
	if l.Hour != "" && !clockOK(l.Hour) {
		bad("hour", "problem.hour", clip(l.Hour))
	}
	if len(ps) == 0 {
		a.Kind, a.Day, a.Hour, a.Text, a.Missed = kind, l.Day, l.Hour, l.Text, l.Missed
	}
	return ps
}

// How many contacts back are looked at for what is usual, and the longest that is.
const (
	usualContacts = 6
	maxUsual      = 120
)

// Usual is how many days usually lie between contacts: the middle one of the last
// intervals, today's among them. ok is false when there are too few to tell.
func Usual(days []string, today string) (n int, ok bool) {
	all := append(slices.Clone(days), today)
	slices.Sort(all)
	all = slices.Compact(all)
	if i, found := slices.BinarySearch(all, today); found {
		all = all[:i+1] // what is to come was no contact yet
	}
	all = all[max(0, len(all)-usualContacts):]
	var gaps []int
	for i := 1; i < len(all); i++ {
		a, err := time.Parse(time.DateOnly, all[i-1])
		b, err2 := time.Parse(time.DateOnly, all[i])
		if err == nil && err2 == nil {
			gaps = append(gaps, int(b.Sub(a)/(24*time.Hour)))
		}
	}
	if len(gaps) < 2 {
		return 0, false
	}
	slices.Sort(gaps)
	return min(max(gaps[len(gaps)/2], 1), maxUsual), true
}

// Workday is the day itself, or the Monday after it when it falls in a weekend.
func Workday(day time.Time) (on time.Time, moved bool) {
	switch day.Weekday() {
	case time.Saturday:
		return day.AddDate(0, 0, 2), true
	case time.Sunday:
		return day.AddDate(0, 0, 1), true
	}
	return day, false
}
