package locale

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// minus is the mathematical sign: it is as wide as the plus and no screen reader takes it for a hyphen.
const minus = "−"

// parse reads a plain day at noon, where no change of the clocks can move it to another day.
func (p *Printer) parse(day string) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, day, p.now.Location())
	return t.Add(12 * time.Hour), err == nil
}

// Date writes a day shortly, with its weekday: "wo 21 okt", "Mi 21. Okt"; the year is said when it is not this one.
func (p *Printer) Date(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	text := p.weekday(t) + " " + p.dayNumber(t) + " " + strings.TrimSuffix(p.format.MonthAbbreviated(t.Month()), ".")
	if t.Year() != p.now.Year() {
		text += " " + strconv.Itoa(t.Year())
	}
	return text
}

// DateLong writes a day in full: "woensdag 21 oktober 2026".
func (p *Printer) DateLong(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	return p.heading(t) + " " + strconv.Itoa(t.Year())
}

// DateHead writes a day as a heading, the year left out: "Woensdag 21 oktober".
func (p *Printer) DateHead(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	return capital(p.heading(t))
}

// DateDay writes a day within a sentence: "donderdag 22 oktober".
func (p *Printer) DateDay(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	return p.heading(t)
}

// DateNear writes weekday and day of the month, for the days just ahead: "vr 23"; in
// another month with its name.
func (p *Printer) DateNear(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	if t.Month() != p.now.Month() {
		return p.Date(day)
	}
	return p.weekday(t) + " " + p.dayNear(t)
}

// DatePaper writes a day in figures, for tables and paper: "21/10/2026", in German "21.10.2026".
func (p *Printer) DatePaper(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	if p.catalog.code == "de" {
		return t.Format("02.01.2006")
	}
	return t.Format("02/01/2006")
}

func (p *Printer) heading(t time.Time) string {
	between := " "
	if p.catalog.code == "de" {
		between = ", "
	}
	return p.format.WeekdayWide(t.Weekday()) + between + p.dayNumber(t) + " " + p.format.MonthWide(t.Month())
}

// weekday leaves out the stop French and German put behind it: it stands in narrow columns.
func (p *Printer) weekday(t time.Time) string {
	return strings.TrimSuffix(p.format.WeekdayAbbreviated(t.Weekday()), ".")
}

func (p *Printer) dayNumber(t time.Time) string {
	if t.Day() == 1 && p.catalog.code == "fr" {
		return "1er"
	}
	return p.dayNear(t)
}

// dayNear is the day of the month without more: "23", in German "23.", as one says it.
func (p *Printer) dayNear(t time.Time) string {
	if p.catalog.code == "de" {
		return strconv.Itoa(t.Day()) + "."
	}
	return strconv.Itoa(t.Day())
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// Today is the day the printer counts from: "2026-10-21".
func (p *Printer) Today() string { return p.now.Format(time.DateOnly) }

// Clock writes an hour; none is "in de loop van de dag".
func (p *Printer) Clock(clock string) string {
	if clock == "" {
		return p.T("time.any-hour")
	}
	return clock
}

// Day writes today, tomorrow and yesterday as words, another day as Date does.
func (p *Printer) Day(day string) string {
	switch days, ok := p.days(day); {
	case !ok:
		return day
	case days == 0:
		return p.T("time.today")
	case days == 1:
		return p.T("time.tomorrow")
	case days == -1:
		return p.T("time.yesterday")
	}
	return p.Date(day)
}

// When writes day and hour; today's day is left out when there is an hour: "11:00", "di 20 okt 16:00", "morgen".
func (p *Printer) When(day, clock string) string {
	switch {
	case clock == "":
		return p.Day(day)
	case day == p.Today():
		return clock
	}
	return p.Date(day) + " " + clock
}

// DayClock writes day and hour, near days as words: "vandaag 11:00", "morgen", "vr 23 okt 11:00".
func (p *Printer) DayClock(day, clock string) string {
	if clock == "" {
		return p.Day(day)
	}
	return p.Day(day) + " " + clock
}

// Stamp writes when something happened: the hour today, else the day.
func (p *Printer) Stamp(t time.Time) string {
	t = t.In(p.now.Location())
	day := t.Format(time.DateOnly)
	if day == p.Today() {
		return t.Format("15:04")
	}
	return p.Day(day)
}

// StampFull writes when something happened, day and hour: "wo 21 okt 10:42".
func (p *Printer) StampFull(t time.Time) string {
	t = t.In(p.now.Location())
	return p.Date(t.Format(time.DateOnly)) + " " + t.Format("15:04")
}

// days is how many days a day lies ahead, by the calendar.
func (p *Printer) days(day string) (int, bool) {
	t, ok := p.parse(day)
	if !ok {
		return 0, false
	}
	noon := time.Date(p.now.Year(), p.now.Month(), p.now.Day(), 12, 0, 0, 0, time.UTC)
	then := time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	return int(then.Sub(noon) / (24 * time.Hour)), true
}

// minutes is how many minutes an hour of a day lies ahead; the part of a minute that has begun does not count. Of an hour
// that the clock shows twice the first is meant.
func (p *Printer) minutes(day, clock string) (int, bool) {
	t, err := time.ParseInLocation(time.DateOnly+" 15:04", day+" "+clock, p.now.Location())
	if first := t.Add(-time.Hour); first.Format("15:04") == t.Format("15:04") {
		t = first
	}
	return int(t.Sub(p.now.Truncate(time.Minute)) / time.Minute), err == nil
}

// Distance writes how far a moment lies off, with its sign: "−2 d", "+18 min", "+2 u 48". Another day counts in days,
// today in hours and minutes; today without an hour has no distance.
func (p *Printer) Distance(day, clock string) string {
	days, ok := p.days(day)
	if !ok || days == 0 && clock == "" {
		return ""
	}
	if days != 0 {
		return signed(days) + " " + p.T("time.unit.day")
	}
	m, ok := p.minutes(day, clock)
	if !ok {
		return ""
	}
	if size := max(m, -m); size >= 60 {
		text := signed(m/60) + " " + p.T("time.unit.hour")
		if rest := size % 60; rest > 0 {
			text += " " + twoDigits(rest)
		}
		return text
	}
	return signed(m) + " " + p.T("time.unit.minute")
}

// DistanceWords says the same for the ear, and for the rim: "over 18 min", "2 dagen te laat".
func (p *Printer) DistanceWords(day, clock string) string {
	days, ok := p.days(day)
	switch {
	case !ok:
		return ""
	case days > 0:
		return p.N("time.in.days", days)
	case days < 0:
		return p.N("time.late.days", -days)
	case clock == "":
		return p.T("time.today")
	}
	m, ok := p.minutes(day, clock)
	if !ok {
		return ""
	}
	size := max(m, -m)
	hours, rest := size/60, size%60
	switch {
	case m == 0:
		return p.T("time.now")
	case m > 0 && hours == 0:
		return p.N("time.in.minutes", m)
	case m > 0 && rest == 0:
		return p.N("time.in.hours", hours)
	case m > 0:
		return p.T("time.in.hours-minutes", strconv.Itoa(hours), strconv.Itoa(rest))
	case hours == 0:
		return p.N("time.late.minutes", size)
	case rest == 0:
		return p.N("time.late.hours", hours)
	}
	return p.T("time.late.hours-minutes", strconv.Itoa(hours), strconv.Itoa(rest))
}

// DistanceClass says whether a moment is late, of today or of another day: a class of the style sheet.
func (p *Printer) DistanceClass(day, clock string) string {
	days, ok := p.days(day)
	if !ok {
		return ""
	}
	if m, timed := p.minutes(day, clock); days < 0 || days == 0 && timed && m < 0 {
		return "is-late"
	}
	if days == 0 {
		return "is-today"
	}
	return ""
}

func signed(n int) string {
	if n < 0 {
		return minus + strconv.Itoa(-n)
	}
	return "+" + strconv.Itoa(n)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
