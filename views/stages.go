package views

// Stages is the page on which the stages of a sale are made.
type Stages struct {
	*Frame
	Token string
	Rows  []StageRow
	Gone  []StageRow // removed; what stood in them stands in another
	New   StageForm
}

// Page is the page's template.
func (Stages) Page() string { return "settings/stages" }

// Part is the same.
func (Stages) Part() string { return "settings/stages" }

// StageRow is a stage in the settings.
type StageRow struct {
	*Frame
	ID, Name  string
	Self      string
	Chance    int
	Place     int
	Count     CountLink // CRM fiches open in it
	Only      bool      // there is no other: it stays
	Focus, Up bool      // it was just moved
	Edit      *StageForm
	Ask       *Ask
	Note      string // of one that was removed: when, by whom, and where its CRM fiches went
}

// StageForm is the form of a stage.
type StageForm struct {
	*Frame
	Name, Chance Field
}

// NewStageForm is the form of a stage with these values; id sets apart the fields of one
// that is changed.
func NewStageForm(f *Frame, id, name, chance string) StageForm {
	v := StageForm{
		Frame:  f,
		Name:   Field{Name: "name", Label: f.T("manage.name"), Value: name, Required: true, MaxLength: 40, Autocomplete: "off"},
		Chance: Field{Name: "chance", Label: f.T("field.crm.chance"), Value: chance, InputMode: "numeric", MaxLength: 5, Width: "is-4", Autocomplete: "off", Hint: f.T("stages.chance-hint")},
	}
	if id != "" {
		v.Name.ID, v.Chance.ID = id+"-name", id+"-chance"
	}
	return v
}
