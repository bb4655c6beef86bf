package views

func init() {
	samples = append(samples,
		sample{"fiches", func(lang string) View { return sampleIndex(lang) }},
		sample{"fiches-rows", func(lang string) View {
			v := sampleIndex(lang)
			v.Rows = true
			return v
		}},
		sample{"fiches-beside", func(lang string) View {
			v := sampleIndex(lang)
			v.Beside = "f14"
			return v
		}},
		sample{"fiches-empty", func(lang string) View {
			v := sampleIndex(lang)
			v.Whole, v.Total, v.Breaks = 0, 0, nil
			return v
		}},
		sample{"fiches-nothing", func(lang string) View {
			v := sampleIndex(lang)
			v.Total, v.Breaks = 0, nil
			return v
		}},
		sample{"fiche", func(lang string) View { return sampleFiche(lang) }},
		sample{"fiche-removed", func(lang string) View {
			v := sampleFiche(lang)
			v.Removed, v.Restore, v.Edit, v.NewMoment = "gisteren door Kim", &Action{URL: "/prospects/f14/restoration", Label: "Terughalen", Icon: "restore"}, "", ""
			return v
		}},
		sample{"fiche-look", func(lang string) View {
			v := sampleFiche(lang)
			return FicheLook{v, FicheNews{Frame: v.Frame, Lines: []string{"Bart wijzigde Telefoon om 10:42", "Bart, 10:40: <afspraak> gedaan"}, More: 2}}
		}},
		sample{"fiche-news", func(lang string) View {
			return FicheNews{Frame: sampleFrame(lang, "prospects"), Lines: []string{"Bart wijzigde Telefoon om 10:42"}, Form: true, Both: true}
		}},
		sample{"fiches-look", func(lang string) View {
			v := sampleIndex(lang)
			rows := sampleRows(v.Frame)
			rows[1].Gone = true
			v.Breaks = []Break{{ID: "break-late", Count: 2}, {ID: "break-today", Count: 1300}}
			return FicheListLook{FicheIndex: v, Rows: rows, Lost: []string{"f99"}, Fresh: 3}
		}},
		sample{"fiche-history", func(lang string) View {
			f := sampleFiche(lang)
			return FicheHistory{Frame: f.Frame, Kind: f.Kind, Number: f.Number, Name: f.Name, Back: f.Back, History: f.History, More: "/prospects/f14/history?before=h1"}
		}},
		sample{"fiche-edit", func(lang string) View { return sampleEdit(lang) }},
		sample{"fiche-new", func(lang string) View {
			f := sampleFrame(lang, "prospects")
			return FicheEdit{Frame: f, Kind: "prospect", Action: "/prospects", Cancel: "/prospects", Rev: "0", Token: "t1", Address: 1, Values: map[string]string{"active": "yes"},
				Bar: Bar{Frame: f, Kind: "prospect", On: "new"}, Moments: []MomentLine{{Name: "new-1", Kind: "first-contact", Was: "{}"}, {Name: "new-2", Kind: "appointment", Was: "{}", Open: true, More: true}}, Alike: sampleAlike(f)}
		}},
		sample{"fiche-alike", func(lang string) View { return *sampleAlike(sampleFrame(lang, "prospects")) }},
		sample{"fiche-alike-none", func(lang string) View {
			return AlikeList{Frame: sampleFrame(lang, "prospects"), URL: "/prospects/alike", Form: "fiche-new-form"}
		}},
		sample{"fiche-field", func(lang string) View {
			v := sampleEdit(lang)
			return FicheCheck{Frame: v.Frame, Field: v.F("vat")}
		}},
		sample{"fiche-conflict", func(lang string) View { return sampleConflict(lang) }},
		sample{"fiches-views", func(lang string) View { return sampleViews(lang) }},
		sample{"fiches-views-none", func(lang string) View {
			v := sampleViews(lang)
			v.Rows, v.Name.Problem = nil, &Note{Text: "Er is al een weergave met deze naam."}
			return v
		}},
		sample{"fiches-columns", func(lang string) View { return sampleColumns(lang) }},
		sample{"fiche-removal", func(lang string) View {
			return FicheRemoval{Frame: sampleFrame(lang, "prospects"), Kind: "prospect", Names: []Link{{"/prospects/f14", "30014 Claes Houtbouw"}}, Hidden: []Hidden{{"fiche", "f14"}}, Action: "/prospects/removal", Cancel: "/prospects"}
		}},
		sample{"moment-edit", func(lang string) View {
			v := sampleEdit(lang)
			return MomentEdit{Frame: v.Frame, Fiche: Link{"/prospects/f14", v.Name}, Kind: "prospect", Number: "30014", Line: v.Moments[1], Action: "/prospects/f14/moments/m4", Cancel: "/prospects/f14", RemovalURL: "/prospects/f14/moments/m4/removal"}
		}},
		sample{"moment-new", func(lang string) View {
			v := sampleEdit(lang)
			return MomentEdit{Frame: v.Frame, New: true, Fiche: Link{"/prospects/f14", v.Name}, Kind: "prospect", Number: "30014", Line: MomentLine{Kind: "sold"}, Kinds: []Option{{Value: "sold", Label: "Verkocht"}}, Action: "/prospects/f14/moments", Cancel: "/prospects/f14",
				Summary: &Summary{Head: "Nog niet bewaard", Lines: []SummaryLine{{"day", "Datum", "Kies een dag."}}}}
		}},
		sample{"search", func(lang string) View {
			f := sampleFrame(lang, "")
			return Search{Frame: f, Q: "claes", Total: 13, Whole: 11420, Sections: []SearchSection{{Kind: "prospect", Total: 13, All: "/prospects?q=claes", Rows: sampleRows(f)}, {Kind: "customer"}},
				Deals: SearchDeals{Total: 14, All: "/crm?q=claes", Rows: []SearchDeal{{URL: "/crm/c1", Number: "C-0041", Subject: []Part{{"Claes", true}, {Text: " <gevel>"}}, About: Plain("30014 Claes Houtbouw, Offerte"), When: "vandaag 11:00"}}}}
		}},
		sample{"search-nothing", func(lang string) View { return Search{Frame: sampleFrame(lang, ""), Q: "zzz", Whole: 3} }},
		sample{"search-new", func(lang string) View { return Search{Frame: sampleFrame(lang, "")} }},
		sample{"places", func(lang string) View {
			return Places{Frame: sampleFrame(lang, ""), ID: "places-town", Places: []Place{{ID: "places-town-a", Postcode: "8020", Town: "Oostkamp", Note: "Oostkamp"}}}
		}},
	)
}

func sampleRows(f *Frame) []FicheRow {
	call := Line{Moment: "f14-m7", Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Move: "/prospects/f14/moments/m7"}
	return []FicheRow{
		{Frame: f, ID: "f14", URL: "/prospects/f14?list=q%3Dhout", Name: "Claes Houtbouw", Number: Plain("30014"), NameParts: []Part{{Text: "Claes "}, {"Hout", true}, {Text: "bouw"}}, Cells: sampleCells(), Next: &call, Beside: true, Hits: Plain("Els Claes")},
		{Frame: f, ID: "f20", URL: "/prospects/f20", Name: "Allaert <Marijke>", Number: Plain("30107"), NameParts: Plain("Allaert <Marijke>"), Cells: []Cell{{As: "number", Class: "no", Parts: Plain("30107")}, {As: "name", Class: "name", Parts: Plain("Allaert <Marijke>")}, {As: "tel", Class: "tel", Parts: Plain("zie boek")}, {As: "next", Class: "due"}, {As: "over", Class: "over"}}, Inactive: true},
	}
}

func sampleViews(lang string) SavedViews {
	f := sampleFrame(lang, "prospects")
	rename := f.NameField("Nieuwe naam", "")
	rename.ID, rename.Value = "rename-name", "Turnhout"
	return SavedViews{
		Frame: f, Kind: "prospect", Action: "/prospects/views", List: "q=hout", Token: "t1", Back: Link{"/prospects?q=hout", "Prospecten"}, Count: 26, More: "/prospects/views?list=q%3Dhout",
		Name:  Field{Name: "name", ID: "view-name", Label: "Naam", Value: "Hout zonder volgende stap", Required: true},
		For:   Field{Name: "for", ID: "view-for", Kind: "cards", Label: "Voor", Value: "me", Options: []Option{{Value: "me", Label: "Alleen ik", Note: "Overal."}, {Value: "all", Label: "Iedereen", Disabled: true}}},
		Facts: []FactLine{{Label: "Trechter", Value: "Zonder volgende stap"}, {Label: "Zoekterm", Value: "<hout>"}},
		Cols:  Field{Name: "columns", ID: "view-columns", Kind: "checkbox", Label: "Ook de kolommen", Value: "yes", Checked: true},
		Rows: []SavedRow{
			{Frame: f, ID: "v1", Name: "Beurs <nog> te bellen", URL: "/prospects?saved=v1", Self: "/prospects/views/v1", Count: 12, Words: "Alle, beurs", For: "Alleen ik", Gone: "De groep bestaat niet meer."},
			{Frame: f, ID: "v2", Name: "Van Nele", URL: "/prospects?saved=v2", Count: 1200, For: "Iedereen", Fixed: true},
			{Frame: f, ID: "v3", Name: "Turnhout", Self: "/prospects/views/v3", Rename: &rename, Cancel: "/prospects/views"},
		},
	}
}

func sampleColumns(lang string) FicheColumns {
	f := sampleFrame(lang, "prospects")
	widths := []Option{{Value: "narrow", Label: "smal"}, {Value: "normal", Label: "gewoon", Selected: true}, {Value: "wide", Label: "breed"}}
	return FicheColumns{
		Frame: f, Kind: "prospect", Action: "/prospects/window", List: "q=hout", Back: Link{"/prospects?q=hout", "Prospecten"},
		Rows:    []ColumnRow{{Name: "number", Label: "Nummer", Place: 1, On: true, Stays: true, Widths: widths}, {Name: "town", Label: "Plaats", Place: 2, On: true, Widths: widths, Focus: true}, {Name: "fax", Label: "Fax <2>", Place: 3, Widths: widths}},
		Views:   []Field{{Name: "view", ID: "view-late", Value: "late", Label: "Te laat", Checked: true}, {Name: "view", ID: "view-groups", Value: "groups", Label: "Groepen"}},
		PerPart: Field{Name: "rows", Label: "Tegelijk getoond", Kind: "select", Options: []Option{{Value: "25", Label: "25"}, {Value: "50", Label: "50", Selected: true}}},
		Sort:    Field{Name: "sort", Label: "Sorteren op", Kind: "select", Options: []Option{{Value: "name", Label: "Benaming"}}},
		Density: Field{Name: "density", Label: "Rijhoogte", Kind: "radio", Options: []Option{{Label: "Gewoon", Selected: true}, {Value: "tight", Label: "Compact"}}},
		Beside:  Field{Name: "beside", Kind: "checkbox", Label: "De fiche naast de lijst openen", Hint: "Vanaf 1600 punten.", Value: "yes", Checked: true},
		Breaks:  Field{Name: "breaks", Kind: "checkbox", Label: "Rijen per dag breken", Hint: "Op Volgende.", Value: "yes"},
		Problem: &Note{Text: "Een plaats is een getal vanaf 1."},
	}
}

// sampleCells are a row's cells, one of each way to make them.
func sampleCells() []Cell {
	return []Cell{
		{As: "number", Class: "no", Parts: Plain("30014")}, {As: "name", Class: "name", Parts: []Part{{Text: "Claes "}, {"Hout", true}, {Text: "bouw"}}},
		{Class: "person spare-2", Parts: Plain("Els Claes")}, {Class: "group-name spare-4", Parts: []Part{{"Hout", true}}}, {As: "tel", Class: "tel", Parts: Plain("050 00 41 27"), To: "+3250004127"},
		{As: "call", Class: "fit-84", Parts: Plain("0470 00 12 34"), To: "+32470001234"}, {As: "vat", Class: "vat spare-3", Parts: Plain("BE 1099.001.486"), Note: "Staat ook op klant 10012"},
		{As: "mail", Class: "mail extra", Parts: Plain("info@claeshoutbouw.example"), To: "info@claeshoutbouw.example"}, {As: "web", Parts: Plain("claeshoutbouw.example"), To: "https://claeshoutbouw.example"},
		{As: "next", Class: "due"}, {As: "over", Class: "over"},
	}
}

func sampleIndex(lang string) FicheIndex {
	f := sampleFrame(lang, "prospects")
	f.Title = "Prospecten"
	return FicheIndex{
		Frame: f, Kind: "prospect", Bar: Bar{Frame: f, Kind: "prospect", On: "list", State: "q=hout"}, Q: "hout", Action: "/prospects", Hidden: []Hidden{{"view", "vat"}}, Total: 40, Whole: 312,
		Views: []Choosable{{URL: "/prospects", Label: "Alle", Count: 40, Current: true}, {URL: "/prospects?view=late", Label: "Te laat", Count: 2, Late: true, Gap: true}, {URL: "/prospects?saved=v1", Label: "Beurs & Co", Count: 12, Icon: "view-saved", Gap: true, Note: "De groep bestaat niet meer."}}, SaveURL: "/prospects/views?list=q%3Dhout",
		Groups:  []Choosable{{URL: "/prospects?group=g1", Label: "Hout", Count: 25}, {URL: "/prospects?group=g2", Label: "PVC"}},
		Held:    []Choosable{{URL: "/prospects", Label: "Beurs & Co", Icon: "via"}},
		Columns: []Column{{URL: "/prospects?sort=number", Label: "Nr.", Class: "w-4"}, {Label: "E-mail", Class: "extra"}, {URL: "/prospects?sort=-next", Label: "Volgende", Class: "w-due", Sort: "ascending"}},
		Self:    "/prospects?q=hout",
		Breaks:  []Break{{ID: "break-today", Label: "Vandaag", Count: 3, Rows: sampleRows(f)}}, More: "/prospects?after=x", Earlier: "/prospects?page=1", Later: "/prospects?page=3",
		Inactive: 2, InactURL: "/prospects?view=inactive", NewURL: "/prospects/new?name=hout", Sorted: "Volgende",
	}
}

var sampleFlip = Flip{Back: Link{"/prospects?q=hout", "Prospecten met “hout”"}, Beside: "/prospects?q=hout&beside=f14", At: 3, Of: 40, Prev: &Link{"/prospects/f60", "Veranda’s Mertens"}, Next: &Link{"/prospects/f92", "Bakkerij Peeters"}}

func sampleFiche(lang string) FicheShow {
	f := sampleFrame(lang, "prospects")
	f.Title = "Claes Houtbouw 30014"
	call := Line{Moment: "f14-m7", Kind: "call-back", Day: "2026-10-21", Clock: "11:00", Text: "Prijs per m².", Who: "Kim", Move: "/prospects/f14/moments/m7"}
	first := Line{Moment: "f14-m1", Kind: "first-contact", Day: "2026-09-08", Clock: "14:30", Done: true}
	v := FicheShow{
		Frame: f, Kind: "prospect", ID: "f14", Number: "30014", Name: "Claes Houtbouw", Former: []string{f.T("fiche.former.customer", "10022")},
		Bar: Bar{Frame: f, Kind: "prospect", On: "show", ID: "f14", State: "q=hout"}, Flip: sampleFlip,
		Moments: []MomentCard{{Kind: "first-contact", State: "is-done", Line: &first}, {Kind: "call-back", State: "is-next", Line: &call, Acts: true, Others: 1}, {Kind: "sold", State: "is-empty", Give: "/prospects/f14/moments/new?kind=sold"}},
		Past:    []PastLine{{Date: "2026-10-20", Day: "di 20 okt", Kind: "call-back", Text: "niet opgenomen", Who: "KP", URL: "/prospects/f14/moments/m2"}, {Date: "2026-10-12", Day: "ma 12 okt", Kind: "visit", Text: "stalen getoond", Who: "BD", Logged: true}}, NewMoment: "/prospects/f14/moments/new",
		Contacts: []ContactLine{{Name: "Els Claes", Role: "zaakvoerder", Email: "els@claeshoutbouw.example", Phones: []Link{{"+32470004127", "0470 00 41 27"}}}},
		Phone:    "050 00 41 27", Tel: "+3250004127", Remarks: "Poort is 3,20 m hoog.\nDus bakwagen.",
		Facts:   []FactLine{{Label: "Btw-nr. / Ond.nr.", Value: "BE 1099.001.486", Note: "controlegetal klopt", Notes: []Note{{Text: "Dit nummer behoort al toe aan klant 10012.", Choices: []Choice{{Label: "Die fiche bekijken", URL: "/customers/f9"}}}}}, {Label: "Groep", Links: []Link{{"/prospects?group=g1", "Hout"}, {"/prospects?group=g2", "PVC"}}}},
		History: []HistoryLine{{At: "di 20 okt 17:02", By: "Kim", Fields: []Delta{{"Telefoon", "09 000 27 18", "09 000 27 81"}}}, {At: "ma 12 okt 09:14", By: "Nele", Text: "gewijzigd", Fields: []Delta{{"Groep", "", "Hout"}}, Many: "7 velden"}}, HistoryURL: "/prospects/f14/history", Edit: "/prospects/f14/edit",
	}
	for n := 1; n <= 9; n++ {
		v.Addresses = append(v.Addresses, AddressCard{N: n, Empty: n > 1, Checked: n == 1})
	}
	v.Addresses[0].Label, v.Addresses[0].Lines, v.Addresses[0].Ways = "Zetel", []string{"Kortrijksestraat 214 bus 3", "8020 Oostkamp"}, []Way{{Icon: "phone", Tel: "+3250004127", Text: "050 00 41 27"}, {Icon: "mobile", Text: "0470 12"}, {Icon: "globe", URL: "https://claeshoutbouw.example", Text: "claeshoutbouw.example", Out: true}}
	return v
}

func sampleEdit(lang string) FicheEdit {
	f := sampleFrame(lang, "prospects")
	f.Title = "Bewerken: Claes Houtbouw"
	f.Own = sampleOwn
	return FicheEdit{
		Flip: sampleFlip, Frame: f, Kind: "prospect", ID: "f14", Number: "30014", Name: "Claes Houtbouw", Bar: Bar{Frame: f, Kind: "prospect", On: "edit", ID: "f14"}, Action: "/prospects/f14", Cancel: "/prospects/f14", Rev: "14", Token: "t1", List: "q=hout",
		Values:   map[string]string{"name": "Claes Houtbouw", "vat": "BE 1099.001.486", "groups": "Hout, beurs Brussel", "address.1.town": "Oostkamp", "address.1.label": "Zetel", "contact.1.name": "Jef Claes", "language": "nl", "remarks": "Een\nTwee", "extra.x1": "eik & ayous", "extra.x2": "veel", "extra.x3": "no", "extra.x4": "2026-11-17"},
		Problems: map[string]*Note{"contact.1.email": {Text: "Dit is 3 tekens te lang."}, "extra.x2": {Text: "Dit is geen getal."}}, Remarks: map[string]*Note{"vat": {Text: "Dit nummer behoort al toe aan klant 10012.", Choices: []Choice{{Label: "Wissen", Do: "clear"}, {Label: "Die fiche bekijken", URL: "/customers/f9"}}}},
		Moments: []MomentLine{
			{Name: "m1", Kind: "first-contact", Day: "2026-09-08", Hour: "14:30", Was: "{}", Done: true, For: []Option{{Label: "iedereen"}, {Value: "u1", Label: "Kim", Selected: true}}},
			{Name: "m4", Kind: "appointment", Day: "2026-02-30", Hour: "25:00", Was: "{}", Open: true, More: true, Leads: []Option{{Label: "zoals ingesteld", Selected: true}}, Problems: map[string]*Note{"day": {Text: "‘2026-02-30’ is geen dag die bestaat."}, "hour": {Text: "‘25:00’ is geen uur."}}},
		},
		Past: 4, Contacts: []int{1}, Groups: []string{"Hout", "PVC"}, Sources: []string{"Beurs Brussel"}, Countries: []Option{{Label: "België"}, {Value: "NL", Label: "Nederland"}}, Address: 1, Saved: "Laatst bewaard door Kim, gisteren 17:02.", Check: "/prospects/field?fiche=f14",
		Summary: &Summary{Head: "Nog niet bewaard: 1 veld klopt niet", Lines: []SummaryLine{{"moment-m4-day", "Dag", "‘2026-02-30’ is geen dag die bestaat."}}},
	}
}

func sampleLook(number, name, kind string) Look {
	return Look{Kind: kind, Number: number, URL: "/" + kind + "s/f" + number, Name: []Part{{Text: name + " "}, {"Peeters", true}}, Lines: [][]Part{{{Text: "Markt 1, "}, {"2300 Turnhout", true}}, {{"014 00 62 18", true}}, Plain("luc@peeters.example")}}
}

func sampleAlike(f *Frame) *AlikeList {
	return &AlikeList{Frame: f, URL: "/prospects/alike", Form: "fiche-new-form", Lines: []AlikeLine{
		{ID: "f31", Look: sampleLook("10031", "Bakkerij L.", "customer"), Level: "sure", Why: "Zelfde btw-nummer, zelfde gemeente", About: "klant sinds 2023", Answer: "branch", First: true},
		{ID: "f92", Look: sampleLook("30092", "Bakkerij <b>", "prospect"), Level: "maybe", Why: "Naam deels gelijk"},
	}}
}

func sampleConflict(lang string) FicheConflict {
	f := sampleFrame(lang, "prospects")
	f.Title, f.Card = "Claes Houtbouw", "is-short is-wide"
	return FicheConflict{
		Frame: f, Kind: "prospect", Number: "30014", Name: "Claes Houtbouw", By: "Nele", At: "vandaag 10:39", Action: "/prospects/f14", Cancel: "/prospects/f14", Hidden: []Hidden{{"rev", "15"}}, Clashes: 1, Same: 27,
		Rows: []ConflictRow{
			{Name: "phone", Label: "Telefoon", Was: "leeg", Mine: "050 00 41 27", Theirs: "050 00 41 29", MineValue: "050 00 41 27", TheirsValue: "050 00 41 29", Clash: true},
			{Name: "groups", Label: "Groep", Was: "Hout", Mine: "Hout, PVC", Theirs: "Hout", MineValue: "Hout, PVC", TheirsValue: "Hout", PickMine: true, TheirsSame: true},
		},
	}
}
