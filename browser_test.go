//go:build e2e

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// shell is Chromium without windows: one for all tests; each person has a context of
// their own in it. It does what the whole Chromium does in a third of the time.
var shell = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium-headless-shell")
	if err != nil { // not every Debian has it
		return windows()
	}
	return browse(path)
})

// windows is the whole Chromium, in which a page lies behind another one.
var windows = sync.OnceValues(func() (context.Context, error) { return browse("chromium") })

// browse starts a browser.
func browse(path string) (context.Context, error) {
	dir, err := os.MkdirTemp("", "fichebak-browser-")
	if err != nil {
		return nil, err
	}
	alloc, _ := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(dir), chromedp.WindowSize(1440, 900), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "nl-BE"), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("host-resolver-rules", "MAP kassa.lan 127.0.0.1"),
		chromedp.Env("LANGUAGE=nl")) // on Linux the browser's own words, and how it writes dates, come from here
	ctx, _ := chromedp.NewContext(alloc)
	return ctx, chromedp.Do(ctx)
}

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
	return sitDown(t, s, name, shell)
}

// newPersonAtWindows sits somebody down at a browser in which pages can be hidden.
func newPersonAtWindows(t *testing.T, s *server, name string) *person {
	t.Helper()
	return sitDown(t, s, name, windows)
}

func sitDown(t *testing.T, s *server, name string, browser func() (context.Context, error)) *person {
	t.Helper()
	root, err := browser()
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
	p.atEveryPage(departure)
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
	q.atEveryPage(departure)
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

// arrived is true of a page that is there, scripts included, and takes keys: what is
// pressed before it is painted is lost.
const arrived = "document.readyState === 'complete' && (document.hidden || performance.getEntriesByType('paint').length)"

// open goes to an address of the program. One that is set out for while the page is
// itself on its way to another is given up by the browser, and tried again.
func (p *person) open(path string) {
	p.t.Helper()
	for try := 1; ; try++ {
		ctx, cancel := context.WithTimeout(p.ctx, waitFor)
		err := chromedp.Do(ctx, chromedp.Navigate(p.s.url+path))
		cancel()
		if err == nil {
			p.until("the page "+path, arrived)
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
	return evaluate[T](p, waitFor, expr)
}

// slowly evaluates what takes a busy machine its time: a judgement of the whole page.
func slowly[T any](p *person, expr string) T {
	p.t.Helper()
	return evaluate[T](p, 6*waitFor, expr)
}

func evaluate[T any](p *person, limit time.Duration, expr string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, limit)
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
	for wait := 10 * time.Millisecond; ; wait = min(wait*3/2, 100*time.Millisecond) {
		ctx, cancel := context.WithTimeout(p.ctx, waitFor)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expr+")"))
		cancel()
		if err == nil && ok { // an error is a page on its way to another
			return
		}
		if time.Now().After(end) {
			p.fail("waited %v for %s (%v)", limit, what, err)
		}
		time.Sleep(wait) // asking costs the browser as much as many a page
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
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
