package views

import "fichebak/views/locale"

// MinPassword is the least length of a password, in characters.
const MinPassword = 10

// Examples is how many invented fiches the first run offers.
const Examples = 40

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

// NewFirstRun is the empty form; withCode asks for the one-time code as well.
func NewFirstRun(f *Frame, token string, withCode bool) FirstRun {
	f.Title = f.T("first-run.title")
	v := FirstRun{
		Frame: f, Token: token,
		Company: Field{Name: "company", Label: f.T("first-run.company"), Required: true, Autocomplete: "organization", MaxLength: 200},
		Name:    Field{Name: "name", Label: f.T("first-run.name"), Required: true, Autocomplete: "name", MaxLength: 200},
		Password: Field{Name: "password", Kind: "password", Label: f.T("first-run.password"), Required: true, Autocomplete: "new-password",
			MinLength: MinPassword, MaxLength: 200, Hint: f.T("password.hint", MinPassword)},
		Language: Field{Name: "language", Kind: "select", Label: f.T("first-run.language"), Value: f.Lang, Options: Languages()},
		Start: Field{Name: "start", Kind: "cards", Label: f.T("first-run.start"), Value: "empty", Options: []Option{
			{Value: "empty", Label: f.T("first-run.empty"), Note: f.T("first-run.empty-note")},
			{Value: "examples", Label: f.T("first-run.examples"), Note: f.T("first-run.examples-note", Examples)},
		}},
	}
	if withCode {
		v.Code = &Field{Name: "code", Label: f.T("first-run.code"), Required: true, Autocomplete: "one-time-code", MaxLength: 40, Hint: f.T("first-run.code-hint")}
	}
	return v
}

// Check fills the summary once the problems are at their fields; it reports whether anything blocks.
func (v *FirstRun) Check() bool {
	v.Summary = Problems(v.T("summary.not-saved"), &v.Company, &v.Name, &v.Password, &v.Language, v.Code, &v.Start)
	return v.Summary != nil
}

// Languages are the options of a language field, each in its own words.
func Languages() []Option {
	var options []Option
	for _, l := range locale.Languages {
		options = append(options, Option{Value: l.Code, Label: l.Name})
	}
	return options
}

// Page is the first-run form.
func (FirstRun) Page() string { return "session/first-run" }

// Part is the same form.
func (FirstRun) Part() string { return "session/_first-run" }

// SignIn is the sign-in form. What was being sent when the session ended is carried along, and done afterwards; so its
// own fields are named session.…, which no other form has.
type SignIn struct {
	*Frame
	Name     Field
	Password Field
	Next     string // where to go afterwards
	Resume   string // address of the form that was being sent
	Carried  []Hidden
	Notice   string // why the form is here: session over, signed out, too many tries
}

// NewSignIn is the empty form; next is where to go afterwards.
func NewSignIn(f *Frame, next string) SignIn {
	f.Title, f.Card, f.Under = f.T("sign-in.title"), "is-small", f.T("sign-in.forgotten")
	return SignIn{
		Frame: f, Next: next,
		Name:     Field{Name: "session.name", Label: f.T("sign-in.name"), Required: true, Autocomplete: "username", Autofocus: true, MaxLength: 200},
		Password: Field{Name: "session.password", Kind: "password", Label: f.T("sign-in.password"), Required: true, Autocomplete: "current-password", MaxLength: 200},
	}
}

// Page is the sign-in form.
func (SignIn) Page() string { return "session/new" }

// Part is the same form.
func (SignIn) Part() string { return "session/_new" }
