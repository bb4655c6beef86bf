package views

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fichebak/views/locale"
)

func TestAddressesLeadToTheirHelp(t *testing.T) {
	for path, want := range map[string]string{
		"/": "today", "/prospects": "lists", "/suppliers": "lists", "/customers/f1": "fiche", "/prospects/new": "form", "/prospects/f1/edit": "form",
		"/prospects/f1/moments/new": "moments", "/prospects/f1/moments/m2": "moments", "/prospects/f1/history": "bin", "/customers/removal": "bin", "/bin": "bin",
		"/prospects/report": "report", "/prospects/report/sheet": "report", "/users/u1/password": "users", "/session/new": "account", "/help/keys": "keys", "/nowhere": "", "/binary": "",
	} {
		if got := HelpTopic(path); got != want {
			t.Errorf("%s has help %q, want %q", path, got, want)
		}
	}
}

// Every topic says the same in every language: as many paragraphs, with the same headings' names, and nothing but prose.
func TestEveryTopicIsWholeInEveryLanguage(t *testing.T) {
	e := testEngine(t)
	prose := regexp.MustCompile(`^(?:<p class="lead">.+</p>|<h2 id="[a-z-]+">[^<]+</h2>(?:<p>.+</p>)+)$`)
	for _, topic := range helpTopics {
		var first []HelpLink
		for i, l := range locale.Languages {
			v := Help{Frame: sampleFrame(l.Code, ""), Topic: topic.id, Words: NewFrame(l.Code, sampleNow())}
			body, err := files.ReadFile(v.Text() + extension)
			if err != nil {
				t.Error(err)
				continue
			}
			for n, line := range strings.Split(strings.TrimSpace(string(body)), "\n") {
				if !prose.MatchString(line) || n == 0 != strings.HasPrefix(line, `<p class="lead">`) {
					t.Errorf("%s:%d is no lead, and no heading with its text: %.60s", v.Text(), n+1, line)
				}
			}
			sections := helpSections(v.Text())
			if i == 0 {
				first = sections
			}
			if len(sections) < 2 || !slices.EqualFunc(sections, first, func(a, b HelpLink) bool { return a.URL == b.URL }) {
				t.Errorf("%s has sections %v, Dutch %v", v.Text(), sections, first)
			}
			var b bytes.Buffer
			if err := e.RenderView(&b, v, true); err != nil || !strings.Contains(b.String(), `<p class="lead">`) {
				t.Errorf("%s: %v", v.Text(), err)
			}
		}
	}
}

func TestQuestionsOftenAskedHaveTheirAnswer(t *testing.T) {
	f := sampleFrame("nl", "")
	for _, link := range (Help{Frame: f, Topic: "today", Words: f}).Asked() {
		topic, section, _ := strings.Cut(strings.TrimPrefix(link.URL, "/help/"), "#")
		if !slices.ContainsFunc(helpSections("help/_"+topic+".nl"), func(s HelpLink) bool { return s.URL == "#"+section }) {
			t.Errorf("%s answers nothing", link.URL)
		}
	}
}

func TestHelpLeavesOutLettersThatAreOff(t *testing.T) {
	f := sampleFrame("nl", "")
	v := Help{Frame: f, Topic: "lists", Words: f}
	with := len(v.Keys())
	f.User.Keys = false
	without := v.Keys()
	if len(without) >= with || slices.ContainsFunc(without, KeyLine.Character) {
		t.Errorf("%d of %d shortcuts: %v", len(without), with, without)
	}
}

func TestGroupsOfShortcutsThatAreOffAreSaidSo(t *testing.T) {
	f := sampleFrame("nl", "")
	f.User.KeysOut = "control list"
	off := map[string]bool{}
	for _, part := range (Keys{Frame: f}).Parts() {
		for _, l := range part.Lines {
			off[strings.Join(l.Keys, " ")] = l.Off
		}
	}
	for keys, want := range map[string]bool{"Ctrl K": true, "Ctrl S": true, "Home End": true, "Alt 1–9": false, "N": false, "G P": false, "Esc": false} {
		if off[keys] != want {
			t.Errorf("%s off: %v, want %v", keys, off[keys], want)
		}
	}
	v := NewAccount(f, "Kim", "nl", "")
	if v.KeysOut() != "control list" {
		t.Errorf("the form has %q off", v.KeysOut())
	}
}

// French help breaks no line before a sign that stands apart from its word.
func TestFrenchHelpKeepsSignsWithTheirWord(t *testing.T) {
	e := testEngine(t)
	apart := regexp.MustCompile(`[ \n][:;?!»]|«[ \n]`)
	for _, topic := range helpTopics {
		v := Help{Frame: sampleFrame("fr", ""), Topic: topic.id, Words: NewFrame("fr", sampleNow())}
		var b bytes.Buffer
		if err := e.Render(&b, v.Text(), v.Words); err != nil {
			t.Fatal(err)
		}
		if found := apart.FindString(b.String()); found != "" {
			t.Errorf("%s: %q may break", topic.id, found)
		}
	}
}

// CRM begins with the letter of Clients and Customers: it has the next one there, and the
// page of the keys says so.
func TestTheKeysOfTheDrawersAreEachOnesOwn(t *testing.T) {
	for lang, want := range map[string]string{"nl": "G V G P G K G L G C", "fr": "G A G P G C G F G R", "en": "G T G P G C G S G R", "de": "G H G I G K G L G C"} {
		f := sampleFrame(lang, "")
		f.CRM = true
		var keys, labels []string
		for _, l := range (Keys{Frame: f}).Parts()[0].Lines {
			if l.Keys[0] == "G" {
				keys, labels = append(keys, strings.Join(l.Keys, " ")), append(labels, l.Label)
			}
		}
		if got := strings.Join(keys, " "); got != want || !strings.Contains(labels[len(labels)-1], "CRM") {
			t.Errorf("%s: %s, for %v", lang, got, labels)
		}
	}
}
