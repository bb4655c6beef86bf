package handlers

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/transfer"
	"fichebak/views"
)

// exportForms are what a list can be written as, by what stands behind the stop of the
// file's name. WinFakt has customers and suppliers alone.
var exportForms = []struct{ name, ext, mime string }{
	{"csv", "csv", "text/csv; charset=utf-8"},
	{"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"vcard", "vcf", "text/vcard; charset=utf-8"},
	{"lines", "jsonl", "application/x-ndjson"},
	{"winfakt", "winfakt.csv", "text/csv; charset=utf-8"},
}

// transfers answers what can be taken out of the box, and the way in.
func (a *App) transfers(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("transfer.head")
	v := views.Transfers{Frame: f}
	query := queryOf(c)
	if kind, ok := fiche.ParseKind(query.Get("kind")); ok && query.Get("list") != "" {
		s := readList(kind, parseQuery(query.Get("list"))).with(func(*listState) {})
		v.Nav = kind.Plural()
		v.Back = &views.Link{URL: s.url(), Text: f.T("nav." + kind.Plural())}
		q := s.query()
		v.Rows = append(v.Rows, exportRow(f, kind, f.T("transfer.this-list"), a.store.Count(q), url.Values{"list": {s.carried()}}))
	}
	for _, k := range fiche.Kinds {
		n := 0
		for _, q := range wholeKind(k) {
			n += a.store.Count(q)
		}
		v.Rows = append(v.Rows, exportRow(f, k, f.T("nav."+k.Plural()), n, nil))
	}
	return a.page(c, v)
}

// wholeKind are the lists that have all fiches of a kind.
func wholeKind(k fiche.Kind) []store.Query {
	return []store.Query{{Kind: k, View: store.ViewAll, Sort: "number"}, {Kind: k, View: store.ViewInactive, Sort: "number"}}
}

func exportRow(f *views.Frame, k fiche.Kind, label string, n int, query url.Values) views.ExportRow {
	row := views.ExportRow{Frame: f, ID: k.Plural(), Label: label, Count: n}
	tail := ""
	if len(query) > 0 {
		row.ID, tail = "list", "?"+query.Encode()
	}
	for _, form := range exportForms {
		if form.name == "winfakt" && k == fiche.Prospect {
			continue
		}
		row.Forms = append(row.Forms, views.Link{URL: "/exports/" + k.Plural() + "." + form.ext + tail, Text: f.T("transfer." + form.name)})
	}
	return row
}

// export answers a file with the fiches of a list, or all of a kind.
func (a *App) export(c *fiber.Ctx) error {
	name, ext, _ := strings.Cut(c.Params("file"), ".")
	kind, ok := fiche.ParseKind(name)
	if !ok || name != kind.Plural() {
		return fiber.ErrNotFound
	}
	lists := wholeKind(kind)
	if list := queryOf(c).Get("list"); list != "" {
		lists = []store.Query{readList(kind, parseQuery(list)).with(func(*listState) {}).query()}
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	for _, form := range exportForms {
		if form.ext != ext || form.name == "winfakt" && kind == fiche.Prospect {
			continue
		}
		own, err := a.store.OwnColumns(c.UserContext())
		if err != nil {
			return err
		}
		columns, err := a.exportColumns(c.UserContext(), ext, own, lists)
		if err != nil {
			return err
		}
		who, err := a.userNames(c.UserContext())
		if err != nil {
			return err
		}
		attach(c, fileName(f.T("nav."+name), f.Now, ext), form.mime)
		a.sendFile(c, func(w io.Writer) error { return a.writeCards(w, f, exported{kind, ext, columns, own, who}, lists) })
		return nil
	}
	return fiber.ErrNotFound
}

// exported says how a file of fiches is made.
type exported struct {
	kind    fiche.Kind
	ext     string
	columns []string
	own     []transfer.Own
	who     map[fiche.ID]string // users by name
}

// userNames are all users by name, those who left too.
func (a *App) userNames(ctx context.Context) (map[fiche.ID]string, error) {
	users, err := a.store.Users(ctx)
	names := make(map[fiche.ID]string, len(users))
	for i := range users {
		names[users[i].ID] = users[i].Name
	}
	return names, err
}

// exportColumns are the columns of a table of these lists: as many contacts, addresses
// and moments as the fiche that has most, and the own fields.
func (a *App) exportColumns(ctx context.Context, ext string, own []transfer.Own, lists []store.Query) ([]string, error) {
	if ext != "csv" && ext != "xlsx" {
		return nil, nil
	}
	var most transfer.Most
	err := a.store.EachCard(ctx, func(x *store.Card) error {
		most.Add(&x.Fiche, x.Moments)
		return nil
	}, lists...)
	return transfer.Columns(most, own), err
}

// writeCards writes fiches in a format.
func (a *App) writeCards(w io.Writer, f *views.Frame, x exported, lists []store.Query) error {
	out, err := newCardWriter(w, f, x)
	if err != nil {
		return err
	}
	who := func(id fiche.ID) string { return x.who[id] }
	err = a.store.EachCard(a.ctx, func(c *store.Card) error {
		return out.Write(transfer.Card{Kind: c.Fiche.Kind, Number: c.Fiche.Number, Values: transfer.WithMoments(c.Values, c.Moments, who)})
	}, lists...)
	return errors.Join(err, out.Close())
}

func newCardWriter(w io.Writer, f *views.Frame, x exported) (transfer.CardWriter, error) {
	switch x.ext {
	case "vcf":
		return transfer.NewVCard(w, x.own), nil
	case "jsonl":
		return transfer.NewLines(w, x.own), nil
	case "winfakt.csv":
		return transfer.NewWinFakt(w)
	}
	titles := make([]string, len(x.columns))
	for i, name := range x.columns {
		titles[i] = columnTitle(f, name)
	}
	var table transfer.Writer
	var err error
	if x.ext == "xlsx" {
		table, err = transfer.NewXLSX(w, f.T("nav."+x.kind.Plural()), titles)
	} else {
		table, err = transfer.NewCSV(w, titles)
	}
	if err != nil {
		return nil, err
	}
	return transfer.NewTable(table, x.columns, x.own, f.T("value.yes"), f.T("value.no")), nil
}

// columnTitle is what a field is called at the head of a column.
func columnTitle(f *views.Frame, name string) string {
	if x, ok := f.OwnNamed(name); ok {
		return x.Label
	}
	return transfer.Title(name, f.Lang)
}

// sendFile sends a file while it is being written. What goes wrong then can no longer be
// said: the connection is cut, so that half a file is not taken for a whole one.
func (a *App) sendFile(c *fiber.Ctx, write func(io.Writer) error) {
	conn := c.Context().Conn()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer func() {
			if r := recover(); r != nil { // here it would end the process
				a.log.Error("panic while sending a file", "panic", r)
				conn.Close() //nolint:errcheck // it is being given up
			}
		}()
		if err := write(patient{out{w, conn, a.patience}}); err != nil {
			a.log.Error("send a file", "err", err)
			conn.Close() //nolint:errcheck // as above
		}
	})
}

// patient gives who takes a file its time for each part of it, not for the whole.
type patient struct{ out }

func (p patient) Write(b []byte) (int, error) {
	if err := p.renew(); err != nil {
		return 0, err
	}
	return p.w.Write(b)
}
