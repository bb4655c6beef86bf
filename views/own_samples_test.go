package views

// sampleOwn are own fields, one of each type and one that was removed.
var sampleOwn = []OwnField{
	{Name: "extra.x1", Label: "Houtsoort", Type: "text", Kinds: []string{"prospect", "customer"}, Live: true},
	{Name: "extra.x2", Label: "Gevel (m²)", Type: "number", Kinds: []string{"prospect"}, Live: true},
	{Name: "extra.x3", Label: "Showroom <bezocht>", Type: "yesno", Live: true},
	{Name: "extra.x4", Label: "Gewenste plaatsing", Type: "date", Kinds: []string{"prospect"}, Live: true},
	{Name: "extra.x5", Label: "Weg", Type: "text", Kinds: []string{"prospect"}},
}

func sampleFields(lang string) OwnFields {
	f := sampleFrame(lang, "")
	kinds := func(on ...bool) []Option {
		return []Option{{Value: "prospect", Label: "Prospecten", Selected: on[0]}, {Value: "customer", Label: "Klanten", Selected: on[1]}, {Value: "supplier", Label: "Leveranciers"}}
	}
	form := OwnForm{Frame: f, Name: Field{Name: "name", Label: "Naam", Required: true}, Type: "text", Kinds: kinds(true, true)}
	edit := form
	edit.Name.ID, edit.Name.Value = "edit-name", "Gevel (m²)"
	form.Types = []OwnType{{"text", "Tekst", "letters"}, {"number", "Getal", "digits"}}
	return OwnFields{
		Frame: f, Token: "t1", New: form,
		Rows: []OwnRow{
			{Frame: f, ID: "x1", Name: "Houtsoort", Type: "text", TypeName: "Tekst", Place: 1, Kinds: kinds(true, false), Count: 188, Self: "/fields/x1", Focus: true, Up: true, Ask: &Ask{Icon: "bin", Head: "Houtsoort verwijderen?", Action: "/fields/x1/removal", Do: "Verwijderen", Grave: true, Cancel: "/fields", CancelText: "Annuleren"}},
			{Frame: f, ID: "x2", Name: "Gevel <m²>", Type: "number", TypeName: "Getal", Place: 2, Kinds: kinds(true, true), Self: "/fields/x2", Edit: &edit},
			{Frame: f, ID: "x4", Name: "Gewenste plaatsing", Type: "date", TypeName: "Datum", Place: 3, Kinds: kinds(true, true), Count: 1, Self: "/fields/x4"},
		},
		Gone: []OwnRow{{Frame: f, ID: "x5", Name: "Weg", Type: "yesno", Count: 3, Self: "/fields/x5"}},
	}
}
