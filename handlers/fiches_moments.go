package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// momentLines are the lines of moments in a fiche's form: what is open, the facts,
// and one empty line for each kind that has none; past is how many are left out.
func (a *App) momentLines(ctx context.Context, f *views.Frame, form ficheForm, ms []fiche.Moment, problems map[string]*views.Note) (lines []views.MomentLine, past int, err error) {
	drafts, past, free := openDrafts(form, ms)
	users, err := a.store.Users(ctx)
	if err != nil {
		return nil, 0, err
	}
	for _, kind := range fiche.MomentKinds {
		var of []store.MomentDraft
		for _, d := range drafts {
			if d.Line.Kind == kind.String() {
				of = append(of, d)
			}
		}
		if len(of) == 0 || form.more == kind.String() {
			of = append(of, store.MomentDraft{Name: "new-" + strconv.Itoa(free), Line: fiche.Line{Kind: kind.String(), Done: !kind.Reminds()}})
			free++
		}
		for i, d := range of {
			l := a.momentLine(f, d, users, problems)
			last := i == len(of)-1
			l.More, l.Asked = last && kind.Reminds(), last && form.more == kind.String()
			lines = append(lines, l)
		}
	}
	return lines, past, nil
}

// openDrafts are the lines a form has, or begins with; past is how many moments are
// left out, free the first number for a new line.
func openDrafts(form ficheForm, ms []fiche.Moment) (drafts []store.MomentDraft, past, free int) {
	drafts = form.moments
	for i := range ms {
		m := &ms[i]
		if m.Kind.Reminds() && m.Done() {
			past++
			continue
		}
		if form.moments == nil {
			drafts = append(drafts, store.MomentDraft{Name: m.ID, Line: m.Line(), Was: m.Line()})
		}
	}
	free = 1
	for _, d := range drafts {
		if n, err := strconv.Atoi(strings.TrimPrefix(d.Name, "new-")); err == nil && n >= free {
			free = n + 1
		}
	}
	return drafts, past, free
}

// momentLine is one line of moments.
func (a *App) momentLine(f *views.Frame, d store.MomentDraft, users []store.User, problems map[string]*views.Note) views.MomentLine {
	l := d.Line
	kind, _ := fiche.ParseMomentKind(l.Kind)
	v := views.MomentLine{Name: d.Name, Kind: l.Kind, Day: l.Day, Hour: l.Hour, Until: l.Until, Text: l.Text, Lead: l.Lead, Was: was(d.Was), Done: l.Done, Open: kind.Reminds(), Problems: map[string]*views.Note{}}
	for _, field := range []string{"kind", "day", "hour", "until", "text", "for", "lead"} {
		if n := problems["moment."+d.Name+"."+field]; n != nil {
			v.Problems[field] = n
		}
	}
	v.For = append(v.For, views.Option{Label: f.T("when.everyone"), Selected: l.For == ""})
	known := l.For == ""
	for _, u := range users {
		if !u.Disabled || u.ID == l.For {
			v.For = append(v.For, views.Option{Value: u.ID, Label: u.Name, Selected: u.ID == l.For})
			known = known || u.ID == l.For
		}
	}
	if !known {
		v.For = append(v.For, views.Option{Value: l.For, Label: l.For, Selected: true})
	}
	v.Leads = leadOptions(f, l.Lead)
	return v
}

// leads are the lead times a form offers, in minutes.
var leads = []string{"0", "5", "15", "30", "60", "120", "1440"}

func leadOptions(f *views.Frame, lead string) (os []views.Option) {
	os = append(os, views.Option{Label: f.T("lead.default"), Selected: lead == ""})
	all := leads
	if _, err := strconv.Atoi(lead); err == nil && !slices.Contains(leads, lead) {
		all = append(slices.Clone(leads), lead)
	}
	for _, l := range all {
		n, _ := strconv.Atoi(l)
		o := views.Option{Value: l, Selected: l == lead}
		switch {
		case n == 0:
			o.Label = f.T("lead.at-once")
		case n%1440 == 0:
			o.Label = f.N("lead.days", n/1440)
		case n%60 == 0:
			o.Label = f.N("lead.hours", n/60)
		default:
			o.Label = f.N("lead.minutes", n)
		}
		os = append(os, o)
	}
	return append(os, views.Option{Value: "none", Label: f.T("lead.none"), Selected: lead == "none"})
}

// newMoment answers the form of a new moment of a fiche.
func (a *App) newMoment(c *fiber.Ctx) error {
	card, err := a.card(c)
	if err != nil {
		return found(err)
	}
	kind, ok := fiche.ParseMomentKind(c.Query("kind"))
	if !ok {
		kind = fiche.Appointment
	}
	token, err := a.store.NewToken()
	if err != nil {
		return err
	}
	d := store.MomentDraft{Name: "new-1", Line: fiche.Line{Kind: kind.String(), Done: !kind.Reminds()}}
	return a.momentForm(c, fiber.StatusOK, &card.Fiche, d, nil, carriedList(c, c.Query("list")), token)
}

// createMoment adds a moment to a fiche.
func (a *App) createMoment(c *fiber.Ctx) error {
	d, twice := readLine(c)
	if twice {
		return fiber.ErrBadRequest
	}
	d.Name = "new-1"
	list, token := carriedList(c, formText(c, "list")), formText(c, "token")
	_, err := a.store.AddMoment(c.UserContext(), actor(c), c.Params("id"), d.Line, token)
	return a.momentSaved(c, d, err, list, token)
}

// editMoment answers the form of one moment.
func (a *App) editMoment(c *fiber.Ctx) error {
	card, err := a.card(c)
	if err != nil {
		return found(err)
	}
	i := slices.IndexFunc(card.Moments, func(m fiche.Moment) bool { return m.ID == c.Params("moment") })
	if i < 0 {
		return store.ErrNotFound
	}
	m := &card.Moments[i]
	return a.momentForm(c, fiber.StatusOK, &card.Fiche, store.MomentDraft{Name: m.ID, Line: m.Line(), Was: m.Line()}, nil, carriedList(c, c.Query("list")), "")
}

// updateMoment saves the form of one moment.
func (a *App) updateMoment(c *fiber.Ctx) error {
	d, twice := readLine(c)
	if twice {
		return fiber.ErrBadRequest
	}
	d.Name = c.Params("moment")
	err := a.store.SaveMoment(c.UserContext(), actor(c), c.Params("id"), d.Name, d.Line, d.Was)
	return a.momentSaved(c, d, err, carriedList(c, formText(c, "list")), "")
}

// removeMoment takes a moment away; the history keeps what it was.
func (a *App) removeMoment(c *fiber.Ctx) error {
	err := a.store.RemoveMoment(c.UserContext(), actor(c), c.Params("id"), c.Params("moment"))
	if errors.Is(err, store.ErrNotFound) {
		err = nil // somebody took it away before: it is gone, as was wanted
	}
	return a.momentSaved(c, store.MomentDraft{}, err, carriedList(c, formText(c, "list")), "")
}

func (a *App) momentSaved(c *fiber.Ctx, d store.MomentDraft, err error, list, token string) error {
	card, cerr := a.store.Card(c.UserContext(), c.Params("id"))
	if cerr != nil {
		return cerr
	}
	var invalid *store.Invalid
	if errors.As(err, &invalid) {
		return a.momentForm(c, fiber.StatusUnprocessableEntity, &card.Fiche, d, invalid.Problems, list, token)
	}
	if err != nil {
		return err
	}
	if d.Name != "" && d.Was.Day != "" && (d.Line.Day != d.Was.Day || d.Line.Hour != d.Was.Hour) {
		sayNext(c, "moment-moved", card.Fiche.ID, d.Name, d.Was.Day, d.Was.Hour)
	} else {
		sayNext(c, "saved")
	}
	if from := cameFrom(c); from != "" {
		return seeOther(c, from)
	}
	return seeOther(c, views.WithList(ficheURL(fiche.RefTo(&card.Fiche)), list))
}

// cameFrom is the list of fiches, or that of the day, on which the form of a moment was
// opened, and to which one goes back; empty when it was another page.
func cameFrom(c *fiber.Ctx) string {
	from := formText(c, "from")
	if c.Method() == fiber.MethodGet && c.Get(fiber.HeaderReferer) != "" {
		from = back(c)
	}
	path, _, _ := strings.Cut(from, "?")
	if path == "/" || slices.ContainsFunc(fiche.Kinds[:], func(k fiche.Kind) bool { return path == "/"+k.Plural() }) {
		return ownPath(from)
	}
	return ""
}

func (a *App) momentForm(c *fiber.Ctx, status int, x *fiche.Fiche, d store.MomentDraft, ps []fiche.Problem, list, token string) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	users, err := a.store.Users(c.UserContext())
	if err != nil {
		return err
	}
	f.Nav, f.Card, f.Title = x.Kind.Plural(), "is-short", x.Name
	for i := range ps { // named by the line, by another name of it, or by none
		ps[i].Field = "moment." + d.Name + "." + ps[i].Field[strings.LastIndexByte(ps[i].Field, '.')+1:]
	}
	problems, _ := notes(f, ps)
	self := ficheURL(fiche.RefTo(x))
	v := views.MomentEdit{
		Frame: f, ID: x.ID, Fiche: views.Link{URL: views.WithList(self, list), Text: x.Name}, Kind: x.Kind.String(), Number: strconv.Itoa(x.Number),
		Line: a.momentLine(f, d, users, problems), Action: self + "/moments", Cancel: views.WithList(self, list), List: list, Token: token, New: strings.HasPrefix(d.Name, "new-"),
	}
	if v.From = cameFrom(c); v.From != "" {
		v.Cancel = v.From
	}
	if !v.New {
		v.Action += "/" + d.Name
		v.RemovalURL = v.Action + "/removal"
	}
	for _, k := range fiche.MomentKinds {
		v.Kinds = append(v.Kinds, views.Option{Value: k.String(), Label: f.T("moment." + k.String())})
	}
	if len(ps) > 0 {
		s := &views.Summary{Head: f.N("summary.problems", len(ps))}
		for i := range ps {
			name := ps[i].Field[strings.LastIndexByte(ps[i].Field, '.')+1:]
			s.Lines = append(s.Lines, views.SummaryLine{ID: name, Label: f.T("when." + name), Text: f.T(ps[i].Code, ps[i].Args...)})
		}
		v.Summary = s
	}
	return a.render(c, status, v)
}
