package views

// JobBar is the bar at the foot of every page while a job is under way, and for who
// began it a while after.
type JobBar struct {
	URL, Text   string // its page; what it does, or did
	Done, Total int
	Progress    string // 196 van 312
	Left        string // nog 4 s
	Waiting     string // 2 wachten
	Over        bool
	Stop, Undo  string // addresses; empty where that cannot be
	Away        string // address that takes the bar away
}

// JobPart is the bar by itself.
type JobPart struct{ *Frame }

// Page is its part: it has no page of its own.
func (JobPart) Page() string { return "layout/_job" }

// Part is the bar.
func (JobPart) Part() string { return "layout/_job" }

// Operations is the list of the jobs of the box, newest first.
type Operations struct {
	*Frame
	Rows   []OperationRow
	More   string // address of what is older
	Newest string
}

// Page is the list's template.
func (Operations) Page() string { return "operations/index" }

// Part is the same.
func (Operations) Part() string { return "operations/index" }

// OperationRow is a job as a line of the list.
type OperationRow struct {
	URL, Number, Text, By, At, State string
	Problem                          bool
}

// Operation is the page of one job: how far it is, what was left alone, and its undo.
type Operation struct {
	*Frame
	ID, Number    string
	Head, Kicker  string
	Says, Details string // on top: what was done, or how far it is
	Running, Good bool
	Done, Total   int
	Progress      string
	Remains       string
	Figures       []Fact
	Left, Since   *OperationLines
	Events        []OperationEvent
	Effects       []Effect // of its undo, or what one can do
	EffectsHead   string
	Stop, Resume  *Action
	Undo          *Action
	Back          *Link
	Links         []Link // to the job that took it back, or that it takes back
}

// Page is the page's template.
func (Operation) Page() string { return "operations/show" }

// Part is what changes while the job goes on.
func (Operation) Part() string { return "operations/_show" }

// OperationLines are fiches that a job, or its undo, leaves alone.
type OperationLines struct {
	*Frame
	ID, Head string
	Lines    []OperationLine
	More     string // and n others
}

// OperationLine is a fiche that was left alone, and why.
type OperationLine struct{ Number, Name, URL, Why string }

// OperationEvent is a line of the course of a job.
type OperationEvent struct {
	At, Text string
	Problem  bool
}

// Bulk is the page that asks what is to be done to many fiches, and says to how many.
type Bulk struct {
	*Frame
	Kind    string
	Action  string
	Cancel  string
	Hidden  []Hidden
	Count   int
	Names   []Link // the first of them
	More    string // and n others
	Summary *Summary
	Notice  string // there are more or fewer by now
	Do      Field
	Group   Field
	Ungroup Field
	Source  Field
	Owner   Field // of CRM fiches, in place of the others
	Effects []Effect
	Button  string
}

// Page is the page's template.
func (Bulk) Page() string { return "operations/bulk" }

// Part is the same.
func (Bulk) Part() string { return "operations/bulk" }
