package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// reminders answers the tray: what the stream sends, for a browser without one.
func (a *App) reminders(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	if partial(c) {
		return a.page(c, views.Live{Frame: f})
	}
	return seeOther(c, "/")
}

// reminderDone says for everybody that a moment has happened or is dealt with.
func (a *App) reminderDone(c *fiber.Ctx) error {
	id, moment := readDue(c.Params("due"))
	undo := undone(c)
	_, err := a.store.Done(c.UserContext(), actor(c), id, moment, !undo)
	if errors.Is(err, store.ErrDone) {
		return a.handled(c, id, moment, false, "was-done")
	}
	if err != nil {
		return err
	}
	return a.handled(c, id, moment, undo, "moment-done")
}

// reminderSeen takes a reminder from this user's screens; the moment stays open.
func (a *App) reminderSeen(c *fiber.Ctx) error {
	id, moment := readDue(c.Params("due"))
	act, undo := a.store.See, undone(c)
	if undo {
		act = a.store.Again
	}
	if err := act(c.UserContext(), actor(c), id, moment); err != nil {
		return err
	}
	return a.handled(c, id, moment, undo, "moment-seen")
}

// reminderLater puts a reminder off for this user.
func (a *App) reminderLater(c *fiber.Ctx) error {
	id, moment := readDue(c.Params("due"))
	if undone(c) {
		if err := a.store.Again(c.UserContext(), actor(c), id, moment); err != nil {
			return err
		}
		return a.handled(c, id, moment, true, "")
	}
	choice := formText(c, "until")
	if !slices.Contains([]string{"10m", "1h", "tomorrow", "at"}, choice) {
		return fiber.ErrUnprocessableEntity
	}
	until, problem := a.until(choice, formText(c, "at"))
	if len(problem) > 0 {
		return a.handled(c, id, moment, false, problem[0], problem[1:]...)
	}
	if err := a.store.Later(c.UserContext(), actor(c), id, moment, until); err != nil {
		return err
	}
	return a.handled(c, id, moment, false, "moment-later", strconv.FormatInt(until.Unix(), 10))
}

// undone reports whether an act on a reminder takes back what was done with it.
func undone(c *fiber.Ctx) bool { return formText(c, "undo") != "" }

// closeMorning goes on from the list of the day to the page it stood on; the list was
// noted as shown when it was.
func (a *App) closeMorning(c *fiber.Ctx) error { return seeOther(c, back(c)) }

// until reads how long a reminder is put off: 10m, 1h, tomorrow at the same hour as
// the morning's reminders, or at a time that is still to come. Else it answers what to
// say, and with what.
func (a *App) until(choice, at string) (until time.Time, problem []string) {
	now := a.wall()
	switch choice {
	case "10m":
		return now.Add(10 * time.Minute), nil
	case "1h":
		return now.Add(time.Hour), nil
	case "tomorrow":
		set, err := a.store.Settings(a.ctx)
		if err != nil {
			a.log.Error("read settings", "err", err)
			return now.AddDate(0, 0, 1), nil
		}
		return fiche.At(now.AddDate(0, 0, 1).Format(time.DateOnly), set.Morning, now.Location()), nil
	}
	day, hour, _ := strings.Cut(at, "T")
	t := fiche.At(day, hour, now.Location())
	switch next, skipped := fiche.Skipped(day, hour, now.Location()); {
	case skipped && hour != "":
		return t, []string{"hour-skipped", hour, next}
	case hour == "" || !t.After(now) || t.After(now.AddDate(2, 0, 0)):
		return t, []string{"later-past"}
	}
	return t, nil
}
