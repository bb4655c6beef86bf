package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// outcome is what a run of the program came to.
type outcome struct {
	code     int
	out, err string
}

// must fails the test unless the run went well, and answers what it printed.
func (o outcome) must(t testing.TB) string {
	t.Helper()
	if o.code != exitOK {
		t.Fatalf("exit code %d\n%s%s", o.code, o.out, o.err)
	}
	return o.out
}

// refused fails the test unless the run failed with this code, saying all of this.
func (o outcome) refused(t testing.TB, code int, says ...string) {
	t.Helper()
	if o.code != code {
		t.Errorf("exit code %d, want %d\n%s%s", o.code, code, o.out, o.err)
	}
	for _, s := range says {
		if !strings.Contains(o.err, s) {
			t.Errorf("it does not say %q but:\n%s", s, o.err)
		}
	}
}

// surroundings are those of a run in a test: nothing in the environment, nothing on
// standard input, and a clock that stands.
func surroundings() process {
	return process{env: func(string) string { return "" }, stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: func() time.Time { return wednesday(10, 42) }}
}

// fichebak runs the program to its end.
func fichebak(t testing.TB, args ...string) outcome {
	t.Helper()
	return fichebakIn(t, surroundings(), args...)
}

func fichebakIn(t testing.TB, p process, args ...string) outcome {
	t.Helper()
	var out, said bytes.Buffer
	p.stdout, p.stderr = &out, &said
	code := run(t.Context(), args, p)
	return outcome{code, out.String(), said.String()}
}

// shared is a buffer that one writes and another reads.
type shared struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// serving is the program serving, in this process.
type serving struct {
	t        testing.TB
	url      string
	out, log shared
	end      context.CancelFunc
	code     chan int
}

// serveHere starts the program on a port of its own; it is stopped with the test.
func serveHere(t testing.TB, args ...string) *serving {
	t.Helper()
	s := &serving{t: t, code: make(chan int, 1)}
	p := surroundings()
	p.stdout, p.stderr = &s.out, &s.log
	up := make(chan struct{})
	p.started = func(func(time.Time)) { close(up) }
	ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
	s.end = end
	go func() { s.code <- run(ctx, append([]string{"-listen", "127.0.0.1:0"}, args...), p) }()
	select {
	case <-up:
	case code := <-s.code:
		t.Fatalf("it ended with %d\n%s", code, s.log.String())
	case <-time.After(20 * time.Second):
		t.Fatal("it does not start")
	}
	s.url = s.line("http")
	t.Cleanup(func() { s.stop() })
	return s
}

// line is the first line the program printed that begins with this.
func (s *serving) line(begins string) string {
	s.t.Helper()
	for l := range strings.Lines(s.out.String()) {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, begins) {
			return strings.TrimSuffix(l, "/")
		}
	}
	s.t.Fatalf("no line begins with %s in:\n%s", begins, s.out.String())
	return ""
}

// stop asks the program to end, and answers how long that took; a second time does
// nothing.
func (s *serving) stop() time.Duration {
	s.t.Helper()
	if s.end == nil {
		return 0
	}
	begin := time.Now()
	s.end()
	s.end = nil
	select {
	case code := <-s.code:
		if code != exitOK {
			s.t.Errorf("it ended with %d\n%s", code, s.log.String())
		}
	case <-time.After(20 * time.Second):
		s.t.Fatal("it does not stop")
	}
	return time.Since(begin)
}

// newData is the path of a data file that is not there yet.
func newData(t testing.TB) string { return filepath.Join(t.TempDir(), "box.db") }

// boxOf is the path of a data file with so many invented fiches and an admin, Kim.
func boxOf(t testing.TB, fiches string) string {
	t.Helper()
	data := newData(t)
	fichebak(t, "demo", "-n", fiches, "-data", data).must(t)
	fichebak(t, "user", "add", "Kim Peeters", "-data", data).must(t)
	return data
}
