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

// createConversion makes a prospect a customer, at once. Who comes second hears that
// it was done, and sees the customer.
func (a *App) createConversion(c *fiber.Ctx) error {
	f, op, err := a.store.Convert(c.UserContext(), actor(c), c.Params("id"))
	switch {
	case errors.Is(err, store.ErrConverted) && f.Removed():
		sayNext(c, "in-bin")
		return seeOther(c, ficheURL(fiche.RefTo(&f)))
	case errors.Is(err, store.ErrConverted) && f.Kind == fiche.Customer:
		sayNext(c, "was-converted", f.ID)
		return seeOther(c, ficheURL(fiche.RefTo(&f)))
	case errors.Is(err, store.ErrConverted):
		return store.ErrNotFound // a supplier was never a prospect
	case err != nil:
		return err
	}
	sayNext(c, "converted", f.ID, op.ID)
	return seeOther(c, ficheURL(fiche.RefTo(&f)))
}

// undoOperation takes back a conversion, a merger, or a job.
func (a *App) undoOperation(c *fiber.Ctx) error {
	if strings.HasPrefix(c.Params("id"), "j") {
		return a.undoJob(c)
	}
	f, err := a.store.Undo(c.UserContext(), actor(c), c.Params("id"))
	switch {
	case errors.Is(err, store.ErrUndone), errors.Is(err, store.ErrMoved):
		sayNext(c, "too-late")
	case errors.Is(err, store.ErrLater):
		sayNext(c, "undo-later")
	case err != nil:
		return err
	default:
		if _, err := a.store.Merger(c.UserContext(), c.Params("id")); err == nil {
			sayNext(c, "unmerged", c.Params("id"))
		} else {
			sayNext(c, "undone")
		}
	}
	return seeOther(c, ficheURL(fiche.RefTo(&f)))
}

// flashConverted says what the prospect has become, with the undo, and lists its
// open moments with their buttons.
func (a *App) flashConverted(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 2 {
		return nil, nil
	}
	card, err := a.store.Card(c.UserContext(), args[0])
	if err != nil || card.Fiche.Kind != fiche.Customer {
		return nil, nil // undone or gone in the meantime: nothing to say
	}
	return &views.Flash{
		Text:  f.T("flash.converted", card.Fiche.Name, strconv.Itoa(card.Fiche.Number)),
		Undo:  &views.Action{URL: "/operations/" + args[1] + "/undo", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"},
		Lines: openLines(f, &card),
	}, nil
}

// flashWasConverted tells the second of two who convert at once that it was done.
func (a *App) flashWasConverted(c *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 1 {
		return nil, nil
	}
	card, err := a.store.Card(c.UserContext(), args[0])
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &views.Flash{Text: f.T("flash.was-converted", card.Fiche.Name, strconv.Itoa(card.Fiche.Number), card.Fiche.ChangedBy), Problem: true}, nil
}

// openLines are the open moments of a fiche as lines of a flash, each with Gedaan.
func openLines(f *views.Frame, card *store.Card) (lines []views.FlashLine) {
	for i := range card.Moments {
		m := &card.Moments[i]
		if !m.Open() {
			continue
		}
		lines = append(lines, views.FlashLine{
			Text:    f.T("flash.open-moment", f.T("moment."+m.Kind.String()), f.When(m.Day, m.Hour), m.Text),
			Actions: []views.Action{{URL: "/reminders/" + dueID(m) + "/done", Label: f.T("act.done"), Icon: "check"}},
		})
	}
	return lines
}
