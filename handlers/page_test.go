package handlers

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// page is a page or a part of one, as it was sent. Attributes stand in double quotes:
// the tests of views see to that.
type page string

var (
	tagShape  = regexp.MustCompile(`<(/?)([a-z][a-z0-9-]*)((?:\s+[^\s<>"'=/]+(?:\s*=\s*"[^"]*")?)*)\s*/?>`)
	attrShape = regexp.MustCompile(`([^\s<>"'=/]+)(?:\s*=\s*"([^"]*)")?`)
	unseen    = regexp.MustCompile(`(?s)<(script|style|svg|head)[\s>].*?</(?:script|style|svg|head)>`)
	inWords   = regexp.MustCompile(`</?(?:mark|b|em|bdi|wbr)(?:\s[^>]*)?>`)
	tagAny    = regexp.MustCompile(`<[^>]*>`)
	selector  = regexp.MustCompile(`^([a-z0-9-]*)((?:#[\w.-]+|\.[\w-]+|\[[^\]]+\])*)$`)
	selPart   = regexp.MustCompile(`#[\w.-]+|\.[\w-]+|\[[^\]]+\]`)
)

// text is what one reads on the page.
func (p page) text() string {
	s := unseen.ReplaceAllString(string(p), " ")
	s = tagAny.ReplaceAllString(inWords.ReplaceAllString(s, ""), " ")
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}

// has reports whether one can read a text on the page, or it stands in its source.
func (p page) has(text string) bool {
	return strings.Contains(string(p), text) || strings.Contains(p.text(), text)
}

// element is an opening tag and where it ends.
type element struct {
	name   string
	attrs  map[string]string
	closes bool
	end    int
}

// elements are all tags of the page.
func (p page) elements() (all []element) {
	for _, at := range tagShape.FindAllStringSubmatchIndex(string(p), -1) {
		e := element{string(p[at[4]:at[5]]), map[string]string{}, at[3] > at[2], at[1]}
		for _, a := range attrShape.FindAllStringSubmatch(string(p[at[6]:at[7]]), -1) {
			e.attrs[a[1]] = html.UnescapeString(a[2])
		}
		all = append(all, e)
	}
	return all
}

// find is the elements for which a selector of one element holds: a tag, #id, .class,
// [attribute], [attribute=value] and [attribute*=part], one behind the other.
func (p page) find(sel string) (found []element) {
	for _, e := range p.elements() {
		if !e.closes && e.is(sel) {
			found = append(found, e)
		}
	}
	return found
}

func (e element) is(sel string) bool {
	m := selector.FindStringSubmatch(sel)
	if m == nil || m[1] != "" && m[1] != e.name {
		return false
	}
	for _, part := range selPart.FindAllString(m[2], -1) {
		switch part[0] {
		case '#':
			if e.attrs["id"] != part[1:] {
				return false
			}
		case '.':
			if !slices.Contains(strings.Fields(e.attrs["class"]), part[1:]) {
				return false
			}
		default:
			name, want, valued := strings.Cut(part[1:len(part)-1], "=")
			name, inside := strings.CutSuffix(name, "*")
			have, ok := e.attrs[name]
			if !ok || valued && !inside && have != want || inside && !strings.Contains(have, want) {
				return false
			}
		}
	}
	return true
}

// field is one field as a form sends it.
type field struct{ name, value string }

// form is a form as it stands on a page.
type form struct {
	method, action string
	fields         []field
	names          map[string]bool     // all it has, those not chosen too
	boxes          map[string][]string // values of the boxes one can tick
}

// set gives a field another value, or chooses what was not chosen.
func (f *form) set(x field) bool {
	if !f.names[x.name] {
		return false
	}
	for i := range f.fields {
		if f.fields[i].name == x.name {
			f.fields[i].value = x.value
			return true
		}
	}
	f.fields = append(f.fields, x)
	return true
}

// drop leaves a field out, as a box that is not ticked.
func (f *form) drop(name string) {
	f.fields = slices.DeleteFunc(f.fields, func(x field) bool { return x.name == name })
}

// form reads a form of the page as a browser would send it.
func (p page) form(sel string) (f form, ok bool) {
	all := p.elements()
	at := slices.IndexFunc(all, func(e element) bool { return !e.closes && e.name == "form" && e.is(sel) })
	if at < 0 {
		return f, false
	}
	own := all[at]
	f = form{strings.ToUpper(own.attrs["method"]), own.attrs["action"], nil, map[string]bool{}, map[string][]string{}}
	if f.method == "" {
		f.method = http.MethodGet
	}
	inside, offers := false, false
	choice := "" // the select whose options come
	for i, e := range all {
		switch {
		case i == at:
			inside = true
		case e.name == "form" && e.closes:
			inside = false
		case e.name == "datalist":
			offers = !e.closes
		case e.name == "select" && e.closes:
			choice = ""
		}
		of, named := e.attrs["form"]
		if named && of != own.attrs["id"] || !named && !inside || offers || e.closes {
			continue
		}
		choice = f.read(p, e, choice)
	}
	return f, true
}

// read takes one element of a form; choice is the select it stands in.
func (f *form) read(p page, e element, choice string) string {
	name := e.attrs["name"]
	_, checked := e.attrs["checked"]
	_, disabled := e.attrs["disabled"]
	add := func(v string) { f.fields = append(f.fields, field{name, v}) }
	switch {
	case e.name == "option" && choice != "":
		if _, chosen := e.attrs["selected"]; chosen || len(f.fields) == 0 || f.fields[len(f.fields)-1].name != choice {
			if n := len(f.fields); n > 0 && f.fields[n-1].name == choice {
				f.fields = f.fields[:n-1]
			}
			f.fields = append(f.fields, field{choice, e.attrs["value"]})
		}
		return choice
	case name == "" || disabled:
		return ""
	case e.name == "select":
		f.names[name] = true
		return name
	case e.name == "textarea":
		text, _, _ := strings.Cut(string(p[e.end:]), "</textarea>")
		add(html.UnescapeString(strings.TrimPrefix(text, "\n")))
	case e.name == "input" && (e.attrs["type"] == "checkbox" || e.attrs["type"] == "radio"):
		if checked {
			add(e.attrs["value"])
		}
		f.boxes[name] = append(f.boxes[name], e.attrs["value"])
	case e.name == "input":
		add(e.attrs["value"])
	default:
		return ""
	}
	f.names[name] = true
	return ""
}
