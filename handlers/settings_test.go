package handlers

import (
	"html"
	"maps"
	"net/url"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
)

// settingsSent is the form of the settings as a page has it, with changes: name, value,
// name, value …; an empty value is a box that is not ticked.
func settingsSent(page string, fields ...string) url.Values {
	v := url.Values{"was": {html.UnescapeString(between(page, `name="was" value="`, `"`))}, "remind": {"yes"}, "call-backs": {"yes"}, "name-check": {"yes"},
		"lead": {"15"}, "morning": {"09:00"}, "start.prospect": {"30000"}, "start.customer": {"10000"}, "start.supplier": {"20000"}, "company": {"Lievens"}, "language": {"nl"}, "bin-days": {"30"}}
	for i := 0; i+1 < len(fields); i += 2 {
		if v.Set(fields[i], fields[i+1]); fields[i+1] == "" && !strings.Contains(fields[i], ".") && fields[i] != "company" {
			v.Del(fields[i])
		}
	}
	return v
}

func settingsOf(t *testing.T, l *liveBox) store.Settings {
	t.Helper()
	set, err := l.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestTheOptionsAreSavedAndHoldOnTheNextPage(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	l.Moment(t, f, fiche.Appointment, "2026-10-21", "11:30", "opmeten")
	page := kim.get("/settings", 200)
	has(t, page, "Verwittigen bij afspraken met prospecten", `name="remind" value="yes" aria-describedby="remind-hint" checked`, `href="/settings" aria-current="page"`, "De volgende krijgt 30001.")
	has(t, kim.get("/", 200), `data-count="0"`)
	kim.post("/settings", settingsSent(page, "lead", "60", "company", "Lievens Ramen"), 303)
	page = kim.get("/settings", 200)
	has(t, page, "Bewaard.", "Laatst bewaard door Kim", `data-count="1"`, `value="60"`)
	kim.post("/settings", settingsSent(page, "lead", "60", "remind", "", "company", "Lievens Ramen"), 303)
	has(t, kim.get("/", 200), `data-count="0"`)
	if set := settingsOf(t, l); !set.RemindOff || set.CallBacksOff || set.Lead != 60 || set.Company != "Lievens Ramen" {
		t.Errorf("settings: %+v", set)
	}
}

func TestWhatIsNoSettingIsSaidAtTheFieldAndKept(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	page := kim.get("/settings", 200)
	r, answer := kim.send("POST", "/settings", settingsSent(page, "lead", "een uur", "morning", "25:00", "start.customer", "0", "company", "a\x01", "language", "xx", "remind", ""))
	if r.StatusCode != 422 {
		t.Errorf("answers %s", r.Status)
	}
	for _, field := range []string{"lead", "morning", "start-customer", "company", "language"} {
		has(t, answer, `id="`+field+`-problem"`, `href="#`+field+`"`)
	}
	has(t, answer, `value="een uur"`, `type="text" value="25:00"`, "Nog niet bewaard: 5 velden kloppen niet", `name="remind" value="yes" aria-describedby="remind-hint">`)
	form := settingsSent(page)
	form["lead"] = []string{"5", "6"}
	kim.post("/settings", form, 400)
	if set := settingsOf(t, l); set.Rev != 0 {
		t.Errorf("something was saved: %+v", set)
	}
}

func TestTwoAdminsSavingTheSettingsLoseNothing(t *testing.T) {
	l := serveLive(t)
	kim, nele := l.browser(t, "Kim", store.Admin), l.browser(t, "Nele", store.Admin)
	page := kim.get("/settings", 200)
	nele.post("/settings", settingsSent(nele.get("/settings", 200), "lead", "30", "start.supplier", "25000"), 303)
	// another field: joined
	kim.post("/settings", settingsSent(page, "morning", "08:15"), 303)
	if set := settingsOf(t, l); set.Lead != 30 || set.Morning != "08:15" || set.Start(fiche.Supplier) != 25000 {
		t.Errorf("joined: %+v", set)
	}
	// the same field: asked again, with the other's value
	r, answer := kim.send("POST", "/settings", settingsSent(page, "lead", "5", "start.supplier", "26000", "morning", "08:15"))
	if r.StatusCode != 409 {
		t.Fatalf("answers %s", r.Status)
	}
	has(t, answer, "Kim wijzigde hetzelfde net voor u", `id="lead-problem"`, "zette dit net op ‘30’", `id="start-supplier-problem"`, `data-do="set" data-value="25000"`, `value="5"`, `value="26000"`)
	hasNot(t, answer, `id="morning-problem"`)
	if set := settingsOf(t, l); set.Lead != 30 {
		t.Errorf("the clash was saved: %+v", set)
	}
	kim.post("/settings", settingsSent(answer, "lead", "5", "start.supplier", "25000", "morning", "08:15"), 303)
	if set := settingsOf(t, l); set.Lead != 5 || set.Start(fiche.Supplier) != 25000 {
		t.Errorf("saved once more: %+v", set)
	}
	form := settingsSent(page, "lead", "7")
	form.Set("was", "{")
	kim.post("/settings", form, 409)
}

func TestSeriesThatMeetAndTakenStartsAreRemarksThatNeverBlock(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	for range 3 {
		l.Make(t, fiche.Customer, "name", "Klant")
	}
	page := kim.get("/settings", 200)
	hasNot(t, page, `class="remark"`)
	ask := func(query string) string {
		t.Helper()
		r, body := kim.send("GET", "/settings/series?"+query, nil, "HX-Request-Type", "partial")
		if r.StatusCode != 200 {
			t.Errorf("%s: %s", query, r.Status)
		}
		return body
	}
	has(t, ask("kind=customer&start.prospect=30000&start.customer=10001&start.supplier=20000"), "Nummer 10001 is al gegeven", "De volgende krijgt 10003.")
	has(t, ask("kind=customer&start.prospect=30000&start.customer=19800&start.supplier=20000"), "Nog 200 nummers, dan begint de reeks van Leveranciers.")
	has(t, ask("kind=customer&start.prospect=30000&start.customer=x&start.supplier=20000"), `value="x"`)
	if r, _ := kim.send("GET", "/settings/series?kind=none", nil, "HX-Request-Type", "partial"); r.StatusCode != 400 {
		t.Errorf("no kind: %s", r.Status)
	}
	kim.get("/settings/series?kind=customer", 303)
	kim.post("/settings", settingsSent(page, "start.customer", "10001", "start.prospect", "20000"), 303)
	page = kim.get("/settings", 200)
	has(t, page, "Klanten: nummer 10001 was al gegeven, de volgende krijgt 10003.", "Deze nummers lopen door elkaar met die van Leveranciers.", "Deze nummers lopen door elkaar met die van Prospecten.")
	if f := l.Make(t, fiche.Customer, "name", "Klant"); f.Number != 10003 {
		t.Errorf("the next customer is %d", f.Number)
	}
}

func TestTheMessageWhenANameExistsCanBeSwitchedOff(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	l.Prospect(t, "name", "Claes Houtbouw")
	field := "/prospects/field?field=name&name=" + url.QueryEscape("claes houtbouw nv")
	ask := func() string {
		_, body := kim.send("GET", field, nil, "HX-Request-Type", "partial")
		return body
	}
	has(t, ask(), "Deze naam staat al op prospect <a href=\"/prospects/", "30000 Claes Houtbouw</a>")
	kim.post("/settings", settingsSent(kim.get("/settings", 200), "name-check", ""), 303)
	hasNot(t, ask(), "Deze naam staat al")
}

func TestOnlyAdminsSeeTheSettings(t *testing.T) {
	l := serveLive(t)
	for name, role := range map[string]store.Role{"Sofie": store.Reader, "Bart": store.Worker} {
		v := l.browser(t, name, role)
		v.get("/settings", 403)
		v.get("/settings/series", 403)
		v.post("/settings", settingsSent(""), 403)
		hasNot(t, v.get("/", 200), `href="/settings"`, `href="/users"`)
	}
	kim := l.browser(t, "Kim", store.Admin)
	has(t, kim.get("/", 200), `href="/settings"`, `href="/users"`, `href="/account"`, `href="/groups"`, `href="/sources"`)
}

func TestExamplesAreTakenAwayFromTheSettingsToo(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	hasNot(t, kim.get("/settings", 200), "/examples/removal")
	kim.post("/examples", nil, 303)
	has(t, kim.get("/settings", 200), `action="/examples/removal"`)
	kim.post("/examples/removal", nil, 303)
	hasNot(t, kim.get("/settings", 200), "/examples/removal")
}

// A setting that is added is in the view, or nobody can change it.
func TestEverySettingHasItsField(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	page := kim.get("/settings", 200)
	for name := range maps.Keys(settingsOf(t, l).Values()) {
		has(t, page, `name="`+name+`"`)
	}
}
