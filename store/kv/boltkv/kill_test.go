package boltkv

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fichebak/store/kv"
)

// envKill has a process of this test binary write to a file until it is killed.
const envKill = "BOLTKV_WRITE_TO"

func killDefs() []kv.IndexDef { return []kv.IndexDef{letters("x", 1, 12)} }

// TestWritesUntilKilled is the child of the test below; by itself it does nothing.
func TestWritesUntilKilled(t *testing.T) {
	path := os.Getenv(envKill)
	if path == "" {
		return
	}
	s, err := Open(path, Options{Indexes: killDefs(), Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second) // should nobody kill it
	for i := uint64(0); time.Now().Before(deadline); i++ {
		rev, err := s.Update(t.Context(), func(tx kv.RwTx) error { return writeRound(tx) })
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("acknowledged %d\n", rev)
	}
}

// writeRound writes one record under the number of its commit, and two that must
// always be the same.
func writeRound(tx kv.RwTx) error {
	n := uint64(tx.Rev()) + 1
	val := fmt.Appendf(nil, "%012d %0*d", n*7919%1000, n*131%3000, n)
	if err := tx.Put(commitKey(n), val); err != nil {
		return err
	}
	if n%5 == 0 {
		if err := tx.Delete(commitKey(n - 4)); err != nil {
			return err
		}
	}
	if err := tx.Put([]byte("left"), val); err != nil {
		return err
	}
	return tx.Put([]byte("right"), val)
}

func commitKey(n uint64) []byte { return binary.BigEndian.AppendUint64([]byte("r/"), n) }

func TestWhatWasAcknowledgedOutlivesAKilledProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	var last uint64
	for round := range 6 {
		acknowledged := writeAndKill(t, path, time.Duration(20+round*35)*time.Millisecond)
		s := open(t, path, Options{Indexes: killDefs()})
		sound(t, s)
		rev, err := s.Sync(t.Context())
		if err != nil || uint64(rev) < acknowledged || acknowledged <= last {
			t.Fatalf("round %d: the file is at %d (%v), acknowledged was %d, before that %d", round, rev, err, acknowledged, last)
		}
		if l, r := valueOf(t, s, "left"), valueOf(t, s, "right"); l != r || l == "" {
			t.Errorf("round %d: half a commit", round)
		}
		for n := uint64(1); n <= uint64(rev); n++ {
			gone := n%5 == 1 && n+4 <= uint64(rev)
			if v := valueOf(t, s, string(commitKey(n))); (v == "") != gone {
				t.Fatalf("round %d: commit %d of %d: %.20q", round, n, rev, v)
			}
		}
		last = uint64(rev)
		shut(t, s)
	}
	t.Logf("%d commits", last)
}

// writeAndKill runs the child, kills it some time after its first commit and answers
// the last one it acknowledged.
func writeAndKill(t *testing.T, path string, after time.Duration) (last uint64) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestWritesUntilKilled$", "-test.v")
	cmd.Env = append(os.Environ(), envKill+"="+path)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var kill *time.Timer
	var said strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var n uint64
		if _, err := fmt.Sscanf(lines.Text(), "acknowledged %d", &n); err != nil {
			fmt.Fprintln(&said, lines.Text())
			continue
		}
		if last = n; kill == nil {
			kill = time.AfterFunc(after, func() { cmd.Process.Kill() }) //nolint:errcheck // it may have ended by itself
		}
	}
	if kill != nil {
		kill.Stop()
	}
	if err := cmd.Wait(); err == nil || last == 0 {
		t.Fatalf("the child was not killed, or wrote nothing: %v\n%s%s", err, said.String(), stderr.String())
	}
	return last
}
