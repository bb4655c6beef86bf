package handlers

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// part of a page: from the element with an id to the end of its section.
func section(page, id string) string { return between(page, `id="`+id+`"`, "</section>") }

// inOrder checks that a text has these one after the other.
func inOrder(t *testing.T, what, text string, all ...string) {
	t.Helper()
	rest := text
	for _, s := range all {
		_, after, ok := strings.Cut(rest, s)
		if !ok {
			t.Fatalf("%s: no %q behind what comes before it\n%s", what, s, text)
		}
		rest = after
	}
}

func TestVandaagHasEachMomentWhereItBelongs(t *testing.T) {
	l := serveLive(t)
	kim, bart := l.browser(t, "Kim", store.Worker), l.browser(t, "Bart", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw", "phone", "050004127")
	add := func(kind, day, hour, text, who string) {
		if _, err := l.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: kind, Day: day, Hour: hour, Text: text, For: who}, ""); err != nil {
			t.Fatal(err)
		}
	}
	add("appointment", "2026-10-20", "09:00", "gisteren", "")
	add("appointment", "2026-10-21", "10:41", "net voorbij", "")
	add("call-back", "2026-10-21", "10:42", "deze minuut", "")
	add("call-back", "2026-10-21", "", "vandaag ergens", "")
	add("appointment", "2026-10-21", "16:15", "straks", "")
	add("appointment", "2026-10-21", "17:00", "van Bart", bart.user.ID)
	add("appointment", "2026-10-22", "09:30", "morgen", "")
	add("call-back", "2026-10-23", "11:00", "overmorgen bellen", "")
	add("call-back", "2026-12-23", "11:00", "ver weg bellen", "")
	l.Clock.Add(30 * time.Second)
	kim.get("/prospects", 200) // the list of the day has been
	page := kim.get("/", 200)
	inOrder(t, "late", section(page, "late"), "net voorbij", "gisteren")
	inOrder(t, "today", section(page, "today-head"), ">3</span>", "deze minuut", `<li class="now"><time datetime="2026-10-21T10:42">`, "straks", "vandaag ergens")
	inOrder(t, "tomorrow", section(page, "morrow-head"), ">1</span>", "donderdag 22 oktober", "morgen")
	calls := section(page, "call-head")
	inOrder(t, "call-backs", calls, ">3</span>", "vandaag", "10:42", "vr 23", "tel:&#43;3250004127")
	says(t, "today", page, "!van Bart", "!ver weg")
	says(t, "changes", section(page, "news-head"), "Claes Houtbouw", " erbij")
	says(t, "Bart's", bart.get("/", 200), "van Bart")
}

func TestWhatVandaagHasNotItSays(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	page := kim.get("/", 200)
	says(t, "an empty box", page, "De bak is nog leeg", "Niets gepland vandaag.", "Niets gepland morgen.", "Niemand om terug te bellen.", "Nog niets gewijzigd.", `!id="late"`)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	for i := range 14 {
		l.Moment(t, f, fiche.CallBack, "2026-10-20", fmt.Sprintf("09:%02d", i), fmt.Sprintf("laat %d.", i))
	}
	page = kim.get("/", 200)
	says(t, "fourteen late", section(page, "late"), ">14</span>", "laat 13.", "!laat 1.", `href="/?late=all#late"`)
	page = kim.get("/?late=all", 200)
	says(t, "all of them", section(page, "late"), "laat 0.", "laat 1.", `!href="/?late=all#late"`)
	says(t, "looked at again", page, `hx-get="/?late=all"`)
}

func TestWithTheOptionOffTheTrayAndTheListOfTheDayKeepSilentAndVandaagStays(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	l.Moment(t, f, fiche.CallBack, "2026-10-20", "16:00", "te laat gekomen")
	l.Moment(t, f, fiche.Appointment, "2026-10-21", "10:50", "zo dadelijk")
	if err := l.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.RemindOff = true }); err != nil {
		t.Fatal(err)
	}
	frames := l.frames(t, kim.cookie, "b1")
	says(t, "stream", next(t, frames, "the first state"), `data-count="0"`, "!data-key", "1 te laat")
	page := kim.get("/", 200)
	says(t, "page", page, `data-count="0"`, `!id="morning"`)
	says(t, "late", section(page, "late"), "te laat gekomen")
	says(t, "today", section(page, "today-head"), "zo dadelijk")
	if err := l.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.RemindOff = false }); err != nil {
		t.Fatal(err)
	}
	await(t, frames, "both", `data-count="2"`, "zo dadelijk", "te laat gekomen")
	says(t, "switched on, the list of the day", kim.get("/", 200), `id="morning"`)
}

func TestMoreThanTheTrayHoldsIsCountedAndNamed(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	for i := range maxTray + 3 { // one a minute
		l.Moment(t, f, fiche.CallBack, "2026-10-21", fmt.Sprintf("10:%02d", i), fmt.Sprint("nummer ", i, "."))
	}
	page := kim.get("/help/keys", 200)
	says(t, "tray", page, fmt.Sprintf(`data-count="%d"`, maxTray+3), "En nog 3, bij Vandaag.", fmt.Sprintf("nummer %d.", maxTray+2), "nummer 3.", "!nummer 2.")
	says(t, "list of the day", kim.get("/prospects", 200), `!id="morning"`) // it was on the first page
}

func TestTheTimeToBeRemindedCanBeSetForAllAndForOne(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	l.Moment(t, f, fiche.Appointment, "2026-10-21", "11:30", "zoals ingesteld")
	if _, err := l.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "call-back", Day: "2026-10-21", Hour: "11:30", Text: "vijf minuten", Lead: "5"}, ""); err != nil {
		t.Fatal(err)
	}
	tray := func(minute int, want ...string) {
		t.Helper()
		l.Clock.Set(time.Date(2026, 10, 21, 11, minute, 0, 0, storetest.Brussels))
		l.app.Tick(l.Clock.Now())
		says(t, fmt.Sprint("at 11:", minute), between(kim.get("/help/keys", 200), `<aside id="tray"`, "</aside>"), want...)
	}
	kim.get("/", 200) // the list of the day has been
	tray(14, "!zoals ingesteld", "!vijf minuten")
	tray(15, "zoals ingesteld", "!vijf minuten")
	if err := l.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.Lead = 10 }); err != nil {
		t.Fatal(err)
	}
	tray(19, "!zoals ingesteld", "!vijf minuten")
	tray(20, "zoals ingesteld", "!vijf minuten")
	tray(25, "zoals ingesteld", "vijf minuten")
	if err := l.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.CallBacksOff = true }); err != nil {
		t.Fatal(err)
	}
	tray(26, "zoals ingesteld", "!vijf minuten")
}

func TestMoreThanADayShowsIsSaid(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	var moments []fiche.Moment
	for i := range maxDay + 1 {
		moments = append(moments, l.Moment(t, f, fiche.Appointment, "2026-10-21", fmt.Sprintf("16:%02d", i), "x"))
		l.Moment(t, f, fiche.Appointment, "2026-10-22", fmt.Sprintf("16:%02d", i), "x")
	}
	page := kim.get("/", 200)
	says(t, "today", section(page, "today-head"), fmt.Sprintf(">%d+<", maxDay), `href="/prospects?view=today"`)
	says(t, "tomorrow", section(page, "morrow-head"), fmt.Sprintf(">%d+<", maxDay))
	says(t, "head", page, fmt.Sprintf("meer dan %d vandaag", maxDay))
	l.Clock.Set(time.Date(2026, 10, 21, 20, 0, 0, 0, storetest.Brussels))
	l.app.Tick(l.Clock.Now())
	page = kim.get("/", 200) // a full day that is past is late, and no more of today
	says(t, "in the evening", section(page, "today-head"), ">0</span>", "Niets gepland vandaag")
	says(t, "head in the evening", page, "!meer dan")
	for i := range maxDay + 1 {
		if _, err := l.Done(t.Context(), storetest.Kim, f.ID, moments[i].ID, true); err != nil {
			t.Fatal(err)
		}
	}
	says(t, "when all is done", kim.get("/", 200), "!meer dan", fmt.Sprintf("%d gebeurd", maxDay))
}

func TestAPageShowsTheTrayThatTheStreamSends(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	f := l.Prospect(t, "name", "Claes & <Houtbouw>")
	l.Moment(t, f, fiche.CallBack, "2026-10-21", "10:50", "<b>prijs</b>")
	tray := func(s string) string {
		text := strings.ReplaceAll(between(s, `<aside id="tray"`, "</aside>"), "\ndata: ", "\n")
		if !strings.Contains(text, "Claes &amp; &lt;Houtbouw&gt;") || !strings.Contains(text, "&lt;b&gt;prijs&lt;/b&gt;") {
			t.Errorf("names and texts are not as they were typed: %s", text)
		}
		return text
	}
	stream := tray(next(t, l.frames(t, kim.cookie, "b1"), "the first state"))
	if page := tray(kim.get("/help/keys", 200)); page != stream {
		t.Errorf("the page has\n%s\nthe stream sends\n%s", page, stream)
	}
}

func TestTheListOfTheDayHasNoCallBacksWhenTheyDoNotRemind(t *testing.T) {
	l := serveLive(t)
	kim, bart := l.browser(t, "Kim", store.Worker), l.browser(t, "Bart", store.Worker)
	f := l.Prospect(t, "name", "Claes Houtbouw")
	l.Moment(t, f, fiche.CallBack, "2026-10-20", "16:00", "gisteren bellen")
	l.Moment(t, f, fiche.CallBack, "2026-10-21", "15:00", "vandaag bellen")
	l.Moment(t, f, fiche.Appointment, "2026-10-21", "16:00", "bezoek")
	list := func(v *visitor) string { return section(v.get("/prospects", 200), "morning") }
	says(t, "all", list(kim), "gisteren bellen", "vandaag bellen", "bezoek")
	if err := l.SaveSettings(t.Context(), storetest.Kim, func(s *store.Settings) { s.CallBacksOff = true }); err != nil {
		t.Fatal(err)
	}
	says(t, "appointments alone", list(bart), "!gisteren bellen", "!vandaag bellen", "bezoek")
	says(t, "Vandaag", bart.get("/", 200), "gisteren bellen", "vandaag bellen", "bezoek")
}
