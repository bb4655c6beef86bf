package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
)

// policy lets a page fetch from its own server only, and run and style nothing that
// stands in the page itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// headers are on every answer.
func (a *App) headers(c *fiber.Ctx) error {
	a.setHeaders(c)
	return c.Next()
}

func (a *App) setHeaders(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderReferrerPolicy, "same-origin") // with no-referrer a form says Origin: null
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	if c.Secure() {
		c.Set("Cross-Origin-Opener-Policy", "same-origin")
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
}

// sameOrigin refuses what another site's page sends here in a user's name. The rule
// is that of net/http's CrossOriginProtection: Sec-Fetch-Site when the browser says
// it, else Origin against Host; who says neither is no browser.
func (a *App) sameOrigin(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return c.Next()
	case "":
	default:
		return fiber.ErrForbidden
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return c.Next()
	}
	if u, err := url.Parse(origin); err == nil && u.Host == string(c.Request().Host()) {
		return c.Next()
	}
	return fiber.ErrForbidden
}

// bounded refuses a request that is too large.
func bounded(c *fiber.Ctx) error {
	size := c.Request().Header.ContentLength()
	if size < 0 { // it did not say; a form with files is not put together again to be weighed
		size = len(c.Request().Body())
	}
	if size > bodyLimit {
		return fiber.ErrRequestEntityTooLarge
	}
	return c.Next()
}

// logged writes one line a request: the pattern of its route, never what was typed.
func (a *App) logged(c *fiber.Ctx) error {
	start := a.now()
	err := c.Next()
	if err != nil { // answer it now, so that the line has its status
		if err = a.failed(c, err); err != nil {
			return err
		}
	}
	status := c.Response().StatusCode()
	attrs := []any{"method", c.Method(), "route", pattern(c), "status", status, "took", a.now().Sub(start).Round(time.Microsecond), "bytes", len(c.Response().Body())}
	if u := current(c); u != nil {
		attrs = append(attrs, "user", u.ID)
	}
	if status >= fiber.StatusInternalServerError {
		a.log.Error("request", attrs...)
	} else {
		a.log.Info("request", attrs...)
	}
	return nil
}

// pattern is the route's path with its parameters unnamed by data.
func pattern(c *fiber.Ctx) string {
	if r := c.Route(); r != nil {
		return r.Path
	}
	return ""
}

// The keys of what the guard leaves in a request.
const (
	localUser    = "user"
	localAt      = "at" // where the box was when the request came
	localSession = "session"
)

// cookieName holds the session; its value is known to the browser alone.
const cookieName = "session"

// session finds out who asks.
func (a *App) session(c *fiber.Ctx) error {
	u, hash, err := a.whoAsks(c)
	switch {
	case err == nil:
		c.Locals(localUser, &u)
		c.Locals(localSession, hash)
		c.Locals(localAt, a.store.At())
	case !errors.Is(err, store.ErrNotFound):
		a.log.Error("read session", "err", err)
	}
	return c.Next()
}

// whoAsks is whose session a browser has; ErrNotFound when it has none.
func (a *App) whoAsks(c *fiber.Ctx) (u store.User, hash string, err error) {
	cookie := c.Cookies(cookieName)
	if cookie == "" {
		return u, "", store.ErrNotFound
	}
	hash = hashOf(cookie)
	u, _, err = a.store.SignedIn(c.UserContext(), hash)
	return u, hash, err
}

func hashOf(cookie string) string {
	sum := sha256.Sum256([]byte(cookie))
	return hex.EncodeToString(sum[:])
}

// current is who asks; nil when nobody is signed in.
func current(c *fiber.Ctx) *store.User {
	u, _ := c.Locals(localUser).(*store.User)
	return u
}

// actor is who asks, as the one who does something.
func actor(c *fiber.Ctx) store.Actor {
	if u := current(c); u != nil {
		return u.Actor()
	}
	return store.Actor{}
}

// allowed lets a request through to its handler when who asks has the route's role.
// Before the first user exists every page leads to the first run.
func (a *App) allowed(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if r.role == public {
			return r.handle(c)
		}
		some, err := a.hasUsers(c)
		if err != nil {
			return err
		}
		u := current(c)
		switch {
		case !some:
			return seeOther(c, "/first-run")
		case u == nil:
			return a.notSignedIn(c)
		case u.Role < r.role:
			return fiber.ErrForbidden
		}
		return r.handle(c)
	}
}

// hasUsers remembers that there are users: there is no way back.
func (a *App) hasUsers(c *fiber.Ctx) (bool, error) {
	if a.anyUsers.Load() {
		return true, nil
	}
	some, err := a.store.HasUsers(c.UserContext())
	if some {
		a.anyUsers.Store(true)
	}
	return some, err
}

// notSignedIn sends to the sign-in page. What was being sent when a session ended
// is carried along there and done afterwards.
func (a *App) notSignedIn(c *fiber.Ctx) error {
	if c.Method() == fiber.MethodPost && !partial(c) {
		return a.signInWith(c)
	}
	next := c.OriginalURL()
	if c.Method() != fiber.MethodGet || partial(c) {
		next = "/"
		if ref, err := url.Parse(c.Get(fiber.HeaderReferer)); err == nil && ref.Host == string(c.Request().Host()) {
			next = ref.RequestURI()
		}
	}
	return signInFirst(c, "/session/new?next="+url.QueryEscape(next))
}
