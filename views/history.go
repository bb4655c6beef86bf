package views

// History is what was changed in the box, newest first, a page at a time.
type History struct {
	*Frame
	Note   string // 214 wijzigingen, door 3 mensen
	Whats  []Choosable
	Hidden []Hidden // of the choices above the form
	From, Until,
	Fiche, Kind, Field,
	Who Field // Who only when there are too many people to stand above it
	Gist     string // what the form asks for, in a few words
	Phone    bool   // where the form stands folded
	CSV      string // address of what is shown, as a file; empty for nothing
	Filtered bool   // not all of it is asked for
	Days     []HistoryDay
	Looked   string // how far back was looked, when what was found does not fill the page
	Newest   string // address of the newest; empty when they are shown
	More     string // address of what is older
	Self     string
}

// Page is the history's template.
func (History) Page() string { return "history/index" }

// Part is what of it follows others: the lines, and what is counted above them.
func (History) Part() string { return "history/_live" }

// Bad reports whether something in the form was wrong, so that nothing was looked for.
func (v History) Bad() bool { return len(v.Problems()) > 0 }

// Opens reports whether the form stands open: on a desk, and where something in it is
// wrong.
func (v History) Opens() bool { return !v.Phone || v.Bad() }

// Problems are what is wrong in the form.
func (v History) Problems() (fs []Field) {
	for _, f := range []Field{v.From, v.Until, v.Fiche} {
		if f.Problem != nil {
			fs = append(fs, f)
		}
	}
	return fs
}

// HistoryDay is a day with its changes.
type HistoryDay struct {
	Day, Head string
	Count     int // of all that day; 0 when they were not counted
	Lines     []LogLine
}

// LogLine is a change with the fiche it was made to, or all that a job did.
type LogLine struct {
	HistoryLine
	ID           string
	Clock        string
	Number, Name string
	URL          string
	Removed      bool // it lies in the bin
}

// LineUndo is the button by which a line of a history is undone.
type LineUndo struct {
	URL, Change, Back string
	Label, Aria       string
}
