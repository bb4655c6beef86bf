package iban

import (
	"strings"
	"testing"
)

func TestAccountNumbersAreWrittenInGroupsOfFour(t *testing.T) {
	for typed, want := range map[string]string{
		"BE62510007547061":             "BE62 5100 0754 7061",
		"be62 5100 0754 7061":          "BE62 5100 0754 7061",
		"IBAN: BE62-5100-0754-7061":    "BE62 5100 0754 7061",
		"BE62\u00a05100\u00a007547061": "BE62 5100 0754 7061",
		"ＢＥ６２５１０００７５４７０６１":             "BE62 5100 0754 7061",
		"510-0075470-61":               "BE62 5100 0754 7061",
		"510007547061":                 "BE62 5100 0754 7061",
		"510-0075470-62":               "510-0075470-62",
		"NL91ABNA0417164300":           "NL91 ABNA 0417 1643 00",
		"BE62":                         "BE62",
		"geen":                         "geen",
		"BE62510007547061 en BE48":     "BE62510007547061 en BE48",
		"":                             "",
	} {
		if got := Format(typed); got != want {
			t.Errorf("Format(%q) = %q, want %q", typed, got, want)
		}
	}
}

// The Belgian numbers are those of the domain paper, the others examples of the registry.
func TestWhatIsWrongWithAnAccountIsRemarked(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", "BE62 5100 0754 7061": "", "BE48 3200 7018 4927": "", "BE68 5390 0754 7034": "", "BE83 1388 1173 5115": "",
		"NL91ABNA0417164300": "", "FR1420041010050500013M02606": "", "DE89370400440532013000": "", "LU280019400644750000": "",
		"GB29NWBK60161331926819": "", "NO9386011117947": "", "MT84MALT011000012345MTLCAST001S": "",
		"BE41 0918 1173 5141": "iban.check", // its own digits fit, those of the bank do not
		"BE62 5100 0754 7062": "iban.check",
		"BE62 5100 0754 706":  "iban.length",
		"NL91ABNA04171643000": "iban.length",
		"US62 5100 0754 7061": "iban.country",
		"510-0075470-62":      "iban.shape",
		"geen":                "iban.shape",
	} {
		if got := Check(typed); got != want {
			t.Errorf("Check(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestOneDigitWrongIsAlwaysNoticed(t *testing.T) {
	const good = "BE62510007547061"
	for i := 2; i < len(good); i++ {
		for d := '0'; d <= '9'; d++ {
			if bad := good[:i] + string(d) + good[i+1:]; bad != good && Check(bad) == "" {
				t.Errorf("%s passes", bad)
			}
		}
	}
}

func TestCodesOfBanks(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", "VAPEBE22": "", "BBRUBEBB": "", "bbru be bb": "", "GEBABEBB36A": "",
		"BBRUBEB": "bic.shape", "BBRUBEBB1": "bic.shape", "1BRUBEBB": "bic.shape", "KBC": "bic.shape",
	} {
		if got := CheckBIC(typed); got != want {
			t.Errorf("CheckBIC(%q) = %q, want %q", typed, got, want)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, s := range []string{"BE62510007547061", "510-0075470-61", "IBAN NL91 ABNA 0417 1643 00", "\xff", "ⓑe62", "IBANIBAN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Format(s)
		if again := Format(once); again != once {
			t.Fatalf("%q is written %q, and that %q", s, once, again)
		}
		if once != s && !old.MatchString(strings.Join(strings.Fields(s), "")) && Check(once) != Check(s) {
			t.Fatalf("%q: %q, written %q: %q", s, Check(s), once, Check(once))
		}
		CheckBIC(s)
	})
}
