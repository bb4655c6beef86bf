package handlers

import (
	"cmp"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/transfer"
	"fichebak/views"
)

// csv is the address of all that a state of the history shows, as a file.
func (s historyState) csv() string {
	return "/history/list.csv" + strings.TrimPrefix(s.with(), "/history")
}

// csvPage is how many changes are read at a time for a file.
const csvPage = 500

// historyCSV answers all that the history shows as one file, a row for each field.
func (a *App) historyCSV(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	s := readHistory(f, queryOf(c))
	v := views.History{Frame: f}
	q := a.historyForm(&v, &s)
	q.Before, q.Limit = "", 1
	var invalid *store.Invalid
	if _, err = a.store.Changes(c.UserContext(), q); v.Bad() || errors.As(err, &invalid) {
		return seeOther(c, s.with()) // which says what is wrong
	} else if err != nil {
		return err
	}
	q.Limit = csvPage
	var titles []string
	for _, key := range []string{"import.when", "history.who", "bin.kind", "field.number", "column.name", "history.change", "conflict.field", "history.old", "history.new"} {
		titles = append(titles, f.T(key))
	}
	begin := func(w io.Writer) (transfer.Writer, error) { return transfer.NewCSV(w, titles) }
	return a.table(c, fileName(f.T("menu.history"), f.Now, "csv"), kindCSV, begin, a.historyRows(f, q))
}

// historyRows are the rows of the file; where a field is asked for, those of it alone.
func (a *App) historyRows(f *views.Frame, q store.HistoryQuery) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for x, err := range a.store.EachChange(a.ctx, q) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, cells := range a.changeRows(f, x, q.Field) {
				if !yield(cells, nil) {
					return
				}
			}
		}
	}
}

// changeRows are the rows of a change, or the one of all that a job did.
func (a *App) changeRows(f *views.Frame, x *store.Changed, field string) (rows [][]string) {
	at := time.Unix(x.At, 0).In(a.store.Location())
	when := f.DatePaper(at.Format(time.DateOnly)) + " " + at.Format("15:04")
	cells := func(kind, number, name, what, field, old, now string) []string {
		return []string{when, cmp.Or(x.By, f.T("history.program")), kind, number, name, what, field, old, now}
	}
	if x.Job != nil {
		return [][]string{cells(f.T("operations.one"), strconv.Itoa(x.Job.Number), "", jobSays(f, x.Job), "", "", "")}
	}
	l := a.historyLine(f, &x.Change)
	of := func(field, old, now string) []string {
		return cells(f.T("kind."+x.Ref.Kind.String()), strconv.Itoa(x.Ref.Number), x.Ref.Name, cmp.Or(l.Text, changeWords(f, &x.Change)), field, old, now)
	}
	value := func(name, text string) string {
		switch name {
		case "moment.day", "activity.day", "crm.expected":
			return f.DatePaper(text)
		}
		if text == "" {
			return ""
		}
		return a.valueWhole(f, name, text)
	}
	if len(l.Fields) == 0 { // its words say all
		return [][]string{of("", "", "")}
	}
	for _, d := range x.Fields {
		if field == "" || store.FieldFamily(d.Name) == field {
			rows = append(rows, of(fieldLabel(f, d.Name), value(d.Name, d.Old), value(d.Name, d.New)))
		}
	}
	return rows
}
