package views

// Labels is the page on which address labels are made.
type Labels struct {
	*Frame
	Kind    string
	Back    []Link
	What    string // whose labels, in words
	Form    string // of the sheet: 3x8, 3x8-full or 2x7
	Action  string
	Hidden  []Hidden // what they are about
	Fields  []Field
	Places  []LabelPlace // the first sheet
	Total   int          // labels
	Sheets  int
	Skipped int    // fiches without an address
	Without []Link // the first of them
	PDF     string
}

// Page is the page's template.
func (Labels) Page() string { return "reports/labels" }

// Part is the same.
func (Labels) Part() string { return "reports/labels" }

// More is how many fiches without an address are not named.
func (v Labels) More() int { return v.Skipped - len(v.Without) }

// LabelPlace is a place of a sheet, with what comes on it.
type LabelPlace struct {
	N     int
	Lines []string
	URL   string // of the same labels, beginning here
}
