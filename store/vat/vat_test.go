package vat

import (
	"strings"
	"testing"
)

func TestBelgianNumbersAreReadHoweverTheyAreTyped(t *testing.T) {
	for _, typed := range []string{
		"0417497106", "417497106", "417.497.106", "BE 417497106", "BE0417497106", "be 0417.497.106", "BE 0417.497.106",
		"BTW BE 0417.497.106 RPR Gent", "TVA BE 0417.497.106", "TVA: BE0417497106 RPM Bruxelles", "VAT BE-0417-497-106",
		"BE\u00a00417.497.106", "BE\u202f0417\u202f497\u202f106", "BE\u200b0417497106", "ＢＥ ０４１７.４９７.１０６",
		"(0)417.497.106", "B.T.W. BE 0417/497/106", "BTWBE0417497106", "btw-nr. 0417.497.106", "N° TVA 0417 497 106",
		"Ondernemingsnummer: 0417.497.106", "0208:0417497106", "9925:BE0417497106", "BE 00417.497.106", " 0417 497 106 ",
		"BE 04 17 49 71 06", "BE/0417.497.106.",
	} {
		n, v := Parse(typed)
		if n.Compact() != "BE0417497106" || v.Code != "" {
			t.Errorf("Parse(%q) = %s, %s", typed, n.Compact(), v.Code)
		}
		if got := Format(typed); got != "BE 0417.497.106" {
			t.Errorf("Format(%q) = %q", typed, got)
		}
	}
}

// The numbers are those of the domain paper, read in official papers and files.
func TestNumbersThatWereGivenOutFit(t *testing.T) {
	for _, d := range strings.Fields(`0202.239.951 0400.378.485 0844.198.918 0418.759.787 0474.073.840 0314.595.348
		0353.456.320 0200.068.636 0200.065.765 0200.305.493 0200.362.210 0201.310.929 0403.201.185 0462.920.226 0214.596.464
		0403.091.220 0477.472.701 0417.497.106 0403.227.515 0566.988.259 0419.618.535 0403.170.701 0200.004.397
		1000.000.021 1000.000.120 1012.345.646 1099.999.992`) {
		n, v := Parse(d)
		if v.Code != "" || n.String() != "BE "+d {
			t.Errorf("%s is read as %s, %s", d, n, v.Code)
		}
		if want := "0208:" + strings.ReplaceAll(d, ".", ""); n.Peppol() != want {
			t.Errorf("%s is on Peppol as %q", d, n.Peppol())
		}
	}
}

func TestWhatIsNotRightGetsARemarkAndIsNotRefused(t *testing.T) {
	for _, c := range []struct{ typed, code, written string }{
		{"", "", ""},
		{"0431.150.351", "vat.check", "BE 0431.150.351"},
		{"0203.430.226", "vat.check", "BE 0203.430.226"},
		{"0000.000.000", "vat.check", "BE 0000.000.000"},
		{"0200.004.300", "vat.check", "BE 0200.004.300"}, // a remainder of 0 gives 97, not 00
		{"2.147.812.701", "vat.establishment", "2.147.812.701"},
		{"2147812897", "vat.establishment", "2.147.812.897"},
		{"BE2000021323", "vat.establishment", "2.000.021.323"},
		{"9.000.006.626", "vat.branch", "9.000.006.626"},
		{"BE 0417.497.10", "vat.digits", "BE 0417.497.10"},
		{"041749710", "vat.digits", "041749710"},
		{"BE 0417.497.1066", "vat.digits", "BE 0417.497.1066"},
		{"2417497106", "vat.check", "2.417.497.106"}, // the last nine would fit
		{"2.417.497.106", "vat.check", "2.417.497.106"},
		{"BE", "vat.shape", "BE"},
		{"geen", "vat.shape", "geen"},
		{"Frans", "vat.shape", "Frans"},
		{"???", "vat.shape", "???"},
		{"in aanvraag", "vat.shape", "in aanvraag"},
		{"NL 12345", "vat.country", "NL 12345"},
		{"DE 1234567890", "vat.country", "DE 1234567890"},
		{"US 12-3456789", "vat.abroad", "US 12-3456789"},
		{"NL 004495446B01", "vat.check", "NL 004495446B01"},
		{strings.Repeat("0", 1<<20), "vat.shape", strings.Repeat("0", 1<<20)},
	} {
		n, v := Parse(c.typed)
		if v.Code != c.code {
			t.Errorf("%.40q: %q, want %q", c.typed, v.Code, c.code)
		}
		if got := Format(c.typed); got != c.written {
			t.Errorf("%.40q is written %.40q", c.typed, got)
		}
		if n.Peppol() != "" {
			t.Errorf("%.40q is on Peppol as %s", c.typed, n.Peppol())
		}
	}
}

func TestWordsThatSayMoreThanTheNumberStay(t *testing.T) {
	for _, typed := range []string{
		"Houthandel NV 0417.497.106", "BE 0417.497.106 (oud: 0403.170.701)", "0417.497.106 en dochter", "BE 0417.497.106 tot juni",
	} {
		n, v := Parse(typed)
		if n.Compact() != "BE0417497106" || v.Code != "" {
			t.Errorf("%q is read as %s, %s", typed, n, v.Code)
		}
		if got := Format(typed); got != typed {
			t.Errorf("%q became %q", typed, got)
		}
	}
}

func TestTheNumberThatFitsIsTakenOfTwo(t *testing.T) {
	if n, v := Parse("tel 0470 12 34 56, BE 0417.497.106"); n.Compact() != "BE0417497106" || v.Code != "" {
		t.Errorf("read %s, %s", n, v.Code)
	}
}

func TestNumbersOfOtherCountries(t *testing.T) {
	for _, typed := range strings.Split(`ATU13585627|BG 175 074 752|BG7523169263|BG8032056031|CY-10259033P|CZ 25123891|CZ7103192745
		CZ640903926|DE 136,695 976|DK 13585628|EE 100 931 558|GR 094259216|EL094259216|ES J99216582|ESB-58378431|ES54362315K
		ESX-2482300W|FI 20774740|Fr 40 303 265 045|FR23334175221|FRK7399859412|HR 33392005961|HU-12892312|IE 6433435F|IE 6433435OA|IE8D79739I
		IT 00743110157|LT 119511515|LT 100001919017|LU 150 274 42|LV 4000 3521 600|LV 161175-19997|MT 1167-9112
		NL 004495445B01|NL002455799B11|NL 1234.56.789.B13|PL 8567346215|PT 501 964 843|RO 185 472 90|SE 123456789701|SI 5022 3054
		SK 202 274 96 19|XI 980 7806 84|GB 802311782|GBGD001|GBHA599|CHE-107.787.577 IVA`, "|") {
		for _, typed := range strings.Split(typed, "\n") {
			typed = strings.TrimSpace(typed)
			if n, v := Parse(typed); n.IsZero() || v.Code != "" {
				t.Errorf("Parse(%q) = %q, %q %v", typed, n, v.Code, v.Args)
			}
		}
	}
}

// Every country's example must fit, or the remark would show a wrong one; and one
// digit changed mostly must not, or nothing is checked (Sweden counts registrations in two free digits).
func TestEveryCountryChecksItsDigits(t *testing.T) {
	for code, c := range countries {
		n, v := Parse(code + c.example)
		if code == "CH" {
			n, v = Parse("CH" + c.example)
		}
		if n != (Number{code, c.example}) || v.Code != "" {
			t.Errorf("%s: the example reads as %s, %s", code, n, v.Code)
		}
		wrong, missed := 0, 0
		for i := range len(c.example) {
			if d := c.example[i]; d >= '0' && d <= '9' {
				for e := byte('0'); e <= '9'; e++ {
					changed := c.example[:i] + string(e) + c.example[i+1:]
					if e == d || !c.shape.MatchString(changed) {
						continue
					}
					wrong++
					if c.check(changed) {
						missed++
					}
				}
			}
		}
		if wrong == 0 || missed*4 > wrong {
			t.Errorf("%s: %d of %d changed digits are not noticed", code, missed, wrong)
		}
	}
}

func TestAllOfTheUnionHasARule(t *testing.T) {
	for _, code := range strings.Fields("AT BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI") {
		if _, ok := countries[code]; !ok {
			t.Errorf("no rule for %s", code)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"BTW BE 0417.497.106 RPR Gent", "2.147.812.897", "ＢＥ ０４１７", "NL 1234.56.789.B13", "CHE-107.787.577", "IE8D79739I", "GR094259216", "US 12-3456789", "\xff\x00", "0208:0417497106", "ßE 0417497106"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, v := Parse(s)
		if n.IsZero() {
			if got := Format(s); got != s {
				t.Fatalf("%q is no number and became %q", s, got)
			}
			return
		}
		again, w := Parse(n.String())
		if again != n || w.Code != v.Code {
			t.Fatalf("%q: %q reads as %q, %s and %s", s, n, again, v.Code, w.Code)
		}
		if again, _ := Parse(n.Compact()); again != n {
			t.Fatalf("%q: %q reads as %q", s, n.Compact(), again)
		}
		if once := Format(s); Format(once) != once {
			t.Fatalf("%q is written %q, and that %q", s, once, Format(once))
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("BE 0417.497.106")
	}
}
