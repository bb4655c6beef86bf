package views

// ActivityNew is fast logging: what was said at the telephone, and when one speaks again.
type ActivityNew struct {
	*Frame
	Kind, Number, Name string // the fiche
	URL                string
	Phone, Tel         string
	Action, Back       string
	List, Token        string
	Did                string // call, mail or visit
	Missed             bool
	Text               string
	CRM                []Option // CRM fiches it may belong to
	Dates              []QuickDate
	Day, DayWas, Hour  string
	For                []Option
	Close, Closes      string // the open moment that is dealt with by it, and the words that say so
	Closing            bool
	LastHead, Last     string // what was done before
	Problems           map[string]*Note
	Summary            *Summary
	Over               bool // it is a dialog over a page
}

// Page is the form as a page, for who has no scripts.
func (ActivityNew) Page() string { return "activities/new" }

// Part is the same as a dialog over the page one is on.
func (ActivityNew) Part() string { return "activities/_sheet" }

// OverPage is the same under a page that has a first heading of its own.
func (v ActivityNew) OverPage() ActivityNew {
	v.Over = true
	return v
}

// Kinds are what fast logging knows.
func (v ActivityNew) Kinds() (os []Option) {
	for _, k := range []string{"call", "mail", "visit"} {
		os = append(os, Option{Value: k, Label: v.T("activity.did." + k), Selected: v.Did == k})
	}
	return os
}

// DayType is date; text when what was typed is no day, so that it is still there.
func (v ActivityNew) DayType() string { return typeOr("date", v.Day, "2006-01-02") }

// HourType is time, or text like DayType.
func (v ActivityNew) HourType() string { return typeOr("time", v.Hour, "15:04") }

// QuickDate is a day for the next step that is one click away.
type QuickDate struct {
	Value, Label, Day, Note string
	Checked                 bool
}

// ActivityIcon is the picture of a kind of activity.
func (f *Frame) ActivityIcon(kind string) string { return activityIcon(kind) }

func activityIcon(kind string) string {
	switch kind {
	case "call":
		return "phone"
	case "visit":
		return "pin"
	case "quote":
		return "euro"
	}
	return kind // mail, note, task
}

// ActivityEdit is the form of one line of the log.
type ActivityEdit struct {
	*Frame
	Fiche        Link
	Kind, Number string // the fiche
	Head         string
	Action       string
	Cancel       string
	RemovalURL   string
	Hidden       []Hidden
	Fields       []Field
	StepFields   []Field // of a next step; none when it has one
	StepURL      string  // where the step it has is given another time
	StepWords    string
	Summary      *Summary
}

// Page is the form's template.
func (ActivityEdit) Page() string { return "activities/edit" }

// Part is the same.
func (ActivityEdit) Part() string { return "activities/edit" }

// LogRow is a line of the log of a CRM fiche.
type LogRow struct {
	ID, Kind, Date, Day, Hour, Text string
	Missed                          bool
	URL                             string // its form; empty for who may only look
	Step, StepURL                   string // the next step in words, and where it is changed
	Due                             string // names the step for its buttons
	Open, Done                      bool   // the step is still to be done, or was
	By, Who                         string
}

// Icon is the row's picture.
func (r LogRow) Icon() string { return activityIcon(r.Kind) }

// Wrong is the problem of a field of fast logging; nil when there is none.
func (v ActivityNew) Wrong(name string) *Note { return v.Problems[name] }
