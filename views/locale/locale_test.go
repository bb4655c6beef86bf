package locale

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func entries(t *testing.T, code string) map[string]any {
	t.Helper()
	body, err := files.ReadFile(code + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatalf("%s.json: %v", code, err)
	}
	return all
}

// texts are a message's forms; one for a message without a plural.
func texts(entry any) map[string]string {
	found := map[string]string{}
	switch e := entry.(type) {
	case string:
		found[""] = e
	case map[string]any:
		for form, text := range e {
			found[form], _ = text.(string)
		}
	}
	return found
}

var verb = regexp.MustCompile(`%(?:\[\d+\])?[a-z]`)

func verbList(text string) string {
	return strings.Join(verb.FindAllString(strings.ReplaceAll(text, "%%", ""), -1), " ")
}

func TestCatalogsHaveSameKeysOfSameShape(t *testing.T) {
	reference := entries(t, "nl")
	for _, l := range Languages[1:] {
		other := entries(t, l.Code)
		for key, entry := range reference {
			if _, plural := entry.(map[string]any); other[key] == nil {
				t.Errorf("%s.json lacks %s", l.Code, key)
			} else if _, otherPlural := other[key].(map[string]any); plural != otherPlural {
				t.Errorf("%s.json: %s has plural forms in one language only", l.Code, key)
			}
		}
		for key := range other {
			if reference[key] == nil {
				t.Errorf("nl.json lacks %s", key)
			}
		}
	}
}

func TestCatalogsHaveSameVerbs(t *testing.T) {
	reference := entries(t, "nl")
	for _, l := range Languages {
		for key, entry := range entries(t, l.Code) {
			want := verbList(slices.MaxFunc(slices.Collect(maps.Values(texts(reference[key]))), func(a, b string) int { return verbs(a) - verbs(b) }))
			for form, text := range texts(entry) {
				if text == "" && key != last {
					t.Errorf("%s.json: %s %s is empty", l.Code, key, form)
				}
				if got := verbList(text); got != want && (form == "" || !strings.HasSuffix(want, got)) {
					t.Errorf("%s.json: %s %s has verbs %q, Dutch %q", l.Code, key, form, got, want)
				}
			}
		}
	}
}

// go-i18n answers its default where a language is missing, without a word: a text longer than a label that stands in two
// languages alike was left behind when it was copied.
func TestNoTextIsLeftInAnotherLanguage(t *testing.T) {
	for i, l := range Languages {
		for _, other := range Languages[:i] {
			theirs := entries(t, other.Code)
			for key, entry := range entries(t, l.Code) {
				for form, text := range texts(entry) {
					if text == texts(theirs[key])[form] && len(strings.Fields(verb.ReplaceAllString(text, ""))) > 3 {
						t.Errorf("%s says the same in %s and %s: %s", key, other.Code, l.Code, text)
					}
				}
			}
		}
	}
}

// A fiche is a card in English and eine Karte in German; the box itself keeps its name.
func TestEnglishAndGermanHaveTheirOwnWordForAFiche(t *testing.T) {
	for _, code := range []string{"en", "de"} {
		for key, entry := range entries(t, code) {
			for _, text := range texts(entry) {
				if strings.Contains(strings.ReplaceAll(strings.ToLower(text), "fichebak", ""), "fiche") {
					t.Errorf("%s.json: %s says fiche, for a card or eine Karte: %s", code, key, text)
				}
			}
		}
	}
}

func TestPluralMessagesHaveTheirForms(t *testing.T) {
	allowed := map[string][]string{"nl": {"one", "other"}, "fr": {"many", "one", "other"}, "en": {"one", "other"}, "de": {"one", "other"}}
	for _, l := range Languages {
		for key, entry := range entries(t, l.Code) {
			forms, plural := entry.(map[string]any)
			if !plural {
				continue
			}
			if forms["one"] == nil || forms["other"] == nil {
				t.Errorf("%s.json: %s lacks one or other", l.Code, key)
			}
			for form := range forms {
				if !slices.Contains(allowed[l.Code], form) {
					t.Errorf("%s.json: %s has form %s", l.Code, key, form)
				}
			}
		}
	}
}

// Two branches that both add a key merge line by line; this says when the result needs settling.
func TestCatalogLinesAreOneKeyEach(t *testing.T) {
	line := regexp.MustCompile(`^  "([^"]+)": .+,$`)
	for _, l := range Languages {
		body, err := files.ReadFile(l.Code + ".json")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(body)), "\n")
		seen := map[string]bool{}
		for i, text := range lines[1 : len(lines)-2] {
			found := line.FindStringSubmatch(text)
			if found == nil {
				t.Errorf("%s.json:%d: not a line of one key: %s", l.Code, i+2, text)
				continue
			}
			if seen[found[1]] {
				t.Errorf("%s.json:%d: %s stands twice", l.Code, i+2, found[1])
			}
			seen[found[1]] = true
		}
	}
}

func fixture(t *testing.T, code, body string) *catalog {
	t.Helper()
	c, err := readCatalog(code, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPluralFormsFollowTheLanguage(t *testing.T) {
	nl := *For("nl", now())
	nl.catalog = fixture(t, "nl", `{"n": {"one": "één fiche bij %s", "other": "%d fiches bij %s"}}`)
	fr := *For("fr", now())
	en, de := For("en", now()), For("de", now())
	fr.catalog = fixture(t, "fr", `{"n": {"one": "%d fiche", "many": "%d de fiches", "other": "%d fiches"}, "m": {"one": "%d client", "other": "%d clients"}}`)
	for _, c := range []struct {
		p    Printer
		key  string
		n    int
		want string
	}{
		{fr, "n", 0, "0 fiche"}, {fr, "n", 1, "1 fiche"}, {fr, "n", 2, "2 fiches"}, {fr, "m", 1000000, "1 000 000 clients"},
		{fr, "n", 1000000, "1 000 000 de fiches"}, {nl, "n", 0, "0 fiches bij x"}, {nl, "n", 12345, "12.345 fiches bij x"},
		{*en, "time.in.days", 1, "in 1 day"}, {*en, "time.in.days", 0, "in 0 days"}, {*en, "time.in.days", 1234, "in 1,234 days"},
		{*de, "time.in.days", 1, "in 1 Tag"}, {*de, "time.in.days", 0, "in 0 Tagen"}, {*de, "time.in.days", 1234, "in 1.234 Tagen"},
	} {
		got := strings.Map(func(r rune) rune {
			if r == '\u00a0' || r == '\u202f' {
				return ' '
			}
			return r
		}, c.p.N(c.key, c.n, "x"))
		if got != c.want {
			t.Errorf("%s %s %d: %q, want %q", c.p.Code(), c.key, c.n, got, c.want)
		}
	}
}

func TestMissingKeyIsPrintedAndLoggedOnce(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	p := For("fr", now())
	for range 3 {
		if got := p.T("no.such.key", "x") + p.N("no.such.key", 2); got != "no.such.keyno.such.key" {
			t.Errorf("got %q", got)
		}
	}
	if n := strings.Count(log.String(), "no.such.key"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, log.String())
	}
}

func TestUnknownLanguageGetsDutch(t *testing.T) {
	if code := For("tlh", now()).Code(); code != "nl" {
		t.Errorf("got %s", code)
	}
}

func TestEveryLanguageSpeaksForItself(t *testing.T) {
	for code, want := range map[string][3]string{"nl": {"nl-BE", "Klanten", "adres 2"}, "fr": {"fr-BE", "Clients", "adresse 2"}, "en": {"en-GB", "Customers", "address 2"}, "de": {"de-BE", "Kunden", "Adresse 2"}} {
		p := For(code, now())
		if got := [3]string{p.Tag(), p.T("nav.customers"), p.Low(p.T("fiche.address-n", 2))}; got != want || p.Code() != code || !Known(code) {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
	if len(Languages) != 4 || Languages[0].Code != "nl" {
		t.Errorf("languages %v", Languages)
	}
}

func TestAcceptLanguageIsMatched(t *testing.T) {
	for header, want := range map[string]string{
		"": "fr", "nl": "nl", "nl-BE,nl;q=0.9,en;q=0.8": "nl", "fr-FR": "fr", "en-GB,fr;q=0.5": "en", "en-US": "en", "xx;q=abc": "fr",
		"de-DE,de": "de", "de-AT": "de", "es,de-BE;q=0.4": "de", "ja": "fr", "*": "fr", "NL": "nl", strings.Repeat("a,", 5000): "fr",
	} {
		if got := Match(header, "fr"); got != want {
			t.Errorf("Match(%.20q) is %s, want %s", header, got, want)
		}
	}
}

func TestFrenchSignsStayWithTheirWord(t *testing.T) {
	if got := Typeset("fr", "Serai-je averti ?"); got != "Serai-je averti\u00a0?" {
		t.Errorf("got %q", got)
	}
}

func TestLookupsRunSideBySide(t *testing.T) {
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			p := For(Languages[i%len(Languages)].Code, now())
			for n := range 200 {
				p.T("time.today")
				p.N("time.in.days", n)
				p.Distance("2026-10-22", "")
				p.T(fmt.Sprint("missing.", n%3))
			}
		})
	}
	wait.Wait()
}

func now() time.Time {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	return time.Date(2026, 10, 21, 10, 42, 50, 0, zone)
}
