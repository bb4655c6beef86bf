package views

// Search is what was found in all kinds.
type Search struct {
	*Frame
	Q        string
	Sections []SearchSection
	Deals    SearchDeals
	Total    int
	Whole    int
}

// Page is the search's template.
func (Search) Page() string { return "search/index" }

// Part is what was found.
func (Search) Part() string { return "search/_found" }

// SearchSection is what was found of one kind.
type SearchSection struct {
	Kind  string
	Total int
	All   string // address of the list with this search
	Rows  []FicheRow
}

// SearchDeals are the CRM fiches that were found.
type SearchDeals struct {
	Total int
	All   string // address of the overview with this search
	Rows  []SearchDeal
}

// SearchDeal is a CRM fiche that was found.
type SearchDeal struct {
	URL, Number, When string
	Subject, About    []Part
}

// Places are suggestions of towns or postcodes.
type Places struct {
	*Frame
	ID     string
	Places []Place
}

// Page is the list.
func (Places) Page() string { return "search/_places" }

// Part is the list.
func (Places) Part() string { return "search/_places" }

// Place is a town with its postcode.
type Place struct {
	ID, Postcode, Town, Note string
	Language                 string // the one spoken there; empty where there are two
	Exact                    bool   // it is what was typed, in full
}
