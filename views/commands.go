package views

import "strconv"

// Commands is the box that finds everything: what can be done with the fiche one is on, places of the program, fiches.
// Over a page it is a dialog with one field; without scripts it is a page.
type Commands struct {
	*Frame
	Q      string
	Fiche  string // the one that is chosen on the page below
	Box    string // which part is asked for: sheet, list, or that of the page
	Groups []CommandGroup
}

// Page is the box as a page.
func (Commands) Page() string { return "commands/index" }

// Part is the dialog, its list alone, or what the page has found.
func (v Commands) Part() string {
	switch v.Box {
	case "sheet":
		return "commands/_sheet"
	case "list":
		return "commands/_list"
	}
	return "commands/_found"
}

// CommandGroup is a headed run of commands.
type CommandGroup struct {
	Head  string
	Lines []Command
}

// Command is a place one can go to, or something that is done at once.
type Command struct {
	ID          string
	URL, Icon   string
	Tel         string // the number, where the address is one to call
	Label, Note []Part
	Keys        []string
	Post        bool // it does something: a form of one button
}

// Add puts a group behind the others, when it has lines.
func (v *Commands) Add(head string, lines []Command) {
	if len(lines) == 0 {
		return
	}
	for i := range lines {
		lines[i].ID = Dom("command", strconv.Itoa(len(v.Groups)), strconv.Itoa(i))
	}
	v.Groups = append(v.Groups, CommandGroup{head, lines})
}

// HelpTopics are all topics of the help, for who looks for one.
func (f *Frame) HelpTopics() (links []Link) {
	for _, t := range helpTopics {
		links = append(links, Link{"/help/" + t.id, f.T("help.of", f.T("help.title."+t.id))})
	}
	return links
}
