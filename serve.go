package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fichebak/handlers"
	"fichebak/store"
	"fichebak/store/kv/boltkv"
)

// lockWait is how long opening waits for another process to let go of the file.
const lockWait = 300 * time.Millisecond

// stopWait bounds how long requests under way may take when the server stops.
const stopWait = 5 * time.Second

// openBox opens the data file.
func openBox(ctx context.Context, path string, p process, log *slog.Logger) (*store.Store, *boltkv.Store, error) {
	db, err := boltkv.Open(path, boltkv.Options{Indexes: store.Indexes(), Timeout: lockWait})
	if err != nil {
		return nil, nil, err
	}
	s, err := store.Open(ctx, db, store.Options{Now: p.now, Log: log})
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return s, db, nil
}

// serve runs the server until ctx ends.
func serve(ctx context.Context, args []string, p process) error {
	c, rest, err := parse("serve", args, p, nil)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usageError{"too many words: " + strings.Join(rest, " ")}
	}
	log := newLog(p)
	if c.demo {
		dir, err := os.MkdirTemp("", "fichebak-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.data = filepath.Join(dir, "demo.db")
	}
	s, _, err := openBox(ctx, c.data, p, log)
	if err != nil {
		return err
	}
	defer s.Close()
	return serveBox(ctx, c, p, log, s)
}

// serveBox wires the parts together and stops them in order: the scheduler, the live
// streams, the requests under way, and last the store.
func serveBox(ctx context.Context, c config, p process, log *slog.Logger, s *store.Store) error {
	ln, err := listen(c)
	if err != nil {
		return err
	}
	defer ln.Close()
	live, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	code, err := firstRunCode(ctx, s, ln)
	if err != nil {
		return err
	}
	a, app, err := handlers.New(live, handlers.Options{
		Store: s, Log: log, Now: p.now, Version: version, FirstRunCode: code, TemplatesFrom: c.templates,
		TrustedProxies: split(c.proxies), Secure: c.cert != "",
	})
	if err != nil {
		return err
	}
	defer a.Close()
	stopSchedule, err := schedule(ctx, s, a, p, log)
	if err != nil {
		return err
	}
	defer stopSchedule()
	greet(p, c, ln, code)
	log.Info("started", "version", version, "data", c.data, "schema", store.Schema(), "fiches", s.Len(), "address", ln.Addr().String())

	if p.started != nil {
		p.started(a.Tick)
	}
	failed := make(chan error, 1)
	go func() { failed <- app.Listener(ln) }()
	select {
	case err = <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping")
	stopSchedule()
	a.Close()
	err = app.ShutdownWithTimeout(stopWait)
	_ = ln.Close() // a stop that comes before the server has begun to accept does not close it
	<-failed       // Listener returns while requests are still drained; Shutdown has waited for them
	log.Info("stopped")
	return err
}

// listen opens the address, with TLS when there is a certificate.
func listen(c config) (net.Listener, error) {
	addr := c.listen
	if c.lan {
		_, port, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, usageError{fmt.Sprintf("-listen %s: %v", addr, err)}
		}
		addr = ":" + port
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	if c.cert == "" {
		return ln, nil
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read certificate: %w", err), ln.Close())
	}
	return tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}), nil
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
func greet(p process, c config, ln net.Listener, code string) {
	scheme := "http"
	if c.cert != "" {
		scheme = "https"
	}
	fmt.Fprintf(p.stdout, "Fichebak %s\n", version)
	for _, u := range addresses(ln) {
		fmt.Fprintf(p.stdout, "  %s://%s/\n", scheme, u)
	}
	fmt.Fprintf(p.stdout, "Data: %s\n", c.data)
	if code != "" {
		fmt.Fprintf(p.stdout, "First run: the page asks for this code: %s\n", code)
	}
}

// addresses are those under which the listener can be reached.
func addresses(ln net.Listener) []string {
	a, ok := ln.Addr().(*net.TCPAddr)
	if !ok || !a.IP.IsUnspecified() {
		return []string{ln.Addr().String()}
	}
	port := fmt.Sprint(a.Port)
	list := []string{net.JoinHostPort("localhost", port)}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return list
	}
	for _, x := range all {
		if n, ok := x.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			list = append(list, net.JoinHostPort(n.IP.String(), port))
		}
	}
	return list
}

func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// newLog is text on a terminal, JSON otherwise.
func newLog(p process) *slog.Logger {
	if f, ok := p.stderr.(*os.File); ok {
		if i, err := f.Stat(); err == nil && i.Mode()&os.ModeCharDevice != 0 {
			return slog.New(slog.NewTextHandler(p.stderr, nil))
		}
	}
	return slog.New(slog.NewJSONHandler(p.stderr, nil))
}
