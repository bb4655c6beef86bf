package handlers

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// eventually waits for something to be so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited 5 s for %s", what)
		}
	}
}

// ours counts the goroutines that run code of this program, the one of the test left out.
func ours() (n int, stacks string) {
	buf := make([]byte, 1<<20)
	for i, one := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if i > 0 && strings.Contains(one, "fichebak/") && !strings.Contains(one, "testing.") {
			n++
			stacks += one + "\n\n"
		}
	}
	return n, stacks
}

func TestNothingOfTheAppGoesOnAfterItIsClosed(t *testing.T) {
	before, _ := ours()
	l := serveLive(t)
	_, k := l.user(t, "Kim")
	for i := range 5 {
		next(t, l.frames(t, k, fmt.Sprint("b", i)), "the first state")
	}
	if during, _ := ours(); during <= before {
		t.Fatal("five open streams run no code of ours: the test sees nothing")
	}
	l.stop()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	var after int
	var stacks string
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if after, stacks = ours(); after <= before {
			return
		}
	}
	t.Errorf("%d goroutines go on, %d did before:\n%s", after, before, stacks)
}

// safeLog is a log that tests read.
type safeLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *safeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestAPanicInAStreamEndsThatStreamAlone(t *testing.T) {
	var fails atomic.Bool
	var log safeLog
	l := serveWith(t, func(o *Options) {
		now := o.Now
		o.Log = slog.New(slog.NewTextHandler(&log, nil))
		o.Now = func() time.Time {
			if fails.Load() {
				panic("the clock is broken")
			}
			return now()
		}
	}, func(*App, *fiber.App) {})
	_, k := l.user(t, "Kim")
	frames := l.frames(t, k, "b1")
	next(t, frames, "the first state")
	fails.Store(true)
	l.app.hub.wake()
	ends(t, frames, "a panic")
	fails.Store(false)
	if text := log.String(); !strings.Contains(text, "the clock is broken") || !strings.Contains(text, "where=live") {
		t.Errorf("the log does not say what happened:\n%s", text)
	}
	next(t, l.frames(t, k, "b1"), "the first state of a new stream")
	if all, _ := l.app.hub.count(""); all != 1 {
		t.Errorf("%d streams are counted, 1 is open", all)
	}
}

func TestWhatIsShownStaysWhenTheStoreCannotSayWhatIs(t *testing.T) {
	l := serveLive(t)
	l.app.beat = 20 * time.Millisecond
	_, k := l.user(t, "Kim")
	frames := l.frames(t, k, "b1")
	next(t, frames, "the first state")
	if err := l.Store.Close(); err != nil {
		t.Fatal(err)
	}
	l.app.hub.wake()
	for range 5 {
		if frame := next(t, frames, "a beat"); frame != ":\n" {
			t.Fatalf("a store that is shut brings %q", frame)
		}
	}
	q, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, l.url+"/live", nil)
	q.AddCookie(k)
	r, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a stream from a store that is shut answers %s, want 503: after a 401 no browser comes back", r.Status)
	}
	l.Reopen(t) // for the check at the end
}

func TestTheServersWriteTimeoutDoesNotCutStreams(t *testing.T) {
	const timeout = 150 * time.Millisecond
	l := serveWith(t, func(*Options) {}, func(a *App, app *fiber.App) {
		app.Server().WriteTimeout = timeout
		a.beat = timeout / 3
	})
	_, k := l.user(t, "Kim")
	frames := l.frames(t, k, "b1")
	next(t, frames, "the first state")
	for begin := time.Now(); time.Since(begin) < 5*timeout; {
		next(t, frames, "a beat long after the time-out")
	}
	time.Sleep(2 * timeout)
	l.app.hub.join(hashOf(k.Value), "b1") // takes its place
	last := "nothing"
	for f := range frames {
		last = f
	}
	if last == "nothing" {
		t.Error("the stream ended before it was replaced")
	}
}

// A browser that takes nothing any more holds its stream, its connection and their
// memory; its computer went to sleep, or somebody pulled the cable.
func TestABrowserThatReadsNothingLosesItsStream(t *testing.T) {
	l := serveWith(t, func(*Options) {}, func(a *App, _ *fiber.App) { a.patience = 200 * time.Millisecond })
	_, k := l.user(t, "Kim")
	f := l.Prospect(t, "name", "Claes Houtbouw")
	for i := range maxTray {
		l.Moment(t, f, fiche.CallBack, "2026-10-21", "10:45", strings.Repeat(fmt.Sprint("tekst ", i), 20))
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.(*net.TCPConn).SetReadBuffer(4096); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /live?browser=deaf HTTP/1.1\r\nHost: x\r\nCookie: %s=%s\r\n\r\n", cookieName, k.Value)
	count := func() int { n, _ := l.app.hub.count(""); return n }
	eventually(t, "the stream", func() bool { return count() == 1 })
	for end := time.Now().Add(40 * time.Second); count() > 0; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the stream is still there")
		}
		l.Clock.Add(time.Minute)
		l.app.Tick(l.Clock.Now())
	}
}

func TestAMomentForOneUserReachesTheStreamsOfThatUserAlone(t *testing.T) {
	l := serveLive(t)
	_, kim := l.user(t, "Kim")
	bart, k := l.user(t, "Bart")
	f := l.Prospect(t, "name", "Claes Houtbouw")
	if _, err := l.AddMoment(t.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "appointment", Day: "2026-10-21", Hour: "10:55", Text: "voor Bart alleen", For: bart.ID}, ""); err != nil {
		t.Fatal(err)
	}
	l.Moment(t, f, fiche.CallBack, "2026-10-21", "10:55", "voor iedereen")
	for name, cookie := range map[string]*http.Cookie{"Kim": kim, "Bart": k} {
		first := next(t, l.frames(t, cookie, name), "the first state")
		if !strings.Contains(first, "voor iedereen") || strings.Contains(first, "voor Bart alleen") != (name == "Bart") {
			t.Errorf("%s is sent %s", name, first)
		}
	}
}

func TestASessionThatIsTakenOverEndsTheOneBefore(t *testing.T) {
	l := serveLive(t)
	kim := l.browser(t, "Kim", store.Admin)
	frames := l.frames(t, kim.cookie, "b1")
	next(t, frames, "the first state")
	bart := l.browser(t, "Bart", store.Worker)
	// in a second tab of Kim's browser the sign-in page was open all the time
	kim.post("/session", url.Values{"session.name": {"Bart"}, "session.password": {"geheim geheim"}}, http.StatusSeeOther)
	await(t, frames, "goodbye to the session before", "event: bye")
	if r, _ := bart.send(http.MethodGet, "/", nil); r.StatusCode != http.StatusOK {
		t.Errorf("Bart's other browser answers %s", r.Status)
	}
}
