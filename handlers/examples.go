package handlers

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// offerExamples gives the home page of who may the button that fills an empty box
// with invented fiches, or the one that takes them away again.
func (a *App) offerExamples(c *fiber.Ctx, v *views.Today) {
	switch u := current(c); {
	case u.Role < store.Admin:
	case v.Empty:
		v.Examples = &views.Action{URL: "/examples", Label: v.T("today.add-examples")}
	case a.store.HasExamples():
		v.Removal = &views.Action{URL: "/examples/removal", Label: v.T("today.remove-examples"), Icon: "bin"}
	}
}

// createExamples fills an empty box with invented fiches.
func (a *App) createExamples(c *fiber.Ctx) error {
	if a.store.Len() == 0 {
		err := a.store.AddExamples(c.UserContext(), actor(c), current(c).Language)
		if err != nil && !errors.Is(err, store.ErrNotEmpty) {
			return err
		}
	}
	return seeOther(c, "/")
}

// removeExamples takes the invented fiches away, but those somebody typed in.
func (a *App) removeExamples(c *fiber.Ctx) error {
	did, err := a.store.RemoveExamples(c.UserContext(), actor(c))
	if err != nil {
		return err
	}
	sayNext(c, "examples-gone", strconv.Itoa(did.Removed), strconv.Itoa(did.Kept))
	return seeOther(c, "/")
}

// flashExamplesGone says how many examples went, and how many stayed.
func flashExamplesGone(_ *App, _ *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
	if len(args) != 2 {
		return nil, nil
	}
	removed, err := strconv.Atoi(args[0])
	kept, err2 := strconv.Atoi(args[1])
	if err != nil || err2 != nil {
		return nil, nil // a cookie somebody wrote by hand
	}
	text := f.N("flash.examples-gone", removed)
	if kept > 0 {
		text += " " + f.N("flash.examples-kept", kept)
	}
	return &views.Flash{Text: text}, nil
}
