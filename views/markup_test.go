package views

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	tag       = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s<>"'=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(/?)>`)
	attribute = regexp.MustCompile(`([^\s<>"'=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?`)
	void      = []string{"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)

// element is an opening tag.
type element struct {
	name  string
	attrs map[string]string
	line  int
}

// elements reads a page's opening tags and reports what is not balanced.
func elements(html string) (all []element, faults []string) {
	var open []string
	for _, at := range tag.FindAllStringSubmatchIndex(html, -1) {
		part := func(i int) string { return html[at[2*i]:at[2*i+1]] }
		name, line := strings.ToLower(part(2)), 1+strings.Count(html[:at[0]], "\n")
		if part(1) == "/" {
			if len(open) == 0 || open[len(open)-1] != name {
				faults = append(faults, "line "+strconv.Itoa(line)+": </"+name+"> closes nothing; open "+strings.Join(open, ">"))
				continue
			}
			open = open[:len(open)-1]
			continue
		}
		e := element{name, map[string]string{}, line}
		for _, a := range attribute.FindAllStringSubmatch(part(3), -1) {
			if _, twice := e.attrs[a[1]]; twice {
				faults = append(faults, "line "+strconv.Itoa(line)+": "+a[1]+" twice in <"+name+">")
			}
			e.attrs[a[1]] = a[2] + a[3]
		}
		all = append(all, e)
		if !slices.Contains(void, name) && part(4) != "/" {
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		faults = append(faults, "never closed: "+strings.Join(open, ">"))
	}
	return all, faults
}

func TestPagesAreBalanced(t *testing.T) {
	renderings(t, func(t *testing.T, name, html string) {
		_, faults := elements(html)
		for _, fault := range faults {
			t.Errorf("%s: %s", name, fault)
		}
	})
}

func TestIDsAreUniqueAndReferencesLead(t *testing.T) {
	renderings(t, func(t *testing.T, name, html string) {
		all, _ := elements(html)
		ids := map[string]bool{}
		for _, e := range all {
			if id, ok := e.attrs["id"]; ok {
				if ids[id] || id == "" {
					t.Errorf("%s:%d: id %q twice or empty", name, e.line, id)
				}
				ids[id] = true
			}
		}
		for _, e := range all {
			for _, by := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "list"} {
				for _, id := range strings.Fields(e.attrs[by]) {
					if !ids[id] {
						t.Errorf("%s:%d: %s=%q names no element", name, e.line, by, id)
					}
				}
			}
			// A form elsewhere on the page is not in a fragment of it.
			if id, ok := e.attrs["form"]; ok && !ids[id] && !strings.Contains(name, ".part.") {
				t.Errorf("%s:%d: form=%q names no element", name, e.line, id)
			}
		}
	})
}

func TestEveryControlHasALabel(t *testing.T) {
	renderings(t, func(t *testing.T, name, html string) {
		all, _ := elements(html)
		labelled := map[string]bool{}
		for _, e := range all {
			if e.name == "label" && e.attrs["for"] != "" {
				labelled[e.attrs["for"]] = true
			}
		}
		wrapped := regexp.MustCompile(`(?s)<label(?:\s[^>]*)?>.*?</label>`).FindAllString(html, -1)
		for _, e := range all {
			if e.name != "input" && e.name != "select" && e.name != "textarea" || e.attrs["type"] == "hidden" {
				continue
			}
			inLabel := slices.ContainsFunc(wrapped, func(label string) bool {
				return strings.Contains(label, `name="`+e.attrs["name"]+`"`) && (e.attrs["value"] == "" || strings.Contains(label, `value="`+e.attrs["value"]+`"`))
			})
			if !labelled[e.attrs["id"]] && e.attrs["aria-label"] == "" && e.attrs["aria-labelledby"] == "" && !inLabel {
				t.Errorf("%s:%d: <%s name=%q> has no label", name, e.line, e.name, e.attrs["name"])
			}
		}
	})
}

// A number on the card was no link on the phone: html/template had put its mark there.
func TestAddressesAreLetThroughAsTheyAre(t *testing.T) {
	renderings(t, func(t *testing.T, name, html string) {
		if strings.Contains(html, "ZgotmplZ") {
			t.Errorf("%s: an address was not let through", name)
		}
		if name == "fiche.nl" && !strings.Contains(html, `<a href="tel:&#43;3250004127"`) {
			t.Error("the number of the card cannot be called")
		}
	})
}

func TestPagesHaveOneHeadingAndTheirLanguage(t *testing.T) {
	renderings(t, func(t *testing.T, name, html string) {
		if strings.Contains(name, ".part.") {
			return
		}
		if n := strings.Count(html, "<h1"); n != 1 {
			t.Errorf("%s: %d h1", name, n)
		}
		lang := name[strings.LastIndex(name, ".")+1:]
		if !strings.Contains(html, `<html lang="`+lang+`-BE"`) || !strings.Contains(html, `<main id="main"`) || !strings.Contains(html, `class="skip" href="#main"`) {
			t.Errorf("%s: language, main or skip link is missing", name)
		}
		if !strings.HasPrefix(html, "<!doctype html>") {
			t.Errorf("%s begins with %.30q", name, html)
		}
	})
}

// The content policy allows nothing inline; and of htmx only the small part we know.
func TestNothingInline(t *testing.T) {
	script := regexp.MustCompile(`(?s)<script[^>]*>\s*[^\s<]`)
	renderings(t, func(t *testing.T, name, html string) {
		all, _ := elements(html)
		for _, e := range all {
			if e.name == "style" {
				t.Errorf("%s:%d: <style>", name, e.line)
			}
			for a, value := range e.attrs {
				if a == "style" || strings.HasPrefix(a, "on") || strings.HasPrefix(a, "hx-on") || a == "hx-ext" || a == "hx-swap-oob" || a == "hx-boost" {
					t.Errorf("%s:%d: %s=%q", name, e.line, a, value)
				}
				if strings.HasPrefix(value, "js:") || strings.HasPrefix(value, "javascript:") || a == "hx-trigger" && strings.Contains(value, "[") {
					t.Errorf("%s:%d: %s=%q needs eval", name, e.line, a, value)
				}
			}
		}
		if found := script.FindString(html); found != "" {
			t.Errorf("%s: script with text: %s", name, found)
		}
	})
	forTemplates(t, func(name, body string) {
		if found := regexp.MustCompile(`\s(style|on[a-z]+|hx-on[:a-z-]*)=`).FindString(body); found != "" {
			t.Errorf("%s:%s", name, found)
		}
	})
}

// Whoever has no script sends every write form by itself: it has a method, an address and a button.
func TestWriteFormsWorkWithoutScript(t *testing.T) {
	renderings(t, func(t *testing.T, name, html string) {
		all, _ := elements(html)
		for _, e := range all {
			if e.name == "button" && e.attrs["hx-post"] != "" && e.attrs["formaction"] == e.attrs["hx-post"] {
				continue // it sends its form there by itself
			}
			if e.name != "form" && (e.attrs["hx-post"] != "" || e.attrs["hx-delete"] != "" || e.attrs["hx-put"] != "") {
				t.Errorf("%s:%d: <%s> writes without a form", name, e.line, e.name)
			}
			if e.name == "form" && e.attrs["hx-post"] != "" && (e.attrs["method"] != "post" || e.attrs["action"] != e.attrs["hx-post"]) {
				t.Errorf("%s:%d: form goes elsewhere without script", name, e.line)
			}
		}
		for _, form := range regexp.MustCompile(`(?s)<form[^>]*method="post".*?</form>`).FindAllString(html, -1) {
			if !strings.Contains(form, "<button") {
				t.Errorf("%s: a form has no button: %.90s", name, form)
			}
		}
	})
}

func TestTextOfUsersIsEscaped(t *testing.T) {
	evil := `<img src=x onerror=alert(1)>"'&`
	v := sampleToday("nl")
	v.Today[0].Name, v.Today[0].Text, v.Tray.Entries[0].Name, v.Rim.Marks[0].Name = evil, evil, evil, evil
	v.Today[0].URL, v.Flash = "javascript:alert(1)", &Flash{Text: evil}
	var b strings.Builder
	if err := testEngine(t).RenderView(&b, v, true); err != nil {
		t.Fatal(err)
	}
	if html := b.String(); strings.Contains(html, "<img") || strings.Contains(html, `href="javascript:`) {
		t.Error("markup of a user reaches the page")
	}
}
