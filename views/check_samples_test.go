package views

func init() {
	samples = append(samples,
		sample{"check", func(lang string) View { return sampleCheck(lang) }},
		sample{"check-late", func(lang string) View {
			v := sampleCheck(lang)
			v.Frame.Late = &Late{Minutes: 7, Last: "10:35"}
			v.Late, v.Secure, v.Host, v.RoundAgo, v.Round, v.Streams, v.Coming, v.User.Sound = true, false, "http://192.168.1.20:8080", 427, "10:35:00", 0, nil, false
			return v
		}},
		sample{"check-off", func(lang string) View {
			v := sampleCheck(lang)
			v.Off, v.Coming = true, nil
			return v
		}},
		sample{"check-trial", func(lang string) View {
			return Trial{Frame: sampleFrame(lang, ""), Key: "t1792572127-20261021T0842", Clock: "10:42:07"}
		}},
		sample{"check-tray", func(lang string) View {
			f := sampleFrame(lang, "today")
			f.Tray = &Tray{Entries: []Entry{{Moment: "trial-t1792572127", Key: "t1792572127-20261021T0842", Kind: "trial", Day: "2026-10-21", Clock: "10:42", Name: "Proefherinnering", URL: "/reminders/check", Text: "Zo komt een herinnering binnen.", New: true}}}
			return Live{f}
		}},
		sample{"bin", func(lang string) View { return sampleBin(lang) }},
		sample{"bin-rows", func(lang string) View {
			v := sampleBin(lang)
			v.OnlyRows = true
			return v
		}},
		sample{"bin-nothing", func(lang string) View {
			v := sampleBin(lang)
			v.Total, v.Rows = 0, nil
			return v
		}},
		sample{"bin-removal", func(lang string) View {
			f := sampleFrame(lang, "")
			f.Title = f.T("bin.erase-title")
			return BinRemoval{Frame: f, Names: []string{"Prospect 30121 Garage Noordzee", "Klant 10018 Slagerij Vermeersch"}, Ask: Ask{
				Icon: "bin", Head: f.T("bin.erase-sure"), Action: "/bin/removal", Do: f.T("bin.erase-do"), Grave: true, Cancel: "/bin", CancelText: f.T("act.cancel"),
				Hidden: []Hidden{{"fiche", "f121"}}, Effects: []Effect{f.Effect("bin", "", f.N("bin.erase-fiches", 2)), f.Effect("lock", "", f.T("bin.erase-numbers"))},
			}}
		}},
		sample{"bin-empty", func(lang string) View { return Bin{Frame: sampleFrame(lang, ""), Action: "/bin"} }},
		sample{"history", func(lang string) View { return sampleHistory(lang) }},
		sample{"history-bad", func(lang string) View {
			v := sampleHistory(lang)
			v.Days, v.Whats, v.Hidden, v.Note, v.More, v.Newest = nil, nil, nil, "", "", ""
			v.From.Value, v.From.Problem = "31/02/2026", &Note{Text: v.T("problem.day", "31/02/2026")}
			return v
		}},
		sample{"history-nothing", func(lang string) View {
			v := sampleHistory(lang)
			v.Days, v.More, v.Newest = nil, "", ""
			return v
		}},
		sample{"history-looked", func(lang string) View {
			v := sampleHistory(lang)
			v.Days, v.Newest, v.Looked = nil, "", v.T("history.looked", "woensdag 14 oktober 2026")
			v.Who = Field{Name: "who", Kind: "select", Label: v.T("history.who"), Options: []Option{{Label: v.T("history.everybody")}, {Value: "ukim", Label: "Kim Peeters"}}}
			return v
		}},
		sample{"history-empty", func(lang string) View {
			v := sampleHistory(lang)
			v.Days, v.Whats, v.Hidden, v.Note, v.More, v.Newest, v.Filtered = nil, nil, nil, "", "", "", false
			return v
		}},
		sample{"help", func(lang string) View {
			f := sampleFrame(lang, "")
			return Help{Frame: f, Topic: "lists", Back: "/prospects?q=hout", Words: f}
		}},
		sample{"help-foreign", func(lang string) View {
			f := sampleFrame(lang, "")
			f.User.Keys = false
			return Help{Frame: f, Topic: "today", Words: NewFrame("de", sampleNow())}
		}},
		sample{"commands", func(lang string) View { return sampleCommands(lang, "") }},
		sample{"commands-sheet", func(lang string) View { return sampleCommands(lang, "sheet") }},
		sample{"commands-list", func(lang string) View { return sampleCommands(lang, "list") }},
		sample{"commands-nothing", func(lang string) View { return Commands{Frame: sampleFrame(lang, ""), Q: "zzz", Box: "list"} }},
		sample{"keys", func(lang string) View { return Keys{Frame: sampleFrame(lang, "")} }},
		sample{"keys-off", func(lang string) View {
			f := sampleFrame(lang, "")
			f.User.Keys = false
			return Keys{Frame: f, About: "lists"}
		}},
	)
}

func sampleCheck(lang string) Check {
	f := sampleFrame(lang, "")
	return Check{
		Frame: f, Browser: "Chrome op Linux", Host: "https://fichebak.winkel.example", Secure: true, Local: "http://localhost:8080", Streams: 1,
		Round: "10:42:00", RoundAgo: 7, Zone: "Europe/Brussels", SettingAt: "/settings",
		Coming: []Coming{
			{"2026-10-21", "10:45", Line{Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Name: "Claes Houtbouw", URL: "/prospects/f14"}},
			{"2026-10-22", "09:00", Line{Kind: "call-back", Day: "2026-10-22", Name: "Bakkerij Peeters", URL: "/prospects/f92"}},
		},
		Browsers: []Browser{{Name: "Chrome op Linux", Seen: "10:40", Here: true, Live: true}, {Name: "Safari op iPhone", Seen: "vr 16 okt"}},
	}
}

func sampleBin(lang string) Bin {
	return Bin{
		Frame: sampleFrame(lang, ""), Q: "noord", Action: "/bin?kind=prospects", Hidden: []Hidden{{"kind", "prospects"}}, Whole: 7, Total: 2, More: "/bin?after=x", Days: 30,
		Kinds: []Choosable{{URL: "/bin", Label: "Alles", Count: 7}, {URL: "/bin?kind=prospects", Label: "Prospecten", Count: 5, Current: true}},
		Rows: []BinRow{
			{ID: "f121", URL: "/prospects/f121", Name: "Garage Noordzee", Number: Plain("30121"), NameParts: []Part{{Text: "Garage "}, {"Noord", true}, {Text: "zee"}}, Kind: "Prospect", Removed: "di 20 okt", By: "Nele", With: "3 momenten, 1 CRM-fiche", Final: "22/10/2026", Left: "over 1 dag", Soon: true},
			{ID: "f18", URL: "/customers/f18", Name: "Slagerij Vermeersch", Number: Plain("10018"), NameParts: Plain("Slagerij Vermeersch"), Kind: "Klant", Removed: "09:14", Final: "20/11/2026", Left: "over 30 dagen"},
			{CRM: true, ID: "c38", URL: "/crm/c38", Name: "Offerte carport", Of: "Claes Houtbouw", Number: Plain("C-0038"), NameParts: Plain("Offerte carport"), Kind: "CRM-fiche", Removed: "do 8 okt", By: "Nele", With: "4 activiteiten", Final: "za 7 nov", Left: "over 17 dagen"},
		},
	}
}

func sampleCommands(lang, box string) Commands {
	v := Commands{Frame: sampleFrame(lang, ""), Q: "bel", Fiche: "f14", Box: box}
	v.Add(v.T("commands.with", "30014 Claes Houtbouw"), []Command{
		{URL: "/reminders/m7/done", Icon: "check", Label: []Part{{Text: "Gedaan: Terug "}, {Text: "bel", Hit: true}, {Text: "len"}}, Note: []Part{{Text: "vandaag 11:00"}}, Post: true},
		{URL: "tel:+3250004127", Tel: "+3250004127", Icon: "phone", Label: []Part{{Text: "050 00 41 27 bellen"}}},
		{URL: "/prospects/f14/edit", Icon: "edit", Label: []Part{{Text: "Bewerken"}}, Keys: []string{"B"}},
	})
	v.Add(v.T("commands.recent"), nil)
	v.Add(v.T("menu.fiches"), []Command{{URL: "/prospects/f128", Icon: "firm", Label: []Part{{Text: "30128 Belvédère Lier"}}, Note: []Part{{Text: "Prospect, 2500 Lier"}}}})
	return v
}

func sampleHistory(lang string) History {
	f := sampleFrame(lang, "")
	f.Title = f.T("menu.history")
	undo := &LineUndo{URL: "/prospects/f120/history/undo", Change: "h1", Back: "/history?what=data", Label: f.T("act.undo"), Aria: f.T("history.undo-line", f.T("act.undo"), "gewijzigd")}
	return History{
		Frame: f, Note: f.N("history.changes", 214) + ", " + f.N("history.by", 3), Filtered: true, Self: "/history?what=data", Newest: "/history", More: "/history?before=12-0-0",
		Whats:  []Choosable{{URL: "/history", Label: f.T("history.all"), Count: 214}, {URL: "/history?what=data", Label: f.T("history.what.data"), Count: 96, Current: true}, {URL: "/history?what=data&who=ukim", Label: "Kim Peeters", Count: 118, Gap: true}},
		Hidden: []Hidden{{"what", "data"}},
		From:   Field{Name: "from", Kind: "date", Label: f.T("history.from"), Value: "2026-10-19"}, Until: Field{Name: "until", Kind: "date", Label: f.T("history.until")},
		Fiche: Field{Name: "fiche", ID: "q", Kind: "search", Label: f.T("history.fiche"), Placeholder: f.T("history.fiche-which")},
		Kind:  Field{Name: "kind", Kind: "select", Label: f.T("bin.kind"), Options: []Option{{Label: f.T("history.kinds")}, {Value: "prospect", Label: f.T("nav.prospects")}}},
		Field: Field{Name: "field", Kind: "select", Label: f.T("conflict.field"), Value: "phone", Options: []Option{{Label: f.T("history.fields")}, {Group: f.T("history.fiche"), Value: "phone", Label: f.T("field.phone")}, {Group: f.T("fiche.moments"), Value: "moment.day", Label: f.T("field.moment.day")}}},
		Gist:  f.T("field.phone"), Phone: lang == "fr", CSV: "/history/list.csv?what=data",
		Days: []HistoryDay{{Day: "2026-10-21", Head: f.T("nav.today"), Count: 38, Lines: []LogLine{
			{ID: "h3", HistoryLine: HistoryLine{By: "Kim", Text: f.N("job.did.group", 309, "ramen 2027"), Undo: &LineUndo{URL: "/operations/j147/undo", Label: f.T("act.undo"), Aria: f.T("act.undo")}}, Clock: "10:42", Number: f.T("operations.title", "147"), URL: "/operations/j147"},
			{ID: "h2", HistoryLine: HistoryLine{By: "Bart", Text: "gewijzigd", Fields: []Delta{{"Telefoon", "09 000 27 18", "09 000 27 81"}, {"Groep", "", "Hout"}}, Undo: undo}, Clock: "10:12", Number: "30120", Name: "Crèche De Kleine Beer", URL: "/prospects/f120"},
			{ID: "h1", HistoryLine: HistoryLine{By: "Nele", Text: "naar de prullenmand"}, Clock: "09:58", Number: "30121", Name: "Garage Noordzee", URL: "/prospects/f121", Removed: true},
			{ID: "h0", HistoryLine: HistoryLine{Text: "definitief verwijderd"}, Clock: "04:00", Number: "prospect 30099"},
		}}},
	}
}
