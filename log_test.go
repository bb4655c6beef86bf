package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// typed is what the people of the test below type, each in a form no program would
// write by itself.
var typed = map[string]string{
	"company": "Lievens Gevelwerken", "user": "Veerle Somers", "password": "zeven ramen open", "wrong": "acht ramen dicht", "other": "Gust Aerts",
	"name": "Schrijnwerkerij Mertens", "vat": "BE 1099.001.486", "phone": "0470 00 12 34", "email": "info@mertens.example", "street": "Kasseiweg",
	"remarks": "betaalt altijd te laat", "moment": "Offerte ramen bespreken", "source": "Beurs Hasselt", "group": "Dakramen",
	"query": "zoekterm-van-veerle", "path": "naam-in-een-adres", "header": "kop-met-een-naam", "body": "een-heel-grote-tekst",
}

// TestTheLogHoldsNothingThatWasTyped goes through the story, and through what goes
// wrong in it, and looks for every word of it in the log.
func TestTheLogHoldsNothingThatWasTyped(t *testing.T) {
	data := filepath.Join(t.TempDir(), "box.db")
	s := serveHere(t, "-data", data)
	c := signIn(t, s.url, "niemand", typed["wrong"])
	if c != nil {
		t.Fatal("somebody is signed in before the first run")
	}
	b := &talk{t: t, s: s, c: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	b.post("/first-run", 303, "company", typed["company"], "name", typed["user"], "password", typed["password"], "language", "nl", "start", "empty")
	fichebak(t, "user", "add", typed["other"], "-data", data).must(t)
	b.post("/session", 422, "session.name", typed["user"], "session.password", typed["wrong"])
	if b.c = signIn(t, s.url, typed["user"], typed["password"]); b.c == nil {
		t.Fatal("not signed in")
	}
	b.story()
	b.mishaps()
	fichebak(t, "export", "-data", data).must(t)
	cookie := b.c.Jar.Cookies(mustURL(t, s.url))[0].Value
	s.stop()

	log := s.log.String() + s.out.String()
	if n := strings.Count(log, `"msg":"request"`); n < 20 {
		t.Errorf("only %d requests are in the log", n)
	}
	for what, word := range typed {
		for _, form := range []string{word, url.QueryEscape(word), url.PathEscape(word), strings.ToLower(word)} {
			if strings.Contains(log, form) {
				t.Errorf("the log holds the %s that was typed: %s", what, line(log, form))
			}
		}
	}
	for _, no := range []string{cookie, "1099001486", "470001234", "?", "q=", "30000", "argon2id"} {
		if strings.Contains(log, no) {
			t.Errorf("the log holds %q: %s", no, line(log, no))
		}
	}
	for l := range strings.Lines(s.log.String()) {
		if !regexp.MustCompile(`^\{"time":.*\}\n$`).MatchString(l) {
			t.Errorf("a line that is none of ours: %s", l)
		}
	}
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// line is the line of a text that holds a word.
func line(text, word string) string {
	for l := range strings.Lines(text) {
		if strings.Contains(l, word) {
			return l
		}
	}
	return ""
}

// talk is somebody who sends requests.
type talk struct {
	t *testing.T
	s *serving
	c *http.Client
}

func (b *talk) send(r *http.Request, status int) string {
	b.t.Helper()
	a, err := b.c.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer a.Body.Close()
	_, _ = io.Copy(io.Discard, a.Body) // its status is what counts
	if a.StatusCode != status {
		b.t.Errorf("%s %s answers %s, want %d", r.Method, r.URL.Path, a.Status, status)
	}
	return a.Header.Get("Location")
}

func (b *talk) request(method, path string, body io.Reader, header ...string) *http.Request {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.s.url+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

func (b *talk) get(path string, status int, header ...string) string {
	b.t.Helper()
	return b.send(b.request(http.MethodGet, path, nil, header...), status)
}

func (b *talk) post(path string, status int, fields ...string) string {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.send(b.request(http.MethodPost, path, strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded"), status)
}

// story is what one does with a prospect.
func (b *talk) story() {
	b.t.Helper()
	b.get("/", 200)
	q := url.QueryEscape
	b.get("/prospects?q="+q(typed["query"])+"&sort=name", 200)
	b.get("/prospects/field?field=vat&vat="+q(typed["vat"])+"&name="+q(typed["name"]), 200, "HX-Request-Type", "partial")
	b.get("/places?postcode=3500&town="+q(typed["street"]), 200, "HX-Request-Type", "partial")
	fields := []string{"active", "yes", "name", typed["name"], "vat", typed["vat"], "phone", typed["phone"], "email", typed["email"], "remarks", typed["remarks"],
		"source", typed["source"], "groups", typed["group"], "address.1.street", typed["street"],
		"moment.new-2.kind", "appointment", "moment.new-2.day", "2026-10-21", "moment.new-2.hour", "10:30", "moment.new-2.text", typed["moment"]}
	fiche := b.post("/prospects", 303, fields...)
	b.get(fiche, 200)
	b.get("/prospects/30000", 303)
	b.post(fiche, 409, append(fields, "rev", "77", "phone", "0470 00 99 99")...)
	b.get("/search?q="+q(typed["phone"]), 200)
	customer := b.post(fiche+"/conversion", 303, "rev", "1")
	b.get(fiche, 303)
	b.get(customer, 200)
	b.get(customer+"/history", 200)
	b.get("/history", 200)
	openStreams(b.t, b.c, b.s.url, 1)
	b.post("/customers/removal", 303, "fiche", customer[strings.LastIndexByte(customer, '/')+1:], "do", "remove")
	b.get("/bin", 200)
}

// mishaps are what goes wrong with words in it.
func (b *talk) mishaps() {
	b.t.Helper()
	p := url.PathEscape(typed["path"])
	b.get("/prospects/"+p, 404)
	b.get("/"+p, 404)
	b.get("/static/"+p, 404)
	b.post("/prospects", 422, "name", "", "remarks", typed["remarks"])
	b.send(b.request(http.MethodDelete, "/prospects/"+p+"?q="+p, nil), 405)
	b.send(b.request(http.MethodPost, "/prospects?q="+p, strings.NewReader("name="+p), "Origin", "http://"+p+".example"), 403)
	b.send(b.request(http.MethodPost, "/prospects", strings.NewReader("name=%zz"+typed["body"]), "Content-Type", "application/x-www-form-urlencoded"), 303)
	b.send(b.request(http.MethodPost, "/prospects", strings.NewReader(typed["body"]), "Content-Type", "multipart/form-data; boundary="+typed["header"]), 400)
	for _, raw := range []string{
		"GET /" + typed["path"] + "\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\n" + typed["header"] + "\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + strings.Repeat(typed["header"], 2000) + "\r\n\r\n",
		fmt.Sprintf("POST /prospects HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\nname=%s", 100<<20, typed["body"]),
		"POST /prospects HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz" + typed["body"] + "\r\n",
	} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(b.s.url, "http://"))
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := io.WriteString(conn, raw); err != nil {
			b.t.Error(err)
		}
		if _, err := conn.Read(make([]byte, 100)); err != nil && err != io.EOF {
			b.t.Errorf("%.30q: %v", raw, err)
		}
		conn.Close()
	}
}
