package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestWhatWasSavedOutlivesAPowerCut kills the program while four people save as fast
// as they can, a few times over: what a browser was told is saved is there, the file is
// sound, and the socket that is left behind is in nobody's way.
func TestWhatWasSavedOutlivesAPowerCut(t *testing.T) {
	s := startServer(t, wednesday(10, 42))
	fichebakIn(t, withInput("zeven ramen open\n"), "user", "add", "Kim", "-data", s.data).must(t)
	kim := signIn(t, s.url, "Kim", "zeven ramen open")
	saved := map[string]bool{}
	for round := range 4 {
		names := saveUntilKilled(t, s, kim, round)
		if len(names) == 0 {
			t.Fatal("nothing was saved")
		}
		for _, n := range names {
			saved[n] = true
		}
		if _, err := os.Lstat(s.data + ".sock"); err != nil {
			t.Error("no socket was left behind:", err)
		}
		fichebak(t, "check", "-data", s.data).must(t)
		export := fichebak(t, "export", "-data", s.data).must(t)
		for n := range saved {
			if !strings.Contains(export, `"name":"`+n+`"`) {
				t.Errorf("round %d: %s was saved, and is gone", round, n)
			}
		}
		s.restart()
		fichebak(t, "check", "-data", s.data).must(t)
		if page := get(t, kim, s.url+"/prospects?q="+url.QueryEscape(names[0])); !strings.Contains(page, names[0]) {
			t.Error("not signed in any more, or not found")
		}
	}
	t.Logf("%d prospects were saved", len(saved))
}

// waitForSave bounds the first save.
const waitForSave = 20 * time.Second

// saveUntilKilled has four people save prospects, kills the server under their hands
// and answers the names of those of which the browser heard that they are saved.
func saveUntilKilled(t *testing.T, s *server, c *http.Client, round int) (names []string) {
	t.Helper()
	var mu sync.Mutex
	var people sync.WaitGroup
	var begun sync.Once
	first := make(chan struct{}) // on a busy computer it may take longer than what follows
	for who := range 4 {
		people.Go(func() {
			for i := 0; ; i++ {
				name := fmt.Sprintf("Claes %d-%d-%d", round, who, i)
				r, err := c.PostForm(s.url+"/prospects", url.Values{"name": {name}, "active": {"yes"}})
				if err != nil {
					return // the power is gone
				}
				r.Body.Close()
				if r.StatusCode != http.StatusSeeOther {
					t.Errorf("saving %s: %s", name, r.Status)
					return
				}
				mu.Lock()
				names = append(names, name)
				mu.Unlock()
				begun.Do(func() { close(first) })
			}
		})
	}
	select {
	case <-first:
	case <-time.After(waitForSave):
	}
	time.Sleep(time.Duration(100+round*70) * time.Millisecond)
	s.kill()
	people.Wait()
	return names
}

func TestTwoProgramsOnOneFileAndOneAddress(t *testing.T) {
	s := startServer(t, wednesday(10, 42))
	fichebak(t, "-listen", "127.0.0.1:0", "-data", s.data).refused(t, exitFailed, "Fichebak is already running with "+s.data, s.url)
	fichebak(t, "-listen", strings.TrimPrefix(s.url, "http://"), "-data", newData(t)).refused(t, exitFailed, "address already in use")
	if r, err := http.Get(s.url + "/health"); err != nil {
		t.Error(err)
	} else {
		r.Body.Close()
	}
	inASecond(t, func() time.Duration {
		took := s.stop()
		if _, err := os.Lstat(s.data + ".sock"); err == nil {
			t.Error("the socket is left behind")
		}
		s.restart()
		return took
	})
}
