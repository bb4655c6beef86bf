package handlers

import (
	"errors"
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
	kind := kindOf(c)
	s, err := a.stateWithin(c, f, carriedList(c, list))
	if err != nil {
		return v, err
	}
	f.Nav, f.Card, f.Title = kind.Plural(), "is-short is-wide", f.T("saved.all")
	v = views.SavedViews{
		Frame: f, Kind: kind.String(), Action: "/" + kind.Plural() + "/views", List: s.carried(), More: views.WithList("/"+kind.Plural()+"/views", s.carried()),
		Back: views.Link{URL: s.url(), Text: f.T("nav." + kind.Plural())}, Count: a.store.Count(s.query()), Facts: a.stateFacts(c, f, s),
		Name: views.Field{Name: "name", ID: "view-name", Label: f.T("manage.name"), Required: true, MaxLength: 200, Autocomplete: "off", Autofocus: partial(c)},
		Cols: views.Field{Name: "columns", ID: "view-columns", Kind: "checkbox", Label: f.T("saved.columns"), Value: "yes", Checked: true},
	}
	v.Name.Value = proposedName(v.Facts, s)
	v.For = views.Field{Name: "for", ID: "view-for", Kind: "cards", Label: f.T("saved.for"), Value: "me", Options: []views.Option{
		{Value: "me", Label: f.T("saved.me"), Note: f.T("window.own-low")},
		{Value: "all", Label: f.T("saved.everybody"), Note: f.T("saved.everybody-note"), Disabled: !f.Can(views.RoleWorker)},
	}}
	if v.Token, err = a.store.NewToken(); err != nil {
		return v, err
	}
	kept, err := a.store.Saved(c.UserContext(), f.User.ID, kind)
	for i := range kept {
		v.Rows = append(v.Rows, a.savedRow(c, f, &kept[i]))
	}
	return v, err
}

// stateWithin is the state of a list as this user's window has it.
func (a *App) stateWithin(c *fiber.Ctx, f *views.Frame, list string) (listState, error) {
	w, err := a.store.Window(c.UserContext(), f.User.ID, kindOf(c))
	return readList(kindOf(c), parseQuery(list)).with(func(*listState) {}).within(w), err
}

// stateFacts are what a list is narrowed to and sorted on, in words.
func (a *App) stateFacts(c *fiber.Ctx, f *views.Frame, s listState) (fs []views.FactLine) {
	view := "all"
	if s.view != store.ViewAll {
		view = string(s.view)
	}
	fs = append(fs, views.FactLine{Label: f.T("funnel.label"), Value: f.T("view." + view)})
	if s.group != "" {
		name := f.T("funnel.group-gone")
		if g, err := a.store.Group(c.UserContext(), s.group); err == nil {
			name = g.Name
		}
		fs = append(fs, views.FactLine{Label: f.T("field.groups"), Value: name})
	}
	if s.source != "" {
		fs = append(fs, views.FactLine{Label: f.T("field.source"), Value: s.source})
	}
	if s.q != "" {
		fs = append(fs, views.FactLine{Label: f.T("saved.search"), Value: s.q})
	}
	order := "saved.ascending"
	if s.desc {
		order = "saved.descending"
	}
	return append(fs, views.FactLine{Label: f.T("saved.order"), Value: f.T(order, f.T("column."+s.sort))})
}

// proposedName is what a view may be called: what was searched for, and where.
func proposedName(fs []views.FactLine, s listState) string {
	var words []string
	for _, w := range []string{s.q, s.source} {
		if w != "" {
			words = append(words, w)
		}
	}
	if s.group != "" && len(fs) > 1 {
		words = append(words, fs[1].Value)
	}
	if s.view != store.ViewAll && len(fs) > 0 {
		words = append(words, fs[0].Value)
	}
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

// savedState is the state of a list as a view has it.
func savedState(v *store.Saved) listState {
	return listState{kind: v.Kind, q: v.Text, view: v.View, group: v.Group, source: v.Source, sort: v.Sort, desc: v.Desc, said: true, saved: v.ID}
}

func (a *App) savedRow(c *fiber.Ctx, f *views.Frame, x *store.SavedCount) views.SavedRow {
	s := savedState(&x.Saved)
	var words []string
	for _, fact := range a.stateFacts(c, f, s) {
		words = append(words, fact.Value)
	}
	r := views.SavedRow{
		Frame: f, ID: x.ID, Name: x.Name, URL: s.url(), Self: "/" + x.Kind.Plural() + "/views/" + x.ID, Count: x.Count, Words: strings.Join(words, ", "),
		For: f.T("saved.me"), Fixed: !x.MayChange(*current(c)), Cancel: "/" + x.Kind.Plural() + "/views",
	}
	if x.All {
		r.For = f.T("saved.everybody")
	}
	if x.GroupGone {
		r.Gone = f.T("saved.group-gone")
	}
	return r
}

// createView keeps the list as it stands under a name.
func (a *App) createView(c *fiber.Ctx) error {
	list := formText(c, "list")
	v, err := a.savedView(c, list)
	if err != nil {
		return err
	}
	s, err := a.stateWithin(c, v.Frame, carriedList(c, list))
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
	x := store.Saved{Kind: s.kind, Name: v.Name.Value, All: all, Text: s.q, View: s.view, Group: s.group, Source: s.source, Sort: s.sort, Desc: s.desc}
	if v.Cols.Checked {
		cs, err := a.columnsOf(c.UserContext(), v.Frame, s)
		if err != nil {
			return err
		}
		x.Columns = arranged(a.columnsFor(v.Frame, s.kind), cs.window)
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
	return seeOther(c, savedState(&made).url())
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
func savedChoices(f *views.Frame, s *listState, kept []store.SavedCount) (cs []views.Choosable) {
	there := false
	for i := range kept {
		x := &kept[i]
		v := views.Choosable{URL: savedState(&x.Saved).url(), Label: x.Name, Count: x.Count, Current: s.saved == x.ID, Icon: "view-saved", Gap: i == 0}
		if x.GroupGone {
			v.Note = f.T("saved.group-gone")
		}
		there = there || v.Current
		cs = append(cs, v)
	}
	if !there {
		s.saved = ""
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
