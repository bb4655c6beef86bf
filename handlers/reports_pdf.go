package handlers

import (
	"bytes"
	"io"
	"iter"

	"github.com/gofiber/fiber/v2"

	"fichebak/store/paper"
	"fichebak/views"
)

// papers is how many PDFs are made at once: each is held in memory until it is whole.
const papers = 2

// paperHead is what stands around all that we draw.
func paperHead(f *views.Frame, title, under string) paper.Head {
	return paper.Head{
		Company: f.Company, Title: title, Under: under, Stamp: stamp(f), Lang: f.Tag(), At: f.Now,
		Page: func(n, of int) string { return f.T("report.page", n, of) },
	}
}

// pdf answers what draw draws.
func (a *App) pdf(c *fiber.Ctx, f *views.Frame, name string, draw func(io.Writer) error) error {
	select {
	case a.papers <- struct{}{}:
	case <-a.quit:
		return fiber.ErrServiceUnavailable
	}
	defer func() { <-a.papers }()
	var b bytes.Buffer
	if err := draw(&b); err != nil {
		return err
	}
	attach(c, fileName(name, f.Now, "pdf"), "application/pdf")
	return c.Send(b.Bytes())
}

// reportPDF answers a list as PDF.
func (a *App) reportPDF(c *fiber.Ctx) error {
	r, f, err := a.bounded(c, a.bounds.pdf)
	if err != nil || f == nil {
		return err
	}
	under, err := a.reportWords(c.UserContext(), f, r)
	if err != nil {
		return err
	}
	title := f.T("nav." + r.list.kind.Plural())
	cols, err := a.reportColumns(c.UserContext(), f, r.list, onSheet)
	if err != nil {
		return err
	}
	return a.sendPDF(c, f, title, under, cols, a.reportRows(c.UserContext(), f, r, cols))
}

// sendPDF answers rows as PDF.
func (a *App) sendPDF(c *fiber.Ctx, f *views.Frame, title, under string, cols []reportColumn, rows iter.Seq2[[]string, error]) error {
	l := paper.List{Head: paperHead(f, title, under)}
	for _, t := range titlesOf(cols) {
		l.Columns = append(l.Columns, paper.Column{Title: t})
	}
	return a.pdf(c, f, title, func(w io.Writer) error {
		return paper.WriteList(w, l, onPaper(rows))
	})
}
