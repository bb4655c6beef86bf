package views

// SavedViews is the page on which a way of looking at a list is kept under a name, with
// those that are kept already. Its part is a dialog over the list with the form alone.
type SavedViews struct {
	*Frame
	Kind   string
	Action string
	List   string // state of the list that is kept
	Token  string
	Back   Link
	Count  int // how many fiches it shows now
	Name   Field
	For    Field
	Facts  []FactLine
	Cols   Field // box: the columns are kept too
	Rows   []SavedRow
	More   string // address of the whole page
}

// Page is the page's template.
func (SavedViews) Page() string { return "fiches/views" }

// Part is the form as a dialog.
func (SavedViews) Part() string { return "fiches/_save-view" }

// SavedRow is a view that is kept.
type SavedRow struct {
	*Frame
	ID, Name string
	URL      string // of the list as it shows it
	Self     string // address under which it is changed
	Count    int
	Words    string // what it asks for
	Gone     string // its group is gone, in words
	For      string // whom it is for
	Fixed    bool   // this user may not change it
	Rename   *Field
	Cancel   string
}
