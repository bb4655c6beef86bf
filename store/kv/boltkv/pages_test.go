package boltkv

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fichebak/store/kv"
)

// A page written over, whichever it is and whatever is on it then, is found or is one
// that nobody uses: opening and checking neither loop for ever nor end the process.
func TestEveryPageThatIsWrittenOverIsFoundOrFree(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	s := open(t, path, with(letters("x", 1, 9)))
	for i := range 60 {
		write(t, s, fmt.Sprintf("r/%03d", i), fmt.Sprintf("%d %0*d", i, 40+i%7*400, i))
	}
	write(t, s, "r/long", string(bytes.Repeat([]byte("x"), 20_000))) // on several pages
	shut(t, s)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := readMeta(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	whole = whole[:m.pages*m.pageSize]
	found, tried := 0, 0
	for id := uint64(firstPage); id < m.pages; id++ {
		for _, d := range []struct {
			at   uint64
			with []byte
		}{
			{0, bytes.Repeat([]byte{0x5a}, 400)}, {0, make([]byte, 4096)}, {8, []byte{4}}, {10, []byte{0xff, 0x0f}}, {12, []byte{0xff, 0xff, 0xff, 0x7f}},
			{16, bytes.Repeat([]byte{0xff}, 60)}, {24, []byte{byte(m.root)}}, {28, []byte{0xff, 0xff, 0xff}}, {300, bytes.Repeat([]byte{0xff}, 700)},
		} {
			torn := bytes.Clone(whole)
			copy(torn[id*m.pageSize+d.at:], d.with)
			tried++
			if !soundAfter(t, torn) {
				found++
			}
		}
	}
	if found < tried/3 {
		t.Errorf("%d of %d were found", found, tried)
	}
	t.Logf("%d of %d on %d pages", found, tried, m.pages)
}

// soundAfter tells whether a file opens and its check has nothing to say.
func soundAfter(t *testing.T, file []byte) bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "box.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	s, err := Open(path, with(letters("x", 1, 9)))
	if err == nil {
		err = s.Check(t.Context())
		shut(t, s)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	if err != nil && !errors.Is(err, kv.ErrDamaged) && !errors.Is(err, kv.ErrForeign) {
		t.Errorf("%v", err)
	}
	return err == nil
}
