package views

import "strings"

// Keys is the page of all shortcuts.
type Keys struct {
	*Frame
	About string // topic of the help about the page one came from; empty when it has none
}

// HelpLink is the help that a second ? opens.
func (v Keys) HelpLink() string {
	if v.About == "" {
		return "/help/today"
	}
	return "/help/" + v.About
}

// Page is the page's template.
func (Keys) Page() string { return "help/keys" }

// Part is a dialog with the same in it.
func (Keys) Part() string { return "help/_keys" }

// KeyPart is a headed run of shortcuts.
type KeyPart struct {
	Head  string
	Lines []KeyLine
}

// KeyLine is what one shortcut does. Keys are as people read them; Codes as the
// templates' aria-keyshortcuts or the scripts have them, for the test that holds this
// page to them.
type KeyLine struct {
	Label string
	Keys  []string
	Codes []string
	Off   bool // its user has it off
}

// keyTable are all shortcuts: part, message of what it does, keys, codes.
var keyTable = [...]struct {
	part, label, keys, codes string
}{
	{"all", "search.all", "/", "/"},
	{"all", "menu.commands", "Ctrl K", "Control+k"},
	{"all", "tray.head", "H", "h"},
	{"all", "menu.head", "M", "m"},
	{"all", "keys.this", "?", "?"},
	{"all", "help.here", "? ?", "?"},
	{"all", "keys.close", "Esc", "Escape"},
	{"all", "act.undo", "Ctrl Z", "control+z"},
	{"bar", "bar.new", "N", "n"},
	{"bar", "bar.edit", "B", "b"},
	{"bar", "bar.remove", "Del", "Delete"},
	{"bar", "bar.show", "Enter", "Enter"},
	{"bar", "bar.search-tip", "Z", "z"},
	{"bar", "bar.report", "R", "r"},
	{"bar", "window.head", "V", "v"},
	{"bar", "bar.convert", "K", "k"},
	{"bar", "bar.crm", "C", "c"},
	{"bar", "bar.log", "L", "l"},
	{"bar", "keys.restore", "U", "u"},
	{"list", "keys.rows", "↑ ↓", "ArrowUp ArrowDown"},
	{"list", "keys.ends", "Home End", "Home End"},
	{"list", "keys.pages", "PgUp PgDn", "PageUp PageDown"},
	{"list", "keys.pick", "{space}", "Space"},
	{"list", "keys.range", "Shift ↓", "ArrowDown"},
	{"list", "keys.all", "Ctrl A", "a"},
	{"list", "saved.keep-this", "W", "w"},
	{"doubles", "doubles.keys-pair", "↑ ↓", "ArrowUp ArrowDown"},
	{"doubles", "doubles.side", "Enter", "Enter"},
	{"doubles", "verdict.branch", "A", "a"},
	{"doubles", "verdict.no", "G", "g"},
	{"form", "act.save", "Ctrl S", "Control+s"},
	{"form", "keys.send", "Ctrl Enter", "Enter"},
	{"form", "keys.leaf", "Alt ↑ ↓", "ArrowUp ArrowDown"},
	{"form", "keys.address", "Alt 1–9", "[1-9]"},
	{"form", "keys.alike", "Alt O", "Alt+o"},
	{"form", "keys.quick", "Alt 1–5", "[1-5]"},
	{"form", "keys.suggest", "↑ ↓ Tab", "ArrowUp ArrowDown Tab"},
}

// Parts are all shortcuts there are, by where they work.
func (v Keys) Parts() (parts []KeyPart) {
	for _, k := range keyTable {
		if k.label == "bar.crm" && !v.CRM {
			continue
		}
		head := v.T("keys.part." + k.part)
		if len(parts) == 0 || parts[len(parts)-1].Head != head {
			if len(parts) == 1 {
				parts[0].Lines = append(parts[0].Lines, v.drawers()...)
			}
			parts = append(parts, KeyPart{Head: head})
		}
		p := &parts[len(parts)-1]
		p.Lines = append(p.Lines, v.keyLine(k.part, k.label, k.keys, k.codes))
	}
	return parts
}

// keyLine is a line of the table in the language of the page.
func (f *Frame) keyLine(part, label, keys, codes string) KeyLine {
	l := KeyLine{Label: f.T(label), Keys: strings.Fields(strings.ReplaceAll(keys, "{space}", f.T("keys.space"))), Codes: strings.Fields(codes)}
	l.Off = l.Character() && !f.User.Keys
	for _, group := range strings.Fields(f.User.KeysOut) {
		l.Off = l.Off || group == keyGroup(part, l.Keys[0])
	}
	return l
}

// keyGroup is the group that a shortcut goes on and off with, by its first key and the part of the table it is in.
func keyGroup(part, first string) string {
	switch {
	case first == "Ctrl":
		return "control"
	case first == "Alt":
		return "alt"
	case part == "list":
		return "list"
	}
	return ""
}

// Character reports whether the shortcut is a letter or a sign alone, which one may meet by
// speaking or by mistake: a user may have these off.
func (l KeyLine) Character() bool {
	for _, key := range l.Keys {
		if len(key) != 1 {
			return false
		}
	}
	return len(l.Keys) > 0
}

// DrawerKey is the letter that, after G, opens a drawer.
func (f *Frame) DrawerKey(d Drawer) string { return strings.ToUpper(d.Letter) }

// drawers are G and the first letter of each drawer, as its name is in this language.
func (v Keys) drawers() (lines []KeyLine) {
	for _, d := range v.Drawers() {
		lines = append(lines, KeyLine{Label: v.T("keys.to", d.Label), Keys: []string{"G", v.DrawerKey(d)}, Codes: []string{"g"}, Off: !v.User.Keys})
	}
	return lines
}
