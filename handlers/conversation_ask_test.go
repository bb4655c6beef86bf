package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// answer is the last answer in a tab, with what was asked.
type answer struct {
	method, path, body string
	status             int
	head               http.Header
	page               page
}

// testPassword is that of everybody in tests, hashed once: it takes time.
const testPassword = "geheim geheim"

var testHash = password.Hash(testPassword)

// seat makes an account and a browser in which it is signed in.
func (l *liveBox) seat(t *testing.T, u store.User) *visitor {
	t.Helper()
	u.Password = testHash
	u, err := l.AddUser(t.Context(), storetest.Kim, u)
	if err != nil {
		t.Fatal(err)
	}
	v := l.stranger(t)
	secret := "secret of " + u.ID
	if err := l.SignIn(t.Context(), u, hashOf(secret), testAgent); err != nil {
		t.Fatal(err)
	}
	v.user, v.cookie = u, &http.Cookie{Name: cookieName, Value: secret}
	v.kept[cookieName] = v.cookie
	return v
}

// ask sends a request and looks at what every answer must have.
func (c *conversation) ask(method, path, body string, header ...string) {
	c.t.Helper()
	c.settle()
	if c.who == nil {
		c.fail("nobody asks yet: begin with as")
	}
	r, text := c.who.sendBody(method, path, body, header...)
	c.who.answer = answer{method, path, body, r.StatusCode, r.Header, page(text)}
	if r.Header.Get("Content-Security-Policy") == "" || r.Header.Get("X-Content-Type-Options") != "nosniff" {
		c.fail("%s %s answers %d without the headers of every answer", method, path, r.StatusCode)
	}
	if file := r.Header.Get("Content-Disposition") != ""; !file && (strings.Contains(text, "%!") || strings.Contains(text, "ZgotmplZ")) {
		c.fail("%s %s has words whose gaps are not filled, or an address that was refused", method, path)
	}
	if r.StatusCode == http.StatusOK && method == http.MethodGet && !slices.Contains(header, "partial") {
		c.who.at = path
	}
	c.unsure = true
}

// settle fails when the last answer was our fault and nobody looked at its status.
func (c *conversation) settle() {
	c.t.Helper()
	if c.unsure && c.who.status >= http.StatusInternalServerError {
		c.fail("%s %.200s answers %d", c.who.method, c.who.path, c.who.status)
	}
	c.unsure = false
}

// asked is what stands behind GET, POST or send.
type asked struct {
	fields []field
	off    []string // fields that are not sent
	all    []string // boxes that are ticked, each of the name
	press  []field
	header []string
}

// asking reads fields and how they are sent, up to the next verb.
func (c *conversation) asking(words []string) (a asked, rest []string) {
	for len(words) > 0 && verbs[words[0]] == nil {
		word := words[0]
		words = words[1:]
		switch word {
		case "htmx":
			a.header = append(a.header, "HX-Request", "true", "HX-Request-Type", "partial")
			continue
		case "with", "off", "press", "all":
			if len(words) == 0 {
				c.fail("%s needs a word behind it", word)
			}
		}
		switch name, value, ok := strings.Cut(word, "="); {
		case word == "with":
			h, v, ok := strings.Cut(words[0], ": ")
			if !ok {
				c.fail("%q is no header", words[0])
			}
			a.header, words = append(a.header, h, v), words[1:]
		case word == "all":
			a.all, words = append(a.all, words[0]), words[1:]
		case word == "off":
			a.off, words = append(a.off, words[0]), words[1:]
		case word == "press":
			n, v, _ := strings.Cut(words[0], "=")
			a.press, words = append(a.press, field{n, v}), words[1:]
		case ok:
			a.fields = append(a.fields, field{name, value})
		default:
			c.fail("%q is no field and no verb", word)
		}
	}
	return a, words
}

func encode(fields []field) string {
	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(f.name) + "=" + url.QueryEscape(f.value))
	}
	return b.String()
}

func (c *conversation) get(words []string) []string {
	path, rest := c.want("GET", words, 1)
	a, rest := c.asking(rest)
	to := strings.ReplaceAll(path[0], " ", "%20")
	if len(a.fields) > 0 {
		to += map[bool]string{true: "&", false: "?"}[strings.Contains(to, "?")] + encode(a.fields)
	}
	c.ask(http.MethodGet, to, "", a.header...)
	return rest
}

func (c *conversation) post(words []string) []string { return c.sendTo(http.MethodPost, words) }

// put is a method the program has for nothing.
func (c *conversation) put(words []string) []string { return c.sendTo(http.MethodPut, words) }

func (c *conversation) sendTo(method string, words []string) []string {
	path, rest := c.want(method, words, 1)
	a, rest := c.asking(rest)
	c.ask(method, path[0], encode(append(a.fields, a.press...)), a.header...)
	return rest
}

// send sends a form of the page in the tab as a browser does.
func (c *conversation) send(words []string) []string {
	sel, rest := c.want("send", words, 1)
	a, rest := c.asking(rest)
	f, ok := c.who.page.form(sel[0])
	if !ok {
		c.fail("the page of %s %s has no form %s", c.who.method, c.who.path, sel[0])
	}
	for _, x := range a.fields {
		if f.set(x) {
			continue
		}
		c.fail("form %s has no field %s", sel[0], x.name)
	}
	for _, name := range a.off {
		f.drop(name)
	}
	for _, name := range a.all {
		for _, v := range f.boxes[name] {
			f.fields = append(f.fields, field{name, v})
		}
	}
	body := encode(append(f.fields, a.press...))
	if f.method == http.MethodGet {
		c.ask(http.MethodGet, f.action+"?"+body, "", a.header...)
	} else {
		c.ask(http.MethodPost, f.action, body, a.header...)
	}
	return rest
}

// follow goes where the answer leads: a 307 with the same form, else as one looks
// at a page.
func (c *conversation) follow(words []string) []string {
	to := c.who.head.Get("Location")
	if to == "" {
		to = c.who.head.Get("HX-Redirect")
	}
	if to == "" {
		c.fail("%s %s answers %s, which leads nowhere", c.who.method, c.who.path, strconv.Itoa(c.who.status))
	}
	if c.who.status == http.StatusTemporaryRedirect {
		c.ask(c.who.method, to, c.who.body)
	} else {
		c.ask(http.MethodGet, to, "")
	}
	return words
}

// crowd makes many prospects: "Firma 001" and so on.
func (c *conversation) crowd(words []string) []string {
	mine, rest := c.want("crowd", words, 1)
	n, err := strconv.Atoi(mine[0])
	if err != nil {
		c.fail("%q is no number", mine[0])
	}
	for i := range n {
		c.l.Prospect(c.t, "name", fmt.Sprintf("Firma %03d", i+1))
	}
	return rest
}

// work has the jobs done that were begun, as the program does by itself.
func (c *conversation) work(words []string) []string {
	if err := c.l.WorkOff(c.t.Context()); err != nil {
		c.fail("%v", err)
	}
	return words
}

// group takes a group away or gives it another name, as somebody does in the settings.
func (c *conversation) group(words []string) []string {
	mine, rest := c.want("group", words, 3)
	all, err := c.l.Groups(c.t.Context())
	if err != nil {
		c.fail("%v", err)
	}
	for _, g := range all {
		if g.Name == mine[0] {
			if mine[2] == "deleted" {
				err = c.l.RemoveGroup(c.t.Context(), storetest.Bart, g.ID)
			} else {
				err = c.l.RenameGroup(c.t.Context(), storetest.Bart, g.ID, mine[2])
			}
			if err != nil {
				c.fail("%v", err)
			}
			return rest
		}
	}
	c.fail("there is no group %s", mine[0])
	return rest
}

// flash puts a cookie into the browser as sayNext does.
func (c *conversation) flash(words []string) []string {
	mine, rest := c.want("flash", words, 1)
	c.who.kept[flashCookie] = &http.Cookie{Name: flashCookie, Value: url.QueryEscape(mine[0])}
	return rest
}
