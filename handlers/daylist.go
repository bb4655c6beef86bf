package handlers

import (
	"context"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/paper"
	"fichebak/store/phone"
	"fichebak/views"
)

// maxDayList is how many appointments and call-backs the list of a day has.
const maxDayList = 400

// dayList is which day, and for whom.
type dayList struct {
	day   string // as it was asked for
	ok    bool   // it is a day
	who   string // a user, or empty: everyone
	users []store.User
}

func (a *App) readDayList(c *fiber.Ctx) (d dayList, f *views.Frame, err error) {
	if f, err = a.frame(c); err != nil {
		return d, nil, err
	}
	query := queryOf(c)
	d = dayList{day: strings.TrimSpace(shorten(query.Get("day"), maxID)), who: query.Get("who")}
	if d.day == "" {
		d.day = f.Today()
	}
	t, err := time.Parse(time.DateOnly, d.day)
	d.ok = err == nil && t.Year() >= 1990 && t.Year() < 2200
	if d.users, err = a.store.Users(c.UserContext()); err != nil {
		return d, nil, err
	}
	if !slices.ContainsFunc(d.users, func(u store.User) bool { return u.ID == d.who }) {
		d.who = ""
	}
	return d, f, nil
}

func (d dayList) url(tail string, days int) string {
	day := d.day
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		day = t.AddDate(0, 0, days).Format(time.DateOnly)
	}
	q := url.Values{"day": {day}}
	if d.who != "" {
		q.Set("who", d.who)
	}
	return "/days" + tail + "?" + q.Encode()
}

// words say which day, and for whom.
func (d dayList) words(f *views.Frame) (title, under string) {
	under = f.T("days.everyone")
	for _, u := range d.users {
		if u.ID == d.who {
			under = f.T("days.one", u.Name)
		}
	}
	return f.T("days.title", f.DateLong(d.day)), under
}

func dayColumns(f *views.Frame) []string {
	return []string{f.T("field.moment.hour"), f.T("report.what"), f.T("field.name"), f.T("field.phone"), f.T("days.address"), f.T("field.moment.text"), f.T("field.moment.for")}
}

// dayRows are the lines of the day; more says that there are others.
func (a *App) dayRows(ctx context.Context, f *views.Frame, d dayList) (rows [][]string, more bool, err error) {
	visits, more, err := a.store.DayList(ctx, d.day, d.who, maxDayList)
	for i := range visits {
		v := &visits[i]
		m := &v.Moment
		hour := f.Clock(m.Hour)
		if m.Until != "" {
			hour += "–" + m.Until
		}
		what := f.T("moment." + m.Kind.String())
		if m.Done() {
			what += " (" + f.T("moment.done") + ")"
		}
		rows = append(rows, []string{hour, what, v.Ref.Name, phone.Format(v.Phone), strings.Join(addressLines(f, v.Address), ", "), m.Text, a.whoOf(m)})
	}
	return rows, more, err
}

// dayOnPaper answers the list of a day as a page to print.
func (a *App) dayOnPaper(c *fiber.Ctx) error {
	d, f, err := a.readDayList(c)
	if err != nil {
		return err
	}
	return a.showDay(c, f, d)
}

func (a *App) showDay(c *fiber.Ctx, f *views.Frame, d dayList) error {
	f.Title = f.T("days.head")
	v := views.Sheet{Frame: f, Head: f.T("days.head"), Stamp: stamp(f), Columns: dayColumns(f), None: f.T("days.none"), Action: "/days"}
	day := views.Field{Name: "day", Label: f.T("field.moment.day"), Kind: "date", Value: d.day, Required: true}
	who := views.Field{Name: "who", Label: f.T("field.moment.for"), Kind: "select", Value: d.who, Options: []views.Option{{Label: f.T("days.everyone")}}}
	for _, u := range d.users {
		if !u.Disabled || u.ID == d.who {
			who.Options = append(who.Options, views.Option{Value: u.ID, Label: u.Name})
		}
	}
	if !d.ok {
		day.Problem = &views.Note{Text: f.T("problem.day", d.day)}
		v.Choose = []views.Field{day, who}
		return a.invalid(c, v)
	}
	v.Choose = []views.Field{day, who}
	v.Head, v.Under = d.words(f)
	v.PDF, v.Before, v.After = d.url("/list.pdf", 0), d.url("", -1), d.url("", 1)
	var more bool
	var err error
	if v.Rows, more, err = a.dayRows(c.UserContext(), f, d); err != nil {
		return err
	}
	if more {
		v.Under += " · " + f.T("days.more", maxDayList)
	}
	return a.page(c, v)
}

// daysPDF answers the list of a day as PDF.
func (a *App) daysPDF(c *fiber.Ctx) error {
	d, f, err := a.readDayList(c)
	if err != nil {
		return err
	}
	if !d.ok {
		return a.showDay(c, f, d)
	}
	rows, more, err := a.dayRows(c.UserContext(), f, d)
	if err != nil {
		return err
	}
	title, under := d.words(f)
	if more {
		under += " · " + f.T("days.more", maxDayList)
	}
	l := paper.List{Head: paperHead(f, title, under)}
	for _, t := range dayColumns(f) {
		l.Columns = append(l.Columns, paper.Column{Title: t})
	}
	return a.pdf(c, f, title, func(w io.Writer) error {
		return paper.WriteList(w, l, onPaper(func(yield func([]string, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}))
	})
}
