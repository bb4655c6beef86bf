package handlers

import (
	"errors"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// listViews answers the form that keeps the list as it stands under a name: over the
// list as a dialog, or as a page with the views that are kept already.
func (a *App) listViews(c *fiber.Ctx) error {
	v, err := a.savedView(c, c.Query("list"))
	if err != nil {
		return err
	}
	return a.page(c, v)
}

func (a *App) savedView(c *fiber.Ctx, list string) (v views.SavedViews, err error) {
	f, err := a.frame(c)
	if err != nil {
		return v, err
	}
	x, err := a.savable(c.UserContext(), f, listKind(c), list)
	if err != nil {
		return v, err
	}
	home := viewsOf(x.view.Kind)
	f.Nav, f.Card, f.Title = listNav(x.view.Kind), "is-short is-wide", f.T("saved.all")
	v = views.SavedViews{
		Frame: f, Kind: f.Nav, Action: home, List: x.list, More: views.WithList(home, x.list),
		Back: views.Link{URL: x.url, Text: x.head}, Count: x.count, Facts: x.facts,
		Name: views.Field{Name: "name", ID: "view-name", Label: f.T("manage.name"), Required: true, MaxLength: 200, Autocomplete: "off", Autofocus: partial(c)},
		Cols: views.Field{Name: "columns", ID: "view-columns", Kind: "checkbox", Label: f.T("saved.columns"), Value: "yes", Checked: true},
	}
	v.Name.Value = proposedName(x.words)
	v.For = views.Field{Name: "for", ID: "view-for", Kind: "cards", Label: f.T("saved.for"), Value: "me", Options: []views.Option{
		{Value: "me", Label: f.T("saved.me"), Note: f.T("window.own-low")},
		{Value: "all", Label: f.T("saved.everybody"), Note: f.T("saved.everybody-note"), Disabled: !f.Can(views.RoleWorker)},
	}}
	if v.Token, err = a.store.NewToken(); err != nil {
		return v, err
	}
	kept, err := a.store.Saved(c.UserContext(), f.User.ID, x.view.Kind)
	if err != nil {
		return v, err
	}
	for i := range kept {
		row, err := a.savedRow(c, f, &kept[i])
		if err != nil {
			return v, err
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// proposedName is what a view may be called: what was searched for, and where.
func proposedName(words []string) string {
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	for i := range words {
		if i > 0 {
			words[i] = strings.ToLower(words[i])
		}
	}
	name := []rune(strings.Join(words, " "))
	if len(name) == 0 {
		return ""
	}
	return strings.ToUpper(string(name[:1])) + string(name[1:])
}

func (a *App) savedRow(c *fiber.Ctx, f *views.Frame, x *store.SavedCount) (r views.SavedRow, err error) {
	facts, err := a.savedFacts(c.UserContext(), f, &x.Saved)
	if err != nil {
		return r, err
	}
	var words []string
	for _, fact := range facts {
		words = append(words, fact.Value)
	}
	home := viewsOf(x.Kind)
	r = views.SavedRow{
		Frame: f, ID: x.ID, Name: x.Name, URL: savedURL(&x.Saved), Self: home + "/" + x.ID, Count: x.Count, Words: strings.Join(words, ", "),
		For: f.T("saved.me"), Fixed: !x.MayChange(*current(c)), Cancel: home,
	}
	if x.All {
		r.For = f.T("saved.everybody")
	}
	if x.GroupGone {
		r.Gone = f.T("saved.group-gone")
	}
	return r, nil
}

// createView keeps the list as it stands under a name.
func (a *App) createView(c *fiber.Ctx) error {
	list := formText(c, "list")
	v, err := a.savedView(c, list)
	if err != nil {
		return err
	}
	l, err := a.savable(c.UserContext(), v.Frame, listKind(c), list)
	if err != nil {
		return err
	}
	v.Name.Value, v.Cols.Checked = strings.Join(strings.Fields(formText(c, "name")), " "), formText(c, "columns") != ""
	all := formText(c, "for") == "all" && v.Can(views.RoleWorker)
	if all {
		v.For.Value = "all"
	}
	if textField(v.Frame, &v.Name); v.Name.Problem != nil {
		return a.invalid(c, v)
	}
	x := l.view
	x.Name, x.All = v.Name.Value, all
	if !v.Cols.Checked {
		x.Columns = nil
	}
	made, err := a.store.AddSaved(c.UserContext(), actor(c), formText(c, "token"), x)
	if text := savedProblem(v.Frame, err); text != "" {
		v.Name.Problem = &views.Note{Text: text}
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	sayNext(c, "view-saved", made.ID)
	return seeOther(c, savedURL(&made))
}

// savedProblem is why a view can not have its name; empty when that is not it.
func savedProblem(f *views.Frame, err error) string {
	switch {
	case errors.Is(err, store.ErrNameTaken):
		return f.T("saved.taken")
	case errors.Is(err, store.ErrTooMany):
		return f.T("saved.many", store.MaxSaved)
	}
	return ""
}

// savedChoices are the views a user keeps, as choices of the funnel. A view that the
// address names and that is not there is let go.
func savedChoices(f *views.Frame, saved *fiche.ID, kept []store.SavedCount) (cs []views.Choosable) {
	there := false
	for i := range kept {
		x := &kept[i]
		v := views.Choosable{URL: savedURL(&x.Saved), Label: x.Name, Count: x.Count, Current: *saved == x.ID, Icon: "view-saved", Gap: i == 0}
		if x.GroupGone {
			v.Note = f.T("saved.group-gone")
		}
		there = there || v.Current
		cs = append(cs, v)
	}
	if !there {
		*saved = ""
	}
	return cs
}

// windowOf is the window that a list is shown in: the user's own, with the columns of
// the saved view that its address names.
func windowOf(w store.Window, v store.Saved, k fiche.Kind) store.Window {
	if v.Kind == k && len(v.Columns) > 0 {
		w.Columns = v.Columns
	}
	return w
}
