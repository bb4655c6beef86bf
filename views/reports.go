package views

// Report is what can be made of a list, or of a fiche: on paper or as a file.
type Report struct {
	*Frame
	Kind     string
	Back     Link
	Choices  []Choosable // only what was ticked, or the whole list
	What     string      // what it is about, in words
	Columns  string
	Total    int
	Sheet    string // address of the print sheet; empty when it would be too large
	PDF      string // of the PDF; empty when it would be too large
	CSV      string
	XLSX     string
	Labels   string // of the address labels; empty when there would be too many
	MaxSheet int
	MaxPDF   int
	One      *Link // the one fiche it is about
	OnePDF   string
	NoLabels bool // what it is about has no addresses
}

// Page is the page's template.
func (Report) Page() string { return "reports/index" }

// Part is the same.
func (Report) Part() string { return "reports/index" }

// IsEmpty reports whether there is nothing to make a report of.
func (v Report) IsEmpty() bool { return v.Total == 0 }

// Sheet is a list as a page to print.
type Sheet struct {
	*Frame
	Back    []Link
	Head    string
	Under   string // what was chosen, in words
	Stamp   string // when it was made, and for whom
	Columns []string
	Rows    [][]string
	None    string // said when there are no rows
	PDF     string
	Choose  []Field // what it is to be about, on a page that lets one choose
	Action  string
	Before  string // addresses of the day before, and of the day after
	After   string
}

// CellClass is the class of a cell: of the one that names its row, and of a long one.
func (s Sheet) CellClass(column int, text string) string {
	if title := s.Columns[column]; title == s.T("column.name") || title == s.T("crm.column.subject") {
		return "name"
	}
	if len(text) > 24 {
		return "is-long"
	}
	return ""
}

// Page is the sheet's template.
func (Sheet) Page() string { return "reports/sheet" }

// Part is the same.
func (Sheet) Part() string { return "reports/sheet" }
