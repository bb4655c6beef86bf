package handlers

import (
	"crypto/rand"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/password"
	"fichebak/views"
)

// newSession answers the sign-in form; next is where to go afterwards.
func (a *App) newSession(c *fiber.Ctx) error {
	some, err := a.hasUsers(c)
	if err != nil {
		return err
	}
	if !some {
		return seeOther(c, "/first-run")
	}
	if current(c) != nil {
		return seeOther(c, ownPath(c.Query("next")))
	}
	v := a.signInView(c)
	v.Next = ownPath(c.Query("next"))
	if v.Next != "/" {
		v.Notice = v.T("sign-in.first")
	}
	return a.page(c, v)
}

func (a *App) signInView(c *fiber.Ctx) views.SignIn { return views.NewSignIn(a.bareFrame(c), "/") }

// signInWith answers the sign-in form in place of a form that was sent after its
// session had ended, with everything that was typed.
func (a *App) signInWith(c *fiber.Ctx) error {
	v := a.signInView(c)
	v.Next, v.Resume = "/", c.OriginalURL()
	v.Carried = carried(c)
	v.Notice = v.T("sign-in.over-carried")
	return a.render(c, fiber.StatusUnauthorized, v)
}

// createSession signs in. A wrong password says no more than that name and password
// do not belong together; too many tries have to wait.
func (a *App) createSession(c *fiber.Ctx) error {
	name, pass := formText(c, "session.name"), formText(c, "session.password")
	fail := func(status int, notice string) error {
		v := a.signInView(c)
		v.Next, v.Resume, v.Carried = ownPath(formText(c, "session.next")), resumePath(formText(c, "session.resume")), carried(c)
		v.Name.Value = name
		v.Password.Problem = &views.Note{Text: v.T(notice)}
		v.Password.Autofocus, v.Name.Autofocus = true, false
		return a.render(c, status, v)
	}
	if wait := a.tries.wait(c.IP(), name); wait > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		return fail(fiber.StatusTooManyRequests, "sign-in.too-many")
	}
	u, err := a.checkPassword(c, name, pass)
	if errors.Is(err, store.ErrNotFound) {
		a.tries.failed(c.IP(), name)
		return fail(fiber.StatusUnprocessableEntity, "sign-in.wrong")
	}
	if err != nil {
		return err
	}
	a.tries.worked(c.IP(), name)
	if err := a.signIn(c, u); err != nil {
		return err
	}
	if resume := resumePath(formText(c, "session.resume")); resume != "" {
		return c.Redirect(resume, fiber.StatusTemporaryRedirect) // 307: the browser sends the form again, signed in
	}
	return c.Redirect(ownPath(formText(c, "session.next")), fiber.StatusSeeOther)
}

// checkPassword finds the user of a name and password, ErrNotFound otherwise; an
// unknown name takes as long as a wrong password.
func (a *App) checkPassword(c *fiber.Ctx, name, pass string) (store.User, error) {
	a.hasher <- struct{}{}
	defer func() { <-a.hasher }()
	u, err := a.store.UserNamed(c.UserContext(), name)
	switch {
	case errors.Is(err, store.ErrNotFound), len(pass) > password.MaxLength:
		password.CheckNobody("")
		return u, store.ErrNotFound
	case err != nil:
		return u, err
	case !password.Check(pass, u.Password) || u.Disabled:
		return u, store.ErrNotFound
	}
	return u, nil
}

// hash hashes a password, two at a time.
func (a *App) hash(pass string) string {
	a.hasher <- struct{}{}
	defer func() { <-a.hasher }()
	return password.Hash(pass)
}

// signIn begins a session in this browser, under a new secret each time. It takes the
// place of one that was open there: its stream would go on showing what is due for
// somebody else.
func (a *App) signIn(c *fiber.Ctx, u store.User) error {
	if before, ok := c.Locals(localSession).(string); ok {
		if err := a.store.SignOut(c.UserContext(), actor(c), before); err != nil {
			return err
		}
	}
	secret := rand.Text() + rand.Text()
	if err := a.store.SignIn(c.UserContext(), u, hashOf(secret), shorten(c.Get(fiber.HeaderUserAgent), 200)); err != nil {
		return err
	}
	c.Cookie(&fiber.Cookie{Name: cookieName, Value: secret, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode, Secure: a.Secure || c.Secure(), MaxAge: 180 * 24 * 3600})
	return nil
}

// removeSession signs out.
func (a *App) removeSession(c *fiber.Ctx) error {
	if hash, ok := c.Locals(localSession).(string); ok {
		if err := a.store.SignOut(c.UserContext(), actor(c), hash); err != nil {
			return err
		}
	}
	c.Cookie(&fiber.Cookie{Name: cookieName, Path: "/", HTTPOnly: true, MaxAge: -1, Expires: time.Unix(1, 0)})
	return seeOther(c, "/session/new")
}

// ownPath lets through only an address of our own, so that nobody is led away.
func ownPath(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(s, "\\\r\n") {
		return "/"
	}
	return s
}

func resumePath(s string) string {
	if s == "" || ownPath(s) != s {
		return ""
	}
	return s
}

// shorten cuts a text to n bytes at the most, at a character.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// back is the page of ours a request came from.
func back(c *fiber.Ctx) string {
	u, err := url.Parse(c.Get(fiber.HeaderReferer))
	if err != nil || u.Host != string(c.Request().Host()) {
		return "/"
	}
	return ownPath(u.RequestURI())
}
