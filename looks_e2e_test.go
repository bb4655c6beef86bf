//go:build e2e

package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/storetest"
)

// asks has the browser want something of style sheets: a feature and its value; or a
// medium, as print.
func (p *person) asks(medium string, features ...string) {
	p.t.Helper()
	m := emulation.SetEmulatedMediaParams{Media: medium}
	for i := 0; i+1 < len(features); i += 2 {
		m.Features = append(m.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, m)
		return err
	}))
}

// Who wants no movement gets none; the needle and the tray still work.
func TestNothingMovesForWhoWantsNone(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.asks("", "prefers-reduced-motion", "reduce")
	kim.signIn()
	for _, path := range []string{"/", "/prospects", "/prospects/new", "/help/keys"} {
		kim.open(path)
		moving := js[string](kim, `[...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); return Math.max(...(s.transitionDuration + ',' + s.animationDuration).split(',').map(parseFloat)) > 0.001 || (s.animationName !== 'none' && s.animationIterationCount === 'infinite') || s.scrollBehavior === 'smooth' }).map((e) => e.localName + '.' + e.className).slice(0, 5).join(' ')`)
		if moving != "" {
			t.Errorf("%s moves: %s", path, moving)
		}
	}
}

// In the colours of the user, as Windows' contrast themes have them, what is chosen,
// current, pressed and focused is still told apart.
func TestForcedColoursKeepWhatIsTold(t *testing.T) {
	t.Parallel()
	s := filled(t, rowsOfKeys(t))
	kim := newPerson(t, s, "Kim Peeters")
	kim.asks("", "forced-colors", "active", "prefers-color-scheme", "dark")
	kim.signIn()
	kim.open("/prospects?sort=name")
	if !js[bool](kim, "matchMedia('(forced-colors: active)').matches") {
		t.Fatal("the browser forces no colours")
	}
	kim.shot("forced-list")
	differ := func(what, a, b string) {
		t.Helper()
		kim.until(what+" is told apart", `(() => {
			const look = (e) => [e, ...['::before', '::after']].map((x, _, all) => { const s = x === e ? getComputedStyle(e) : getComputedStyle(e, x); return x === e || s.content !== 'none' ? [s.outlineStyle, s.outlineWidth, s.borderBottomWidth, s.borderBottomStyle, s.borderBottomColor, s.textDecorationLine, s.backgroundColor, s.opacity, s.fontWeight].join() : '' }).join(';');
			const [x, y] = [document.querySelector(`+quote(a)+`), document.querySelector(`+quote(b)+`)];
			return x && y && look(x) !== look(y);
		})()`)
	}
	differ("the drawer one is in", ".mast .tabs [aria-current]", ".mast .tabs a:not([aria-current])")
	differ("the view", ".funnel [aria-current]", ".funnel .views a:not([aria-current])")
	differ("the column sorted on", "#fiches [aria-sort] a", "#fiches th:not([aria-sort]) a")
	kim.key(kb.ArrowDown)
	differ("the row chosen", "#fiches tr:has(:checked)", "#fiches tbody tr[data-url]:not(:has(:checked))")
	differ("its tick", "#fiches tbody .tick:checked", "#fiches tbody .tick:not(:checked)")
	kim.key(kb.Tab)
	kim.until("the focus shows", "getComputedStyle(document.activeElement).outlineStyle !== 'none'")
	kim.open("/prospects/new")
	kim.shot("forced-form")
	kim.until("fields have edges", "[...document.querySelectorAll('.input, .tick, .button')].filter((e) => e.checkVisibility()).every((e) => getComputedStyle(e).borderTopStyle === 'solid' && parseFloat(getComputedStyle(e).borderTopWidth) > 0)")
	kim.set(`[name="moment.new-2.hour"]`, "10:00")
	kim.key("s", chromedp.ModifierCtrl)
	kim.until("the problems", "document.querySelector('.summary')")
	differ("a wrong field", "[aria-invalid=true]", ".input:not([aria-invalid])")
	js[bool](kim, "(document.querySelector('form[data-guard]').removeAttribute('data-guard'), true)")
	kim.open("/")
	kim.shot("forced-today")
	kim.until("the ruler is drawn", "(() => { const m = document.querySelector('.rim-scale .bar-mark, .rim-scale .ring-mark'); return getComputedStyle(document.querySelector('.rim-scale line.now-mark')).stroke !== getComputedStyle(document.querySelector('.rim')).backgroundColor && (!m || getComputedStyle(m).display !== 'none') })()")
}

// Pages on paper: what is read, and nothing to press.
func TestPagesOnPaper(t *testing.T) {
	t.Parallel()
	var words map[string]string
	s := filled(t, func(b *storetest.Box) { tourUsers(t, b); words = tourBox(t, b) })
	kim := newPerson(t, s, "Kim Peeters")
	kim.signIn()
	for name, path := range map[string]string{"list": "/prospects", "card": "/prospects/" + words["prospect"], "day": "/", "crm": "/crm/" + words["crm"], "history": "/history", "bin": "/bin"} {
		kim.open(path)
		kim.asks("print")
		seen := js[string](kim, `[...document.querySelectorAll('.rim, .mast, .bar, .tray, .save, .funnel, .find, .row-do, .acts, .skip, .pick, .button, button:not(.stages > button), input, kbd, .tip')].filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length && e.getBoundingClientRect().width > 1).map((e) => e.localName + '.' + e.className).slice(0, 8).join(' ')`)
		if seen != "" {
			t.Errorf("the %s has on paper: %s", name, seen)
		}
		if ink := js[string](kim, "getComputedStyle(document.querySelector('main')).backgroundColor + getComputedStyle(document.body).backgroundColor"); ink != "rgb(255, 255, 255)rgb(255, 255, 255)" && ink != "rgba(0, 0, 0, 0)rgba(0, 0, 0, 0)" && ink != "rgb(255, 255, 255)rgba(0, 0, 0, 0)" {
			t.Errorf("the %s has a ground on paper: %s", name, ink)
		}
		switch name {
		case "card":
			kim.sees("main", "Kaai 3") // the second address, that of no open tab
			kim.sees("main", "An Claes")
			kim.sees("main", "Kim Peeters") // who printed it
		case "bin":
			kim.sees("main", "Weggedaan Werken")
		default:
			kim.sees("main", "Claes Houtbouw")
		}
		pages := kim.paper("paper-" + name)
		if want := map[string]int{"card": 1, "list": 2, "day": 1, "crm": 1, "history": 3, "bin": 1}[name]; pages > want {
			t.Errorf("the %s takes %d sheets", name, pages)
		}
		kim.asks("")
	}
}

// paper prints a page on A4, and answers how many sheets that takes.
func (p *person) paper(name string) int {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, waitFor)
	defer cancel()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if err != nil {
		p.fail("print: %v", err)
	}
	if shotDir != "" {
		if err := os.WriteFile(filepath.Join(shotDir, name+".pdf"), pdf, 0o644); err != nil {
			p.t.Log(err)
		}
	}
	return sheets(pdf)
}

// sheets are the pages of a PDF file.
func sheets(pdf []byte) int {
	return len(regexp.MustCompile(`/Type\s*/Page[^s]`).FindAll(pdf, -1))
}
