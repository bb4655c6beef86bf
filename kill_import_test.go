package main

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// uploaded takes a file in by its form, and answers the address of its page.
func uploaded(t *testing.T, c *http.Client, at, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	err := w.WriteField("kind", "customer")
	if err == nil {
		part, failed := w.CreateFormFile("file", "klanten.csv")
		if err = failed; err == nil {
			_, err = part.Write([]byte(text))
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Post(at+"/imports", w.FormDataContentType(), &b)
	if err != nil || r.StatusCode != http.StatusSeeOther {
		t.Fatal(r, err)
	}
	r.Body.Close()
	return at + r.Header.Get("Location")
}

// posted sends a form that leads on.
func posted(t *testing.T, c *http.Client, at string, form url.Values) {
	t.Helper()
	r, err := c.PostForm(at, form)
	if err != nil || r.StatusCode != http.StatusSeeOther {
		t.Fatal(at, r, err)
	}
	r.Body.Close()
}

// TestAnImportOutlivesAPowerCut kills the program in the middle of a rehearsal, of the
// import and of its undo: each comes to its end by itself, and no row is done twice.
func TestAnImportOutlivesAPowerCut(t *testing.T) {
	n := 10_000
	if testing.Short() { // under the race detector
		n = 6_000
	}
	var text strings.Builder
	text.WriteString("Naam;Gemeente;E-mail;Afspraak\n;Gent;;\n")
	for i := range n {
		fmt.Fprintf(&text, "Firma %05d;Gent;info@firma%d.example;\n", i, i)
	}
	data := newData(t)
	fichebakIn(t, withInput("zeven ramen open\n"), "user", "add", "Kim", "-data", data).must(t)
	s := startServer(t, wednesday(10, 42), "-data", data)
	s.data = data
	kim := signIn(t, s.url, "Kim", "zeven ramen open")
	at := uploaded(t, kim, s.url, text.String())
	half := regexp.MustCompile(`value="(\d+)" max="\d+"`)
	cut := func(page string) {
		t.Helper()
		pageSays(t, kim, page, func(page string) string {
			if m := half.FindStringSubmatch(page); m != nil && m[1] != "0" {
				return m[1]
			}
			return ""
		})
		s.kill()
		fichebak(t, "check", "-data", s.data).must(t)
		s.restart()
	}
	over := func(page, says string) {
		t.Helper()
		pageSays(t, kim, page, func(page string) string {
			if strings.Contains(page, says) {
				return says
			}
			return ""
		})
	}
	posted(t, kim, at, url.Values{"kind": {"customer"}, "column.A": {"name"}, "column.B": {"address.1.town"}, "column.C": {"email"}, "column.D": {"moment.appointment.1.day"}})
	cut(at + "/rehearsal")
	over(at+"/rehearsal", fmt.Sprintf("%d.000 fiches worden gemaakt of aangevuld", n/1000))
	posted(t, kim, at+"/commitment", nil)
	cut(at)
	over(at, "Ingevoerd")
	s.stop()
	fichebak(t, "check", "-data", s.data).must(t)
	export := fichebak(t, "export", "-data", s.data).must(t)
	if made := strings.Count(export, `"op":"create"`); made != n || strings.Count(export, `"key":"f/`) != n {
		t.Errorf("%d fiches were made of %d rows", made, n)
	}
	s.restart()
	posted(t, kim, at+"/undo", nil)
	cut(at)
	over(at, "Ongedaan gemaakt")
	s.stop()
	export = fichebak(t, "export", "-data", s.data).must(t)
	if gone := strings.Count(export, `"removed_at":`); gone != n {
		t.Errorf("%d of %d are taken back", gone, n)
	}
}
