package handlers

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// editCRMWindow answers the form of how one has the overview of the CRM fiches.
func (a *App) editCRMWindow(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	w, err := a.store.Window(c.UserContext(), f.User.ID, store.CRMList)
	if err != nil {
		return err
	}
	return a.page(c, crmWindowView(f, w, c.Query("list")))
}

// stagesBox is the box of the stages among the views of the funnel.
const stagesBox = "stages"

func crmWindowView(f *views.Frame, w store.Window, list string) views.FicheColumns {
	state := readCRM(parseQuery(list))
	f.Nav, f.Card, f.Title = "crm", "is-short is-wide", f.T("window.head")
	v := views.FicheColumns{
		Frame: f, Kind: "crm", Action: "/crm/window", List: state.carried(list != ""), Back: views.Link{URL: state.url(), Text: f.T("crm.head")},
		Rows: windowRows(f, crmTable, w), Breaks: windowBox(f, "breaks", !w.BreaksOff), PerPart: rowsField(f, w), Density: densityField(f, w),
	}
	box := func(value, label string, on bool) {
		v.Views = append(v.Views, views.Field{Name: "view", ID: "view-" + value, Value: value, Label: label, Checked: on})
	}
	for _, view := range crmChoosable() {
		box(view, f.T("crm.view."+view), !slices.Contains(w.ViewsOff, store.View(view)))
	}
	box(stagesBox, f.T("stages.head"), !w.GroupsOff)
	v.Sort = views.Field{Name: "sort", Label: f.T("window.sort"), Kind: "select"}
	sort := w.Sort
	if sort == "" {
		sort = "next"
	}
	for i := range crmTable {
		if x := &crmTable[i]; x.sort != "" {
			v.Sort.Options = append(v.Sort.Options, views.Option{Value: x.sort, Label: x.fullName(f), Selected: x.sort == sort})
		}
	}
	return v
}

// crmChoosable are the views one may have in the funnel or not: all but all, and the bin.
func crmChoosable() []string { return store.CRMViews[1 : len(store.CRMViews)-1] }

// updateCRMWindow keeps the window, or makes it as delivered; a button that moves a
// column answers the form, and nothing is kept yet.
func (a *App) updateCRMWindow(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	form := readWindow(c, crmTable)
	if form.do == "reset" {
		return a.crmWindowDone(c, a.store.SaveWindow(c.UserContext(), actor(c), store.Window{Kind: store.CRMList}, current(c).BesideOff), "window-reset", form.list)
	}
	moved := form.move()
	w := form.crmWindow()
	if moved || form.placeless {
		v := crmWindowView(f, w, form.list)
		v.Focus(form.up, form.down)
		if form.placeless {
			v.Problem = &views.Note{Text: f.T("window.place-odd")}
			return a.invalid(c, v)
		}
		return a.page(c, v)
	}
	was, err := a.store.Window(c.UserContext(), f.User.ID, store.CRMList)
	if err != nil {
		return err
	}
	list := parseQuery(form.list)
	if w.Sort != was.Sort { // the list follows what was just chosen
		list.Del("sort")
	}
	return a.crmWindowDone(c, a.store.SaveWindow(c.UserContext(), actor(c), w, current(c).BesideOff), "window-saved", list.Encode())
}

// crmWindow is what the form says, without what is as delivered.
func (f *windowForm) crmWindow() store.Window {
	w := store.Window{Kind: store.CRMList, Columns: f.columns, Rows: f.rows, Density: f.density, GroupsOff: !slices.Contains(f.views, stagesBox), BreaksOff: !f.breaks}
	if w.Rows == pageSize {
		w.Rows = 0
	}
	if slices.Contains(store.CRMSorts, f.sort) && f.sort != "next" {
		w.Sort = f.sort
	}
	for _, v := range crmChoosable() {
		if !slices.Contains(f.views, v) {
			w.ViewsOff = append(w.ViewsOff, store.View(v))
		}
	}
	if slices.Equal(w.Columns, arranged(crmTable, store.Window{})) {
		w.Columns = nil
	}
	return w
}

// crmWindowDone leads back to the overview after a change of its window.
func (a *App) crmWindowDone(c *fiber.Ctx, err error, code, list string) error {
	var invalid *store.Invalid
	if errors.As(err, &invalid) {
		return fiber.ErrBadRequest // no form of ours says this
	}
	if err != nil {
		return err
	}
	sayNext(c, code, "crm")
	return seeOther(c, readCRM(parseQuery(list)).url())
}

// restoreCRMWindow takes the last change of the window back.
func (a *App) restoreCRMWindow(c *fiber.Ctx) error {
	err := a.store.UndoWindow(c.UserContext(), actor(c), store.CRMList)
	if err != nil && !errors.Is(err, store.ErrUndone) {
		return err
	}
	if sayNext(c, "undone"); err != nil {
		sayNext(c, "too-late")
	}
	return seeOther(c, "/crm")
}
