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
	maxChanges = 8
	maxCalls   = 12
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
	late, all, err := a.store.Late(c.UserContext(), user, maxLate)
	if err != nil {
		return nil, err
	}
	v.LateAll = all
	for i := range late {
		v.Late = append(v.Late, a.line(&late[i]))
	}
	ms, err := a.store.Between(c.UserContext(), user, day(0), day(2), maxMarks)
	if err != nil {
		return nil, err
	}
	a.dayLines(v, ms, day(1))
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

// dayLines puts moments that are not late under today, tomorrow or the call-backs.
func (a *App) dayLines(v *views.Today, ms []store.Dated, tomorrow string) {
	for i := range ms {
		switch m := &ms[i]; {
		case !m.Moment.Kind.Reminds() && !m.Moment.Done():
		case m.Late:
		case m.Moment.Day == tomorrow:
			v.Tomorrow = append(v.Tomorrow, a.line(m))
		case m.Moment.Hour == "" && m.Moment.Kind == fiche.CallBack && !m.Moment.Done():
			v.CallBacks = append(v.CallBacks, a.line(m))
		default:
			v.Today = append(v.Today, a.line(m))
		}
	}
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
	l := views.Change{At: f.Stamp(time.Unix(c.At, 0)), By: c.By, Name: c.Ref.Name, URL: ficheURL(&c.Ref), Text: f.T("change." + c.Op)}
	if c.Removed {
		l.URL = ""
	}
	if len(c.Fields) == 1 && c.Op == store.OpSave {
		d := c.Fields[0]
		l.Field, l.Old, l.New = fieldLabel(f, d.Name), shortValue(f, d.Name, d.Old), shortValue(f, d.Name, d.New)
	}
	return l
}
