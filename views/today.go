package views

import "strings"

// Today is the home page: what has a time on the left, what has none on the right.
type Today struct {
	*Frame
	Late         []Line
	LateAll      int  // how many are late in all, when Late shows the first of them
	AllLate      bool // all of them were asked for
	Today        []Line
	Tomorrow     []Line
	TodayMore    bool // there are more of today than Today
	TomorrowMore bool
	CallBacks    []Line
	Changes      []Change
	Empty        bool    // no fiche yet: the page says how to begin
	Examples     *Action // fills an empty box with examples
	Removal      *Action // takes the examples away, while there are some
}

// Page is the home page's template.
func (Today) Page() string { return "today/index" }

// Part is its two columns and its head.
func (Today) Part() string { return "today/_part" }

// Line is a moment in a list of moments.
type Line struct {
	Moment            string
	Kind              string
	Day, Clock, Until string
	Name, URL, Number string
	Text              string
	Phone, Tel        string
	Who               string // initials of who did it, or for whom it is
	Done, Late        bool
	Move              string // address where the moment is given another time
}

// Icon is the line's picture.
func (l Line) Icon() string {
	if l.Late {
		return "late"
	}
	return kindIcon(l.Kind)
}

// Change is one line of the latest changes.
type Change struct {
	At, By  string // when as words, who by name
	Name    string // the fiche
	URL     string
	Text    string // what was done; empty when Field says it
	Field   string
	Old     string
	New     string
	Subject string // words before the fiche's name, if any
}

// LateURL is where all that is late stands.
func (t Today) LateURL() string {
	if t.LateAll > len(t.Late) && !t.AllLate {
		return "/?late=all#late"
	}
	return "/prospects?view=late"
}

// Self is the address of this page, to look at it again.
func (t Today) Self() string {
	if t.AllLate {
		return "/?late=all"
	}
	return "/"
}

// NowAt is where the line of now goes among today's moments: before the first that has not begun.
func (t Today) NowAt() int {
	clock := t.Rim.Clock
	at := 0
	for i, l := range t.Today {
		if l.Clock != "" && l.Clock <= clock {
			at = i + 1
		}
	}
	return at
}

// Left is how many of today's moments are still to come.
func (t Today) Left() int {
	n := 0
	for _, l := range t.Today {
		if !l.Done {
			n++
		}
	}
	return n
}

// Happened is how many of today's moments are done.
func (t Today) Happened() int { return len(t.Today) - t.Left() }

// MorrowDay is tomorrow, as a plain date.
func (t Today) MorrowDay() string { return t.Now.AddDate(0, 0, 1).Format("2006-01-02") }

// Row is a line with the words around it.
type Row struct {
	*Frame
	Line
	ID    string
	Class string
	Short bool // telephone instead of text, no distance
	Acts  bool
	On    string // the part of the page that the acts are answered with
}

// Row gives a line the words around it. list tells apart the lists a moment can stand in; acts are the buttons.
func (f *Frame) Row(l Line, list string) Row {
	r := Row{Frame: f, Line: l, ID: dom("line", list, l.Moment), Short: list == "call", Acts: !l.Done && list != "call" && f.Can(RoleWorker)}
	if r.On = "#today"; strings.HasPrefix(list, "morning") {
		r.On = "closest li"
	}
	switch {
	case l.Done:
		r.Class = "is-past"
	case l.Late:
		r.Class = "is-late"
	}
	return r
}
