package handlers

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/views"
)

// How much the home page shows of each list.
const (
	maxLate    = 12
	maxAllLate = 500 // when all are asked for
	maxDay     = 40  // of today, and of tomorrow
	maxChanges = 8
	maxCalls   = 8
	callDays   = 14 // call-backs so many days ahead
)

// today answers the home page: what is late, today with the line of now, tomorrow,
// whom to call back, and the latest changes.
func (a *App) today(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Nav, f.Title = "today", f.T("nav.today")
	v, err := a.todayView(c, f)
	if err != nil {
		return err
	}
	return a.page(c, *v)
}

func (a *App) todayView(c *fiber.Ctx, f *views.Frame) (*views.Today, error) {
	v := &views.Today{Frame: f, Empty: a.store.Len() == 0}
	user := current(c).ID
	now := a.wall()
	day := func(n int) string { return now.AddDate(0, 0, n).Format(time.DateOnly) }
	most := maxLate
	if c.Query("late") == "all" {
		most = maxAllLate
	}
	late, all, err := a.store.Late(c.UserContext(), user, most)
	if err != nil {
		return nil, err
	}
	v.LateAll, v.AllLate = all, most == maxAllLate
	v.Late = a.lines(late)
	if v.Today, v.TodayMore, err = a.linesOf(c, user, day(0)); err != nil {
		return nil, err
	}
	if v.Tomorrow, v.TomorrowMore, err = a.linesOf(c, user, day(1)); err != nil {
		return nil, err
	}
	ms, err := a.store.CallBacks(c.UserContext(), user, callDays, maxCalls)
	if err != nil {
		return nil, err
	}
	v.CallBacks = a.lines(ms)
	changes, err := a.store.Latest(c.UserContext(), maxChanges)
	if err != nil {
		return nil, err
	}
	for i := range changes {
		v.Changes = append(v.Changes, changeLine(f, &changes[i]))
	}
	a.offerExamples(c, v)
	return v, nil
}

// ofDay are the moments of a day that stand under it: what is late stands above, and
// a fact that is not one yet nowhere. Those without an hour come last.
func ofDay(ms []store.Dated) (shown []store.Dated) {
	var loose []store.Dated
	for i := range ms {
		switch m := &ms[i]; {
		case m.Late, !m.Moment.Kind.Reminds() && !m.Moment.Done():
		case m.Moment.Hour == "":
			loose = append(loose, *m)
		default:
			shown = append(shown, *m)
		}
	}
	return append(shown, loose...)
}

// linesOf are the lines of a day; more tells when there are others behind them.
func (a *App) linesOf(c *fiber.Ctx, user fiche.ID, day string) (ls []views.Line, more bool, err error) {
	ms, err := a.store.Ahead(c.UserContext(), user, day, maxDay+1)
	return a.lines(ofDay(ms[:min(len(ms), maxDay)])), len(ms) > maxDay, err
}

func (a *App) lines(ms []store.Dated) (ls []views.Line) {
	for i := range ms {
		ls = append(ls, a.line(&ms[i]))
	}
	return ls
}

// line is a moment as lists of moments show it.
func (a *App) line(d *store.Dated) views.Line {
	m := &d.Moment
	who := m.DoneBy
	if !m.Done() {
		who = a.userName(m.For)
	}
	return views.Line{
		Moment: dueID(m), Kind: m.Kind.String(), Day: m.Day, Clock: m.Hour, Until: m.Until, Name: d.Ref.Name, URL: ficheURL(&d.Ref),
		Number: strconv.Itoa(d.Ref.Number), Text: m.Text, Phone: phone.Format(d.Phone), Tel: phone.URI(d.Phone),
		Who: views.Initials(who), Done: m.Done(), Late: d.Late, Move: ficheURL(&d.Ref) + "/moments/" + m.ID,
	}
}

// userName is the name of a user; empty for nobody and for one that is not there.
func (a *App) userName(id fiche.ID) string {
	if id == "" {
		return ""
	}
	u, err := a.store.User(a.ctx, id)
	if err != nil {
		return ""
	}
	return u.Name
}

// changeLine is one of the latest changes in words.
func changeLine(f *views.Frame, c *store.Changed) views.Change {
	if c.Job != nil {
		l := views.Change{At: f.Stamp(time.Unix(c.At, 0)), By: firstWord(c.By), Name: jobSays(f, c.Job)}
		if f.Can(views.RoleWorker) {
			l.URL = operationURL(c.Job.ID)
		}
		return l
	}
	l := views.Change{At: f.Stamp(time.Unix(c.At, 0)), By: firstWord(c.By), Name: c.Ref.Name, URL: ficheURL(&c.Ref), Text: changeWords(f, &c.Change)}
	if c.Removed {
		l.URL = ""
	}
	if len(c.Fields) == 1 && c.Op == store.OpSave {
		d := c.Fields[0]
		l.Field, l.Old, l.New = fieldLabel(f, d.Name), shortValue(f, d.Name, d.Old), shortValue(f, d.Name, d.New)
	}
	return l
}
