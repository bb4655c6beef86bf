package phone

import (
	"fmt"
	"strings"
	"testing"
)

func TestNumbersAreWrittenAsBelgiansDo(t *testing.T) {
	for _, c := range []struct{ typed, written, uri string }{
		{"02 226 88 88", "02 226 88 88", "+3222268888"},
		{"+32 2 226 88 88", "02 226 88 88", "+3222268888"},
		{"+32(0)2 226 88 88", "02 226 88 88", "+3222268888"},
		{"+32 22268888", "02 226 88 88", "+3222268888"},
		{"(02) 226 88 88", "02 226 88 88", "+3222268888"},
		{"Tel.: 02/226.88.88", "02 226 88 88", "+3222268888"},
		{"02\u00a0226\u202f88–88", "02 226 88 88", "+3222268888"},
		{"０２ ２２６ ８８ ８８", "02 226 88 88", "+3222268888"},
		{"0470/12.34.56", "0470 12 34 56", "+32470123456"},
		{"gsm 0470123456", "0470 12 34 56", "+32470123456"},
		{"089/32.39.50", "089 32 39 50", "+3289323950"},
		{"083611205", "083 61 12 05", "+3283611205"},
		{"0032 9 222 33 44", "09 222 33 44", "+3292223344"},
		{"080012345", "0800 12 345", "+3280012345"},
		{"078/15.15.15", "078 15 15 15", "+3278151515"},
		{"02/226.88.88 toestel 12", "02 226 88 88 ext. 12", "+3222268888;ext=12"},
		{"02 226 88 88 poste 12", "02 226 88 88 ext. 12", "+3222268888;ext=12"},
		{"02 226 88 88 x12", "02 226 88 88 ext. 12", "+3222268888;ext=12"},
		{"+31 201234567", "+31 20 123 4567", "+31201234567"},
		{"0033 142685300", "+33 1 42 68 53 00", "+33142685300"},
		{"+352 261234", "+352 26 12 34", "+352261234"},
		{"03/123.45.67", "03 123 45 67", "+3231234567"}, // not given out, but callable
		{"02 226 88 88 (Jan)", "02 226 88 88 (Jan)", "+3222268888"},
		{"0470 12 34 56 / 02 226 88 88", "0470 12 34 56 / 02 226 88 88", "+32470123456"},
		{"112", "112", "112"},
		{"016 12 34", "016 12 34", ""},
		{"na 17 u.", "na 17 u.", ""},
		{"", "", ""},
	} {
		if got := Format(c.typed); got != c.written {
			t.Errorf("Format(%q) = %q, want %q", c.typed, got, c.written)
		}
		if got := URI(c.typed); got != c.uri {
			t.Errorf("URI(%q) = %q, want %q", c.typed, got, c.uri)
		}
	}
}

func TestWhatLooksWrongIsRemarked(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", "02 226 88 88": "", "0470 12 34 56": "", "+31 20 123 45 67": "", "112": "", "1207": "", "0800 12 345": "", "0900 12 345": "",
		"02 226 88 88 (Jan)": "", "0470 12 34 56 / 02 226 88 88": "",
		"03/123.45.67": "phone.check", "016 12 34": "phone.short", "0470 12 34 56 78": "phone.long", "1": "phone.short",
		"+999 123 456 78": "phone.check", "na 17 u.": "phone.shape", "bel Jan": "phone.shape",
		"12345678901234567890": "phone.long", strings.Repeat("1", 1<<20): "phone.shape",
	} {
		if got := Check(typed); got != want {
			t.Errorf("Check(%.40q) = %q, want %q", typed, got, want)
		}
	}
}

func TestANumberIsFoundByHalfOfItHoweverItIsWritten(t *testing.T) {
	for _, c := range []struct {
		typed string
		halfs []string
	}{
		{"02 226 88 88", []string{"0222", "02226", "8888", "32222", "003222268"}},
		{"+32 2 226 88 88", []string{"02226", "8888", "322226888"}},
		{"+32(0)470/12.34.56", []string{"047012", "3456", "0032470"}},
		{"0032 470 12 34 56", []string{"047012"}},
		{"02 226 88 88 toestel 12", []string{"02226", "12"}},
		{"+31 20 123 45 67", []string{"02012", "3120123", "0031201"}},
		{"0470 12 34 56 / 02 226 88 88", []string{"047012", "02226"}},
		{"016 12 34", []string{"016123"}},
		{"112", []string{"112"}},
	} {
		found := SearchDigits(c.typed)
		for _, half := range c.halfs {
			if !strings.Contains(found, half) {
				t.Errorf("%q is not found by %s: %q", c.typed, half, found)
			}
		}
	}
}

// The short way round the parser must answer what the parser would.
func TestTheShortWayFindsWhatTheLongOneDoes(t *testing.T) {
	for _, typed := range []string{"02 226 88 88", "+32 2 226 88 88", "0470/12.34.56", "+32(0)89 32 39 50", "0032 9 222 33 44", "0800 12 345"} {
		if short, long := SearchDigits(typed), SearchDigits("tel. "+typed); short != long {
			t.Errorf("%q: %q and %q", typed, short, long)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, s := range []string{"02 226 88 88", "+32(0)2 226 88 88 x12", "+31 20 123 45 67", "0470 12 34 56 / 02 226 88 88", "tel: 112", "\xff+", "+800 1234 5678", "+39 06 6982", "((+1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Format(s)
		if again := Format(once); again != once {
			t.Fatalf("%q is written %q, and that %q", s, once, again)
		}
		if URI(once) != URI(s) {
			t.Fatalf("%q calls %q, written %q it calls %q", s, URI(s), once, URI(once))
		}
		if Check(once) != Check(s) {
			t.Fatalf("%q: %q, written %q: %q", s, Check(s), once, Check(once))
		}
		SearchDigits(s)
	})
}

func BenchmarkSearchDigits(b *testing.B) {
	for name, s := range map[string]string{"home": "02 226 88 88", "abroad": "+31 20 123 4567"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				SearchDigits(s)
			}
		})
	}
}

func BenchmarkFormat(b *testing.B) {
	for b.Loop() {
		Format("022268888")
	}
}

func TestNumbersAreKeptForAWhileAndNotForEver(t *testing.T) {
	for i := range maxKept + 100 {
		s := fmt.Sprintf("050 %02d %02d %02d", i%100, i/100%100, i/10000)
		if got := Format(s); i%64 == 0 && (got != format(s) || URI(s) != read(s).uri()) {
			t.Fatalf("%s is kept as %s %s", s, Format(s), URI(s))
		}
	}
	if n := len(formats.kept); n == 0 || n > maxKept {
		t.Errorf("%d numbers are kept, at most %d should", n, maxKept)
	}
}

func TestNumbersThatCallTheSameHaveTheSameKey(t *testing.T) {
	for _, s := range []string{"050 00 41 27", "050/00.41.27", "+32 50 00 41 27", "0032 (0)50 00 41 27", "tel. 050 00 41 27", "050 00 41 27 ext. 12"} {
		if got := Key(s); got != "+3250004127" {
			t.Errorf("%q has the key %q", s, got)
		}
	}
	for s, want := range map[string]string{"": "", "112": "", "1207": "", "12": "", "geen": "", "+31 20 123 4567": "+31201234567", "0031 20 123 4567": "+31201234567"} {
		if got := Key(s); got != want {
			t.Errorf("%q has the key %q, want %q", s, got, want)
		}
	}
}
