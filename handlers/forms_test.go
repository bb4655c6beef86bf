package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fichebak/store"
)

// A form that changes more moments than one transaction takes says so at the first that
// is too many, and holds them all.
func TestTooManyMomentsAtOnceAreSaidAtTheirLine(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Worker)
	form := url.Values{"name": {"Bakkerij Peeters"}, "active": {"yes"}, "groups": {"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t"}, "source": {"Beurs"}, "vat": {"BE 1099.001.486"}}
	add := func(n int) {
		line := fmt.Sprintf("moment.new-%d.", n)
		form.Set(line+"kind", "appointment")
		form.Set(line+"day", "2026-11-03")
		form.Set(line+"text", fmt.Sprintf("bezoek %d", n))
		form.Set(line+"for", kim.user.ID)
	}
	for n := range 21 {
		add(n + 1)
	}
	r, page := kim.send(http.MethodPost, "/prospects", form)
	if r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page, "Bewaar hoogstens 20 momenten tegelijk.") || !strings.Contains(page, "bezoek 21") {
		t.Fatalf("21 moments: %s\n%.2000s", r.Status, page)
	}
	form.Del("moment.new-21.kind")
	form.Del("moment.new-21.day")
	form.Del("moment.new-21.text")
	form.Del("moment.new-21.for")
	card := kim.post("/prospects", form, http.StatusSeeOther)
	edit := kim.get(card+"/edit", http.StatusOK)
	for n := range 20 {
		if !strings.Contains(edit, fmt.Sprintf("bezoek %d\"", n+1)) {
			t.Errorf("moment %d is not there", n+1)
		}
	}
}
