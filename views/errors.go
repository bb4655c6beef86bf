package views

import "strconv"

// Error is the page for what could not be answered.
type Error struct {
	*Frame
	Status int
	Ref    string // number that stands in the log as well
	At     string // when, in words
	Kept   []Fact // what was typed and not saved
	Back   *Link  // where the text still stands
}

// NewError is the page for a status, in the frame of whoever it is for.
func NewError(f *Frame, status int) Error {
	f.Title, f.Card = f.T("error.title"), "is-short is-error"
	return Error{Frame: f, Status: status}
}

// Fact is a label with its value.
type Fact struct{ Label, Value string }

// Page is the error page.
func (Error) Page() string { return "errors/error" }

// Part is the error as a flash: it never takes the place of what it was asked for.
func (Error) Part() string { return "errors/_error" }

// Head says what is the matter in a few words.
func (e Error) Head() string { return e.T(e.key("head")) }

// Text says what to do.
func (e Error) Text() string { return e.T(e.key("text")) }

// key falls back to "our fault" from 500 up, and to "not understood" below.
func (e Error) key(part string) string {
	key := "error." + strconv.Itoa(e.Status) + "." + part
	switch {
	case e.Has(key):
		return key
	case e.Status >= 500:
		return "error.500." + part
	}
	return "error.400." + part
}
