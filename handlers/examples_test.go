package handlers

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

func TestTheFirstRunFillsTheBoxAndOneClickEmptiesIt(t *testing.T) {
	l := serveLive(t)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	page := func(r *http.Response, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s, %v:\n%s", r.Status, err, b)
		}
		return string(b)
	}
	home := page(browser.PostForm(l.url+"/first-run", url.Values{"company": {"Proefbedrijf"}, "name": {"Kim"}, "password": {"geheim geheim"}, "language": {"nl"}, "start": {"examples"}}))
	if !strings.Contains(home, `action="/examples/removal"`) || l.Len() != 40 {
		t.Fatalf("%d fiches, and this page:\n%s", l.Len(), home)
	}
	home = page(browser.PostForm(l.url+"/examples/removal", nil))
	if !strings.Contains(home, "40 voorbeelden zijn weg.") || strings.Contains(home, "/examples/removal") || l.Len() != 0 {
		t.Errorf("%d fiches left, and this page:\n%s", l.Len(), home)
	}
	if page(browser.PostForm(l.url+"/examples", nil)); l.Len() != 40 {
		t.Errorf("an empty box filled again has %d fiches", l.Len())
	}
	if page(browser.PostForm(l.url+"/examples", nil)); l.Len() != 40 {
		t.Errorf("filled twice it has %d fiches", l.Len())
	}
}
