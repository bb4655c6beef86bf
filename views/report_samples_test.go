package views

func init() {
	samples = append(samples,
		sample{"report", func(lang string) View { return sampleReport(lang) }},
		sample{"report-large", func(lang string) View {
			v := sampleReport(lang)
			v.Choices, v.One, v.Total, v.Sheet, v.PDF = nil, nil, 40_000, "", ""
			return v
		}},
		sample{"report-nothing", func(lang string) View {
			v := sampleReport(lang)
			v.Choices, v.One, v.Total = nil, nil, 0
			return v
		}},
		sample{"sheet", func(lang string) View { return sampleSheet(lang) }},
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
		Sheet:   "/prospects/report/sheet?fiche=f14", PDF: "/prospects/report/list.pdf?fiche=f14", MaxSheet: 3000, MaxPDF: 10_000, One: &Link{"/prospects/f14", "30014 Claes Houtbouw"},
	}
}

func sampleSheet(lang string) Sheet {
	f := sampleFrame(lang, "prospects")
	f.Title = f.T("nav.prospects")
	return Sheet{Frame: f, Back: []Link{{"/prospects?q=hout", "Prospecten"}, {"/prospects/report?q=hout", f.T("bar.report")}}, Head: f.T("nav.prospects"), Under: "2 prospecten · Te laat · gezocht: “hout”", Stamp: "wo 21 okt 2026 10:42, Kim Peeters",
		Columns: []string{"Nr.", "Benaming", "Volgende"}, Rows: [][]string{{"30014", "Claes Houtbouw", "21/10/2026 11:00 terug bellen"}, {"30107", "Allaert <Marijke> & Co", ""}}, PDF: "/prospects/report/list.pdf?q=hout"}
}
