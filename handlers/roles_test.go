package handlers

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fichebak/static"
	"fichebak/store"
)

// walker asks as somebody with a role, in a session of its own each time: some of
// what it asks ends sessions.
type walker struct {
	*visitor
	l    *liveBox
	role store.Role
	n    int
}

func (w *walker) ask(method, path string, header ...string) *http.Response {
	w.t.Helper()
	w.kept = map[string]*http.Cookie{}
	if w.role != public {
		w.n++
		secret := w.user.ID + strconv.Itoa(w.n)
		if err := w.l.SignIn(w.t.Context(), w.user, hashOf(secret), testAgent); err != nil {
			w.t.Fatal(err)
		}
		w.kept[cookieName] = &http.Cookie{Name: cookieName, Value: secret}
	}
	r, _ := w.send(method, path, nil, header...)
	return r
}

var parameter = regexp.MustCompile(`:[a-z]+`)

// A route answers who has its role, refuses who has a lesser one, and sends who is not
// signed in to the sign-in: as a page, and to htmx with the address.
func TestEveryRouteAsksForItsRole(t *testing.T) {
	l := serveLive(t)
	f := l.Prospect(t, "name", "Hout Claes nv")
	walkers := []*walker{{visitor: l.stranger(t), l: l, role: public}}
	for _, role := range store.Roles {
		walkers = append(walkers, &walker{visitor: l.seat(t, store.User{Name: "een " + role.String(), Role: role, Language: "nl"}), l: l, role: role})
	}
	routes := l.app.routes()
	for _, r := range routes {
		path := strings.Replace(r.path, "/:id", "/"+f.ID, 1)
		path = parameter.ReplaceAllString(path, "mniet")
		for _, w := range walkers {
			for _, header := range [][]string{nil, {"HX-Request-Type", "partial"}} {
				answer := w.ask(r.method, path, header...)
				if got, want := judge(answer, header != nil), verdict(r, w.role); got != want {
					t.Errorf("%s %s for %s (htmx %v): %s, %d %s; want %s", r.method, r.path, w.role, header != nil, got, answer.StatusCode, answer.Header.Get("Location"), want)
				}
			}
		}
	}
	if len(routes) < 60 {
		t.Errorf("only %d routes", len(routes))
	}
}

// What a route says to somebody.
const (
	lets, refuses, signIn, broken = "lets through", "refuses", "asks to sign in", "is broken"
)

func verdict(r route, role store.Role) string {
	switch {
	case r.role == public:
		return lets
	case role == public:
		return signIn
	case role < r.role:
		return refuses
	}
	return lets
}

// judge reads from an answer what the guard decided.
func judge(r *http.Response, htmx bool) string {
	to := r.Header.Get("Location")
	if htmx {
		to = r.Header.Get("HX-Redirect")
	}
	switch {
	case r.StatusCode >= http.StatusInternalServerError:
		return broken
	case r.StatusCode == http.StatusForbidden:
		return refuses
	case r.StatusCode == http.StatusUnauthorized && htmx && strings.HasPrefix(to, "/session/new?next="):
		return signIn
	case r.StatusCode == http.StatusSeeOther && !htmx && strings.HasPrefix(to, "/session/new?next="):
		return signIn
	case r.StatusCode == http.StatusUnauthorized && !htmx && r.Request.Method == http.MethodPost:
		return signIn // with what was typed
	case r.StatusCode == http.StatusUnauthorized:
		return "refuses without a way"
	}
	return lets
}

// What is no route of the table: the stream, the program's health, and its files.
func TestWhatIsNoRouteIsOpenOnlyWhereItMayBe(t *testing.T) {
	l := serveLive(t)
	l.seat(t, store.User{Name: "Kim", Role: store.Reader})
	w := l.stranger(t)
	for path, want := range map[string]int{"/live": 401, "/health": 200, static.Path("css/app.css"): 200, "/nergens": 404, "/prospects/x/y/z": 404} {
		if r, _ := w.send(http.MethodGet, path, nil); r.StatusCode != want {
			t.Errorf("GET %s answers a stranger %s, want %d", path, r.Status, want)
		}
	}
}
