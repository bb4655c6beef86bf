package handlers

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/search"
	"fichebak/views"
)

// maxLook is how many fiches a page may ask about at once.
const maxLook = 60

// lookList answers what of a list that is on a page may look different now: the rows it
// asks about, as they are or as gone from the list; how many there are beside them, which
// the page does not have; and all counts.
func (a *App) lookList(c *fiber.Ctx, f *views.Frame, s listState, query url.Values) error {
	ctx := c.UserContext()
	parts, err := a.listParts(ctx, f, &s)
	if err != nil {
		return err
	}
	s = s.with(func(*listState) {})
	shown, fresh := idsOf(query.Get("look")), idsOf(query.Get("new"))
	places, total := a.store.PlacesOf(append(append([]fiche.ID{query.Get("upto")}, shown...), fresh...), s.query())
	beside := query.Get("beside")
	v := views.FicheListLook{FicheIndex: a.listHead(f, parts, s, total, beside)}
	if known, err := strconv.Atoi(query.Get("total")); err == nil { // more was written than was named
		v.Fresh = max(0, total-known)
	} else {
		v.Fresh = newAbove(places[0], places[1+len(shown):])
	}
	for b, n := range parts.funnel.Breaks {
		v.Breaks = append(v.Breaks, views.Break{ID: "break-" + store.Breaks[b], Count: n})
	}
	words := search.Words(s.q)
	for i, id := range shown {
		row, err := a.store.Row(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			v.Lost = append(v.Lost, id)
			continue
		}
		if err != nil {
			return err
		}
		r := a.row(f, parts.columns, &row, words, s.backTo())
		r.Beside, r.Gone = beside == id, places[1+i] < 0
		v.Rows = append(v.Rows, r)
	}
	return a.part(c, v)
}

// newAbove counts the places in a list up to one; with none, all of them.
func newAbove(last int, places []int) (n int) {
	for _, at := range places {
		if at >= 0 && (last < 0 || at <= last) {
			n++
		}
	}
	return n
}

// idsOf reads ids with commas between, as many as may be asked about; - is none.
func idsOf(s string) (ids []fiche.ID) {
	for id := range strings.SplitSeq(s, ",") {
		if id != "" && id != "-" && len(id) < maxQuery && len(ids) < maxLook {
			ids = append(ids, id)
		}
	}
	return ids
}
