package handlers

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
	"fichebak/views/locale"
)

// settings answers the form of what holds for the whole box.
func (a *App) settings(c *fiber.Ctx) error {
	set, err := a.store.Settings(c.UserContext())
	if err != nil {
		return err
	}
	v, err := a.settingsView(c, set.Values(), set.Values())
	if err != nil {
		return err
	}
	if set.ChangedBy != "" {
		v.Saved = v.T("fiche.saved-by", set.ChangedBy, v.Stamp(time.Unix(set.ChangedAt, 0)))
	}
	return a.page(c, v)
}

func (a *App) settingsView(c *fiber.Ctx, was, values fiche.Values) (views.Settings, error) {
	f, err := a.frame(c)
	if err != nil {
		return views.Settings{}, err
	}
	v := views.NewSettings(f, values)
	v.Was, v.Filled = wasSettings(was), a.store.HasExamples()
	return v, a.followSeries(c, f, v.Starts)
}

// followSeries says at the start of each series what comes of it, where all three are
// numbers.
func (a *App) followSeries(c *fiber.Ctx, f *views.Frame, fields []views.Field) error {
	starts := make([]int, len(fields))
	for i := range fields {
		n, err := strconv.Atoi(fields[i].Value)
		if err != nil || n < 1 || n > store.MaxStart {
			return nil
		}
		starts[i] = n
	}
	list, err := a.store.SeriesFrom(c.UserContext(), starts)
	if err != nil {
		return err
	}
	for i := range list {
		views.Follow(f, &fields[i], list[i].Next, seriesRemarks(f, &list[i], starts[i]))
	}
	return nil
}

// seriesRemarks are what is to be said of a series; none of it keeps it from being
// saved.
func seriesRemarks(f *views.Frame, s *store.Series, start int) (remarks []string) {
	if s.Taken {
		remarks = append(remarks, f.T("settings.start-taken", strconv.Itoa(start)))
	}
	switch {
	case s.Meets == 0:
	case s.Room > 0:
		remarks = append(remarks, f.N("settings.series-near", s.Room, f.T("nav."+s.Meets.Plural())))
	default:
		remarks = append(remarks, f.T("settings.series-meet", f.T("nav."+s.Meets.Plural())))
	}
	return remarks
}

// checkSeries answers the field of one start after it was left, with what would come of
// it. Nothing is saved.
func (a *App) checkSeries(c *fiber.Ctx) error {
	if !partial(c) {
		return seeOther(c, "/settings")
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	kind, ok := fiche.ParseKind(c.Query("kind"))
	if !ok {
		return fiber.ErrBadRequest
	}
	query := queryOf(c)
	var fields []views.Field
	for _, k := range fiche.Kinds {
		fields = append(fields, views.StartField(f, k.String(), query.Get("start."+k.String())))
	}
	if err := a.followSeries(c, f, fields); err != nil {
		return err
	}
	return a.page(c, views.SettingsField{Frame: f, Field: fields[slices.Index(fiche.Kinds[:], kind)]})
}

// updateSettings saves the settings, joined with what others saved since the form was
// opened; what both changed differently is asked again.
func (a *App) updateSettings(c *fiber.Ctx) error {
	form := readSettings(c)
	if form.twice {
		return fiber.ErrBadRequest
	}
	ps := store.CheckSettings(form.values)
	if !locale.Known(form.values["language"]) {
		ps = append(ps, fiche.Problem{Field: "language", Code: "problem.choice", Blocks: true})
	}
	if len(ps) > 0 {
		return a.settingsWrong(c, form, ps)
	}
	taken, err := a.takenStarts(c, form.values)
	if err != nil {
		return err
	}
	err = a.store.SaveForm(c.UserContext(), actor(c), form.was, form.values)
	var conflict *store.SettingsConflict
	if errors.As(err, &conflict) {
		return a.settingsClash(c, conflict)
	}
	if err != nil {
		return err
	}
	a.hub.wake() // what was worked out of the day is stale already
	sayNext(c, "settings", taken...)
	return seeOther(c, "/settings")
}

// settingsWrong answers the form with everything that was typed and what is wrong.
func (a *App) settingsWrong(c *fiber.Ctx, form settingsForm, ps []fiche.Problem) error {
	v, err := a.settingsView(c, form.was, form.values)
	if err != nil {
		return err
	}
	fields := v.Fields()
	for i := range ps {
		if f := fields[ps[i].Field]; f != nil {
			f.Problem = &views.Note{Text: v.T(ps[i].Code, ps[i].Args...)}
		}
	}
	v.Check(v.N("summary.problems", len(ps)))
	return a.invalid(c, v)
}

// settingsClash answers the form on the version that is there now: what both changed is
// asked again, with the other's value beside it. Saved once more, it holds.
func (a *App) settingsClash(c *fiber.Ctx, x *store.SettingsConflict) error {
	v, err := a.settingsView(c, x.Theirs, x.Merged)
	if err != nil {
		return err
	}
	fields := v.Fields()
	for _, name := range x.Clashes {
		f, theirs := fields[name], settingWords(v.Frame, name, x.Theirs[name])
		f.Problem = &views.Note{Text: v.T("settings.clash", x.By, theirs)}
		if f.Kind == "" && name != "lead" {
			f.Problem.Choices = []views.Choice{{Label: v.T("settings.take", theirs), Do: "set", Value: x.Theirs[name]}}
		}
	}
	v.Check(v.T("settings.conflict", x.By, v.Stamp(x.At)))
	return a.conflict(c, v)
}

// settingWords is a value of a setting as people read it.
func settingWords(f *views.Frame, name, value string) string {
	switch name {
	case "remind", "call-backs", "name-check", "crm":
		if value == "" {
			return f.T("settings.off")
		}
		return f.T("settings.on")
	case "language":
		return f.T("language." + value)
	}
	return value
}

// takenStarts are the kinds whose new start was given to a fiche already.
func (a *App) takenStarts(c *fiber.Ctx, v fiche.Values) (kinds []string, err error) {
	var starts []int
	for _, k := range fiche.Kinds {
		n, err := strconv.Atoi(v["start."+k.String()])
		if err != nil {
			return nil, err
		}
		starts = append(starts, n)
	}
	list, err := a.store.SeriesFrom(c.UserContext(), starts)
	for _, s := range list {
		if s.Taken {
			kinds = append(kinds, s.Kind.String())
		}
	}
	return kinds, err
}

// flashSettings says that the settings were saved, and of which series the new start
// was given already.
func (a *App) flashSettings(c *fiber.Ctx, f *views.Frame, kinds []string) (*views.Flash, error) {
	fl := &views.Flash{Text: f.T("flash.saved")}
	set, err := a.store.Settings(c.UserContext())
	if err != nil || len(kinds) == 0 {
		return fl, err
	}
	list, err := a.store.SeriesFrom(c.UserContext(), set.Starts)
	for i := range list {
		if slices.Contains(kinds, list[i].Kind.String()) {
			fl.Lines = append(fl.Lines, views.FlashLine{Text: f.T("settings.start-was-taken", f.T("nav."+list[i].Kind.Plural()), strconv.Itoa(set.Starts[i]), strconv.Itoa(list[i].Next))})
		}
	}
	return fl, err
}
