package views

func init() {
	samples = append(samples, sample{"transfers", func(lang string) View { return sampleTransfers(lang) }})
}

func sampleTransfers(lang string) Transfers {
	f := sampleFrame(lang, "prospects")
	f.Title = f.T("transfer.head")
	v := Transfers{Frame: f, Back: &Link{"/prospects?q=hout", f.T("nav.prospects")}}
	for _, r := range []ExportRow{{ID: "list", Label: f.T("transfer.this-list"), Count: 12}, {ID: "prospects", Label: f.T("nav.prospects"), Count: 1312}, {ID: "suppliers", Label: f.T("nav.suppliers")}} {
		r.Frame = f
		for _, form := range []string{"csv", "xlsx", "vcard", "lines"} {
			r.Forms = append(r.Forms, Link{"/exports/prospects." + form + "?list=q%3Dhout", f.T("transfer." + form)})
		}
		v.Rows = append(v.Rows, r)
	}
	return v
}

func init() {
	samples = append(samples,
		sample{"imports", func(lang string) View { return sampleImports(lang) }},
		sample{"imports-wrong", func(lang string) View {
			v := sampleImports(lang)
			v.Rows, v.File.Problem = nil, &Note{Text: v.T("import.empty")}
			return v
		}},
		sample{"import", func(lang string) View { return sampleImport(lang) }},
		sample{"import-wrong", func(lang string) View {
			v := sampleImport(lang)
			v.Shape, v.Known, v.Problem = nil, false, &Note{Text: v.T("import.no-name")}
			return v
		}},
		sample{"rehearsal", func(lang string) View { return sampleRehearsal(lang) }},
		sample{"rehearsal-clean", func(lang string) View {
			v := sampleRehearsal(lang)
			v.Rows, v.More, v.Left, v.Does, v.Keep = nil, 0, 0, 0, nil
			return v
		}},
		sample{"rehearsal-large", func(lang string) View {
			v := sampleRehearsal(lang)
			v.At = v.T("import.rehearsed-at", "wo 21 okt 10:41")
			return v
		}},
		sample{"rehearsing", func(lang string) View { return sampleRehearsing(lang, "running") }},
		sample{"rehearsing-stopped", func(lang string) View { return sampleRehearsing(lang, "stopped") }},
		sample{"import-running", func(lang string) View {
			v := sampleImportJob(lang)
			v.Stage, v.Left, v.More, v.Faults = "running", nil, 0, ""
			return v
		}},
		sample{"import-done", func(lang string) View { return sampleImportJob(lang) }},
		sample{"import-undone", func(lang string) View {
			v := sampleImportJob(lang)
			v.More = 0
			v.Stage, v.Back, v.Left = "undo-done", 4801, []string{v.T("import.undo-left-by", "10501", "Hout Claes nv", "Bart", "wo 21 okt 10:40")}
			return v
		}},
	)
}

func sampleImports(lang string) Imports {
	f := sampleFrame(lang, "")
	v := NewImports(f, "t1", 32)
	v.Rows = []ImportRow{{URL: "/imports/i1", Name: "klanten.xlsx", When: "wo 21 okt 10:12", By: "Kim Peeters", State: f.T("import.state-done"), Rows: "5.000"}, {URL: "/imports/i2", Name: "a & <b>.csv", When: "wo 21 okt 10:30", State: f.T("import.state-open"), Rows: "ongeveer 100.000"}}
	return v
}

func sampleImport(lang string) Import {
	f := sampleFrame(lang, "")
	f.Title = "klanten.csv"
	kind := Field{Name: "kind", Kind: "radio", Label: f.T("import.kind"), Value: "customer", Options: []Option{{Value: "prospect", Label: f.T("nav.prospects")}, {Value: "customer", Label: f.T("nav.customers")}}}
	options := []Option{{Label: f.T("import.pass-over")}, {Value: "name", Label: f.T("field.name")}, {Value: "phone", Label: f.T("field.phone")}}
	column := func(letter, title, value string, samples ...string) ImportColumn {
		return ImportColumn{letter, title, Field{Name: "column." + letter, Kind: "select", Label: f.T("import.column-is", title), Bare: true, Value: value, Options: options}, samples}
	}
	return Import{
		Frame: f, ID: "i1", Name: "klanten.csv", Rows: "5.000 rijen", Known: true, Kind: kind,
		Shape: []Field{
			{Name: "comma", Kind: "select", Label: f.T("import.comma-field"), Value: ";", Options: []Option{{Value: ";", Label: ";"}, {Value: "\t", Label: f.T("import.tab")}}},
			{Name: "encoding", Kind: "select", Label: f.T("import.encoding"), Value: "windows-1252", Hint: f.T("import.encoding-hint"), Options: []Option{{Value: "windows-1252", Label: f.T("encoding.windows-1252")}}},
			{Name: "titled", Kind: "checkbox", Label: f.T("import.titled"), Checked: true},
		},
		Columns: []ImportColumn{column("A", "Naam", "name", "Bakkerij Peeters", "Café Zoë"), column("B", "Tel.", "phone", "92251234"), column("C", "Onzin", "")},
		Head:    [][]string{{"Bakkerij Peeters", "92251234", ""}, {"Café Zoë <b>", "", "x"}},
	}
}

func sampleRehearsal(lang string) Rehearsal {
	f := sampleFrame(lang, "")
	f.Title = "klanten.csv"
	v := Rehearsal{
		Frame: f, ID: "i1", Name: "klanten.csv", Total: 5000, Drawer: f.T("nav.customers"), Does: 4801, Left: 120, Shown: f.T("import.about-changed"), More: 12,
		Match: Field{Name: "match", Kind: "select", Label: f.T("import.match"), Value: "vat", Hint: f.T("import.match-hint"), Options: []Option{{Value: "vat", Label: f.T("import.match-vat")}, {Value: "email", Label: f.T("import.match-email"), Disabled: true}}},
		Keep:  &Field{Name: "keep", Kind: "checkbox", Label: f.T("import.keep"), Checked: true},
	}
	for i, verdict := range []string{"new", "changed", "same", "double", "fault"} {
		v.Counts = append(v.Counts, Choosable{URL: "/imports/i1/rehearsal?show=" + verdict, Label: f.T("import.rows-" + verdict), Count: 1200 - i*250, Current: verdict == "changed"})
	}
	v.Rows = []RehearsalRow{
		{Line: "17", Name: "Hout Claes nv", Fiche: &Link{"/customers/f17", "10501 Hout Claes"}, Fields: []Delta{{f.T("field.phone"), "09 225 12 34", "02 511 22 33"}}},
		{Line: "21", Name: "Café <Zoë>", Notes: []RowNote{{f.T("problem.import-number-twice", "10500", "2"), true}, {f.T("remark.email"), false}}},
	}
	return v
}

func sampleRehearsing(lang, stage string) Rehearsing {
	f := sampleFrame(lang, "")
	f.Title = "klanten.csv"
	return Rehearsing{Frame: f, ID: "i1", Name: "klanten.csv", Rows: "ongeveer 100.000 rijen", Done: 2240, Total: 100_000, Stage: stage, Remains: f.N("job.seconds", 12), Drawer: f.T("nav.customers"), Match: "vat", Keep: true}
}

func sampleImportJob(lang string) ImportJob {
	f := sampleFrame(lang, "")
	f.Title = "klanten.csv"
	v := ImportJob{Frame: f, ID: "i1", Name: "klanten.csv", When: "wo 21 okt 10:40", By: "Kim Peeters", Stage: "done", Done: 846, Total: 5000, CanUndo: true, List: Link{"/customers", f.T("nav.customers")}, Left: []string{f.T("import.left-import-fault", "17 Hout Claes nv") + " · " + f.T("problem.required")}, More: 3, Faults: "wo 28 okt 10:40"}
	for _, verdict := range []string{"new", "changed", "same", "double", "fault"} {
		v.Counts = append(v.Counts, Fact{f.T("import.rows-" + verdict), "1.200"})
	}
	return v
}
