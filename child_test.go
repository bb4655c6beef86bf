package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// childEnv has the test binary be the program itself, so that a test can kill it like
// a power cut and start it again.
const childEnv = "FICHEBAK_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		os.Exit(child())
	}
	os.Exit(m.Run())
}

// child runs the program with a clock that the test sets: each line on standard input
// is an instant, and makes the scheduler look.
func child() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var offset atomic.Int64
	now := func() time.Time { return time.Now().Add(time.Duration(offset.Load())) }
	set := func(line string) {
		if t, err := time.Parse(time.RFC3339, strings.TrimSpace(line)); err == nil {
			offset.Store(int64(time.Until(t)))
		}
	}
	set(os.Getenv(childEnv))
	p := process{env: func(string) string { return "" }, stdin: strings.NewReader(""), stdout: os.Stdout, stderr: os.Stderr, now: now}
	p.started = func(tick func(time.Time)) {
		go func() {
			in := bufio.NewScanner(os.Stdin)
			for in.Scan() {
				set(in.Text())
				tick(now())
				fmt.Println("ticked")
			}
		}()
	}
	return run(ctx, os.Args[1:], p)
}

// brussels is the zone of the shop.
var brussels = func() *time.Location {
	l, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		panic(err)
	}
	return l
}()

// wednesday is the moment of the drawn screens, on a day and hour of their own:
// Wednesday 21 October 2026.
func wednesday(hour, minute int) time.Time {
	return time.Date(2026, 10, 21, hour, minute, 0, 0, brussels)
}

// server is a program under test, in a process of its own.
type server struct {
	t    testing.TB
	url  string
	data string
	at   time.Time
	args []string
	log  string // file
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
}

// startServer starts the program on a new data file at an instant.
func startServer(t testing.TB, at time.Time, args ...string) *server {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	ln.Close()
	s := &server{t: t, url: "http://" + addr, data: filepath.Join(t.TempDir(), "box.db"), at: at}
	s.args = append([]string{"-listen", addr, "-data", s.data}, args...)
	s.start()
	t.Cleanup(func() {
		if s.cmd != nil {
			s.stop()
		}
	})
	return s
}

func (s *server) start() {
	s.t.Helper()
	cmd := exec.Command(os.Args[0], s.args...)
	// the race detector would have the process sleep a second at its end
	cmd.Env = append(os.Environ(), childEnv+"="+s.at.Format(time.RFC3339), "GORACE=atexit_sleep_ms=0")
	log, err := os.Create(filepath.Join(s.t.TempDir(), "log"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	cmd.Stderr, s.log = log, log.Name()
	in, err := cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.cmd, s.in, s.out = cmd, in, bufio.NewReader(out)
	for range 1000 {
		if r, err := http.Get(s.url + "/health"); err == nil {
			r.Body.Close()
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	text, _ := os.ReadFile(log.Name())
	s.t.Fatalf("server did not start:\n%s", text)
}

// restart starts the program again on the same file and address.
func (s *server) restart() {
	s.t.Helper()
	s.start()
}

// kill ends the program like a power cut.
func (s *server) kill() {
	s.t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	_ = s.cmd.Wait()
}

// stop asks the program to end, and answers how long it took.
func (s *server) stop() time.Duration {
	s.t.Helper()
	begin := time.Now()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
	s.cmd = nil
	return time.Since(begin)
}

// clock sets the program's clock and has its scheduler look.
func (s *server) clock(at time.Time) {
	s.t.Helper()
	s.at = at
	if _, err := fmt.Fprintln(s.in, at.Format(time.RFC3339)); err != nil {
		s.t.Fatal(err)
	}
	for {
		line, err := s.out.ReadString('\n')
		if err != nil {
			s.t.Fatal(err)
		}
		if strings.TrimSpace(line) == "ticked" {
			return
		}
	}
}
