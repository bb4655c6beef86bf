package views

import (
	"testing"
	"time"
)

// sample is a view with data in it; each is checked, rendered and compared in every language.
type sample struct {
	name string
	view func(lang string) View
}

// samples of further screens stand in tests beside those screens and are appended by their init functions.
var samples = []sample{
	{"first-run", func(lang string) View { return sampleFirstRun(lang, false) }},
	{"first-run-code", func(lang string) View { return sampleFirstRun(lang, true) }},
	{"sign-in", func(lang string) View { return sampleSignIn(lang, false) }},
	{"sign-in-carried", func(lang string) View { return sampleSignIn(lang, true) }},
	{"today", func(lang string) View { return sampleToday(lang) }},
	{"today-empty", func(lang string) View { return sampleTodayEmpty(lang) }},
	{"today-morning", func(lang string) View { return sampleMorning(lang) }},
	{"error-404", func(lang string) View { return sampleError(lang, 404) }},
	{"error-500", func(lang string) View { return sampleError(lang, 500) }},
	{"error-413-bare", func(lang string) View { return NewError(NewFrame(lang, sampleNow()), 413) }},
	{"live", func(lang string) View { return Live{sampleFrame(lang, "today")} }},
}

// sampleNow is the moment of the drawn screens: Wednesday 21 October 2026, 10:42 in Brussels.
func sampleNow() time.Time {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	return time.Date(2026, 10, 21, 10, 42, 7, 0, zone)
}

// sampleFrame is a page of Kim, with four reminders and a full day.
func sampleFrame(lang, nav string) *Frame {
	f := NewFrame(lang, sampleNow())
	f.Company, f.Nav = "Lievens Ramen en Gevels", nav
	f.User = &User{ID: "u1", Name: "Kim Peeters", Initials: "KP", Role: RoleAdmin, Keys: true, Sound: true}
	call := Mark{Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Name: "Claes Houtbouw", URL: "/prospects/f14"}
	f.Rim = &Rim{
		Day: "2026-10-21", Clock: "10:42", Late: 3, Next: &call,
		Marks: []Mark{
			{Kind: "appointment", Day: "2026-10-21", Clock: "08:30", Until: "09:15", Name: "Garage Willems", Done: true},
			{Kind: "call-back", Day: "2026-10-21", Clock: "09:45", Name: "Parket Pauwels", Done: true}, call,
			{Kind: "appointment", Day: "2026-10-21", Clock: "13:30", Until: "14:30", Name: "Bakkerij Peeters"},
			{Kind: "appointment", Day: "2026-10-21", Clock: "16:15", Until: "17:15", Name: "Notariaat Goethals & Nijs"},
		},
		Overdue: []Mark{
			{Kind: "call-back", Day: "2026-10-16", Name: "Brouwerij Ter Dolen", Late: true},
			{Kind: "appointment", Day: "2026-10-19", Clock: "10:00", Name: "De Smet Els", Late: true},
			{Kind: "call-back", Day: "2026-10-20", Clock: "16:00", Name: "Veranda’s Mertens", Late: true},
		},
	}
	f.Tray = &Tray{Entries: []Entry{
		{Moment: "m7", Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Name: "Claes Houtbouw", URL: "/prospects/f14", Number: "30014",
			Text: "Prijs per m² thermisch behandeld hout. Vragen naar Els.", Phone: "050 00 41 27", Tel: "+3250004127", New: true},
		{Moment: "m4", Kind: "appointment", Day: "2026-10-21", Clock: "13:30", Until: "14:30", Name: "Bakkerij Peeters", URL: "/prospects/f92", Number: "30092",
			Text: "Showroom: pui in PVC, crèmewit. Plannen klaarleggen.", Phone: "014 00 62 18", Tel: "+3214006218"},
		{Moment: "m2", Kind: "call-back", Day: "2026-10-20", Clock: "16:00", Name: "Veranda’s Mertens", URL: "/prospects/f60", Number: "30060",
			Text: "Wacht op aangepaste maatschets.", Late: true},
		{Moment: "m1", Kind: "appointment", Day: "2026-10-19", Name: "De Smet Els", URL: "/prospects/f84", Number: "30084", Late: true},
	}}
	return f
}

func sampleFirstRun(lang string, code bool) FirstRun {
	v := NewFirstRun(NewFrame(lang, sampleNow()), "t-1", code)
	v.Company.Value, v.Name.Value = "Lievens Ramen en Gevels", "Kim Peeters"
	if code {
		v.Code.Problem = &Note{Text: "Deze code klopt niet."}
		v.Check()
	}
	return v
}

func sampleSignIn(lang string, carried bool) SignIn {
	f := NewFrame(lang, sampleNow())
	f.Company = "Lievens Ramen en Gevels"
	v := NewSignIn(f, "/prospects?q=claes")
	if carried {
		v.Name.Value, v.Name.Autofocus, v.Password.Autofocus = "Kim Peeters", false, true
		v.Password.Problem = &Note{Text: "Naam of wachtwoord klopt niet."}
		v.Notice = "Uw sessie was voorbij. Wat u typte, wordt bewaard zodra u aangemeld bent."
		v.Resume = "/prospects/f14"
		v.Carried = []Hidden{{"firm", `Claes "Houtbouw" <nv>`}, {"rev", "3"}}
	}
	return v
}

func sampleToday(lang string) Today {
	v := Today{Frame: sampleFrame(lang, "today"), LateAll: 3,
		Late: []Line{
			{Moment: "m2", Kind: "call-back", Day: "2026-10-20", Clock: "16:00", Name: "Veranda’s Mertens", URL: "/prospects/f60", Number: "30060", Text: "wacht op aangepaste maatschets", Late: true, Move: "/prospects/f60/moments/m2"},
			{Moment: "m1", Kind: "appointment", Day: "2026-10-19", Clock: "10:00", Name: "De Smet Els", URL: "/prospects/f84", Number: "30084", Text: "Opmeting slaapkamerramen", Late: true, Move: "/prospects/f84/moments/m1"},
		},
		Today: []Line{
			{Moment: "m9", Kind: "call-back", Day: "2026-10-21", Name: "Houtskelet Van Acker", URL: "/prospects/f71", Number: "30071"},
			{Moment: "m5", Kind: "appointment", Day: "2026-10-21", Clock: "08:30", Name: "Garage Willems", URL: "/prospects/f62", Number: "30062", Text: "Opmeting sectionaalpoort, Turnhout", Who: "KP", Done: true},
			{Moment: "m7", Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Name: "Claes Houtbouw", URL: "/prospects/f14", Number: "30014", Text: "prijs per m² thermisch behandeld hout", Move: "/prospects/f14/moments/m7"},
			{Moment: "m4", Kind: "appointment", Day: "2026-10-21", Clock: "13:30", Name: "Bakkerij Peeters", URL: "/prospects/f92", Number: "30092", Text: "Showroom: pui in PVC, crèmewit"},
		},
		Tomorrow: []Line{
			{Moment: "m6", Kind: "appointment", Day: "2026-10-22", Clock: "09:30", Name: "Claes Houtbouw", URL: "/prospects/f14", Number: "30014", Text: "Plaatsbezoek magazijn Oostkamp, meetstok mee"},
		},
		CallBacks: []Line{
			{Moment: "m7", Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Name: "Claes Houtbouw", URL: "/prospects/f14", Phone: "050 00 41 27", Tel: "+3250004127", Who: "KP"},
			{Moment: "m8", Kind: "call-back", Day: "2026-10-23", Name: "Architectenbureau Noord", URL: "/prospects/f33", Phone: "014 00 35 70", Tel: "+3214003570", Who: "KP"},
		},
		Changes: []Change{
			{At: "10:12", By: "Bart", Name: "Crèche De Kleine Beer", URL: "/prospects/f20", Field: "telefoon", Old: "09 000 27 18", New: "09 000 27 81"},
			{At: "09:58", By: "Nele", Subject: "Prospect 30033 werd klant", Name: "10022 Dakwerken Pol", URL: "/customers/f22"},
			{At: "gisteren", Name: "Houtskelet Van Acker", URL: "/prospects/f71", Text: "nieuw"},
		},
	}
	v.Title = "Vandaag"
	v.Removal = &Action{URL: "/examples/removal", Label: "Voorbeelden weghalen", Icon: "bin"}
	return v
}

func sampleTodayEmpty(lang string) Today {
	f := NewFrame(lang, sampleNow())
	f.Title, f.Nav = "Vandaag", "today"
	f.User = &User{ID: "u1", Name: "Kim", Initials: "K", Role: RoleWorker}
	f.Rim, f.Tray = &Rim{Day: "2026-10-21", Clock: "10:42"}, &Tray{}
	f.Flash = &Flash{Text: "De voorbeelden zijn weg.", Undo: &Action{URL: "/operations/o1/undo", Label: "Ongedaan maken", Icon: "undo", Fields: map[string]string{"token": "t-9"}, Key: "Ctrl Z"}}
	return Today{Frame: f, Empty: true, Examples: &Action{URL: "/examples", Label: "Voorbeelden"}}
}

func sampleMorning(lang string) Today {
	v := sampleToday(lang)
	v.Theme = "dark"
	v.Frame.Late = &Late{Minutes: 7, Last: "10:35"}
	v.Morning = &Morning{Late: v.Late, Today: v.Today[2:]}
	v.User.Role = RoleReader
	v.Flash = &Flash{Text: "Prospect 30014 is nu klant 10023.", Problem: false, Lines: []FlashLine{
		{Text: "vandaag 11:00", Link: &Link{"/customers/f14", "Terug bellen"}, Actions: []Action{{URL: "/reminders/m7/done", Label: "Gedaan", Icon: "check"}}}}}
	return v
}

func sampleError(lang string, status int) Error {
	v := NewError(sampleFrame(lang, ""), status)
	if status == 500 {
		v.Ref, v.At = "7F3A-21K9", "wo 21 okt 2026, 10:42:07"
		v.Kept = []Fact{{"Groep", "Hout, beurs Brussel"}}
		v.Back = &Link{"/prospects/f14/edit", "Terug naar mijn tekst"}
	}
	return v
}

func TestSamplesCoverEveryPage(t *testing.T) {
	covered := map[string]bool{}
	for _, s := range samples {
		covered[s.view("nl").Page()] = true
	}
	for name := range testEngine(t).pages {
		if !covered[name] {
			t.Errorf("page %s has no sample", name)
		}
	}
}

func init() {
	done := func(lang string) *Frame {
		f := sampleFrame(lang, "prospects")
		f.Flash = &Flash{Text: f.T("flash.moment-done", "Claes Houtbouw, "+f.T("moment.call-back.low")+" 11:00"),
			Undo: &Action{URL: "/reminders/f14-m7/done", Fields: map[string]string{"undo": "yes"}, Label: f.T("act.undo"), Icon: "undo", Target: "#flash"}}
		return f
	}
	samples = append(samples,
		sample{"handled-tray", func(lang string) View { return Handled{Frame: done(lang)} }},
		sample{"handled-flash", func(lang string) View { return Handled{Frame: done(lang), Flashed: true} }},
		sample{"handled-today", func(lang string) View { t := sampleToday(lang); return Handled{Frame: done(lang), Today: &t} }},
		sample{"handled-line", func(lang string) View {
			f := done(lang)
			row := f.Row(Line{Moment: "f14-m7", Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Name: "Claes Houtbouw", URL: "/prospects/f14", Number: "30014", Done: true, Who: "KP"}, "morning")
			return Handled{Frame: f, Line: &row}
		}},
	)
}
