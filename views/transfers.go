package views

// Transfers is the page of what goes in and out: files of fiches.
type Transfers struct {
	*Frame
	Back *Link // the list one came from
	Rows []ExportRow
}

// Page is the page's template.
func (Transfers) Page() string { return "transfers/index" }

// Part is the same.
func (Transfers) Part() string { return "transfers/index" }

// Explained says what each form is good for.
func (v Transfers) Explained() (fs []Fact) {
	for _, form := range []string{"csv", "xlsx", "vcard", "lines", "winfakt"} {
		fs = append(fs, Fact{v.T("transfer." + form), v.T("transfer." + form + "-note")})
	}
	return fs
}

// ExportRow is a list that can be taken out, and in what forms.
type ExportRow struct {
	*Frame
	ID, Label string
	Count     int
	Forms     []Link
}
