//go:build e2e

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chromium is one browser for all tests; each person has a context of their own in it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	dir, err := os.MkdirTemp("", "fichebak-browser-")
	if err != nil {
		return nil, err
	}
	alloc, _ := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(dir), chromedp.WindowSize(1440, 900), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "nl-BE"), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("host-resolver-rules", "MAP kassa.lan 127.0.0.1"),
		chromedp.Env("LANGUAGE=nl")) // on Linux the browser's own words, and how it writes dates, come from here
	ctx, _ := chromedp.NewContext(alloc)
	return ctx, chromedp.Do(ctx)
})

// person is somebody at a browser of their own.
type person struct {
	t    *testing.T
	s    *server
	ctx  context.Context
	name string
}

// waitFor bounds every wait in a browser.
const waitFor = 10 * time.Second

// newPerson sits somebody down at a new browser.
func newPerson(t *testing.T, s *server, name string) *person {
	t.Helper()
	root, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(root, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // the first call's context must live as long as the page
		t.Fatal(err)
	}
	p := &person{t: t, s: s, ctx: ctx, name: name}
	p.do(chromedp.EmulateViewport(1440, 900))
	return p
}

// tab opens one more page in the same browser.
func (p *person) tab() *person {
	p.t.Helper()
	ctx, cancel := chromedp.NewContext(p.ctx)
	p.t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		p.t.Fatal(err)
	}
	q := &person{t: p.t, s: p.s, ctx: ctx, name: p.name}
	q.do(chromedp.EmulateViewport(1440, 900))
	return q
}

func (p *person) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, waitFor)
	defer cancel()
	err := chromedp.Do(ctx, steps...)
	for err != nil && strings.Contains(err.Error(), "Could not find node") { // an answer put another element in its place
		err = chromedp.Do(ctx, steps...)
	}
	if err != nil {
		p.fail("%v", err)
	}
}

// fail ends the test with what the page shows.
func (p *person) fail(format string, args ...any) {
	p.t.Helper()
	p.shot("failed-" + strings.ReplaceAll(p.t.Name(), "/", "-") + "-" + p.name)
	ctx, cancel := context.WithTimeout(p.ctx, 2*time.Second)
	defer cancel()
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText.slice(0, 1500)"))
	p.t.Fatalf("%s: %s\nthe page:\n%s", p.name, fmt.Sprintf(format, args...), text)
}

// open goes to an address of the program. One that is set out for while the page is
// itself on its way to another is given up by the browser, and tried again.
func (p *person) open(path string) {
	p.t.Helper()
	for try := 1; ; try++ {
		ctx, cancel := context.WithTimeout(p.ctx, waitFor)
		err := chromedp.Do(ctx, chromedp.Navigate(p.s.url+path))
		cancel()
		if err == nil {
			return
		}
		if try == 3 || !strings.Contains(err.Error(), "ERR_ABORTED") {
			p.fail("open %s: %v", path, err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// js evaluates an expression; a promise is awaited.
func js[T any](p *person, expr string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, waitFor)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expr, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fail("%s: %v", expr, err)
	}
	return v
}

// until waits for an expression to be true.
func (p *person) until(what, expr string) {
	p.t.Helper()
	p.within(waitFor, what, expr)
}

// within waits a bounded time for an expression to be true.
func (p *person) within(limit time.Duration, what, expr string) {
	p.t.Helper()
	end := time.Now().Add(limit)
	for {
		ctx, cancel := context.WithTimeout(p.ctx, waitFor)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expr+")"))
		cancel()
		if err == nil && ok { // an error is a page on its way to another
			return
		}
		if time.Now().After(end) {
			p.fail("waited %v for %s (%v)", limit, what, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// sees waits until a selector has a text, anywhere in it.
func (p *person) sees(sel, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%q in %s", text, sel), fmt.Sprintf("[...document.querySelectorAll(%s)].some(e => (e.innerText ?? '').replace(/\\s+/g, ' ').includes(%s))", quote(sel), quote(text)))
}

// seesNot waits until no element of a selector has a text.
func (p *person) seesNot(sel, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("no %q in %s", text, sel), fmt.Sprintf("![...document.querySelectorAll(%s)].some(e => (e.innerText ?? '').replace(/\\s+/g, ' ').includes(%s))", quote(sel), quote(text)))
}

// text is what an element shows.
func (p *person) text(sel string) string {
	p.t.Helper()
	return js[string](p, "(document.querySelector("+quote(sel)+")?.innerText ?? '').replace(/\\s+/g, ' ').trim()")
}

// click clicks an element with the mouse.
func (p *person) click(sel string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(sel), chromedp.NodeVisible))
}

// press clicks the button or link with a text.
func (p *person) press(text string) {
	p.t.Helper()
	p.marked(text)
	p.click("[data-test-press]")
}

// marked waits for the button or link with a text, and marks it data-test-press.
func (p *person) marked(text string) {
	p.t.Helper()
	p.until("a button "+text, fmt.Sprintf(`(() => { const e = [...document.querySelectorAll('button, a, summary')].find(e => e.checkVisibility() && !e.closest('[aria-hidden=true]') && (e.innerText.replace(/\s+/g, ' ').trim() === %[1]s || e.innerText.replace(/\s+/g, ' ').trim().startsWith(%[1]s + ' '))); if (!e) return false; document.querySelectorAll('[data-test-press]').forEach(x => x.removeAttribute('data-test-press')); e.setAttribute('data-test-press', ''); return true })()`, quote(text)))
}

// fill types into a field in place of what it holds, as the keyboard does.
func (p *person) fill(sel, text string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(sel), chromedp.NodeVisible))
	js[bool](p, "(document.querySelector("+quote(sel)+").select?.(), true)")
	if text == "" {
		p.do(chromedp.KeyEvent("\b"))
		return
	}
	p.do(chromedp.SendKeys(chromedp.CSS(sel), text))
}

// set gives a date, a time or a select its value, as choosing does.
func (p *person) set(sel, value string) {
	p.t.Helper()
	p.until("the field "+sel, "document.readyState === 'complete' && document.querySelector("+quote(sel)+")")
	js[bool](p, fmt.Sprintf("(() => { const e = document.querySelector(%s); e.focus(); e.value = %s; e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); return true })()", quote(sel), quote(value)))
}

// key presses keys as a keyboard does: a key down that has a text types it, unless the
// page refused the key. chromedp's own KeyEvent types it all the same.
func (p *person) key(keys string, mods ...chromedp.Modifier) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for _, r := range keys {
			events := kb.Encode(r)
			down, up := events[0], events[len(events)-1]
			for _, m := range mods {
				down.Modifiers |= int64(m)
				up.Modifiers |= int64(m)
			}
			if len(events) > 2 && down.Modifiers&^int64(chromedp.ModifierShift) == 0 {
				down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
			}
			for _, e := range []*input.DispatchKeyEventParams{down, up} {
				if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, *e); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// path waits for the address to be one with this prefix, and answers it; "/" is the
// home page alone.
func (p *person) path(prefix string) string {
	p.t.Helper()
	is := "(location.pathname + location.search).startsWith(" + quote(prefix) + ")"
	if prefix == "/" {
		is = "location.pathname === '/'"
	}
	p.until("the address "+prefix, is+" && document.readyState === 'complete'")
	return js[string](p, "location.pathname + location.search")
}

// shotDir is where pictures go; empty makes none.
var shotDir = os.Getenv("FICHEBAK_SHOTS")

// shot takes a picture of the whole page when pictures are wanted.
func (p *person) shot(name string) {
	if shotDir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, waitFor)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Logf("no picture %s: %v", name, err)
		return
	}
	if err := os.WriteFile(filepath.Join(shotDir, name+".png"), png, 0o644); err != nil {
		p.t.Log(err)
	}
}

// phone makes the window that of a telephone of 390 px, with touch.
func (p *person) phone() {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch))
}

// dark asks pages for their dark look.
func (p *person) dark() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
		return err
	}))
}

// scriptsOff switches scripts off in pages that are opened from now on.
func (p *person) scriptsOff() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// atEveryPage runs a script at the start of every page.
func (p *person) atEveryPage(script string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}
