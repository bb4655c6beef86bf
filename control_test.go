package main

import (
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestTheOtherCommandsWorkWhileServing(t *testing.T) {
	data := boxOf(t, "30")
	closed := fichebak(t, "export", "-data", data).must(t)
	s := serveHere(t, "-data", data)
	if out := fichebak(t, "check", "-data", data).must(t); !strings.Contains(out, "is sound: 30 fiches, 1 users, schema ") {
		t.Errorf("check: %q", out)
	}
	if fichebak(t, "export", "-data", data).must(t) != closed {
		t.Error("the export is another than that of the closed file")
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if out := fichebak(t, "backup", copied, "-data", data).must(t); out != copied+": 30 fiches, 1 users, checked\n" {
		t.Errorf("backup: %q", out)
	}
	if fichebak(t, "export", "-data", copied).must(t) != closed {
		t.Error("the copy holds something else")
	}
	fichebak(t, "user", "add", "Els De Smet", "-role", "reader", "-language", "fr", "-data", data).must(t)
	fichebak(t, "user", "disable", "Els De Smet", "-data", data).must(t)
	list := fichebak(t, "user", "list", "-data", data).must(t)
	if !strings.Contains(list, "Kim Peeters  admin   nl        never") || !strings.Contains(list, "Els De Smet  reader  fr        never           disabled") {
		t.Errorf("list:\n%s", list)
	}
	// what goes wrong in the serving process is said, and counts, as it would here
	fichebak(t, "user", "add", "Els De Smet", "-data", data).refused(t, exitFailed, `there is a user "Els De Smet" already`)
	fichebak(t, "user", "disable", "Kim Peeters", "-data", data).refused(t, exitFailed, "is the last admin who can sign in")
	s.stop()
	if out := fichebak(t, "user", "list", "-data", data).must(t); out != list {
		t.Errorf("after the stop:\n%s", out)
	}
}

func TestWhatReplacesTheFileIsRefusedWhileServing(t *testing.T) {
	data := boxOf(t, "2")
	copied, lines := filepath.Join(t.TempDir(), "copy.db"), filepath.Join(t.TempDir(), "all.jsonl")
	fichebak(t, "backup", copied, "-data", data).must(t)
	if err := os.WriteFile(lines, []byte(fichebak(t, "export", "-data", data).must(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := newData(t)
	for _, served := range []string{data, empty} {
		s := serveHere(t, "-data", served)
		const why = "not while Fichebak is serving this file: stop it first"
		fichebak(t, "restore", copied, "-data", served).refused(t, exitFailed, why)
		fichebak(t, "import", lines, "-data", served).refused(t, exitFailed, why)
		fichebak(t, "demo", "-data", served).refused(t, exitFailed, why)
		s.stop()
		only(t, served)
	}
}

// only fails the test when there is more in the folder of the data file than it and
// its lists.
func only(t *testing.T, data string, more ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); name != filepath.Base(data) && name != filepath.Base(data)+".lists" && !strings.Contains(strings.Join(more, " "), name) {
			t.Errorf("%s is left behind", name)
		}
	}
}

func TestASecondStartSaysThatTheFirstIsRunningAndWhere(t *testing.T) {
	s := serveHere(t, "-data", newData(t))
	data := strings.TrimPrefix(s.line("Data: "), "Data: ")
	fichebak(t, "-listen", "127.0.0.1:0", "-data", data).refused(t, exitFailed, "Fichebak is already running with "+data, "open "+s.url+"/ in a browser")
	if r, err := http.Get(s.url + "/health"); err != nil {
		t.Error("the first is gone:", err)
	} else {
		r.Body.Close()
	}
}

func TestATakenAddressIsSaid(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	fichebak(t, "-listen", ln.Addr().String(), "-data", newData(t)).refused(t, exitFailed, "address already in use", "choose another with -listen")
}

func TestOnlyTheOwnerCanReadTheFileAndOpenTheSocket(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are kept otherwise there")
	}
	data := filepath.Join(t.TempDir(), "own", "box.db")
	serveHere(t, "-data", data)
	for path, want := range map[string]fs.FileMode{filepath.Dir(data): 0o700, data: 0o600, data + ".sock": 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has rights %o, want %o", path, got, want)
		}
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	fichebak(t, "backup", copied, "-data", data).must(t)
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy: %v %v", info, err)
	}
}

// A path of a socket has about a hundred bytes; a data file may lie deeper.
func TestADeepDataFileHasItsSocketAmongTheTemporaryFiles(t *testing.T) {
	short := t.TempDir()
	t.Setenv("TMPDIR", short)
	data := filepath.Join(t.TempDir(), strings.Repeat("d", 60), strings.Repeat("e", 60), "box.db")
	s := serveHere(t, "-data", data)
	fichebak(t, "check", "-data", data).must(t)
	found, err := filepath.Glob(filepath.Join(short, "*", "*.sock"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	if info, err := os.Stat(filepath.Dir(found[0])); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("its folder: %v %v", info.Mode(), err)
	}
	s.stop()
	if _, err := os.Stat(found[0]); err == nil {
		t.Error("the socket is left behind")
	}
}

// Whoever can write among the temporary files could make the folder first, and hear
// what the commands send.
func TestASocketInAFolderOfSomebodyElseIsNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are kept otherwise there")
	}
	t.Setenv("TMPDIR", t.TempDir())
	data := filepath.Join(t.TempDir(), strings.Repeat("d", 120), "box.db")
	path := sockets(data)[0]
	if err := os.Mkdir(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	fichebak(t, "user", "add", "Kim", "-data", data).must(t)
	s := serveHere(t, "-data", data)
	if !strings.Contains(s.log.String(), "no control socket") {
		t.Errorf("the log does not say so:\n%s", s.log.String())
	}
	fichebak(t, "check", "-data", data).refused(t, exitFailed, "Fichebak is already running with this file")
}

// After a power cut the socket is still there, with nobody behind it.
func TestASocketThatWasLeftBehindIsNoObstacle(t *testing.T) {
	data := boxOf(t, "2")
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Name: data + ".sock", Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	ln.SetUnlinkOnClose(false)
	ln.Close()
	fichebak(t, "check", "-data", data).must(t)
	s := serveHere(t, "-data", data)
	fichebak(t, "user", "list", "-data", data).must(t)
	s.stop()
	only(t, data)
}

func TestAFileWhereTheSocketWouldBeIsLeftAlone(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	data := boxOf(t, "2")
	if err := os.WriteFile(data+".sock", []byte("van Kim"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serveHere(t, "-data", data)
	fichebak(t, "check", "-data", data).must(t) // by the socket among the temporary files
	s.stop()
	if text, err := os.ReadFile(data + ".sock"); err != nil || string(text) != "van Kim" {
		t.Errorf("%q %v", text, err)
	}
}

// A server that starts holds the file before it answers on its socket.
func TestACommandWaitsForAServerThatStarts(t *testing.T) {
	data := boxOf(t, "2")
	file, err := openFile(data)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(2 * lockWait)
		file.Close()
	}()
	fichebak(t, "check", "-data", data).must(t)
}

// A slow reader of an export does not hold up the stop, and knows that it has only a
// part.
func TestAStopDoesNotWaitForTasksAndSaysThatTheyAreCutOff(t *testing.T) {
	data := boxOf(t, "2000")
	inASecond(t, func() time.Duration {
		s := serveHere(t, "-data", data)
		r, w := io.Pipe()
		cut := make(chan outcome, 1)
		go func() {
			p := surroundings()
			var said shared
			p.stdout, p.stderr = w, &said
			code := run(t.Context(), []string{"export", "-data", data}, p)
			w.Close()
			cut <- outcome{code: code, err: said.String()}
		}()
		if _, err := io.ReadFull(r, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		took := s.stop()
		go io.Copy(io.Discard, r) //nolint:errcheck // what is left of it
		if o := <-cut; o.code != exitFailed || !strings.Contains(o.err, "stopped before it had finished") {
			t.Errorf("%d %s", o.code, o.err)
		}
		return took
	})
}
