package views

// FicheConflict shows two versions of one fiche, field by field.
type FicheConflict struct {
	*Frame
	Kind, Number, Name string
	By, At, Was        string
	Action, Cancel     string
	Hidden             []Hidden // of the merged form, but for the fields to choose
	Rows               []ConflictRow
	Clashes            int
	Same               int
}

// Page is the conflict's template.
func (FicheConflict) Page() string { return "fiches/conflict" }

// Part is the same.
func (FicheConflict) Part() string { return "fiches/conflict" }

// ConflictRow is a field two people have in different versions.
type ConflictRow struct {
	Name, Label       string
	Was, Mine, Theirs string // as people read them
	MineValue         string // as the form has them
	TheirsValue       string
	Clash             bool // one must choose
	PickMine          bool
	PickTheirs        bool
	MineSame          bool
	TheirsSame        bool
}

// FicheRemoval asks before fiches go to the bin.
type FicheRemoval struct {
	*Frame
	Kind   string
	Names  []Link
	Hidden []Hidden
	Action string
	Cancel string
}

// Page is the question.
func (FicheRemoval) Page() string { return "fiches/removal" }

// Part is the same.
func (FicheRemoval) Part() string { return "fiches/removal" }
