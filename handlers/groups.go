package handlers

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/views"
)

// listGroups answers all groups with how many fiches are in each.
func (a *App) listGroups(c *fiber.Ctx) error {
	v, err := a.groupsView(c)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

func (a *App) groupsView(c *fiber.Ctx) (v views.Groups, err error) {
	if v.Frame, err = a.frame(c); err != nil {
		return v, err
	}
	v.Title = v.T("funnel.groups")
	v.Name = v.NameField(v.T("groups.new"), v.T("groups.new-example"))
	if v.Token, err = a.store.NewToken(); err != nil {
		return v, err
	}
	groups, err := a.store.Groups(c.UserContext())
	for _, g := range groups {
		v.Rows = append(v.Rows, views.ManageRow{Frame: v.Frame, ID: g.ID, Name: g.Name, Fixed: g.Protected(), Counts: countLinks(v.Frame, g.Count, "group", g.ID)})
	}
	return v, err
}

// countLinks are the numbers of fiches by kind, each leading to them.
func countLinks(f *views.Frame, count map[fiche.Kind]int, param, value string) (links []views.CountLink) {
	for _, k := range fiche.Kinds {
		s := listState{kind: k, sort: defaultSort(store.ViewAll, k)}
		if param == "group" {
			s.group = value
		} else {
			s.source = value
		}
		links = append(links, views.CountLink{N: count[k], URL: s.url(), Label: f.N("fiches.count."+k.String(), count[k])})
	}
	return links
}

// countWords are the numbers of fiches by kind, as a list in words.
func countWords(f *views.Frame, count map[fiche.Kind]int) string {
	var words []string
	for _, k := range fiche.Kinds {
		if n := count[k]; n > 0 {
			words = append(words, f.N("fiches.count."+k.String(), n))
		}
	}
	return f.Listed(words)
}

// groupName reads the name of a group from a form; its problem when it can be none.
func groupName(c *fiber.Ctx, f *views.Frame, field *views.Field) string {
	field.Value = strings.Join(strings.Fields(formText(c, "name")), " ")
	textField(f, field)
	if field.Problem == nil && strings.Contains(field.Value, ",") {
		field.Problem = &views.Note{Text: f.T("groups.comma")}
	}
	return field.Value
}

// createGroup makes a group.
func (a *App) createGroup(c *fiber.Ctx) error {
	v, err := a.groupsView(c)
	if err != nil {
		return err
	}
	name := groupName(c, v.Frame, &v.Name)
	if v.Name.Problem != nil {
		return a.invalid(c, v)
	}
	g, err := a.store.AddGroupOnce(c.UserContext(), actor(c), formText(c, "token"), name)
	if errors.Is(err, store.ErrNameTaken) {
		v.Name.Problem = &views.Note{Text: v.T("groups.taken")}
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	sayNext(c, "group-made", g.ID)
	return seeOther(c, "/groups")
}

// groupRow is the row of the group a request is about; ErrNotFound when it is gone, or
// stays as it is.
func groupRow(v *views.Groups, id string) (*views.ManageRow, error) {
	for i := range v.Rows {
		if r := &v.Rows[i]; r.ID == id && !r.Fixed {
			return r, nil
		}
	}
	return nil, store.ErrNotFound
}

// openGroup answers the groups with something asked in the row of one: fn says what.
func (a *App) openGroup(c *fiber.Ctx, fn func(v *views.Groups, row *views.ManageRow) error) error {
	v, err := a.groupsView(c)
	if err != nil {
		return err
	}
	row, err := groupRow(&v, c.Params("id"))
	if err != nil {
		return a.groupGone(c)
	}
	if err := fn(&v, row); err != nil {
		return err
	}
	return a.page(c, v)
}

// groupGone says that a colleague was first, on the page of what there is now.
func (a *App) groupGone(c *fiber.Ctx) error {
	sayNext(c, "group-gone")
	return seeOther(c, "/groups")
}

// editGroup answers the groups with the name of one to be changed.
func (a *App) editGroup(c *fiber.Ctx) error {
	return a.openGroup(c, func(v *views.Groups, row *views.ManageRow) error {
		renameRow(v, row)
		return nil
	})
}

func renameRow(v *views.Groups, row *views.ManageRow) {
	f := v.NameField(v.T("manage.new-name", row.Name), "")
	f.ID, f.Value, f.Autofocus = "rename-name", row.Name, true
	row.Rename = &f
}

// updateGroup gives a group another name. One that another group has is a problem,
// with the way to make the two into one.
func (a *App) updateGroup(c *fiber.Ctx) error {
	v, err := a.groupsView(c)
	if err != nil {
		return err
	}
	row, err := groupRow(&v, c.Params("id"))
	if err != nil {
		return a.groupGone(c)
	}
	renameRow(&v, row)
	name := groupName(c, v.Frame, row.Rename)
	if row.Rename.Problem != nil {
		return a.invalid(c, v)
	}
	err = a.store.RenameGroup(c.UserContext(), actor(c), row.ID, name)
	switch {
	case errors.Is(err, store.ErrNameTaken):
		row.Rename.Problem = &views.Note{Text: v.T("groups.taken")}
		if other, err := a.store.GroupNamed(c.UserContext(), name); err == nil {
			row.Rename.Problem.Choices = []views.Choice{{Label: v.T("groups.merge-with", other.Name), URL: "/groups/" + row.ID + "/merger?into=" + other.ID}}
		}
		return a.invalid(c, v)
	case errors.Is(err, store.ErrNotFound):
		return a.groupGone(c)
	case err != nil:
		return err
	}
	sayNext(c, "saved")
	return seeOther(c, "/groups")
}
