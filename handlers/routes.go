package handlers

import (
	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
)

// route is one address of the program, with the least role that may use it.
type route struct {
	method, path string
	role         store.Role
	handle       fiber.Handler
}

// public is the role of who has not signed in.
const public store.Role = 0

// routes are all addresses of the program but /static, /health and /live. A route
// without a role does not compile; a test walks the table.
func (a *App) routes() []route {
	const get, post = fiber.MethodGet, fiber.MethodPost
	rs := []route{
		{get, "/first-run", public, a.firstRun},
		{post, "/first-run", public, a.createFirstRun},
		{get, "/session/new", public, a.newSession},
		{post, "/session", public, a.createSession},
		{post, "/session/removal", public, a.removeSession},

		{get, "/", store.Reader, a.today},
		{get, "/reminders", store.Reader, a.reminders},
		{post, "/reminders/:due/done", store.Worker, a.reminderDone},
		{post, "/reminders/:due/seen", store.Reader, a.reminderSeen},
		{post, "/reminders/:due/later", store.Reader, a.reminderLater},
	}
	for _, k := range fiche.Kinds {
		p := "/" + k.Plural()
		rs = append(rs,
			route{post, p + "/:id/conversion", store.Worker, a.createConversion},
		)
	}
	return append(rs,
		route{post, "/operations/:id/undo", store.Worker, a.undoOperation},
	)
}
