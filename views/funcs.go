package views

import (
	"html/template"
	"strings"
	"sync"
)

// funcs are the functions of every template. They are pure: nothing of a request, and no language, comes in here.
//
//   - path: the address of a static file
//   - dom: an id out of a noun and what tells it apart: dom "fiche" .ID "form" is fiche-12-form
//   - words: a fragment that depends on the language alone, rendered once in each; see Engine.words
//   - ready: markup that the engine itself has rendered, see Ready
//   - icon: a picture of the sprite, hidden from screen readers: words stand beside it; an optional class follows
func funcs(assets func(string) string) map[string]any {
	return map[string]any{"path": assets, "dom": dom, "ready": func(b []byte) template.HTML { return readyHTML(string(b)) }, "icon": icons(assets("img/icons.svg"))}
}

// icons makes each picture once: a list has hundreds of them.
func icons(sprite string) func(name string, class ...string) template.HTML {
	type key struct{ name, class string }
	var made sync.Map
	return func(name string, class ...string) template.HTML {
		k := key{name, strings.Join(class, " ")}
		if html, ok := made.Load(k); ok {
			return html.(template.HTML)
		}
		html := icon(sprite, name, class)
		made.Store(k, html)
		return html
	}
}

// Dom joins parts to the id of an element.
func Dom(parts ...string) string { return dom(parts...) }

// dom joins parts to an id that is also a plain CSS selector: anything but letters, digits and - becomes -.
func dom(parts ...string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, strings.Join(parts, "-"))
}

// readyHTML marks what the engine itself rendered as markup.
func readyHTML(s string) template.HTML { return template.HTML(s) }

// icon is the only place that makes markup outside a template; both names pass through dom, so no data can break out.
func icon(sprite, name string, class []string) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="icon`)
	for _, c := range class {
		b.WriteString(" " + dom(c))
	}
	b.WriteString(`" aria-hidden="true"><use href="` + template.HTMLEscapeString(sprite) + `#` + dom(name) + `"/></svg>`)
	return template.HTML(b.String())
}
