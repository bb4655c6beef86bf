package boltkv

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A restored copy takes the place of the file while another process waits for it: what
// that one would write to the old file nobody would ever see.
func TestWhoWaitsForAFileThatIsReplacedGetsTheNewOne(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "box.db"), filepath.Join(dir, "copy.db")
	s := open(t, other, Options{})
	write(t, s, "which", "new")
	shut(t, s)
	held := open(t, path, Options{})
	write(t, held, "which", "old")
	opened := make(chan *Store)
	go func() {
		defer close(opened)
		if s, err := Open(path, Options{Timeout: 10 * time.Second}); err != nil {
			t.Error(err)
		} else {
			opened <- s
		}
	}()
	time.Sleep(200 * time.Millisecond) // it waits for the lock by now
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	shut(t, held)
	s = <-opened
	if s == nil {
		t.Fatal("not opened")
	}
	defer shut(t, s)
	if v := valueOf(t, s, "which"); v != "new" {
		t.Errorf("it opened the %s file", v)
	}
}
