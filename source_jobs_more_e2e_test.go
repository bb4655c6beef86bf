//go:build e2e

package main

import (
	"strings"
	"time"
)

// due waits until so many reminders stand in somebody's tray.
func (p *person) due(n string) {
	p.t.Helper()
	p.within(2*time.Second, n+" in the tray", `document.querySelector("#tray").dataset.count === `+quote(n))
}

func (j *job) laterSeenDone() {
	kim, bart := j.kim, j.bart
	kim.due("1")
	j.touch(bart, "#tray-panel > summary")
	j.shot(bart, "tray")
	j.touch(bart, "#tray-panel .later > summary")
	j.touch(bart, "#tray-panel .later [value='10m']")
	bart.due("0")
	kim.due("1")
	kim.s.clock(wednesday(10, 55))
	bart.due("1")
	j.touch(kim, "#tray-panel > summary")
	j.touch(kim, "#tray-panel .reminder form[action$=seen] button")
	kim.due("0")
	bart.due("1")
	j.shot(bart, "later-came-back")
	if !js[bool](bart, "document.getElementById('tray-panel').open") {
		j.touch(bart, "#tray-panel > summary")
	}
	j.touch(bart, "#tray-panel .reminder form[action$=done] button")
	bart.due("0")
	kim.open(j.at)
	kim.sees(".past", "Plaatsbezoek magazijn")
	j.shot(kim, "done")
}

func (j *job) callBack() {
	kim := j.kim
	j.edit(kim, j.at)
	js[bool](kim, `(() => { const l = [...document.querySelectorAll('.when-line')].find(l => l.querySelector("[name$='.kind']").value === 'call-back'); l.setAttribute('data-test-call', ''); return true })()`)
	kim.set("[data-test-call] [name$='.day']", "2026-10-22")
	kim.fill("[data-test-call] [name$='.text']", "prijs per m²")
	j.save(kim)
	kim.sees(".moment", "prijs per m²")
	j.shot(kim, "call-back")
	kim.open("/")
	kim.sees("main", "prijs per m²")
	j.shot(kim, "today")
}

func (j *job) search() {
	kim := j.kim
	kim.open("/prospects")
	kim.connected()
	kim.fill("#q", "00 41")
	kim.until("the one found", "[...document.querySelectorAll('#fiches tr[data-name]')].map(e => e.dataset.name).join() === 'Claes Houtbouw'")
	kim.sees("#fiches mark", "00 41")
	j.shot(kim, "search")
	kim.fill("#q", "47 000 38")
	kim.until("however it is written", "[...document.querySelectorAll('#fiches tr[data-name]')].map(e => e.dataset.name).join() === 'De Smet Els'")
	kim.fill("#q", "niemand")
	kim.sees("#fiches-list", j.T("fiches.nothing-for", "niemand"))
	j.shot(kim, "nothing-found")
	kim.open("/search?q=claes")
	kim.sees("main", "Hout Claes nv")
	kim.sees("main", "Claes Houtbouw")
	j.shot(kim, "search-all")
}

func (j *job) sort() {
	kim := j.kim
	kim.open("/prospects?sort=name")
	kim.connected()
	if j.small { // a pile of cards has no titles: it is sorted on what comes next by itself
		kim.open("/prospects")
	} else {
		kim.press(j.T("column.next"))
	}
	kim.sees("#fiches .break", j.T("break.tomorrow"))
	state := js[string](kim, "location.pathname + location.search")
	j.shot(kim, "sorted")
	j.touch(kim, "tr[data-name='Claes Houtbouw'] .name a")
	kim.sees("h1", "Claes Houtbouw")
	j.touch(kim, ".flip .back")
	if got := kim.path("/prospects"); got != state {
		kim.fail("one comes back to %s, not %s", got, state)
	}
	kim.until("the row chosen", "document.querySelector(\"tr[data-name='Claes Houtbouw'] .tick\").checked")
	j.shot(kim, "came-back")
}

func (j *job) convert() {
	kim := j.kim
	kim.open(j.at)
	j.touch(kim, "#bar [value=conversion]")
	customer := strings.Replace(j.at, "prospects", "customers", 1)
	kim.path(customer)
	kim.sees("#flash", j.T("flash.converted", "Claes Houtbouw", "10001"))
	kim.sees("#flash", "prijs per m²")
	j.shot(kim, "converted")
	j.press(kim, "act.undo")
	kim.path(j.at)
	kim.sees("#flash", j.T("flash.undone"))
	j.shot(kim, "undone")
}

func (j *job) twoPeople() {
	kim, bart := j.kim, j.bart
	j.edit(kim, j.at)
	j.edit(bart, j.at)
	kim.fill("[name=phone]", "050 00 41 99")
	kim.fill("[name=source]", "Website")
	j.save(kim)
	bart.fill("[name=phone]", "050 00 41 88")
	bart.fill("[name=email]", "els@claes.example")
	j.press(bart, "act.save")
	bart.sees("h1", "Kim Peeters")
	bart.sees(".versions", "050 00 41 99")
	bart.sees(".versions", "050 00 41 88")
	j.shot(bart, "conflict")
	j.touch(bart, `.versions [name=phone][value="050 00 41 99"]`)
	j.save(bart)
	for _, text := range []string{"050 00 41 99", "els@claes.example", "Website"} {
		bart.sees("#fiche", text)
	}
	j.shot(bart, "merged")
}

func (j *job) remove() {
	kim := j.kim
	kim.open(j.at)
	if js[bool](kim, "document.querySelector('#bar > .bar > [value=remove]').checkVisibility()") {
		kim.click("#bar > .bar > [value=remove]")
	} else { // on a phone it stands in the menu
		j.touch(kim, "#bar details > summary")
		j.shot(kim, "menu")
		j.touch(kim, "#bar .menu [value=remove]")
	}
	kim.sees("main", j.T("removal.advice"))
	j.shot(kim, "removal")
	j.press(kim, "removal.remove")
	kim.sees("#flash", j.T("flash.removed", "Claes Houtbouw"))
	kim.seesNot("#fiches-list", "Claes Houtbouw")
	kim.open("/bin")
	kim.sees("main", "Claes Houtbouw")
	j.shot(kim, "bin")
	j.touch(kim, "#fiche-"+strings.TrimPrefix(j.at, "/prospects/")+" .name a")
	kim.path(j.at)
	j.press(kim, "act.restore")
	kim.sees("#flash", j.T("flash.restored"))
	kim.open(j.at)
	kim.sees(".moment", "prijs per m²")
}

func (j *job) restart() {
	kim := j.kim
	j.edit(kim, j.at)
	kim.connected()
	kim.fill("[name=remarks]", "getypt terwijl de server weg was")
	kim.s.stop()
	kim.until("the banner", "document.getElementById('offline').checkVisibility()")
	kim.sees("#offline", j.T("banner.offline"))
	j.shot(kim, "offline")
	kim.s.restart()
	kim.until("the banner gone", "document.getElementById('offline').hidden")
	kim.holds("[name=remarks]", "getypt terwijl de server weg was")
	j.save(kim)
	kim.sees("#fiche", "getypt terwijl de server weg was")
	j.shot(kim, "back")
}
