package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnExportComesBackByteForByte(t *testing.T) {
	data := boxOf(t, "200")
	first := fichebak(t, "export", "-data", data).must(t)
	lines := filepath.Join(t.TempDir(), "all.jsonl")
	write(t, lines, []byte(first))
	other := newData(t)
	out := fichebak(t, "import", lines, "-data", other).must(t)
	if want := fmt.Sprintf("%s: 200 fiches, %d records in all\n", other, strings.Count(first, "\n")-1); out != want {
		t.Errorf("%q, want %q", out, want)
	}
	if fichebak(t, "export", "-data", other).must(t) != first {
		t.Error("export(import(export)) is another")
	}
	fichebak(t, "check", "-data", other).must(t)
	fichebak(t, "import", lines, "-data", other).refused(t, exitFailed, "box is not empty: name a new file with -data")
	fichebak(t, "import", lines, "-data", boxOf(t, "1")).refused(t, exitFailed, "box is not empty")
	only(t, other)
	// a box that was opened but never used is empty
	unused := newData(t)
	serveHere(t, "-data", unused).stop()
	fichebak(t, "import", lines, "-data", unused).must(t)
	if fichebak(t, "export", "-data", unused).must(t) != first {
		t.Error("into an unused box: another")
	}
	only(t, unused)
}

func TestAnImportIsAllOrNothing(t *testing.T) {
	good := fichebak(t, "export", "-data", boxOf(t, "50")).must(t)
	lines := strings.SplitAfter(strings.TrimSuffix(good, "\n"), "\n")
	bad := func(n int, line string) string {
		l := append([]string(nil), lines...)
		l[n] = line
		return strings.Join(l, "")
	}
	for _, c := range []struct{ name, text, says string }{
		{"not JSON", bad(len(lines)-2, "naam;straat\n"), fmt.Sprintf("line %d: not JSON", len(lines)-1)},
		{"without its fiches", good[:strings.Index(good, `{"key":"f/`)] + good[strings.Index(good, `{"key":"m/`):], "the records do not agree with each other: "},
	} {
		path := filepath.Join(t.TempDir(), "all.jsonl")
		write(t, path, []byte(c.text))
		fresh, unused := newData(t), newData(t)
		serveHere(t, "-data", unused).stop()
		before := read(t, unused)
		fichebak(t, "import", path, "-data", fresh).refused(t, exitFailed, c.says, "nothing was imported")
		fichebak(t, "import", path, "-data", unused).refused(t, exitFailed, c.says, "nothing was imported")
		if _, err := os.Stat(fresh); err == nil {
			t.Errorf("%s: a data file was made", c.name)
		}
		if !bytes.Equal(read(t, unused), before) {
			t.Errorf("%s: the data file was changed", c.name)
		}
		only(t, unused)
		only(t, fresh)
	}
}

func TestTheSameSeedFillsABoxWithTheSameFiches(t *testing.T) {
	box := func(seed string) string {
		data := newData(t)
		fichebak(t, "demo", "-n", "40", "-seed", seed, "-data", data).must(t)
		return fichebak(t, "export", "-data", data).must(t)
	}
	seven := box("7")
	if box("7") != seven || box("8") == seven {
		t.Error("it is not the seed that decides")
	}
	// an account made before stays
	data := newData(t)
	fichebak(t, "user", "add", "Kim", "-data", data).must(t)
	fichebak(t, "demo", "-n", "5", "-data", data).must(t)
	if out := fichebak(t, "check", "-data", data).must(t); !strings.Contains(out, "5 fiches, 1 users") {
		t.Error(out)
	}
}

// full is a writer on a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("no space left on device") }

func TestAnExportThatCannotBeWrittenFails(t *testing.T) {
	data := boxOf(t, "5")
	for _, served := range []bool{false, true} {
		if served {
			serveHere(t, "-data", data)
		}
		p := surroundings()
		var said bytes.Buffer
		p.stdout, p.stderr = full{}, io.MultiWriter(&said)
		if code := run(t.Context(), []string{"export", "-data", data}, p); code != exitFailed || !strings.Contains(said.String(), "no space left") {
			t.Errorf("served %v: %d %s", served, code, said.String())
		}
	}
}
