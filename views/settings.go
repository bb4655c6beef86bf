package views

import "strconv"

// Settings is the page of what holds for the whole box: Instellingen > Algemene
// instellingen > Opties.
type Settings struct {
	*Frame
	Was    string // what the form was opened on, to be sent back with it
	Saved  string // by whom and when it was saved last
	Filled bool   // with examples, which can be taken away

	Remind, CallBacks, NameCheck, CRMOn Field // checkboxes
	Lead, Morning                       Field
	Starts                              []Field // first numbers, by kind
	BinDays                             Field
	Company, Language                   Field
	Summary                             *Summary
}

// Page is the page's template.
func (Settings) Page() string { return "settings/index" }

// Part is the same.
func (Settings) Part() string { return "settings/index" }

// NewSettings is the form with values as SettingNames of the store name them.
func NewSettings(f *Frame, v map[string]string) Settings {
	f.Title = f.T("settings.options")
	box := func(name string) Field {
		return Field{Name: name, Kind: "checkbox", Label: f.T("settings." + name), Value: "yes", Hint: f.T("settings." + name + "-note"), Checked: v[name] != ""}
	}
	line := func(name, label string) Field {
		return Field{Name: name, Label: label, Value: v[name], Required: true, Autocomplete: "off"}
	}
	s := Settings{
		Frame: f, Remind: box("remind"), CallBacks: box("call-backs"), NameCheck: box("name-check"), CRMOn: box("crm"),
		Lead: line("lead", f.T("settings.lead")), Morning: line("morning", f.T("settings.morning")),
		Company: line("company", f.T("manage.name")), Language: line("language", f.T("settings.language")),
	}
	s.Lead.Width, s.Lead.InputMode, s.Lead.MaxLength = "is-4", "numeric", 5
	s.Morning.Width, s.Morning.Kind = "is-6", "time"
	s.Company.MaxLength, s.Company.Autocomplete, s.Company.Required = 200, "organization", false
	s.BinDays = line("bin-days", f.T("settings.bin-days"))
	s.BinDays.Width, s.BinDays.InputMode, s.BinDays.MaxLength = "is-4", "numeric", 4
	s.Language.Kind, s.Language.Options, s.Language.Hint = "select", Languages(), f.T("settings.language-note")
	for _, kind := range []string{"prospect", "customer", "supplier"} {
		s.Starts = append(s.Starts, StartField(f, kind, v["start."+kind]))
	}
	return s
}

// StartField is where the numbers of a kind start. The browser asks what comes of it
// when it is left; without scripts the same is said after saving.
func StartField(f *Frame, kind, value string) Field {
	return Field{
		Name: "start." + kind, Label: f.T("nav." + kind + "s"), Value: value, Required: true, Autocomplete: "off", InputMode: "numeric", MaxLength: 8, Width: "is-8",
		Ask: "/settings/series?kind=" + kind, AskWith: "[name^='start.']",
	}
}

// Follow says in a start's field what comes of it: the number the next fiche gets, and
// remarks.
func Follow(f *Frame, field *Field, next int, remarks []string) {
	field.Hint = f.T("settings.next-number", strconv.Itoa(next))
	for i, r := range remarks {
		if i == 0 {
			field.Remark = &Note{}
		} else {
			field.Remark.Text += " "
		}
		field.Remark.Text += r
	}
}

// Fields are all fields by name.
func (v *Settings) Fields() map[string]*Field {
	all := map[string]*Field{}
	for _, f := range v.list() {
		all[f.Name] = f
	}
	return all
}

// list are the fields in their order on the page.
func (v *Settings) list() []*Field {
	all := []*Field{&v.Remind, &v.Lead, &v.CallBacks, &v.Morning, &v.NameCheck, &v.CRMOn}
	for i := range v.Starts {
		all = append(all, &v.Starts[i])
	}
	return append(all, &v.BinDays, &v.Company, &v.Language)
}

// Check fills the summary once the problems are at their fields; it reports whether
// anything blocks.
func (v *Settings) Check(head string) bool {
	if v.Morning.Problem != nil {
		v.Morning.Kind = "" // a field of time shows no text that is none
	}
	v.Summary = Problems(head, v.list()...)
	return v.Summary != nil
}

// SettingsField is one field, answered anew after it was left.
type SettingsField struct {
	*Frame
	Field Field
}

// Page is its part: it has no page of its own.
func (SettingsField) Page() string { return "layout/_asked" }

// Part is the field.
func (SettingsField) Part() string { return "layout/_asked" }
