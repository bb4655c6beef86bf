package views

func init() {
	samples = append(samples,
		sample{"doubles", func(lang string) View {
			f := sampleFrame(lang, "")
			f.Title = f.T("menu.doubles")
			return Doubles{
				Frame: f, Note: "7 paren te bekijken in 4.812 fiches.", Views: []Choosable{{URL: "/doubles", Label: "Te bekijken", Count: 7, Current: true}, {URL: "/doubles?view=branch", Label: "Andere vestiging", Count: 4, Gap: true}},
				Pairs: []PairRow{
					{ID: "f14-f98", A: sampleLook("30014", "Claes", "prospect"), B: sampleLook("10098", "Houtbouw <Claes>", "customer"), Level: "sure", Why: "Zelfde telefoonnummer", Side: "/doubles/f14-f98", Verdict: "/doubles/f14-f98/verdict", Current: true},
					{ID: "f15-f99", A: sampleLook("30015", "Garage", "prospect"), B: sampleLook("10099", "Carrosserie", "supplier"), Level: "maybe", Why: "Naam deels gelijk", Side: "/doubles/f15-f99", Verdict: "/doubles/f15-f99/verdict", At: 1},
				},
				Later: "/doubles?at=25", Cut: "Hier staan de 1.000 waarschijnlijkste.",
			}
		}},
		sample{"doubles-judged", func(lang string) View {
			return Doubles{Frame: sampleFrame(lang, ""), View: "branch", Pairs: []PairRow{{ID: "f14-f98", A: sampleLook("30014", "Claes", "prospect"), B: sampleLook("10098", "Claes", "customer"), Level: "likely", Why: "Zelfde naam", Verdict: "/doubles/f14-f98/verdict", Answer: "Andere vestiging, door Kim, gisteren"}}}
		}},
		sample{"doubles-merged", func(lang string) View {
			return Doubles{Frame: sampleFrame(lang, ""), View: "merged", Mergers: []MergerRow{{Keep: Link{"/prospects/f14", "30014 Claes"}, Gone: "30098 Houtbouw <Claes>", At: "wo 21 okt 10:44", By: "Kim", Undo: Action{URL: "/operations/o1/undo", Label: "Ongedaan maken", Icon: "undo"}}}}
		}},
		sample{"doubles-none", func(lang string) View {
			return Doubles{Frame: sampleFrame(lang, ""), Self: "/doubles", Running: true, Before: true, Done: 3400, Total: 10_000, Progress: "34 %", Remains: "nog 4 s", Empty: "Geen dubbels te bekijken"}
		}},
		sample{"doubles-failed", func(lang string) View {
			return Doubles{Frame: sampleFrame(lang, ""), Failed: "Het nagaan is blijven steken.", Empty: "Geen dubbels te bekijken"}
		}},
		sample{"merge", func(lang string) View { return sampleMerge(lang) }},
		sample{"merge-not", func(lang string) View {
			v := sampleMerge(lang)
			v.Rows, v.Summary = nil, &Summary{Head: "Nog niet samengevoegd", Lines: []SummaryLine{{"merge-form", "De fiches", "Intussen gewijzigd."}}}
			return v
		}},
	)
}

func sampleMerge(lang string) Merge {
	f := sampleFrame(lang, "")
	f.Title = "Samenvoegen"
	return Merge{
		Frame: f, ID: "f14-f98", Place: "1 van 7", Why: "Zo goed als zeker: zelfde telefoon", Next: "/doubles/f15-f99", Action: "/doubles/f14-f98", VerdictURL: "/doubles/f14-f98/verdict", Hidden: []Hidden{{"rev.a", "3"}, {"rev.b", "1"}},
		A: MergeSide{Value: "a", Number: "30014", Name: "Claes <Houtbouw>", Note: "prospect sinds 8 sep, Kim", Keep: true}, B: MergeSide{Value: "b", Number: "30098", Name: "Houtbouw Claes bv", Note: "prospect sinds 2 okt, Bart"},
		Rows: []MergeRow{
			{Name: "source", Label: "Adres via", A: []string{"Beurs Brussel"}, B: []string{"Website"}, Open: true},
			{Name: "vat", Label: "Btw-nr.", A: []string{"BE 1099.412.747"}, Pick: "a", Note: "vult aan"},
			{Name: "address.1", Label: "Adres 1", A: []string{"Kortrijksestraat 214", "8020 Oostkamp"}, B: []string{"Legeweg 98", "8000 Brugge"}, Both: []string{"als adres 1 en 4"}, Pick: "both"},
		},
		Same: 22, Sums: []SumRow{{"Momenten", "6", "3", "9"}}, Numbers: "De fiche heet voortaan 30014.",
	}
}
