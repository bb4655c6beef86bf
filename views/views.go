// Package views turns typed view models into HTML. It owns the templates and the types that feed them; it knows neither
// the store nor HTTP. A template is named by its path without extension; one whose name begins with _ is a fragment.
//
// Caveat: html/v2 only loads here. Its own layout renderer calls Funcs at render time and fails when pages and fragments
// are rendered at once, so every page is composed with its layouts once, in New.
package views

import (
	"embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"text/template/parse"
	"time"

	"github.com/gofiber/template/html/v2"

	"fichebak/views/locale"
)

// The pattern says all: because go:embed skips files that begin with _ otherwise.
//
//go:embed all:activities all:crm
//go:embed all:account all:bin all:commands all:doubles all:errors all:fiches all:groups all:help all:history all:imports all:layout all:moments all:operations all:reminders all:reports all:results all:search all:session all:settings all:sources all:today all:transfers all:users
var files embed.FS

// The two layouts a page can be asked with: the whole frame, and the bare card of who is not signed in.
const (
	LayoutPage = "layout/page"
	LayoutBare = "layout/bare"
)

const extension = ".html"

// View is what a handler answers: a page, or the part of it that changes.
type View interface {
	Page() string // template of the whole page's content
	Part() string // template of the fragment for a targeted swap
	Base() *Frame
}

// Engine renders templates; it is what fiber.Config.Views gets.
type Engine struct {
	*html.Engine
	pages  map[string]map[string]*htmltemplate.Template // page → layout → that layout with that page in it
	tree   fs.FS                                        // set in development only: read anew for each render
	assets func(string) string
	said   sync.Map // fragments that words has rendered, by name and language
}

// New loads and composes every template. assets answers the address of a static file.
func New(assets func(string) string) (*Engine, error) { return compose(files, assets) }

// NewDev answers an engine that reads tree anew for each render, for work on the templates.
func NewDev(tree fs.FS, assets func(string) string) (*Engine, error) {
	e, err := compose(tree, assets)
	if err != nil {
		return nil, err
	}
	e.tree = tree
	return e, nil
}

func compose(tree fs.FS, assets func(string) string) (*Engine, error) {
	e, err := load(tree, assets)
	if err != nil {
		return nil, err
	}
	return e, e.escape()
}

// load parses all templates and gives each page its set; nothing has been escaped or executed yet.
func load(tree fs.FS, assets func(string) string) (*Engine, error) {
	e := &Engine{Engine: html.NewFileSystem(http.FS(tree), extension), pages: map[string]map[string]*htmltemplate.Template{}, assets: assets}
	e.AddFuncMap(funcs(assets))
	e.AddFunc("words", e.words)
	if err := e.Engine.Load(); err != nil {
		return nil, fmt.Errorf("load templates: %w", err)
	}
	e.Templates.Option("missingkey=error")
	e.typeset()
	for _, name := range e.names() {
		if !isPage(name) {
			continue
		}
		e.pages[name] = map[string]*htmltemplate.Template{}
		for _, layout := range []string{LayoutPage, LayoutBare} {
			t, err := e.fill(layout, name)
			if err != nil {
				return nil, fmt.Errorf("compose %s: %w", name, err)
			}
			e.pages[name][layout] = t
		}
	}
	return e, nil
}

// fill answers a layout with a page where it says "content". All are in one set, so what they share is escaped, and kept
// in memory, once: a clone of the set for each page, the usual way, takes half a second at the start.
func (e *Engine) fill(layout, page string) (*htmltemplate.Template, error) {
	tree := e.Templates.Lookup(layout).Tree.Copy()
	filled := false
	for _, n := range tree.Root.Nodes {
		if call, ok := n.(*parse.TemplateNode); ok && call.Name == "content" {
			call.Name, filled = page, true
		}
	}
	if !filled {
		return nil, fmt.Errorf("%s has no content", layout)
	}
	return e.Templates.AddParseTree(layout+" with "+page, tree)
}

// typeset gives the templates that are French texts the spaces at which no line breaks.
func (e *Engine) typeset() {
	for _, t := range e.Templates.Templates() {
		if t.Tree == nil || !strings.HasSuffix(t.Name(), ".fr") {
			continue
		}
		for _, n := range t.Tree.Root.Nodes {
			if text, ok := n.(*parse.TextNode); ok {
				text.Text = []byte(locale.Typeset("fr", string(text.Text)))
			}
		}
	}
}

// words renders a fragment that has nothing but words of the frame's language, once: it stands in every row of a list.
func (e *Engine) words(name string, f *Frame) (htmltemplate.HTML, error) {
	key := [2]string{name, f.Lang}
	if html, ok := e.said.Load(key); ok {
		return html.(htmltemplate.HTML), nil
	}
	var b strings.Builder
	err := e.execute(&b, name, NewFrame(f.Lang, time.Time{}), nil)
	html := readyHTML(b.String())
	if err == nil {
		e.said.Store(key, html)
	}
	return html, err
}

// escape makes html/template do its escaping now, so that a template it refuses stops the start and not a visitor. One
// template that calls all others is run, because what html/template does after each is as long as there are templates.
func (e *Engine) escape() error {
	var calls strings.Builder
	for _, name := range e.names() {
		if name != LayoutPage && name != LayoutBare { // a layout alone has no content
			fmt.Fprintf(&calls, "{{template %q .}}", name)
		}
	}
	all, err := e.Templates.New("all").Parse(calls.String())
	if err != nil {
		return fmt.Errorf("escape: %w", err)
	}
	var bad *htmltemplate.Error
	if err := all.Execute(io.Discard, nil); errors.As(err, &bad) { // without data it fails at once, but only after it was escaped
		return fmt.Errorf("escape: %w", bad)
	}
	return nil
}

// names are all templates, sorted.
func (e *Engine) names() []string {
	var names []string
	for _, t := range e.Templates.Templates() {
		if t.Tree != nil && t.Name() != e.Directory {
			names = append(names, t.Name())
		}
	}
	slices.Sort(names)
	return names
}

func isPage(name string) bool {
	return !strings.HasPrefix(name, "layout/") && !strings.HasPrefix(path.Base(name), "_")
}

// Load does nothing: New has loaded, and said what was wrong. Fiber calls it and only logs an error.
func (e *Engine) Load() error { return nil }

// Render executes a template with data: alone as a fragment, or as a page within a layout.
func (e *Engine) Render(w io.Writer, name string, data any, layouts ...string) error {
	if e.tree != nil {
		fresh, err := compose(e.tree, e.assets)
		if err != nil {
			return err
		}
		return fresh.execute(w, name, data, layouts)
	}
	return e.execute(w, name, data, layouts)
}

func (e *Engine) execute(w io.Writer, name string, data any, layouts []string) error {
	if len(layouts) == 0 || layouts[0] == "" {
		t := e.Templates.Lookup(name)
		if t == nil {
			return fmt.Errorf("render %s: no such template", name)
		}
		return t.Execute(w, data)
	}
	t := e.pages[name][layouts[0]]
	if t == nil {
		return fmt.Errorf("render %s: no such page in %s", name, layouts[0])
	}
	return t.Execute(w, data)
}

// RenderView renders a view whole, in the layout its frame asks for, or only its part.
func (e *Engine) RenderView(w io.Writer, v View, whole bool) error {
	if !whole {
		return e.Render(w, v.Part(), v)
	}
	return e.Render(w, v.Page(), v, v.Base().Layout())
}
