package handlers

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// editActivity answers the form of one line of the log.
func (a *App) editActivity(c *fiber.Ctx) error {
	if card, err := a.card(c); err != nil {
		return found(err)
	} else if card.Fiche.Removed() {
		return seeOther(c, ficheURL(fiche.RefTo(&card.Fiche)))
	}
	x, f, err := a.store.Activity(c.UserContext(), c.Params("id"), c.Params("activity"))
	if err != nil {
		return err
	}
	if x.Removed() {
		return store.ErrNotFound
	}
	form := activityForm{line: x.Line(), was: x.Line(), crm: x.CRM, list: carriedList(c, c.Query("list"))}
	v, err := a.activityView(c, &f, &x, form, nil)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// updateActivity saves the form of one line of the log.
func (a *App) updateActivity(c *fiber.Ctx) error {
	form := readActivity(c)
	if form.twice {
		return fiber.ErrBadRequest
	}
	x, err := a.store.SaveActivity(c.UserContext(), actor(c), c.Params("id"), c.Params("activity"), form.line, form.was)
	var invalid *store.Invalid
	switch {
	case errors.As(err, &invalid):
		return a.activityWrong(c, form, c.Params("activity"), invalid.Problems)
	case err != nil:
		return err
	}
	sayNext(c, "saved")
	return a.afterActivity(c, &x, form.list)
}

// removeActivity takes a line out of the log: its next step with it, and as the undo of
// what was just written down what that had closed is open again.
func (a *App) removeActivity(c *fiber.Ctx) error {
	undo := undone(c)
	x, err := a.store.RemoveActivity(c.UserContext(), actor(c), c.Params("id"), c.Params("activity"), undo)
	if err != nil {
		return err
	}
	a.hub.wake()
	if undo {
		sayNext(c, "undone")
		return seeOther(c, back(c))
	}
	sayNext(c, "unlogged", x.Fiche, x.ID)
	return a.afterActivity(c, &x, carriedList(c, formText(c, "list")))
}

// restoreActivity brings a line back that was taken away.
func (a *App) restoreActivity(c *fiber.Ctx) error {
	x, err := a.store.RestoreActivity(c.UserContext(), actor(c), c.Params("id"), c.Params("activity"))
	if err != nil {
		return err
	}
	a.hub.wake()
	sayNext(c, "undone")
	return a.afterActivity(c, &x, "")
}

// activityWrong answers the form with what was typed and what is wrong; id is empty for
// a new activity.
func (a *App) activityWrong(c *fiber.Ctx, form activityForm, id fiche.ID, ps []fiche.Problem) error {
	card, err := a.store.Card(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	x := fiche.Activity{Fiche: card.Fiche.ID, CRM: form.crm}
	if id != "" {
		if x, _, err = a.store.Activity(c.UserContext(), card.Fiche.ID, id); err != nil {
			return err
		}
	}
	v, err := a.activityView(c, &card.Fiche, &x, form, ps)
	if err != nil {
		return err
	}
	return a.invalid(c, v)
}

// activityView is the form of one line of the log, of a new one when x has no id.
func (a *App) activityView(c *fiber.Ctx, of *fiche.Fiche, x *fiche.Activity, form activityForm, ps []fiche.Problem) (views.ActivityEdit, error) {
	f, err := a.frame(c)
	if err != nil {
		return views.ActivityEdit{}, err
	}
	self := ficheURL(fiche.RefTo(of))
	f.Nav, f.Card, f.Title = of.Kind.Plural(), "is-short", of.Name
	v := views.ActivityEdit{
		Frame: f, Fiche: views.Link{URL: views.WithList(self, form.list), Text: of.Name}, Kind: of.Kind.String(), Number: strconv.Itoa(of.Number),
		Head: f.T("activity.new"), Action: self + "/activities", Cancel: views.WithList(self, form.list),
		Hidden: []views.Hidden{{Name: "list", Value: form.list}, {Name: "token", Value: form.token}, {Name: "crm", Value: x.CRM}},
	}
	if x.CRM != "" {
		v.Cancel = "/crm/" + x.CRM
	}
	if x.ID != "" {
		v.Head, v.Action = f.T("activity.one"), v.Action+"/"+x.ID
		v.RemovalURL = v.Action + "/removal"
		v.Hidden = append(v.Hidden, views.Hidden{Name: "was", Value: wasActivity(form.was)})
	}
	notes, summary := activityNotes(f, ps)
	v.Summary = summary
	v.Fields = activityFields(f, form.line, notes)
	if m, _, err := a.store.Moment(c.UserContext(), of.ID, x.Step); x.Step != "" && err == nil {
		v.StepURL, v.StepWords = self+"/moments/"+m.ID, stepWords(f, &m)
		return v, nil
	}
	v.StepFields, err = a.stepFields(c, f, form.line.Step, notes)
	return v, err
}

// stepWords are a next step in words: "terug bellen wo 28 okt 09:00, prijs doorgeven".
func stepWords(f *views.Frame, m *fiche.Moment) string {
	words := f.When(m.Day, m.Hour)
	if m.Kind != fiche.Step {
		words = f.T("moment."+m.Kind.String()+".low") + " " + words
	}
	if m.Text != "" {
		words += ", " + m.Text
	}
	return words
}

// activityFields are the fields of an activity itself.
func activityFields(f *views.Frame, l fiche.ActivityLine, notes map[string]*views.Note) []views.Field {
	kind := views.Field{Name: "kind", Kind: "select", Label: f.T("when.kind"), Problem: notes["kind"], Value: l.Kind}
	for _, k := range fiche.ActivityKinds {
		kind.Options = append(kind.Options, views.Option{Value: k.String(), Label: f.T("activity." + k.String())})
	}
	m := views.MomentLine{Day: l.Day, Hour: l.Hour}
	return []views.Field{
		kind,
		{Name: "day", Kind: m.DayType(), Label: f.T("when.day"), Value: l.Day, Problem: notes["day"], Width: "is-8", Autocomplete: "off"},
		{Name: "hour", Kind: m.HourType(), Label: f.T("when.hour"), Value: l.Hour, Problem: notes["hour"], Width: "is-6", Autocomplete: "off"},
		{Name: "text", Kind: "textarea", Rows: 4, Label: f.T("activity.text"), Value: l.Text, Problem: notes["text"], Autofocus: len(notes) == 0},
		{Name: "missed", Kind: "checkbox", Label: f.T("quick.missed"), Value: "yes", Checked: l.Missed},
	}
}

// stepFields are the fields of the next step of an activity.
func (a *App) stepFields(c *fiber.Ctx, f *views.Frame, l fiche.Line, notes map[string]*views.Note) ([]views.Field, error) {
	kind := views.Field{Name: "step.kind", Kind: "select", Label: f.T("when.kind"), Value: l.Kind, Problem: notes["step.kind"], Options: stepOptions(f, l.Kind)}
	who, err := a.forOptions(c, f, l.For)
	m := views.MomentLine{Day: l.Day, Hour: l.Hour}
	return []views.Field{
		kind,
		{Name: "step.day", Kind: m.DayType(), Label: f.T("when.day"), Value: l.Day, Problem: notes["step.day"], Width: "is-8", Autocomplete: "off"},
		{Name: "step.hour", Kind: m.HourType(), Label: f.T("when.hour"), Value: l.Hour, Problem: notes["step.hour"], Width: "is-6", Autocomplete: "off", Hint: f.T("when.hint")},
		{Name: "step.text", Label: f.T("when.text"), Value: l.Text, Problem: notes["step.text"], MaxLength: 400, Autocomplete: "off"},
		{Name: "step.for", Kind: "select", Label: f.T("when.for"), Options: who, Problem: notes["step.for"]},
	}, err
}

// stepOptions are what a next step can be, none first.
func stepOptions(f *views.Frame, chosen string) []views.Option {
	os := []views.Option{{Value: "none", Label: f.T("activity.no-step"), Selected: chosen == ""}}
	for _, k := range fiche.StepKinds {
		os = append(os, views.Option{Value: k.String(), Label: f.T("moment." + k.String()), Selected: chosen == k.String()})
	}
	return os
}

// activityNotes are the problems of the form of an activity by field, and their summary.
func activityNotes(f *views.Frame, ps []fiche.Problem) (map[string]*views.Note, *views.Summary) {
	all := map[string]*views.Note{}
	if len(ps) == 0 {
		return all, nil
	}
	s := &views.Summary{Head: f.N("summary.problems", len(ps))}
	for i := range ps {
		name := strings.TrimPrefix(ps[i].Field, "step.")
		n := note(f, &ps[i], true)
		all[ps[i].Field] = n
		label := f.T("when." + name)
		if name != ps[i].Field {
			label = f.T("activity.step") + ", " + strings.ToLower(label)
		}
		s.Lines = append(s.Lines, views.SummaryLine{ID: views.Dom(ps[i].Field), Label: label, Text: f.T(ps[i].Code, ps[i].Args...)})
	}
	return all, s
}
