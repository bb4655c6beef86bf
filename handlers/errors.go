package handlers

import (
	"crypto/rand"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/views"
)

// failed turns any error into a page with its status. An error of ours has a
// reference, which stands in the log with the cause; its text is never shown.
func (a *App) failed(c *fiber.Ctx, err error) error {
	status := statusOf(err)
	a.setHeaders(c) // what could not be read comes here past everything else
	f := a.bareFrame(c)
	if u := current(c); u != nil {
		if full, ferr := a.frame(c); ferr == nil {
			f = full
		}
	}
	v := views.NewError(f, status)
	if status >= fiber.StatusInternalServerError {
		v.Ref = reference()
		v.At = f.StampFull(f.Now)
		a.log.Error("request failed", "ref", v.Ref, "method", c.Method(), "route", pattern(c), "err", err)
	}
	if c.Method() == fiber.MethodPost && status != fiber.StatusRequestEntityTooLarge {
		v.Kept = kept(c, f)
	}
	if rerr := a.problem(c, status, v); rerr != nil {
		a.log.Error("error page failed", "err", rerr)
		return c.Status(status).SendString(fmt.Sprintf("%d %s", status, v.Ref))
	}
	return nil
}

func statusOf(err error) int {
	var fe *fiber.Error
	switch {
	case errors.As(err, &fe):
		return fe.Code
	case errors.Is(err, store.ErrMerged):
		return fiber.StatusConflict
	case errors.Is(err, store.ErrNotFound):
		return fiber.StatusNotFound
	}
	return fiber.StatusInternalServerError
}

// reference is a short word that joins an error page with its line in the log.
func reference() string { return rand.Text()[:8] }

// panicked logs what a handler threw; the answer is failed's.
func (a *App) panicked(c *fiber.Ctx, v any) {
	a.log.Error("handler panicked", "route", pattern(c), "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
}

// recovered logs a panic outside a handler, which would end the process otherwise.
func (a *App) recovered(where string) {
	if v := recover(); v != nil {
		a.log.Error("panic", "where", where, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
	}
}
