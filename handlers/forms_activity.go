package handlers

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store/fiche"
)

// activityForm is what the form of an activity sent, fast logging or the whole one.
type activityForm struct {
	line   fiche.ActivityLine
	was    fiche.ActivityLine
	crm    fiche.ID
	closes fiche.ID
	token  string
	list   string
	back   string
	quick  bool
	on     string // of fast logging: the day that is one click away
	dayWas string // and the day the form proposed
	twice  bool   // a field that should come once came twice
}

// readActivity decodes the form of an activity.
func readActivity(c *fiber.Ctx) (f activityForm) {
	seen := map[string]bool{}
	formEach(c, func(name, value string) {
		f.twice = f.twice || seen[name]
		seen[name] = true
		f.read(name, value)
	})
	f.list = carriedList(c, f.list)
	if f.quick {
		f.readQuick()
	}
	if f.line.Step.Kind == "none" {
		f.line.Step = stepTyped(f.line.Step)
	}
	return f
}

// stepTyped is a next step whose kind was left on none: what was typed of it is no less
// typed, and becomes the kind that says nothing more than that it is one.
func stepTyped(l fiche.Line) fiche.Line {
	if l.Day == "" && l.Hour == "" && l.Text == "" {
		return fiche.Line{}
	}
	l.Kind = fiche.Step.String()
	return l
}

func (f *activityForm) read(name, value string) {
	step, isStep := strings.CutPrefix(name, "step.")
	if isStep {
		f.readStep(step, value)
		return
	}
	switch name {
	case "kind":
		f.line.Kind = value
	case "day":
		f.line.Day = value
	case "hour":
		f.line.Hour = shortHour(value)
	case "text":
		f.line.Text = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
	case "missed":
		f.line.Missed = value != ""
	case "was":
		_ = json.Unmarshal([]byte(value), &f.was) // what can not be read differs from every line: it is then mine
	case "crm":
		f.crm = shorten(value, maxID)
	case "close":
		f.closes = shorten(value, maxID)
	case "token":
		f.token = value
	case "list":
		f.list = value // readActivity looks at it
	case "back":
		f.back = ownPath(value)
	case "quick":
		f.quick = value != ""
	case "on":
		f.on = value
	case "day-was":
		f.dayWas = value
	case "for":
		f.line.Step.For = value
	}
}

func (f *activityForm) readStep(name, value string) {
	l := &f.line.Step
	switch name {
	case "kind":
		l.Kind = value
	case "day":
		l.Day = value
	case "hour":
		l.Hour = shortHour(value)
	case "text":
		l.Text = strings.TrimSpace(value)
	case "for":
		l.For = value
	}
}

// readQuick takes day and hour of fast logging for those of calling back: a day that was
// typed goes before the one that was chosen. An hour alone is kept, to be asked its day.
func (f *activityForm) readQuick() {
	day, hour := f.line.Day, f.line.Hour
	f.line.Day, f.line.Hour = "", ""
	if day == f.dayWas {
		day = f.on
	}
	f.line.Step.Day, f.line.Step.Hour = day, hour
	if day == "" && hour == "" {
		f.line.Step = fiche.Line{}
		return
	}
	f.line.Step.Kind = fiche.CallBack.String()
}

// wasActivity is a line as its form was opened with it, to be sent back with it.
func wasActivity(l fiche.ActivityLine) string {
	b, err := json.Marshal(l)
	if err != nil {
		return "" // a struct of strings does not fail
	}
	return string(b)
}
