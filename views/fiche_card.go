package views

// MomentCard is one of the four moments.
type MomentCard struct {
	Kind   string
	State  string // is-done, is-next, is-late, is-empty, or none
	Line   *Line
	Acts   bool // has its buttons
	Others int  // more open ones of the kind
	Give   string
}

// Icon is the moment's picture.
func (m MomentCard) Icon() string { return kindIcon(m.Kind) }

// PastLine is something that has happened.
type PastLine struct {
	Date, Day, Kind, Text, Who, URL string
	Logged                          bool // an activity: its kind is of those
}

// Icon is its picture.
func (p PastLine) Icon() string {
	if p.Logged {
		return activityIcon(p.Kind)
	}
	return kindIcon(p.Kind)
}

// What is the message of what it was.
func (p PastLine) What() string {
	if p.Logged {
		return "activity." + p.Kind
	}
	return "moment." + p.Kind
}

// AddressCard is one of the nine addresses.
type AddressCard struct {
	N       int
	Label   string
	Lines   []string
	Ways    []Way
	Empty   bool
	Checked bool
}

// Way is a way to reach somebody; one that leads Out opens beside the page.
type Way struct {
	Icon, Text string
	URL        string
	Tel        string // number to call; with neither it is a text
	Out        bool   // leads out of the program
}

// ContactLine is a contact person.
type ContactLine struct {
	Name, Role, Email string
	Phones            []Link
}

// FactLine is a fact of the fiche with what is to be said about it.
type FactLine struct {
	Label string
	Value string
	Note  string
	Links []Link
	Notes []Note // remarks that stay
}
