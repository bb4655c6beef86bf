//go:build e2e

package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// firstSeen is the expression that finds the first element of a selector that is to be seen.
func firstSeen(sel string) string {
	return "[...document.querySelectorAll(" + quote(sel) + ")].find(e => e.checkVisibility({visibilityProperty: true}))"
}

// button is the expression that finds the button or link with a text.
func button(text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('button, a, summary')].find(e => e.checkVisibility() && !e.closest('[aria-hidden=true]') && (e.innerText.replace(/\s+/g, ' ').trim() + ' ').startsWith(%s + ' '))`, quote(text))
}

// hit clicks what an expression finds, and waits for what the click set going.
func (p *person) hit(what, find string) {
	p.t.Helper()
	at := p.place(what, find)
	p.do(chromedp.MouseClickXY(at[0], at[1]))
	p.settle()
}

// tapOn touches what an expression finds, and waits for what that set going.
func (p *person) tapOn(what, find string) {
	p.t.Helper()
	at := p.place(what, find)
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for _, params := range []input.DispatchTouchEventParams{
			{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}},
			{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}},
		} {
			if _, err := chromedp.Call(ctx, input.DispatchTouchEvent, params); err != nil {
				return err
			}
		}
		return nil
	}))
	p.settle()
}

// place is the middle of what an expression finds, once it lies still and nothing lies
// over it: what a message of the stream moves meanwhile is found anew.
func (p *person) place(what, find string) []float64 {
	p.t.Helper()
	var at, before []float64
	for end := time.Now().Add(waitFor); ; time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(p.ctx, waitFor)
		var err error
		at, err = chromedp.Run(ctx, chromedp.Evaluate[[]float64](fmt.Sprintf(reach, find)))
		cancel()
		if err == nil && len(at) == 2 && slices.Equal(at, before) {
			return at
		}
		if time.Now().After(end) {
			p.fail("waited %v to reach %s (%v %v)", waitFor, what, at, err)
		}
		before = at
	}
}

// reach is where an element takes a click, [x, y]; it answers nothing while there is none,
// and one number while something else lies there.
const reach = `(() => {
	const e = %s, tall = innerHeight;
	if (!e) return [];
	let r = e.getBoundingClientRect();
	if (r.top < 0 || r.bottom > tall || r.left < 0 || r.right > innerWidth) e.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
	const middle = () => { r = e.getClientRects()[0] ?? r; return [r.x + r.width / 2, r.y + r.height / 2] };
	const ours = ([x, y]) => { const at = document.elementFromPoint(x, y); return at && (e.contains(at) || at.contains(e) && at.closest('label, summary, a, button') || [...e.labels ?? []].some(l => l.contains(at))) };
	if (!ours(middle())) e.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
	const at = middle();
	return ours(at) ? at : [0];
})()`

// departure notes in every page that it is on its way to another one: a form is sent a
// task later than it is asked to.
const departure = `navigation.addEventListener('navigate', (e) => { if (!e.hashChange && !e.destination.sameDocument && !e.downloadRequest) window.departed = performance.now() });
addEventListener('submit', (e) => { if (!e.defaultPrevented && e.target.method !== 'dialog') window.departed = performance.now() })`

// settle waits until a page that is on its way has come, and no answer is. What takes
// longer than a moment is the test's own to wait for, and a download never comes as a page.
func (p *person) settle() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 3*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		still, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!(!(performance.now() - window.departed < 2000) && !document.querySelector('.htmx-request') && "+arrived+")"))
		if err == nil && still {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}
