package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

func TestAUserOfTheCommandLineSignsInAndIsSignedOutByANewPassword(t *testing.T) {
	data := newData(t)
	s := serveHere(t, "-data", data)
	in := surroundings()
	in.stdin = strings.NewReader("zeven ramen open\nen nog een regel\n")
	if out := fichebakIn(t, in, "user", "add", "Kim Peeters", "-data", data).must(t); out != "Kim Peeters can sign in, as admin\n" {
		t.Errorf("%q", out)
	}
	kim := signIn(t, s.url, "Kim Peeters", "zeven ramen open")
	if kim == nil {
		t.Fatal("the password of standard input does not sign in")
	}
	out := fichebak(t, "user", "passwd", "kim peeters", "-data", data).must(t)
	made := strings.TrimSpace(out[strings.LastIndexByte(out, ' '):])
	if r, err := kim.Get(s.url + "/prospects"); err != nil {
		t.Fatal(err)
	} else if r.Body.Close(); r.StatusCode == http.StatusOK {
		t.Error("still signed in after a new password")
	}
	if signIn(t, s.url, "Kim Peeters", "zeven ramen open") != nil {
		t.Error("the old password still signs in")
	}
	if signIn(t, s.url, "Kim Peeters", made) == nil {
		t.Errorf("the password %q that was made up does not sign in", made)
	}
	in.stdin = strings.NewReader("kort\n")
	fichebakIn(t, in, "user", "passwd", "Kim Peeters", "-data", data).refused(t, exitFailed, "at least 10 characters")
	fichebak(t, "user", "add", "Els De Smet", "-data", data).must(t)
	if list := fichebak(t, "user", "list", "-data", data).must(t); !strings.Contains(list, "Els De Smet  worker") || strings.Contains(list, "Kim Peeters  admin   nl        never") {
		t.Errorf("list:\n%s", list)
	}
}

func TestTheFirstAccountIsThatOfAnAdmin(t *testing.T) {
	data := newData(t)
	fichebak(t, "user", "add", "Els", "-role", "reader", "-data", data).refused(t, exitFailed, "the first account is that of an admin")
	fichebak(t, "user", "add", "Els", "-role", "admin", "-data", data).must(t)
}

// signIn is a browser in which somebody signed in; nil when that was refused.
func signIn(t *testing.T, at, name, pass string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(c.CloseIdleConnections)
	r, err := c.PostForm(at+"/session", url.Values{"session.name": {name}, "session.password": {pass}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusSeeOther {
		return nil
	}
	return c
}

func TestALineOfAPasswordIsNotWaitedForAfterAStop(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	defer w.Close()
	p := surroundings()
	p.stdin = r
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"user", "add", "Kim", "-data", newData(t)}, p) }()
	stop()
	if code := <-ended; code != exitFailed {
		t.Errorf("code %d", code)
	}
}
