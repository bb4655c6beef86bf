package handlers

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// part sends a form as htmx does from an element, and answers the parts of the page.
func (v *visitor) part(path, target string, form url.Values, status int) string {
	v.t.Helper()
	r, body := v.send(http.MethodPost, path, form, "HX-Request-Type", "partial", "HX-Target", target)
	if r.StatusCode != status {
		v.t.Fatalf("htmx POST %s for %s answers %s, want %d", path, target, r.Status, status)
	}
	return body
}

// says checks that a text has all these, and not what begins with "!".
func says(t *testing.T, what, text string, all ...string) {
	t.Helper()
	for _, s := range all {
		if want, not := strings.CutPrefix(s, "!"); strings.Contains(text, want) == not {
			t.Errorf("%s: %q is there: %t\n%s", what, want, not, text)
		}
	}
}

func TestEveryActOnAMomentIsSaidAndCanBeTakenBack(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	l.Clock.Add(time.Second)
	kim.get("/", 200) // the list of the day has been
	f := l.Prospect(t, "name", "Claes Houtbouw")
	m := l.Moment(t, f, fiche.CallBack, "2026-10-21", "10:50", "prijs")
	due := "/reminders/" + dueID(&m)
	tray := func() bool { return strings.Contains(kim.get("/help/keys", 200), `data-key="`+m.ID) }
	if !tray() {
		t.Fatal("the reminder is not in the tray")
	}
	for _, c := range []struct {
		act  string
		form url.Values
		want string
	}{
		{"done", nil, "Claes Houtbouw, terug bellen 10:50: gedaan."},
		{"seen", nil, "Claes Houtbouw, terug bellen 10:50: gezien. Het blijft openstaan."},
		{"later", url.Values{"until": {"1h"}}, "Claes Houtbouw, terug bellen 10:50: uitgesteld tot 11:42."},
		{"later", url.Values{"until": {"tomorrow"}}, "uitgesteld tot do 22 okt 09:00."},
		{"later", url.Values{"until": {"at"}, "at": {"2026-10-21T16:00"}}, "uitgesteld tot 16:00."},
	} {
		kim.at = "/help/keys"
		if to := kim.post(due+"/"+c.act, c.form, 303); to != "/help/keys" {
			t.Errorf("%s leads to %s", c.act, to)
		}
		page := kim.get("/help/keys", 200)
		says(t, c.act, page, c.want, `action="`+due+"/"+c.act+`"`, `name="undo"`, `!data-key="`+m.ID)
		kim.post(due+"/"+c.act, url.Values{"undo": {"yes"}}, 303)
		page = kim.get("/help/keys", 200)
		says(t, c.act+" taken back", page, "Ongedaan gemaakt.", `data-key="`+m.ID)
	}
}

func TestATimeToPutOffToIsToComeAndExists(t *testing.T) {
	l := serveLive(t)
	l.Clock.Set(time.Date(2027, 3, 27, 12, 0, 0, 0, storetest.Brussels))
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	m := l.Moment(t, f, fiche.CallBack, "2027-03-27", "12:00", "prijs")
	kim.get("/", 200)
	due := "/reminders/" + dueID(&m) + "/later"
	for at, want := range map[string]string{
		"2027-03-27T11:00": "Kies een dag en uur die nog moeten komen.",
		"2027-03-27":       "Kies een dag en uur die nog moeten komen.",
		"":                 "Kies een dag en uur die nog moeten komen.",
		"2099-01-01T09:00": "Kies een dag en uur die nog moeten komen.",
		"2027-03-28T02:30": "02:30 bestaat die nacht niet: de klok springt vooruit. Bedoelde u 03:30?",
	} {
		part := kim.part(due, "aside#tray", url.Values{"until": {"at"}, "at": {at}}, 200)
		says(t, at, part, want, `data-key="`+m.ID, `hx-target="#flash"`, `<span class="no">30000</span>`)
		kim.post(due, url.Values{"until": {"at"}, "at": {at}}, 303)
		says(t, at+" without scripts", kim.get("/", 200), want, `data-key="`+m.ID)
	}
	l.Clock.Set(time.Date(2026, 10, 24, 12, 0, 0, 0, storetest.Brussels))
	// the doubled hour is the first of the two
	if until, problem := l.app.until("at", "2026-10-25T02:30"); len(problem) > 0 || until.UTC().Format("15:04") != "00:30" {
		t.Errorf("put off to 02:30 of the doubled hour is %s UTC %v", until.UTC(), problem)
	}
}

func TestAnActIsAnsweredWithThePartItsMomentStandsIn(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw", "remarks", "x")
	m := l.Moment(t, f, fiche.CallBack, "2026-10-21", "10:50", "prijs")
	l.Moment(t, f, fiche.Appointment, "2026-10-29", "10:00", "daarna")
	due := "/reminders/" + dueID(&m)
	kim.at = "/prospects?q=hout"
	row := kim.part(due+"/done", "tr#fiche-"+f.ID, nil, 200)
	says(t, "row", row, `<tr role="row" id="fiche-`+f.ID, "<mark>Hout</mark>", "do 29 okt 10:00", `?list=q%3Dhout`, `hx-target="#flash"`, "gedaan.", "!<aside", `!hx-post="/reminders/`+dueID(&m)+`/done"`)
	kim.at = "/prospects/" + f.ID + "?list=q%3Dhout"
	r, _ := kim.send(http.MethodPost, due+"/done", url.Values{"undo": {"yes"}}, "HX-Request-Type", "partial", "HX-Target", "tr#fiche-"+f.ID)
	if to := r.Header.Get("HX-Redirect"); to != kim.at {
		t.Errorf("an act in the list beside the card itself leads to %q, want the card anew", to)
	}
	other := l.Prospect(t, "name", "Allaert")
	kim.at = "/prospects/" + other.ID + "?list=q%3Dhout"
	says(t, "row beside another card", kim.part(due+"/seen", "tr#fiche-"+f.ID, nil, 200), "<mark>Hout</mark>", "10:50", "gezien.")
	kim.part(due+"/seen", "div#flash", url.Values{"undo": {"yes"}}, 200)
	kim.at = "/"
	today := kim.part(due+"/done", "div#today", nil, 200)
	says(t, "today", today, `id="today"`, `<li class="is-past"`, `hx-target="#today-top"`, "niets meer vandaag, 1 gebeurd", `hx-target="#flash"`, `hx-post="`+due+`/done" hx-target="#flash"`)
	says(t, "flash", kim.part(due+"/done", "div#flash", url.Values{"undo": {"yes"}}, 200), "Ongedaan gemaakt.", "!<aside", "!hx-partial")
	line := kim.part(due+"/done", "li#line-morning-"+dueID(&m), nil, 200)
	says(t, "list of the day", line, `<li class="is-past" id="line-morning-`, "!<aside")
	says(t, "tray", kim.part(due+"/done", "aside#tray", url.Values{"undo": {"yes"}}, 200), "<aside", `data-key="`+m.ID)
}

func TestAMomentThatWasMovedGetsItsTimeBack(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	kim.get("/", 200)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	m := l.Moment(t, f, fiche.CallBack, "2026-10-21", "12:00", "prijs")
	at := "/prospects/" + f.ID + "/moments/" + m.ID
	was := between(kim.get(at, 200), `name="was" value="`, `"`)
	move := func(hour string) string {
		t.Helper()
		to := kim.post(at, url.Values{"kind": {"call-back"}, "day": {"2026-10-22"}, "hour": {hour}, "text": {"prijs"}, "was": {html.UnescapeString(was)}}, 303)
		return kim.get(to, 200)
	}
	page := move("09:30")
	says(t, "moved", page, "Bewaard: Claes Houtbouw, terug bellen do 22 okt 09:30.", `action="/reminders/`+dueID(&m)+`/time"`)
	back := url.Values{"day": {"2026-10-21"}, "hour": {"12:00"}, "when": {"2026-10-22T09:30"}}
	kim.post("/reminders/"+dueID(&m)+"/time", back, 303)
	says(t, "taken back", kim.get("/prospects/"+f.ID, 200), "Ongedaan gemaakt.", "12:00")
	if got, _, err := l.Store.Moment(t.Context(), f.ID, m.ID); err != nil || got.When() != "2026-10-21T12:00" {
		t.Errorf("the moment is at %s (%v), want its time before", got.When(), err)
	}
	kim.post("/reminders/"+dueID(&m)+"/time", back, 303)
	says(t, "taken back once more", kim.get("/prospects/"+f.ID, 200), "Dat kan niet meer")
}

func TestAfterAMoveOneIsBackOnTheListOneCameFrom(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	m := l.Moment(t, f, fiche.CallBack, "2026-10-21", "12:00", "prijs")
	at := "/prospects/" + f.ID + "/moments/" + m.ID
	hour := 12
	for from, want := range map[string]string{
		"/": "/", "/prospects?sort=-name": "/prospects?sort=-name", "/help/keys": "/prospects/" + f.ID, "/prospects/" + f.ID: "/prospects/" + f.ID,
	} {
		kim.get(from, 200)
		page := kim.get(at, 200)
		if want == from && strings.Count(from, "/") == 1 {
			says(t, from, page, `name="from" value="`+from+`"`, `class="button" href="`+from+`"`)
		}
		hour++
		form := url.Values{"kind": {"call-back"}, "day": {"2026-10-22"}, "hour": {fmt.Sprint(hour, ":00")}, "text": {"prijs"}, "was": {html.UnescapeString(between(page, `name="was" value="`, `"`))}}
		if strings.Contains(page, `name="from"`) {
			form.Set("from", html.UnescapeString(between(page, `name="from" value="`, `"`)))
		}
		if to := kim.post(at, form, 303); to != want {
			t.Errorf("a move that began on %s ends on %s, want %s", from, to, want)
		}
	}
	for _, from := range []string{"https://elders.example/prospects", "//elders.example/", "/session/removal"} {
		if to := kim.post(at, url.Values{"kind": {"call-back"}, "day": {"2026-10-23"}, "text": {"prijs"}, "from": {from}}, 303); to != "/prospects/"+f.ID {
			t.Errorf("a form that says it came from %s leads to %s", from, to)
		}
	}
}

// The default list has no state of its own; a fiche opened from it knows it all the same.
func TestAFicheOpenedFromTheDefaultListLeafsInIt(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	first, second := l.Prospect(t, "name", "Claes Houtbouw"), l.Prospect(t, "name", "Garage Willems")
	page := kim.get("/prospects", 200)
	says(t, "list", page, `href="/prospects/`+first.ID+`?list=sort%3Dnext"`)
	says(t, "fiche", kim.get("/prospects/"+first.ID+"?list=sort%3Dnext", 200), "1 van 2", `rel="next" href="/prospects/`+second.ID+`?list=sort%3Dnext"`, `hx-get="/prospects?beside=`+first.ID)
	says(t, "alone", kim.get("/prospects/"+first.ID, 200), "!1 van 2", "!hx-get=\"/prospects?beside=")
}
