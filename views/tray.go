package views

// Tray is what is due for this user, on every page.
type Tray struct {
	Entries []Entry
	More    int // how many are due beside those
}

// Total is how many are due.
func (t *Tray) Total() int { return len(t.Entries) + t.More }

// Entry is one due moment. It can be done (for all), seen (gone from this user's screens), put off, or opened.
type Entry struct {
	Moment            string // id, in the addresses and in the element's id
	Key               string // the moment and the instant it came due: it is announced once
	Kind              string // appointment, call-back, or trial: one that only tries whether reminders arrive
	Day, Clock, Until string
	Text              string
	Name, URL, Number string // the fiche
	Phone, Tel        string // as read, and as dialled
	Late              bool
	New               bool // has just come in
	Recent            bool // came in a while ago: a card shows it when the tray is shut, until somebody looks
}

// Icon is the entry's picture: late is more important than its kind.
func (e Entry) Icon() string {
	if e.Late {
		return "late"
	}
	return kindIcon(e.Kind)
}

// Arrival is the newest entry that came in lately; nil when there is none.
func (t *Tray) Arrival() *Entry {
	for i := range t.Entries {
		if t.Entries[i].New || t.Entries[i].Recent {
			return &t.Entries[i]
		}
	}
	return nil
}

// Morning is the list of the day, shown on a user's first page of the day.
type Morning struct {
	Late    []Line
	LateAll int // how many are late in all, when Late shows the latest of them
	Today   []Line
}

// kindIcon is the picture of a kind of moment.
func kindIcon(kind string) string {
	switch kind {
	case "appointment":
		return "calendar"
	case "call-back":
		return "phone"
	case "sold":
		return "euro"
	case "step":
		return "task"
	case "trial":
		return "bell"
	}
	return "person"
}

// Live is the frame alone: what the live stream and the buttons of a reminder answer. It has no page of its own.
type Live struct{ *Frame }

// Page is the tray as well.
func (Live) Page() string { return "layout/_tray" }

// Part is the tray.
func (Live) Part() string { return "layout/_tray" }

// Reminder is an entry in one of its two places: in the tray, or as the card that rises when the tray is shut.
type Reminder struct {
	*Frame
	Entry
	ID string
}

// Reminder gives an entry the words around it; place is empty in the tray.
func (f *Frame) Reminder(e Entry, place string) Reminder {
	id := dom("reminder", e.Moment)
	if place != "" {
		id = dom(id, place)
	}
	return Reminder{f, e, id}
}

// Later is the choice of putting off one moment: ten minutes, an hour, tomorrow, or a time of one's own.
type Later struct {
	*Frame
	URL, Name, ID string
	Target        string // the part of the page it is answered with; empty for the whole
	Class         string
}

// Later gives the choice for a moment; id tells apart the places where it stands.
func (f *Frame) Later(moment, name, id, class, target string) Later {
	return Later{f, "/reminders/" + moment + "/later", name, dom(id, "later"), target, class}
}

// Handled answers an act on a moment with the part of the page it stands in, and with the flash. Of its parts one is
// there; none is the tray.
type Handled struct {
	*Frame
	Flashed bool // only the flash
	Today   *Today
	Row     *FicheRow
	Line    *Row
}

// Page is its part: it has no page of its own.
func (Handled) Page() string { return "reminders/_handled" }

// Part is the part that changed.
func (Handled) Part() string { return "reminders/_handled" }
