package handlers

import (
	"iter"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// crmReport is what a report of CRM fiches is about: the overview as its user sees it,
// and the rows that were ticked; none stands for all of it.
type crmReport struct {
	*crmWords
	state  crmState
	ticked []fiche.ID
	page   store.CRMPage // all rows of it
	cols   listColumns
	whole  int // rows of the overview, ticked or not
}

// readCRMReport reads what a report is about from an address, with its rows: they are in
// memory, however many.
func (a *App) readCRMReport(c *fiber.Ctx) (r crmReport, err error) {
	f, err := a.frame(c)
	if err != nil {
		return r, err
	}
	query := queryOf(c)
	if r.ticked = query["fiche"]; len(r.ticked) > maxPicked {
		return r, fiber.ErrBadRequest
	}
	if r.cols, err = a.crmColumnsOf(c.UserContext(), f, readCRM(query).saved); err != nil {
		return r, err
	}
	if r.crmWords, err = a.crmWords(c.UserContext(), f); err != nil {
		return r, err
	}
	r.state = readCRM(query).within(r.cols.window).with(func(*crmState) {})
	if fiche.FindStage(r.stages, r.state.stage) < 0 {
		r.state.stage = ""
	}
	q := r.state.query(f.User.ID)
	q.From, q.Limit = 0, 0
	if r.page, err = a.store.CRMPage(c.UserContext(), q); err != nil {
		return r, err
	}
	if r.whole = r.page.Total; len(r.ticked) > 0 {
		r.onlyTicked()
	}
	f.Nav = "crm"
	return r, nil
}

// onlyTicked keeps the rows that were ticked, and what they are worth. One that is in the
// overview no more is passed over.
func (r *crmReport) onlyTicked() {
	p := &r.page
	p.Rows = slices.DeleteFunc(p.Rows, func(x *store.CRMRow) bool { return !slices.Contains(r.ticked, x.CRM.ID) })
	p.Total, p.Value, p.Weighted = len(p.Rows), 0, 0
	for _, x := range p.Rows {
		p.Value += x.CRM.Value
		p.Weighted += x.CRM.Weighted()
	}
}

func (r *crmReport) url(tail string) string {
	q := parseQuery(r.state.encode())
	if len(r.ticked) > 0 {
		q["fiche"] = r.ticked
	}
	if len(q) == 0 {
		return "/crm" + tail
	}
	return "/crm" + tail + "?" + q.Encode()
}

// words say what the report is about.
func (r *crmReport) words() string {
	s := r.state
	words := []string{r.N("crm.count", r.page.Total)}
	if len(r.ticked) > 0 {
		words[0] = r.N("report.ticked", r.page.Total)
	} else {
		if i := fiche.FindStage(r.stages, s.stage); i >= 0 {
			words = append(words, stageName(r.Frame, r.stages[i]))
		} else if s.view == store.CRMOpen {
			words = append(words, r.T("crm.view.open"))
		} else {
			words = append(words, r.T("crm.view."+s.view))
		}
		if s.q != "" {
			words = append(words, r.T("report.searched", s.q))
		}
	}
	if r.page.Value > 0 {
		words = append(words, r.Euro(r.page.Value), r.T("crm.weighted-low", r.Euro(r.page.Weighted)))
	}
	sorted := "report.sorted"
	if s.desc {
		sorted = "report.sorted-down"
	}
	return strings.Join(append(words, r.T(sorted, r.T("crm.column."+s.sort))), " · ")
}

// selectCRMReport sends the bar's button Rapport to its page, with what was ticked.
func (a *App) selectCRMReport(c *fiber.Ctx, ids []string, list crmState) error {
	if len(ids) > maxPicked {
		sayNext(c, "report-many")
		return seeOther(c, list.url())
	}
	r := crmReport{state: list.with(func(s *crmState) { s.board = false }), ticked: ids}
	return seeOther(c, r.url("/report"))
}

// reportCRM answers what can be made of the overview.
func (a *App) reportCRM(c *fiber.Ctx) error {
	r, err := a.readCRMReport(c)
	if err != nil {
		return err
	}
	return a.showCRMReport(c, &r)
}

func (a *App) showCRMReport(c *fiber.Ctx, r *crmReport) error {
	f := r.Frame
	f.Title, f.Card = f.T("bar.report"), "is-short"
	cols, _ := r.on(onSheet)
	v := views.Report{
		Frame: f, Kind: "crm", Back: views.Link{URL: r.state.url(), Text: f.T("crm.head")}, Total: r.page.Total, What: r.words(), Columns: strings.Join(titlesOf(cols), ", "),
		CSV: r.url("/report/list.csv"), XLSX: r.url("/report/list.xlsx"), MaxSheet: a.bounds.sheet, MaxPDF: a.bounds.pdf, NoLabels: true,
	}
	if v.Total <= a.bounds.sheet {
		v.Sheet = r.url("/report/sheet")
	}
	if v.Total <= a.bounds.pdf {
		v.PDF = r.url("/report/list.pdf")
	}
	if len(r.ticked) > 0 {
		whole := *r
		whole.ticked = nil
		v.Choices = []views.Choosable{
			{URL: r.url("/report"), Label: f.T("report.only-ticked"), Count: v.Total, Current: true},
			{URL: whole.url("/report"), Label: f.T("report.whole-list"), Count: r.whole},
		}
	}
	if len(r.ticked) == 1 && v.Total == 1 {
		x := &r.page.Rows[0].CRM
		v.One = &views.Link{URL: views.WithList("/crm/"+x.ID, r.state.carried(true)), Text: crmNumber(x.Number) + " " + x.Subject}
	}
	if f.Flash != nil && f.Flash.Problem {
		return a.invalid(c, v)
	}
	return a.page(c, v)
}

// boundedCRM reads what a report is about. One that is too large is answered by its page,
// which says so; ok is false then.
func (a *App) boundedCRM(c *fiber.Ctx, most int) (r crmReport, ok bool, err error) {
	r, err = a.readCRMReport(c)
	if err != nil || r.page.Total <= most {
		return r, err == nil, err
	}
	r.Flash = &views.Flash{Text: r.T("report.too-large", r.page.Total, most), Problem: true}
	return r, false, a.showCRMReport(c, &r)
}

// reportCRMSheet answers the overview as a page to print.
func (a *App) reportCRMSheet(c *fiber.Ctx) error {
	r, ok, err := a.boundedCRM(c, a.bounds.sheet)
	if !ok {
		return err
	}
	f := r.Frame
	cols, rows := r.on(onSheet)
	v := views.Sheet{Frame: f, Head: f.T("crm.head"), Under: r.words(), Stamp: stamp(f), Columns: titlesOf(cols), PDF: r.url("/report/list.pdf"),
		Back: []views.Link{{URL: r.state.url(), Text: f.T("crm.head")}, {URL: r.url("/report"), Text: f.T("bar.report")}}}
	f.Title = v.Head
	for cells := range onPaper(rows) {
		v.Rows = append(v.Rows, cells)
	}
	return a.page(c, v)
}

// reportCRMPDF answers the overview as PDF.
func (a *App) reportCRMPDF(c *fiber.Ctx) error {
	r, ok, err := a.boundedCRM(c, a.bounds.pdf)
	if !ok {
		return err
	}
	cols, rows := r.on(onSheet)
	return a.sendPDF(c, r.Frame, r.T("crm.head"), r.words(), cols, rows)
}

// reportCRMCSV answers the overview as Excel in Belgium opens it.
func (a *App) reportCRMCSV(c *fiber.Ctx) error {
	return a.crmFile(c, inCSV, a.sendCSV)
}

// reportCRMXLSX answers the overview as a workbook.
func (a *App) reportCRMXLSX(c *fiber.Ctx) error {
	return a.crmFile(c, inWorkbook, a.sendXLSX)
}

func (a *App) crmFile(c *fiber.Ctx, m medium, send func(*fiber.Ctx, *views.Frame, string, []reportColumn, iter.Seq2[[]string, error]) error) error {
	r, err := a.readCRMReport(c)
	if err != nil {
		return err
	}
	cols, rows := r.on(m)
	return send(c, r.Frame, r.T("crm.head"), cols, rows)
}
