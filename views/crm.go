package views

// CRMBar is the button bar of the CRM fiches: the source's buttons in its order.
type CRMBar struct {
	*Frame
	On    string // list, board, show, edit or new
	ID    string // the open CRM fiche; on a list the ticked rows are chosen
	State string // of the overview one came from
}

// IsList reports whether the bar acts on ticked rows.
func (b CRMBar) IsList() bool { return b.On == "list" }

// Lists reports whether the page shows many CRM fiches.
func (b CRMBar) Lists() bool { return b.On == "list" || b.On == "board" }

// Window is where the columns of the overview are chosen.
func (b CRMBar) Window() string { return WithList("/crm/window", b.State) }

// URL is the address of the open CRM fiche, with what stands behind it.
func (b CRMBar) URL(tail string) string { return WithList("/crm/"+b.ID+tail, b.State) }

// List is the address of the overview.
func (b CRMBar) List() string { return crmList(b.State) }

func crmList(state string) string {
	if state == "" {
		return "/crm"
	}
	return "/crm?" + state
}

// CRMShow is a CRM fiche as one looks at it.
type CRMShow struct {
	*Frame
	ID, Number, Subject string
	Bar                 CRMBar
	Flip
	Kind     string // of the fiche
	FicheID  string
	Fiche    Link // number and name
	Address  string
	Ways     []Way
	Removed  string
	Restore  *Action
	Ended    string // how and when it ended, in words
	Stages   []StageTab
	Figures  []CRMFigure
	Facts    []FactLine
	Remarks  string
	Step     *Line  // the next one
	StepIs   string // its kind in words
	Log      []LogRow
	LogOpen  int
	Compose  string // address to add an activity to; empty for who may only look
	Token    string
	Kinds    []Option
	Steps    []Option
	State    string
	EndURL   string // where it is said why it was lost
	StageURL string
}

// Page is the CRM fiche's template.
func (CRMShow) Page() string { return "crm/show" }

// Part is the same.
func (CRMShow) Part() string { return "crm/show" }

// LogCount is how many activities there are, in words.
func (v CRMShow) LogCount() string {
	if v.LogOpen == 0 {
		return v.Frame.Number(len(v.Log))
	}
	return v.T("crm.log-open", len(v.Log), v.LogOpen)
}

// StageTab is a stage on top of a CRM fiche.
type StageTab struct {
	ID, Label string
	Spent     string // days in it
	Passed    bool
	Current   bool
}

// CRMFigure is a number worth its size.
type CRMFigure struct{ Label, Value, Note string }

// CRMEdit is the form of a CRM fiche, new or not.
type CRMEdit struct {
	*Frame
	ID, Number, Subject string
	Kind                string
	FicheID             string
	Fiche               Link
	Bar                 CRMBar
	Action, Cancel      string
	Hidden              []Hidden
	Left, Right         []Field
	Summary             *Summary
	Saved               string
}

// Page is the form's template.
func (CRMEdit) Page() string { return "crm/edit" }

// Part is the same.
func (CRMEdit) Part() string { return "crm/edit" }

// IsNew reports whether the CRM fiche is still to be made.
func (v CRMEdit) IsNew() bool { return v.ID == "" }

// CRMEnding asks why a CRM fiche was lost, before it is.
type CRMEnding struct {
	*Frame
	Number, Subject string
	Action, Cancel  string
	Reason          Field
	Summary         *Summary
}

// Page is the question's template.
func (CRMEnding) Page() string { return "crm/ending" }

// Part is the same.
func (CRMEnding) Part() string { return "crm/ending" }

// CRMRemoval asks before CRM fiches go to the bin.
type CRMRemoval struct {
	*Frame
	Names          []Link
	Hidden         []Hidden
	Action, Cancel string
}

// Page is the question's template.
func (CRMRemoval) Page() string { return "crm/removal" }

// Part is the same.
func (CRMRemoval) Part() string { return "crm/removal" }

// CRMChoose is where one says for whom a new CRM fiche is.
type CRMChoose struct {
	*Frame
	Q     string
	Total int
	Hits  []CRMHit
	Bar   CRMBar
}

// Page is the page's template.
func (CRMChoose) Page() string { return "crm/new" }

// Part is the same.
func (CRMChoose) Part() string { return "crm/new" }

// CRMHit is a fiche a CRM fiche can be made for.
type CRMHit struct{ Kind, Number, Name, Town, URL string }

// CRMLine is a CRM fiche on the card of its fiche.
type CRMLine struct {
	URL, Subject, Stage, Value string
	Chance                     int
	Ended                      bool
}
