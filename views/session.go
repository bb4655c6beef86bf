package views

// FirstRun makes the first account and the company.
type FirstRun struct {
	*Frame
	Token    string
	Company  Field
	Name     Field
	Password Field
	Language Field
	Code     *Field // the one-time code of the log, asked when not on this computer
	Start    Field  // empty or with example data
	Summary  *Summary
}

// Page is the first-run form.
func (FirstRun) Page() string { return "session/first-run" }

// Part is the same form.
func (FirstRun) Part() string { return "session/_first-run" }

// SignIn is the sign-in form. What was being sent when the session ended is carried along, and done afterwards.
type SignIn struct {
	*Frame
	Token    string
	Name     Field
	Password Field
	Next     string // where to go afterwards
	Resume   string // address of the form that was being sent
	Carried  []Hidden
	Notice   string // why the form is here: session over, signed out, too many tries
}

// Page is the sign-in form.
func (SignIn) Page() string { return "session/new" }

// Part is the same form.
func (SignIn) Part() string { return "session/_new" }
