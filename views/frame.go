package views

import (
	"strings"
	"time"

	"fichebak/views/locale"
)

// Roles, from least to most.
const (
	RoleReader = "reader" // lezer: looks only
	RoleWorker = "worker" // medewerker: works with fiches
	RoleAdmin  = "admin"  // beheerder: users, settings and all of the above
)

// Frame is what every page knows. View models embed it, so T, N and the dates are at hand in every template.
type Frame struct {
	*locale.Printer
	Lang    string // nl
	Theme   string // light, dark, or empty: as the computer has it
	Company string
	User    *User // nil when nobody is signed in
	Title   string
	Nav     string // the drawer that is open: today, prospects, customers, suppliers
	Card    string // classes of the card: is-short, is-wide; is-small for the bare one
	CRM     bool   // the CRM module is switched on
	Under   string // words below the bare card
	Flash   *Flash
	Rim     *Rim
	Tray    *Tray
	Ready   *Ready     // Rim and Tray as they were rendered for the stream; nil when they were not
	Late    *Late      // the scheduler is late: a red bar on every page
	Job     *JobBar    // the job under way: a bar at the foot of every page
	Morning *Morning   // the list of the day, on a user's first page of the day
	Own     []OwnField // fields this box has besides the others
	Now     time.Time
	Path    string
	Query   string
	Upto    uint64 // where the box was before the page was made: later words on the stream are news to it
}

// Ready is what the engine has rendered of the frame: all pages and streams of a user show the same until the minute is
// over or something changes. Nothing but the engine's output may come in here.
type Ready struct{ Rim, Tray []byte }

// User is who is signed in.
type User struct {
	ID, Name, Initials string
	Role               string
	Keys               bool   // single-letter shortcuts are on
	KeysOut            string // groups of shortcuts that are off
	Sound              bool   // a reminder makes a sound
}

// NewFrame is a frame in a language, at a moment of the instance's zone.
func NewFrame(lang string, now time.Time) *Frame {
	p := locale.For(lang, now)
	return &Frame{Printer: p, Lang: p.Code(), Now: now}
}

// How many ticked rows one act is for; all that a list finds has no bound.
const (
	MostPicked    = 400
	MostCRMPicked = 200
)

// Base is the frame itself; embedding it makes half a View.
func (f *Frame) Base() *Frame { return f }

// Layout is the page for who is signed in, the bare card for who is not.
func (f *Frame) Layout() string {
	if f.User == nil {
		return LayoutBare
	}
	return LayoutPage
}

// Can reports whether the user may do what a role may; nobody may do nothing.
func (f *Frame) Can(role string) bool {
	if f.User == nil {
		return false
	}
	return rank(f.User.Role) >= rank(role) && rank(role) > 0
}

func rank(role string) int {
	switch role {
	case RoleReader:
		return 1
	case RoleWorker:
		return 2
	case RoleAdmin:
		return 3
	}
	return 0
}

// Drawer is one of the dividers on top of the card.
type Drawer struct {
	URL, Label string
	Current    bool
	Letter     string // opens it after G: the first of its label that none before it has
}

// Drawers are the main navigation.
func (f *Frame) Drawers() []Drawer {
	var drawers []Drawer
	taken := ""
	for _, d := range [...][2]string{{"today", "/"}, {"prospects", "/prospects"}, {"customers", "/customers"}, {"suppliers", "/suppliers"}, {"crm", "/crm"}} {
		if d[0] == "crm" && !f.CRM {
			continue
		}
		x := Drawer{URL: d[1], Label: f.T("nav." + d[0]), Current: f.Nav == d[0]}
		for _, r := range strings.ToLower(x.Label) {
			if !strings.ContainsRune(taken, r) {
				x.Letter = string(r)
				break
			}
		}
		taken += x.Letter
		drawers = append(drawers, x)
	}
	return drawers
}

// OwnLetter is the letter where it is not the first of the label.
func (d Drawer) OwnLetter() string {
	if strings.HasPrefix(strings.ToLower(d.Label), d.Letter) {
		return ""
	}
	return d.Letter
}

// Keyed is a word with the letter that works as its shortcut.
type Keyed struct{ Before, Letter, After string }

// Keyed finds the letter of a shortcut in a word, where a part of it begins with it;
// none when the user has the letters off.
func (f *Frame) Keyed(text, key string) Keyed {
	if f.User == nil || !f.User.Keys {
		return Keyed{Before: text}
	}
	low := strings.ToLower(text)
	for i := range low {
		if strings.HasPrefix(low[i:], key) && (i == 0 || low[i-1] == ' ') {
			return Keyed{text[:i], text[i : i+len(key)], text[i+len(key):]}
		}
	}
	return Keyed{Before: text}
}

// MenuItem is a line of a menu.
type MenuItem struct{ URL, Icon, Label, Key string }

// MenuPart is a headed run of lines in a menu.
type MenuPart struct {
	Head  string
	Items []MenuItem
}

// Menu is what the button Menu shows on every page; only places the user may go.
func (f *Frame) Menu() []MenuPart {
	fiches := MenuPart{Head: f.T("menu.fiches")}
	if f.Can(RoleWorker) {
		fiches.Items = append(fiches.Items,
			MenuItem{"/doubles", "merge", f.T("menu.doubles"), ""},
			MenuItem{"/groups", "group", f.T("menu.groups"), ""},
			MenuItem{"/sources", "via", f.T("menu.sources"), ""},
			MenuItem{"/bin", "bin", f.T("menu.bin"), ""},
			MenuItem{"/exports/new", "download", f.T("transfer.head"), ""})
	}
	if f.Can(RoleWorker) {
		fiches.Items = append(fiches.Items, MenuItem{"/operations", "repeat", f.T("menu.operations"), ""})
	}
	fiches.Items = append(fiches.Items, MenuItem{"/history", "history", f.T("menu.history"), ""})
	fiches.Items = append(fiches.Items, MenuItem{"/days", "calendar", f.T("days.head"), ""}, MenuItem{"/results", "chart", f.T("results.head"), ""})
	return []MenuPart{fiches, {Items: []MenuItem{
		{"/reminders/check", "bell", f.T("menu.check"), ""},
		{"/commands", "list", f.T("menu.commands"), ""},
		{"/help/keys", "keyboard", f.T("menu.keys"), "?"},
		{f.HelpURL(), "help", f.T("menu.help"), ""},
	}}}
}

// Account is what the user's own menu shows.
func (f *Frame) Account() []MenuItem {
	items := []MenuItem{
		{"/account", "person", f.T("menu.account"), ""},
		{"/reminders/check", "bell", f.T("menu.check"), ""},
		{f.HelpURL(), "help", f.T("menu.help"), ""},
	}
	if f.Can(RoleAdmin) {
		items = append(items,
			MenuItem{"/settings", "settings", f.T("menu.settings"), ""},
			MenuItem{"/users", "people", f.T("menu.users"), ""})
	}
	return items
}

// Link is an address with its words.
type Link struct{ URL, Text string }

// Hidden is a field that is carried along unseen.
type Hidden struct{ Name, Value string }

// Action is a form of one button.
type Action struct {
	URL, Label, Icon string
	Fields           map[string]string
	Many             []string // ids of the fiches it is for, when it is for several
	Key              string   // shortcut shown on the button
	Target           string   // the part of the page it is answered with; empty for the whole
}

// Flash says what was done, with its undo; or what went wrong.
type Flash struct {
	Text    string
	About   *Link // the fiche the text names, as a link in it
	Problem bool
	Undo    *Action
	Lines   []FlashLine // what is left open, each with its own buttons
}

// Before is the text up to the link in it: all of it when there is none.
func (f *Flash) Before() string {
	if f.About == nil {
		return f.Text
	}
	before, _, _ := strings.Cut(f.Text, f.About.Text)
	return before
}

// After is the text behind the link in it.
func (f *Flash) After() string {
	_, after, _ := strings.Cut(f.Text, f.About.Text)
	return after
}

// FlashLine is one thing the flash names.
type FlashLine struct {
	Text    string
	Link    *Link
	Side    *Link // a page where more can be done about it
	Actions []Action
}

// Late says since when the scheduler has not been seen.
type Late struct {
	Minutes int
	Last    string // hour of its last round, or empty
}

// Initials are the first letters of a name's first and last word: Kim Peeters is KP.
func Initials(name string) string {
	words := strings.Fields(name)
	if len(words) > 2 {
		words = []string{words[0], words[len(words)-1]}
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(strings.ToUpper(string([]rune(w)[:1])))
	}
	return b.String()
}
