//go:build e2e

package main

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fichebak/store/storetest"
)

// The files source_* hold the source, sentence by sentence: each test's name is one.

// atWork sits Kim down, signed in, at a box with what fill puts in.
func atWork(t *testing.T, fill func(b *storetest.Box)) *person {
	t.Helper()
	kim := newPerson(t, filled(t, fill), "Kim Peeters")
	kim.watchFaults()
	kim.signedIn()
	return kim
}

// nothing is a box without fiches.
func nothing(*storetest.Box) {}

// leave goes to the next field, as Tab does.
func (p *person) leave() {
	p.t.Helper()
	p.key(kb.Tab)
}

// holds waits for a field to hold a text.
func (p *person) holds(sel, text string) {
	p.t.Helper()
	p.until(sel+" to hold "+text, "document.querySelector("+quote(sel)+")?.value === "+quote(text))
}

// answered waits until nothing is being asked about a field.
func (p *person) answered() {
	p.t.Helper()
	p.until("the answers", "window.asking === 0 && document.readyState === 'complete'")
}

// slowAnswers has every page of this person count what it asks, and wait a while for it.
func (p *person) slowAnswers(ms string) {
	p.t.Helper()
	p.atEveryPage(`window.asking = 0; const quick = window.fetch; window.fetch = async (...a) => { asking++; try { await new Promise(r => setTimeout(r, ` + ms + `)); return await quick(...a) } finally { setTimeout(() => asking--, 20) } };`)
}

// saves sends the form, and waits for the fiche.
func (p *person) saves() {
	p.t.Helper()
	p.press("Bewaren")
	p.sees("#flash", "Bewaard")
	p.until("its scripts", "document.readyState === 'complete'")
}

// anew opens a form again, and lets go of what was typed in it.
func (p *person) anew(path string) {
	p.t.Helper()
	js[bool](p, "(document.querySelectorAll('form[data-guard]').forEach(f => f.reset()), true)")
	p.open(path)
}

// rest keeps a finger on an element, until what it is for has come.
func (p *person) rest(sel, come string) {
	p.t.Helper()
	at := p.place(sel, firstSeen(sel))
	touch := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: append([]*input.TouchPoint{}, points...)})
			return err
		}))
	}
	touch(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: at[0], Y: at[1]})
	p.until("what a finger that stays is for", come)
	touch(input.DispatchTouchEventTypeTouchEnd)
}
