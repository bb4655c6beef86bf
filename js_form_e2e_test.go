//go:build e2e

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/static"
)

// bench is a small server with the program's scripts around pages of a test's own.
type bench struct {
	mu    sync.Mutex
	posts []string
}

// benchPolicy is the policy of the program's pages.
const benchPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

// newBench serves pages by path; a POST is noted, and answered late.
func newBench(t *testing.T, name string, pages map[string]string) (*person, *bench) {
	t.Helper()
	b := &bench{}
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", benchPolicy)
		if body, kind, _, ok := static.Lookup(r.URL.Path); ok {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(body)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.Method == http.MethodPost {
			_ = r.ParseForm()
			b.mu.Lock()
			b.posts = append(b.posts, r.URL.Path+"?"+r.PostForm.Encode())
			b.mu.Unlock()
			time.Sleep(300 * time.Millisecond)
		}
		page, ok := pages[r.URL.Path+"?q="+r.URL.Query().Get("q")]
		if ok {
			fmt.Fprint(w, page)
			return
		}
		fmt.Fprintf(w, `<!doctype html><html lang="nl"><meta charset="utf-8"><title>t</title><link rel="stylesheet" href="%s"><script src="%s" defer></script><script src="%s" type="module"></script><body data-keys="on"><main id="main">%s</main>`,
			static.Path("css/app.css"), static.Path("vendor/htmx.min.js"), static.Path("js/app.js"), pages[r.URL.Path])
	}))
	t.Cleanup(ts.Close)
	p := newPerson(t, &server{t: t, url: ts.URL}, name)
	p.watchFaults()
	return p, b
}

func (b *bench) posted() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.posts, "\n")
}

// listPage is a list of five fiches with its bar.
func listPage() string {
	var s strings.Builder
	s.WriteString(`<form id="bar" method="post" action="/prospects/selection"><div class="bar"><button form="bar" name="do" value="edit" data-needs="1">Bewerken</button><button form="bar" name="do" value="remove" data-needs="some" aria-keyshortcuts="Delete">Weg</button></div></form>
<input id="q" type="search"><table class="grid is-fixed" id="fiches" role="table"><thead role="rowgroup"><tr role="row"><th class="pick"><label><input class="tick" type="checkbox" id="pick-all" aria-label="alle"></label></th><th>Naam</th></tr></thead><tbody role="rowgroup">`)
	for i := 1; i <= 5; i++ {
		fmt.Fprintf(&s, `<tr role="row" id="fiche-f%[1]d" data-fiche="f%[1]d" data-url="/prospects/f%[1]d"><td role="cell" class="pick"><label><input class="tick" type="checkbox" form="bar" name="fiche" value="f%[1]d" aria-label="Kies %[1]d"></label></td><td role="cell" class="name"><a href="/prospects/f%[1]d">Naam %[1]d</a></td><td role="cell" class="town">Gent</td></tr>`, i)
	}
	s.WriteString(`</tbody></table><p id="picked" data-none="5 prospecten" data-named=": %s" data-many="%d gekozen">5 prospecten</p>`)
	return s.String()
}

// picked waits for exactly these rows to be chosen.
func (p *person) picked(want string) {
	p.t.Helper()
	p.until("chosen rows "+want, "[...document.querySelectorAll('#fiches tbody .tick:checked')].map(e => e.value).join(' ') === "+quote(want))
}

func TestRowsAreChosenByMouseAndKeys(t *testing.T) {
	t.Parallel()
	p, b := newBench(t, "rows", map[string]string{"/prospects": listPage(), "/prospects/f4": "<h1>vier</h1><a rel=prev href=/prospects/f3>terug</a>", "/prospects/f3": "<h1>drie</h1>"})
	p.open("/prospects")
	p.until("grey buttons", "[...document.querySelectorAll('[data-needs]')].every(e => e.getAttribute('aria-disabled') === 'true')")
	p.click("[data-needs='1']")
	p.click("#fiche-f2 .town")
	p.picked("f2")
	p.sees("#picked", "1 gekozen")
	p.key(kb.ArrowDown)
	p.picked("f3")
	p.key(kb.ArrowDown, chromedp.ModifierShift)
	p.picked("f3 f4")
	p.sees("#picked", "2 gekozen")
	p.until("one button grey", "document.querySelector('[data-needs=\"1\"]').getAttribute('aria-disabled') === 'true' && document.querySelector('[data-needs=some]').getAttribute('aria-disabled') === 'false'")
	p.key(kb.Home)
	p.picked("f1")
	p.key(" ")
	p.picked("")
	p.key("a", chromedp.ModifierCtrl)
	p.picked("f1 f2 f3 f4 f5")
	p.until("the tick on top", "document.getElementById('pick-all').checked")
	p.click("#pick-all")
	p.picked("")
	p.key(kb.End)
	p.picked("f5")
	p.key(kb.ArrowUp)
	p.key(kb.Enter)
	p.path("/prospects/f4")
	p.key(kb.ArrowUp, chromedp.ModifierAlt)
	p.path("/prospects/f3")
	p.open("/prospects")
	p.picked("f3")
	p.until("the focus on it", "document.activeElement.value === 'f3'")
	p.open("/prospects")
	p.picked("")
	if posts := b.posted(); posts != "" {
		t.Errorf("keys sent %s", posts)
	}
	p.key(kb.ArrowDown)
	p.key(kb.Delete)
	p.until("the selection sent", "location.pathname === '/prospects/selection'")
	if posts := b.posted(); posts != "/prospects/selection?do=remove&fiche=f1" {
		t.Errorf("Delete sent %s", posts)
	}
	p.noFaults()
}

func TestPostcodeAndTownCompleteEachOther(t *testing.T) {
	t.Parallel()
	option := func(postcode, town string) string {
		return fmt.Sprintf(`<li role="option" data-postcode="%s" data-town="%s"><span>%[1]s</span><span>%[2]s</span><span></span></li>`, postcode, town)
	}
	list := func(options ...string) string {
		return `<ul role="listbox" aria-label="Gemeenten">` + strings.Join(options, "") + `</ul>`
	}
	p, _ := newBench(t, "suggest", map[string]string{
		"/form":          `<form method="post"><div class="field"><div class="group"><input class="input" id="zip" data-suggest="/places" data-part="postcode"><input class="input" id="town" data-suggest="/places" data-part="town"></div></div><input id="other"></form>`,
		"/places?q=9000": list(strings.Replace(option("9000", "Gent"), "<li", "<li data-exact", 1)),
		"/places?q=8020": list(option("8020", "Hertsberge"), option("8020", "Oostkamp")),
		"/places?q=oo":   list(option("8020", "Oostkamp"), option("8400", "Oostende")),
	})
	both := func(zip, town string) {
		t.Helper()
		p.until(zip+" "+town, "document.getElementById('zip').value === "+quote(zip)+" && document.getElementById('town').value === "+quote(town)+" && !document.querySelector('[role=listbox]')")
	}
	p.open("/form")
	p.fill("#zip", "9000")
	both("9000", "Gent")
	p.fill("#zip", "8020") // the town came from here, so it may change
	p.sees("[role=option]", "Oostkamp")
	p.until("an ARIA combobox", "document.getElementById('zip').role === 'combobox' && document.getElementById('zip').getAttribute('aria-expanded') === 'true'")
	p.shot("suggest")
	p.key(kb.ArrowDown + kb.ArrowDown)
	p.until("the second marked", "document.getElementById(document.getElementById('zip').getAttribute('aria-activedescendant')).dataset.town === 'Oostkamp'")
	p.key(kb.Enter)
	both("8020", "Oostkamp")
	p.open("/form")
	p.fill("#town", "Sint-Niklaas-Dorp")
	p.fill("#zip", "9000")
	time.Sleep(400 * time.Millisecond) // the answer comes within that
	both("9000", "Sint-Niklaas-Dorp")
	p.open("/form")
	p.fill("#town", "oo")
	p.sees("[role=option]", "Oostende")
	p.key(kb.Escape)
	both("", "oo")
	p.fill("#town", "oo")
	p.click("[role=option]:last-child")
	both("8400", "Oostende")
	p.noFaults()
}

func TestFormsAreSentOnceAndGuardWhatWasTyped(t *testing.T) {
	t.Parallel()
	p, b := newBench(t, "form", map[string]string{
		"/form": `<form method="post" action="/save" data-guard novalidate><div class="field"><input class="input" id="name" name="name" value="" data-capital></div>
<div class="field"><input class="input" id="vat" name="vat" value="BE 1"><button type="button" data-do="clear" hidden>wissen</button><button type="button" data-do="set" data-value="BE 0" hidden>neem dit</button></div>
<textarea class="input" id="note" name="note"></textarea><button id="save" class="button is-main" aria-keyshortcuts="Control+s">Bewaren</button></form><a href="/else" id="away">weg</a>`,
		"/save": `<form method="post" action="/save" data-guard><div class="summary" role="alert"><h2>1 fout</h2></div><details class="fold"><summary>deel</summary><input class="input" id="name" name="name" aria-invalid="true" value="x"></details></form>`,
	})
	p.open("/form")
	p.fill("#name", "bakkerij")
	p.click("#vat")
	p.until("a capital", "document.getElementById('name').value === 'Bakkerij'")
	p.fill("#name", "bpost")
	p.click("#vat")
	p.fill("#name", "bpost")
	p.click("#note")
	p.until("what was undone stays so", "document.getElementById('name').value === 'bpost'")
	p.click("[data-do=clear]")
	p.until("the field empty and in focus", "document.getElementById('vat').value === '' && document.activeElement.id === 'vat'")
	p.click("[data-do=set]")
	p.until("the proposal taken", "document.getElementById('vat').value === 'BE 0'")
	if !js[bool](p, "!dispatchEvent(new Event('beforeunload', {cancelable: true}))") {
		t.Error("a changed form is left without a warning")
	}
	js[bool](p, "(document.getElementById('save').click(), document.getElementById('save').click(), document.getElementById('save').getAttribute('aria-busy') === 'true')")
	p.until("the first wrong field in focus, unfolded", "location.pathname === '/save' && document.activeElement.id === 'name' && document.activeElement.checkVisibility()")
	if posts := b.posted(); posts != "/save?name=bpost&note=&vat=BE+0" {
		t.Errorf("sent:\n%s", posts)
	}
	p.noFaults()
}

func TestKeysSendAForm(t *testing.T) {
	t.Parallel()
	p, b := newBench(t, "form-keys", map[string]string{
		"/form": `<form method="post" action="/save" data-guard><textarea class="input" id="note" name="note"></textarea><button aria-keyshortcuts="Control+s">Bewaren</button></form>`,
		"/save": `<h1>bewaard</h1>`,
	})
	for _, mods := range []struct {
		key string
		mod chromedp.Modifier
	}{{"s", chromedp.ModifierCtrl}, {kb.Enter, chromedp.ModifierCtrl}} {
		p.open("/form")
		if js[bool](p, "!dispatchEvent(new Event('beforeunload', {cancelable: true}))") {
			t.Error("an untouched form warns")
		}
		p.fill("#note", "n")
		p.key(mods.key, mods.mod)
		p.path("/save")
	}
	if posts := b.posted(); posts != "/save?note=n\n/save?note=n" {
		t.Errorf("sent:\n%s", posts)
	}
}
