package views

func init() {
	samples = append(samples,
		sample{"report", func(lang string) View { return sampleReport(lang) }},
		sample{"report-large", func(lang string) View {
			v := sampleReport(lang)
			v.Choices, v.One, v.Total, v.Sheet, v.PDF, v.Labels = nil, nil, 40_000, "", "", ""
			return v
		}},
		sample{"report-nothing", func(lang string) View {
			v := sampleReport(lang)
			v.Choices, v.One, v.Total = nil, nil, 0
			return v
		}},
		sample{"labels", func(lang string) View { return sampleLabels(lang) }},
		sample{"labels-none", func(lang string) View {
			v := sampleLabels(lang)
			v.PDF, v.Places, v.Total, v.Skipped, v.Without = "", nil, 0, 0, nil
			return v
		}},
		sample{"sheet", func(lang string) View { return sampleSheet(lang) }},
		sample{"day-list", func(lang string) View {
			v := sampleSheet(lang)
			v.Back, v.Head, v.Action, v.Before, v.After, v.None = nil, v.T("days.head"), "/days", "/days?day=2026-10-20", "/days?day=2026-10-22", v.T("days.none")
			v.Choose = []Field{{Name: "day", Label: "Dag", Kind: "date", Value: "2026-10-21"}, {Name: "who", Label: "Voor", Kind: "select", Options: []Option{{Label: "Voor iedereen"}}}}
			return v
		}},
		sample{"sheet-nothing", func(lang string) View {
			v := sampleSheet(lang)
			v.Rows = nil
			return v
		}},
	)
}

func sampleReport(lang string) Report {
	f := sampleFrame(lang, "prospects")
	f.Title = f.T("bar.report")
	return Report{
		Frame: f, Kind: "prospect", Back: Link{"/prospects?q=hout", "Prospecten"}, What: "1 aangevinkte fiche · gesorteerd op Volgende", Columns: "Nr., Benaming", Total: 1,
		Choices: []Choosable{{URL: "/prospects/report?fiche=f14&q=hout", Label: f.T("report.only-ticked"), Count: 1, Current: true}, {URL: "/prospects/report?q=hout", Label: f.T("report.whole-list"), Count: 1312}},
		Sheet:   "/prospects/report/sheet?fiche=f14", PDF: "/prospects/report/list.pdf?fiche=f14", CSV: "/prospects/report/list.csv?fiche=f14", XLSX: "/prospects/report/list.xlsx?fiche=f14", Labels: "/prospects/labels?fiche=f14", MaxSheet: 3000, MaxPDF: 10_000, One: &Link{"/prospects/f14", "30014 Claes Houtbouw"}, OnePDF: "/prospects/f14/sheet.pdf",
	}
}

func sampleSheet(lang string) Sheet {
	f := sampleFrame(lang, "prospects")
	f.Title = f.T("nav.prospects")
	return Sheet{Frame: f, Back: []Link{{"/prospects?q=hout", "Prospecten"}, {"/prospects/report?q=hout", f.T("bar.report")}}, Head: f.T("nav.prospects"), Under: "2 prospecten · Te laat · gezocht: “hout”", Stamp: "wo 21 okt 2026 10:42, Kim Peeters",
		Columns: []string{"Nr.", "Benaming", "Volgende"}, Rows: [][]string{{"30014", "Claes Houtbouw", "21/10/2026 11:00 terug bellen"}, {"30107", "Allaert <Marijke> & Co", ""}}, PDF: "/prospects/report/list.pdf?q=hout"}
}

func sampleLabels(lang string) Labels {
	f := sampleFrame(lang, "prospects")
	f.Title = f.T("labels.head")
	return Labels{Frame: f, Kind: "prospect", Back: []Link{{"/prospects", "Prospecten"}}, What: "3 prospecten", Form: "2x7", Action: "/prospects/labels", Hidden: []Hidden{{"q", "hout"}},
		Fields: []Field{{Name: "form", Label: "Blad", Kind: "select", Options: []Option{{Value: "2x7", Label: "2 × 7"}}}, {Name: "start", Label: "Begin op plaats", Value: "99", Problem: &Note{Text: "Kies een plaats van 1 tot 14."}}},
		Places: []LabelPlace{{N: 1, URL: "/prospects/labels?start=1"}, {N: 2, Lines: []string{"Claes & Zoon", "Kaai 3", "9000 Gent"}, URL: "/prospects/labels?start=2"}},
		Total:  2, Sheets: 1, Skipped: 14, Without: []Link{{"/prospects/f9", "30009 Zonder Adres"}}, PDF: "/prospects/labels/sheet.pdf?start=2"}
}
