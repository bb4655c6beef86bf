package handlers

import (
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/transfer"
	"fichebak/views"
)

func importURL(id fiche.ID, tail string) string { return "/imports/" + id + tail }

// newImport answers the form that takes a file in.
func (a *App) newImport(c *fiber.Ctx) error {
	v, err := a.importsView(c)
	if err != nil {
		return err
	}
	if kind, ok := fiche.ParseKind(queryOf(c).Get("kind")); ok {
		v.Kind.Value = kind.String()
	}
	return a.page(c, v)
}

func (a *App) importsView(c *fiber.Ctx) (v views.Imports, err error) {
	f, err := a.frame(c)
	if err != nil {
		return v, err
	}
	token, err := a.store.NewToken()
	if err != nil {
		return v, err
	}
	v = views.NewImports(f, token, store.MaxImport>>20)
	list, err := a.store.Imports(c.UserContext(), 20)
	for i := range list {
		x := &list[i]
		state := f.T("import.state-open")
		if x.Job != "" {
			j, err := a.store.Job(c.UserContext(), x.Job)
			if err != nil {
				return v, err
			}
			state = f.T("import.state-" + j.State)
		}
		v.Rows = append(v.Rows, views.ImportRow{URL: importURL(x.ID, ""), Name: x.Name, When: f.Stamp(time.Unix(x.At, 0)), By: x.By, Rows: rowsWords(f, x, f.Number(x.Rows)), State: state})
	}
	return v, err
}

// createImport takes a file in. Why one cannot be read is said at its field.
func (a *App) createImport(c *fiber.Ctx) error {
	v, err := a.importsView(c)
	if err != nil {
		return err
	}
	wrong := func(text string) error {
		v.File.Problem = &views.Note{Text: text}
		return a.invalid(c, v)
	}
	v.Kind.Value = formText(c, "kind")
	kind, ok := fiche.ParseKind(v.Kind.Value)
	if !ok {
		v.Kind.Problem = &views.Note{Text: v.T("problem.choice")}
		return a.invalid(c, v)
	}
	head, err := c.FormFile("file")
	if err != nil || head.Filename == "" {
		return wrong(v.T("import.no-file"))
	}
	file, err := head.Open()
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was read only
	i, err := a.store.NewImport(c.UserContext(), actor(c), formText(c, "token"), strings.Clone(head.Filename), kind, file)
	fault := (*transfer.Fault)(nil)
	switch {
	case errors.As(err, &fault):
		return wrong(v.T(fault.Code, fault.Args...))
	case errors.Is(err, store.ErrTooLarge):
		return wrong(v.T("import.too-large", store.MaxImport>>20))
	case err != nil:
		return err
	}
	return seeOther(c, importURL(i.ID, ""))
}

// showImport answers how a file is made and what its columns are; one that has begun,
// how far it is.
func (a *App) showImport(c *fiber.Ctx) error {
	i, err := a.store.ImportOf(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if i.Job != "" {
		return a.showImportJob(c, &i)
	}
	v, err := a.importView(c, &i)
	if err != nil {
		return a.importFailed(c, err)
	}
	return a.page(c, v)
}

// importFailed answers what cannot be gone on with, on the page where one begins anew.
func (a *App) importFailed(c *fiber.Ctx, err error) error {
	fault := (*transfer.Fault)(nil)
	switch {
	case errors.Is(err, store.ErrNoFile):
		sayNext(c, "import-gone")
	case errors.Is(err, store.ErrBegun):
		return seeOther(c, importURL(c.Params("id"), ""))
	case errors.As(err, &fault):
		sayNext(c, "import-unread")
	default:
		return err
	}
	return seeOther(c, "/imports/new")
}

func (a *App) importView(c *fiber.Ctx, i *store.Import) (v views.Import, err error) {
	f, err := a.frame(c)
	if err != nil {
		return v, err
	}
	head, err := a.store.ImportHead(i)
	if err != nil {
		return v, err
	}
	rows, sheets, named := head.Rows, head.Sheets, head.Named
	f.Title = i.Name
	v = views.Import{Frame: f, ID: i.ID, Name: i.Name, Rows: rowsWords(f, i, f.N("import.rows-in", i.Rows)), Known: i.Known, Named: named, Kind: kindField(f, i.Plan.Kind)}
	if i.Format == string(transfer.CSV) {
		v.Shape = shapeFields(f, i)
	}
	if len(sheets) > 1 {
		v.Shape = append(v.Shape, sheetField(f, i.Sheet, sheets))
	}
	if !named {
		v.Shape = append(v.Shape, views.Field{Name: "titled", Kind: "checkbox", Label: f.T("import.titled"), Checked: !i.Untitled})
	}
	options := targetOptions(f, i.Plan.Fields)
	for n, title := range i.Titles {
		if named {
			title = transfer.Title(title, f.Lang)
		}
		col := views.ImportColumn{Letter: transfer.ColumnName(n), Title: title, Samples: samplesOf(rows, n)}
		if strings.TrimSpace(title) == "" { // it is called by its letter
			title, col.Title = col.Letter, f.T("import.column")+" "+col.Letter
		}
		col.Field = views.Field{Name: "column." + transfer.ColumnName(n), Kind: "select", Label: f.T("import.column-is", title), Bare: true, Value: i.Plan.Fields[n], Options: options}
		v.Columns = append(v.Columns, col)
	}
	for _, row := range rows {
		cells := make([]string, len(i.Titles))
		for n := range cells {
			if n < len(row.Cells) {
				cells[n] = shorten(row.Cells[n], 120)
			}
		}
		v.Head = append(v.Head, cells)
	}
	return v, nil
}

// rowsWords is how many rows a file has, as far as they were counted.
func rowsWords(f *views.Frame, i *store.Import, many string) string {
	if i.About {
		return f.T("import.row-about", many)
	}
	return many
}

// reshapeImport reads the file again, as somebody says that it is made.
func (a *App) reshapeImport(c *fiber.Ctx) error {
	shape := transfer.Shape{Encoding: transfer.Encoding(formText(c, "encoding")), Sheet: formText(c, "sheet"), Untitled: formText(c, "titled") == ""}
	for _, r := range formText(c, "comma") {
		shape.Comma = r
	}
	i, err := a.store.ReshapeImport(c.UserContext(), actor(c), c.Params("id"), shape)
	fault := (*transfer.Fault)(nil)
	if errors.As(err, &fault) {
		v, failed := a.importAsItIs(c)
		if failed != nil {
			return a.importFailed(c, failed)
		}
		v.Problem = &views.Note{Text: v.T(fault.Code, fault.Args...)}
		return a.invalid(c, v)
	}
	if err != nil {
		return a.importFailed(c, err)
	}
	return seeOther(c, importURL(i.ID, ""))
}

func (a *App) importAsItIs(c *fiber.Ctx) (views.Import, error) {
	i, err := a.store.ImportOf(c.UserContext(), c.Params("id"))
	if err != nil {
		return views.Import{}, err
	}
	return a.importView(c, &i)
}

// planImport takes what the columns are, and goes on to the rehearsal.
func (a *App) planImport(c *fiber.Ctx) error {
	i, err := a.store.ImportOf(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	plan := i.Plan
	plan.Fields = make([]string, len(i.Titles))
	kind, ok := fiche.ParseKind(formText(c, "kind"))
	some := false
	for n := range i.Titles {
		plan.Fields[n] = formText(c, "column."+transfer.ColumnName(n))
		some = some || plan.Fields[n] == "name" || plan.Fields[n] == transfer.LastName || plan.Fields[n] == transfer.FirstName || plan.Fields[n] == transfer.Number || plan.Fields[n] == "vat"
		ok = ok && a.knownTarget(c, plan.Fields[n])
	}
	if !ok || !some {
		shown := i
		shown.Plan = plan
		v, err := a.importView(c, &shown)
		if err != nil {
			return a.importFailed(c, err)
		}
		v.Problem = &views.Note{Text: v.T("import.no-name")}
		if !ok {
			v.Problem.Text = v.T("problem.choice")
		}
		return a.invalid(c, v)
	}
	plan.Kind = kind
	if _, err := a.store.PlanImport(c.UserContext(), actor(c), i.ID, plan); err != nil {
		return a.importFailed(c, err)
	}
	return seeOther(c, importURL(i.ID, "/rehearsal"))
}

// removeImport forgets a file that was not brought in.
func (a *App) removeImport(c *fiber.Ctx) error {
	if err := a.store.DropImport(c.UserContext(), actor(c), c.Params("id")); err != nil {
		return a.importFailed(c, err)
	}
	sayNext(c, "import-dropped")
	return seeOther(c, "/imports/new")
}
