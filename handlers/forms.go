package handlers

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fichebak/store/fiche"
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
const maxCarried = 2000

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

// kept are the fields of a form that could not be saved, by the names people know, to
// copy from. What the page itself put into the form is left out.
func kept(c *fiber.Ctx, f *views.Frame) []views.Fact {
	all := carried(c)
	kinds := map[string]string{} // of the lines of moments
	for _, h := range all {
		if line, ok := strings.CutSuffix(h.Name, ".kind"); ok {
			kinds[line] = h.Value
		}
	}
	var fs []views.Fact
	for _, h := range all {
		if label := keptLabel(f, h, kinds); label != "" {
			fs = append(fs, views.Fact{Label: label, Value: h.Value})
		}
	}
	return fs
}

// keptLabel names a field that somebody filled in; empty for the others.
func keptLabel(f *views.Frame, h views.Hidden, kinds map[string]string) string {
	name := strings.TrimPrefix(h.Name, "mine.")
	line, field := "", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		line, field = name[:i], name[i+1:]
	}
	_, known := fiche.ParseMomentKind(kinds[line])
	switch {
	case strings.TrimSpace(h.Value) == "" || slices.Contains(unkept, field) || strings.HasPrefix(name, "theirs."):
		return ""
	case known && f.Has("when."+field):
		return momentLabel(f, kinds[line], field)
	case isField(name):
		return fieldLabel(f, name)
	case f.Has("when." + name):
		return f.T("when." + name)
	case f.Has("field." + name):
		return f.T("field." + name)
	}
	return name
}

// unkept are the last parts of names that are not what somebody typed.
var unkept = []string{"token", "rev", "list", "was", "kind", "done", "person", "active", "more", "all", "do"}

// isPhone reports whether the browser says that it is a telephone's; one that does not
// say so in a header of its own says it in its name.
func isPhone(c *fiber.Ctx) bool {
	if hint := c.Get("Sec-CH-UA-Mobile"); hint != "" {
		return hint == "?1"
	}
	return strings.Contains(c.Get(fiber.HeaderUserAgent), "Mobile")
}
