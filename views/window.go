package views

// FicheColumns is Vensterinstellingen: how its user has the list of one kind.
type FicheColumns struct {
	*Frame
	Kind    string
	Action  string
	List    string // state of the list one came from
	Back    Link
	Rows    []ColumnRow
	Views   []Field // boxes: which ways of looking stand in the funnel
	PerPart Field
	Sort    Field
	Density Field
	Beside  Field // box: a fiche opens beside the list
	Breaks  Field // box: rows under their days
	Up      bool  // the row that was moved went forward
	Problem *Note
}

// Page is the page's template.
func (FicheColumns) Page() string { return "fiches/columns" }

// Part is the same.
func (FicheColumns) Part() string { return "fiches/columns" }

// Shown is how many columns are shown.
func (v FicheColumns) Shown() (n int) {
	for _, r := range v.Rows {
		if r.On {
			n++
		}
	}
	return n
}

// Wide are the boxes that are for wide screens.
func (v FicheColumns) Wide() []Field {
	if v.Beside.Name == "" {
		return []Field{v.Breaks}
	}
	return []Field{v.Beside, v.Breaks}
}

// Focus puts the cursor on the column that was moved, up or down.
func (v *FicheColumns) Focus(up, down string) {
	for i := range v.Rows {
		v.Rows[i].Focus = v.Rows[i].Name == up+down
	}
	v.Up = up != ""
}

// Choice is a row with the words around it.
func (v FicheColumns) Choice(r ColumnRow) ColumnChoice { return ColumnChoice{v.Frame, r, v.Up} }

// Width is the width that was chosen.
func (r ColumnRow) Width() string {
	for _, w := range r.Widths {
		if w.Selected {
			return w.Value
		}
	}
	return ""
}

// ColumnChoice is a row of the table of columns.
type ColumnChoice struct {
	*Frame
	Row ColumnRow
	Up  bool
}

// ColumnRow is a column that can be chosen, with its place and its width.
type ColumnRow struct {
	Name, Label string
	Title       string // above the list, which may be shorter
	Place       int
	On, Stays   bool // it can not be left out
	Widths      []Option
	Focus       bool // it was just moved
}
