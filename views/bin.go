package views

// Bin is what was removed: a list one can take things back from.
type Bin struct {
	*Frame
	Q        string
	Self     string
	List     string   // the state in it
	Action   string   // address of the list without its search
	Hidden   []Hidden // its state beside the search
	Kinds    []Choosable
	Whole    int // all that lies in the bin
	Total    int // of this choice
	Rows     []BinRow
	More     string // address of the rows after these
	Days     int    // how long the bin keeps what is in it
	OnlyRows bool   // only the rows after those on the page are asked for
}

// Page is the bin's template.
func (Bin) Page() string { return "bin/index" }

// Part is the list, or only more rows of it.
func (v Bin) Part() string {
	if v.OnlyRows {
		return "bin/_rows"
	}
	return "bin/_list"
}

// BinRow is a removed fiche, or CRM fiche.
type BinRow struct {
	CRM           bool
	ID, URL, Name string
	Of            string // name of the fiche a CRM fiche is of
	Number        []Part
	NameParts     []Part
	Kind          string
	Removed, By   string
	With          string // what comes back with it
	Final         string
	Left          string // over 9 dagen
	Soon          bool   // within a week
}

// BinRemoval asks before fiches are removed for ever.
type BinRemoval struct {
	*Frame
	Names []string
	Ask   Ask
}

// Page is the page's template.
func (BinRemoval) Page() string { return "bin/removal" }

// Part is the same.
func (BinRemoval) Part() string { return "bin/removal" }
