package views

// Imports is the page where a file is taken in, with those that were before.
type Imports struct {
	*Frame
	Token string
	Kind  Field
	File  Field
	Rows  []ImportRow
}

// Page is the page's template.
func (Imports) Page() string { return "imports/new" }

// Part is the same.
func (Imports) Part() string { return "imports/new" }

// NewImports is the page with its empty form; a file may be so many megabytes.
func NewImports(f *Frame, token string, most int) Imports {
	f.Title = f.T("import.head")
	kind := Field{Name: "kind", Kind: "radio", Label: f.T("import.kind"), Value: "prospect"}
	for _, k := range []string{"prospect", "customer", "supplier"} {
		kind.Options = append(kind.Options, Option{Value: k, Label: f.T("nav." + k + "s")})
	}
	return Imports{Frame: f, Token: token, Kind: kind, File: Field{Name: "file", Kind: "file", Label: f.T("import.file"), Required: true, Browse: f.T("import.browse"), Hint: f.T("import.file-hint", most)}}
}

// ImportRow is a file that was taken in.
type ImportRow struct {
	URL, Name, When, By, State string
	Rows                       string
}

// Import is the page of how a file is made, and what its columns are.
type Import struct {
	*Frame
	ID, Name string
	Rows     string  // how many
	Known    bool    // its columns are those of an earlier file
	Named    bool    // its format says itself what they are
	Shape    []Field // how it is made, as far as that can be chosen
	Kind     Field
	Columns  []ImportColumn
	Head     [][]string // its first rows
	Problem  *Note
}

// Page is the page's template.
func (Import) Page() string { return "imports/show" }

// Part is the same.
func (Import) Part() string { return "imports/show" }

// ImportColumn is a column of a file.
type ImportColumn struct {
	Letter, Title string
	Field         Field
	Samples       []string
}

// Rehearsal is the page of what will become of the rows of a file.
type Rehearsal struct {
	*Frame
	ID, Name string
	Total    int
	At       string // when it was worked out, unless that is now
	Drawer   string // where the fiches go
	Match    Field
	Keep     *Field
	Counts   []Choosable // by verdict
	Shown    string      // what the verdict that is shown means
	Rows     []RehearsalRow
	More     int // rows of this verdict that are not shown
	Does     int // fiches that will be made or changed
	Left     int // rows that will be left alone
}

// Page is the page's template.
func (Rehearsal) Page() string { return "imports/rehearsal" }

// Part is the same.
func (Rehearsal) Part() string { return "imports/rehearsal" }

// Rehearsing is the page of the rehearsal of a large file, while it is being worked out.
type Rehearsing struct {
	*Frame
	ID, Name    string
	Rows        string // how many
	Done, Total int
	Stage       string // running, or stopped
	Problem     string // why it was stopped, if that has to do with the file
	Remains     string // about how long the rest takes
	Drawer      string
	Match       string // the rule, to work it out again
	Keep        bool
}

// Page is the page's template.
func (Rehearsing) Page() string { return "imports/rehearsing" }

// Part is the same.
func (Rehearsing) Part() string { return "imports/rehearsing" }

// Running reports whether it is under way.
func (v Rehearsing) Running() bool { return v.Stage == "running" }

// RehearsalRow is what will become of one row.
type RehearsalRow struct {
	Line   string
	Name   string
	Fiche  *Link // the one it is taken for
	Fields []Delta
	Notes  []RowNote
}

// RowNote is something to say about a row.
type RowNote struct {
	Text   string
	Blocks bool
}

// ImportJob is the page of an import that was begun, or of its undo.
type ImportJob struct {
	*Frame
	ID, Name, When, By string
	Stage              string // running, stopped, done, undone; undo-running and so on
	Problem            string // why it was stopped, if that has to do with the file
	Done, Total        int
	Counts             []Fact // of rows by verdict
	Left               []string
	More               int // rows that were left alone and are not named
	Back               int // fiches that an undo gave back
	CanUndo            bool
	Faults             string // until when the rows that were left alone can be had; empty when they cannot
	List               Link
}

// Page is the page's template.
func (ImportJob) Page() string { return "imports/job" }

// Part is what goes on.
func (ImportJob) Part() string { return "imports/_job" }

// Running reports whether it is under way.
func (v ImportJob) Running() bool { return v.Stage == "running" || v.Stage == "undo-running" }

// Good reports whether it is done.
func (v ImportJob) Good() bool { return v.Stage == "done" || v.Stage == "undo-done" }

// Undoing reports whether it is being taken back, or was.
func (v ImportJob) Undoing() bool { return len(v.Stage) > 5 && v.Stage[:5] == "undo-" }

// Says is what its verdict is.
func (v ImportJob) Says() string { return v.T("import.says-" + v.Stage) }
