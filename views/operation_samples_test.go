package views

func init() {
	samples = append(samples,
		sample{"operations", sampleOperations},
		sample{"operations-empty", func(lang string) View { return Operations{Frame: sampleFrame(lang, "")} }},
		sample{"operation-running", sampleOperationRunning},
		sample{"operation-done", sampleOperationDone},
		sample{"bulk", func(lang string) View { return sampleBulk(lang, false) }},
		sample{"crm-owner", func(lang string) View {
			f := sampleFrame(lang, "crm")
			f.Title = f.T("bulk.title")
			return Bulk{
				Frame: f, Kind: "crm", Action: "/crm/owner", Cancel: "/crm", Count: 2, Hidden: []Hidden{{"token", "t-1"}, {"list", ""}, {"fiche", "c1"}, {"fiche", "c2"}},
				Names: []Link{{"/crm/c1", "Gevel magazijn, Claes Houtbouw"}, {"/crm/c2", "Dakramen, Dakwerken Pol"}}, Button: f.N("bulk.do.crm", 2),
				Owner:   Field{Name: "owner", Kind: "select", Label: f.T("field.crm.owner"), Options: []Option{{Label: f.T("bulk.no-owner")}, {Value: "ukim", Label: "Kim Peeters"}}},
				Effects: []Effect{f.Effect("undo", "", f.T("bulk.undo"))},
			}
		}},
		sample{"bulk-wrong", func(lang string) View { return sampleBulk(lang, true) }},
	)
}

func sampleOperations(lang string) View {
	f := sampleFrame(lang, "")
	f.Title = f.T("menu.operations")
	f.Job = &JobBar{URL: "/operations/j148", Text: f.N("job.doing.inactive", 1284), Done: 196, Total: 1284, Progress: f.T("fiches.of", 196, "1.284"), Left: f.N("job.seconds", 4), Waiting: f.N("job.waiting", 2), Stop: "/operations/j148/stop"}
	return Operations{Frame: f, More: "/operations?before=j140", Newest: "/operations", Rows: []OperationRow{
		{URL: "/operations/j148", Number: "148", Text: f.N("job.doing.inactive", 1284), By: "Kim", At: "wo 21 okt 2026 10:42", State: f.T("operations.running", 196, "1.284")},
		{URL: "/operations/j147", Number: "147", Text: f.N("job.did.group", 309, "ramen 2027"), By: "Kim", At: "wo 21 okt 2026 10:40", State: f.N("operations.done-but", 3)},
		{URL: "/operations/j146", Number: "146", Text: f.N("job.did.source", 512, "Website"), By: "Nele", At: "wo 21 okt 2026 08:10", State: f.T("operations.fault", 512, "1.284"), Problem: true},
	}}
}

func sampleOperationRunning(lang string) View {
	f := sampleFrame(lang, "")
	v := Operation{
		Frame: f, ID: "j146", Number: "146", Head: f.T("job.head.source"), Kicker: f.T("operations.by", "Nele", "wo 21 okt 2026 08:10"),
		Says: f.N("job.doing.source", 1284, "Website"), Running: true, Done: 846, Total: 1284, Progress: f.T("fiches.of", 846, "1.284"), Remains: f.N("job.seconds", 12),
		Events:      []OperationEvent{{At: "08:28", Text: f.T("event.resumed", "512", "1.284")}, {At: "08:10", Text: f.T("event.interrupted", "512", "1.284"), Problem: true}, {At: "08:10", Text: f.T("event.begun", "Nele", "1.284")}},
		EffectsHead: f.T("operations.you-can"), Effects: []Effect{f.Effect("check", "", f.T("operations.let-run"))},
		Stop: &Action{URL: "/operations/j146/stop", Label: f.T("job.stop"), Icon: "stop"}, Undo: &Action{URL: "/operations/j146/undo", Label: f.T("operations.stop-undo"), Icon: "undo"},
		Back: &Link{"/prospects", f.T("operations.back")},
	}
	v.Title = "146"
	return v
}

func sampleOperationDone(lang string) View {
	f := sampleFrame(lang, "")
	v := Operation{
		Frame: f, ID: "j147", Number: "147", Head: f.T("job.head.group"), Kicker: f.T("operations.by", "Kim", "wo 21 okt 2026 10:42"),
		Says: f.N("job.did.group", 309, "ramen 2027"), Details: f.N("operations.done-but", 3), Done: 312, Total: 312,
		Figures: []Fact{{f.T("operations.asked"), "312"}, {f.T("operations.changed"), "309"}, {f.T("operations.same"), "2"}, {f.T("operations.skipped"), "1"}},
		Left: &OperationLines{Frame: f, ID: "left-head", Head: f.N("operations.left", 3), More: f.N("bulk.others", 1), Lines: []OperationLine{
			{"30088", "Houtland Kantoren", "/prospects/f88", f.T("left.same.group", "ramen 2027")}, {"30077", "Dakwerken Simoens", "/prospects/f77", f.T("left.binned-by", "Bart", "vandaag 10:41")}}},
		Since:       &OperationLines{Frame: f, ID: "since-head", Head: f.N("operations.since", 1), Lines: []OperationLine{{"30066", "Architectenbureau Noord", "/prospects/f66", f.T("left.changed-by", "Nele", "vandaag 10:51")}}},
		Events:      []OperationEvent{{At: "10:42", Text: f.T("event.done", "312", "312")}},
		EffectsHead: f.T("operations.if-undo"), Effects: []Effect{f.Effect("undo", "", f.N("operations.back-again", 308)), f.Effect("person", "", f.N("operations.stay", 1))},
		Undo:  &Action{URL: "/operations/j147/undo", Label: f.T("job.undo-all"), Icon: "undo", Key: "Ctrl Z"},
		Links: []Link{{"/operations/j149", f.T("operations.undone-by", "Kim", "149")}},
	}
	v.Resume = &Action{URL: "/operations/j147/resumption", Label: f.T("operations.resume"), Icon: "resume"}
	v.Title, v.Frame.Job = "147", &JobBar{URL: "/operations/j148", Text: f.N("job.did.inactive", 12), Over: true, Undo: "/operations/j148/undo", Away: "/operations/j148/away"}
	return v
}

func sampleBulk(lang string, wrong bool) View {
	f := sampleFrame(lang, "prospects")
	v := Bulk{
		Frame: f, Kind: "prospect", Action: "/prospects/bulk", Cancel: "/prospects", Count: 312, Hidden: []Hidden{{"token", "t-1"}, {"all", "yes"}, {"count", "312"}},
		Names: []Link{{"/prospects/f88", "30088 Houtland Kantoren"}, {"/prospects/f77", "30077 Dakwerken Simoens"}}, More: f.N("bulk.others", 310), Button: f.N("bulk.do.prospect", 312),
		Do:      Field{Name: "do", Kind: "cards", Label: f.T("bulk.what"), Value: "group", Options: []Option{{Value: "group", Label: f.T("bulk.kind.group"), Note: f.T("bulk.note.group")}, {Value: "bin", Label: f.T("bulk.kind.bin"), Note: f.T("bulk.note.bin")}}},
		Group:   Field{Name: "group", Label: f.T("bulk.group"), Value: "ramen 2027", Options: []Option{{Value: "Hout"}}, Hint: f.T("bulk.group-hint")},
		Ungroup: Field{Name: "ungroup", Kind: "select", Label: f.T("bulk.ungroup"), Options: []Option{{Label: f.T("groups.choose")}, {Value: "Hout", Label: "Hout"}}},
		Source:  Field{Name: "source", Label: f.T("field.source"), Hint: f.T("bulk.source-hint")},
		Effects: []Effect{f.Effect("undo", "", f.T("bulk.undo"))},
	}
	v.Title = f.T("bulk.title")
	if wrong {
		v.Do.Value, v.Do.Problem, v.Notice = "", &Note{Text: f.T("bulk.choose")}, f.N("bulk.by-now", 311)
		v.Summary = Problems("1", &v.Do)
	}
	return v
}
