package views

// Check is the page that says whether this user is reminded in this browser. What the
// server knows stands in it; what only the browser knows is chosen by check.js among
// the cases of each line.
type Check struct {
	*Frame
	Browser   string // this one, in words
	Host      string // as the browser asked for it, with its scheme
	Secure    bool   // as far as the server knows, the browser may show notifications there
	Local     string // the address of the program on its own computer
	Off       bool   // reminders are switched off for all
	Streams   int    // open streams of this session
	Round     string // hour of the scheduler's last round
	RoundAgo  int    // seconds since then
	Late      bool   // too long since then
	Zone      string
	Coming    []Coming
	Browsers  []Browser
	SettingAt string // address of the setting that switches reminders on; empty for who may not
}

// Page is the page's template.
func (Check) Page() string { return "reminders/check" }

// Part is the same.
func (Check) Part() string { return "reminders/check" }

// Coming is a reminder still to come: when it is made, and of what.
type Coming struct {
	Day, Clock string
	Line
}

// Browser is one in which the user is signed in.
type Browser struct {
	Name, Seen string
	Here, Live bool
}

// Case is one of the things a line can say.
type Case struct {
	Name, State string // state: good, remark, problem, off
	Head, Text  string // Head only in the answer on top
}

// CheckLine is one thing the answer rests on.
type CheckLine struct {
	*Frame
	ID, Icon, Label string
	On              string // the case that is so
	Cases           []Case
	Link            *Link
	Button          string // words of a button that needs scripts
	Notify          bool   // the button asks the browser to allow notifications
}

// State is that of the case that is so.
func (l CheckLine) State() string {
	for _, c := range l.Cases {
		if c.Name == l.On {
			return c.State
		}
	}
	return "off"
}

// StateIcon is the picture of a state.
type StateIcon struct{ State, Icon string }

// States are the pictures a line can end in.
func (CheckLine) States() []StateIcon {
	return []StateIcon{{"good", "done"}, {"remark", "remark"}, {"problem", "problem"}}
}

// line makes a line whose cases say what the catalog has for them; name and state stand
// side by side: "open", "good", "lost", "problem" …
func (v Check) line(id, icon, on string, states ...string) CheckLine {
	l := CheckLine{Frame: v.Frame, ID: id, Icon: icon, Label: v.T("check." + id), On: on}
	for i := 0; i+1 < len(states); i += 2 {
		l.Cases = append(l.Cases, Case{Name: states[i], State: states[i+1], Text: v.T("check." + id + "." + states[i])})
	}
	return l
}

// Answer is the one sentence on top, and what it means.
func (v Check) Answer() CheckLine {
	l := CheckLine{Frame: v.Frame, ID: "answer", On: "plain"}
	for _, c := range [...][2]string{{"plain", "remark"}, {"asking", "off"}, {"good", "good"}, {"insecure", "remark"}, {"ask", "remark"}, {"denied", "remark"}, {"missing", "remark"}, {"lost", "problem"}, {"ended", "problem"}, {"late", "problem"}, {"off", "problem"}} {
		l.Cases = append(l.Cases, Case{c[0], c[1], v.T("check.answer." + c[0]), v.T("check.answer." + c[0] + "-means")})
	}
	switch {
	case v.Off:
		l.On = "off"
	case v.Late:
		l.On = "late"
	}
	return l
}

// Here are the lines about this browser.
func (v Check) Here() []CheckLine {
	stream := v.line("stream", "live", "none", "none", "off", "some", "good", "opening", "off", "open", "good", "lost", "problem", "ended", "problem")
	if v.Streams > 0 {
		stream.On = "some"
	}
	note := v.line("note", "bell", "plain", "plain", "off", "granted", "good", "default", "remark", "denied", "remark", "insecure", "remark", "missing", "remark")
	note.Button, note.Notify = v.T("check.note.do"), true
	address := v.line("address", "lock", "insecure")
	address.Cases = []Case{{Name: "secure", State: "good", Text: v.T("check.address.secure", v.Host)}, {Name: "insecure", State: "remark", Text: v.T("check.address.insecure", v.Host)}}
	if v.Secure {
		address.On = "secure"
	}
	sound := v.line("sound", "sound", "off", "off", "off", "on", "good")
	if v.User.Sound {
		sound.On, sound.Button = "on", v.T("check.sound.do")
	} else {
		sound.Link = &Link{"/account", v.T("menu.account")}
	}
	hidden := v.line("hidden", "screen", "plain", "plain", "off", "good", "good")
	return []CheckLine{stream, note, address, sound, hidden}
}

// Server are the lines about the server.
func (v Check) Server() []CheckLine {
	round := v.line("round", "server", "good")
	round.Cases = []Case{{Name: "good", State: "good", Text: v.N("check.round.good", v.RoundAgo, v.Round)}, {Name: "late", State: "problem", Text: v.N("check.round.late", v.RoundAgo/60, v.Round)}}
	if v.Late {
		round.On = "late"
	}
	clock := v.line("clock", "clock", "plain", "same", "good", "differs", "remark")
	clock.Cases = append(clock.Cases, Case{Name: "plain", State: "good", Text: v.T("check.clock.plain", v.Now.Format("15:04:05"), v.Zone)})
	next := v.line("next", "bell", "none", "none", "off", "off", "problem")
	switch {
	case v.Off:
		next.On = "off"
	case len(v.Coming) > 0:
		c := v.Coming[0]
		next.On = "some"
		next.Cases = append(next.Cases, Case{Name: "some", State: "good", Text: v.T("check.next.some", c.Name, v.T("moment."+c.Kind+".low"), v.When(c.Line.Day, c.Line.Clock), v.When(c.Day, c.Clock))})
	}
	return []CheckLine{round, clock, next}
}

// Trial says that a trial reminder was sent; check.js adds when it arrived.
type Trial struct {
	*Frame
	Key   string // as the tray has it
	Clock string
}

// Page is its part: it has no page of its own.
func (Trial) Page() string { return "reminders/_trial" }

// Part is the line.
func (Trial) Part() string { return "reminders/_trial" }
