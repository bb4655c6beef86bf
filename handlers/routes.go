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
		{post, "/examples", store.Admin, a.createExamples},
		{post, "/examples/removal", store.Admin, a.removeExamples},
		{get, "/reminders", store.Reader, a.reminders},
		{get, "/reminders/check", store.Reader, a.checkReminders},
		{post, "/reminders/test", store.Reader, a.tryReminder},
		{post, "/reminders/morning", store.Reader, a.closeMorning},
		{post, "/reminders/:due/done", store.Worker, a.reminderDone},
		{post, "/reminders/:due/seen", store.Reader, a.reminderSeen},
		{post, "/reminders/:due/later", store.Reader, a.reminderLater},
		{post, "/reminders/:due/time", store.Worker, a.reminderTime},
	}
	for _, k := range fiche.Kinds {
		p := "/" + k.Plural()
		rs = append(rs,
			route{get, p, store.Reader, a.listFiches},
			route{post, p, store.Worker, a.createFiche},
			route{get, p + "/new", store.Worker, a.newFiche},
			route{get, p + "/field", store.Worker, a.checkField},
			route{get, p + "/alike", store.Worker, a.alikeFiches},
			route{post, p + "/selection", store.Reader, a.selectFiches},
			route{get, p + "/report", store.Reader, a.report},
			route{get, p + "/report/sheet", store.Reader, a.reportSheet},
			route{get, p + "/report/list.pdf", store.Reader, a.reportPDF},
			route{get, p + "/report/list.csv", store.Reader, a.reportCSV},
			route{get, p + "/report/list.xlsx", store.Reader, a.reportXLSX},
			route{get, p + "/labels", store.Reader, a.labels},
			route{get, p + "/labels/sheet.pdf", store.Reader, a.labelsPDF},
			route{get, p + "/removal", store.Worker, a.askRemoval},
			route{post, p + "/removal", store.Worker, a.removeFiches},
			route{post, p + "/restoration", store.Worker, a.restoreFiches},
			route{get, p + "/views", store.Reader, a.listViews},
			route{post, p + "/views", store.Reader, a.createView},
			route{get, p + "/views/:view/edit", store.Reader, a.renameView},
			route{post, p + "/views/:view", store.Reader, a.updateView},
			route{post, p + "/views/:view/removal", store.Reader, a.removeView},
			route{post, p + "/views/:view/restoration", store.Reader, a.restoreView},
			route{get, p + "/window", store.Reader, a.editWindow},
			route{post, p + "/window", store.Reader, a.updateWindow},
			route{post, p + "/window/restoration", store.Reader, a.restoreWindow},
			route{get, p + "/bulk", store.Worker, a.askBulk},
			route{post, p + "/bulk", store.Worker, a.createBulk},
			route{get, p + "/:id", store.Reader, a.showFiche},
			route{post, p + "/:id", store.Worker, a.updateFiche},
			route{get, p + "/:id/edit", store.Worker, a.editFiche},
			route{get, p + "/:id/history", store.Reader, a.ficheHistory},
			route{get, p + "/:id/sheet.pdf", store.Reader, a.fichePDF},
			route{post, p + "/:id/conversion", store.Worker, a.createConversion},
			route{post, p + "/:id/restoration", store.Worker, a.restoreFiche},
			route{get, p + "/:id/moments/new", store.Worker, a.newMoment},
			route{post, p + "/:id/moments", store.Worker, a.createMoment},
			route{get, p + "/:id/moments/:moment", store.Worker, a.editMoment},
			route{post, p + "/:id/moments/:moment", store.Worker, a.updateMoment},
			route{post, p + "/:id/moments/:moment/removal", store.Worker, a.removeMoment},
		)
	}
	return append(rs,
		route{get, "/search", store.Reader, a.searchAll},
		route{get, "/results", store.Reader, a.results},
		route{get, "/results/list.csv", store.Reader, a.resultsCSV},
		route{get, "/commands", store.Reader, a.commands},
		route{get, "/days", store.Reader, a.dayOnPaper},
		route{get, "/days/list.pdf", store.Reader, a.daysPDF},
		route{get, "/bin", store.Worker, a.bin},
		route{post, "/bin/selection", store.Worker, a.selectBin},
		route{get, "/bin/removal", store.Admin, a.askErasure},
		route{post, "/bin/removal", store.Admin, a.eraseFiches},
		route{get, "/history", store.Reader, a.history},
		route{get, "/doubles", store.Worker, a.doubles},
		route{post, "/doubles/search", store.Worker, a.lookForDoubles},
		route{get, "/doubles/:id", store.Worker, a.showMerge},
		route{post, "/doubles/:id", store.Worker, a.createMerge},
		route{post, "/doubles/:id/verdict", store.Worker, a.judgeDouble},
		route{get, "/imports/new", store.Admin, a.newImport},
		route{post, "/imports", store.Admin, a.createImport},
		route{get, "/imports/:id", store.Admin, a.showImport},
		route{post, "/imports/:id", store.Admin, a.planImport},
		route{post, "/imports/:id/shape", store.Admin, a.reshapeImport},
		route{post, "/imports/:id/rule", store.Admin, a.ruleImport},
		route{get, "/imports/:id/rehearsal", store.Admin, a.rehearse},
		route{get, "/imports/:id/faults.csv", store.Admin, a.importFaults},
		route{post, "/imports/:id/commitment", store.Admin, a.beginImport},
		route{post, "/imports/:id/undo", store.Admin, a.undoImport},
		route{post, "/imports/:id/removal", store.Admin, a.removeImport},
		route{get, "/exports/new", store.Worker, a.transfers},
		route{get, "/exports/:file", store.Worker, a.export},
		route{get, "/account", store.Reader, a.account},
		route{post, "/account", store.Reader, a.updateAccount},
		route{post, "/account/password", store.Reader, a.updatePassword},
		route{post, "/account/sessions/removal", store.Reader, a.endSessions},
		route{get, "/groups", store.Worker, a.listGroups},
		route{post, "/groups", store.Worker, a.createGroup},
		route{get, "/groups/:id/edit", store.Worker, a.editGroup},
		route{post, "/groups/:id", store.Worker, a.updateGroup},
		route{get, "/groups/:id/merger", store.Worker, a.askGroupMerger},
		route{post, "/groups/:id/merger", store.Worker, a.mergeGroup},
		route{get, "/groups/:id/removal", store.Worker, a.askGroupRemoval},
		route{post, "/groups/:id/removal", store.Worker, a.removeGroup},
		route{post, "/groups/:id/restoration", store.Worker, a.restoreGroup},
		route{get, "/sources", store.Worker, a.listSources},
		route{post, "/sources", store.Worker, a.createSource},
		route{post, "/sources/state", store.Worker, a.turnSource},
		route{get, "/sources/removal", store.Worker, a.askSourceRemoval},
		route{post, "/sources/removal", store.Worker, a.removeSource},
		route{get, "/fields", store.Admin, a.listFields},
		route{post, "/fields", store.Admin, a.createField},
		route{get, "/fields/:id/edit", store.Admin, a.editField},
		route{post, "/fields/:id", store.Admin, a.updateField},
		route{post, "/fields/:id/place", store.Admin, a.moveField},
		route{get, "/fields/:id/removal", store.Admin, a.askFieldRemoval},
		route{post, "/fields/:id/removal", store.Admin, a.removeField},
		route{post, "/fields/:id/restoration", store.Admin, a.restoreField},
		route{get, "/settings", store.Admin, a.settings},
		route{post, "/settings", store.Admin, a.updateSettings},
		route{get, "/settings/series", store.Admin, a.checkSeries},
		route{get, "/users", store.Admin, a.listUsers},
		route{post, "/users", store.Admin, a.createUser},
		route{get, "/users/:id/edit", store.Admin, a.editUser},
		route{post, "/users/:id", store.Admin, a.updateUser},
		route{get, "/users/:id/password", store.Admin, a.askPassword},
		route{post, "/users/:id/password", store.Admin, a.changePassword},
		route{get, "/users/:id/access", store.Admin, a.askAccess},
		route{post, "/users/:id/access", store.Admin, a.changeAccess},
		route{get, "/help", store.Reader, a.help},
		route{get, "/help/keys", store.Reader, a.helpKeys},
		route{get, "/help/:topic", store.Reader, a.helpTopic},
		route{get, "/places", store.Worker, a.places},
		route{get, "/operations", store.Worker, a.listOperations},
		route{get, "/operations/:id", store.Worker, a.showOperation},
		route{post, "/operations/:id/undo", store.Worker, a.undoOperation},
		route{post, "/operations/:id/stop", store.Worker, a.stopOperation},
		route{post, "/operations/:id/resumption", store.Worker, a.resumeOperation},
	)
}
