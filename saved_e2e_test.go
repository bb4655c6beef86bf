//go:build e2e

package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"fichebak/store/storetest"
)

func viewFiches(t *testing.T, b *storetest.Box) {
	t.Helper()
	b.Prospect(t, "name", "Hout Claes", "groups", "Hout")
	b.Prospect(t, "name", "Bakkerij Peeters", "groups", "beurs Brussel")
	b.Prospect(t, "name", "Houten Lepel", "groups", "Hout, beurs Brussel")
}

// Kim keeps a list by keyboard, with its columns; it stands in the funnel with its
// count, and goes and comes back.
func TestAListIsKeptUnderANameByKeyboard(t *testing.T) {
	t.Parallel()
	kim := atWork(t, func(b *storetest.Box) { viewFiches(t, b) })
	kim.open("/prospects?q=hout&sort=-name")
	kim.key("w")
	kim.sees("dialog#save-view", "Weergave bewaren")
	kim.sees("dialog .facts", "Benaming, aflopend")
	kim.until("the cursor in the name", `document.activeElement.id === "view-name" && document.activeElement.value === "Hout"`)
	kim.shot("save-view")
	kim.key("\x1b")
	kim.until("the dialog is shut", `!document.querySelector("dialog")`)
	kim.key("w")
	kim.until("the cursor in the name", `document.activeElement.id === "view-name"`)
	kim.fill("#view-name", "Alles van hout")
	kim.key("\r")
	kim.sees("#flash", "De weergave ‘Alles van hout’ staat in de trechter.")
	kim.sees(".funnel .is-saved[aria-current]", "Alles van hout 2")
	kim.until("more views than fit, all in sight", `(() => {
		const views = document.querySelector(".funnel > .views");
		for (let i = 0; i < 6; i++) views.append(views.querySelector(".is-saved").cloneNode(true));
		return [...views.children].every((e) => e.getBoundingClientRect().right <= views.getBoundingClientRect().right + 1) && views.scrollWidth <= views.clientWidth;
	})()`)
	kim.shot("saved-view")
	// its columns stay, whatever the window has
	kim.open("/prospects/window")
	kim.click("[name=show][value=town]")
	kim.key("s", chromedp.ModifierCtrl)
	kim.sees("#flash", "bewaard")
	kim.seesNot("#fiches thead", "Plaats")
	kim.click(".funnel .is-saved")
	kim.until("two rows, last name first", `[...document.querySelectorAll('#fiches tr[data-name]')].map(e => e.dataset.name).join() === "Houten Lepel,Hout Claes"`)
	kim.sees("#fiches thead", "Plaats")
	// searching on keeps its columns and its name
	kim.fill("#q", "lepel")
	kim.until("one row", `document.querySelectorAll('#fiches tr[data-name]').length === 1 && location.search.includes("saved=v")`)
	kim.open("/prospects/views")
	kim.click(`[aria-label="Hernoemen: Alles van hout"]`)
	kim.fill("#rename-name", "Hout")
	kim.click("#rename button")
	kim.sees(".manage", "Hout")
	kim.shot("views")
	kim.click(`[aria-label="Verwijderen: Hout"]`)
	kim.sees("#flash", "De weergave ‘Hout’ is verwijderd.")
	kim.path("/prospects/views")
	kim.key("z", chromedp.ModifierCtrl)
	kim.sees(".manage", "Hout")
	kim.phone()
	kim.open("/prospects?view=no-next")
	kim.until("nothing sideways", `document.documentElement.scrollWidth <= innerWidth`)
	kim.until("views on one line", `document.querySelector(".funnel > .views").offsetHeight < 60`)
	kim.shot("funnel-phone")
	kim.open("/prospects/views")
	kim.until("nothing sideways", `document.documentElement.scrollWidth <= innerWidth`)
	kim.shot("views-phone")
}

func TestAViewIsKeptAndItsGroupGoesWithScriptsOff(t *testing.T) {
	t.Parallel()
	kim, _ := plain(t, func(b *storetest.Box) { viewFiches(t, b) })
	kim.open("/prospects")
	group := js[string](kim, `[...document.querySelectorAll(".funnel .menu a")].find(e => e.textContent.startsWith("Hout")).getAttribute("href")`)
	kim.open(group)
	kim.send(".save-view")
	kim.sees(".facts", "Hout")
	kim.click("#view-for [value=all]")
	kim.send("#view-form button.is-main")
	kim.sees(".funnel .is-saved[aria-current]", "Hout 2")
	kim.open("/groups")
	kim.send(`[aria-label="Verwijderen: Hout"]`)
	kim.send("#ask button")
	kim.open("/prospects")
	kim.until("it says that its group is gone", `document.querySelector(".funnel .is-saved").title === "De groep van deze weergave bestaat niet meer."`)
	kim.open("/prospects/views")
	kim.sees(".manage", "De groep van deze weergave bestaat niet meer.")
	kim.send(`[aria-label="Verwijderen: Hout"]`)
	kim.sees("main", "Nog geen.")
}
