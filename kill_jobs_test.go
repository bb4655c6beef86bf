package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestBulkWorkOutlivesAPowerCut kills the program twice in the middle of a job: what is
// done stays done, the next start goes on by itself, and no fiche is done twice.
func TestBulkWorkOutlivesAPowerCut(t *testing.T) {
	data := newData(t)
	many := "6000"
	if testing.Short() { // under the race detector
		many = "2400"
	}
	fichebak(t, "demo", "-n", many, "-data", data).must(t)
	fichebakIn(t, withInput("zeven ramen open\n"), "user", "add", "Kim", "-data", data).must(t)
	s := startServer(t, wednesday(10, 42), "-data", data)
	s.data = data
	kim := signIn(t, s.url, "Kim", "zeven ramen open")
	page := get(t, kim, s.url+"/prospects/bulk?all=yes")
	field := func(name string) string {
		m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
		if m == nil {
			t.Fatal("no field ", name)
		}
		return m[1]
	}
	total := field("count")
	r, err := kim.PostForm(s.url+"/prospects/bulk", url.Values{"do": {"group"}, "group": {"na de stroompanne"}, "all": {"yes"}, "list": {field("list")}, "token": {field("token")}, "count": {total}})
	if err != nil || r.StatusCode != http.StatusSeeOther {
		t.Fatal(r, err)
	}
	r.Body.Close()
	half := regexp.MustCompile(`value="(\d+)" max="` + total + `"`)
	last := ""
	for range 2 {
		at := pageSays(t, kim, s.url+"/operations", func(page string) string {
			m := half.FindStringSubmatch(page)
			if m == nil || m[1] == "0" || m[1] == last {
				return ""
			}
			return m[1]
		})
		s.kill()
		last = at
		fichebak(t, "check", "-data", s.data).must(t)
		s.restart()
	}
	pageSays(t, kim, s.url+"/operations", func(page string) string {
		if strings.Contains(page, "klaar") {
			return "done"
		}
		return ""
	})
	s.stop()
	fichebak(t, "check", "-data", s.data).must(t)
	export := fichebak(t, "export", "-data", s.data).must(t)
	changed := map[string]int{}
	for _, m := range regexp.MustCompile(`"fiche":"(f[0-9a-v]+)","at":\d+,"by_id":"[^"]*","by":"Kim","op":"save"`).FindAllStringSubmatch(export, -1) {
		changed[m[1]]++
	}
	if len(changed) < 1000 {
		t.Errorf("%d fiches were changed, of %s", len(changed), total)
	}
	for id, n := range changed {
		if n != 1 {
			t.Fatalf("%s was done %d times", id, n)
		}
	}
	for _, code := range []string{`"code":"interrupted"`, `"code":"resumed"`} {
		if n := strings.Count(export, code); n != 2 {
			t.Errorf("%d times %s", n, code)
		}
	}
}

// pageSays asks for a page until it says something.
func pageSays(t *testing.T, c *http.Client, at string, says func(page string) string) string {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if s := says(get(t, c, at)); s != "" {
			return s
		}
	}
	t.Fatal("it never came so far: ", at)
	return ""
}
