package handlers

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/phone"
	"fichebak/views"
)

// crm lets a request through while the CRM module is on; off, its addresses do not
// exist.
func (a *App) crm(handle fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		set, err := a.store.Settings(c.UserContext())
		if err != nil {
			return err
		}
		if !set.CRMOn {
			return store.ErrNotFound
		}
		return handle(c)
	}
}

// showCRM answers a CRM fiche with its log.
func (a *App) showCRM(c *fiber.Ctx) error {
	card, err := a.store.CRMCard(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	if target(c) == "p#news" { // a form is not touched
		return a.crmNews(c, f, &card)
	}
	v, err := a.crmView(c, f, &card)
	if err != nil {
		return err
	}
	if partial(c) {
		return a.lookAgainCRM(c, v, &card)
	}
	return a.page(c, v)
}

// crmNumber is a CRM fiche's number as people see it.
func crmNumber(n int) string { return fmt.Sprintf("C-%04d", n) }

func (a *App) crmView(c *fiber.Ctx, f *views.Frame, card *store.CRMCard) (views.CRMShow, error) {
	x, of := &card.CRM, &card.Fiche
	state := readCRM(parseQuery(c.Query("list"))).carried(c.Query("list") != "")
	self := "/crm/" + x.ID
	f.Nav, f.Title = "crm", x.Subject
	v := views.CRMShow{
		Frame: f, ID: x.ID, Number: crmNumber(x.Number), Subject: x.Subject, Kind: of.Kind.String(), FicheID: of.ID, State: state,
		Bar:    views.CRMBar{Frame: f, On: "show", ID: x.ID, State: state},
		Fiche:  views.Link{URL: ficheURL(fiche.RefTo(of)), Text: strconv.Itoa(of.Number) + " " + of.Name},
		Stages: a.stageTabs(f, card), Figures: a.crmFigures(f, x), Facts: a.crmFacts(f, card), Remarks: x.Remarks,
		StageURL: self + "/stage", EndURL: self + "/ending", Address: strings.Join(addressLines(f, of.Address(0)), ", "), Ways: crmWays(x, of),
	}
	if f.Can(views.RoleWorker) && !x.Removed() && !of.Removed() {
		token, err := a.store.NewToken()
		if err != nil {
			return v, err
		}
		v.Compose, v.Token = ficheURL(fiche.RefTo(of))+"/activities", token
		for i, k := range fiche.ActivityKinds {
			v.Kinds = append(v.Kinds, views.Option{Value: k.String(), Label: f.T("activity." + k.String()), Selected: i == 0})
		}
		v.Steps = stepOptions(f, "")
	}
	if x.Removed() {
		v.Removed = f.T("fiche.removed-at", f.Stamp(time.Unix(x.RemovedAt, 0)), x.RemovedBy)
		if f.Can(views.RoleWorker) {
			v.Restore = &views.Action{URL: self + "/restoration", Label: f.T("act.restore"), Icon: "restore"}
		}
	}
	if m := card.Next; m != nil {
		rule := fiche.Rule{Zone: a.store.Location()}
		line := a.line(&store.Dated{Moment: *m, Ref: *fiche.RefTo(of), Phone: mainPhone(of), Late: rule.Late(m, a.now())})
		line.Who = firstWord(a.whoOf(m))
		if m.Kind != fiche.CallBack {
			line.Tel = ""
		}
		v.Step = &line
		if m.Kind != fiche.Step {
			v.StepIs = f.T("moment." + m.Kind.String() + ".low")
		}
	}
	a.logRows(f, &v, card)
	return v, a.crmFlip(c, f, &v, state)
}

// stageTabs are the stages on top of a CRM fiche, with the days it spent in each, and
// its two ends.
func (a *App) stageTabs(f *views.Frame, card *store.CRMCard) (tabs []views.StageTab) {
	x := &card.CRM
	spent := x.Spent(a.now())
	at := fiche.FindStage(card.Stages, x.Stage)
	for i, s := range card.Stages {
		d, been := spent[s.ID] // one that was skipped was not
		t := views.StageTab{ID: s.ID, Label: stageName(f, s), Passed: been && (i < at || x.Outcome == fiche.Won && i <= at), Current: i == at && x.Outcome == fiche.Open}
		if d > 0 {
			t.Spent = f.T("crm.days-short", int(d/(24*time.Hour)))
		}
		tabs = append(tabs, t)
	}
	for _, o := range []fiche.Outcome{fiche.Won, fiche.Lost} {
		label := f.T("crm." + o.String())
		if o == fiche.Lost && x.Outcome != fiche.Lost {
			label += "…"
		}
		tabs = append(tabs, views.StageTab{ID: o.String(), Label: label, Current: x.Outcome == o})
	}
	return tabs
}

// stageName is what a stage is called; one of the program's own in the user's language.
func stageName(f *views.Frame, s fiche.Stage) string {
	if s.Name == "" {
		return f.T("crm.stage." + s.ID)
	}
	return s.Name
}

func (a *App) crmFigures(f *views.Frame, x *fiche.CRM) []views.CRMFigure {
	fs := []views.CRMFigure{
		{Label: f.T("field.crm.value"), Value: orDash(f.Euro(x.Value))},
		{Label: f.T("field.crm.chance"), Value: f.T("percent", x.ChanceNow())},
		{Label: f.T("crm.weighted"), Value: orDash(f.Euro(x.Weighted()))},
	}
	if x.Expected != "" {
		fs = append(fs, views.CRMFigure{Label: f.T("field.crm.expected"), Value: f.Date(x.Expected)})
	}
	if who := a.userName(x.Owner); who != "" {
		fs = append(fs, views.CRMFigure{Label: f.T("field.crm.owner"), Value: firstWord(who)})
	}
	since := time.Unix(x.CreatedAt, 0).In(a.store.Location())
	until, label := a.wall(), f.T("crm.open-since")
	if x.Outcome != fiche.Open {
		until, label = time.Unix(x.EndedAt, 0).In(a.store.Location()), f.T("crm."+x.Outcome.String())
		since, until = until, a.wall()
	}
	return append(fs, views.CRMFigure{Label: label, Value: f.T("crm.days-short", daysBetween(since, until)), Note: f.Date(since.Format(time.DateOnly))})
}

// daysBetween counts the midnights between two instants.
func daysBetween(a, b time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(day(b).Sub(day(a)) / (24 * time.Hour))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (a *App) crmFacts(f *views.Frame, card *store.CRMCard) (fs []views.FactLine) {
	x := &card.CRM
	add := func(label, value string) {
		if value != "" {
			fs = append(fs, views.FactLine{Label: label, Value: value})
		}
	}
	add(f.T("fiche.created"), f.T("fiche.by-at", f.StampFull(time.Unix(x.CreatedAt, 0)), x.CreatedBy))
	if was := card.Was; was != nil {
		add(f.T("field.crm.stage"), f.T("stages.was", stageName(f, *was), stageOf(f, card.Stages, x.Stage), f.Stamp(time.Unix(was.RemovedAt, 0)), was.RemovedBy))
	}
	add(f.T("field.crm.contact"), x.Contact)
	add(f.T("field.source"), x.Source)
	if x.Outcome != fiche.Open {
		add(f.T("field.crm.reason"), x.Reason)
	}
	return fs
}

// crmWays are the ways to reach whom one speaks to: those of the CRM fiche first, then
// those of its fiche that are others.
func crmWays(x *fiche.CRM, of *fiche.Fiche) (ways []views.Way) {
	seen := map[string]bool{}
	add := func(icon, number, who string) {
		text := phone.Format(number)
		if number == "" || seen[text] {
			return
		}
		seen[text] = true
		if who != "" {
			text += " " + who
		}
		ways = append(ways, views.Way{Icon: icon, Tel: phone.URI(number), Text: text})
	}
	add("phone", x.Phone, x.Contact)
	add("phone", of.Phone, "")
	add("mobile", of.Mobile, "")
	for _, m := range []string{x.Email, of.Email} {
		if m != "" && !seen[m] {
			seen[m] = true
			ways = append(ways, views.Way{Icon: "mail", URL: "mailto:" + m, Text: m})
		}
	}
	return ways
}

// logRows are the activities of a CRM fiche, the newest first.
func (a *App) logRows(f *views.Frame, v *views.CRMShow, card *store.CRMCard) {
	self := ficheURL(fiche.RefTo(&card.Fiche))
	for i := range card.Activities {
		x := &card.Activities[i]
		r := views.LogRow{ID: x.ID, Kind: x.Kind.String(), Date: x.Day, Day: f.Date(x.Day), Hour: x.Hour, Text: x.Text, Missed: x.Missed, By: x.By, Who: views.Initials(x.By)}
		if v.Compose != "" {
			r.URL = self + "/activities/" + x.ID
		}
		if m, ok := card.Steps[x.Step]; ok {
			r.Step, r.Due, r.Open, r.Done = stepWords(f, &m), dueID(&m), m.Open(), m.Done()
			if v.Compose != "" {
				r.StepURL = self + "/moments/" + m.ID
			}
			if r.Open {
				v.LogOpen++
			}
		}
		v.Log = append(v.Log, r)
	}
}

// crmFlip is the way back to the overview, and to the CRM fiches beside this one in it.
func (a *App) crmFlip(c *fiber.Ctx, f *views.Frame, v *views.CRMShow, state string) error {
	s := readCRM(parseQuery(state))
	v.Back = views.Link{URL: s.url(), Text: f.T("crm.head")}
	if state == "" {
		return nil
	}
	at, total, prev, next, err := a.store.CRMPlace(c.UserContext(), v.ID, s.query(f.User.ID))
	if err != nil || at < 0 {
		return err
	}
	v.At, v.Of = at+1, total
	link := func(r *store.CRMRow) *views.Link {
		if r == nil {
			return nil
		}
		return &views.Link{URL: views.WithList("/crm/"+r.CRM.ID, state), Text: r.CRM.Subject}
	}
	v.Prev, v.Next = link(prev), link(next)
	return nil
}

// createCRM makes a CRM fiche for a fiche.
func (a *App) createCRM(c *fiber.Ctx) error {
	form := readCRMForm(c)
	if form.twice {
		return fiber.ErrBadRequest
	}
	x, err := a.store.CreateCRM(c.UserContext(), actor(c), c.Params("id"), store.CRMDraft{Values: form.values, Token: form.token})
	var invalid *store.Invalid
	switch {
	case errors.As(err, &invalid):
		card, err := a.store.Card(c.UserContext(), c.Params("id"))
		if err != nil {
			return err
		}
		v, err := a.crmForm(c, &card.Fiche, nil, form, invalid.Problems)
		if err != nil {
			return err
		}
		return a.invalid(c, v)
	case err != nil:
		return err
	}
	sayNext(c, "crm-made", x.ID)
	return seeOther(c, "/crm/"+x.ID)
}
