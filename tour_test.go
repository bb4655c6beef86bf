package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"

	"fichebak/handlers"
	"fichebak/store/storetest"
	"fichebak/views"
	"fichebak/views/locale"
)

// stop is a page of the program that the tour of the browser tests looks at.
type stop struct {
	name string
	// route is the page's, as handlers/routes.go has it.
	route string
	// path is what is opened. {word} stands for a fiche or moment of the tour's box, and
	// {turns} for a fiche that each look may write on; a page that only comes of an act has
	// that act under its name in tourActs.
	path string
	// who looks: the admin of the box when empty.
	who string
}

// Who looks, beside the admin.
const (
	nobody   = "nobody"   // not signed in
	reader   = "reader"   // may only look
	newcomer = "newcomer" // the admin of a box with nothing in it
	first    = "first"    // opens a box that has no users yet
)

// tour are the pages of the program, each in the states that look different. A page
// that is not here fails TestTheTourLeavesNoPageOut: give it a line.
var tour = []stop{
	{"first-run", "/first-run", "/first-run", first},
	{"first-run-wrong", "/first-run", "/first-run", first},
	{"sign-in", "/session/new", "/session/new?next=%2Fprospects", nobody},
	{"sign-in-wrong", "/session/new", "/session/new", nobody},

	{"today", "/", "/", ""},
	{"today-empty", "/", "/", newcomer},
	{"today-reader", "/", "/", reader},
	{"tray", "/", "/", ""},
	{"account-menu", "/", "/", ""},
	{"check", "/reminders/check", "/reminders/check", ""},

	{"prospects", "/prospects", "/prospects", ""},
	{"prospects-reader", "/prospects", "/prospects", reader},
	{"prospects-chosen", "/prospects", "/prospects?sort=-name", ""},
	{"prospects-menu", "/prospects", "/prospects", ""},
	{"prospects-groups", "/prospects", "/prospects", ""},
	{"prospects-found", "/prospects", "/prospects?q=hout", ""},
	{"prospects-nothing", "/prospects", "/prospects?q=zzzz", ""},
	{"prospects-late", "/prospects", "/prospects?view=late", ""},
	{"prospects-empty", "/prospects", "/prospects", newcomer},
	{"customers", "/customers", "/customers", ""},
	{"customers-empty", "/customers", "/customers", newcomer},
	{"suppliers", "/suppliers", "/suppliers", ""},
	{"suppliers-empty", "/suppliers", "/suppliers", newcomer},

	{"prospects-views", "/prospects/views", "/prospects/views?list=q%3Dhout%26view%3Dno-next", ""},
	{"customers-views", "/customers/views", "/customers/views", reader},
	{"suppliers-views", "/suppliers/views", "/suppliers/views", ""},
	{"prospects-view-edit", "/prospects/views/:view/edit", "/prospects/views/{view}/edit", ""},
	{"customers-view-edit", "/customers/views/:view/edit", "/customers/views/{customer-view}/edit", ""},
	{"suppliers-view-edit", "/suppliers/views/:view/edit", "/suppliers/views/{supplier-view}/edit", ""},
	{"prospects-window", "/prospects/window", "/prospects/window?list=q%3Dhout", ""},
	{"customers-window", "/customers/window", "/customers/window", reader},
	{"suppliers-window", "/suppliers/window", "/suppliers/window", ""},

	{"prospect-new", "/prospects/new", "/prospects/new", ""},
	{"prospect-new-wrong", "/prospects/new", "/prospects/new", ""},
	{"prospect-new-remarks", "/prospects/new", "/prospects/new", ""},
	{"customer-new", "/customers/new", "/customers/new", ""},
	{"supplier-new", "/suppliers/new", "/suppliers/new", ""},
	{"prospect", "/prospects/:id", "/prospects/{prospect}", ""},
	{"prospect-reader", "/prospects/:id", "/prospects/{prospect}", reader},
	{"prospect-removed", "/prospects/:id", "/prospects/{removed}", ""},
	{"customer", "/customers/:id", "/customers/{customer}", ""},
	{"customer-made", "/customers/:id", "/prospects/{turns}", ""},
	{"supplier", "/suppliers/:id", "/suppliers/{supplier}", ""},
	{"prospect-edit", "/prospects/:id/edit", "/prospects/{prospect}/edit", ""},
	{"prospect-conflict", "/prospects/:id/edit", "/prospects/{turns}/edit", ""},
	{"customer-edit", "/customers/:id/edit", "/customers/{customer}/edit", ""},
	{"supplier-edit", "/suppliers/:id/edit", "/suppliers/{supplier}/edit", ""},
	{"prospect-history", "/prospects/:id/history", "/prospects/{prospect}/history", ""},
	{"customer-history", "/customers/:id/history", "/customers/{customer}/history", ""},
	{"supplier-history", "/suppliers/:id/history", "/suppliers/{supplier}/history", ""},
	{"prospect-removal", "/prospects/removal", "/prospects/removal?fiche={prospect}&fiche={turns}", ""},
	{"customer-removal", "/customers/removal", "/customers/removal?fiche={customer}", ""},
	{"supplier-removal", "/suppliers/removal", "/suppliers/removal?fiche={supplier}", ""},
	{"prospect-moment-new", "/prospects/:id/moments/new", "/prospects/{prospect}/moments/new", ""},
	{"customer-moment-new", "/customers/:id/moments/new", "/customers/{customer}/moments/new", ""},
	{"supplier-moment-new", "/suppliers/:id/moments/new", "/suppliers/{supplier}/moments/new", ""},
	{"prospect-moment", "/prospects/:id/moments/:moment", "/prospects/{prospect}/moments/{appointment}", ""},
	{"customer-moment", "/customers/:id/moments/:moment", "/customers/{customer}/moments/{call}", ""},
	{"supplier-moment", "/suppliers/:id/moments/:moment", "/suppliers/{supplier}/moments/{visit}", ""},
	{"prospects-report", "/prospects/report", "/prospects/report?fiche={prospect}", ""},
	{"customers-report", "/customers/report", "/customers/report", reader},
	{"suppliers-report", "/suppliers/report", "/suppliers/report", newcomer},
	{"prospects-labels", "/prospects/labels", "/prospects/labels?start=3", ""},
	{"customers-labels", "/customers/labels", "/customers/labels?form=2x7", reader},
	{"suppliers-labels", "/suppliers/labels", "/suppliers/labels?start=99", newcomer},
	{"prospects-sheet", "/prospects/report/sheet", "/prospects/report/sheet", ""},
	{"customers-sheet", "/customers/report/sheet", "/customers/report/sheet", reader},
	{"suppliers-sheet", "/suppliers/report/sheet", "/suppliers/report/sheet", newcomer},

	{"results", "/results", "/results", ""},
	{"results-sorted", "/results", "/results?period=all&sort=share", reader},
	{"results-empty", "/results", "/results", newcomer},
	{"days", "/days", "/days", ""},
	{"days-reader", "/days", "/days?day=2026-10-22", reader},
	{"days-wrong", "/days", "/days?day=2026-02-30", ""},
	{"prospect-log", "/prospects/:id/activities/new", "/prospects/{prospect}/activities/new", ""},
	{"customer-log", "/customers/:id/activities/new", "/customers/{customer}/activities/new", ""},
	{"supplier-log", "/suppliers/:id/activities/new", "/suppliers/{supplier}/activities/new", ""},
	{"prospect-log-sheet", "/prospects", "/prospects?q=claes", ""},
	{"prospect-activity", "/prospects/:id/activities/:activity", "/prospects/{prospect}/activities/{activity}", ""},
	{"customer-activity", "/customers/:id/activities/:activity", "/customers/{customer}/activities/{customer-activity}", ""},
	{"supplier-activity", "/suppliers/:id/activities/:activity", "/suppliers/{supplier}/activities/{supplier-activity}", ""},
	{"prospect-crm-new", "/prospects/:id/crm/new", "/prospects/{prospect}/crm/new", ""},
	{"prospect-crm-wrong", "/prospects/:id/crm/new", "/prospects/{prospect}/crm/new", ""},
	{"customer-crm-new", "/customers/:id/crm/new", "/customers/{customer}/crm/new", ""},
	{"supplier-crm-new", "/suppliers/:id/crm/new", "/suppliers/{supplier}/crm/new", ""},
	{"crm", "/crm", "/crm", ""},
	{"crm-reader", "/crm", "/crm", reader},
	{"crm-nothing", "/crm", "/crm?q=zzzz", ""},
	{"crm-board", "/crm/board", "/crm/board", ""},
	{"crm-choose", "/crm/new", "/crm/new?q=claes", ""},
	{"crm-views", "/crm/views", "/crm/views?list=stage%3Dquote", ""},
	{"crm-view-edit", "/crm/views/:view/edit", "/crm/views/{crm-view}/edit", ""},
	{"crm-window", "/crm/window", "/crm/window?list=view%3Dmine", ""},
	{"crm-report", "/crm/report", "/crm/report?fiche={crm}", reader},
	{"crm-sheet", "/crm/report/sheet", "/crm/report/sheet", ""},
	{"crm-owner", "/crm/owner", "/crm/owner?fiche={crm}", ""},
	{"crm-removal", "/crm/removal", "/crm/removal?fiche={crm}", ""},
	{"crm-fiche", "/crm/:id", "/crm/{crm}?list=sort%3Dnext", ""},
	{"crm-fiche-reader", "/crm/:id", "/crm/{crm}", reader},
	{"crm-edit", "/crm/:id/edit", "/crm/{crm}/edit", ""},
	{"crm-log", "/crm/:id/activities/new", "/crm/{crm}/activities/new", ""},
	{"crm-ending", "/crm/:id/ending", "/crm/{crm}/ending", ""},

	{"search", "/search", "/search", ""},
	{"search-found", "/search", "/search?q=peeters", ""},
	{"search-nothing", "/search", "/search?q=zzzz", ""},
	{"commands", "/commands", "/commands?fiche={prospect}", ""},
	{"commands-found", "/commands", "/commands?q=hout", ""},
	{"commands-reader", "/commands", "/commands?fiche={prospect}&q=a", reader},
	{"command-box", "/prospects", "/prospects", ""},
	{"bin", "/bin", "/bin", ""},
	{"bin-removal", "/bin/removal", "/bin/removal?fiche={removed}", ""},
	{"bin-empty", "/bin", "/bin", newcomer},
	{"doubles", "/doubles", "/doubles", ""},
	{"doubles-empty", "/doubles", "/doubles", newcomer},
	{"merge", "/doubles/:id", "/doubles/{prospect}-{turns}", ""},
	{"groups", "/groups", "/groups", ""},
	{"groups-wrong", "/groups", "/groups", ""},
	{"group-edit", "/groups/:id/edit", "/groups/{group}/edit", ""},
	{"group-merger", "/groups/:id/merger", "/groups/{group}/merger?into={other-group}", ""},
	{"group-removal", "/groups/:id/removal", "/groups/{group}/removal", ""},
	{"sources", "/sources", "/sources", ""},
	{"source-removal", "/sources/removal", "/sources/removal?name=Website", ""},
	{"account", "/account", "/account", ""},
	{"fields", "/fields", "/fields", ""},
	{"fields-none", "/fields", "/fields", newcomer},
	{"field-edit", "/fields/:id/edit", "/fields/{field}/edit", ""},
	{"field-removal", "/fields/:id/removal", "/fields/{field}/removal", ""},
	{"stages", "/stages", "/stages", ""},
	{"stages-wrong", "/stages", "/stages", ""},
	{"stage-edit", "/stages/:id/edit", "/stages/quote/edit", ""},
	{"stage-removal", "/stages/:id/removal", "/stages/quote/removal", ""},
	{"settings", "/settings", "/settings", ""},
	{"settings-series", "/settings/series", "/settings/series", ""},
	{"users", "/users", "/users", ""},
	{"user-edit", "/users/:id/edit", "/users/{user}/edit", ""},
	{"user-password", "/users/:id/password", "/users/{user}/password", ""},
	{"user-access", "/users/:id/access", "/users/{user}/access", ""},
	{"prospect-bulk", "/prospects/bulk", "/prospects/bulk?all=yes&do=group", ""},
	{"prospect-bulk-wrong", "/prospects/bulk", "/prospects/bulk?all=yes", ""},
	{"customer-bulk", "/customers/bulk", "/customers/bulk?fiche={customer}&do=bin", ""},
	{"supplier-bulk", "/suppliers/bulk", "/suppliers/bulk?all=yes&do=source", ""},
	{"operations", "/operations", "/operations", ""},
	{"operations-empty", "/operations", "/operations", newcomer},
	{"operation", "/operations/:id", "/operations/{job}", ""},
	{"history", "/history", "/history", ""},
	{"imports", "/imports/new", "/imports/new", ""},
	{"imports-empty", "/imports/new", "/imports/new", newcomer},
	{"imports-wrong", "/imports/new", "/imports/new", ""},
	{"import", "/imports/:id", "/imports/{import}", ""},
	{"import-done", "/imports/:id", "/imports/{imported}", ""},
	{"rehearsal", "/imports/:id/rehearsal", "/imports/{import}/rehearsal", ""},
	{"exports", "/exports/new", "/exports/new?kind=prospect&list=sort%3Dname", ""},
	{"exports-empty", "/exports/new", "/exports/new", newcomer},
	{"keys", "/help/keys", "/help/keys", ""},
	{"help", "/help/:topic", "/help/lists", ""},
	{"help-foreign", "/help/:topic", "/help/form?lang=de", ""},
	{"not-found", "", "/prospects/onbekend", ""},
	{"not-allowed", "", "/prospects/new", reader},
}

// isFile reports whether an address answers a file to keep.
func isFile(path string) bool {
	return strings.HasSuffix(path, ".pdf") || strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".xlsx") || path == "/exports/:file"
}

// TestEveryScreenHasItsHelp: a page of the tour has a topic of the help, whose texts are
// there in every language. A page that fails here wants a line in views/help.go.
func TestEveryScreenHasItsHelp(t *testing.T) {
	for _, s := range tour {
		path, _, _ := strings.Cut(s.path, "?")
		topic := views.HelpTopic(path)
		if topic == "" {
			t.Errorf("there is no help about %s, %s", s.name, path)
			continue
		}
		for _, l := range locale.Languages {
			if _, err := os.Stat("views/help/_" + topic + "." + l.Code + ".html"); err != nil {
				t.Errorf("%s: %v", s.name, err)
			}
		}
	}
}

// piecesOfPages are addresses that answer a part of a page, or send on to one.
var piecesOfPages = []string{"/help", "/reminders", "/places", "/prospects/field", "/customers/field", "/suppliers/field", "/prospects/alike", "/customers/alike", "/suppliers/alike", "/live", "/health", "/static/*"}

// TestTheTourLeavesNoPageOut compares the tour with the program's own routes.
func TestTheTourLeavesNoPageOut(t *testing.T) {
	a, app, err := handlers.New(context.Background(), handlers.Options{Store: storetest.Open(t).Store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: storetest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var routes []string
	for _, r := range app.GetRoutes(true) {
		if r.Method == "GET" && !slices.Contains(piecesOfPages, r.Path) && !isFile(r.Path) {
			routes = append(routes, r.Path)
		}
	}
	if len(routes) < 30 {
		t.Fatalf("only %d pages in the routes", len(routes))
	}
	for _, r := range routes {
		if !slices.ContainsFunc(tour, func(s stop) bool { return s.route == r }) {
			t.Errorf("no stop of the tour is at %s", r)
		}
	}
	names := map[string]bool{}
	for _, s := range tour {
		if names[s.name] {
			t.Errorf("two stops are called %s", s.name)
		}
		names[s.name] = true
		if s.route != "" && !slices.Contains(routes, s.route) {
			t.Errorf("%s stops at %s, which is no page of the program", s.name, s.route)
		}
		if !strings.HasPrefix(s.path, "/") {
			t.Errorf("%s opens nothing", s.name)
		}
	}
}
