//go:build e2e

package main

import "testing"

// asksNotes has the browser ask before it shows notifications, and its user say yes.
const asksNotes = `window.Notification = class { static permission = sessionStorage.getItem('may') ?? 'default'; static async requestPermission() { sessionStorage.setItem('may', 'granted'); return Notification.permission = 'granted'; } };`

func TestWhetherOneIsRemindedIsSaidAndTried(t *testing.T) {
	t.Parallel()
	s := startServer(t, wednesday(10, 42))
	kim := newPerson(t, s, "Kim Peeters")
	kim.atEveryPage(asksNotes)
	kim.firstRun("Lievens Ramen en Gevels", "examples")
	kim.open("/reminders/check")
	kim.sees("#check-answer", "Ja, zolang een tab van Fichebak openstaat")
	kim.sees("#check-answer", "Laat hieronder meldingen toe")
	kim.shot("check-ask")
	kim.press("Meldingen toelaten")
	kim.sees("#check-answer", "Ja, op dit scherm")
	kim.seesNot("#check-note", "Meldingen toelaten")
	kim.sees("#check-stream", "Open sinds")
	kim.sees("#check-address", "meldingen mogen")
	kim.shot("check")
	kim.click("#trial-form button")
	kim.sees("#trial", "Aangekomen na")
	kim.until("the trial in the tray", `document.querySelector("#tray-panel .reminder")?.textContent.includes("Proefherinnering")`)
	kim.shot("check-trial")
	kim.click(".arrival .reminder form[action$=seen] button")
	kim.until("the trial gone", `!document.querySelector("#tray").textContent.includes("Proefherinnering")`)
	kim.phone()
	kim.open("/reminders/check")
	kim.sees("#check-stream", "Open sinds")
	kim.shot("check-390")
	s.stop()
	kim.sees("#check-answer", "Nee: de verbinding met de server is weg")
	kim.shot("check-lost-390")
	s.restart()
	kim.sees("#check-answer", "Ja")
}

func TestAnAddressWithoutTLSIsSaidToHaveNoNotifications(t *testing.T) {
	t.Parallel()
	s := startServer(t, wednesday(10, 42))
	kim := newPerson(t, s, "Kim Peeters")
	lan := *s
	lan.url = "http://kassa.lan:" + s.url[len("http://127.0.0.1:"):]
	kim.s = &lan
	kim.firstRun("Lievens Ramen en Gevels", "empty")
	kim.open("/reminders/check")
	kim.sees("#check-answer", "gewone HTTP op het netwerk")
	kim.sees("#check-address", "kassa.lan")
	kim.sees("#check-insecure", "http://localhost:")
	kim.shot("check-http")
}
