package handlers

import (
	"bufio"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/password"
	"fichebak/store/storetest"
	"fichebak/views"
)

// liveBox is the program behind a real listener: app.Test waits for the end of an
// answer, and a stream has none.
type liveBox struct {
	*storetest.Box
	app  *App
	url  string
	stop func()
}

// testEngine is composed once.
var testEngine = sync.OnceValue(func() *views.Engine {
	e, err := newEngine("")
	if err != nil {
		panic(err)
	}
	return e
})

func serveLive(t *testing.T) *liveBox {
	t.Helper()
	return serveWith(t, func(*Options) {}, func(*App, *fiber.App) {})
}

// serveWith serves with other options, and with what before does to the app.
func serveWith(t *testing.T, change func(*Options), before func(*App, *fiber.App)) *liveBox {
	t.Helper()
	b := storetest.Open(t)
	o := Options{Store: b.Store, Log: slog.New(slog.DiscardHandler), Now: b.Clock.Now, engine: testEngine()}
	change(&o)
	a, app, err := New(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	before(a, app)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(ln) }()
	stopped := false
	l := &liveBox{Box: b, app: a, url: "http://" + ln.Addr().String()}
	l.stop = func() {
		if stopped {
			return
		}
		stopped = true
		a.Close()
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			t.Error(err)
		}
		ln.Close() // a stop that comes before the server has begun to accept does not close it
		<-ended
	}
	t.Cleanup(l.stop)
	a.Tick(b.Clock.Now())
	return l
}

// user makes an account and answers its cookie.
func (l *liveBox) user(t *testing.T, name string) (store.User, *http.Cookie) {
	t.Helper()
	u, err := l.AddUser(t.Context(), storetest.Kim, store.User{Name: name, Role: store.Admin, Password: password.Hash("geheim geheim"), Language: "nl"})
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := c.PostForm(l.url+"/session", url.Values{"session.name": {name}, "session.password": {"geheim geheim"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	for _, k := range r.Cookies() {
		if k.Name == cookieName {
			return u, k
		}
	}
	t.Fatalf("no session for %s: %s", name, r.Status)
	return u, nil
}

// frames opens a stream and answers its frames, but for the word of what was written,
// and a channel closed at its end.
func (l *liveBox) frames(t *testing.T, k *http.Cookie, browser string) (frames chan string) {
	t.Helper()
	return l.framesOf(t, k, browser, func(frame string) bool { return !strings.HasPrefix(frame, "event: written") })
}

func (l *liveBox) framesOf(t *testing.T, k *http.Cookie, browser string, wanted func(string) bool) (frames chan string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, l.url+"/live?browser="+browser, nil)
	if err != nil {
		t.Fatal(err)
	}
	q.AddCookie(k)
	r, err := (&http.Client{Transport: &http.Transport{}}).Do(q)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("stream answers %s %s", r.Status, r.Header.Get("Content-Type"))
	}
	frames = make(chan string, 100)
	go func() {
		defer close(frames)
		defer r.Body.Close()
		in := bufio.NewReader(r.Body)
		var b strings.Builder
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			if line == "\n" {
				if wanted(b.String()) {
					frames <- b.String()
				}
				b.Reset()
				continue
			}
			b.WriteString(line)
		}
	}()
	return frames
}

func next(t *testing.T, frames chan string, what string) string {
	t.Helper()
	select {
	case f, ok := <-frames:
		if !ok {
			t.Fatalf("stream ended, wanted %s", what)
		}
		return f
	case <-time.After(5 * time.Second):
		t.Fatalf("nothing came, wanted %s", what)
	}
	return ""
}

func ends(t *testing.T, frames chan string, what string) {
	t.Helper()
	limit := time.After(5 * time.Second)
	for {
		select {
		case _, ok := <-frames:
			if !ok {
				return
			}
		case <-limit:
			t.Fatalf("stream still open after %s", what)
		}
	}
}

func TestAStreamSaysAtOnceHowThingsAreAndAgainWhenTheyChange(t *testing.T) {
	l := serveLive(t)
	_, k := l.user(t, "Kim")
	f := l.Prospect(t, "name", "Claes Houtbouw")
	m := l.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs per vierkante meter")
	frames := l.frames(t, k, "b1")
	if first := next(t, frames, "the first state"); !strings.Contains(first, `hx-target="#tray"`) || strings.Contains(first, "prijs per") {
		t.Errorf("first frame has no empty tray: %s", first)
	}
	l.Clock.Set(time.Date(2026, 10, 21, 10, 45, 0, 0, storetest.Brussels))
	l.app.Tick(l.Clock.Now())
	if due := next(t, frames, "the reminder"); !strings.Contains(due, "prijs per vierkante meter") {
		t.Errorf("the tick brings no reminder: %s", due)
	}
	if _, err := l.Done(t.Context(), storetest.Bart, f.ID, m.ID, true); err != nil {
		t.Fatal(err)
	}
	for {
		if gone := next(t, frames, "the tray without it"); strings.Contains(gone, `hx-target="#tray"`) {
			if strings.Contains(gone, "prijs per") {
				t.Errorf("done by a colleague, still in the tray: %s", gone)
			}
			return
		}
	}
}

func TestANewerStreamOfTheSameBrowserReplacesTheOlder(t *testing.T) {
	l := serveLive(t)
	_, k := l.user(t, "Kim")
	old := l.frames(t, k, "b1")
	next(t, old, "the first state")
	for range 20 {
		fresh := l.frames(t, k, "b1")
		next(t, fresh, "the first state")
		ends(t, old, "a newer one came")
		old = fresh
	}
	if all, own := l.app.hub.count(hashOf(k.Value)); all != 1 || own != 1 {
		t.Errorf("%d streams open, %d of the session, want 1", all, own)
	}
}

func TestASessionHoldsEightStreamsTheOldestGoesFirst(t *testing.T) {
	l := serveLive(t)
	_, k := l.user(t, "Kim")
	first := l.frames(t, k, "b0")
	next(t, first, "the first state")
	for i := range maxStreams {
		next(t, l.frames(t, k, "b"+string(rune('1'+i))), "the first state")
	}
	ends(t, first, "eight newer ones came")
}

func TestAStreamEndsWithGoodbyeWhenItsSessionEnds(t *testing.T) {
	l := serveLive(t)
	u, k := l.user(t, "Kim")
	frames := l.frames(t, k, "b1")
	next(t, frames, "the first state")
	if err := l.SignOut(t.Context(), u.Actor(), hashOf(k.Value)); err != nil {
		t.Fatal(err)
	}
	await(t, frames, "goodbye", "event: bye") // what was under way when it ended may come first
	ends(t, frames, "goodbye")
	q, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, l.url+"/live", nil)
	q.AddCookie(k)
	r, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusUnauthorized {
		t.Errorf("a stream without a session answers %s, want 401", r.Status)
	}
}

func TestTheServerStopsWithinASecondWithStreamsOpen(t *testing.T) {
	l := serveLive(t)
	_, k := l.user(t, "Kim")
	var all []chan string
	for i := range 6 {
		f := l.frames(t, k, "b"+string(rune('0'+i)))
		next(t, f, "the first state")
		all = append(all, f)
	}
	begin := time.Now()
	l.stop()
	if took := time.Since(begin); took > time.Second {
		t.Errorf("stopping took %v", took)
	}
	for _, f := range all {
		if last := drain(f); strings.Contains(last, "bye") {
			t.Error("a server that stops says goodbye: browsers would not come back")
		}
	}
}

func drain(frames chan string) (last string) {
	for f := range frames {
		last = f
	}
	return last
}
