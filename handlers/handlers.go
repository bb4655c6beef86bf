// Package handlers is the HTTP side of the program: it turns requests into use
// cases of the store and the outcome into views. It is the only package, beside
// the wiring in main, that knows Fiber. It must not know bbolt or cron.
//
// Caveat: Fiber recycles its context when a handler returns, so nothing keeps a
// *fiber.Ctx; the app is set to Immutable so that strings taken from it live on.
package handlers

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"fichebak/static"
	"fichebak/store"
	"fichebak/views"
)

// bodyLimit is the largest request: that of the largest file that is brought in. Up to
// twice as much is read before it is refused: who is cut off while sending sees no page.
const bodyLimit = store.MaxImport + 1<<20

// headLimit bounds the first line and the headers: other programs on the same
// computer leave their cookies here too, and a search may be long.
const headLimit = 16 << 10

// Options of New.
type Options struct {
	Store   *store.Store
	Log     *slog.Logger
	Now     func() time.Time
	Version string
	// FirstRunCode is asked for on the first-run page when it is not empty: on
	// addresses that others on the network reach too.
	FirstRunCode string
	// TemplatesFrom is a folder to read templates from at each request; empty in
	// production, where they are in the binary.
	TemplatesFrom string
	// TrustedProxies may say for whom they ask; none by default.
	TrustedProxies []string
	// Secure marks cookies for TLS only.
	Secure bool

	engine *views.Engine // one for all tests: to compose the pages takes time
}

// App answers requests.
type App struct {
	Options
	ctx    context.Context // of the streams, which outlive their requests
	store  *store.Store
	log    *slog.Logger
	now    func() time.Time
	engine *views.Engine
	hub    *hub
	tries  *tries
	hasher chan struct{} // two passwords are hashed at once
	papers chan struct{} // see papers
	recent recent
	bounds bounds

	anyUsers   atomic.Bool
	rehearsals rehearsals
	days       days
	states     atomic.Uint64             // numbers what the streams send
	tick       atomic.Pointer[time.Time] // the scheduler's last round
	beat       time.Duration             // how often a stream shows that it lives
	patience   time.Duration             // how long one may take to read a frame

	quit     chan struct{}
	quitOnce sync.Once
	stops    []func()
}

// New makes the app and its Fiber application.
func New(ctx context.Context, o Options) (*App, *fiber.App, error) {
	engine, err := o.engine, error(nil)
	if engine == nil {
		engine, err = newEngine(o.TemplatesFrom)
	}
	if err != nil {
		return nil, nil, err
	}
	a := &App{
		ctx:     ctx,
		Options: o, store: o.Store, log: o.Log, now: o.Now, engine: engine,
		hub: newHub(), tries: newTries(o.Now), hasher: make(chan struct{}, 2), papers: make(chan struct{}, papers), bounds: usualBounds, quit: make(chan struct{}), beat: beatEvery, patience: writeWait,
	}
	begin := o.Now()
	a.tick.Store(&begin) // so that a scheduler that never comes is late too
	app := fiber.New(fiber.Config{
		AppName: "Fichebak", DisableStartupMessage: true,
		Immutable: true, StrictRouting: true, CaseSensitive: true,
		BodyLimit: 2 * bodyLimit, ReadBufferSize: headLimit, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		EnableTrustedProxyCheck: true, TrustedProxies: o.TrustedProxies, ProxyHeader: fiber.HeaderXForwardedFor,
		ErrorHandler: a.failed,
	})
	app.Use(a.headers)
	app.Get(static.Prefix+"*", serveStatic)
	app.Get("/health", a.health)
	app.Get("/live", a.live)
	app.Use(a.logged, recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: a.panicked}), a.sameOrigin, a.session, bounded)
	for _, r := range a.routes() {
		if r.method == fiber.MethodGet {
			app.Get(r.path, a.allowed(r)) // and HEAD
		} else {
			app.Add(r.method, r.path, a.allowed(r))
		}
	}
	a.follow()
	return a, app, nil
}

func newEngine(from string) (*views.Engine, error) {
	if from != "" {
		return views.NewDev(os.DirFS(from), static.Path)
	}
	return views.New(static.Path)
}

// follow wakes the streams after each commit, until Close.
func (a *App) follow() {
	woken, stop := a.store.Watch()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-woken:
				a.hub.wake()
			case <-a.quit:
				return
			}
		}
	}()
	a.stops = append(a.stops, stop, func() { <-done })
}

// Tick is the scheduler's round: it notes that it was there and wakes the streams,
// which look at what is due now.
func (a *App) Tick(now time.Time) {
	a.tick.Store(&now)
	a.hub.wake()
}

// Close ends the live streams, so that the server can stop, and what New started.
func (a *App) Close() {
	a.quitOnce.Do(func() {
		close(a.quit)
		for _, stop := range a.stops {
			stop()
		}
	})
}

func (a *App) health(c *fiber.Ctx) error {
	return c.SendString("ok " + a.Version + "\n")
}

// serveStatic answers what the browser fetches beside pages. The hash in the
// address makes it last for ever.
func serveStatic(c *fiber.Ctx) error {
	body, kind, immutable, ok := static.Lookup(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, kind)
	if immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "no-cache")
	}
	return c.Send(body)
}
