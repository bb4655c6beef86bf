//go:build e2e

package main

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// window is what a page is looked at in.
type window struct {
	name          string
	width, height int64
	touch, dark   bool
}

var (
	desk   = window{name: "1440", width: 1440, height: 900}
	dim    = window{name: "1440-dark", width: 1440, height: 900, dark: true}
	wide   = window{name: "1920", width: 1920, height: 1080}
	narrow = window{name: "1024", width: 1024, height: 720}
	hand   = window{name: "390", width: 390, height: 844, touch: true}
)

// resize makes the window another one; the page stays.
func (p *person) resize(w window) {
	p.t.Helper()
	scheme := "light"
	if w.dark {
		scheme = "dark"
	}
	var how []chromedp.EmulateViewportOption
	if w.touch {
		how = append(how, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	p.do(chromedp.EmulateViewport(w.width, w.height, how...), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}))
}

// asPhone has the browser say that it is a telephone's, as it does in each request.
func (p *person) asPhone() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
			UserAgent:         "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
			UserAgentMetadata: &emulation.UserAgentMetadata{Platform: "Android", Mobile: true},
		})
		return err
	}))
}

// seen is what a page must never show: a page wider than the window, a text that is cut,
// a key of a catalog in place of its words, a word that was not filled in.
const seen = `(() => {
const found = [], root = document.documentElement;
const at = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.classList.length ? '.' + [...e.classList].join('.') : '') + ' “' + (e.innerText ?? '').trim().slice(0, 40) + '”';
if (root.scrollWidth > innerWidth) found.push('wider than the window: ' + root.scrollWidth + ' ' + [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(at).join('; '));
for (const e of document.querySelectorAll('h1, h2, h3, p, td, th, dd, dt, label, button, a, li, span, b, time, summary, legend, small')) {
  const c = getComputedStyle(e);
  if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest('.vh, .skip, svg, .views') || c.clipPath !== 'none' || !e.clientWidth) continue;
  if (!/hidden|clip/.test(c.overflowX) || e.scrollWidth <= e.clientWidth + 1) continue;
  if (c.textOverflow === 'ellipsis' && !(e.matches('.name') && e.innerText.trim().length <= 27)) continue;
  found.push('cut: ' + at(e) + ' ' + e.scrollWidth + ' > ' + e.clientWidth);
}
const words = document.body.innerText + ' ' + [...document.querySelectorAll('[aria-label], [title], [placeholder]')].map((e) => [e.ariaLabel, e.title, e.placeholder].join(' ')).join(' ');
for (const m of words.matchAll(/%!|(?<![\w@./-])(?:KEYS)\.[a-z0-9-]+(?:\.[a-z0-9-]+)*/g)) found.push('not words: ' + words.slice(Math.max(0, m.index - 20), m.index + 40).replace(/\s+/g, ' '));
for (const e of document.querySelectorAll('[style]')) found.push('inline style: ' + at(e));
return [...new Set(found)].concat(window.faults ?? []).join('\n');
})()`

// keysIn are the first parts of the keys of the catalogs, one or the other: fiche|bar|act …
func keysIn(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("views", "locale", "nl.json"))
	if err != nil {
		t.Fatal(err)
	}
	var catalog map[string]any
	if err := json.Unmarshal(text, &catalog); err != nil {
		t.Fatal(err)
	}
	firsts := map[string]bool{}
	for key := range catalog {
		if first, _, ok := strings.Cut(key, "."); ok {
			firsts[first] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(firsts)), "|")
}

// looker looks at pages in several windows, and says what is wrong with each.
type looker struct {
	*person
	lang, check string
}

func newLooker(t *testing.T, s *server, name, lang string) *looker {
	t.Helper()
	p := newPerson(t, s, name)
	p.watchFaults()
	return &looker{p, lang, strings.ReplaceAll(seen, "KEYS", keysIn(t))}
}

// drawn waits for the page to be drawn in its window.
func (l *looker) drawn() {
	l.t.Helper()
	js[bool](l.person, "document.fonts.ready.then(() => new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(() => f(true)))))")
}

// look looks at the page as it is, in these windows. A dark one is as wide as a light one,
// and judged for its colours by axe: it is only for who looks at the pictures.
func (l *looker) look(name string, windows ...window) {
	l.t.Helper()
	for _, w := range windows {
		if w.dark && shotDir == "" {
			continue
		}
		l.resize(w)
		l.drawn()
		name := strings.Join([]string{name, w.name, l.lang}, "-")
		l.picture(name, w)
		if faults := js[string](l.person, l.check); faults != "" {
			l.t.Errorf("%s:\n%s", name, faults)
		}
	}
}

// picture takes a picture of the whole page, in a window that is as high: what sticks to
// the window's edge stands at the page's then.
func (l *looker) picture(name string, w window) {
	l.t.Helper()
	if shotDir == "" {
		return
	}
	if high := w; w.width < 1600 {
		high.height = max(w.height, js[int64](l.person, "document.documentElement.scrollHeight"))
		l.resize(high)
		l.drawn()
		defer l.resize(w)
	}
	l.shot(name)
}

// screen is a page with what is done there before it is looked at.
type screen struct {
	name, path string
	do         func(l *looker)
	besides    []window // at a desk, besides the usual
}

// visit looks at screens, at a desk or in the hand.
func (l *looker) visit(screens []screen, usual ...window) {
	l.t.Helper()
	for _, s := range screens {
		l.resize(usual[0])
		if s.path != "" {
			l.open(s.path)
		}
		if s.do != nil {
			s.do(l)
		}
		windows := usual
		if !usual[0].touch {
			windows = slices.Concat(usual, s.besides)
		}
		l.look(s.name, windows...)
	}
}

// quietScreens change nothing that another of them shows.
var quietScreens = []screen{
	{name: "03-vandaag", path: "/", besides: []window{wide, narrow}},
	{name: "04-prospecten", path: "/prospects?sort=next", besides: []window{wide, narrow}},
	{name: "04-benaming", path: "/prospects?sort=name", do: func(l *looker) { l.key(kb.ArrowDown + kb.ArrowDown + kb.ArrowDown) }},
	{name: "04-klanten", path: "/customers?sort=-changed"},
	{name: "04-gevonden", path: "/prospects?q=hout"},
	{name: "04-niets", path: "/prospects?q=zzzz"},
	{name: "05-fiche", path: "/prospects/30000?list=sort%3Dnext", besides: []window{wide, narrow, {name: "834", width: 834, height: 1112, touch: true}, {name: "1920-dark", width: 1920, height: 1080, dark: true}}},
	{name: "05-particulier", path: "/prospects/30002"},
	{name: "05-opmerking", path: "/prospects/30016"},
	{name: "06-bewerken", path: "/prospects/30000/edit?list=sort%3Dnext", besides: []window{wide, narrow}},
	{name: "06-nieuw", path: "/prospects/new"},
	{name: "06-moment", path: "/prospects/30000?list=sort%3Dnext", do: func(l *looker) {
		l.click(".moment.is-next .acts a[href*=moments]")
		l.until("the moment", "location.pathname.includes('/moments/') && document.readyState === 'complete'")
	}},
	{name: "12-zoeken", path: "/search?q=claes"},
	{name: "12-niets", path: "/search?q=zzzz"},
	{name: "12-leeg", path: "/search"},
	{name: "15-fout", path: "/prospects/nergens"},
	{name: "16-toetsen", path: "/help/keys"},
	{name: "17-keuze", path: "/prospects?sort=name", do: func(l *looker) {
		for _, n := range []string{"2", "4", "5"} {
			js[bool](l.person, "(document.querySelector('#fiches tbody tr:nth-child("+n+") .tick').click(), true)")
		}
		js[bool](l.person, "(document.querySelector('.bar details').open = true)")
	}},
	{name: "17-verwijderen", path: "/prospects/30000?list=sort%3Dnext", do: func(l *looker) {
		js[bool](l.person, "(document.querySelector('.bar [value=remove]').click(), true)")
		l.path("/prospects/removal")
	}},
	{name: "23-verwittigd", path: "/reminders/check", do: func(l *looker) { l.connected() }},
	{name: "29-geschiedenis", path: "/history"},
	{name: "29-van-een-fiche", path: "/prospects/30000/history"},
	{name: "30-prullenmand", path: "/bin"},
}

func TestEveryScreenInDutch(t *testing.T)   { t.Parallel(); everyScreen(t, "nl") }
func TestEveryScreenInFrench(t *testing.T)  { t.Parallel(); everyScreen(t, "fr") }
func TestEveryScreenInEnglish(t *testing.T) { t.Parallel(); everyScreen(t, "en") }
func TestEveryScreenInGerman(t *testing.T)  { t.Parallel(); everyScreen(t, "de") }

func everyScreen(t *testing.T, lang string) {
	s := filled(t, drawnBox(t, lang))
	l := newLooker(t, s, "Kim Peeters", lang)
	l.signIn()
	l.look("03-ochtend", desk, dim, hand)
	l.resize(desk)
	l.click(".morning form button")
	l.path("/")
	l.visit(quietScreens, desk, dim)
	l.asPhone()
	l.visit(quietScreens, hand)
}
