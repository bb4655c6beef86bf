package handlers

import (
	"bufio"
	"errors"
	"io"
	"iter"

	"github.com/gofiber/fiber/v2"

	"fichebak/store/transfer"
	"fichebak/views"
)

// errStopping ends a file when the server stops.
var errStopping = errors.New("server stops")

// streamed writes to a browser that takes what it can: each write has time of its own.
type streamed struct{ out }

func (s streamed) Write(p []byte) (int, error) {
	if err := s.renew(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}

// table answers rows as a file that is sent as it is made, however long it is. What goes
// wrong on the way breaks the connection: half a file is not to pass for a whole one.
func (a *App) table(c *fiber.Ctx, name, kind string, begin func(io.Writer) (transfer.Writer, error), rows iter.Seq2[[]string, error]) error {
	attach(c, name, kind)
	conn := c.Context().Conn() // c itself is recycled when this returns
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer a.recovered("table")
		o := out{w, conn, a.patience}
		if err := a.writeTable(streamed{o}, begin, rows); err != nil {
			a.log.Error("file broken off", "err", err)
			_ = conn.Close()
			return
		}
		_ = o.renew() // for the end of the answer
	})
	return nil
}

func (a *App) writeTable(w io.Writer, begin func(io.Writer) (transfer.Writer, error), rows iter.Seq2[[]string, error]) error {
	table, err := begin(w)
	if err != nil {
		return err
	}
	for cells, err := range rows {
		select {
		case <-a.quit:
			err = errors.Join(err, errStopping)
		default:
		}
		if err == nil {
			err = table.Write(cells)
		}
		if err != nil {
			return errors.Join(err, table.Close())
		}
	}
	return table.Close()
}

const (
	kindCSV  = "text/csv; charset=utf-8"
	kindXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// reportCSV answers a list as Excel in Belgium opens it.
func (a *App) reportCSV(c *fiber.Ctx) error {
	r, f, err := a.readReport(c)
	if err != nil {
		return err
	}
	cols, err := a.reportColumns(c.UserContext(), f, r.list, inCSV)
	if err != nil {
		return err
	}
	return a.sendCSV(c, f, f.T("nav."+r.list.kind.Plural()), cols, a.reportRows(a.ctx, f, r, cols))
}

// sendCSV answers rows as Excel in Belgium opens them.
func (a *App) sendCSV(c *fiber.Ctx, f *views.Frame, title string, cols []reportColumn, rows iter.Seq2[[]string, error]) error {
	begin := func(w io.Writer) (transfer.Writer, error) { return transfer.NewCSV(w, titlesOf(cols)) }
	return a.table(c, fileName(title, f.Now, "csv"), kindCSV, begin, rows)
}

// reportXLSX answers a list as a workbook.
func (a *App) reportXLSX(c *fiber.Ctx) error {
	r, f, err := a.readReport(c)
	if err != nil {
		return err
	}
	cols, err := a.reportColumns(c.UserContext(), f, r.list, inWorkbook)
	if err != nil {
		return err
	}
	return a.sendXLSX(c, f, f.T("nav."+r.list.kind.Plural()), cols, a.reportRows(a.ctx, f, r, cols))
}

// sendXLSX answers rows as a workbook.
func (a *App) sendXLSX(c *fiber.Ctx, f *views.Frame, title string, cols []reportColumn, rows iter.Seq2[[]string, error]) error {
	begin := func(w io.Writer) (transfer.Writer, error) {
		var columns []transfer.Column
		for i := range cols {
			columns = append(columns, transfer.Column{Title: cols[i].title, Kind: cols[i].kind, Wide: cols[i].wide})
		}
		return transfer.NewTypedXLSX(w, title, columns)
	}
	return a.table(c, fileName(title, f.Now, "xlsx"), kindXLSX, begin, rows)
}
