package handlers

import (
	"cmp"
	"io"
	"iter"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/transfer"
	"fichebak/views"
)

// resultsCSV answers the three cuts as one file.
func (a *App) resultsCSV(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	r := readResults(queryOf(c))
	from, to, _ := r.months(store.MonthOf(f.Today()))
	found, err := a.store.Results(c.UserContext(), from, to)
	if err != nil {
		return err
	}
	titles := append([]string{f.T("results.cut")}, resultTitles(f, "any")...)
	begin := func(w io.Writer) (transfer.Writer, error) { return transfer.NewCSV(w, titles) }
	return a.table(c, fileName(f.T("results.head"), f.Now, "csv"), kindCSV, begin, resultLines(f, found))
}

// resultLines are the rows of the file: plain numbers, for who goes on with them.
func resultLines(f *views.Frame, found store.Results) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, cut := range []struct {
			by   string
			rows []store.Result
		}{{"month", found.Months}, {"source", found.Sources}, {"group", found.Groups}} {
			for _, x := range cut.rows {
				name := cmp.Or(x.Name, f.T("results.no-source"))
				switch cut.by {
				case "month":
					name = x.Month.Day()[:len("2006-01")]
				case "group":
					name = cmp.Or(x.Name, f.T("results.no-group"))
				}
				days := ""
				if x.Sold > 0 {
					days = strconv.Itoa(pace(x.Tally))
				}
				if !yield([]string{f.T("results.per." + cut.by), name, strconv.Itoa(x.First), strconv.Itoa(x.Appointments), strconv.Itoa(x.Sold), strconv.Itoa(share(x.Tally)), days}, nil) {
					return
				}
			}
		}
	}
}
