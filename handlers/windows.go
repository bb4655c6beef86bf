package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// editWindow answers the form of how one has the list of a kind.
func (a *App) editWindow(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	w, err := a.store.Window(c.UserContext(), f.User.ID, kindOf(c))
	if err != nil {
		return err
	}
	return a.page(c, a.windowView(f, w, current(c).BesideOff, carriedList(c, c.Query("list"))))
}

// windowView is the form of a window.
func (a *App) windowView(f *views.Frame, w store.Window, besideOff bool, list string) views.FicheColumns {
	f.Nav, f.Card, f.Title = w.Kind.Plural(), "is-short is-wide", f.T("window.head")
	v := views.FicheColumns{
		Frame: f, Kind: w.Kind.String(), Action: "/" + w.Kind.Plural() + "/window", List: list,
		Back:   views.Link{URL: listURL(w.Kind, list), Text: f.T("nav." + w.Kind.Plural())},
		Beside: windowBox(f, "beside", !besideOff), Breaks: windowBox(f, "breaks", !w.BreaksOff),
	}
	all := a.columnsFor(f, w.Kind)
	v.Rows = windowRows(f, all, w)
	windowFields(f, &v, all, w)
	return v
}

// windowRows are the columns one chooses from.
func windowRows(f *views.Frame, all []column, w store.Window) (rows []views.ColumnRow) {
	for i, c := range arranged(all, w) {
		col, _ := columnNamed(all, c.Name)
		row := views.ColumnRow{Name: c.Name, Label: col.fullName(f), Title: col.heading(f), Place: i + 1, On: !c.Off, Stays: col.stays()}
		for j, width := range store.Widths {
			row.Widths = append(row.Widths, views.Option{Value: width, Label: f.T("window." + width), Selected: j == widthIndex(col, c.Width)})
		}
		rows = append(rows, row)
	}
	return rows
}

// windowFields are the fields beside the columns.
func windowFields(f *views.Frame, v *views.FicheColumns, all []column, w store.Window) {
	box := func(value, label string, on bool) {
		v.Views = append(v.Views, views.Field{Name: "view", ID: "view-" + value, Value: value, Label: label, Checked: on})
	}
	for _, view := range store.Views[1:] { // all are always there
		box(string(view), f.T("view."+string(view)), !slices.Contains(w.ViewsOff, view))
	}
	box("groups", f.T("funnel.groups"), !w.GroupsOff)
	v.PerPart, v.Density = rowsField(f, w), densityField(f, w)
	v.Sort = views.Field{Name: "sort", Label: f.T("window.sort"), Kind: "select"}
	for i := range all {
		if x := &all[i]; x.sort != "" {
			v.Sort.Options = append(v.Sort.Options, views.Option{Value: x.sort, Label: x.fullName(f), Selected: x.sort == usualSort(w, store.ViewAll, w.Kind)})
		}
	}
}

// rowsField is how many rows come at once.
func rowsField(f *views.Frame, w store.Window) views.Field {
	field := views.Field{Name: "rows", Label: f.T("window.per-part"), Kind: "select", Width: "is-8"}
	for _, n := range store.WindowRows {
		field.Options = append(field.Options, views.Option{Value: strconv.Itoa(n), Label: strconv.Itoa(n), Selected: n == w.Rows || w.Rows == 0 && n == pageSize})
	}
	return field
}

func densityField(f *views.Frame, w store.Window) views.Field {
	field := views.Field{Name: "density", Label: f.T("window.density"), Kind: "radio"}
	for _, d := range store.Densities {
		name := d
		if d == "" {
			name = "usual"
		}
		field.Options = append(field.Options, views.Option{Value: d, Label: f.T("window." + name), Selected: d == w.Density})
	}
	return field
}

func windowBox(f *views.Frame, name string, on bool) views.Field {
	return views.Field{Name: name, Kind: "checkbox", Value: "yes", Label: f.T("window." + name), Hint: f.T("window." + name + "-note"), Checked: on}
}

// updateWindow keeps the window, or makes it as delivered; a button that moves a column
// answers the form, and nothing is kept yet.
func (a *App) updateWindow(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	kind := kindOf(c)
	all := a.columnsFor(f, kind)
	form := readWindow(c, all)
	form.list = carriedList(c, form.list)
	if form.do == "reset" {
		return a.windowDone(c, a.store.SaveWindow(c.UserContext(), actor(c), store.Window{Kind: kind}, false), "window-reset", form.list)
	}
	moved := form.move()
	w := form.window(kind, all)
	if moved || form.placeless {
		v := a.windowView(f, w, !form.beside, form.list)
		v.Focus(form.up, form.down)
		if form.placeless {
			v.Problem = &views.Note{Text: f.T("window.place-odd")}
			return a.invalid(c, v)
		}
		return a.page(c, v)
	}
	was, err := a.store.Window(c.UserContext(), f.User.ID, kind)
	if err != nil {
		return err
	}
	if w.Sort != was.Sort { // the list follows what was just chosen
		query := parseQuery(form.list)
		query.Del("sort")
		form.list = query.Encode()
	}
	return a.windowDone(c, a.store.SaveWindow(c.UserContext(), actor(c), w, !form.beside), "window-saved", form.list)
}

// windowDone leads back to the list after a change of its window.
func (a *App) windowDone(c *fiber.Ctx, err error, code, list string) error {
	var invalid *store.Invalid
	if errors.As(err, &invalid) {
		return fiber.ErrBadRequest // no form of ours says this
	}
	if err != nil {
		return err
	}
	sayNext(c, code, kindOf(c).String())
	return seeOther(c, listURL(kindOf(c), list))
}

// restoreWindow takes the last change of a window back.
func (a *App) restoreWindow(c *fiber.Ctx) error {
	err := a.store.UndoWindow(c.UserContext(), actor(c), kindOf(c))
	if err != nil && !errors.Is(err, store.ErrUndone) {
		return err
	}
	if sayNext(c, "undone"); err != nil {
		sayNext(c, "too-late")
	}
	return seeOther(c, "/"+kindOf(c).Plural())
}

// flashWindow says that a window was changed, with the way back.
func flashWindow(code string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(_ *App, _ *fiber.Ctx, f *views.Frame, args []string) (*views.Flash, error) {
		list := strings.Join(args, "")
		if kind, ok := fiche.ParseKind(list); ok {
			list = kind.Plural()
		} else if list != "crm" {
			return nil, nil // a cookie somebody wrote by hand
		}
		return &views.Flash{Text: f.T("flash." + code), Undo: &views.Action{URL: "/" + list + "/window/restoration", Label: f.T("act.undo"), Icon: "undo", Key: "Ctrl Z"}}, nil
	}
}

// window is what the form says, without what is as delivered.
func (f *windowForm) window(k fiche.Kind, all []column) store.Window {
	w := store.Window{Kind: k, Columns: f.columns, Rows: f.rows, Density: f.density, Sort: f.sort, GroupsOff: !slices.Contains(f.views, "groups"), BreaksOff: !f.breaks}
	if w.Rows == pageSize {
		w.Rows = 0
	}
	if _, ok := store.Columns[w.Sort]; !ok || w.Sort == defaultSort(store.ViewAll, k) {
		w.Sort = ""
	}
	for _, v := range store.Views[1:] {
		if !slices.Contains(f.views, string(v)) {
			w.ViewsOff = append(w.ViewsOff, v)
		}
	}
	if slices.Equal(w.Columns, arranged(all, store.Window{})) {
		w.Columns = nil
	}
	return w
}
