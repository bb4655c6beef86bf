package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// A data file has one process at a time. The one that serves it answers the others on
// a socket beside the file, which only who owns it can open: a task goes in as JSON,
// what the sub-command is to print comes back.

// maxSocket is how long the path of a socket may be; the strictest system takes 103.
const maxSocket = 100

// How long the two sides of the socket wait for each other.
const (
	dialWait    = time.Second
	controlWait = 300 * time.Millisecond // for tasks under way at a stop
)

// errorTrailer is what follows an answer that failed on the way.
const errorTrailer = "Fichebak-Error"

// sockets are the paths where the socket of a data file may be: beside it, and where
// that is too long or the file system has no sockets, in a folder of the user's own
// among the temporary ones.
func sockets(data string) []string {
	if abs, err := filepath.Abs(data); err == nil {
		data = abs
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(data)); err == nil {
		data = filepath.Join(dir, filepath.Base(data))
	}
	var list []string
	if beside := data + ".sock"; len(beside) <= maxSocket {
		list = append(list, beside)
	}
	sum := sha256.Sum256([]byte(data))
	return append(list, filepath.Join(socketFolder(), hex.EncodeToString(sum[:8])+".sock"))
}

func socketFolder() string {
	return filepath.Join(os.TempDir(), "fichebak-"+strconv.Itoa(os.Getuid()))
}

// listenControl opens the socket of a data file that this process holds: one that is
// there already was left by a process that was killed.
func listenControl(data string) (net.Listener, error) {
	var failed error
	for _, path := range sockets(data) {
		ln, err := listenSocket(path)
		if err == nil {
			return ln, nil
		}
		failed = errors.Join(failed, err)
	}
	return nil, failed
}

func listenSocket(path string) (net.Listener, error) {
	if dir := filepath.Dir(path); dir == socketFolder() {
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if info, err := os.Lstat(dir); err != nil || !ours(info) {
			return nil, fmt.Errorf("%s belongs to somebody else", dir)
		}
	}
	if info, err := os.Lstat(path); err == nil && info.Mode().Type() != fs.ModeSocket {
		return nil, fmt.Errorf("%s is no socket", path)
	} else if err == nil {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	defer closed()()
	ln, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return ln, nil
}

// dialControl reaches the process that serves a data file; nil when there is none.
func dialControl(data string) net.Conn {
	for _, path := range sockets(data) {
		if info, err := os.Lstat(filepath.Dir(path)); filepath.Dir(path) == socketFolder() && (err != nil || !ours(info)) {
			continue // somebody else would hear the tasks
		}
		if conn, err := net.DialTimeout("unix", path, dialWait); err == nil {
			return conn
		}
	}
	return nil
}

// serveControl answers tasks for the box until stop is called, which ends those under
// way. Where no socket can be had the server runs all the same.
func serveControl(ctx context.Context, b *box, log *slog.Logger) (stop func()) {
	ln, err := listenControl(b.path)
	if err != nil {
		log.Warn("no control socket: other commands will not work while serving", "err", err)
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	srv := &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answerTask(w, r, b, log) }),
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: dialWait,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.Serve(ln) // it ends by being stopped
	}()
	return func() {
		cancel()
		limit, end := context.WithTimeout(context.WithoutCancel(ctx), controlWait)
		defer end()
		if srv.Shutdown(limit) != nil {
			_ = srv.Close()
		}
		<-done
	}
}

func answerTask(w http.ResponseWriter, r *http.Request, b *box, log *slog.Logger) {
	w.Header().Set("Trailer", errorTrailer)
	// at a stop nobody waits for who reads slowly
	defer context.AfterFunc(r.Context(), func() {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0))
	})()
	var t task
	err := json.NewDecoder(r.Body).Decode(&t)
	if err == nil {
		log.Info("task from the control socket", "do", t.Do)
		err = b.perform(r.Context(), t, w)
	}
	if err != nil {
		w.Header().Set(errorTrailer, url.QueryEscape(explain(err)))
	}
}

// askServer has the process behind conn do a task, and writes what it answers.
func askServer(ctx context.Context, conn net.Conn, t task, out io.Writer) error {
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	transport := &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) {
		defer func() { conn = nil }()
		if conn == nil {
			return nil, net.ErrClosed // a second try has nobody to ask
		}
		return conn, nil
	}}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://fichebak/", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r, err := transport.RoundTrip(req)
	if err != nil {
		return fmt.Errorf("ask the running server: %w", err)
	}
	defer r.Body.Close()
	w := &noting{w: out}
	switch _, err := io.Copy(w, r.Body); {
	case w.err != nil:
		return w.err
	case err != nil:
		return fmt.Errorf("the server stopped before it had finished: %w", err)
	}
	if text, err := url.QueryUnescape(r.Trailer.Get(errorTrailer)); text != "" || err != nil {
		return errors.Join(errors.New(text), err)
	}
	return nil
}

// noting remembers the error of a writer, to tell it from one of the reader.
type noting struct {
	w   io.Writer
	err error
}

func (n *noting) Write(p []byte) (int, error) {
	var k int
	k, n.err = n.w.Write(p)
	return k, n.err
}
