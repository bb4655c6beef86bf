//go:build e2e

package main

import (
	"context"
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

	"fichebak/store/storetest"
	"fichebak/views/locale"
)

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
	{name: "en-1440", lang: "en", admin: "Emma Wright", reader: "Rose Reader"},
	{name: "en-390", lang: "en", admin: "Jack Wright", reader: "Rose Reader", phone: true},
	{name: "de-1440", lang: "de", admin: "Heike Braun", reader: "Lena Leser"},
	{name: "de-390", lang: "de", admin: "Jonas Braun", reader: "Lena Leser", phone: true},
}

// tagOf is what a page in a language says of itself: nl-BE.
func tagOf(lang string) string { return locale.For(lang, time.Time{}).Tag() }

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
		if !wanted("FICHEBAK_TOUR", s.name) {
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

// wanted: FICHEBAK_TOUR may name the only stops to look at, and FICHEBAK_LOOKS the only
// looks, while one mends them.
func wanted(setting, name string) bool {
	only := os.Getenv(setting)
	return only == "" || slices.Contains(strings.Split(only, ","), name)
}
