package handlers

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// bounds are how many fiches a report takes at most: a page that is to be shown and
// printed, and a PDF, which is made in memory, have theirs.
type bounds struct{ sheet, pdf int }

var usualBounds = bounds{sheet: 3000, pdf: 10_000}

// selection is what a report is about: the list it was asked from, and the rows that were
// ticked; none stands for the whole list.
type selection struct {
	list   listState
	ticked []fiche.ID
	total  int
}

// readReport reads what a report is about from an address, and the frame of its answer.
func (a *App) readReport(c *fiber.Ctx) (r selection, f *views.Frame, err error) {
	query := queryOf(c)
	w, err := a.store.Window(c.UserContext(), current(c).ID, kindOf(c))
	if err != nil {
		return r, nil, err
	}
	r = selection{list: readList(kindOf(c), query).within(w).with(func(*listState) {}), ticked: query["fiche"]}
	if len(r.ticked) > maxPicked {
		return r, nil, fiber.ErrBadRequest
	}
	for _, id := range r.ticked {
		if len(id) > maxID {
			return r, nil, store.ErrNotFound
		}
	}
	if r.total = len(r.ticked); r.total == 0 {
		r.total = a.store.Count(r.list.query())
	}
	f, err = a.frame(c)
	return r, f, err
}

// url is the address of a page or file about the same.
func (r selection) url(tail string) string {
	at := "/" + r.list.kind.Plural() + tail
	if q := r.encode(); q != "" {
		return at + "?" + q
	}
	return at
}

func (r selection) encode() string {
	q := parseQuery(r.list.encode())
	if len(r.ticked) > 0 {
		q["fiche"] = r.ticked
	}
	return q.Encode()
}

// query is what the report asks of the store.
func (r selection) query() store.Query { return r.list.query() }

// selectReport sends the bar's button Rapport to its page, with what was ticked.
func (a *App) selectReport(c *fiber.Ctx, kind fiche.Kind, ids []string, list string) error {
	if len(ids) > maxPicked {
		sayNext(c, "report-many")
		return seeOther(c, listURL(kind, list))
	}
	w, err := a.store.Window(c.UserContext(), current(c).ID, kind)
	if err != nil {
		return err
	}
	return seeOther(c, selection{list: readList(kind, parseQuery(list)).within(w).with(func(*listState) {}), ticked: ids}.url("/report"))
}

// report answers what can be made of a list or of a fiche.
func (a *App) report(c *fiber.Ctx) error {
	r, f, err := a.readReport(c)
	if err != nil {
		return err
	}
	return a.showReport(c, f, r)
}

func (a *App) showReport(c *fiber.Ctx, f *views.Frame, r selection) error {
	v, err := a.reportView(c.UserContext(), f, r)
	if err != nil {
		return err
	}
	if f.Flash != nil && f.Flash.Problem {
		return a.invalid(c, v)
	}
	return a.page(c, v)
}

func (a *App) reportView(ctx context.Context, f *views.Frame, r selection) (views.Report, error) {
	f.Nav, f.Title, f.Card = r.list.kind.Plural(), f.T("bar.report"), "is-short"
	v := views.Report{Frame: f, Kind: r.list.kind.String(), Back: views.Link{URL: r.list.url(), Text: f.T("nav." + r.list.kind.Plural())}, Total: r.total}
	under, err := a.reportWords(ctx, f, r)
	if err != nil {
		return v, err
	}
	v.What = under
	cols, err := a.reportColumns(ctx, f, r.list, onSheet)
	if err != nil {
		return v, err
	}
	v.Columns = strings.Join(titlesOf(cols), ", ")
	if r.total <= a.bounds.sheet {
		v.Sheet, v.Labels = r.url("/report/sheet"), r.url("/labels")
	}
	if r.total <= a.bounds.pdf {
		v.PDF = r.url("/report/list.pdf")
	}
	v.CSV, v.XLSX = r.url("/report/list.csv"), r.url("/report/list.xlsx")
	v.MaxSheet, v.MaxPDF = a.bounds.sheet, a.bounds.pdf
	if len(r.ticked) > 0 {
		whole := r
		whole.ticked = nil
		v.Choices = []views.Choosable{
			{URL: r.url("/report"), Label: f.T("report.only-ticked"), Count: r.total, Current: true},
			{URL: whole.url("/report"), Label: f.T("report.whole-list"), Count: a.store.Count(r.list.query())},
		}
	}
	if len(r.ticked) == 1 {
		card, err := a.store.Card(ctx, r.ticked[0])
		if err != nil {
			return v, err
		}
		self := ficheURL(fiche.RefTo(&card.Fiche))
		v.OnePDF = self + "/sheet.pdf"
		v.One = &views.Link{URL: views.WithList(self, r.list.carried()), Text: strconv.Itoa(card.Fiche.Number) + " " + card.Fiche.Name}
	}
	return v, nil
}

// reportWords says in words what a report is about.
func (a *App) reportWords(ctx context.Context, f *views.Frame, r selection) (string, error) {
	s := r.list
	words := []string{f.N("fiches.count."+s.kind.String(), r.total)}
	if len(r.ticked) > 0 {
		words[0] = f.N("report.ticked", r.total)
	} else {
		if s.view != store.ViewAll {
			words = append(words, f.T("view."+string(s.view)))
		}
		if s.group != "" {
			name, err := a.groupWords(ctx, f, s.group)
			if err != nil {
				return "", err
			}
			words = append(words, name)
		}
		if s.source != "" {
			words = append(words, f.T("report.source", s.source))
		}
		if s.q != "" {
			words = append(words, f.T("report.searched", s.q))
		}
	}
	sorted := f.T("report.sorted", f.T("column."+s.sort))
	if s.desc {
		sorted = f.T("report.sorted-down", f.T("column."+s.sort))
	}
	return strings.Join(append(words, sorted), " · "), nil
}

// groupWords names a group, or says that it is no more.
func (a *App) groupWords(ctx context.Context, f *views.Frame, id fiche.ID) (string, error) {
	groups, err := a.store.Groups(ctx)
	if err != nil {
		return "", err
	}
	for i := range groups {
		if groups[i].ID == id {
			return f.T("report.group", groups[i].Name), nil
		}
	}
	return f.T("funnel.group-gone"), nil
}

// stamp says on paper when and for whom it was made.
func stamp(f *views.Frame) string { return f.T("report.stamp", f.StampFull(f.Now), f.User.Name) }

// reportRows are the cells of all fiches of a report.
func (a *App) reportRows(ctx context.Context, f *views.Frame, r selection, cols []reportColumn) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for row, err := range a.store.Lines(ctx, r.query(), r.ticked) {
			if err != nil {
				yield(nil, err)
				return
			}
			cells := make([]string, len(cols))
			for i := range cols {
				cells[i] = cols[i].text(f, &row)
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// short is how long a number may be that is kept on one line of paper.
const short = 18

// onPaper keeps telephone and VAT numbers, postcodes and towns on one line.
func onPaper(rows iter.Seq2[[]string, error]) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for cells, err := range rows {
			for i, cell := range cells {
				if len(cell) <= short && strings.ContainsAny(cell, "0123456789") {
					cells[i] = strings.ReplaceAll(cell, " ", "\u00a0")
				}
			}
			if !yield(cells, err) {
				return
			}
		}
	}
}

// reportSheet answers a list as a page to print.
func (a *App) reportSheet(c *fiber.Ctx) error {
	r, f, err := a.bounded(c, a.bounds.sheet)
	if err != nil || f == nil {
		return err
	}
	f.Nav = r.list.kind.Plural()
	cols, err := a.reportColumns(c.UserContext(), f, r.list, onSheet)
	if err != nil {
		return err
	}
	v := views.Sheet{Frame: f, Head: f.T("nav." + f.Nav), Stamp: stamp(f), Columns: titlesOf(cols), PDF: r.url("/report/list.pdf"),
		Back: []views.Link{{URL: r.list.url(), Text: f.T("nav." + f.Nav)}, {URL: r.url("/report"), Text: f.T("bar.report")}}}
	f.Title = v.Head
	if v.Under, err = a.reportWords(c.UserContext(), f, r); err != nil {
		return err
	}
	for cells, err := range onPaper(a.reportRows(c.UserContext(), f, r, cols)) {
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, cells)
	}
	return a.page(c, v)
}

// bounded reads what a report is about. One that is too large is answered by its page,
// which says so; the frame is nil then.
func (a *App) bounded(c *fiber.Ctx, most int) (selection, *views.Frame, error) {
	r, f, err := a.readReport(c)
	if err != nil || r.total <= most {
		return r, f, err
	}
	f.Flash = &views.Flash{Text: f.T("report.too-large", r.total, most), Problem: true}
	return r, nil, a.showReport(c, f, r)
}

// fileName is what a file is called: its title and the day.
func fileName(title string, at time.Time, ext string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '-'
		}
		return r
	}, title)
	return shorten(clean, 100) + " " + at.Format(time.DateOnly) + "." + ext
}

// attach has the browser keep what is answered as a file.
func attach(c *fiber.Ctx, name, kind string) {
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentDisposition, "attachment; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
}
