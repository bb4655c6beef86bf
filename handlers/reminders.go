package handlers

import (
	"time"

	"github.com/gofiber/fiber/v2"

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
	_, err := a.store.Done(c.UserContext(), actor(c), id, moment, formText(c, "undo") == "")
	return a.handled(c, err)
}

// reminderSeen takes a reminder from this user's screens; the moment stays open.
func (a *App) reminderSeen(c *fiber.Ctx) error {
	id, moment := readDue(c.Params("due"))
	return a.handled(c, a.store.See(c.UserContext(), actor(c), id, moment))
}

// reminderLater puts a reminder off for this user.
func (a *App) reminderLater(c *fiber.Ctx) error {
	id, moment := readDue(c.Params("due"))
	until, ok := a.until(formText(c, "until"), formText(c, "at"))
	if !ok {
		return fiber.ErrUnprocessableEntity
	}
	return a.handled(c, a.store.Later(c.UserContext(), actor(c), id, moment, until))
}

// closeMorning goes on from the list of the day to the page it stood on; the list was
// noted as shown when it was.
func (a *App) closeMorning(c *fiber.Ctx) error { return seeOther(c, back(c)) }

// until reads how long a reminder is put off: 10m, 1h, tomorrow at the same hour as
// the morning's reminders, or at a time that is still to come.
func (a *App) until(choice, at string) (time.Time, bool) {
	now := a.wall()
	switch choice {
	case "10m":
		return now.Add(10 * time.Minute), true
	case "1h":
		return now.Add(time.Hour), true
	case "tomorrow":
		set, err := a.store.Settings(a.ctx)
		if err != nil {
			return time.Time{}, false
		}
		return fiche.At(now.AddDate(0, 0, 1).Format(time.DateOnly), set.Morning, now.Location()), true
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", at, now.Location())
	return t, err == nil && t.After(now) && t.Before(now.AddDate(2, 0, 0))
}

// handled answers an act on a reminder: the tray as it is now, or the page the act
// was made on.
func (a *App) handled(c *fiber.Ctx, err error) error {
	if err != nil {
		return err
	}
	a.hub.wake() // what was worked out of the day is stale already
	if partial(c) {
		return a.reminders(c)
	}
	return seeOther(c, back(c))
}
