package handlers

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// The periods of the results; the one without a name is twelve months, this one among
// them.
var periods = []string{"year", "", "all"}

const (
	manyMonths = 36 // more than these are shown as years
	maxResults = 40 // sources and groups that have a row of their own; others share one
)

// resultColumns are the columns of a cut that can be sorted, by their name in a URL.
var resultColumns = []string{"name", "first", "appointments", "sold", "share", "days"}

// results are which period one looks at, and how its tables are sorted.
type results struct {
	period string
	sort   string
	desc   bool
}

func readResults(query url.Values) results {
	r := results{period: query.Get("period"), sort: query.Get("sort")}
	if !slices.Contains(periods, r.period) {
		r.period = ""
	}
	if strings.HasPrefix(r.sort, "-") {
		r.sort, r.desc = r.sort[1:], true
	}
	if !slices.Contains(resultColumns, r.sort) {
		r.sort, r.desc = "first", true
	}
	return r
}

// url is the address of a page or file about the same.
func (r results) url(tail string) string {
	q := url.Values{}
	if r.period != "" {
		q.Set("period", r.period)
	}
	if sort := r.sortText(); sort != "-first" {
		q.Set("sort", sort)
	}
	if len(q) == 0 {
		return "/results" + tail
	}
	return "/results" + tail + "?" + q.Encode()
}

func (r results) sortText() string {
	if r.desc {
		return "-" + r.sort
	}
	return r.sort
}

// months are the first and last month of the period, and those of the period before it
// that is as long; there is none before all.
func (r results) months(now store.Month) (from, to, before store.Month) {
	switch r.period {
	case "year":
		from = store.Month(now.Year() * 12)
		return from, now, from - 12
	case "all":
		return 0, now, 0
	}
	return now - 11, now, now - 23
}

// share is what part of the first contacts was sold to, in percent.
func share(t store.Tally) int {
	if t.First == 0 {
		return 0
	}
	return (200*t.Sold + t.First) / (2 * t.First)
}

// pace is how many days a sale took, on average.
func pace(t store.Tally) int {
	if t.Sold == 0 {
		return 0
	}
	return (2*t.Days + t.Sold) / (2 * t.Sold)
}

// results answers what became of first contacts, by month, adres via and group.
func (a *App) results(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	r := readResults(queryOf(c))
	f.Nav, f.Title = "prospects", f.T("results.head")
	now := store.MonthOf(f.Today())
	from, to, before := r.months(now)
	found, err := a.store.Results(c.UserContext(), from, to)
	if err != nil {
		return err
	}
	v := views.Results{Frame: f, Stamp: stamp(f), CSV: r.url("/list.csv"), Any: found.Oldest > 0, Total: found.Total.First}
	for _, p := range periods {
		other := r
		other.period = p
		v.Periods = append(v.Periods, views.Choosable{URL: other.url(""), Label: f.T("results.period." + cmp.Or(p, "12")), Current: p == r.period})
	}
	v.Figures = figures(f, found.Total)
	if before > 0 {
		earlier, err := a.store.Results(c.UserContext(), before, before+to-from)
		if err != nil {
			return err
		}
		if earlier.Total.First > 0 {
			v.Figures[3].Note = f.T("results.before", percent(f, earlier.Total))
		}
	}
	v.Months = monthCut(f, found, now)
	v.Chart = f.NewChart(v.Months.Rows)
	v.Sources = r.cut(f, "source", found.Sources, found.Total)
	v.Groups = r.cut(f, "group", found.Groups, found.Total)
	return a.page(c, v)
}

func figures(f *views.Frame, t store.Tally) []views.Figure {
	days := "–"
	if t.Sold > 0 {
		days = f.N("results.days", pace(t))
	}
	return []views.Figure{
		{Label: f.T("results.first"), Value: f.Number(t.First)},
		{Label: f.T("results.appointments"), Value: f.Number(t.Appointments)},
		{Label: f.T("results.sold"), Value: f.Number(t.Sold)},
		{Label: f.T("results.share"), Value: percent(f, t)},
		{Label: f.T("results.pace"), Value: days},
	}
}

// percent is the share in words: "22 %".
func percent(f *views.Frame, t store.Tally) string {
	if t.First == 0 {
		return "–"
	}
	return f.T("percent", share(t))
}

// resultRow is a tally as a row.
func resultRow(f *views.Frame, name string, t store.Tally) views.ResultRow {
	row := views.ResultRow{Name: name, First: t.First, Sold: t.Sold, Cells: []string{f.Number(t.First), f.Number(t.Appointments), f.Number(t.Sold), percent(f, t), "–"}}
	if t.Sold > 0 {
		row.Cells[4] = f.Number(pace(t))
	}
	return row
}

// resultTitles are the titles of a cut.
func resultTitles(f *views.Frame, by string) []string {
	return []string{f.T("results.by." + by), f.T("results.col-first"), f.T("results.col-appointments"), f.T("results.col-sold"), f.T("results.col-share"), f.T("results.col-days")}
}

// monthCut is the cut by month, in time's order; years where there are many months.
func monthCut(f *views.Frame, found store.Results, now store.Month) views.Cut {
	by, months := "month", found.Months
	if len(months) > manyMonths {
		by, months = "year", years(months)
	}
	cut := views.Cut{ID: by, Head: f.T("results.per." + by), Total: resultRow(f, f.T("results.total"), found.Total)}
	for _, title := range resultTitles(f, by) {
		cut.Columns = append(cut.Columns, views.Column{Label: title})
	}
	for _, m := range months {
		row := resultRow(f, strconv.Itoa(m.Month.Year()), m.Tally)
		row.Short = row.Name
		row.Running = m.Month.Year() == now.Year()
		if by == "month" {
			row.Name, row.Year, row.Short = f.MonthName(m.Month.Day()), row.Name, f.MonthShort(m.Month.Day())
			row.Running = m.Month == now
		}
		if row.Running {
			row.Note = f.T("results.until")
		}
		cut.Rows = append(cut.Rows, row)
	}
	return cut
}

func years(months []store.Result) (ys []store.Result) {
	for _, m := range months {
		if n := len(ys); n > 0 && ys[n-1].Month.Year() == m.Month.Year() {
			ys[n-1].Add(m.Tally)
		} else {
			ys = append(ys, m)
		}
	}
	return ys
}

// cut is the cut by source or group, sorted; those that are one too many share a row.
func (r results) cut(f *views.Frame, by string, rs []store.Result, total store.Tally) views.Cut {
	cut := views.Cut{ID: by, Head: f.T("results.per." + by), Total: resultRow(f, f.T("results.total"), total), Count: len(rs)}
	for i, title := range resultTitles(f, by) {
		col := views.Column{Label: title}
		other := r
		other.sort, other.desc = resultColumns[i], i > 0
		if r.sort == other.sort {
			col.Sort = map[bool]string{true: "descending", false: "ascending"}[r.desc]
			other.desc = !r.desc
		}
		col.URL = other.url("")
		cut.Columns = append(cut.Columns, col)
	}
	var rest store.Tally
	for i := maxResults; i < len(rs); i++ {
		rest.Add(rs[i].Tally)
	}
	more := len(rs) - maxResults
	shown := slices.Clone(rs[:min(len(rs), maxResults)])
	r.order(shown)
	most := 0
	for _, x := range shown {
		most = max(most, x.First)
		cut.Rows = append(cut.Rows, resultRow(f, cmp.Or(x.Name, f.T("results.no-"+by)), x.Tally))
	}
	if more > 0 {
		cut.Rows = append(cut.Rows, resultRow(f, f.N("results.others", more), rest))
		most = max(most, rest.First)
	}
	cut.Draw(most)
	return cut
}

// order sorts rows by the column that was chosen; alike ones keep the order they have.
func (r results) order(rs []store.Result) {
	slices.SortStableFunc(rs, func(x, y store.Result) (n int) {
		switch r.sort {
		case "name":
			n = strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
		case "first":
			n = cmp.Compare(x.First, y.First)
		case "appointments":
			n = cmp.Compare(x.Appointments, y.Appointments)
		case "sold":
			n = cmp.Compare(x.Sold, y.Sold)
		case "share":
			n = cmp.Compare(x.Sold*y.First, y.Sold*x.First)
		case "days":
			n = cmp.Compare(pace(x.Tally), pace(y.Tally))
		}
		if r.desc {
			return -n
		}
		return n
	})
}
