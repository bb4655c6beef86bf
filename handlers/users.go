package handlers

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
	"fichebak/views/locale"
)

// listUsers answers who may sign in, and when each was seen last.
func (a *App) listUsers(c *fiber.Ctx) error {
	v, err := a.usersView(c)
	if err != nil {
		return err
	}
	return a.page(c, v)
}

func (a *App) usersView(c *fiber.Ctx) (v views.Users, err error) {
	f, err := a.frame(c)
	if err != nil {
		return v, err
	}
	token, err := a.store.NewToken()
	if err != nil {
		return v, err
	}
	v = views.NewUsers(f, token)
	set, err := a.store.Settings(c.UserContext())
	if err != nil {
		return v, err
	}
	v.Language.Value = set.Language
	users, err := a.store.Users(c.UserContext())
	if err != nil {
		return v, err
	}
	sessions, err := a.store.AllSessions(c.UserContext())
	for i := range users {
		v.Rows = append(v.Rows, a.userRow(f, &users[i], sessions[users[i].ID], current(c).ID))
	}
	return v, err
}

func (a *App) userRow(f *views.Frame, u *store.User, sessions []store.Session, self string) views.UserRow {
	r := views.UserRow{
		Frame: f, ID: u.ID, Name: u.Name, Initials: views.Initials(u.Name), Role: u.Role.String(), Lang: f.T("language." + u.Language),
		Sessions: len(sessions), Self: u.ID == self, Disabled: u.Disabled, Seen: f.T("users.never"),
	}
	open := slices.ContainsFunc(sessions, func(s store.Session) bool {
		_, own := a.hub.count(s.Hash)
		return own > 0
	})
	switch {
	case u.Disabled:
		r.Seen = f.T("users.disabled")
	case r.Self || open:
		r.Seen = f.T("time.now")
	case len(sessions) > 0:
		r.Seen = f.Stamp(time.Unix(sessions[0].Seen, 0))
	case u.SignedIn != 0:
		r.Seen = f.Stamp(time.Unix(u.SignedIn, 0))
	}
	return r
}

// createUser makes an account. A password that was left empty is made here, and shown
// once: on the answer to this form, which no history keeps.
func (a *App) createUser(c *fiber.Ctx) error {
	v, err := a.usersView(c)
	if err != nil {
		return err
	}
	v.Name.Value, v.Role.Value, v.Language.Value = strings.TrimSpace(formText(c, "name")), formText(c, "role"), formText(c, "language")
	textField(v.Frame, &v.Name)
	role := roleField(v.Frame, &v.Role)
	languageField(v.Frame, &v.Language)
	pass, made := givenPassword(c, v.Frame, &v.Password)
	if v.Check() {
		return a.invalid(c, v)
	}
	u, again, err := a.store.AddUserOnce(c.UserContext(), actor(c), formText(c, "token"), store.User{Name: v.Name.Value, Role: role, Language: v.Language.Value, Password: a.hash(pass)})
	if errors.Is(err, store.ErrNameTaken) {
		v.Name.Problem = &views.Note{Text: v.T("users.taken")}
		v.Check()
		return a.invalid(c, v)
	}
	if err != nil {
		return err
	}
	if again || !made {
		sayNext(c, "user-made", u.ID)
		return seeOther(c, "/users")
	}
	return a.showSecret(c, u, pass, "users.made")
}

// showSecret answers the users with a password that was made for one of them.
func (a *App) showSecret(c *fiber.Ctx, u store.User, pass, head string) error {
	v, err := a.usersView(c)
	if err != nil {
		return err
	}
	for i := range v.Rows {
		if r := &v.Rows[i]; r.ID == u.ID {
			r.Secret = &views.Secret{Head: v.T(head, u.Name), Password: views.Field{Name: "made", Label: v.T("first-run.password"), Value: pass, ReadOnly: true, Autofocus: true, Autocomplete: "off"}}
		}
	}
	return a.page(c, v)
}

// roleField reads a role; its problem when it is none.
func roleField(f *views.Frame, field *views.Field) store.Role {
	role, ok := store.ParseRole(field.Value)
	if !ok {
		field.Problem = &views.Note{Text: f.T("problem.choice")}
	}
	return role
}

// languageField sets the problem of a language there is no catalog of.
func languageField(f *views.Frame, field *views.Field) {
	if !locale.Known(field.Value) {
		field.Problem = &views.Note{Text: f.T("problem.choice")}
	}
}

// givenPassword is the password an admin typed for another, or one made here.
func givenPassword(c *fiber.Ctx, f *views.Frame, field *views.Field) (pass string, made bool) {
	if pass = formText(c, "password"); pass == "" {
		return newPassword(), true
	}
	checkPassword(f, field, pass)
	return pass, false
}
