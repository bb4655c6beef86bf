package views

func init() {
	samples = append(samples,
		sample{"groups", func(lang string) View { return sampleGroups(lang) }},
		sample{"groups-removal", func(lang string) View {
			v := sampleGroups(lang)
			v.Rows[0].Ask = &Ask{Icon: "bin", Head: v.T("groups.removal", "beurs Brussel"), Action: "/groups/g1/removal", Do: v.T("bar.remove"), Grave: true, Cancel: "/groups#group-g1", CancelText: v.T("act.cancel"), Note: v.T("groups.undo"),
				Effects: []Effect{v.Effect("copy", v.N("manage.fiches", 41), v.N("groups.lose", 41, v.Listed([]string{v.N("fiches.count.prospect", 38), v.N("fiches.count.customer", 3)}))), v.Effect("check", "", v.T("groups.others-stay"))}}
			return v
		}},
		sample{"groups-merger", func(lang string) View {
			v := sampleGroups(lang)
			v.Rows[0].Ask = &Ask{Icon: "merge", Head: v.T("groups.merger", "beurs Brussel"), Action: "/groups/g1/merger", Do: v.T("manage.merge"), Cancel: "/groups#group-g1", CancelText: v.T("act.cancel"),
				Choice:  &Field{Name: "into", Kind: "select", Label: v.T("groups.becomes"), Options: []Option{{Label: v.T("groups.choose")}, {Value: "g2", Label: v.T("groups.option", "Hout", v.N("manage.fiches", 244))}}, Problem: &Note{Text: v.T("groups.choose-other")}},
				Effects: []Effect{v.Effect("copy", "", v.T("groups.empty")), v.Effect("group", "", v.T("groups.name-leads", "beurs Brussel"))}}
			return v
		}},
		sample{"groups-rename", func(lang string) View {
			v := sampleGroups(lang)
			f := v.NameField(v.T("manage.new-name", "beurs Brussel"), "")
			f.ID, f.Value, f.Problem = "rename-name", "hout", &Note{Text: v.T("groups.taken"), Choices: []Choice{{Label: v.T("groups.merge-with", "Hout"), URL: "/groups/g1/merger?into=g2"}}}
			v.Rows[0].Rename = &f
			v.Name.Problem = &Note{Text: v.T("groups.comma")}
			return v
		}},
		sample{"sources", func(lang string) View { return sampleSources(lang) }},
		sample{"sources-removal", func(lang string) View {
			v := sampleSources(lang)
			v.Rows[0].Ask = &Ask{Icon: "bin", Head: v.T("sources.removal", "Beurs & Co"), Action: "/sources/removal", Hidden: []Hidden{{"source", "Beurs & Co"}}, Do: v.T("bar.remove"), Grave: true, Cancel: "/sources#source-1", CancelText: v.T("act.cancel"),
				Effects: []Effect{v.Effect("via", "", v.T("sources.back"))}}
			return v
		}},
		sample{"fields", func(lang string) View { return sampleFields(lang) }},
		sample{"fields-none", func(lang string) View {
			v := sampleFields(lang)
			v.Rows, v.Gone = nil, nil
			v.New.Name.Problem, v.New.Wrong = &Note{Text: v.T("own.taken")}, &Note{Text: v.T("own.no-kind")}
			return v
		}},
		sample{"stages", func(lang string) View { return sampleStages(lang) }},
		sample{"stages-problem", func(lang string) View {
			v := sampleStages(lang)
			v.Rows, v.Gone = v.Rows[2:], nil
			v.Rows[0].Ask = nil
			v.Rows[0].Only = true
			v.New.Name.Problem, v.New.Chance.Problem = &Note{Text: v.T("stages.taken")}, &Note{Text: v.T("problem.chance", "veel")}
			return v
		}},
		sample{"settings", func(lang string) View { return sampleSettings(lang) }},
		sample{"settings-problem", func(lang string) View {
			v := sampleSettings(lang)
			v.Filled, v.Saved = false, ""
			v.Lead.Problem, v.Morning.Problem, v.Remind.Problem = &Note{Text: v.T("problem.lead", "x")}, &Note{Text: v.T("problem.hour", "25:00")}, &Note{Text: v.T("settings.clash", "Nele", v.T("settings.off"))}
			v.Starts[1].Problem = &Note{Text: v.T("settings.clash", "Nele", "12000"), Choices: []Choice{{Label: v.T("settings.take", "12000"), Do: "set", Value: "12000"}}}
			v.Check(v.T("settings.conflict", "Nele", "10:40"))
			return v
		}},
		sample{"settings-field", func(lang string) View {
			v := sampleSettings(lang)
			return SettingsField{v.Frame, v.Starts[1]}
		}},
		sample{"users", func(lang string) View { return sampleUsers(lang) }},
		sample{"users-edit", func(lang string) View {
			v := sampleUsers(lang)
			v.Rows[0].Edit = &UserEdit{
				Name: Field{Name: "name", ID: "edit-name", Label: v.T("manage.name"), Value: "Kim Peeters"}, Role: v.RoleField(RoleWorker),
				Language: Field{Name: "language", ID: "edit-language", Kind: "select", Label: v.T("first-run.language"), Options: Languages()}, Was: []Hidden{{"was.role", RoleAdmin}},
			}
			v.Rows[0].Edit.Role.ID, v.Rows[0].Edit.Role.Problem = "edit-role", &Note{Text: v.T("users.last-admin")}
			return v
		}},
		sample{"users-access", func(lang string) View {
			v := sampleUsers(lang)
			v.Rows[1].Ask = &Ask{Icon: "lock", Head: v.T("users.disable-of", "Bart Dhondt"), Action: "/users/u2/access", Do: v.T("users.disable"), Grave: true, Cancel: "/users#user-u2", CancelText: v.T("act.cancel"),
				Problem: &Note{Text: v.T("users.not-you")}, Effects: []Effect{v.Effect("out", "", v.T("users.signed-out"))}}
			return v
		}},
		sample{"users-made", func(lang string) View {
			v := sampleUsers(lang)
			v.Rows[1].Secret = &Secret{Head: v.T("users.made", "Bart Dhondt"), Password: Field{Name: "made", Label: v.T("first-run.password"), Value: "k3m7-q2xt-v9rd", ReadOnly: true}}
			return v
		}},
		sample{"users-problem", func(lang string) View {
			v := sampleUsers(lang)
			v.Name.Problem, v.Password.Problem = &Note{Text: v.T("users.taken")}, &Note{Text: v.T("password.short", MinPassword)}
			v.Check()
			return v
		}},
		sample{"account", func(lang string) View { return sampleAccount(lang) }},
		sample{"account-problem", func(lang string) View {
			v := sampleAccount(lang)
			v.Old.Problem = &Note{Text: v.T("account.old-wrong")}
			v.Sessions = v.Sessions[:1]
			v.Check(&v.Old, &v.New)
			return v
		}},
		sample{"sources-none", func(lang string) View {
			v := sampleSources(lang)
			v.Rows = nil
			return v
		}},
	)
}

func sampleGroups(lang string) Groups {
	f := sampleFrame(lang, "")
	counts := func(ns ...int) (links []CountLink) {
		for i, kind := range []string{"prospect", "customer", "supplier"} {
			links = append(links, CountLink{ns[i], "/" + kind + "s?group=g1", f.N("fiches.count."+kind, ns[i])})
		}
		return links
	}
	return Groups{Frame: f, Token: "t-1", Name: f.NameField(f.T("groups.new"), f.T("groups.new-example")), Rows: []ManageRow{
		{Frame: f, ID: "g1", Name: "beurs Brussel", Counts: counts(38, 3, 0)},
		{Frame: f, ID: "g2", Name: "Hout", Counts: counts(1171, 64, 9)},
		{Frame: f, ID: "gcustomers", Name: "Klanten", Counts: counts(0, 118, 0), Fixed: true},
	}}
}

// sampleSources is what a worker sees: no settings but these.
func sampleSources(lang string) Sources {
	v := sampleGroups(lang)
	v.User.Role = RoleWorker
	return Sources{Frame: v.Frame, Name: v.NameField(v.T("sources.new"), v.T("sources.new-example")), Rows: []ManageRow{
		{Frame: v.Frame, ID: "source-1", Name: "Beurs & Co", Counts: v.Rows[0].Counts},
		{Frame: v.Frame, ID: "source-2", Name: "Gouden Gids", Counts: v.Rows[2].Counts, Off: true},
	}}
}

func sampleUsers(lang string) Users {
	v := NewUsers(sampleFrame(lang, ""), "t-1")
	v.Rows = []UserRow{
		{Frame: v.Frame, ID: "u1", Name: "Kim Peeters", Initials: "KP", Role: RoleAdmin, Lang: v.T("language.nl"), Seen: v.T("time.now"), Sessions: 3, Self: true},
		{Frame: v.Frame, ID: "u2", Name: "Bart Dhondt", Initials: "BD", Role: RoleWorker, Lang: v.T("language.nl"), Seen: "10:39", Sessions: 2},
		{Frame: v.Frame, ID: "u3", Name: "Sofie Jacobs", Initials: "SJ", Role: RoleReader, Lang: v.T("language.fr"), Seen: v.T("users.never")},
		{Frame: v.Frame, ID: "u4", Name: "Wout Tack", Initials: "WT", Role: RoleWorker, Lang: v.T("language.nl"), Seen: v.T("users.disabled"), Disabled: true},
	}
	return v
}

func sampleAccount(lang string) Account {
	f := sampleFrame(lang, "")
	v := NewAccount(f, "Kim Peeters", lang, "dark")
	v.Since = f.T("account.since", f.DateLong("2026-02-02"))
	v.Sessions = []SessionRow{
		{Frame: f, ID: "h1", Name: "Chrome op Linux", Seen: f.T("time.now"), Icon: "screen", Here: true},
		{Frame: f, ID: "h2", Name: "Safari op iPhone", Seen: "09:12", Icon: "mobile"},
	}
	return v
}

func sampleSettings(lang string) Settings {
	v := NewSettings(sampleFrame(lang, ""), map[string]string{
		"remind": "yes", "lead": "15", "call-backs": "yes", "morning": "09:00", "start.prospect": "30000", "start.customer": "19990", "start.supplier": "20000", "company": "Lievens Ramen & Gevels", "language": "nl",
	})
	v.Was, v.Filled, v.Saved = `{"lead":"15"}`, true, v.T("fiche.saved-by", "Nele", "10:40")
	Follow(v.Frame, &v.Starts[0], 30122, nil)
	Follow(v.Frame, &v.Starts[1], 19992, []string{v.T("settings.start-taken", "19990"), v.N("settings.series-near", 8, v.T("nav.suppliers"))})
	Follow(v.Frame, &v.Starts[2], 20036, nil)
	return v
}
