package locale

import "strings"

// MonthName is the month of a day: "oktober".
func (p *Printer) MonthName(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	return p.format.MonthWide(t.Month())
}

// MonthShort is the month of a day where there is little room: "okt".
func (p *Printer) MonthShort(day string) string {
	t, ok := p.parse(day)
	if !ok {
		return day
	}
	return strings.TrimSuffix(p.format.MonthAbbreviated(t.Month()), ".")
}
