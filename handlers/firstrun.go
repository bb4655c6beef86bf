package handlers

import (
	"crypto/subtle"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/views"
	"fichebak/views/locale"
)

// firstRun answers the form that makes the first account; once there is one it
// leads to the sign-in.
func (a *App) firstRun(c *fiber.Ctx) error {
	some, err := a.hasUsers(c)
	if err != nil {
		return err
	}
	if some {
		return seeOther(c, "/session/new")
	}
	return a.page(c, a.firstRunView(c, ""))
}

// firstRunView is the form in a language; in the browser's, when it is none of the program's.
func (a *App) firstRunView(c *fiber.Ctx, lang string) views.FirstRun {
	f := a.bareFrame(c)
	if locale.Known(lang) {
		chosen := views.NewFrame(lang, f.Now)
		chosen.Company, chosen.Path = f.Company, f.Path
		f = chosen
	}
	return views.NewFirstRun(f, "", a.FirstRunCode != "")
}

// createFirstRun makes the first account, signs it in, and fills the box with
// examples when that was chosen.
func (a *App) createFirstRun(c *fiber.Ctx) error {
	v := a.firstRunView(c, formText(c, "language")) // what was chosen is what is read from now on
	v.Company.Value, v.Name.Value = strings.TrimSpace(formText(c, "company")), strings.TrimSpace(formText(c, "name"))
	v.Language.Value, v.Start.Value = formText(c, "language"), formText(c, "start")
	pass := formText(c, "password")
	textField(v.Frame, &v.Company)
	textField(v.Frame, &v.Name)
	checkPassword(v.Frame, &v.Password, pass)
	if !locale.Known(v.Language.Value) {
		v.Language.Problem = &views.Note{Text: v.T("problem.choice")}
	}
	if v.Code != nil {
		if v.Code.Value = strings.ToLower(strings.TrimSpace(formText(c, "code"))); subtle.ConstantTimeCompare([]byte(v.Code.Value), []byte(a.FirstRunCode)) != 1 {
			v.Code.Problem = &views.Note{Text: v.T("first-run.code-wrong")}
		}
	}
	if v.Check() {
		return a.invalid(c, v)
	}
	u, err := a.store.FirstRun(c.UserContext(), store.User{Name: v.Name.Value, Password: a.hash(pass), Language: v.Language.Value}, v.Company.Value)
	if errors.Is(err, store.ErrNotEmpty) {
		return seeOther(c, "/session/new")
	}
	if err != nil {
		return err
	}
	a.anyUsers.Store(true)
	if v.Start.Value == "examples" {
		if err := a.store.AddExamples(c.UserContext(), u.Actor(), u.Language); err != nil {
			return err
		}
	}
	if err := a.signIn(c, u); err != nil {
		return err
	}
	return c.Redirect("/", fiber.StatusSeeOther)
}

// textField sets the problem of a line that must be there and must be a text.
func textField(f *views.Frame, field *views.Field) {
	p := fiche.CheckText(field.Name, field.Value, false)
	if p == nil && field.Value == "" && field.Required {
		p = &fiche.Problem{Code: "problem.required"}
	}
	if p != nil {
		field.Problem = &views.Note{Text: f.T(p.Code, p.Args...)}
	}
}

// checkPassword sets the problem of a password that is too short or too long.
func checkPassword(f *views.Frame, field *views.Field, pass string) {
	switch {
	case utf8.RuneCountInString(pass) < password.MinLength:
		field.Problem = &views.Note{Text: f.T("password.short", password.MinLength)}
	case len(pass) > password.MaxLength:
		field.Problem = &views.Note{Text: f.T("problem.long", strconv.Itoa(len(pass)-password.MaxLength))}
	}
}
