package views

func crmFrame(lang string) *Frame {
	f := sampleFrame(lang, "crm")
	f.CRM, f.Title = true, "CRM"
	return f
}

func init() {
	samples = append(samples,
		sample{"crm", func(lang string) View { return sampleCRMIndex(lang) }},
		sample{"crm-empty", func(lang string) View {
			f := crmFrame(lang)
			return CRMIndex{Frame: f, Bar: CRMBar{Frame: f, On: "list"}, Action: "/crm", Summed: f.N("crm.open-count", 0), ListURL: "/crm", BoardURL: "/crm/board", NewURL: "/crm/new"}
		}},
		sample{"crm-nothing", func(lang string) View {
			f := crmFrame(lang)
			return CRMIndex{Frame: f, Bar: CRMBar{Frame: f, On: "list"}, Q: "zzz", Action: "/crm", Whole: 3, Summed: f.N("crm.open-count", 3), ListURL: "/crm", BoardURL: "/crm/board", NewURL: "/crm/new"}
		}},
		sample{"crm-report", func(lang string) View {
			f := crmFrame(lang)
			return Report{Frame: f, Kind: "crm", Back: Link{"/crm?sort=-value", f.T("crm.head")}, What: f.N("crm.count", 1), Columns: "Onderwerp, Waarde", Total: 1, Sheet: "/crm/report/sheet", PDF: "/crm/report/list.pdf", CSV: "/crm/report/list.csv", XLSX: "/crm/report/list.xlsx", NoLabels: true, One: &Link{"/crm/c1", "C-0001 Gevel"}}
		}},
		sample{"crm-rows", func(lang string) View {
			v := sampleCRMIndex(lang)
			v.Rows = true
			return v
		}},
		sample{"crm-board", func(lang string) View {
			f := crmFrame(lang)
			step := Line{Moment: "f14-m7", Kind: "step", Day: "2026-10-23"}
			card := BoardCard{Frame: f, ID: "c1", URL: "/crm/c1", Subject: "Gevel magazijn <Oostkamp>", Fiche: "30014 Claes Houtbouw", Value: f.Euro(1845000), Owner: "KP", OwnerName: "Kim Peeters", Chance: 60, Next: &step, Stages: []Option{{Value: "new", Label: "Nieuw"}, {Value: "quote", Label: "Offerte", Selected: true}}, MoveURL: "/crm/c1/stage"}
			return CRMBoard{Frame: f, Bar: CRMBar{Frame: f, On: "board"}, Action: "/crm/board", Total: 41, Whole: 60, Summed: f.N("crm.open-count", 41), ListURL: "/crm", BoardURL: "/crm/board", AllURL: "/crm/board", MineURL: "/crm/board?view=mine", Mine: true,
				Columns: []BoardColumn{{ID: "new", Label: "Nieuw"}, {ID: "quote", Label: "Offerte", Count: 41, Value: f.Euro(1845050), Cards: []BoardCard{card}, More: 1, MoreURL: "/crm?stage=quote"}}}
		}},
		sample{"crm-show", func(lang string) View { return sampleCRM(lang) }},
		sample{"crm-show-reader", func(lang string) View {
			v := sampleCRM(lang)
			v.User.Role, v.Compose, v.Removed, v.Log, v.Step = RoleReader, "", "op wo 21 okt door Kim", nil, nil
			return v
		}},
		sample{"crm-edit", func(lang string) View {
			f := crmFrame(lang)
			subject := Field{Name: "subject", Label: f.T("field.crm.subject"), Required: true, Problem: &Note{Text: f.T("problem.subject")}}
			return CRMEdit{Frame: f, ID: "c1", Number: "C-0041", Subject: "Gevel magazijn", Kind: "prospect", Fiche: Link{"/prospects/f14", "30014 Claes Houtbouw"}, Bar: CRMBar{Frame: f, On: "edit", ID: "c1", State: "sort=next"}, Action: "/crm/c1", Cancel: "/crm/c1",
				Hidden: []Hidden{{"was", "{}"}}, Left: []Field{subject}, Right: []Field{{Name: "value", Label: f.T("field.crm.value"), Value: "18.450"}}, Summary: Problems("Nog niet bewaard", &subject), Saved: "Bewaard door Kim"}
		}},
		sample{"crm-new", func(lang string) View {
			f := crmFrame(lang)
			return CRMEdit{Frame: f, Kind: "customer", Fiche: Link{"/customers/f14", "10014 Claes Houtbouw"}, Bar: CRMBar{Frame: f, On: "new"}, Action: "/customers/f14/crm", Cancel: "/customers/f14", Left: []Field{{Name: "subject", Label: f.T("field.crm.subject"), Autofocus: true}}}
		}},
		sample{"crm-ending", func(lang string) View {
			f := crmFrame(lang)
			reason := Field{Name: "reason", Label: f.T("field.crm.reason"), Required: true, Problem: &Note{Text: f.T("problem.reason")}}
			return CRMEnding{Frame: f, Number: "C-0041", Subject: "Gevel magazijn", Action: "/crm/c1/stage", Cancel: "/crm/c1", Reason: reason, Summary: Problems("Nog niet bewaard", &reason)}
		}},
		sample{"crm-removal", func(lang string) View {
			return CRMRemoval{Frame: crmFrame(lang), Names: []Link{{"/crm/c1", "Gevel magazijn"}, {"/crm/c2", "Ramen"}}, Hidden: []Hidden{{"fiche", "c1"}}, Action: "/crm/removal", Cancel: "/crm"}
		}},
		sample{"crm-choose", func(lang string) View {
			f := crmFrame(lang)
			return CRMChoose{Frame: f, Q: "claes", Total: 1, Hits: []CRMHit{{"prospect", "30014", "Claes Houtbouw", "8020 Oostkamp", "/prospects/f14/crm/new"}}, Bar: CRMBar{Frame: f, On: "new"}}
		}},
		sample{"activity-new", func(lang string) View { return sampleQuick(lang) }},
		sample{"activity-new-wrong", func(lang string) View {
			v := sampleQuick(lang)
			v.Day, v.Hour, v.Missed, v.Closing = "2026-02-30", "25:00", true, false
			v.Problems = map[string]*Note{"day": {Text: v.T("problem.day", v.Day)}, "hour": {Text: v.T("problem.hour", v.Hour)}, "text": {Text: v.T("problem.control")}}
			v.Summary = &Summary{Head: "Nog niet bewaard", Lines: []SummaryLine{{"day", "Datum", "Geen dag"}}}
			return v
		}},
		sample{"activity-edit", func(lang string) View {
			f := sampleFrame(lang, "prospects")
			return ActivityEdit{Frame: f, Fiche: Link{"/prospects/f14", "Claes Houtbouw"}, Kind: "prospect", Number: "30014", Head: f.T("activity.one"), Action: "/prospects/f14/activities/l1", Cancel: "/prospects/f14", RemovalURL: "/prospects/f14/activities/l1/removal",
				Hidden: []Hidden{{"was", "{}"}}, Fields: []Field{{Name: "text", Kind: "textarea", Label: f.T("activity.text"), Value: "Akkoord"}}, StepFields: []Field{{Name: "step.day", Kind: "date", Label: f.T("when.day")}}}
		}},
		sample{"activity-edit-step", func(lang string) View {
			f := sampleFrame(lang, "prospects")
			day := Field{Name: "day", Label: f.T("when.day"), Value: "x", Problem: &Note{Text: f.T("problem.day", "x")}}
			return ActivityEdit{Frame: f, Fiche: Link{"/prospects/f14", "Claes Houtbouw"}, Kind: "prospect", Number: "30014", Head: f.T("activity.one"), Action: "/prospects/f14/activities/l1", Cancel: "/prospects/f14", Fields: []Field{day}, StepURL: "/prospects/f14/moments/m7", StepWords: "terug bellen vr 30 okt", Summary: Problems("Nog niet bewaard", &day)}
		}},
		sample{"fiche-crm", func(lang string) View {
			v := sampleFiche(lang)
			v.CRM, v.NewCRM, v.Log = true, "/prospects/f14/crm/new", "/prospects/f14/activities/new"
			v.CRMs = []CRMLine{{URL: "/crm/c1", Subject: "Gevel magazijn", Stage: "Offerte", Value: v.Euro(1845000), Chance: 60}, {URL: "/crm/c2", Subject: "Ramen", Stage: "Gewonnen", Value: v.Euro(620050), Ended: true}}
			v.Steps = []Line{{Moment: "f14-m8", Kind: "step", Day: "2026-10-28", Text: "offerte maken", Move: "/prospects/f14/moments/m8"}}
			return v
		}},
	)
}

func sampleCRMIndex(lang string) CRMIndex {
	f := crmFrame(lang)
	late := Line{Moment: "f60-m2", Kind: "call-back", Day: "2026-10-20", Late: true}
	return CRMIndex{
		Frame: f, Q: "gevel", Action: "/crm", Hidden: []Hidden{{"view", "mine"}}, Bar: CRMBar{Frame: f, On: "list", State: "sort=next"}, Total: 15, Whole: 58, Summed: f.N("crm.open-count", 15) + ", " + f.Euro(19590000),
		Views:   []Choosable{{URL: "/crm", Label: f.T("crm.view.open"), Count: 15, Current: true}, {URL: "/crm?view=late", Label: f.T("crm.view.late"), Count: 1, Late: true}, {URL: "/crm?stage=new", Label: f.T("crm.stage.new"), Count: 4, Gap: true}},
		Columns: []Column{{URL: "/crm?sort=subject", Label: f.T("crm.column.subject")}, {URL: "/crm?sort=-next", Label: f.T("crm.column.next"), Sort: "ascending"}, {Label: f.T("column.over"), Class: "over"}},
		Foot:    []Cell{{Class: "name", Parts: Plain("15 CRM-fiches")}, {Class: "number", Parts: Plain(f.Euro(19590000))}, {Class: "over"}}, Density: "tight",
		Breaks: []CRMBreak{
			{Label: f.T("crm.break.late"), Count: 1, Late: true, Rows: []CRMRow{{Frame: f, ID: "c2", URL: "/crm/c2", Log: "/crm/c2/activities/new", Subject: "Veranda 32 m²", Cells: []Cell{{As: "name", Class: "name", Parts: Plain("Veranda 32 m²")}, {As: "fiche", Class: "person", To: "30060", Parts: Plain("Veranda’s Mertens")}, {As: "figure", Class: "number value", Parts: Plain(f.Euro(2730000))}, {As: "next", Class: "due"}, {As: "over", Class: "over"}, {As: "call", To: "+3250004127", Parts: Plain("050 00 41 27")}, {As: "mail", To: "els@claes.example", Parts: Plain("els@claes.example")}}, Next: &late}}},
			{Label: f.T("crm.break.none"), Count: 6, Rows: []CRMRow{{Frame: f, ID: "c3", URL: "/crm/c3", Subject: "Gevel <kantoor>", Cells: []Cell{{As: "name", Class: "name", Parts: []Part{{"Gevel", true}, {Text: " <kantoor>"}}}, {As: "fiche", Class: "person", To: "30088", Parts: Plain("Houtland")}}, Removed: true}}},
		},
		Value: f.Euro(19590000), Weighted: f.Euro(9828800), More: "/crm?page=2&rows=1", Earlier: "/crm", Later: "/crm?page=3", ListURL: "/crm", BoardURL: "/crm/board", NewURL: "/crm/new", Sorted: f.T("crm.column.next"),
	}
}

func sampleCRM(lang string) CRMShow {
	f := crmFrame(lang)
	f.Title = "Gevel magazijn Oostkamp"
	next := Line{Moment: "f14-m7", Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Text: "Prijs per m² doorgeven.", Who: "Kim", Phone: "050 00 41 27", Tel: "+3250004127", Move: "/prospects/f14/moments/m7"}
	return CRMShow{
		Frame: f, ID: "c1", Number: "C-0041", Subject: "Gevel magazijn Oostkamp", Bar: CRMBar{Frame: f, On: "show", ID: "c1", State: "sort=next"}, Flip: Flip{Back: Link{"/crm", f.T("crm.head")}, At: 2, Of: 15, Next: &Link{"/crm/c3", "Pui bakkerij"}},
		Kind: "prospect", Fiche: Link{"/prospects/f14", "30014 Claes Houtbouw"}, Address: "Kortrijksestraat 214 bus 3, 8020 Oostkamp", Ways: []Way{{Icon: "phone", Tel: "+3250004127", Text: "050 00 41 27 Els Claes"}, {Icon: "mail", URL: "mailto:els@claeshoutbouw.example", Text: "els@claeshoutbouw.example"}},
		Stages:  []StageTab{{ID: "new", Label: f.T("crm.stage.new"), Spent: f.T("crm.days-short", 4), Passed: true}, {ID: "quote", Label: f.T("crm.stage.quote"), Spent: f.T("crm.days-short", 9), Current: true}, {ID: "won", Label: f.T("crm.won")}, {ID: "lost", Label: f.T("crm.lost") + "…"}},
		Figures: []CRMFigure{{Label: f.T("field.crm.value"), Value: f.Euro(1845000)}, {Label: f.T("field.crm.chance"), Value: f.T("percent", 60)}, {Label: f.T("crm.open-since"), Value: f.T("crm.days-short", 27), Note: "do 24 sep"}},
		Facts:   []FactLine{{Label: f.T("field.source"), Value: "Beurs Brussel"}}, Remarks: "Op de stand.\nZoekt 420 m².", Step: &next, StepIs: f.T("moment.call-back.low"), StageURL: "/crm/c1/stage", EndURL: "/crm/c1/ending",
		Log: []LogRow{
			{ID: "l2", Kind: "call", Date: "2026-10-21", Day: "21 okt", Hour: "10:30", Text: "Akkoord <met> prijs", URL: "/prospects/f14/activities/l2", Step: "terug bellen vr 30 okt", StepURL: "/prospects/f14/moments/m7", Due: "f14-m7", Open: true, Who: "KP"},
			{ID: "l1", Kind: "note", Date: "2026-09-24", Day: "24 sep", Missed: true, Step: "stalen tonen", Done: true, Who: "BD"},
		}, LogOpen: 1, Compose: "/prospects/f14/activities", Token: "t1",
		Kinds: []Option{{Value: "call", Label: f.T("activity.call"), Selected: true}, {Value: "mail", Label: f.T("activity.mail")}}, Steps: []Option{{Value: "none", Label: f.T("activity.no-step"), Selected: true}}, State: "sort=next",
	}
}

func sampleQuick(lang string) ActivityNew {
	f := sampleFrame(lang, "prospects")
	return ActivityNew{
		Frame: f, Kind: "prospect", Number: "30014", Name: "Claes Houtbouw", URL: "/prospects/f14", Phone: "050 00 41 27", Tel: "+3250004127", Action: "/prospects/f14/activities", Back: "/prospects", Token: "t1", Did: "call", Text: "Akkoord met € 44 per m².",
		CRM:   []Option{{Label: f.T("quick.no-crm")}, {Value: "c1", Label: "Gevel magazijn", Selected: true}},
		Dates: []QuickDate{{Value: "2026-10-22", Label: f.T("quick.tomorrow"), Day: "do 22 okt"}, {Value: "2026-10-26", Label: f.T("quick.days"), Day: "ma 26 okt", Note: f.T("quick.moved")}, {Value: "2026-10-30", Label: f.T("quick.usual"), Day: "vr 30 okt", Note: f.N("quick.every", 9), Checked: true}, {Label: f.T("quick.none"), Day: f.T("quick.no-day")}},
		Day:   "2026-10-30", DayWas: "2026-10-30", For: []Option{{Label: "iedereen"}, {Value: "u1", Label: "Kim", Selected: true}}, Close: "m7", Closes: f.T("quick.closes", f.T("moment.call-back.low"), "11:00"), Closing: true,
		LastHead: f.T("quick.last", "di 20 okt", f.T("activity.mail.low")), Last: "Offerte verstuurd.", Problems: map[string]*Note{},
	}
}

func sampleStages(lang string) Stages {
	f := sampleFrame(lang, "")
	f.CRM = true
	row := func(id, name string, chance, n, place int) StageRow {
		return StageRow{Frame: f, ID: id, Name: name, Chance: chance, Place: place, Self: "/stages/" + id, Count: CountLink{N: n, URL: "/crm?stage=" + id, Label: f.N("crm.count", n)}}
	}
	v := Stages{
		Frame: f, Token: "t1", New: NewStageForm(f, "", "", ""),
		Rows: []StageRow{row("new", f.T("crm.stage.new"), 20, 0, 1), row("s1", "Proef <op de werf>", 45, 3, 2), row("quote", f.T("crm.stage.quote"), 60, 1200, 3)},
		Gone: []StageRow{{Frame: f, ID: "talk", Name: f.T("crm.stage.talk"), Self: "/stages/talk", Note: "di 20 okt door Nele"}},
	}
	edit := NewStageForm(f, "edit", "Proef <op de werf>", "45")
	v.Rows[0].Focus, v.Rows[0].Up, v.Rows[1].Edit = true, true, &edit
	v.Rows[2].Ask = &Ask{Icon: "bin", Head: f.T("own.removal", f.T("crm.stage.quote")), Action: "/stages/quote/removal", Do: f.T("bar.remove"), Grave: true, Cancel: "/stages", CancelText: f.T("act.cancel"),
		Choice:  &Field{Name: "into", Kind: "select", Label: f.T("stages.into"), Value: "new", Options: []Option{{Value: "new", Label: f.T("crm.stage.new")}}},
		Effects: []Effect{f.Effect("copy", f.N("crm.count", 1200), f.N("stages.move", 1200)), f.Effect("undo", "", f.T("stages.back"))}}
	return v
}
