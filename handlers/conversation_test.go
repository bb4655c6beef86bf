package handlers

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
)

// A conversation is what people ask of the program and what it answers, as a text in
// testdata that one who does not program can read and write:
//
//	== A title                       a new conversation, with a box of its own
//	# why                            a remark
//	there is "Hout Claes nv"         a fiche of storetest; {Hout Claes nv} is its id from here on
//	as Kim                           Kim asks from here on, signed in as medewerker; "as Kim beheerder",
//	                                 "as Lea lezer", "as Luc fr" when it is the first time; "as Kim/2" is
//	                                 her second tab; "as nobody" is a browser nobody has signed in in
//	session over                     the session of who asks has ended, the browser does not know
//	crowd 120                        so many prospects: Firma 001, Firma 002 …
//	group Hout is deleted            by somebody in the settings; or: group Hout is "Houtbouw"
//	flash "saved"                    the browser has been told to say this on its next page
//	clock +15m                       time goes on (s, m, h, d), or stands: clock "2027-03-28 01:59"; then
//	                                 the job of the minute runs
//	GET /prospects                   what a browser asks; POST /prospects name=x sends a form. Behind it,
//	                                 htmx: as htmx does; with "Origin: x": a header; off name: no such field
//	send #sign-in name=x             sends a form of the page as it stands, but for what is said
//	press more=contact               with send: by this button; all fiche: with all those boxes ticked
//	follow                           goes where the answer leads
//	status 303  location /x  header Vary x  has "text"  hasn't "text"  select input[name=vat]  count .row 3
//	                                 what the answer must be; a location or header may end in *
//	save rev                         $rev is the value of the page's field rev from here on;
//	save url at location             where the answer leads; save x at a.undo href: an attribute
//
// Texts are quoted as in Go: "line one\nline two", "\u202e"; "1 MB of x", "300 of x" and
// "/a/(300 of x)" are as long as they say.
type conversation struct {
	t        *testing.T
	file     string
	line     int
	l        *liveBox
	who      *tab
	tabs     map[string]*tab
	saved    map[string]string
	ids      map[string]fiche.ID
	asserted int
	unsure   bool // the last answer's status was not looked at
}

// tab is one tab of somebody's browser, with the page that stands in it.
type tab struct {
	*visitor
	answer
}

func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d conversations, %v", len(files), err)
	}
	if testing.Short() { // under the race detector those where several people meet
		files = []string{"testdata/two-people.txt", "testdata/conversion.txt"}
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { converse(t, file, string(text)) })
	}
}

// converse holds all conversations of a file.
func converse(t *testing.T, file, text string) {
	all := strings.Split("\n"+text, "\n== ")
	line := strings.Count(all[0], "\n")
	for _, one := range all[1:] {
		begin := line
		line += 1 + strings.Count(one, "\n")
		title, body, _ := strings.Cut(one, "\n")
		t.Run(title, func(t *testing.T) {
			c := &conversation{t: t, file: file, l: serveLive(t), tabs: map[string]*tab{}, saved: map[string]string{}, ids: map[string]fiche.ID{}}
			for i, l := range strings.Split(body, "\n") {
				c.line = begin + 2 + i
				c.say(l)
			}
			if c.settle(); c.asserted == 0 {
				c.fail("this conversation asserts nothing")
			}
		})
	}
	if len(all) == 1 {
		t.Errorf("%s holds no conversation", file)
	}
}

func (c *conversation) fail(format string, args ...any) {
	c.t.Helper()
	c.t.Fatalf("%s:%d: "+format, append([]any{c.file, c.line}, args...)...)
}

// verbs take the words behind them that are theirs and answer the others.
var verbs map[string]func(*conversation, []string) []string

func init() {
	verbs = map[string]func(*conversation, []string) []string{
		"there": (*conversation).there, "crowd": (*conversation).crowd, "work": (*conversation).work, "group": (*conversation).group, "flash": (*conversation).flash, "as": (*conversation).as, "session": (*conversation).sessionOver, "clock": (*conversation).clock,
		"GET": (*conversation).get, "POST": (*conversation).post, "send": (*conversation).send, "follow": (*conversation).follow, "PUT": (*conversation).put,
		"status": (*conversation).status, "location": (*conversation).location, "header": (*conversation).header,
		"has": (*conversation).has, "hasn't": (*conversation).hasNot, "select": (*conversation).pick, "count": (*conversation).count, "save": (*conversation).save,
	}
}

// say does what one line says.
func (c *conversation) say(line string) {
	c.t.Helper()
	if strings.HasPrefix(strings.TrimSpace(line), "#") {
		return
	}
	words := c.words(line)
	for len(words) > 0 {
		do := verbs[words[0]]
		if do == nil {
			c.fail("unknown verb %q", words[0])
		}
		words = do(c, words[1:])
	}
}

// want takes the n words that a verb needs.
func (c *conversation) want(verb string, words []string, n int) (mine, rest []string) {
	c.t.Helper()
	if len(words) < n {
		c.fail("%s needs %d words behind it", verb, n)
	}
	return words[:n], words[n:]
}

var (
	long     = regexp.MustCompile(`^()([0-9][0-9,]*) (KB of|MB of|of) (.+)()$`)
	longPart = regexp.MustCompile(`^(.*)\(([0-9][0-9,]*) (KB of|MB of|of) ([^)]+)\)(.*)$`)
	variable = regexp.MustCompile(`\$[a-z]+|\{[^}]+\}`)
)

// words cuts a line at its spaces, but for those in quotes, and fills in what was
// saved.
func (c *conversation) words(line string) (words []string) {
	c.t.Helper()
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		at := strings.IndexAny(line, " \t\"")
		word, quoted := line, ""
		switch {
		case at >= 0 && line[at] == '"':
			q, err := strconv.QuotedPrefix(line[at:])
			if err != nil {
				c.fail("a quote is not closed: %s", line[at:])
			}
			word, line = line[:at], line[at+len(q):]
			quoted, _ = strconv.Unquote(q)
		case at >= 0:
			word, line = line[:at], line[at:]
		default:
			line = ""
		}
		words = append(words, c.fill(word)+lengthen(c.fill(quoted)))
	}
	return words
}

// lengthen makes "300 of x" three hundred times x, and so "a(300 of x)b".
func lengthen(s string) string {
	m := long.FindStringSubmatch(s)
	if m == nil {
		m = longPart.FindStringSubmatch(s)
	}
	if m == nil {
		return s
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[2], ",", ""))
	if err != nil {
		return s
	}
	n *= map[string]int{"of": 1, "KB of": 1 << 10, "MB of": 1 << 20}[m[3]]
	if m[3] != "of" {
		n /= len(m[4])
	}
	return m[1] + strings.Repeat(m[4], n) + m[5]
}

// fill puts in what was saved, and the ids of people.
func (c *conversation) fill(s string) string {
	c.t.Helper()
	return variable.ReplaceAllStringFunc(s, func(v string) string {
		value, known := c.saved[v[1:]], false
		if v[0] == '{' {
			value, known = c.ids[v[1:len(v)-1]]
		} else {
			_, known = c.saved[v[1:]]
		}
		if !known {
			c.fail("nothing was saved as %s", v)
		}
		return value
	})
}

// there makes a fiche of somebody whom tests know by name.
func (c *conversation) there(words []string) []string {
	mine, rest := c.want("there", words, 2)
	c.ids[mine[1]] = c.l.Person(c.t, mine[1]).ID
	return rest
}

// as changes who asks.
func (c *conversation) as(words []string) []string {
	mine, rest := c.want("as", words, 1)
	name, _, _ := strings.Cut(mine[0], "/")
	role, language := store.Worker, "nl"
	for len(rest) > 0 && verbs[rest[0]] == nil {
		switch rest[0] {
		case "beheerder":
			role = store.Admin
		case "lezer":
			role = store.Reader
		case "fr", "en", "de":
			language = rest[0]
		default:
			c.fail("%q is no role and no language", rest[0])
		}
		rest = rest[1:]
	}
	c.who = c.tabs[mine[0]]
	switch {
	case c.who != nil:
	case name == "nobody":
		c.who = &tab{visitor: c.l.stranger(c.t)}
	case c.tabs[name] != nil: // another tab of the same browser
		other := *c.tabs[name].visitor
		c.who = &tab{visitor: &other}
	default:
		c.who = &tab{visitor: c.l.seat(c.t, store.User{Name: name, Role: role, Language: language})}
	}
	c.tabs[mine[0]] = c.who
	return rest
}

// sessionOver ends the session of who asks; their browser goes on as if it had one.
func (c *conversation) sessionOver(words []string) []string {
	_, rest := c.want("session", words, 1)
	if err := c.l.SignOut(c.t.Context(), c.who.user.Actor(), hashOf(c.who.kept[cookieName].Value)); err != nil {
		c.fail("%v", err)
	}
	return rest
}

// clock moves the clock and runs the job of the minute.
func (c *conversation) clock(words []string) []string {
	mine, rest := c.want("clock", words, 1)
	to, err := time.ParseInLocation("2006-01-02 15:04", mine[0], c.l.Location())
	if err != nil {
		days, isDays := strings.CutSuffix(strings.TrimPrefix(mine[0], "+"), "d")
		n, derr := strconv.Atoi(days)
		d, err := time.ParseDuration(mine[0])
		switch {
		case isDays && derr == nil:
			to = c.l.Clock.Now().AddDate(0, 0, n)
		case err == nil:
			to = c.l.Clock.Now().Add(d)
		default:
			c.fail("%q is no time", mine[0])
		}
	}
	c.l.Clock.Set(to)
	c.l.app.Tick(to)
	return rest
}
