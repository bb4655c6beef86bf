package handlers

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/transfer"
	"fichebak/views"
)

// importFaults answers the rows that would be left alone, or were, with the reason in a
// column before the others, to be mended and offered again.
func (a *App) importFaults(c *fiber.Ctx) error {
	i, err := a.store.ImportOf(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if !a.store.HasUpload(i.ID) {
		return store.ErrNotFound
	}
	rows, err := a.rowsLeft(c, &i)
	if err != nil {
		return err
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	titles := append([]string{transfer.Title(transfer.Reason, f.Lang)}, i.Titles...)
	attach(c, fileName(f.T("import.faults"), f.Now, "csv"), "text/csv; charset=utf-8")
	a.sendFile(c, func(w io.Writer) error {
		out, err := transfer.NewCSV(w, titles)
		if err != nil {
			return err
		}
		err = rows(a.ctx, func(r store.RowResult) error {
			cells := make([]string, len(titles)) // empty ones at the end of a row too
			copy(cells[1:], r.Cells)
			cells[0] = reason(f, &r)
			return out.Write(cells)
		})
		return errors.Join(err, out.Close())
	})
	return nil
}

// rowsLeft gives the rows that are left alone: as the job of the import, or of its
// rehearsal, kept them; of a small file they are worked out again.
func (a *App) rowsLeft(c *fiber.Ctx, i *store.Import) (func(context.Context, func(store.RowResult) error) error, error) {
	id := i.Job
	if id == "" {
		id = i.Rehearsal
	}
	if id != "" {
		j, err := a.store.Job(c.UserContext(), id)
		return func(ctx context.Context, fn func(store.RowResult) error) error {
			return a.store.RowsLeft(ctx, i, &j, fn)
		}, err
	}
	if i.Rows > store.RehearsedAtOnce {
		return nil, store.ErrNotFound // it is not rehearsed
	}
	by := actor(c)
	return func(ctx context.Context, fn func(store.RowResult) error) error {
		return a.store.Rehearse(ctx, by, i.ID, func(r store.RowResult) error {
			if r.Verdict != store.RowFault && r.Verdict != store.RowDouble {
				return nil
			}
			return fn(r)
		})
	}, nil
}

// reason says why a row is left alone.
func reason(f *views.Frame, r *store.RowResult) string {
	return f.T("import.row", strconv.Itoa(r.Line)) + f.T("colon") + " " + blockingNotes(rehearsalRow(f, r))
}

// blockingNotes are what keeps a row from being done.
func blockingNotes(row views.RehearsalRow) string {
	var why []string
	for _, n := range row.Notes {
		if n.Blocks {
			why = append(why, n.Text)
		}
	}
	return strings.Join(why, " ")
}
