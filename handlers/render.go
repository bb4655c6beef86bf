package handlers

import (
	"github.com/gofiber/fiber/v2"

	"fichebak/views"
)

// This file alone knows the headers of htmx (version 4).

// partial reports whether the answer is to be the part of a page that changes, for
// a targeted swap. Other headers tell it wrong: see the pitfalls of htmx 4.
func partial(c *fiber.Ctx) bool { return c.Get("HX-Request-Type") == "partial" }

// target names the element that a targeted swap is for, as tag#id. Where an address
// answers more than one part of pages it says which.
func target(c *fiber.Ctx) string { return c.Get("HX-Target") }

// page answers a view: whole, or its part for a targeted swap.
func (a *App) page(c *fiber.Ctx, v views.View) error { return a.render(c, fiber.StatusOK, v) }

// part answers what is only ever a part of a page, whoever asks.
func (a *App) part(c *fiber.Ctx, v views.View) error {
	return a.html(c, fiber.StatusOK, v, false)
}

// invalid answers a form that was not saved, with what was typed and what is wrong.
func (a *App) invalid(c *fiber.Ctx, v views.View) error {
	return a.render(c, fiber.StatusUnprocessableEntity, v)
}

// conflict answers that somebody else saved before.
func (a *App) conflict(c *fiber.Ctx, v views.View) error {
	return a.render(c, fiber.StatusConflict, v)
}

func (a *App) render(c *fiber.Ctx, status int, v views.View) error {
	c.Vary("HX-Request-Type")
	return a.html(c, status, v, !partial(c))
}

// html writes a view into the answer itself, whose memory serves again.
func (a *App) html(c *fiber.Ctx, status int, v views.View, whole bool) error {
	c.Response().ResetBody()
	if err := a.engine.RenderView(c.Response().BodyWriter(), v, whole); err != nil {
		c.Response().ResetBody()
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Type("html", "utf-8")
	c.Status(status)
	return nil
}

// seeOther sends the browser on after a write: 303, or what htmx takes for it, since
// fetch would follow a 303 in silence and swap a page into the target.
func seeOther(c *fiber.Ctx, url string) error {
	if partial(c) {
		c.Set("HX-Redirect", url)
		return c.SendStatus(fiber.StatusNoContent)
	}
	return c.Redirect(url, fiber.StatusSeeOther)
}

// signInFirst sends who is not signed in to the sign-in page; htmx gets a 401 with
// the address, so that nothing is swapped.
func signInFirst(c *fiber.Ctx, url string) error {
	if partial(c) {
		c.Set("HX-Redirect", url)
		return c.SendStatus(fiber.StatusUnauthorized)
	}
	return c.Redirect(url, fiber.StatusSeeOther)
}

// problem answers an error page; as a fragment it goes to the flash, so that an
// error never takes the place of a row.
func (a *App) problem(c *fiber.Ctx, status int, v views.View) error {
	if partial(c) {
		c.Set("HX-Retarget", "#flash")
		c.Set("HX-Reswap", "innerHTML")
	}
	return a.render(c, status, v)
}

// pushURL has the browser show another address for the same page.
func pushURL(c *fiber.Ctx, url string) {
	if partial(c) {
		c.Set("HX-Push-Url", url)
	}
}
