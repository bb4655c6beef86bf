package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldTakesAccentsCaseAndLigaturesAway(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"café":                "cafe",
		"CAFE\u0301":          "cafe",
		"Straße STRAẞE":       "strasse strasse",
		"Æsop œuvre Ø Łódź":   "aesop oeuvre o lodz",
		"Đorđe ðó Þór ısı":    "dorde do thor isi",
		"İstanbul":            "istanbul",
		"d’Artagnan d´A d`A":  "d'artagnan d'a d'a",
		"ﬁn Ĳzer № ²":         "fin ijzer no 2",
		"Jean–Pierre":         "jean-pierre",
		"Νίκος ΝΙΚΟΣ":         "νικοσ νικοσ",
		"zacht\u00ADteken":    "zachtteken",
		"vaste\u00A0spatie":   "vaste spatie",
		"alleen ascii 12.3 !": "alleen ascii 12.3 !",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldOfPlainTextAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Fold("garage peeters, gent") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestSortKeyKeepsArticlesAndIgnoresPunctuation(t *testing.T) {
	for in, want := range map[string]string{
		"'t Hoekje":       "t hoekje",
		"De Smet & Zonen": "de smet zonen",
		"Jean-Pierre":     "jeanpierre",
		"  A.B.C.  Bouw ": "abc bouw",
		"Élan":            "elan",
		"***":             "***",
		"":                "",
	} {
		if got := SortKey(in); got != want {
			t.Errorf("SortKey(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNameKeyIgnoresLegalFormCaseAccentsAndPunctuation(t *testing.T) {
	same := [][]string{
		{"Garage Peeters", "GARAGE PEETERS BV", "Garage Peeters B.V.B.A.", "bv Garage-Peeters", "Garage Péeters, N.V.", "Garage Peeters Comm. V", "Garage Peeters (VZW)"},
		{"Établissements Dupont", "Etablissements Dupont SRL", "ETABLISSEMENTS DUPONT S.P.R.L.", "S.A. Etablissements Dupont", "Etablissements Dupont S. à r.l."},
		{"Müller", "Muller GmbH", "MÜLLER AG", "Muller Ltd."},
		{"Van den Berg", "VANDENBERG"},
	}
	keys := map[string]string{}
	for _, names := range same {
		want := NameKey(names[0])
		for _, n := range names {
			if got := NameKey(n); got != want {
				t.Errorf("NameKey(%q) = %q, that of %q is %q", n, got, names[0], want)
			}
		}
		if other, ok := keys[want]; ok {
			t.Errorf("%q and %q have one key", names[0], other)
		}
		keys[want] = names[0]
	}
}

func TestNameKeyOfAFirmNamedLikeALegalFormIsNotEmpty(t *testing.T) {
	for _, n := range []string{"SAS", "B.V.", "***"} {
		if NameKey(n) == "" {
			t.Errorf("NameKey(%q) is empty", n)
		}
	}
	if NameKey("") != "" || NameKey("  ") != "" {
		t.Error("no name has a key")
	}
}

func TestWordsReadNumbersHoweverWritten(t *testing.T) {
	for in, want := range map[string][]Word{
		"":                          nil,
		"Café Gent":                 {{"cafe", ""}, {"gent", ""}},
		"0475/12.34":                {{"0475/12.34", "04751234"}},
		"0475 12 34 56":             {{"0475 12 34 56", "0475123456"}},
		"+32 475 12 3":              {{"+32 475 12 3", "0475123"}},
		"+32 (0)475 12":             {{"+32 (0)475 12", "047512"}},
		"0032475":                   {{"0032475", "0475"}},
		"BE0403.170.701":            {{"be0403.170.701", "0403170701"}},
		"BE 0403 170 701":           {{"be", ""}, {"0403 170 701", "0403170701"}},
		"0403170701 12":             {{"0403170701", "0403170701"}, {"12", "12"}},
		"9000 12":                   {{"9000", "9000"}, {"12", "12"}},
		"A12":                       {{"a12", ""}},
		"- x":                       {{"-", ""}, {"x", ""}},
		"02 123 45 67 kerkstraat 5": {{"02 123 45 67", "021234567"}, {"kerkstraat", ""}, {"5", "5"}},
	} {
		if got := Words(in); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", in, got, want)
		}
	}
}

func marked(text, q string) string {
	var b strings.Builder
	at := 0
	for _, s := range Marks(text, Words(q)) {
		b.WriteString(text[at:s.From] + "[" + text[s.From:s.To] + "]")
		at = s.To
	}
	return b.String() + text[at:]
}

func TestMarksFallOnTheOriginalText(t *testing.T) {
	for _, c := range [][3]string{
		{"Café Gent", "cafe", "[Café] Gent"},
		{"Cafe\u0301 Gent", "cafe", "[Cafe\u0301] Gent"},
		{"Œuvre d’Orée", "oe", "[Œ]uvre d’Orée"},
		{"Œuvre", "e", "[Œ]uvr[e]"},
		{"Straße", "ss", "Stra[ß]e"},
		{"banaan", "ana", "b[ana]an"},
		{"ananas", "ana", "[anana]s"},
		{"Gent en gent", "GENT en", "[Gent] [en] [gent]"},
		{"Gent", "", "Gent"},
		{"0475/12.34.56", "04751234", "[0475/12.34].56"},
		{"+32 475 12 34 56", "0475 12", "+3[2 475 12] 34 56"},
		{"0475 12 34 56", "+32475", "[0475] 12 34 56"},
		{"BE 0403.170.701", "0403170", "BE [0403.170].701"},
		{"Kerkstraat 5, 9000 Gent", "59", "Kerkstraat 5, 9000 Gent"},
		{"a\xffb", "b", "a\xff[b]"},
	} {
		if got := marked(c[0], c[1]); got != c[2] {
			t.Errorf("%q in %q: %q, want %q", c[1], c[0], got, c[2])
		}
	}
}

func FuzzFoldIsItsOwnFold(f *testing.F) {
	for _, s := range []string{"Café", "ẞß", "İıſ", "\u0345", "한글", "a\xff", "ϴ Ω K", "ǅ ŉ ʼn"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if again := Fold(once); again != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, again)
		}
		if !utf8.ValidString(once) && utf8.ValidString(s) {
			t.Errorf("Fold(%q) = %q", s, once)
		}
		if s == strings.TrimSpace(s) && s != "" && strings.Trim(once, " \t\r\n") != "" && SortKey(s) == "" {
			t.Errorf("SortKey(%q) is empty", s)
		}
		NameKey(s)
		if whole := foldWithOrigin(s); whole.text != once {
			t.Errorf("%q folded rune by rune is %q, at once %q", s, whole.text, once)
		}
	})
}

func FuzzMarksFindWhatWasSearched(f *testing.F) {
	f.Add("Œuvre café", "cafe e")
	f.Add("+32 475 12 34 56", "0475 12")
	f.Add("a\u0301\u0301b", "a")
	f.Fuzz(func(t *testing.T, text, q string) {
		words := Words(q)
		spans := Marks(text, words)
		at := -1
		for _, s := range spans {
			if s.From <= at || s.To <= s.From || s.To > len(text) {
				t.Fatalf("spans %v of %q", spans, text)
			}
			if s.From < len(text) && !utf8.RuneStart(text[s.From]) && utf8.ValidString(text) {
				t.Fatalf("span %v splits a rune of %q", s, text)
			}
			at = s.To
		}
		for _, w := range words {
			if strings.Contains(Fold(text), w.Text) && len(spans) == 0 {
				t.Errorf("%q is in %q but not marked", w.Text, text)
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{"ascii": "garage peeters en zonen, kerkstraat 5", "capitals": "Garage Peeters en Zonen, Kerkstraat 5", "accents": "Établissements Dupré et fils, Liège"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}
