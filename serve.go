package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/handlers"
	"fichebak/store"
	"fichebak/store/kv"
)

// stopWait bounds how long requests under way may take when the server stops.
const stopWait = 5 * time.Second

// serve runs the server until ctx ends.
func serve(ctx context.Context, args []string, p process) error {
	c, _, err := parseWords("serve", args, p, nil)
	if err != nil {
		return err
	}
	log := newLog(p)
	if c.demo {
		b, pass, gone, err := demoBox(ctx, p, log)
		if err != nil {
			return err
		}
		defer gone()
		defer b.Close()
		return serveBox(ctx, c, p, log, b, fmt.Sprintf("Sign in as %s, password %s (all of it is gone when Fichebak stops)", demoName, pass))
	}
	b, err := openBox(ctx, c.data, p, log)
	if errors.Is(err, kv.ErrLocked) {
		if urls := whereServed(ctx, c.data); urls != "" {
			return fmt.Errorf("file in use: Fichebak is already running with %s: open %s in a browser, or stop it first", c.data, urls)
		}
	}
	if err != nil {
		return err
	}
	defer b.Close()
	return serveBox(ctx, c, p, log, b, "")
}

// whereServed is where the process that has a data file serves it, when it says so.
func whereServed(ctx context.Context, data string) string {
	var urls strings.Builder
	if conn := dialControl(data); conn == nil || askServer(ctx, conn, task{Do: doWhere}, &urls) != nil {
		return ""
	}
	return strings.Join(strings.Fields(urls.String()), " or ")
}

// serveBox wires the parts together and stops them in order: the scheduler, the job
// under way, the tasks of other commands, the live streams, the requests under way, and last the store.
func serveBox(ctx context.Context, c config, p process, log *slog.Logger, b *box, welcome string) error {
	ln, err := listen(c)
	if err != nil {
		return err
	}
	defer ln.Close()
	live, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	code, err := firstRunCode(ctx, b.Store, ln)
	if err != nil {
		return err
	}
	a, app, err := handlers.New(live, handlers.Options{
		Store: b.Store, Log: log, Now: p.now, Version: version, FirstRunCode: code, TemplatesFrom: c.templates,
		TrustedProxies: split(c.proxies), Secure: c.cert != "",
	})
	if err != nil {
		return err
	}
	defer a.Close()
	stopSchedule, err := schedule(ctx, b.Store, a, p, log)
	if err != nil {
		return err
	}
	defer stopSchedule()
	stopJobs := startJobs(ctx, b.Store, log)
	defer stopJobs()
	b.urls = c.urls(ln)
	stopControl := serveControl(live, b, log)
	defer stopControl()
	greet(p, b, code, welcome)
	log.Info("started", "version", version, "data", b.path, "schema", store.Schema(), "fiches", b.Len(), "address", ln.Addr().String())

	if p.started != nil {
		p.started(a.Tick)
	}
	err = serveUntil(ctx, app, ln, log, func() {
		stopSchedule()
		stopJobs()
		stopControl()
		a.Close()
	})
	return errors.Join(err, b.LeaveLists(context.WithoutCancel(ctx)))
}

// serveUntil serves until ctx ends, then has the parts stop that would keep requests
// from ending, and waits for those under way.
func serveUntil(ctx context.Context, app *fiber.App, ln net.Listener, log *slog.Logger, stopParts func()) error {
	failed := make(chan error, 1)
	go func() { failed <- app.Listener(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping")
	stopParts()
	err := app.ShutdownWithTimeout(stopWait)
	_ = ln.Close() // a stop that comes before the server has begun to accept does not close it
	<-failed       // Listener returns while requests are still drained; Shutdown has waited for them
	log.Info("stopped")
	return err
}

// firstRunCode is asked for in the first run where others than who started the
// program can reach it; empty when nobody else can, or there are users already.
func firstRunCode(ctx context.Context, s *store.Store, ln net.Listener) (string, error) {
	some, err := s.HasUsers(ctx)
	if err != nil || some {
		return "", err
	}
	if a, ok := ln.Addr().(*net.TCPAddr); ok && a.IP.IsLoopback() {
		return "", nil
	}
	return strings.ToLower(rand.Text()[:8]), nil
}

// greet says on standard output where to point a browser.
func greet(p process, b *box, code, welcome string) {
	fmt.Fprintf(p.stdout, "Fichebak %s\n", version)
	for _, u := range b.urls {
		fmt.Fprintf(p.stdout, "  %s\n", u)
	}
	fmt.Fprintf(p.stdout, "Data: %s\n", b.path)
	if code != "" {
		fmt.Fprintf(p.stdout, "First run: the page asks for this code: %s\n", code)
	}
	if welcome != "" {
		fmt.Fprintln(p.stdout, welcome)
	}
}

// newLog is text on a terminal, JSON otherwise.
func newLog(p process) *slog.Logger {
	if onTerminal(p.stderr) {
		return slog.New(slog.NewTextHandler(p.stderr, nil))
	}
	return slog.New(slog.NewJSONHandler(p.stderr, nil))
}
