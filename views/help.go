package views

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"fichebak/views/locale"
)

// Help is what there is to say about a screen, with its keys beside it. The text of a topic is a fragment for each
// language: help/_lists.nl. It takes the names of buttons from the catalogs, so that they are those on the screen.
type Help struct {
	*Frame
	Topic string
	Back  string // the page one came from
	Words *Frame // speaks the language of the text, which may be another than that of the page
}

// Page is the page's template.
func (Help) Page() string { return "help/index" }

// Part is the same.
func (Help) Part() string { return "help/index" }

// helpTopics are the topics in the order in which one leafs through them: the screen they are about, the parts of the
// table of keys that work there, and the beginnings of the addresses that belong to them.
var helpTopics = [...]struct{ id, screen, keys, paths string }{
	{"today", "/", "all", "/"},
	{"lists", "/prospects", "bar list", "/prospects /customers /suppliers"},
	{"bulk", "/operations", "list", "/operations"},
	{"fiche", "", "bar form", "/fiche"},
	{"form", "", "form", "/form"},
	{"moments", "", "form", "/moments"},
	{"crm", "", "bar form", "/crm /activities /stages"},
	{"search", "/search", "all", "/search /commands"},
	{"reminders", "/reminders/check", "all", "/reminders"},
	{"groups", "/groups", "all", "/groups /sources"},
	{"bin", "/bin", "list", "/bin /history /removal"},
	{"report", "", "list", "/reports /days"},
	{"results", "/results", "list", "/results"},
	{"window", "", "list", "/window"},
	{"doubles", "/doubles", "list", "/doubles"},
	{"transfer", "/exports/new", "list", "/exports /imports"},
	{"account", "/account", "all", "/account /session"},
	{"settings", "/settings", "form", "/settings /fields"},
	{"users", "/users", "form", "/users /first-run"},
	{"keys", "/help/keys", "all bar", "/help"},
}

// HelpTopic answers the topic of an address of the program; empty when there is none.
func HelpTopic(path string) string {
	path = helpScreen(path)
	for _, t := range helpTopics {
		for _, p := range strings.Fields(t.paths) {
			if path == p || p != "/" && strings.HasPrefix(path, p+"/") {
				return t.id
			}
		}
	}
	return ""
}

// helpScreen is the screen an address shows, where that is not how the address begins: those of a drawer are its list,
// a fiche, its form, its moments, and what asks before it removes.
func helpScreen(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) > 1 && parts[0] == "crm" {
		switch parts[1] {
		case "window":
			return "/window"
		case "report":
			return "/reports"
		}
	}
	if !slices.Contains([]string{"prospects", "customers", "suppliers"}, parts[0]) || len(parts) < 2 {
		return path
	}
	switch last := parts[len(parts)-1]; {
	case slices.Contains(parts[2:], "moments"):
		return "/moments"
	case slices.Contains(parts[2:], "crm"), slices.Contains(parts[2:], "activities"):
		return "/crm"
	case slices.Contains([]string{"removal", "history"}, last):
		return "/" + last
	case slices.Contains(parts[1:], "report"), parts[1] == "labels":
		return "/reports"
	case parts[1] == "window", parts[1] == "views":
		return "/window"
	case parts[1] == "bulk":
		return "/operations"
	case last == "new" && len(parts) == 2, last == "edit":
		return "/form"
	case len(parts) == 2:
		return "/fiche"
	}
	return path
}

// KnownTopic reports whether there is help about a topic.
func KnownTopic(id string) bool { return helpAt(id) >= 0 }

func helpAt(id string) int {
	for i, t := range helpTopics {
		if t.id == id {
			return i
		}
	}
	return -1
}

// HelpURL is where the help about this page is.
func (f *Frame) HelpURL() string {
	if topic := HelpTopic(f.Path); topic != "" {
		return "/help/" + topic
	}
	return "/help"
}

// Text is the fragment of the topic in the language of its words.
func (v Help) Text() string { return "help/_" + v.Topic + "." + v.Words.Lang }

// Head is the topic's title.
func (v Help) Head() string { return v.Words.T("help.title." + v.Topic) }

// Foreign is the language of the text, when it is not that of the page.
func (v Help) Foreign() string {
	if v.Words.Lang == v.Lang {
		return ""
	}
	return v.Words.Tag()
}

// At and Of are the topic's place among all.
func (v Help) At() int { return helpAt(v.Topic) + 1 }

// Of is how many topics there are.
func (v Help) Of() int { return len(helpTopics) }

// Prev is the topic before this one.
func (v Help) Prev() *Link { return v.leaf(-1) }

// Next is the topic after this one.
func (v Help) Next() *Link { return v.leaf(1) }

func (v Help) leaf(by int) *Link {
	i := helpAt(v.Topic) + by
	if i < 0 || i >= len(helpTopics) {
		return nil
	}
	return &Link{v.url(helpTopics[i].id, v.Words.Lang), v.T("help.title." + helpTopics[i].id)}
}

// url keeps a language that is not the page's.
func (v Help) url(topic, lang string) string {
	if lang != v.Lang {
		return "/help/" + topic + "?lang=" + lang
	}
	return "/help/" + topic
}

// HelpLink is a topic in the list of them, a section of it, or a language.
type HelpLink struct {
	URL, Text string
	Tag       string
	Current   bool
	Sections  []HelpLink
}

// Topics are all topics; the sections of the one that is open are below it.
func (v Help) Topics() (links []HelpLink) {
	for _, t := range helpTopics {
		l := HelpLink{URL: v.url(t.id, v.Words.Lang), Text: v.T("help.title." + t.id), Current: t.id == v.Topic}
		if l.Current {
			l.Sections = helpSections(v.Text())
		}
		links = append(links, l)
	}
	return links
}

// Languages are those the text can be read in.
func (v Help) Languages() (links []HelpLink) {
	for _, l := range locale.Languages {
		links = append(links, HelpLink{URL: v.url(v.Topic, l.Code), Text: l.Name, Tag: l.Code, Current: l.Code == v.Words.Lang})
	}
	return links
}

// Keys are the shortcuts that work on the topic's screen.
func (v Help) Keys() (lines []KeyLine) {
	parts := strings.Fields(helpTopics[helpAt(v.Topic)].keys)
	for _, k := range keyTable {
		if line := v.keyLine(k.part, k.label, k.keys, k.codes); slices.Contains(parts, k.part) && !line.Off && (k.label != "bar.crm" || v.CRM) {
			lines = append(lines, line)
		}
	}
	return lines
}

// Screen is the page of the topic, when it has one of its own and nobody came from elsewhere.
func (v Help) Screen() string {
	if v.Back != "" {
		return v.Back
	}
	return helpTopics[helpAt(v.Topic)].screen
}

// Asked are questions often asked, each with the section that answers it.
func (v Help) Asked() []Link {
	return []Link{
		{v.url("form", v.Words.Lang) + "#remark", v.T("help.asked.vat")},
		{v.url("lists", v.Words.Lang) + "#many", v.T("help.asked.grey")},
		{v.url("bin", v.Words.Lang) + "#inactive", v.T("help.asked.inactive")},
	}
}

var (
	helpHeading = regexp.MustCompile(`<h2 id="([a-z-]+)">([^<]+)</h2>`)
	helpHeads   sync.Map // sections by the name of their fragment
)

// helpSections are the headings of a text.
func helpSections(name string) []HelpLink {
	if had, ok := helpHeads.Load(name); ok {
		return had.([]HelpLink)
	}
	var links []HelpLink
	body, err := files.ReadFile(name + extension)
	if err != nil {
		return nil // the page itself says so
	}
	for _, found := range helpHeading.FindAllStringSubmatch(string(body), -1) {
		links = append(links, HelpLink{URL: "#" + found[1], Text: found[2]})
	}
	helpHeads.Store(name, links)
	return links
}
