package handlers

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
)

// pageSize is how many rows come at once, where a window does not say.
const pageSize = 50

// listState is all state of a list, as its address has it.
type listState struct {
	kind   fiche.Kind
	q      string
	view   store.View
	group  fiche.ID
	source string
	sort   string // a name of store.Columns
	desc   bool
	after  string
	page   int
	told   bool     // its address told the order
	saved  fiche.ID // view it is looked at by
	said   bool     // its address always says the order: without it this user may see another
	rows   int      // how many come at once; 0: pageSize
}

// maxQuery bounds what is searched for, in bytes.
const maxQuery = 200

// maxCursor bounds a cursor, which holds the key of a row.
const maxCursor = 2000

// readList reads the state of a list from a query string. What it does not know
// becomes the default, so that an old address still answers.
func readList(kind fiche.Kind, query url.Values) listState {
	s := listState{kind: kind, q: shorten(query.Get("q"), maxQuery), group: shorten(query.Get("group"), maxQuery), source: shorten(query.Get("source"), maxQuery), after: shorten(query.Get("after"), maxCursor), saved: shorten(query.Get("saved"), maxID)}
	s.view, _ = store.ParseView(query.Get("view"))
	s.sort = query.Get("sort")
	if len(s.sort) > 0 && s.sort[0] == '-' {
		s.sort, s.desc = s.sort[1:], true
	}
	if _, ok := store.Columns[s.sort]; !ok {
		s.sort, s.desc = defaultSort(s.view, kind), false
	} else {
		s.told = true
	}
	if n, err := strconv.Atoi(query.Get("page")); err == nil && n > 0 && n < 1_000_000 {
		s.page = n
	}
	s.said = s.told && s.encode() != ""
	return s
}

// defaultSort is by name; views of what is to be done are by what comes next.
func defaultSort(v store.View, k fiche.Kind) string {
	if isDated(v) || k == fiche.Prospect {
		return "next"
	}
	return "name"
}

// queryOf reads the query of an address.
func queryOf(c *fiber.Ctx) url.Values {
	return parseQuery(string(c.Request().URI().QueryString()))
}

// parseQuery reads a query string; what is wrong in it is passed over.
func parseQuery(s string) url.Values {
	v, err := url.ParseQuery(s)
	if err != nil && v == nil {
		return url.Values{}
	}
	return v
}

// listURL is the address of a list in the state that a fiche or form carried.
func listURL(kind fiche.Kind, state string) string { return readList(kind, parseQuery(state)).url() }

// carriedList is the state of the list that a page was come to from, as the page's
// address or form carries it; anything else is nothing.
func carriedList(c *fiber.Ctx, state string) string {
	query := parseQuery(state)
	s := readList(kindOf(c), query)
	if query.Get("sort") == s.sortText() { // the default one is carried too
		return s.carried()
	}
	return s.encode()
}

// query is what the state asks of the store.
func (s listState) query() store.Query {
	q := store.Query{Kind: s.kind, Text: s.q, View: s.view, Group: s.group, Source: s.source, Sort: s.sort, Desc: s.desc, After: s.after, Limit: s.limit()}
	if s.page > 1 {
		q.Offset = (s.page - 1) * s.limit()
	}
	return q
}

// limit is how many rows come at once.
func (s listState) limit() int {
	if s.rows > 0 {
		return s.rows
	}
	return pageSize
}

// within is the state as a window has it: its rows, and its order where the address
// says none.
func (s listState) within(w store.Window) listState {
	s.rows = w.Rows
	if _, ok := store.Columns[w.Sort]; !ok {
		return s
	}
	if !s.told {
		s.sort, s.desc = usualSort(w, s.view, s.kind), false
	}
	s.said = true
	return s
}

// usualSort is what a view is sorted on in a window where nobody says otherwise.
func usualSort(w store.Window, v store.View, k fiche.Kind) string {
	if _, ok := store.Columns[w.Sort]; ok && !isDated(v) {
		return w.Sort
	}
	return defaultSort(v, k)
}

// look changes the view; an order that is only what the one before is usually in
// becomes that of this one, where the window has an order of its own.
func (s *listState) look(w store.Window, v store.View) {
	if w.Sort != "" && !s.desc && s.sort == usualSort(w, s.view, s.kind) {
		s.sort = usualSort(w, v, s.kind)
	}
	s.view, s.saved = v, ""
}

// isDated reports whether a view is of what is to be done by a day.
func isDated(v store.View) bool {
	return v == store.ViewToday || v == store.ViewLate || v == store.ViewWeek
}

// encode is the state as a query string, without what is the default; it is what a
// fiche and its form carry to lead back to the list.
func (s listState) encode() string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", s.q)
	set("view", string(s.view))
	set("group", s.group)
	set("source", s.source)
	set("saved", s.saved)
	if s.sort != defaultSort(s.view, s.kind) || s.desc || s.said {
		set("sort", s.sortText())
	}
	if s.page > 1 {
		set("page", strconv.Itoa(s.page))
	}
	set("after", s.after)
	return v.Encode()
}

// carried is the state that a fiche opened from the list carries: never empty, so that
// it knows that it came from one.
func (s listState) carried() string {
	if e := s.encode(); e != "" {
		return e
	}
	return url.Values{"sort": {s.sortText()}}.Encode()
}

func (s listState) sortText() string {
	if s.desc {
		return "-" + s.sort
	}
	return s.sort
}

// url is the address of the list.
func (s listState) url() string {
	if e := s.encode(); e != "" {
		return "/" + s.kind.Plural() + "?" + e
	}
	return "/" + s.kind.Plural()
}

// with is the state with one thing changed, from its first page.
func (s listState) with(change func(*listState)) listState {
	s.after, s.page = "", 0
	change(&s)
	return s
}
