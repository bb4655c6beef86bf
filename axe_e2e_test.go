//go:build e2e

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// tourUsers are the people of the tour's box, and of the empty one.
func tourUsers(t *testing.T, b *storetest.Box) {
	t.Helper()
	for _, u := range []store.User{ // filled has made Kim Peeters
		{Name: "Koen Peeters", Role: store.Admin, Language: "nl"}, {Name: "Louise Lambert", Role: store.Admin, Language: "fr"}, {Name: "Luc Lambert", Role: store.Admin, Language: "fr"},
		{Name: "Bram Lezer", Role: store.Reader, Language: "nl"}, {Name: "Brigitte Lectrice", Role: store.Reader, Language: "fr"},
	} {
		u.Password = password.Hash(passwordOf(u.Name))
		if _, err := b.AddUser(t.Context(), storetest.Kim, u); err != nil {
			t.Fatal(err)
		}
	}
}

// tourBox fills a box for the tour, and answers what the words in its paths stand for.
func tourBox(t *testing.T, b *storetest.Box) map[string]string {
	t.Helper()
	if err := b.AddExamples(t.Context(), storetest.Kim, "nl"); err != nil {
		t.Fatal(err)
	}
	claes := b.Prospect(t, "name", "Claes Houtbouw Brugge", "vat", "BE 1099.999.991", "groups", "Hout, PVC", "source", "Beurs Brussel", "phone", "050000000", "mobile", "0470000000",
		"email", "info@claes.example", "website", "claes.example", "remarks", "Belt liefst na vijven.", "iban", "BE00 0000 0000 0000",
		"contact.1.name", "An Claes", "contact.1.role", "zaakvoerder", "contact.1.phone", "050000001", "contact.1.email", "an@claes.example",
		"address.1.street", "Vaart", "address.1.number", "12", "address.1.postcode", "8000", "address.1.town", "Brugge",
		"address.2.label", "Werf", "address.2.street", "Kaai", "address.2.number", "3", "address.2.postcode", "9000", "address.2.town", "Gent")
	b.Moment(t, claes, fiche.FirstContact, "2026-10-01", "", "op de beurs")
	b.Moment(t, claes, fiche.Appointment, "2026-10-20", "09:00", "stalen tonen") // late
	visit := b.Moment(t, claes, fiche.Appointment, "2026-10-22", "10:30", "opmeting")
	b.Moment(t, claes, fiche.CallBack, "2026-10-21", "10:40", "offerte gekregen?") // due
	pol := b.Make(t, fiche.Customer, "name", "Dakwerken Pol Gent")
	call := b.Moment(t, pol, fiche.CallBack, "2026-10-23", "", "tevreden?")
	saw := b.Make(t, fiche.Supplier, "name", "Zagerij Noord Gent")
	bring := b.Moment(t, saw, fiche.Appointment, "2026-10-26", "11:00", "levering")
	gone := b.Prospect(t, "name", "Weggedaan Werken")
	if _, err := b.Remove(t.Context(), storetest.Kim, gone.ID); err != nil {
		t.Fatal(err)
	}
	words := map[string]string{
		"prospect": claes.ID, "appointment": visit.ID, "customer": pol.ID, "call": call.ID, "supplier": saw.ID, "visit": bring.ID, "removed": gone.ID,
	}
	reader, err := b.UserNamed(t.Context(), "Bram Lezer")
	if err != nil {
		t.Fatal(err)
	}
	words["user"] = reader.ID
	groups, err := b.Groups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		switch g.Name {
		case "Hout":
			words["group"] = g.ID
		case "PVC":
			words["other-group"] = g.ID
		}
	}
	for _, l := range append(looks, zooms...) { // each look writes on fiches of its own
		turns := b.Prospect(t, "name", "Ter Omzetting "+l.name, "vat", "1099001486")
		b.Moment(t, turns, fiche.Appointment, "2026-10-27", "14:00", "contract tekenen")
		words["turns-"+l.name] = turns.ID
	}
	return words
}

// tourist is somebody who looks at pages one by one, and hears what their console says.
type tourist struct {
	*person
	words map[string]string
	look  string
	mu    sync.Mutex
	heard []string
}

// newTourist sits somebody down who hears the console of their pages.
func newTourist(t *testing.T, s *server, name string, l look, words map[string]string) *tourist {
	t.Helper()
	p := &tourist{person: newPerson(t, s, name), words: words, look: l.name}
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": l.lang}})
		return err
	}))
	if err := chromedp.Listen(p.ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	return p
}

// hear keeps what goes wrong: exceptions, errors said, and what the policy or the
// network refused; but for the status of the page itself.
func (p *tourist) hear(ev any) {
	said := ""
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		said = "exception: " + e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			said += " " + x.Description
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			said = "console: " + string(e.Type)
			for _, a := range e.Args {
				said += fmt.Sprintf(" %s%s", a.Value, a.Description)
			}
		}
	case *log.EventEntryAdded:
		// a form that was not saved would warn, if somebody had touched the page
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "the server responded with a status of 4") && !strings.Contains(e.Entry.Text, "'beforeunload'") {
			said = "log: " + e.Entry.Text + " " + e.Entry.URL
		}
	}
	if said == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard = append(p.heard, said)
}

// listen answers what was heard since.
func (p *tourist) listen() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer func() { p.heard = nil }()
	return p.heard
}

// media asks pages for their dark or light look, without things that move.
func (p *tourist) media(scheme string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}))
	js[bool](p.person, "new Promise((done) => setTimeout(() => { document.getAnimations().forEach((a) => { try { a.finish() } catch { a.cancel() } }); done(true) }, 60))") // the colours have turned
}

// visit opens a stop of the tour and does what makes its page.
func (p *tourist) visit(s stop) {
	p.t.Helper()
	path := strings.ReplaceAll(s.path, "{turns}", p.words["turns-"+p.look])
	for word, id := range p.words {
		path = strings.ReplaceAll(path, "{"+word+"}", id)
	}
	p.open(path)
	if act := tourActs[s.name]; act != nil {
		act(p)
	}
	p.until("the page", "document.readyState === 'complete' && document.documentElement")
}

// leave undoes what a visit did, and lets typed text go.
func (p *tourist) leave(s stop) {
	p.t.Helper()
	js[bool](p.person, "(document.querySelectorAll('form[data-guard]').forEach(f => f.removeAttribute('data-guard')), true)")
	if s.name == "customer-made" {
		p.click("#flash .flash > form button")
		p.path("/prospects/")
	}
}

// tourActs make pages that come of an act, by the name of their stop.
var tourActs = map[string]func(p *tourist){
	"first-run-wrong": func(p *tourist) { p.sendWrong("#first-run") },
	"sign-in-wrong": func(p *tourist) {
		p.fill(`[name="session.name"]`, "Kim Peeters")
		p.fill(`[name="session.password"]`, "verkeerd")
		p.sendWrong("#sign-in")
	},
	"tray":             func(p *tourist) { p.click("#tray-panel > summary") },
	"account-menu":     func(p *tourist) { p.click(".account > summary") },
	"prospects-menu":   func(p *tourist) { p.click(".bar details > summary") },
	"prospects-groups": func(p *tourist) { p.click(".funnel details > summary") },
	"groups-wrong":     func(p *tourist) { p.sendWrong("#group-form") },
	"prospects-chosen": func(p *tourist) {
		js[bool](p.person, "(document.querySelectorAll('#fiches tbody .tick')[1].click(), true)")
		p.until("a row chosen", "document.querySelector('#fiches tbody .tick:checked')")
	},
	"prospect-new-wrong": func(p *tourist) {
		p.set(`[name="moment.new-2.hour"]`, "10:00")
		p.set(`[name="address.1.email"]`, "geen adres")
		p.sendWrong("form[data-guard]")
		p.until("the problems", "document.querySelector('.summary')")
	},
	"prospect-new-remarks": func(p *tourist) {
		p.set("[name=vat]", "BE 1099.999.991")
		p.until("the remark", "document.querySelector('#vat-remark')")
	},
	"customer-made": func(p *tourist) {
		p.click("#bar [value=conversion]")
		p.path("/customers/")
	},
	"prospect-conflict": func(p *tourist) {
		js[bool](p.person, `(async () => {
			const theirs = new DOMParser().parseFromString(await (await fetch(location)).text(), 'text/html').querySelector('form[data-guard]');
			const body = new URLSearchParams(new FormData(theirs));
			body.set('remarks', 'Van een ander, ' + Date.now());
			await fetch(theirs.getAttribute('action'), { method: 'POST', body });
			return true;
		})()`)
		p.set("[name=remarks]", "Van mij")
		p.sendWrong("form[data-guard]")
		p.until("both versions", "document.querySelector('.versions')")
	},
}

// sendWrong sends a form that the browser itself would hold back.
func (p *tourist) sendWrong(form string) {
	p.t.Helper()
	js[bool](p.person, fmt.Sprintf("(() => { const f = document.querySelector(%s); f.noValidate = true; window.before = true; f.requestSubmit(f.querySelector('button.is-main')); return true })()", quote(form)))
	p.until("the answer", "!window.before && document.readyState === 'complete'")
}

// axeTags are the rules asked of every page: WCAG 2.2, levels A and AA, and what axe
// holds to be good practice.
var axeTags = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}

// axeRun has axe judge the page; what it answers is one line for each rule broken. A
// target that is large enough and lies under a menu, a bar that stays or the edge of what
// scrolls comes out when it is wanted: page.js looks at that, axe only at the page as it
// lies.
const axeRun = `;axe.run({ exclude: ['[data-alike]'] }, %s).then((r) => {
	const large = (e) => { const b = e?.getBoundingClientRect(); return b && b.width >= 24 && b.height >= 24; };
	const under = (v, n) => v.id === 'target-size' && n.failureSummary.includes('partially obscured') && large(document.querySelector(n.target[0]));
	return r.violations.map((v) => ({ ...v, nodes: v.nodes.filter((n) => !under(v, n)) })).filter((v) => v.nodes.length).map((v) => v.id + ': ' + v.help + '\n' +
		v.nodes.slice(0, 4).map((n) => '      ' + n.html.slice(0, 220) + '\n        ' + (n.failureSummary ?? '').replace(/\s+/g, ' ')).join('\n') + (v.nodes.length > 4 ? '\n      and ' + (v.nodes.length - 4) + ' more' : ''));
})`

// axe judges the page by all rules; by the one rule alone; or, with a minus before it,
// by all but that.
func (p *tourist) axe(source, which string) []string {
	p.t.Helper()
	but, without := strings.CutPrefix(which, "-")
	options := map[string]any{"runOnly": map[string]any{"type": "tag", "values": axeTags}, "resultTypes": []string{"violations"}, "preload": false}
	if without {
		options["rules"] = map[string]any{but: map[string]any{"enabled": false}}
	} else if which != "" {
		options["runOnly"] = map[string]any{"type": "rule", "values": []string{which}}
	}
	text, err := json.Marshal(options)
	if err != nil {
		p.t.Fatal(err)
	}
	return js[[]string](p.person, source+fmt.Sprintf(axeRun, text))
}

// look is one way in which the tour sees the pages.
type look struct {
	name, lang, admin, reader string
	phone                     bool
	width, height             int64 // of a window that is zoomed in; else that of a desk or a phone
}

// looks are those of the tour. The colours are judged in Dutch, light and dark: those of
// another language are the same.
var looks = []look{
	{name: "nl-1440", lang: "nl", admin: "Kim Peeters", reader: "Bram Lezer"},
	{name: "nl-390", lang: "nl", admin: "Koen Peeters", reader: "Bram Lezer", phone: true},
	{name: "fr-1440", lang: "fr", admin: "Louise Lambert", reader: "Brigitte Lectrice"},
	{name: "fr-390", lang: "fr", admin: "Luc Lambert", reader: "Brigitte Lectrice", phone: true},
}

// Every page of the program, in each language, at a desk and on a phone, light and
// dark: axe finds nothing, nothing scrolls sideways, what is pressed is large enough,
// the focus shows, and the console is silent.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("static/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("static/testdata/page.js")
	if err != nil {
		t.Fatal(err)
	}
	b := tourBoxes(t)
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.walk(t, b, func(p *tourist, s stop) []string { return l.at(p, s, string(axe), string(own)) })
		})
	}
}

// boxes are the programs the tour is led through.
type boxes struct {
	full, empty, fresh *server
	words              map[string]string
}

func tourBoxes(t *testing.T) (b boxes) {
	t.Helper()
	b.full = filled(t, func(box *storetest.Box) { tourUsers(t, box); b.words = tourBox(t, box) })
	b.empty = filled(t, func(box *storetest.Box) { tourUsers(t, box) })
	b.fresh = startServer(t, wednesday(10, 42))
	b.full.clock(wednesday(10, 50)) // nothing falls due while the tour lasts
	return b
}

// walk goes along all stops, and reports what is wrong at each.
func (l look) walk(t *testing.T, b boxes, at func(p *tourist, s stop) []string) {
	t.Helper()
	people := map[string]*tourist{
		"": l.sit(t, b.full, l.admin, b.words), reader: l.sit(t, b.full, l.reader, b.words), newcomer: l.sit(t, b.empty, l.admin, b.words),
		nobody: l.sit(t, b.full, "", b.words), first: l.sit(t, b.fresh, "", b.words),
	}
	for _, s := range tour {
		if !wanted(s.name) {
			continue
		}
		for _, f := range at(people[s.who], s) {
			t.Errorf("%s: %s", s.name, f)
		}
	}
}

// sit has somebody sit down for a look, and sign in when they have a name.
func (l look) sit(t *testing.T, s *server, name string, words map[string]string) *tourist {
	t.Helper()
	p := newTourist(t, s, name, l, words)
	if l.phone {
		p.phone()
	}
	if l.width > 0 {
		p.do(chromedp.EmulateViewport(l.width, l.height, chromedp.EmulateScale(1280/float64(l.width))))
	}
	p.media("light")
	if name != "" {
		p.signIn()
		// who has looked into the tray has no card over the page
		p.click("#tray-panel > summary")
		p.until("the tray", "document.querySelector('#tray-panel').open")
		p.key(kb.Escape)
		p.until("no card", "!document.querySelector('#tray > .arrival')?.checkVisibility()")
	}
	p.listen()
	return p
}

// at looks at one stop, and answers what is wrong with it.
func (l look) at(p *tourist, s stop, axe, own string) []string {
	p.t.Helper()
	p.visit(s)
	faults := p.listen()
	p.shot("tour-" + s.name + "-" + l.name)
	js[bool](p.person, own+"; markAlike()")
	if l.lang == "nl" {
		faults = append(faults, p.axe(axe, "")...)
		p.media("dark")
		dark := p.axe("", "color-contrast")
		if len(dark) > 0 { // a busy machine had not turned all colours yet
			time.Sleep(300 * time.Millisecond)
			dark = p.axe("", "color-contrast")
		}
		for _, f := range dark {
			faults = append(faults, "in the dark: "+f)
		}
		p.media("light")
	} else {
		faults = append(faults, p.axe(axe, "-color-contrast")...)
	}
	faults = append(faults, js[[]string](p.person, fmt.Sprintf("faultsOfPage(%s, %v)", quote(l.lang+"-BE"), l.phone))...)
	p.leave(s)
	return faults
}

// wanted: FICHEBAK_TOUR may name the only stops to look at, while one mends them.
func wanted(name string) bool {
	only := os.Getenv("FICHEBAK_TOUR")
	return only == "" || slices.Contains(strings.Split(only, ","), name)
}
