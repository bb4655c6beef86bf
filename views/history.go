package views

// History is what was changed in the box, newest first, a page at a time.
type History struct {
	*Frame
	Days   []HistoryDay
	Newest string // address of the newest; empty when they are shown
	More   string // address of what is older
}

// Page is the history's template.
func (History) Page() string { return "history/index" }

// Part is the same.
func (History) Part() string { return "history/index" }

// HistoryDay is a day with its changes.
type HistoryDay struct {
	Day, Head string
	Lines     []LogLine
}

// LogLine is a change with the fiche it was made to.
type LogLine struct {
	HistoryLine
	Clock        string
	Number, Name string
	URL          string
	Removed      bool // it lies in the bin
}
