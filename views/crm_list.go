package views

// CRMIndex is the overview of the CRM fiches.
type CRMIndex struct {
	*Frame
	Q                         string
	Action                    string
	Hidden                    []Hidden
	Bar                       CRMBar
	Total, Whole              int
	Summed                    string // how many are open, and their value
	Views                     []Choosable
	SaveURL                   string // address under which it is kept as a view
	Columns                   []Column
	Foot                      []Cell // under the columns
	Density                   string // of its rows: tight, roomy, or empty
	Breaks                    []CRMBreak
	Value, Weighted           string // of all that are shown
	More, Earlier, Later      string
	ListURL, BoardURL, NewURL string
	Sorted                    string
	Rows                      bool // only the rows after those on the page
}

// Page is the overview's template.
func (CRMIndex) Page() string { return "crm/index" }

// Most is how many ticked rows one act is for.
func (CRMIndex) Most() int { return MostCRMPicked }

// Part is the list without its head, or only more rows of it.
func (v CRMIndex) Part() string {
	if v.Rows {
		return "crm/_rows"
	}
	return "crm/_list-found"
}

// CRMBreak is a run of rows under one heading, or under none.
type CRMBreak struct {
	Label string
	Count int
	Late  bool
	Rows  []CRMRow
}

// CRMRow is a CRM fiche in the overview.
type CRMRow struct {
	*Frame
	ID, URL, Subject string
	Log              string // where one notes about it; empty for who may only look
	Cells            []Cell
	Next             *Line
	Removed          bool
}

// CRMBoard is the stages side by side, with the CRM fiches that stand in them.
type CRMBoard struct {
	*Frame
	Q                 string
	Action            string
	Hidden            []Hidden
	Bar               CRMBar
	Total, Whole      int
	Summed            string
	Columns           []BoardColumn
	ListURL, BoardURL string
	NewURL            string
	MineURL, AllURL   string
	Mine              bool
}

// Page is the board's template.
func (CRMBoard) Page() string { return "crm/board" }

// Part is the board without its head.
func (CRMBoard) Part() string { return "crm/_board" }

// BoardColumn is a stage on the board.
type BoardColumn struct {
	ID, Label string
	Count     int
	Value     string
	Cards     []BoardCard
	More      int    // how many are not shown
	MoreURL   string // where they are
}

// BoardCard is a CRM fiche on the board.
type BoardCard struct {
	*Frame
	ID, URL, Subject, Fiche string
	Value, Owner, OwnerName string
	Chance                  int
	Next                    *Line
	Stage                   string
	Stages                  []Option
	MoveURL, State          string
}
