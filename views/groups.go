package views

import "strings"

// Groups is the page on which groups are added, renamed, merged and removed.
type Groups struct {
	*Frame
	Token string
	Name  Field // of a new one
	Rows  []ManageRow
}

// Page is the page's template.
func (Groups) Page() string { return "groups/index" }

// Part is the same.
func (Groups) Part() string { return "groups/index" }

// NameField is the field of a new group.
func (f *Frame) NameField(label, placeholder string) Field {
	return Field{Name: "name", Label: label, Placeholder: placeholder, Required: true, Bare: true, MaxLength: 200, Autocomplete: "off"}
}

// Sources is the page of what Adres via suggests.
type Sources struct {
	*Frame
	Token string
	Name  Field // of a new one
	Rows  []ManageRow
}

// Page is the page's template.
func (Sources) Page() string { return "sources/index" }

// Part is the same.
func (Sources) Part() string { return "sources/index" }

// ManageRow is a word that is managed, with how many fiches have it. At most one thing
// is asked in it: its new name, or what stands in the panel under it.
type ManageRow struct {
	*Frame
	ID, Name string
	Counts   []CountLink // by kind
	Fixed    bool        // stays as it is
	Off      bool        // a source that is no longer suggested
	Rename   *Field      // its name is being changed
	Ask      *Ask        // what is asked under it
}

// CountLink is a number of fiches that leads to them.
type CountLink struct {
	N     int
	URL   string
	Label string // of which kind, for who hears it
}

// Ask says what an act will do before it is done.
type Ask struct {
	Icon, Head string
	Effects    []Effect
	Choice     *Field // what it is done with
	Action     string
	Hidden     []Hidden
	Do         string // words of the button
	Grave      bool
	Problem    *Note  // why it can not be done
	Cancel     string // address that does nothing
	CancelText string
	Note       string
}

// Effect is one thing that an act does. Lead stands in bold before the rest.
type Effect struct{ Icon, Lead, Text string }

// Effect makes an effect of a sentence; its beginning is in bold when it is lead.
func (f *Frame) Effect(icon, lead, text string) Effect {
	if rest, ok := strings.CutPrefix(text, lead); ok && lead != "" {
		return Effect{icon, lead, rest}
	}
	return Effect{Icon: icon, Text: text}
}

// Listed joins words to a list: a, b en c.
func (f *Frame) Listed(words []string) string {
	if n := len(words); n > 1 {
		return f.T("list.and", strings.Join(words[:n-1], ", "), words[n-1])
	}
	return strings.Join(words, "")
}

// Beside is the navigation of the settings, with one of its places open.
func (f *Frame) Beside(on string) SettingsNav { return SettingsNav{f, on} }

// SettingsNav is the navigation beside every page of the settings.
type SettingsNav struct {
	*Frame
	On string
}

// SettingsPart is a place of the settings, or a headed run of them.
type SettingsPart struct {
	Head   string
	Place  *Drawer // in place of a head
	Places []Drawer
}

// Parts are the places of the settings that the user may go to.
func (n SettingsNav) Parts() []SettingsPart {
	place := func(name, label string) Drawer {
		return Drawer{URL: "/" + name, Label: n.T(label), Current: n.On == name}
	}
	general := SettingsPart{Head: n.T("settings.general")}
	if n.Can(RoleAdmin) {
		general.Places = append(general.Places, place("settings", "settings.options"))
	}
	general.Places = append(general.Places, place("groups", "funnel.groups"), place("sources", "field.source"), place("doubles", "menu.doubles"))
	if n.Can(RoleAdmin) {
		general.Places = append(general.Places, place("fields", "own.head"))
		if n.CRM {
			general.Places = append(general.Places, place("stages", "stages.head"))
		}
	}
	if !n.Can(RoleAdmin) {
		return []SettingsPart{general}
	}
	people := place("users", "settings.people")
	return []SettingsPart{general, {Place: &people}}
}
