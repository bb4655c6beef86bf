package handlers

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"fichebak/store"
)

// Fiber's strings are windows into buffers that the next request fills. What somebody
// typed must come back as theirs, however many type at once.
func TestWhatManyTypeAtOnceComesBackToEachAsTyped(t *testing.T) {
	l := serveLive(t)
	const people, times = 8, 8
	var all sync.WaitGroup
	for p := range people {
		v := l.seat(t, store.User{Name: fmt.Sprintf("Persoon %d", p), Role: store.Worker, Language: "nl"})
		all.Add(1)
		go func() {
			defer all.Done()
			client := &http.Client{Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			for i := range times {
				typeOne(t, client, v, p, i)
			}
		}()
	}
	all.Wait()
	if n := l.Len(); n != people*times {
		t.Errorf("%d fiches were made, want %d", n, people*times)
	}
}

// typeOne makes a fiche whose every field tells who typed it, and looks at it.
func typeOne(t *testing.T, client *http.Client, v *visitor, p, i int) {
	mine := func(field string) string {
		return fmt.Sprintf("%s-%d-%d-%s", field, p, i, strings.Repeat(string(rune('a'+p)), 20))
	}
	ask := func(method, path, body string) (*http.Response, string) {
		return askAs(t, client, v, method, path, body)
	}
	fields := []string{"name", "full-name", "source", "groups", "address.1.town", "remarks"}
	form := url.Values{"active": {"yes"}}
	for _, f := range fields {
		form.Set(f, mine(f))
	}
	r, _ := ask(http.MethodPost, "/prospects", form.Encode())
	if r == nil || r.StatusCode != http.StatusSeeOther {
		t.Errorf("person %d, fiche %d: not saved", p, i)
		return
	}
	_, card := ask(http.MethodGet, r.Header.Get("Location"), "")
	for _, f := range fields {
		if !strings.Contains(card, mine(f)) {
			t.Errorf("person %d, fiche %d: the card has no %s", p, i, mine(f))
		}
	}
	// and what a query, a cookie and a refused form hold
	if _, list := ask(http.MethodGet, "/prospects?q="+mine("name"), ""); !strings.Contains(list, `value="`+mine("name")+`"`) {
		t.Errorf("person %d, fiche %d: the list searches for something else", p, i)
	}
	form.Set("name", "")
	if _, again := ask(http.MethodPost, "/prospects", form.Encode()); !strings.Contains(again, mine("remarks")) || !strings.Contains(again, fmt.Sprintf("Persoon %d", p)) {
		t.Errorf("person %d, fiche %d: the form lost what was typed", p, i)
	}
}

// askAs sends what one of many asks, with a browser that waits for nobody.
func askAs(t *testing.T, client *http.Client, v *visitor, method, path, body string) (*http.Response, string) {
	q, err := http.NewRequestWithContext(t.Context(), method, v.url+path, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return nil, ""
	}
	q.AddCookie(v.cookie)
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r, err := client.Do(q)
	if err != nil {
		t.Error(err)
		return nil, ""
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	return r, string(b)
}
