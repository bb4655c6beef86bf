package views

import "net/url"

// Bar is the button bar of a list or a fiche: the source's buttons in its order.
type Bar struct {
	*Frame
	Kind  string // prospect, customer or supplier
	On    string // list, show, edit or new
	ID    string // the open fiche; on a list the ticked rows are chosen
	State string // of the list one came from, to come back to
	Found int    // how many fiches the list finds; 0 on a fiche
}

// BulkURL is where one says what is to be done to all that the list finds.
func (b Bar) BulkURL() string { return WithList("/"+b.Plural()+"/bulk", b.State) + "&all=yes" }

// Plural is the kind as addresses have it.
func (b Bar) Plural() string { return b.Kind + "s" }

// IsList reports whether the bar acts on ticked rows.
func (b Bar) IsList() bool { return b.On == "list" }

// URL is the address of the open fiche, with what stands behind it.
func (b Bar) URL(tail string) string { return WithList("/"+b.Plural()+"/"+b.ID+tail, b.State) }

// New is the address of the form of a new fiche.
func (b Bar) New() string { return WithList("/"+b.Plural()+"/new", b.State) }

// List is the address of the list.
func (b Bar) List() string {
	if b.State == "" {
		return "/" + b.Plural()
	}
	return "/" + b.Plural() + "?" + b.State
}

// Window is the address of the settings of its list.
func (b Bar) Window() string { return WithList("/"+b.Plural()+"/window", b.State) }

// WithList lets an address lead back to the list one came from.
func WithList(path, state string) string {
	if state == "" {
		return path
	}
	return path + "?list=" + url.QueryEscape(state)
}

// Part is a run of text that a search hit, or did not.
type Part struct {
	Text string
	Hit  bool
}

// Plain is a text that nothing was searched in.
func Plain(s string) []Part {
	if s == "" {
		return nil
	}
	return []Part{{Text: s}}
}

// FicheIndex is a list of fiches of one kind.
type FicheIndex struct {
	*Frame
	Kind     string
	Bar      Bar
	Q        string
	Action   string // address of the list without its search
	Hidden   []Hidden
	Total    int // shown by this choice
	Whole    int // of this kind, without the bin
	Views    []Choosable
	Groups   []Choosable
	Held     []Choosable // the group and source that are chosen; their addresses let go
	Columns  []Column
	SaveURL  string // where the list as it stands is kept under a name
	Density  string // of its rows: tight, roomy, or empty
	Breaks   []Break
	More     string // address of the rows after these; empty at the end
	Earlier  string // pages, for who has no scripts
	Later    string
	Inactive int    // hidden as not active
	InactURL string // where they are shown
	NewURL   string
	Sorted   string // what the list is sorted on, in words
	Rows     bool   // only the rows after those on the page are asked for
	Beside   string // id of the fiche that stands beside it
	Self     string // its own address, as it stands on the page
}

// Page is the list's template.
func (FicheIndex) Page() string { return "fiches/index" }

// Most is how many ticked rows one act is for.
func (FicheIndex) Most() int { return MostPicked }

// Part is the list without its head, or only more rows of it.
func (v FicheIndex) Part() string {
	switch {
	case v.Rows:
		return "fiches/_rows"
	case v.Beside != "":
		return "fiches/_beside"
	}
	return "fiches/_list-found"
}

// IsEmpty reports whether there is no fiche of this kind at all.
func (v FicheIndex) IsEmpty() bool { return v.Whole == 0 }

// NothingFound reports whether the choice leaves none.
func (v FicheIndex) NothingFound() bool { return v.Total == 0 && v.Whole > 0 }

// CountWords is "40 van 312", or only how many when all are shown.
func (v FicheIndex) CountWords() string {
	if v.all() {
		return v.N("fiches.count."+v.Kind, v.Total)
	}
	return v.T("fiches.of", v.Total, v.Whole)
}

// all reports whether nothing but what is not active is left out.
func (v FicheIndex) all() bool { return v.Total+v.Inactive == v.Whole || v.Total == v.Whole }

// CountOf is the same with the kind in words: "40 van 312 prospecten".
func (v FicheIndex) CountOf() string {
	if v.all() {
		return v.CountWords()
	}
	return v.T("fiches.of", v.Total, v.N("fiches.count."+v.Kind, v.Whole))
}

// Choosable is a choice of the funnel, with how many it shows.
type Choosable struct {
	URL, Label string
	Count      int
	Current    bool
	Late       bool // its count is of what is late
	Gap        bool // begins another kind of choice
	Note       string
	Icon       string
}

// Column is a title of the list.
type Column struct {
	URL, Label, Class string
	Sort              string // ascending, descending, or empty
}

// SortIcon is the arrow beside the title that is sorted on.
func (c Column) SortIcon() string {
	if c.Sort == "descending" {
		return "descending"
	}
	return "ascending"
}

// Break is a run of rows under one heading; without a heading when the list is not
// sorted on what comes next, or when it goes on from the rows before.
type Break struct {
	ID    string // of its heading
	Label string
	Count int
	Late  bool
	Rows  []FicheRow
}

// FicheRow is a fiche in a list.
type FicheRow struct {
	*Frame
	ID, URL, Name string
	Number        []Part
	NameParts     []Part
	Cells         []Cell // one for each column
	Inactive      bool
	Next          *Line  // what comes next
	Log           string // address of fast logging
	Beside        bool   // is open beside the list
	Gone          bool   // is on the page, and in the list no more
	Hits          []Part // where it was found, in a search over all kinds
}

// Flip is the way back to the list one came from, and to the fiches beside this one in it.
type Flip struct {
	Back       Link
	Beside     string // address of that list, to stand beside the card on wide screens
	At, Of     int    // 3 of 40, or 0
	Prev, Next *Link
}

// FicheShow is a fiche as one looks at it.
type FicheShow struct {
	*Frame
	Kind, ID, Number, Name string
	Former                 []string // numbers it had before, in words
	Person, Inactive       bool
	Removed                string  // since when in the bin, in words; empty when it is not
	Restore                *Action // out of the bin
	Bar                    Bar
	Flip
	Moments    []MomentCard
	NewMoment  string
	Past       []PastLine
	Addresses  []AddressCard
	Contacts   []ContactLine
	Phone, Tel string
	Remarks    string
	Facts      []FactLine
	History    []HistoryLine
	HistoryURL string
	Edit       string
	Log        string // address of fast logging
	CRMs       []CRMLine
	NewCRM     string // address of the form of a new CRM fiche; empty when the module is off
	Steps      []Line // open next steps, which have no card of their own
}

// Page is the fiche's template.
func (FicheShow) Page() string { return "fiches/show" }

// Part is the fiche without what stands around it.
func (FicheShow) Part() string { return "fiches/_fiche" }

// Stamped is when the page was made, for paper.
func (v FicheShow) Stamped() string { return v.StampFull(v.Now) }

// HistoryLine is one change of a fiche.
type HistoryLine struct {
	At, By, Text string // Text is empty when the one field says it
	Fields       []Delta
	Many         string // how many fields, in words, when they are folded away
	Undo         *LineUndo
}

// Delta is a field that changed, as people read it.
type Delta struct{ Label, Old, New string }

// FicheHistory is the whole history of a fiche, a page at a time.
type FicheHistory struct {
	*Frame
	Kind, Number, Name string
	Back               Link
	History            []HistoryLine
	More               string // address of what is older
}

// Page is the history's template.
func (FicheHistory) Page() string { return "fiches/history" }

// Part is the same.
func (FicheHistory) Part() string { return "fiches/_history" }
