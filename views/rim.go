package views

import (
	"strconv"
	"strings"
)

// Rim is the strip on top of every page: today as a ruler, the next moment in words, how many are late.
type Rim struct {
	Day, Clock string // 2026-10-21, 10:42
	Marks      []Mark // of today
	Overdue    []Mark // of days before, oldest first; the last few are drawn
	Late       int    // how many are late, of today and before
	Next       *Mark
}

// Mark is a moment on the rim.
type Mark struct {
	Kind              string // appointment, call-back
	Day, Clock, Until string
	Name, URL         string
	Done, Late        bool
}

// Icon is the mark's picture.
func (m Mark) Icon() string { return kindIcon(m.Kind) }

// Most marks of days before that are drawn; more would push the ruler aside.
const maxOverdue = 6

// The ruler shows these minutes of the day, and more when a moment lies outside.
const (
	rulerFrom = 7*60 + 30
	rulerTo   = 18*60 + 30
)

// Tick is a line of the ruler.
type Tick struct {
	X, Top, Label string
}

// Drawn is a mark with its place, in percentages for the ruler and in pixels for what lies before it.
type Drawn struct {
	Mark
	X, Width string
	Ring     bool
	State    string // was, soon, late
}

func (r *Rim) span() (from, to int) {
	from, to = rulerFrom, rulerTo
	for _, m := range r.Marks {
		if at, ok := minuteOf(m.Clock); ok {
			from, to = min(from, at/60*60-30), max(to, (at+59)/60*60+30)
		}
		if at, ok := minuteOf(m.Until); ok {
			to = max(to, (at+59)/60*60+30)
		}
	}
	return max(from, 0), min(to, 24*60)
}

func (r *Rim) place(minute int) string {
	from, to := r.span()
	return percent(minute-from, to-from)
}

// Gone is how much of the ruler is over.
func (r *Rim) Gone() string {
	at, _ := minuteOf(r.Clock)
	from, to := r.span()
	return percent(min(max(at, from), to)-from, to-from)
}

// Ticks are the hours, with their number, and the halves.
func (r *Rim) Ticks() []Tick {
	from, to := r.span()
	var ticks []Tick
	for at := (from + 29) / 30 * 30; at < to; at += 30 {
		switch {
		case at == from:
		case at%60 == 0:
			ticks = append(ticks, Tick{r.place(at), "80%", strconv.Itoa(at / 60)})
		default:
			ticks = append(ticks, Tick{r.place(at), "90%", ""})
		}
	}
	return ticks
}

// Drawn are today's moments that have an hour.
func (r *Rim) Drawn() []Drawn {
	from, to := r.span()
	var drawn []Drawn
	for _, m := range r.Marks {
		at, ok := minuteOf(m.Clock)
		if !ok {
			continue
		}
		d := Drawn{Mark: m, X: r.place(at), Ring: m.Kind != "appointment", State: state(m)}
		if until, ok := minuteOf(m.Until); ok && until > at {
			d.Width = percent(until-at, to-from)
		} else {
			d.Width = percent(30, to-from)
		}
		if r.Next != nil && m.Day == r.Next.Day && m.Clock == r.Next.Clock && m.Name == r.Next.Name {
			d.State = "soon"
		}
		drawn = append(drawn, d)
	}
	return drawn
}

// DrawnBefore are the latest of the days before, 13 pixels apart.
func (r *Rim) DrawnBefore() []Drawn {
	var drawn []Drawn
	for i, m := range r.Overdue[max(0, len(r.Overdue)-maxOverdue):] {
		d := Drawn{Mark: m, Ring: m.Kind != "appointment", State: "late", X: strconv.Itoa(7 + 13*i)}
		if !d.Ring {
			d.X = strconv.Itoa(3 + 13*i)
		}
		drawn = append(drawn, d)
	}
	return drawn
}

// WidthBefore is the room they take.
func (r *Rim) WidthBefore() string {
	return strconv.Itoa(3 + 13*min(len(r.Overdue), maxOverdue))
}

func state(m Mark) string {
	switch {
	case m.Done:
		return "was"
	case m.Late:
		return "late"
	}
	return ""
}

// RimWords says in one sentence what the ruler draws, for who cannot see it.
func (f *Frame) RimWords() string {
	var today, late []string
	for _, m := range f.Rim.Marks {
		text := f.T("rim.mark", f.Clock(m.Clock), m.Name, f.T("moment."+m.Kind+".low"))
		if m.Done {
			text += ", " + f.T("moment.done")
		}
		today = append(today, text)
	}
	for _, m := range f.Rim.Overdue {
		late = append(late, f.T("rim.late-mark", m.Name, f.T("moment."+m.Kind+".low"), f.Date(m.Day)))
	}
	if len(today) == 0 {
		today = []string{f.T("rim.nothing")}
	}
	text := f.T("rim.today", strings.Join(today, "; "))
	if len(late) > 0 {
		text += " " + f.T("rim.late", strings.Join(late, "; "))
	}
	return text
}

// minuteOf reads HH:MM as minutes since midnight.
func minuteOf(clock string) (int, bool) {
	hour, minute, ok := strings.Cut(clock, ":")
	h, err := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	return h*60 + m, ok && err == nil && err2 == nil
}

func percent(part, whole int) string {
	return strconv.FormatFloat(float64(part)*100/float64(max(whole, 1)), 'f', 2, 64) + "%"
}
