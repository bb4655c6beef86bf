package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestADemoIsATemporaryBoxWithAnAccountAndIsGoneAtTheStop(t *testing.T) {
	tmp, err := os.MkdirTemp("", "fb") // a short path, so that the socket is in it too
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	t.Setenv("TMPDIR", tmp)
	s := serveHere(t, "-demo")
	data := strings.TrimPrefix(s.line("Data: "), "Data: ")
	if !strings.HasPrefix(data, tmp) {
		t.Errorf("the box is at %s", data)
	}
	_, rest, _ := strings.Cut(s.line("Sign in as "), "Sign in as ")
	name, rest, _ := strings.Cut(rest, ", password ")
	pass, _, _ := strings.Cut(rest, " ")
	c := signIn(t, s.url, name, pass)
	if c == nil {
		t.Fatalf("%q and %q do not sign in", name, pass)
	}
	if page := get(t, c, s.url+"/prospects"); !strings.Contains(page, `href="/prospects/f`) {
		t.Error("no example prospects")
	}
	if page := get(t, c, s.url+"/"); !strings.Contains(page, `lang="nl-BE"`) {
		t.Error("not in Dutch")
	}
	fichebak(t, "check", "-data", data).must(t)
	s.stop()
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func get(t *testing.T, c *http.Client, at string) string {
	t.Helper()
	r, err := c.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", at, r.Status, err)
	}
	return string(body)
}

func TestADemoIsInFrenchWhereTheComputerIs(t *testing.T) {
	p := surroundings()
	p.env = func(name string) string { return map[string]string{"LANG": "fr_BE.UTF-8"}[name] }
	b, _, gone, err := demoBox(t.Context(), p, newLog(p))
	if err != nil {
		t.Fatal(err)
	}
	defer gone()
	defer b.Close()
	if u, err := b.UserNamed(t.Context(), demoName); err != nil || u.Language != "fr" {
		t.Errorf("%+v %v", u, err)
	}
}

func TestOnTheNetworkEveryAddressIsPrintedAndTheFirstRunAsksForACode(t *testing.T) {
	s := serveHere(t, "-lan", "-data", newData(t))
	_, port, _ := strings.Cut(strings.TrimPrefix(s.url, "http://"), ":")
	want := []string{"localhost"}
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if ip := a.(*net.IPNet).IP; ip.IsGlobalUnicast() {
			want = append(want, ip.String())
		}
	}
	for _, host := range want {
		at := "http://" + net.JoinHostPort(host, port)
		if !strings.Contains(s.out.String(), "  "+at+"/\n") {
			t.Errorf("%s is not printed:\n%s", at, s.out.String())
		}
		if body := get(t, http.DefaultClient, at+"/health"); body != "ok dev\n" {
			t.Errorf("%s answers %q", at, body)
		}
	}
	_, code, _ := strings.Cut(s.line("First run:"), "code: ")
	if page := get(t, http.DefaultClient, s.url+"/first-run"); !strings.Contains(page, `name="code"`) {
		t.Error("the page does not ask for a code")
	}
	form := url.Values{"company": {"Claes"}, "name": {"Kim"}, "password": {"zeven ramen open"}, "language": {"nl"}, "start": {"empty"}}
	for _, try := range []struct {
		code   string
		status int
	}{{"", 422}, {"geraden1", 422}, {strings.ToUpper(code), 303}} {
		form.Set("code", try.code)
		c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		r, err := c.PostForm(s.url+"/first-run", form)
		if err != nil {
			t.Fatal(err)
		}
		if r.Body.Close(); r.StatusCode != try.status {
			t.Errorf("code %q: %s", try.code, r.Status)
		}
	}
}

func TestWithACertificateItServesOverTLS(t *testing.T) {
	cert, key := certificateFor(t, time.Now())
	s := serveHere(t, "-cert", cert, "-key", key, "-data", newData(t))
	if !strings.HasPrefix(s.url, "https://127.0.0.1:") {
		t.Fatalf("printed: %s", s.url)
	}
	address := strings.TrimPrefix(s.url, "https://")
	fichebak(t, "health", "-listen", address, "-cert", cert).must(t)
	fichebak(t, "health", s.url).refused(t, exitFailed, "certificate")
	fichebak(t, "-cert", cert, "-key", cert, "-data", newData(t)).refused(t, exitFailed, "read the certificate")
	_, other := certificateFor(t, time.Now())
	fichebak(t, "-cert", cert, "-key", other, "-data", newData(t)).refused(t, exitFailed, "private key does not match")
}

// certificateFor writes a certificate that names this machine, and its key.
func certificateFor(t *testing.T, now time.Time) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kassa.lan"}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), DNSNames: []string{"kassa.lan"}}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, b []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", raw)
}

// openStreams opens n live streams and reads the first frame of each, which is how a
// browser sees that it is connected.
func openStreams(t *testing.T, c *http.Client, at string, n int) {
	t.Helper()
	for i := range n {
		r, err := c.Get(fmt.Sprintf("%s/live?browser=b%d", at, i))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Body.Close() })
		if line, err := bufio.NewReader(r.Body).ReadString('\n'); err != nil || !strings.HasPrefix(line, "data:") {
			t.Fatalf("stream %d: %q %v", i, line, err)
		}
	}
}

func TestItStopsWithinASecondWithTenStreamsOpenAndLeavesNothingRunning(t *testing.T) {
	data := newData(t)
	fichebakIn(t, withInput("zeven ramen open\n"), "user", "add", "Kim", "-data", data).must(t)
	before := goroutines()
	inASecond(t, func() time.Duration {
		s := serveHere(t, "-data", data)
		kim := signIn(t, s.url, "Kim", "zeven ramen open")
		defer kim.CloseIdleConnections()
		openStreams(t, kim, s.url, 10)
		if n := strings.Count(s.log.String(), "stream opened"); n != 10 {
			t.Fatalf("%d streams are open", n)
		}
		return s.stop()
	})
	var left []string
	for range 100 {
		if left = more(goroutines(), before); len(left) == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left:\n%s", len(left), strings.Join(left, "\n\n"))
}

// inASecond fails the test when a stop takes more than a second, three times in a row:
// once it may be that the computer has much else to do.
func inASecond(t *testing.T, stop func() time.Duration) {
	t.Helper()
	var took time.Duration
	for range 3 {
		if took = stop(); took < time.Second {
			return
		}
	}
	t.Errorf("the stop took %v", took)
}

func withInput(text string) process {
	p := surroundings()
	p.stdin = strings.NewReader(text)
	return p
}

// goroutines are the stacks of all that run, by their number.
func goroutines() map[string]string {
	buf := make([]byte, 8<<20)
	buf = buf[:runtime.Stack(buf, true)]
	all := map[string]string{}
	for g := range bytes.SplitSeq(buf, []byte("\n\n")) {
		head, _, _ := strings.Cut(string(g), " [")
		all[head] = string(g)
	}
	return all
}

// more are the goroutines that were not there before, but for those of the browser of
// the test, of the test itself, and two of fasthttp: one writes the date of answers for
// as long as a process lives, the other looks every ten seconds whether it is to end.
func more(now, before map[string]string) (list []string) {
	others := []string{"net/http.(*persistConn)", "main.goroutines(", "fasthttp.updateServerDate", "fasthttp.(*workerPool).Start"}
	for head, stack := range now {
		if before[head] == "" && !slices.ContainsFunc(others, func(o string) bool { return strings.Contains(stack, o) }) {
			list = append(list, stack)
		}
	}
	return list
}

func TestAStopThatComesAtOnceIsAStop(t *testing.T) {
	for range 3 {
		inASecond(t, func() time.Duration { return serveHere(t, "-data", newData(t)).stop() })
	}
}
