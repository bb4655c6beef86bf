package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/kv"
	"fichebak/store/kv/boltkv"
)

// read is the content of a file.
func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestARestoreBringsBackTheCopyAndKeepsWhatWasThere(t *testing.T) {
	data := boxOf(t, "12")
	then := fichebak(t, "export", "-data", data).must(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	fichebak(t, "backup", copied, "-data", data).must(t)
	content := read(t, copied)
	fichebak(t, "user", "add", "Els De Smet", "-data", data).must(t)
	later := fichebak(t, "export", "-data", data).must(t)
	serveHere(t, "-data", data).stop()
	if _, err := os.Stat(data + ".lists"); err != nil {
		t.Fatal("the lists are not kept at a stop:", err)
	}

	fichebak(t, "restore", copied, "-data", data).must(t)
	if fichebak(t, "export", "-data", data).must(t) != then {
		t.Error("the data is not that of the copy")
	}
	kept := data + ".before-restore-2026-10-21-104200.bak"
	if fichebak(t, "export", "-data", kept).must(t) != later {
		t.Error("what was there is not kept")
	}
	if !bytes.Equal(read(t, copied), content) {
		t.Error("the copy itself was changed")
	}
	if _, err := os.Stat(data + ".lists"); err == nil {
		t.Error("the lists of the data as it was are left behind")
	}
	only(t, data, filepath.Base(kept))

	// once more in the same second
	fichebak(t, "user", "add", "Bart Declerck", "-data", data).must(t)
	fichebak(t, "restore", copied, "-data", data).must(t)
	only(t, data, filepath.Base(kept), "box.db.before-restore-2026-10-21-104200-2.bak")
	if fichebak(t, "export", "-data", kept).must(t) != later {
		t.Error("the first that was kept is another now")
	}
}

func TestARestoreOntoAnotherMachineNeedsNoDataFile(t *testing.T) {
	data := boxOf(t, "3")
	copied := filepath.Join(t.TempDir(), "copy.db")
	fichebak(t, "backup", copied, "-data", data).must(t)
	other := filepath.Join(t.TempDir(), "new", "folder", "box.db")
	fichebak(t, "restore", copied, "-data", other).must(t)
	fichebak(t, "check", "-data", other).must(t)
	only(t, other)
}

func TestACopyThatIsNotSoundReplacesNothing(t *testing.T) {
	data := boxOf(t, "12")
	good := filepath.Join(t.TempDir(), "good.db")
	fichebak(t, "backup", good, "-data", data).must(t)
	whole := read(t, good)
	before := read(t, data)
	for _, c := range []struct {
		name    string
		content []byte
		says    string
	}{
		{"cut off", whole[:len(whole)/2], "data file is damaged"},
		{"torn", torn(whole), "is not put in place"},
		{"empty", nil, "not a data file of this program"},
		{"a letter", []byte(strings.Repeat("Beste Kim,\n", 1000)), "not a data file of this program"},
		{"an export", []byte(fichebak(t, "export", "-data", data).must(t)), "read by fichebak import"},
		{"of the future", future(t, whole), "this program is older than its data"},
	} {
		path := filepath.Join(t.TempDir(), "copy.db")
		write(t, path, c.content)
		fichebak(t, "restore", path, "-data", data).refused(t, exitFailed, c.says)
		if !bytes.Equal(read(t, data), before) {
			t.Fatalf("%s: the data file was changed", c.name)
		}
		only(t, data)
	}
}

// torn is a file of which some pages were written over.
func torn(file []byte) []byte {
	file = bytes.Clone(file)
	for at := 5 * 4096; at+4096 <= len(file); at += 3 * 4096 {
		copy(file[at+10:], bytes.Repeat([]byte{0xff}, 390))
	}
	return file
}

// future is a data file as a program of years to come would leave it.
func future(t *testing.T, file []byte) []byte {
	t.Helper()
	path := newData(t)
	write(t, path, file)
	db, err := boltkv.Open(path, boltkv.Options{Indexes: store.Indexes()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Update(t.Context(), func(tx kv.RwTx) error { return tx.Put([]byte("e/schema"), []byte{1, 0x18, 99}) })
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return read(t, path)
}

func TestAFileFromTheFutureIsRefusedWithAWordOnWhatToDo(t *testing.T) {
	data := boxOf(t, "2")
	write(t, data, future(t, read(t, data)))
	before := read(t, data)
	lines := filepath.Join(t.TempDir(), "all.jsonl")
	write(t, lines, []byte(`{"fichebak":1,"schema":99}`+"\n"))
	for _, args := range [][]string{{"serve", "-listen", "127.0.0.1:0"}, {"check"}, {"export"}, {"backup", filepath.Join(t.TempDir(), "copy.db")}, {"user", "list"}, {"demo"}, {"import", lines}} {
		fichebak(t, append(args, "-data", data)...).refused(t, exitFailed, "schema 99", "install the newer version again, or restore a copy made before the upgrade")
	}
	fichebak(t, "import", lines, "-data", newData(t)).refused(t, exitFailed, "line 1: schema 99", "this program is older")
	if !bytes.Equal(read(t, data), before) {
		t.Error("it was changed")
	}
	only(t, data)
}

func TestADamagedFileIsNotServedButCanBeRestoredOver(t *testing.T) {
	data := boxOf(t, "12")
	copied := filepath.Join(t.TempDir(), "copy.db")
	fichebak(t, "backup", copied, "-data", data).must(t)
	whole := read(t, data)
	var broken []byte
	for _, broken = range [][]byte{torn(whole), whole[:40_000]} {
		for _, args := range [][]string{{"-listen", "127.0.0.1:0"}, {"check"}, {"export"}, {"backup", copied + "2"}} {
			// a new file each time: one that could not be mapped whole stays locked until the process ends
			if err := os.Remove(data); err != nil {
				t.Fatal(err)
			}
			write(t, data, broken)
			fichebak(t, append(args, "-data", data)...).refused(t, exitFailed, "data file is damaged", "fichebak restore FILE")
		}
	}
	fichebak(t, "restore", copied, "-data", data).must(t)
	fichebak(t, "check", "-data", data).must(t)
	if !bytes.Equal(read(t, data+".before-restore-2026-10-21-104200.bak"), broken) {
		t.Error("the damaged file is not kept")
	}
}

// Whatever page is broken: the commands say so, and none of them loops or panics.
func TestABrokenPageIsSaidByEveryCommand(t *testing.T) {
	whole := read(t, boxOf(t, "150"))
	whole = bytes.TrimRight(whole, "\x00")
	whole = append(whole, make([]byte, (4096-len(whole)%4096)%4096)...)
	found := 0
	for at := 2 * 4096; at < len(whole); at += 3 * 4096 {
		broken := bytes.Clone(whole)
		copy(broken[at:], bytes.Repeat([]byte{0x5a}, 400))
		data := newData(t)
		write(t, data, broken)
		check := fichebak(t, "check", "-data", data)
		if check.code == exitOK {
			continue // nobody uses that page
		}
		check.refused(t, exitFailed, "data file is damaged", "fichebak restore FILE")
		for _, args := range [][]string{{"export"}, {"user", "list"}, {"backup", data + ".copy"}} {
			data := newData(t)
			write(t, data, broken)
			if o := fichebak(t, append(args, "-data", data)...); o.code != exitOK {
				o.refused(t, exitFailed, "data file is damaged")
			} else if args[0] == "backup" {
				t.Error("a copy of a broken file was kept")
			}
		}
		found++
	}
	if found < 5 {
		t.Errorf("%d pages were found broken", found)
	}
}

func TestABackupNeverTakesThePlaceOfAFile(t *testing.T) {
	data := boxOf(t, "2")
	dir := t.TempDir()
	name := filepath.Join(dir, "copy.db")
	write(t, name, []byte("van Kim"))
	fichebak(t, "backup", name, "-data", data).refused(t, exitFailed, "is there already")
	fichebak(t, "backup", dir, "-data", data).refused(t, exitFailed, "is there already")
	fichebak(t, "backup", filepath.Join(dir, "nergens", "copy.db"), "-data", data).refused(t, exitFailed, "no such file or directory")
	fichebak(t, "backup", data, "-data", data).refused(t, exitFailed, "is there already")
	if string(read(t, name)) != "van Kim" {
		t.Error("it was overwritten")
	}
	only(t, name)
	// it came while the copy was made
	p := surroundings()
	if err := place(data, name); err == nil {
		t.Error("a copy took the place of a file")
	}
	said, err := checkCopy(t.Context(), data, p)
	if err != nil || said != "2 fiches, 1 users, checked" {
		t.Errorf("%q %v", said, err)
	}
}

func TestAFileOfSchemaOneIsServedAndKeptAsideWhenItIsMigrated(t *testing.T) {
	data := newData(t)
	old := read(t, filepath.Join("store", "testdata", "v1.db"))
	write(t, data, old)
	s := serveHere(t, "-data", data)
	s.stop()
	if out := fichebak(t, "check", "-data", data).must(t); !strings.Contains(out, "14 fiches") && !strings.Contains(out, "13 fiches") {
		t.Errorf("%s", out)
	}
	if store.Schema() == 1 {
		only(t, data)
		return
	}
	only(t, data, "box.db.v1.bak")
	if _, err := os.Stat(data + ".v1.bak"); err != nil {
		t.Error(err)
	}
}

func TestAMigrationThatIsTriedAgainKeepsOneFileAsideAndAnotherFileBoth(t *testing.T) {
	data := boxOf(t, "5")
	want := fichebak(t, "export", "-data", data).must(t)
	aside := func() {
		b, err := openBox(t.Context(), data, surroundings(), newLog(surroundings()))
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		if err := asideBefore(b.file, data, newLog(surroundings()))(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	}
	aside()
	aside()
	only(t, data, "box.db.v1.bak")
	if fichebak(t, "export", "-data", data+".v1.bak").must(t) != want {
		t.Error("what is kept is another")
	}
	fichebak(t, "user", "add", "Els", "-data", data).must(t)
	aside()
	only(t, data, "box.db.v1.bak", "box.db.v1-2.bak")
	if fichebak(t, "export", "-data", data+".v1.bak").must(t) != want {
		t.Error("what was kept was overwritten")
	}
	if info, err := os.Stat(data + ".v1-2.bak"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}
