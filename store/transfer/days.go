package transfer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"fichebak/store/search"
)

// dayLayouts are how people and programs write a day; an hour may stand behind it. The
// last are of programs that put the month first, where that is the only way to read it.
var dayLayouts = []string{time.DateOnly, "2/1/2006", "2-1-2006", "2.1.2006", "2/1/06", "2-1-06", "2.1.06", "2006/1/2", "20060102", "1/2/2006", "1/2/06"}

// monthNames are the months as the languages write them, whole and short, without
// accents.
var monthNames = strings.Split("jan janv januari janvier january januar|feb fev fevr februari fevrier february februar|mrt mar maart mars march marz|apr avr april avril|mei mai may|jun juni juin june|jul juil juli juillet july|"+
	"aug aout augustus august|sep sept september septembre|okt oct oktober octobre october|nov november novembre|dec dez december decembre dezember", "|")

// worded is a day in words: dinsdag 3 november 2026, le 1er mai 2026 10:30; monthFirst is
// one as Americans write it.
var (
	worded     = regexp.MustCompile(`^(?:\pL+\.?,? ){0,2}(\d{1,2})(?:er|e|\.)? (\pL+)\.? (\d{4})(?:,? (.*))?$`)
	monthFirst = regexp.MustCompile(`^(?:\pL+,? )?(\pL+)\.? (\d{1,2}),? (\d{4})(?:,? (.*))?$`)
)

// readWorded reads a day in words, and what stands behind it.
func readWorded(text string) (day, rest string, ok bool) {
	m := worded.FindStringSubmatch(text)
	if m == nil {
		if m = monthFirst.FindStringSubmatch(text); m == nil {
			return "", "", false
		}
		m[1], m[2] = m[2], m[1]
	}
	name := search.Fold(m[2])
	month := 1 + slices.IndexFunc(monthNames, func(names string) bool { return slices.Contains(strings.Fields(names), name) })
	d, err := time.Parse("2006-1-2", fmt.Sprintf("%s-%d-%s", m[3], month, m[1]))
	return d.Format(time.DateOnly), m[4], err == nil
}

// ReadDay reads a day and the hour behind it; what it cannot read stays as written.
func ReadDay(text string) (day, hour string) {
	if day, rest, ok := readWorded(text); ok {
		return day, hourAlone(rest)
	}
	head, rest, _ := strings.Cut(strings.Replace(text, "T", " ", 1), " ")
	for _, layout := range dayLayouts {
		if d, err := time.Parse(layout, head); err == nil {
			return d.Format(time.DateOnly), hourAlone(rest)
		}
	}
	if n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil && n >= 20_000 && n < 80_000 {
		at := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(n*24*60+0.5) * time.Minute) // as Excel counts
		return at.Format(time.DateOnly), hourAlone(at.Format("15:04"))
	}
	return text, ""
}

// hourAlone is the hour behind a day: midnight is that of a program that knows no day
// without an hour.
func hourAlone(text string) string {
	if hour := readHour(strings.TrimSpace(text)); hour != "00:00" {
		return hour
	}
	return ""
}

// clock is an hour: 9:00, 14u30, 14h30, 9.05, 9u, 14:30:00, 2:30 PM.
var clock = regexp.MustCompile(`(?i)^(\d{1,2})(?:[:.uh](\d{2})?)?(?::\d{2})?(?: ?(am|pm))?(?: uur)?$`)

// readHour reads an hour; what it cannot read stays as written.
func readHour(text string) string {
	m := clock.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	h, _ := strconv.Atoi(m[1])
	minute := "00"
	if m[2] != "" {
		minute = m[2]
	}
	switch half := strings.ToLower(m[3]); {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	return fmt.Sprintf("%02d:%s", h, minute)
}
