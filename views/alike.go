package views

import "strings"

// AlikeList is the fiches that look like what is typed in the form of a new one.
type AlikeList struct {
	*Frame
	URL   string // asked while one types
	Form  string // id of the form that is typed in
	Lines []AlikeLine
}

// Page is the list.
func (AlikeList) Page() string { return "fiches/_alike-list" }

// Part is the list.
func (AlikeList) Part() string { return "fiches/_alike-list" }

// Sent selects the fields that are compared, and the answers that were given.
func (v AlikeList) Sent() string {
	names := []string{"[name='person']:checked", "[name^='alike.']:checked"}
	for _, n := range []string{"name", "phone", "mobile", "email", "vat", "website", "address.1.postcode", "address.1.town"} {
		names = append(names, "[name='"+n+"']")
	}
	return "#" + v.Form + " :is(" + strings.Join(names, ", ") + ")"
}

// Look is a fiche as one compares it with another: what both have is marked.
type Look struct {
	Kind, Number, URL string
	Name              []Part
	Lines             [][]Part
}

// AlikeLine is a fiche that looks like what is typed.
type AlikeLine struct {
	ID string
	Look
	Level, Why string // how sure, as a code, and by what, in words
	About      string // since when it is there, and what comes next
	Answer     string // that was given: branch, no, or none yet
	First      bool
}

// Field is the name of the field that holds the answer.
func (l AlikeLine) Field() string { return "alike." + l.ID }

// LookAt is a fiche as one compares it, on a page.
type LookAt struct {
	*Frame
	Look
}

// At is the fiche on the page of a frame.
func (l Look) At(f *Frame) LookAt { return LookAt{f, l} }
