package handlers

import (
	"net/url"
	"strconv"
	"strings"
)

// like reports whether a text is what is wanted; one that ends in * wants its beginning.
func like(text, want string) bool {
	if begin, ok := strings.CutSuffix(want, "*"); ok {
		return strings.HasPrefix(text, begin)
	}
	return text == want
}

// wrong fails with the beginning of what the page says.
func (c *conversation) wrong(format string, args ...any) {
	c.t.Helper()
	text := c.who.page.text()
	if main := strings.Index(text, "\x00"); main >= 0 {
		text = text[main:]
	}
	c.fail(format+"\n%s %.200s answered %d %s\n%.1500s", append(args, c.who.method, c.who.path, c.who.status, c.who.head.Get("Location"), text)...)
}

func (c *conversation) status(words []string) []string {
	mine, rest := c.want("status", words, 1)
	c.asserted++
	c.unsure = false
	if strconv.Itoa(c.who.status) != mine[0] {
		c.wrong("status %s is wanted", mine[0])
	}
	return rest
}

func (c *conversation) location(words []string) []string {
	mine, rest := c.want("location", words, 1)
	c.asserted++
	if to := c.who.head.Get("Location"); !like(to, mine[0]) {
		c.wrong("location %s is wanted", mine[0])
	}
	return rest
}

func (c *conversation) header(words []string) []string {
	mine, rest := c.want("header", words, 2)
	c.asserted++
	if v := c.who.head.Get(mine[0]); !like(v, mine[1]) {
		c.wrong("header %s is %q, wanted %q", mine[0], v, mine[1])
	}
	return rest
}

func (c *conversation) has(words []string) []string {
	mine, rest := c.want("has", words, 1)
	c.asserted++
	if !c.who.page.has(mine[0]) {
		c.wrong("the page has no %.200q", mine[0])
	}
	return rest
}

func (c *conversation) hasNot(words []string) []string {
	mine, rest := c.want("hasn't", words, 1)
	c.asserted++
	if c.who.page.has(mine[0]) {
		c.wrong("the page has %.200q", mine[0])
	}
	return rest
}

func (c *conversation) pick(words []string) []string {
	mine, rest := c.want("select", words, 1)
	c.asserted++
	if len(c.who.page.find(mine[0])) == 0 {
		c.wrong("the page has no element %.200s", mine[0])
	}
	return rest
}

func (c *conversation) count(words []string) []string {
	mine, rest := c.want("count", words, 2)
	c.asserted++
	if n := len(c.who.page.find(mine[0])); strconv.Itoa(n) != mine[1] {
		c.wrong("the page has %d elements %s, wanted %s", n, mine[0], mine[1])
	}
	return rest
}

// save keeps something of the answer under a name.
func (c *conversation) save(words []string) []string {
	mine, rest := c.want("save", words, 1)
	name, sel, attr := mine[0], "[name="+mine[0]+"]", "value"
	if len(rest) > 0 && rest[0] == "at" {
		mine, rest = c.want("at", rest[1:], 1)
		sel = mine[0]
		if sel != "location" {
			mine, rest = c.want("at", rest, 1)
			attr = mine[0]
		}
	}
	if sel == "location" {
		u, err := url.Parse(c.who.head.Get("Location"))
		if err != nil || u.Path == "" {
			c.wrong("it leads nowhere")
		}
		c.saved[name] = u.Path
		return rest
	}
	found := c.who.page.find(sel)
	if len(found) == 0 {
		c.wrong("the page has no element %s", sel)
	}
	c.saved[name] = found[0].attrs[attr]
	return rest
}
