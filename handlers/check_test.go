package handlers

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// await takes frames until one says all this.
func await(t *testing.T, frames chan string, what string, all ...string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		frame := next(t, frames, what)
		if !slices.ContainsFunc(all, func(s string) bool { return !strings.Contains(frame, s) }) {
			return
		}
	}
	t.Fatalf("%s did not come", what)
}

func TestASchedulerThatStopsIsSaidOnEveryPageAndOnOpenOnes(t *testing.T) {
	l := serveLive(t)
	l.app.beat = 20 * time.Millisecond
	kim := l.browser(t, "Kim", store.Reader)
	frames := l.frames(t, kim.cookie, "b1")
	if first := next(t, frames, "the first state"); strings.Contains(first, "is-late\" role=\"alert\"") {
		t.Errorf("the scheduler is late at once: %s", first)
	}
	l.Clock.Add(schedulerMissing + 4*time.Minute)
	// nobody ticks, nothing is saved: only the stream's own beat looks
	await(t, frames, "the red bar", `hx-target="#banner"`, "De planner loopt 7 minuten achter.")
	for _, path := range []string{"/", "/prospects", "/history", "/reminders/check"} {
		if page := kim.get(path, 200); !strings.Contains(page, `<div class="banner is-late" role="alert">`) || !strings.Contains(page, "Laatste ronde 10:42.") {
			t.Errorf("%s does not say that the scheduler is late", path)
		}
	}
	check := kim.get("/reminders/check", 200)
	if !strings.Contains(check, `data-now="late"`) || !strings.Contains(check, "Laatste ronde om 10:42:00, 7 minuten geleden.") {
		t.Error("the check does not say when the scheduler was last there")
	}
	l.app.Tick(l.Clock.Now())
	if page := kim.get("/", 200); strings.Contains(page, `class="banner is-late"`) {
		t.Error("the red bar stays after the scheduler is back")
	}
}

func TestTheCheckSaysWhatTheServerKnows(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Reader)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	l.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs")
	page := kim.get("/reminders/check", 200)
	for _, want := range []string{"Claes Houtbouw, terug bellen 11:00. U wordt verwittigd: 10:45.", "Laatste ronde om 10:42:00, 0 seconden geleden.", "geen open verbinding met deze browser", "Chrome op Linux", `data-now="plain"`, `<section aria-labelledby="check-ways" id="check-insecure" hidden>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the check does not say %q", want)
		}
	}
	next(t, l.frames(t, kim.cookie, "b1"), "the first state")
	if page := kim.get("/reminders/check", 200); !strings.Contains(page, `<p data-case="some" data-state="good">`) {
		t.Error("an open stream is not said")
	}
	if err := l.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.RemindOff = true }); err != nil {
		t.Fatal(err)
	}
	if page := kim.get("/reminders/check", 200); !strings.Contains(page, `data-now="off"`) || strings.Contains(page, "trial-form") {
		t.Error("reminders are off and the check does not say so, or offers a trial")
	}
}

func TestATrialReminderComesThroughTheStreamAndIsSeen(t *testing.T) {
	l := serveLive(t)
	kim, bart := l.browser(t, "Kim", store.Reader), l.browser(t, "Bart", store.Reader)
	frames := l.frames(t, kim.cookie, "b1")
	next(t, frames, "the first state")
	sent := kim.partial("/reminders/test", nil, 200)
	key := between(sent, `data-trial="`, `"`)
	if key == "" {
		t.Fatalf("the trial has no key: %s", sent)
	}
	await(t, frames, "the trial", `hx-target="#tray"`, `data-key="`+key+`"`, "Proefherinnering")
	if strings.Contains(bart.get("/", 200), "Proefherinnering") {
		t.Error("Kim's trial is in Bart's tray")
	}
	page := kim.get("/history", 200)
	due := between(page, `action="/reminders/trial-`, `/seen"`)
	if due == "" || strings.Contains(page, `action="/reminders/trial-`+due+`/done"`) {
		t.Fatalf("the trial can not be seen, or can be done: %q", due)
	}
	kim.partial("/reminders/trial-"+due+"/seen", nil, 200)
	if strings.Contains(kim.get("/", 200), "Proefherinnering") {
		t.Error("the trial was seen and is still there")
	}
}

func TestATrialWorksWithoutScripts(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Reader)
	if to := kim.post("/reminders/test", nil, 303); to != "/reminders/check" {
		t.Errorf("a trial leads to %s", to)
	}
	if page := kim.get("/reminders/check", 200); !strings.Contains(page, "De proefherinnering is verstuurd") || !strings.Contains(page, "Proefherinnering</a>") {
		t.Error("the page after a trial does not say so, or does not have it")
	}
}

func TestTheListOfTheDayIsShownOnceAndCanBePutAway(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Reader)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	l.Moment(t, f, fiche.Appointment, "2026-10-21", "15:00", "opmeten")
	l.Clock.Add(time.Second)
	if page := kim.get("/prospects", 200); !strings.Contains(page, `id="morning"`) || !strings.Contains(page, `action="/reminders/morning"`) {
		t.Fatal("the first page of the day has no list of the day")
	}
	if to := kim.post("/reminders/morning", nil, 303); to != "/prospects" {
		t.Errorf("putting the list away leads to %s", to)
	}
	if strings.Contains(kim.get("/prospects", 200), `id="morning"`) {
		t.Error("the list of the day is shown twice")
	}
	l.Clock.Set(time.Date(2026, 10, 22, 8, 0, 0, 0, storetest.Brussels))
	if !strings.Contains(kim.get("/prospects", 200), `id="morning"`) {
		t.Error("the next day has no list")
	}
}

func TestBrowsersAreNamed(t *testing.T) {
	l := serveLive(t)
	f := l.app.frameOf(&store.User{Language: "nl"}, &day{})
	for agent, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36":                                   "Chrome op Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0":           "Edge op Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0":                                                        "Firefox op Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1": "Safari op iPhone",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15":                   "Safari op macOS",
		"curl/8": "onbekend",
	} {
		if got := browserName(f, agent); got != want {
			t.Errorf("%s is called %q, want %q", agent, got, want)
		}
	}
}
