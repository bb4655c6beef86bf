package handlers

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/views"
)

// newActivity answers fast logging for a fiche: a page, or the dialog over the one that
// is looked at.
func (a *App) newActivity(c *fiber.Ctx) error {
	card, err := a.card(c)
	if err != nil {
		return found(err)
	}
	self := ficheURL(fiche.RefTo(&card.Fiche))
	if card.Fiche.Removed() {
		return seeOther(c, self)
	}
	token, err := a.store.NewToken()
	if err != nil {
		return err
	}
	form := activityForm{token: token, list: carriedList(c, c.Query("list")), back: back(c), quick: true}
	if path, _, _ := strings.Cut(form.back, "?"); path == "/" || strings.HasSuffix(path, "/activities/new") {
		form.back = views.WithList(self, form.list)
	}
	v, err := a.quickView(c, card.Fiche.ID, form, nil)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// newCRMActivity answers fast logging for a CRM fiche: that of its fiche, about it.
func (a *App) newCRMActivity(c *fiber.Ctx) error {
	card, err := a.store.CRMCard(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	self := "/crm/" + card.CRM.ID
	if card.CRM.Removed() || card.Fiche.Removed() {
		return seeOther(c, self)
	}
	token, err := a.store.NewToken()
	if err != nil {
		return err
	}
	form := activityForm{token: token, crm: card.CRM.ID, back: back(c), quick: true}
	if path, _, _ := strings.Cut(form.back, "?"); path == "/" || strings.HasSuffix(path, "/activities/new") {
		form.back = self
	}
	v, err := a.quickView(c, card.Fiche.ID, form, nil)
	if err != nil {
		return err
	}
	v.Nav = "crm"
	return a.page(c, v)
}

// quickView is fast logging: as it begins, or with problems as it was sent.
func (a *App) quickView(c *fiber.Ctx, id fiche.ID, form activityForm, ps []fiche.Problem) (views.ActivityNew, error) {
	f, err := a.frame(c)
	if err != nil {
		return views.ActivityNew{}, err
	}
	q, err := a.store.Quick(c.UserContext(), f.User.ID, id)
	if err != nil {
		return views.ActivityNew{}, err
	}
	x := &q.Fiche
	self := ficheURL(fiche.RefTo(x))
	f.Nav, f.Card, f.Title = x.Kind.Plural(), "is-short", f.T("bar.log")+f.T("colon")+" "+x.Name
	v := views.ActivityNew{
		Frame: f, Kind: x.Kind.String(), Number: strconv.Itoa(x.Number), Name: x.Name, URL: self, Phone: phone.Format(mainPhone(x)), Tel: phone.URI(mainPhone(x)),
		Action: self + "/activities", Back: form.back, List: form.list, Token: form.token,
		Did: form.line.Kind, Missed: form.line.Missed, Text: form.line.Text, Problems: map[string]*views.Note{},
	}
	if v.Did == "" {
		v.Did = fiche.Call.String()
	}
	begins := len(ps) == 0
	a.quickDates(f, &v, &q, form, begins)
	if v.For, err = a.forOptions(c, f, pick(begins, f.User.ID, form.line.Step.For)); err != nil {
		return v, err
	}
	if v.CRM, err = a.crmOptions(f, id, form.crm, begins); err != nil {
		return v, err
	}
	if m := q.Close; m != nil {
		v.Close, v.Closes, v.Closing = m.ID, f.T("quick.closes", f.T("moment."+m.Kind.String()+".low"), f.When(m.Day, m.Hour)), begins && q.Due || form.closes == m.ID
	}
	if l := q.Last; l != nil {
		v.LastHead, v.Last = f.T("quick.last", f.Day(l.Day), f.T("activity."+l.Kind.String()+".low")), l.Text
	}
	v.Problems, v.Summary = activityNotes(f, ps)
	return v, nil
}

// pick is one of two texts.
func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// quickDates are the days that are one click away, with the reason of the one proposed.
func (a *App) quickDates(f *views.Frame, v *views.ActivityNew, q *store.Quick, form activityForm, begins bool) {
	chosen := form.on
	for _, d := range q.Dates {
		x := views.QuickDate{Value: d.Day, Label: f.T("quick." + d.Code), Day: f.Date(d.Day)}
		if d.Moved {
			x.Note = f.T("quick.moved")
		}
		if d.Code == "usual" {
			if x.Note = f.N("quick.every", q.Usual); begins {
				chosen = d.Day
			}
		}
		v.Dates = append(v.Dates, x)
	}
	v.Dates = append(v.Dates, views.QuickDate{Label: f.T("quick.none"), Day: f.T("quick.no-day")})
	v.Day, v.DayWas = chosen, chosen
	if !begins {
		v.Day, v.DayWas, v.Hour = form.line.Step.Day, form.dayWas, form.line.Step.Hour
	}
	for i := range v.Dates { // two may fall on one day: the reason goes before
		if d := &v.Dates[len(v.Dates)-1-i]; d.Value == chosen {
			d.Checked = true
			break
		}
	}
}

// forOptions are for whom a moment can be.
func (a *App) forOptions(c *fiber.Ctx, f *views.Frame, chosen string) ([]views.Option, error) {
	users, err := a.store.Users(c.UserContext())
	return a.momentLine(f, store.MomentDraft{Line: fiche.Line{For: chosen}}, users, nil).For, err
}

// createActivity writes into the log of a fiche. A second click answers the first's.
func (a *App) createActivity(c *fiber.Ctx) error {
	form := readActivity(c)
	if form.twice {
		return fiber.ErrBadRequest
	}
	if form.quick || form.line.Day == "" {
		form.line.Day = a.wall().Format(time.DateOnly)
	}
	if form.line.Missed && form.line.Step.Kind == "" {
		form.closes = "" // nobody was reached, and nobody will be called: it stays to be done
	}
	x, err := a.store.AddActivity(c.UserContext(), actor(c), c.Params("id"), store.ActivityDraft{Line: form.line, CRM: form.crm, Close: form.closes, Token: form.token})
	var invalid *store.Invalid
	switch {
	case errors.As(err, &invalid) && form.quick:
		for i := range invalid.Problems { // its only day and hour are those of the step
			invalid.Problems[i].Field = strings.TrimPrefix(invalid.Problems[i].Field, "step.")
		}
		v, err := a.quickView(c, c.Params("id"), form, invalid.Problems)
		if err != nil {
			return err
		}
		return a.invalid(c, v)
	case errors.As(err, &invalid):
		return a.activityWrong(c, form, "", invalid.Problems)
	case err != nil:
		return err
	}
	a.hub.wake() // what was worked out of the day is stale already
	sayNext(c, "logged", x.Fiche, x.ID)
	if form.quick && form.back != "" {
		return seeOther(c, form.back)
	}
	return a.afterActivity(c, &x, form.list)
}

// afterActivity goes back to where an activity stands: its CRM fiche, or its fiche.
func (a *App) afterActivity(c *fiber.Ctx, x *fiche.Activity, list string) error {
	if x.CRM != "" {
		return seeOther(c, "/crm/"+x.CRM)
	}
	_, f, err := a.store.Activity(c.UserContext(), x.Fiche, x.ID)
	if err != nil {
		return err
	}
	return seeOther(c, views.WithList(ficheURL(fiche.RefTo(&f)), list))
}

// flashLogged says what was written down and when one speaks again, with the undo.
func (a *App) flashLogged(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 2 {
		return nil, nil
	}
	x, of, err := a.store.Activity(c.UserContext(), args[0], args[1])
	if errors.Is(err, store.ErrNotFound) || x.Removed() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	fl := &views.Flash{Text: f.T("flash.logged", of.Name, f.T("activity."+x.Kind.String()+".low")), About: elsewhere(c, &of)}
	if m, _, err := a.store.Moment(c.UserContext(), args[0], x.Step); err == nil {
		fl.Text = f.T("flash.logged-step", of.Name, f.T("activity."+x.Kind.String()+".low"), f.T("moment."+m.Kind.String()+".low"), f.When(m.Day, m.Hour))
	}
	if m, _, err := a.store.Moment(c.UserContext(), args[0], x.Closed); err == nil && m.Done() {
		fl.Text += " " + f.T("flash.logged-done", f.T("moment."+m.Kind.String()+".low"), f.When(m.Day, m.Hour))
	}
	fl.Undo = &views.Action{URL: ficheURL(fiche.RefTo(&of)) + "/activities/" + x.ID + "/removal", Fields: map[string]string{"undo": "yes"}, Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}
	return fl, nil
}

// flashUnlogged says that an activity was taken away, and offers it back.
func (a *App) flashUnlogged(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 2 {
		return nil, nil
	}
	x, of, err := a.store.Activity(c.UserContext(), args[0], args[1])
	if err != nil || !x.Removed() {
		return nil, nil // brought back, or gone with its fiche
	}
	return &views.Flash{
		Text: f.T("flash.unlogged", f.T("activity."+x.Kind.String()+".low"), f.Day(x.Day)),
		Undo: &views.Action{URL: ficheURL(fiche.RefTo(&of)) + "/activities/" + x.ID + "/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"},
	}, nil
}
