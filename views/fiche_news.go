package views

// FicheNews is what was done to a fiche while a page of it was open.
type FicheNews struct {
	*Frame
	Lines []string // the latest first
	More  int      // changes that are not among the lines
	Form  bool     // the page is a form
	Both  bool     // its fields were changed: whoever saves sees both
}

// Page is the same as Part: it stands in no page by itself.
func (FicheNews) Page() string { return "fiches/_news" }

// Part is the sentences.
func (FicheNews) Part() string { return "fiches/_news" }

// FicheLook is a fiche for a page that shows it already, as it was a moment ago.
type FicheLook struct {
	FicheShow
	News FicheNews
}

// Part is the fiche, and what others did.
func (FicheLook) Part() string { return "fiches/_look" }
