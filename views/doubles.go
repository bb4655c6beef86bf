package views

// Doubles is the page of fiches that look alike.
type Doubles struct {
	*Frame
	Self              string // its address
	Note              string // how many there are, and when that was found out
	Failed            string // that the last look did not get on
	Running           bool   // they are being looked for: how far that is, and about how long the rest takes
	Before            bool   // and what stands there is of the one before
	Done              int
	Total             int
	Progress, Remains string
	View              string // which of them are shown
	Views             []Choosable
	Pairs             []PairRow
	Mergers           []MergerRow
	Empty             string // what there is to say when there is nothing
	Cut               string // that there are more than are kept
	Earlier           string
	Later             string
}

// Page is the page's template.
func (Doubles) Page() string { return "doubles/index" }

// Part is the same.
func (Doubles) Part() string { return "doubles/index" }

// PairRow is two fiches that look alike.
type PairRow struct {
	ID         string
	A, B       Look
	Level, Why string
	Side       string // address of the page where they become one; empty when they were judged
	Verdict    string // address of an answer
	At         int    // its place, from 0, to come back to
	Current    bool
	Answer     string // that was given, with by whom and when
}

// MergerRow is a merger that was done.
type MergerRow struct {
	Keep     Link
	Gone, At string
	By       string
	Undo     Action
}

// Merge is the page where two fiches become one.
type Merge struct {
	*Frame
	ID         string
	Place, Why string // "1 van 7"; by what they look alike
	Prev, Next string
	A, B       MergeSide
	Rows       []MergeRow
	Same       int // fields that are equal in both
	Sums       []SumRow
	Numbers    string
	Summary    *Summary
	Hidden     []Hidden
	Action     string
	VerdictURL string
}

// Page is the page's template.
func (Merge) Page() string { return "doubles/merge" }

// Part is the same.
func (Merge) Part() string { return "doubles/merge" }

// Open is how many parts are still to be chosen.
func (v Merge) Open() (n int) {
	for _, r := range v.Rows {
		if r.Open {
			n++
		}
	}
	return n
}

// MergeSide is one of the two fiches.
type MergeSide struct {
	Value        string // a or b
	Number, Name string
	URL, Note    string
	Keep         bool // it is proposed that this one stays
}

// MergeRow is a part in which two fiches differ.
type MergeRow struct {
	Name, Label string
	Note        string // what is to be said about it
	A, B, Both  []string
	Pick        string // a, b, both, or nothing yet
	Open        bool
}

// SumRow counts what comes together.
type SumRow struct{ Label, A, B, Both string }

// Sides are the two fiches.
func (v Merge) Sides() []MergeSide { return []MergeSide{v.A, v.B} }

// MergeValue is what a fiche has in a part, in lines; none when it has nothing.
type MergeValue struct {
	*Frame
	Lines []string
}

// Value is such lines on this page.
func (v Merge) Value(lines []string) MergeValue { return MergeValue{v.Frame, lines} }
