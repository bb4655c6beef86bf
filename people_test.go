//go:build e2e

package main

import (
	"context"
	"net/url"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// speaks has the browser ask for pages in a language.
func (p *person) speaks(tag string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": tag}})
		return err
	}))
}

// firstRun makes the first account of a new box.
func (p *person) firstRun(company, start string) {
	p.t.Helper()
	p.open("/")
	p.path("/first-run")
	p.startBox(company, start, "nl")
}

// startBox sends the form of the first run in a language.
func (p *person) startBox(company, start, lang string) {
	p.t.Helper()
	p.fill("[name=company]", company)
	p.fill("[name=name]", p.name)
	p.fill("[name=password]", passwordOf(p.name))
	p.set("[name=language]", lang)
	p.click("[name=start][value=" + start + "]")
	p.click("#first-run button.is-main")
	p.path("/")
}

func passwordOf(name string) string { return "wachtwoord van " + name }

// signIn has somebody's browser signed in who has an account, at the page of today.
func (p *person) signIn() {
	p.t.Helper()
	p.signedIn()
	p.open("/")
}

// signedIn has a browser hold the session of somebody who signed in elsewhere.
func (p *person) signedIn() {
	p.t.Helper()
	c := signIn(p.t, p.s.url, p.name, passwordOf(p.name))
	if c == nil {
		p.t.Fatalf("%s may not sign in", p.name)
	}
	at, err := url.Parse(p.s.url)
	if err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for _, k := range c.Jar.Cookies(at) {
			if _, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: k.Name, Value: k.Value, URL: p.s.url, HTTPOnly: new(true), SameSite: network.CookieSameSiteLax}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// signInByHand fills in the form.
func (p *person) signInByHand() {
	p.t.Helper()
	p.open("/session/new")
	p.fill(`[name="session.name"]`, p.name)
	p.fill(`[name="session.password"]`, passwordOf(p.name))
	p.click("#sign-in button.is-main")
	p.path("/")
}
