package locale

import (
	"testing"
	"time"
)

func TestDatesAreWrittenAsTheLanguageDoes(t *testing.T) {
	nl, fr, en, de := For("nl", now()), For("fr", now()), For("en", now()), For("de", now())
	for got, want := range map[string]string{
		nl.Date("2026-10-21"): "wo 21 okt", fr.Date("2026-10-21"): "mer 21 oct", nl.Date("2027-03-01"): "ma 1 mrt 2027",
		fr.Date("2027-03-01"): "lun 1er mars 2027", nl.DateLong("2026-10-22"): "donderdag 22 oktober 2026", fr.DateLong("2026-05-01"): "vendredi 1er mai 2026",
		nl.DateHead("2026-10-23"): "Vrijdag 23 oktober", fr.DateHead("2026-10-24"): "Samedi 24 octobre", nl.DateNear("2026-10-26"): "ma 26", nl.DateNear("2026-11-02"): "ma 2 nov",
		fr.DatePaper("2026-10-01"): "01/10/2026", nl.Day("2026-10-20"): "gisteren", nl.Date("2026-02-30"): "2026-02-30", nl.DateLong("x"): "x",
		nl.When("2026-10-21", "11:00"): "11:00", nl.When("2026-10-20", "16:00"): "di 20 okt 16:00", nl.When("2026-10-22", ""): "morgen",
		fr.Day("2026-10-21"): "aujourd’hui", nl.Clock(""): "in de loop van de dag", nl.Clock("08:05"): "08:05", fr.Tag(): "fr-BE",
		nl.Number(1234567): "1.234.567", nl.Number(-999): "-999",
		en.Date("2026-10-21"): "Wed 21 Oct", en.Date("2027-09-01"): "Wed 1 Sep 2027", en.DateLong("2026-10-22"): "Thursday 22 October 2026", en.DateHead("2026-10-24"): "Saturday 24 October",
		en.DateNear("2026-10-23"): "Fri 23", en.DatePaper("2026-10-01"): "01/10/2026", en.Day("2026-10-22"): "tomorrow", en.When("2026-10-20", "16:00"): "Tue 20 Oct 16:00", en.Number(1234567): "1,234,567",
		de.Date("2026-10-21"): "Mi 21. Okt", de.Date("2027-03-01"): "Mo 1. März 2027", de.DateLong("2026-10-22"): "Donnerstag, 22. Oktober 2026", de.DateHead("2026-10-25"): "Sonntag, 25. Oktober",
		de.DateNear("2026-10-23"): "Fr 23.", de.DatePaper("2026-10-01"): "01.10.2026", de.Day("2026-10-20"): "gestern", de.DayClock("2026-10-22", "11:00"): "morgen 11:00", de.Number(1234567): "1.234.567",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDistanceHasItsSign(t *testing.T) {
	p := For("nl", now())
	for _, c := range []struct{ day, clock, want, words, class string }{
		{"2026-10-21", "11:00", "+18 min", "over 18 min", "is-today"},
		{"2026-10-21", "13:30", "+2 u 48", "over 2 uur 48 min", "is-today"},
		{"2026-10-21", "12:42", "+2 u", "over 2 uur", "is-today"},
		{"2026-10-21", "10:42", "+0 min", "nu", "is-today"},
		{"2026-10-21", "10:40", "−2 min", "2 min te laat", "is-late"},
		{"2026-10-21", "08:37", "−2 u 05", "2 uur 5 min te laat", "is-late"},
		{"2026-10-21", "", "", "vandaag", "is-today"},
		{"2026-10-19", "10:00", "−2 d", "2 dagen te laat", "is-late"},
		{"2026-10-20", "", "−1 d", "1 dag te laat", "is-late"},
		{"2026-10-22", "00:01", "+1 d", "over 1 dag", ""},
		{"2026-10-26", "", "+5 d", "over 5 dagen", ""}, // the clocks go back in between
		{"2027-04-01", "", "+162 d", "over 162 dagen", ""},
		{"no day", "10:00", "", "", ""},
		{"2026-10-21", "25:00", "", "", "is-today"},
	} {
		if got := p.Distance(c.day, c.clock); got != c.want {
			t.Errorf("Distance(%s, %s) is %q, want %q", c.day, c.clock, got, c.want)
		}
		if got := p.DistanceWords(c.day, c.clock); got != c.words {
			t.Errorf("DistanceWords(%s, %s) is %q, want %q", c.day, c.clock, got, c.words)
		}
		if got := p.DistanceClass(c.day, c.clock); got != c.class {
			t.Errorf("DistanceClass(%s, %s) is %q, want %q", c.day, c.clock, got, c.class)
		}
	}
}

func TestDistanceIsSaidInEveryLanguage(t *testing.T) {
	for code, want := range map[string][4]string{
		"fr": {"+2 h 48", "dans 2 h 48 min", "−2 j", "2 jours de retard"},
		"en": {"+2 h 48", "in 2 h 48 min", "−2 d", "2 days overdue"},
		"de": {"+2 h 48", "in 2 Std. 48 Min.", "−2 T", "2 Tage überfällig"},
	} {
		p := For(code, now())
		got := [4]string{p.Distance("2026-10-21", "13:30"), p.DistanceWords("2026-10-21", "13:30"), p.Distance("2026-10-19", ""), p.DistanceWords("2026-10-19", "")}
		if got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func TestStampIsInTheZoneOfTheInstance(t *testing.T) {
	p := For("nl", now())
	if got := p.Stamp(time.Date(2026, 10, 21, 6, 31, 0, 0, time.UTC)); got != "08:31" {
		t.Errorf("got %q", got)
	}
	if got := p.Stamp(time.Date(2026, 10, 19, 22, 30, 0, 0, time.UTC)); got != "gisteren" {
		t.Errorf("got %q, though it was past midnight in Brussels", got)
	}
	if got := p.StampFull(time.Date(2026, 10, 19, 22, 30, 0, 0, time.UTC)); got != "di 20 okt 00:30" {
		t.Errorf("got %q", got)
	}
}

// The night of 25 October 2026: 02:59 is followed by 02:00. A moment at 02:30 is in the first of the two hours.
func TestDistanceCountsRealMinutesInTheNightTheClockIsPutBack(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	for utc, want := range map[string]string{"00:15": "+15 min", "00:45": "−15 min", "01:15": "−45 min", "02:15": "−1 u 45"} {
		at, err := time.Parse(time.RFC3339, "2026-10-25T"+utc+":00Z")
		if err != nil {
			t.Fatal(err)
		}
		if got := For("nl", at.In(zone)).Distance("2026-10-25", "02:30"); got != want {
			t.Errorf("at %s UTC 02:30 is %s, want %s", utc, got, want)
		}
	}
	if got := For("nl", time.Date(2027, 3, 28, 1, 50, 0, 0, zone)).Distance("2027-03-28", "03:10"); got != "+20 min" {
		t.Errorf("over the hour that is skipped 03:10 is %s, want +20 min", got)
	}
}
