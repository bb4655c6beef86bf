package handlers

import (
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/views"
)

// history answers what was changed in the box, the latest first.
func (a *App) history(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("menu.history")
	before := queryOf(c).Get("before")
	changes, older, err := a.store.Changes(c.UserContext(), before, pageSize)
	if err != nil {
		return err
	}
	v := views.History{Frame: f}
	for i := range changes {
		x := &changes[i]
		at := time.Unix(x.At, 0).In(a.store.Location())
		day := at.Format(time.DateOnly)
		if n := len(v.Days); n == 0 || v.Days[n-1].Day != day {
			v.Days = append(v.Days, views.HistoryDay{Day: day, Head: f.DateHead(day)})
		}
		last := &v.Days[len(v.Days)-1]
		last.Lines = append(last.Lines, views.LogLine{
			HistoryLine: a.historyLine(f, &x.Change), Clock: at.Format("15:04"), Number: strconv.Itoa(x.Ref.Number), Name: x.Ref.Name, URL: ficheURL(&x.Ref), Removed: x.Removed,
		})
	}
	if older != "" {
		v.More = "/history?" + url.Values{"before": {older}}.Encode()
	}
	if before != "" {
		v.Newest = "/history"
	}
	return a.page(c, v)
}

// helpKeys answers the page of all shortcuts.
func (a *App) helpKeys(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("menu.keys")
	return a.page(c, views.Keys{Frame: f})
}
