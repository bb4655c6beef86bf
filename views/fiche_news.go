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

// Page is the same: the page is there.
func (FicheLook) Page() string { return "fiches/_look" }

// Part is the fiche, and what others did.
func (FicheLook) Part() string { return "fiches/_look" }

// CRMLook is a CRM fiche for a page that shows it already: all of it but the form in
// which one types.
type CRMLook struct {
	CRMShow
	News FicheNews
}

// Page is the same: the page is there.
func (CRMLook) Page() string { return "crm/_look" }

// Part is what of it may be another by now, and what others did.
func (CRMLook) Part() string { return "crm/_look" }

// FicheListLook is what may look different in a list that is on a page.
type FicheListLook struct {
	FicheIndex
	Rows  []FicheRow // that were asked about; Gone when the list has them no more
	Lost  []string   // ids of those that are nowhere
	Fresh int        // rows that the page does not have
}

// Page is the same: the page is there.
func (FicheListLook) Page() string { return "fiches/_list-look" }

// Part is the rows and counts, each for its own place.
func (FicheListLook) Part() string { return "fiches/_list-look" }

// State is the class of a row that is not as others are.
func (r FicheRow) State() string {
	switch {
	case r.Gone:
		return "is-gone"
	case r.Inactive:
		return "is-off"
	}
	return ""
}

// Fresh is how many rows a list has that the page has not: none, when it was just made.
func (FicheIndex) Fresh() int { return 0 }
