package views

// Field is one labelled control of a form; layout/_field shows it. All texts are in the user's language already.
type Field struct {
	Name  string
	ID    string // made from Name when empty
	Label string
	Value string
	// Kind is text when empty; also password, email, tel, url, search, number, date, time, datetime-local, textarea,
	// select, checkbox, radio, cards (radios with a sentence each) and file. A text with Options offers them as a datalist.
	Kind    string
	Options []Option
	Hint    string
	Problem *Note // blocks
	Remark  *Note // may stay

	Required, Disabled, ReadOnly, Autofocus, Checked bool

	Autocomplete, InputMode, Placeholder string
	MaxLength, MinLength, Rows           int
	Browse                               string // of a file: the words on its button
	Width                                string // is-4, is-6, is-8: a control narrower than its column
	Form                                 string // id of a form elsewhere on the page
	Ask                                  string // address asked on leaving the field; answers this field anew
	AskWith                              string // selector of fields sent along when asking
	Bare                                 bool   // stands in a row under another's label: its own is read out only
	Many                                 bool   // takes several of its suggestions, with commas between
	Capital                              bool   // the script writes its first letter as a capital on leaving it
	Suggest                              string // address of suggestions for the script
	Role                                 string // which part of an address the field is for suggestions: postcode, town or country
}

// Option is one choice of a select, of radios or of a datalist.
type Option struct {
	Value, Label string
	Note         string // cards: the sentence below
	Group        string // select: those with the same, one behind another, stand under it
	Selected     bool
	Disabled     bool
}

// Note is a problem or a remark at a field.
type Note struct {
	Text          string
	Choices       []Choice
	About         *Link  // the fiche the text names, as a link in it
	Before, After string // the text around the link
}

// Choice is a way out of a note: a link, a button that sends the form (Name and Value, not validated by the browser),
// or a button for the script (Do), which stays hidden where there is none.
type Choice struct {
	Label       string
	URL         string
	Name, Value string
	Do          string
}

// Dom is the id of the control.
func (f Field) Dom() string {
	if f.ID != "" {
		return f.ID
	}
	return dom(f.Name)
}

// InputKind is what the type attribute says.
func (f Field) InputKind() string {
	if f.Kind == "" {
		return "text"
	}
	return f.Kind
}

// Described are the ids of the hint, the problem and the remark, for aria-describedby.
func (f Field) Described() string {
	ids := ""
	for _, part := range []struct {
		is   bool
		name string
	}{{f.Hint != "", "hint"}, {f.Problem != nil, "problem"}, {f.Remark != nil, "remark"}} {
		if part.is {
			if ids != "" {
				ids += " "
			}
			ids += dom(f.Dom(), part.name)
		}
	}
	return ids
}

// OptionGroup are options of a select that stand together.
type OptionGroup struct {
	Label   string // empty: they stand under nothing
	Options []Option
}

// Groups are the options of a select, by what they stand under.
func (f Field) Groups() (groups []OptionGroup) {
	for _, o := range f.Options {
		if n := len(groups); n == 0 || groups[n-1].Label != o.Group {
			groups = append(groups, OptionGroup{Label: o.Group})
		}
		last := &groups[len(groups)-1]
		last.Options = append(last.Options, o)
	}
	return groups
}

// Offers reports whether the options are a datalist: suggestions, beside which anything may be typed.
func (f Field) Offers() bool {
	return len(f.Options) > 0 && f.Kind != "select" && f.Kind != "checkbox" && !f.Grouped()
}

// List is the id of the datalist.
func (f Field) List() string { return dom(f.Dom(), "list") }

// Grouped reports whether the field is several controls under one heading, which no single label can name.
func (f Field) Grouped() bool { return f.Kind == "radio" || f.Kind == "cards" }

// Chosen reports whether an option is the one chosen.
func (f Field) Chosen(o Option) bool { return o.Selected || f.Value != "" && o.Value == f.Value }

// Summary is the list of problems on top of a form that was not saved; each links to its field.
type Summary struct {
	Head  string
	Lines []SummaryLine
}

// SummaryLine is one problem.
type SummaryLine struct{ ID, Label, Text string }

// Problems makes the summary of fields; nil when nothing blocks.
func Problems(head string, fields ...*Field) *Summary {
	s := &Summary{Head: head}
	for _, f := range fields {
		if f != nil && f.Problem != nil {
			s.Lines = append(s.Lines, SummaryLine{f.Dom(), f.Label, f.Problem.Text})
		}
	}
	if len(s.Lines) == 0 {
		return nil
	}
	return s
}
