package handlers

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// newCRM answers the form of a new CRM fiche for a fiche, the fiche's data filled in.
func (a *App) newCRM(c *fiber.Ctx) error {
	if card, err := a.card(c); err != nil {
		return found(err)
	} else if card.Fiche.Removed() {
		return seeOther(c, ficheURL(fiche.RefTo(&card.Fiche)))
	}
	values, of, err := a.store.NewCRM(c.UserContext(), actor(c), c.Params("id"))
	if err != nil {
		return err
	}
	token, err := a.store.NewToken()
	if err != nil {
		return err
	}
	v, err := a.crmForm(c, &of, nil, crmForm{values: values, token: token}, nil)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// chooseCRM answers where one says for whom a new CRM fiche is.
func (a *App) chooseCRM(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	q := shorten(queryOf(c).Get("q"), maxQuery)
	f.Nav, f.Card, f.Title = "crm", "is-short is-wide", f.T("bar.new.crm")
	v := views.CRMChoose{Frame: f, Q: q, Bar: views.CRMBar{Frame: f, On: "new"}}
	if q != "" {
		p, err := a.store.List(c.UserContext(), store.Query{Text: q, Sort: "name", Limit: maxChoose})
		if err != nil {
			return err
		}
		v.Total = p.Total
		for i := range p.Rows {
			x := &p.Rows[i].Fiche
			v.Hits = append(v.Hits, views.CRMHit{Kind: x.Kind.String(), Number: strconv.Itoa(x.Number), Name: x.Name, Town: x.Town(), URL: ficheURL(fiche.RefTo(x)) + "/crm/new"})
		}
	}
	return a.page(c, v)
}

// maxChoose is how many fiches one is offered to choose from.
const maxChoose = 25

// editCRM answers the form of a CRM fiche as it is now.
func (a *App) editCRM(c *fiber.Ctx) error {
	card, err := a.store.CRMCard(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if card.CRM.Removed() {
		return seeOther(c, "/crm/"+card.CRM.ID)
	}
	values := card.CRM.Values()
	v, err := a.crmForm(c, &card.Fiche, &card.CRM, crmForm{values: values, was: values, list: c.Query("list")}, nil)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

// updateCRM saves the form of a CRM fiche, joined with what others saved since.
func (a *App) updateCRM(c *fiber.Ctx) error {
	form := readCRMForm(c)
	if form.twice {
		return fiber.ErrBadRequest
	}
	x, err := a.store.SaveCRM(c.UserContext(), actor(c), c.Params("id"), store.CRMDraft{Values: form.values, Was: form.was})
	var invalid *store.Invalid
	var conflict *store.CRMConflict
	if errors.As(err, &invalid) || errors.As(err, &conflict) {
		card, err := a.store.CRMCard(c.UserContext(), c.Params("id"))
		if err != nil {
			return err
		}
		if conflict != nil {
			return a.crmClash(c, &card, form, conflict)
		}
		v, err := a.crmForm(c, &card.Fiche, &card.CRM, form, invalid.Problems)
		if err != nil {
			return err
		}
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	sayNext(c, "saved")
	return seeOther(c, views.WithList("/crm/"+x.ID, readCRM(parseQuery(form.list)).carried(form.list != "")))
}

// crmClash answers the form on the version that is there now: what both changed is asked
// again, with the other's value beside it. Saved once more, it holds.
func (a *App) crmClash(c *fiber.Ctx, card *store.CRMCard, form crmForm, x *store.CRMConflict) error {
	form.values, form.was = x.Merged, x.Theirs
	v, err := a.crmForm(c, &card.Fiche, &card.CRM, form, nil)
	if err != nil {
		return err
	}
	s := &views.Summary{Head: v.T("settings.conflict", x.By, v.Stamp(time.Unix(x.At, 0)))}
	for _, name := range x.Clashes {
		theirs := a.valueOf(v.Frame, "crm."+name, x.Theirs[name])
		n := &views.Note{Text: v.T("settings.clash", x.By, theirs)}
		if name != "owner" && name != "stage" && name != "outcome" {
			n.Choices = []views.Choice{{Label: v.T("settings.take", theirs), Do: "set", Value: x.Theirs[name]}}
		}
		for _, fs := range [][]views.Field{v.Left, v.Right} {
			for i := range fs {
				if fs[i].Name == name {
					fs[i].Problem = n
					s.Lines = append(s.Lines, views.SummaryLine{ID: fs[i].Dom(), Label: fs[i].Label, Text: n.Text})
				}
			}
		}
	}
	v.Summary = s
	return a.conflict(c, v)
}

// crmForm is what the form of a CRM fiche sent.
type crmForm struct {
	values, was fiche.Values
	token, list string
	twice       bool
}

func readCRMForm(c *fiber.Ctx) crmForm {
	f := crmForm{values: fiche.Values{}}
	formEach(c, func(name, value string) {
		switch {
		case name == "was":
			if json.Unmarshal([]byte(value), &f.was) != nil {
				f.was = nil
			}
		case name == "token":
			f.token = value
		case name == "list":
			f.list = value
		case slices.Contains(fiche.CRMFields, name):
			if _, again := f.values[name]; again {
				f.twice = true
			}
			f.values[name] = value
		}
	})
	if f.values["outcome"] == fiche.Open.String() {
		delete(f.values, "outcome")
	}
	return f
}

// crmForm is the form of a CRM fiche; x is nil for a new one.
func (a *App) crmForm(c *fiber.Ctx, of *fiche.Fiche, x *fiche.CRM, form crmForm, ps []fiche.Problem) (views.CRMEdit, error) {
	f, err := a.frame(c)
	if err != nil {
		return views.CRMEdit{}, err
	}
	self := ficheURL(fiche.RefTo(of))
	state := readCRM(parseQuery(form.list)).carried(form.list != "")
	f.Nav, f.Title = "crm", f.T("bar.new.crm")
	v := views.CRMEdit{
		Frame: f, Kind: of.Kind.String(), FicheID: of.ID, Fiche: views.Link{URL: self, Text: strconv.Itoa(of.Number) + " " + of.Name}, Bar: views.CRMBar{Frame: f, On: "new"},
		Action: self + "/crm", Cancel: self, Hidden: []views.Hidden{{Name: "token", Value: form.token}, {Name: "list", Value: state}},
	}
	if x != nil {
		was, err := json.Marshal(form.was)
		if err != nil {
			return v, err
		}
		f.Title = x.Subject
		v.ID, v.Number, v.Subject, v.Action, v.Cancel = x.ID, crmNumber(x.Number), x.Subject, "/crm/"+x.ID, views.WithList("/crm/"+x.ID, state)
		v.Bar = views.CRMBar{Frame: f, On: "edit", ID: x.ID, State: state}
		v.Hidden = append(v.Hidden, views.Hidden{Name: "was", Value: string(was)})
		v.Saved = f.T("fiche.saved-by", x.ChangedBy, f.Stamp(time.Unix(x.ChangedAt, 0)))
	}
	notes, _ := notes(f, ps)
	if v.Left, v.Right, err = a.crmFields(c, f, form.values, notes, x == nil); err != nil || len(ps) == 0 {
		return v, err
	}
	s := &views.Summary{Head: f.N("summary.problems", len(ps))}
	for i := range ps {
		s.Lines = append(s.Lines, views.SummaryLine{ID: views.Dom(ps[i].Field), Label: fieldLabel(f, "crm."+ps[i].Field), Text: f.T(ps[i].Code, ps[i].Args...)})
	}
	v.Summary = s
	return v, nil
}

// crmFields are the fields of the form, in its two columns.
func (a *App) crmFields(c *fiber.Ctx, f *views.Frame, values fiche.Values, notes map[string]*views.Note, isNew bool) (left, right []views.Field, err error) {
	stages, err := a.store.Stages(c.UserContext())
	if err != nil {
		return nil, nil, err
	}
	users, err := a.store.Users(c.UserContext())
	if err != nil {
		return nil, nil, err
	}
	field := func(name, kind, width string) views.Field {
		return views.Field{Name: name, Kind: kind, Label: fieldLabel(f, "crm."+name), Value: values[name], Problem: notes[name], Width: width, Autocomplete: "off", MaxLength: 200}
	}
	subject, contact := field("subject", "", ""), field("contact", "", "")
	subject.Required, subject.Autofocus = true, isNew && len(notes) == 0
	tel, mail, source, remarks := field("phone", "tel", ""), field("email", "email", ""), field("source", "", ""), field("remarks", "textarea", "")
	remarks.Rows, remarks.MaxLength = 5, 0
	owner, stage := field("owner", "select", ""), field("stage", "select", "")
	owner.Options = []views.Option{{Label: f.T("crm.nobody"), Selected: values["owner"] == ""}}
	for _, u := range users {
		if !u.Disabled || u.ID == values["owner"] {
			owner.Options = append(owner.Options, views.Option{Value: u.ID, Label: u.Name})
		}
	}
	for _, s := range stages {
		stage.Options = append(stage.Options, views.Option{Value: s.ID, Label: stageName(f, s)})
	}
	value, chance, expected := field("value", "", "is-8"), field("chance", "", "is-4"), field("expected", "date", "is-8")
	value.InputMode, value.Hint, chance.InputMode, chance.Hint = "decimal", f.T("crm.value-hint"), "numeric", f.T("crm.chance-hint")
	if _, err := time.Parse(time.DateOnly, values["expected"]); err != nil && values["expected"] != "" {
		expected.Kind = "" // a field of date shows no text that is none
	}
	left = []views.Field{subject, contact, tel, mail, source, remarks}
	right = []views.Field{stage, value, chance, expected, owner}
	if isNew {
		return left, right, nil
	}
	outcome, reason := field("outcome", "select", ""), field("reason", "", "")
	for _, o := range []fiche.Outcome{fiche.Open, fiche.Won, fiche.Lost} {
		outcome.Options = append(outcome.Options, views.Option{Value: o.String(), Label: f.T("crm." + o.String()), Selected: values["outcome"] == "" && o == fiche.Open})
	}
	reason.Hint = f.T("crm.reason-hint")
	return left, append(right, outcome, reason), nil
}
