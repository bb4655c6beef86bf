package handlers

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/password"
	"fichebak/store/storetest"
)

// visitor is somebody at a browser, which keeps cookies and follows nothing by itself.
type visitor struct {
	t      *testing.T
	url    string
	user   store.User
	cookie *http.Cookie
	kept   map[string]*http.Cookie
	at     string // the page last looked at
}

// testAgent is what the browser of tests says of itself.
const testAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"

// stranger is a browser in which nobody is signed in.
func (l *liveBox) stranger(t *testing.T) *visitor {
	return &visitor{t: t, url: l.url, kept: map[string]*http.Cookie{}, at: "/"}
}

// browser makes an account with a role and signs it in, in a browser of its own.
func (l *liveBox) browser(t *testing.T, name string, role store.Role) *visitor {
	t.Helper()
	u, err := l.AddUser(t.Context(), storetest.Kim, store.User{Name: name, Role: role, Password: password.Hash("geheim geheim"), Language: "nl"})
	if err != nil {
		t.Fatal(err)
	}
	v := l.stranger(t)
	v.user = u
	v.post("/session", url.Values{"session.name": {name}, "session.password": {"geheim geheim"}}, http.StatusSeeOther)
	if v.cookie = v.kept[cookieName]; v.cookie == nil {
		t.Fatalf("no session for %s", name)
	}
	return v
}

// send asks something, and answers the answer with its body.
func (v *visitor) send(method, path string, form url.Values, header ...string) (*http.Response, string) {
	v.t.Helper()
	return v.sendBody(method, path, form.Encode(), header...)
}

// sendBody is send with the body of a form as it is sent.
func (v *visitor) sendBody(method, path, body string, header ...string) (*http.Response, string) {
	v.t.Helper()
	q, err := http.NewRequestWithContext(v.t.Context(), method, v.url+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	q.Header.Set("User-Agent", testAgent)
	if q.Header.Set("Referer", v.url+v.at); len(v.at) > 4000 { // as browsers do
		q.Header.Set("Referer", v.url+"/")
	}
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	for _, k := range v.kept {
		q.AddCookie(k)
	}
	r, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		v.t.Fatal(err)
	}
	defer r.Body.Close()
	answer, err := io.ReadAll(r.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, k := range r.Cookies() {
		if v.kept[k.Name] = k; k.MaxAge < 0 {
			delete(v.kept, k.Name)
		}
	}
	return r, string(answer)
}

// get looks at a page that answers with a status.
func (v *visitor) get(path string, status int) string {
	v.t.Helper()
	r, body := v.send(http.MethodGet, path, nil)
	if r.StatusCode != status {
		v.t.Fatalf("GET %s answers %s, want %d", path, r.Status, status)
	}
	v.at = path
	return body
}

// post sends a form as a browser without scripts does, and answers where it leads.
func (v *visitor) post(path string, form url.Values, status int) string {
	v.t.Helper()
	r, body := v.send(http.MethodPost, path, form)
	if r.StatusCode != status {
		v.t.Fatalf("POST %s answers %s, want %d\n%.400s", path, r.Status, status, body)
	}
	return r.Header.Get("Location")
}

// partial sends a form as htmx does, and answers the part of the page.
func (v *visitor) partial(path string, form url.Values, status int) string {
	v.t.Helper()
	r, body := v.send(http.MethodPost, path, form, "HX-Request-Type", "partial")
	if r.StatusCode != status {
		v.t.Fatalf("htmx POST %s answers %s, want %d", path, r.Status, status)
	}
	return body
}

// between is the text between two others; empty when they are not there.
func between(s, from, to string) string {
	_, s, ok := strings.Cut(s, from)
	if !ok {
		return ""
	}
	s, _, _ = strings.Cut(s, to)
	return s
}
