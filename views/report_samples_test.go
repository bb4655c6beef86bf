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

func init() {
	samples = append(samples,
		sample{"results", func(lang string) View { return sampleResults(lang) }},
		sample{"results-none", func(lang string) View {
			v := sampleResults(lang)
			v.Total = 0
			return v
		}},
		sample{"results-empty", func(lang string) View {
			v := sampleResults(lang)
			v.Total, v.Any = 0, false
			return v
		}},
	)
}

func sampleResults(lang string) Results {
	f := sampleFrame(lang, "prospects")
	f.Title = f.T("results.head")
	row := func(name string, first, sold int) ResultRow {
		return ResultRow{Name: name, First: first, Sold: sold, Cells: []string{"48", "12", "9", "19 %", "41"}}
	}
	months := Cut{ID: "month", Head: f.T("results.per.month"), Columns: []Column{{Label: f.T("results.by.month")}, {Label: f.T("results.col-first")}}, Total: row(f.T("results.total"), 75, 16)}
	for _, m := range []struct {
		day         string
		first, sold int
	}{{"2026-08-01", 0, 0}, {"2026-09-01", 48, 9}, {"2026-10-01", 27, 7}} {
		r := row(f.MonthName(m.day), m.first, m.sold)
		r.Year, r.Short = "2026", f.MonthShort(m.day)
		months.Rows = append(months.Rows, r)
	}
	months.Rows[2].Running, months.Rows[2].Note = true, f.T("results.until")
	cut := func(id string) Cut {
		c := Cut{ID: id, Head: f.T("results.per." + id), Count: 2, Columns: []Column{{Label: f.T("results.by." + id), URL: "/results?sort=name"}, {Label: f.T("results.col-first"), URL: "/results?sort=first", Sort: "descending"}}, Rows: []ResultRow{row("Website <nieuw>", 60, 10), row(f.T("results.no-"+id), 15, 6)}, Total: months.Total}
		c.Draw(60)
		return c
	}
	return Results{Frame: f, Stamp: "wo 21 okt 2026 10:42, Kim Peeters", Periods: []Choosable{{URL: "/results?period=year", Label: f.T("results.period.year")}, {URL: "/results", Label: f.T("results.period.12"), Current: true}}, CSV: "/results/list.csv", Any: true, Total: 75,
		Figures: []Figure{{f.T("results.first"), "75", ""}, {f.T("results.share"), "21 %", f.T("results.before", "19 %")}}, Months: months, Chart: f.NewChart(months.Rows), Sources: cut("source"), Groups: cut("group")}
}
