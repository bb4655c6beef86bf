package transfer

import (
	"reflect"
	"strings"
	"testing"

	"fichebak/store/fiche"
)

func TestDaysAndHoursAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-03": "2026-11-03", "3/11/2026": "2026-11-03", "03-11-26": "2026-11-03", "3.11.2026": "2026-11-03", "20261103": "2026-11-03",
		"3/11/2026 14u30": "2026-11-03 14:30", "2026-11-03T09:05:00": "2026-11-03 09:05", "3/11/2026 0:00": "2026-11-03", "3/11/2026 9.15": "2026-11-03 09:15",
		"11/30/2026 2:30 PM": "2026-11-30 14:30", "46329": "2026-11-03", "46329.4375": "2026-11-03 10:30", "46329,604166666664": "2026-11-03 14:30",
		"dinsdag 3 november 2026": "2026-11-03", "mardi 3 novembre 2026 10:00": "2026-11-03 10:00", "le 1er mai 2026": "2026-05-01", "Dienstag, 3. November 2026": "2026-11-03",
		"November 3, 2026": "2026-11-03", "3 mrt. 2026": "2026-03-03", "9 août 2026": "2026-08-09", "1 März 2026": "2026-03-01",
		"binnenkort": "binnenkort", "31/2/2026": "31/2/2026", "12": "12", "3 nergens 2026": "3 nergens 2026", "": "",
	} {
		day, hour := ReadDay(text)
		if got := strings.TrimSpace(day + " " + hour); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"9": "09:00", "9u": "09:00", "14h30": "14:30", "14.30": "14:30", "2:30 pm": "14:30", "12 AM": "00:00", "10 uur": "10:00", "14:30:00": "14:30", "straks": "straks", "25:00": "25:00"} {
		if got := readHour(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A workbook with its days written in each of Excel's ways.
func TestTheDaysOfAWorkbookBecomeMoments(t *testing.T) {
	table, rows := read(t, sample(t, "excel-dates.xlsx"))
	fields := Propose(table.Titles, nil)
	want := [][]MomentDraft{
		{{Kind: fiche.Appointment, N: 1, Day: "2026-11-03", Hour: "10:30"}, {Kind: fiche.Sold, N: 1, Day: "2025-12-09"}, {Kind: fiche.CallBack, N: 1, Day: "2026-11-03", Hour: "14:30"}, {Kind: fiche.FirstContact, N: 1, Day: "2019-05-06"}},
		{{Kind: fiche.Appointment, N: 1, Day: "2026-11-04", Hour: "09:00"}, {Kind: fiche.CallBack, N: 1, Day: "2026-11-06"}},
	}
	for i, cells := range rows {
		if got := Read(fields, cells).Moments; !reflect.DeepEqual(got, want[i]) {
			t.Errorf("%+v, want %+v", got, want[i])
		}
	}
}

// An own field is known by its name, also where others call a field that every fiche has
// so; what is written as title of such a field is that field.
func TestOwnFieldsAreKnownByTheirNames(t *testing.T) {
	own := []Own{{Field: "extra.1", Title: "Sector"}, {Field: "extra.2", Title: "Houtsoort"}, {Field: "extra.3", Title: "Telefoon"}}
	for titles, want := range map[string]string{
		"Benaming;Groep;Sector;HOUTSOORT": "name;groups;extra.1;extra.2",
		"Naam;Telefoon;telefoon":          "name;phone;extra.3",
		"Naam;Sector;Sector":              "name;extra.1;groups",
	} {
		if got := strings.Join(Propose(strings.Split(titles, ";"), own), ";"); got != want {
			t.Errorf("%s: %s, want %s", titles, got, want)
		}
	}
	if got := ProposeNamed([]string{"name", "own.Sector", "own.Elders"}, own); !reflect.DeepEqual(got, []string{"name", "extra.1", ""}) {
		t.Errorf("%q", got)
	}
}
