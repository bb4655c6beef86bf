package handlers

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/views"
	"fichebak/views/locale"
)

// helpKeys answers the page of all shortcuts, with the way to the help about the page
// one came from.
func (a *App) helpKeys(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("menu.keys")
	return a.page(c, views.Keys{Frame: f, About: views.HelpTopic(pathOf(helpFrom(c)))})
}

// help sends on to the help about the page one came from.
func (a *App) help(c *fiber.Ctx) error {
	topic := views.HelpTopic(pathOf(helpFrom(c)))
	if topic == "" {
		topic = "today"
	}
	return seeOther(c, "/help/"+topic)
}

// helpTopic answers the help about a screen, in another language when asked.
func (a *App) helpTopic(c *fiber.Ctx) error {
	topic, lang := c.Params("topic"), queryOf(c).Get("lang")
	if !views.KnownTopic(topic) {
		return fiber.ErrNotFound
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	v := views.Help{Frame: f, Topic: topic, Words: f}
	if locale.Known(lang) && lang != f.Lang {
		v.Words = views.NewFrame(lang, f.Now)
	}
	if from := helpFrom(c); !strings.HasPrefix(from, "/help") {
		v.Back = from
	}
	f.Title = f.T("help.of", v.Head())
	return a.page(c, v)
}

// helpFrom is the page of ours whose link was followed; empty when none is known.
func helpFrom(c *fiber.Ctx) string {
	if c.Get(fiber.HeaderReferer) == "" {
		return ""
	}
	return back(c)
}

// pathOf is an address of ours without what is asked of it.
func pathOf(s string) string {
	path, _, _ := strings.Cut(s, "?")
	return path
}
