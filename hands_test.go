//go:build e2e

package main

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

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
	p.hit(sel, firstSeen(sel))
}

// tap touches an element, as a finger does.
func (p *person) tap(sel string) {
	p.t.Helper()
	p.tapOn(sel, firstSeen(sel))
}

// press clicks the button or link with a text.
func (p *person) press(text string) {
	p.t.Helper()
	p.hit("a button "+text, button(text))
}

// fill types into a field in place of what it holds, as the keyboard does.
func (p *person) fill(sel, text string) {
	p.t.Helper()
	p.click(sel)
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
	p.until("a page that takes keys", arrived)
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
	p.settle()
}

// path waits for the address to be one with this prefix, and answers it; "/" is the
// home page alone.
func (p *person) path(prefix string) string {
	p.t.Helper()
	is := "(location.pathname + location.search).startsWith(" + quote(prefix) + ")"
	if prefix == "/" {
		is = "location.pathname === '/'"
	}
	p.until("the address "+prefix, is+" && "+arrived)
	return js[string](p, "location.pathname + location.search")
}
