package handlers

import (
	"crypto/rand"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// newPassword makes a password that can be read out over the telephone: 60 random
// bits in three groups of letters and digits none of which looks like another.
func newPassword() string {
	t := strings.ToLower(rand.Text())
	return t[:4] + "-" + t[4:8] + "-" + t[8:12]
}

// openUser answers the users with something asked under one: fn says what.
func (a *App) openUser(c *fiber.Ctx, status func(*fiber.Ctx, views.View) error, fn func(v *views.Users, row *views.UserRow, u *store.User)) error {
	u, err := a.store.User(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	v, err := a.usersView(c)
	if err != nil {
		return err
	}
	for i := range v.Rows {
		if v.Rows[i].ID == u.ID {
			fn(&v, &v.Rows[i], &u)
			return status(c, v)
		}
	}
	return store.ErrNotFound
}

// editUser answers the users with the name, role and language of one to be changed.
func (a *App) editUser(c *fiber.Ctx) error {
	return a.openUser(c, a.page, func(v *views.Users, row *views.UserRow, u *store.User) {
		row.Edit = userEdit(v.Frame, u.Name, u.Role.String(), u.Language)
		row.Edit.Was = []views.Hidden{{Name: "was.name", Value: u.Name}, {Name: "was.role", Value: u.Role.String()}, {Name: "was.language", Value: u.Language}}
		row.Edit.Role.Autofocus = true
	})
}

func userEdit(f *views.Frame, name, role, language string) *views.UserEdit {
	e := &views.UserEdit{
		Name: views.Field{Name: "name", Label: f.T("manage.name"), Value: name, Required: true, MaxLength: 200, Autocomplete: "off"},
		Role: f.RoleField(role), Language: views.Field{Name: "language", Kind: "select", Label: f.T("first-run.language"), Value: language, Options: views.Languages()},
	}
	e.Name.ID, e.Role.ID, e.Language.ID = "edit-name", "edit-role", "edit-language"
	return e
}

// updateUser changes a user's name, role and language: what the form changed, so that
// what another admin changed meanwhile stays. The last admin stays one.
func (a *App) updateUser(c *fiber.Ctx) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	e := userEdit(f, strings.TrimSpace(formText(c, "name")), formText(c, "role"), formText(c, "language"))
	for _, name := range []string{"was.name", "was.role", "was.language"} {
		e.Was = append(e.Was, views.Hidden{Name: name, Value: formText(c, name)})
	}
	textField(f, &e.Name)
	role := roleField(f, &e.Role)
	languageField(f, &e.Language)
	if e.Name.Problem == nil && e.Role.Problem == nil && e.Language.Problem == nil {
		u, err := a.store.ChangeUser(c.UserContext(), actor(c), c.Params("id"), "", func(u *store.User) {
			if e.Name.Value != formText(c, "was.name") {
				u.Name = e.Name.Value
			}
			if e.Role.Value != formText(c, "was.role") {
				u.Role = role
			}
			if e.Language.Value != formText(c, "was.language") {
				u.Language = e.Language.Value
			}
		})
		switch {
		case errors.Is(err, store.ErrNameTaken):
			e.Name.Problem = &views.Note{Text: f.T("users.taken")}
		case errors.Is(err, store.ErrLastAdmin):
			e.Role.Problem = &views.Note{Text: f.T("users.last-admin")}
		case err != nil:
			return err
		default:
			return a.userChanged(c, &u)
		}
	}
	return a.openUser(c, a.invalid, func(_ *views.Users, row *views.UserRow, _ *store.User) { row.Edit = e })
}

// userChanged goes back to the users; who is no admin any more goes home.
func (a *App) userChanged(c *fiber.Ctx, u *store.User) error {
	sayNext(c, "saved")
	if u.ID == current(c).ID && u.Role < store.Admin {
		return seeOther(c, "/")
	}
	return seeOther(c, "/users")
}

// askPassword answers the users with what a new password for one will do.
func (a *App) askPassword(c *fiber.Ctx) error { return a.passwordPanel(c, a.page, nil) }

func (a *App) passwordPanel(c *fiber.Ctx, status func(*fiber.Ctx, views.View) error, problem *views.Note) error {
	return a.openUser(c, status, func(v *views.Users, row *views.UserRow, u *store.User) {
		choice := v.GivenPassword()
		choice.ID, choice.Autofocus, choice.Problem = "new-password", true, problem
		row.Ask = userAsk(v, u, "key", "users.password-of", "users.password-do", "/password")
		row.Ask.Effects = []views.Effect{v.Effect("out", "", v.T("users.signed-out")), v.Effect("key", "", v.T("users.old-stops"))}
		row.Ask.Choice = &choice
	})
}

func userAsk(v *views.Users, u *store.User, icon, head, do, path string) *views.Ask {
	return &views.Ask{Icon: icon, Head: v.T(head, u.Name), Action: "/users/" + u.ID + path, Do: v.T(do), Cancel: "/users#" + views.Dom("user", u.ID), CancelText: v.T("act.cancel")}
}

// changePassword gives another user a new password, typed or made; all that user's
// sessions end. One's own is changed where the old one is asked.
func (a *App) changePassword(c *fiber.Ctx) error {
	if c.Params("id") == current(c).ID {
		return seeOther(c, "/account")
	}
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	var field views.Field
	pass, made := givenPassword(c, f, &field)
	if field.Problem != nil {
		return a.passwordPanel(c, a.invalid, field.Problem)
	}
	hash := a.hash(pass)
	u, err := a.store.ChangeUser(c.UserContext(), actor(c), c.Params("id"), "", func(u *store.User) { u.Password = hash })
	if err != nil {
		return err
	}
	if made {
		return a.showSecret(c, u, pass, "users.changed")
	}
	sayNext(c, "saved")
	return seeOther(c, "/users")
}

// askAccess answers the users with what disabling one will do.
func (a *App) askAccess(c *fiber.Ctx) error { return a.accessPanel(c, a.page, nil) }

func (a *App) accessPanel(c *fiber.Ctx, status func(*fiber.Ctx, views.View) error, problem *views.Note) error {
	return a.openUser(c, status, func(v *views.Users, row *views.UserRow, u *store.User) {
		row.Ask = userAsk(v, u, "lock", "users.disable-of", "users.disable", "/access")
		row.Ask.Grave, row.Ask.Problem = true, problem
		row.Ask.Effects = []views.Effect{v.Effect("out", "", v.T("users.signed-out")), v.Effect("lock", "", v.T("users.no-entry")), v.Effect("history", "", v.T("users.name-stays"))}
	})
}

// changeAccess disables a user, whose sessions end at once, or lets one in again. The
// last admin stays, and nobody shuts themselves out.
func (a *App) changeAccess(c *fiber.Ctx) error {
	on, id := formText(c, "on") != "", c.Params("id")
	if !on && id == current(c).ID {
		return a.accessRefused(c, "users.not-you")
	}
	_, err := a.store.ChangeUser(c.UserContext(), actor(c), id, "", func(u *store.User) { u.Disabled = !on })
	if errors.Is(err, store.ErrLastAdmin) {
		return a.accessRefused(c, "users.last-admin")
	}
	if err != nil {
		return err
	}
	a.hub.wake() // streams of who is out end now
	if on {
		sayNext(c, "user-in", id)
	} else {
		sayNext(c, "user-out", id)
	}
	return seeOther(c, "/users")
}

func (a *App) accessRefused(c *fiber.Ctx, code string) error {
	f, err := a.frame(c)
	if err != nil {
		return err
	}
	return a.accessPanel(c, a.invalid, &views.Note{Text: f.T(code)})
}

// flashUser says what was done with a user.
func flashUser(code string) func(*App, *fiber.Ctx, *views.Frame, []string) (*views.Flash, error) {
	return func(a *App, c *fiber.Ctx, f *views.Frame, ids []string) (*views.Flash, error) {
		if len(ids) != 1 {
			return nil, nil // a cookie somebody wrote by hand
		}
		u, err := a.store.User(c.UserContext(), ids[0])
		if errors.Is(err, store.ErrNotFound) {
			return nil, nil
		}
		return &views.Flash{Text: f.T("flash."+code, u.Name)}, err
	}
}
