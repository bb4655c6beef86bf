package views

import (
	"slices"
	"strings"
)

// Account is a user's own page: name, language, look, password, and where one is
// signed in.
type Account struct {
	*Frame
	Role  string // in words
	Since string

	Name, Language, Look Field
	KeysOn, SoundOn      Field
	KeyGroups            []Field // each group of shortcuts that can be off
	Old, New             Field   // of the password
	Summary              *Summary
	Unsaved              bool // what stands in the form was typed, and not saved

	Sessions []SessionRow
}

// Page is the page's template.
func (Account) Page() string { return "account/index" }

// Part is the same.
func (Account) Part() string { return "account/index" }

// SessionRow is a browser in which the user is signed in.
type SessionRow struct {
	*Frame
	ID, Name, Seen string
	Icon           string // screen or mobile
	Here           bool
}

// Looks are the choices of light and dark; the empty one is the computer's.
var Looks = [...]string{"", "light", "dark"}

// KeyGroups are the groups of shortcuts that a user may have off, beside the single letters.
var KeyGroups = [...]string{"control", "alt", "list"}

// KeysOut says which groups are off, as the page and the user's record have them.
func (v *Account) KeysOut() string {
	var out []string
	for i := range v.KeyGroups {
		if !v.KeyGroups[i].Checked {
			out = append(out, KeyGroups[i])
		}
	}
	return strings.Join(out, " ")
}

// NewAccount is the page with a user's settings as they are.
func NewAccount(f *Frame, name, language, look string) Account {
	f.Title = f.T("menu.account")
	v := Account{
		Frame: f, Role: f.T("role." + f.User.Role),
		Name:     Field{Name: "name", Label: f.T("manage.name"), Value: name, Required: true, MaxLength: 200, Autocomplete: "name"},
		Language: Field{Name: "language", Kind: "select", Label: f.T("first-run.language"), Value: language, Options: Languages()},
		Look:     Field{Name: "look", Kind: "radio", Label: f.T("account.look")},
		KeysOn:   Field{Name: "keys", Kind: "checkbox", Label: f.T("account.keys"), Value: "yes", Hint: f.T("account.keys-note"), Checked: f.User.Keys},
		SoundOn:  Field{Name: "sound", Kind: "checkbox", Label: f.T("account.sound"), Value: "yes", Hint: f.T("account.sound-note"), Checked: f.User.Sound},
		Old:      Field{Name: "password.old", Kind: "password", Label: f.T("account.old"), Required: true, MaxLength: 1024, Autocomplete: "current-password"},
		New:      Field{Name: "password.new", Kind: "password", Label: f.T("account.new"), Required: true, MaxLength: 200, MinLength: MinPassword, Autocomplete: "new-password", Hint: f.T("password.hint", MinPassword)},
	}
	for _, g := range KeyGroups {
		on := !slices.Contains(strings.Fields(f.User.KeysOut), g)
		v.KeyGroups = append(v.KeyGroups, Field{Name: "keys." + g, Kind: "checkbox", Label: f.T("account.keys." + g), Value: "yes", Hint: f.T("account.keys-note." + g), Checked: on})
	}
	for i, label := range []string{"computer", "light", "dark"} {
		v.Look.Options = append(v.Look.Options, Option{Value: Looks[i], Label: f.T("account.look." + label), Selected: Looks[i] == look})
	}
	return v
}

// Check fills the summary of the fields given once the problems are at them; it reports
// whether anything blocks.
func (v *Account) Check(fields ...*Field) bool {
	v.Summary = Problems(v.T("summary.not-saved"), fields...)
	return v.Summary != nil
}

// Others reports whether the user is signed in anywhere else.
func (v Account) Others() bool { return len(v.Sessions) > 1 }
