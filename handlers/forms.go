package handlers

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/views"
)

// This file and its neighbours forms_*.go alone read what was typed.

// formText is one field of the form, copied out of Fiber's buffers.
func formText(c *fiber.Ctx, name string) string { return strings.Clone(c.FormValue(name)) }

// formTexts are all values of a field that may come more than once.
func formTexts(c *fiber.Ctx, name string) []string {
	var all []string
	formEach(c, func(n, v string) {
		if n == name {
			all = append(all, v)
		}
	})
	return all
}

// formEach calls fn with every field that was sent, in order, urlencoded or
// multipart.
func formEach(c *fiber.Ctx, fn func(name, value string)) {
	if form, err := c.MultipartForm(); err == nil {
		names := make([]string, 0, len(form.Value))
		for n := range form.Value {
			names = append(names, n)
		}
		slices.Sort(names)
		for _, n := range names {
			for _, v := range form.Value[n] {
				fn(strings.Clone(n), strings.Clone(v))
			}
		}
		return
	}
	for k, v := range c.Request().PostArgs().All() {
		fn(string(k), string(v))
	}
}

// maxCarried bounds what is carried along through a sign-in.
const maxCarried = 400

// carried are the fields of a form that was sent without a session, without
// passwords and without what belongs to the sign-in itself.
func carried(c *fiber.Ctx) []views.Hidden {
	var hs []views.Hidden
	formEach(c, func(n, v string) {
		if len(hs) < maxCarried && !strings.HasPrefix(n, "session.") && !strings.Contains(n, "password") {
			hs = append(hs, views.Hidden{Name: n, Value: v})
		}
	})
	return hs
}

// kept are the fields of a form that could not be saved, as facts to copy from.
func kept(c *fiber.Ctx) []views.Fact {
	var fs []views.Fact
	for _, h := range carried(c) {
		if strings.TrimSpace(h.Value) != "" && h.Name != "token" && h.Name != "rev" && !strings.HasSuffix(h.Name, ".was") {
			fs = append(fs, views.Fact{Label: h.Name, Value: h.Value})
		}
	}
	return fs
}
