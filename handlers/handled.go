package handlers

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// handled answers an act on a moment, with a flash that can take it back: the page the
// act was made on, or the part of it that the moment stands in.
func (a *App) handled(c *fiber.Ctx, id, moment fiche.ID, undo bool, code string, args ...string) error {
	a.hub.wake() // what was worked out of the day is stale already
	switch {
	case undo:
		code = "undone"
	case strings.HasPrefix(code, "moment-"):
		args = append([]string{id, moment}, args...)
	}
	path, _, _ := strings.Cut(back(c), "?")
	if !partial(c) || strings.HasPrefix(target(c), "tr#") && strings.HasSuffix(path, "/"+id) { // the card beside the list shows it too
		sayNext(c, code, args...)
		return seeOther(c, back(c))
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	if f.Flash, err = flashes[code](a, c, f, args); err != nil {
		return err
	}
	v := views.Handled{Frame: f}
	switch at := target(c); {
	case at == "div#flash":
		v.Flashed = true
	case at == "div#today":
		v.Today, err = a.todayView(c, f)
	case strings.HasPrefix(at, "tr#"):
		v.Row, err = a.handledRow(c, f, id)
	case strings.HasPrefix(at, "li#"):
		v.Line, err = a.handledLine(c, f, id, moment)
	}
	if err != nil {
		return err
	}
	if f.Flash != nil && f.Flash.Undo != nil && v.Row == nil && v.Line == nil {
		f.Flash.Undo.Target = "#flash" // the page follows by itself, and what is typed in it stays
	}
	return a.page(c, v)
}

// handledRow is the row of a fiche in the list an act was made in, as it is now.
func (a *App) handledRow(c *fiber.Ctx, f *views.Frame, id fiche.ID) (*views.FicheRow, error) {
	row, err := a.store.Row(c.UserContext(), id)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(back(c))
	if err != nil {
		return nil, err
	}
	query := u.Query()
	if strings.Count(u.Path, "/") > 1 { // the list stands beside a card
		if query, err = url.ParseQuery(query.Get("list")); err != nil {
			return nil, err
		}
	}
	s := readList(row.Fiche.Kind, query)
	cs, err := a.columnsOf(c.UserContext(), f, s)
	if err != nil {
		return nil, err
	}
	r := a.row(f, cs, &row, search.Words(s.q), s.with(func(*listState) {}).encode())
	return &r, nil
}

// handledLine is a line in the list of the day, as it is now.
func (a *App) handledLine(c *fiber.Ctx, f *views.Frame, id, moment fiche.ID) (*views.Row, error) {
	m, x, err := a.store.Moment(c.UserContext(), id, moment)
	if err != nil {
		return nil, err
	}
	rule := fiche.Rule{Zone: a.store.Location()}
	row := f.Row(a.line(&store.Dated{Moment: m, Ref: *fiche.RefTo(&x), Phone: mainPhone(&x), Late: rule.Late(&m, a.now())}), "morning")
	return &row, nil
}

// flashMoment says what was done with a moment, and offers to take it back.
func flashMoment(act string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(a *App, c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
		if len(args) < 2 {
			return nil, nil
		}
		subject, err := a.subject(c, f, args[0], args[1])
		if err != nil || subject == "" {
			return nil, err
		}
		words := []any{subject}
		if len(args) > 2 {
			n, err := strconv.ParseInt(args[2], 10, 64)
			if err != nil {
				return nil, nil
			}
			until := time.Unix(n, 0).In(a.store.Location())
			words = append(words, f.When(until.Format(time.DateOnly), until.Format("15:04")))
		}
		undo := &views.Action{URL: "/reminders/" + args[0] + "-" + args[1] + "/" + act, Fields: map[string]string{"undo": "yes"}, Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}
		return &views.Flash{Text: f.T("flash.moment-"+act, words...), Undo: undo}, nil
	}
}

// subject names a moment in a sentence; empty when it has gone in the meantime.
func (a *App) subject(c *fiber.Ctx, f *views.Frame, id, moment fiche.ID) (string, error) {
	if id == store.TrialID {
		return f.T("check.trial.name"), nil
	}
	m, x, err := a.store.Moment(c.UserContext(), id, moment)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return f.T("flash.moment", x.Name, f.T("moment."+m.Kind.String()+".low"), f.When(m.Day, m.Hour)), err
}

func flashHourSkipped(_ *App, _ *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 2 {
		return nil, nil
	}
	return &views.Flash{Text: f.T("problem.skipped", args[0], args[1]), Problem: true}, nil
}

// flashMoved says that a moment was given another time, and offers the one before.
func (a *App) flashMoved(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 4 {
		return nil, nil
	}
	m, _, err := a.store.Moment(c.UserContext(), args[0], args[1])
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	subject, err := a.subject(c, f, args[0], args[1])
	undo := &views.Action{
		URL: "/reminders/" + dueID(&m) + "/time", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z",
		Fields: map[string]string{"day": args[2], "hour": args[3], "when": m.When()},
	}
	return &views.Flash{Text: f.T("flash.moment-moved", subject), Undo: undo}, err
}

// reminderTime gives a moment back the time it had; not when it was given yet another
// in the meantime.
func (a *App) reminderTime(c *fiber.Ctx) error {
	id, moment := readDue(c.Params("due"))
	m, _, err := a.store.Moment(c.UserContext(), id, moment)
	if err != nil {
		return err
	}
	if m.When() != formText(c, "when") {
		return a.handled(c, id, moment, false, "too-late")
	}
	_, err = a.store.Reschedule(c.UserContext(), actor(c), id, moment, formText(c, "day"), formText(c, "hour"))
	var invalid *store.Invalid
	if errors.As(err, &invalid) {
		return fiber.ErrUnprocessableEntity
	}
	if err != nil {
		return err
	}
	return a.handled(c, id, moment, true, "")
}
