package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"fichebak/store/kv/boltkv"
)

// benchSizes are how many fiches the boxes of the benchmarks have; a million is for
// whoever sets FICHEBAK_BENCH_BIG.
func benchSizes() []int {
	sizes := []int{1_000, 10_000, 100_000}
	if os.Getenv("FICHEBAK_BENCH_BIG") != "" {
		sizes = append(sizes, 1_000_000)
	}
	return sizes
}

// benchDir holds the boxes that were generated in this run, and benchOpen those that
// are open.
var (
	benchDir  string
	benchOpen = map[int]*Store{}
)

func TestMain(m *testing.M) {
	code := m.Run()
	for _, s := range benchOpen {
		s.Close()
	}
	if benchDir != "" {
		os.RemoveAll(benchDir)
	}
	os.Exit(code)
}

// benchTime is the clock of all benchmarks, so that boxes are the same in every run.
func benchTime() time.Time { return time.Date(2026, 10, 21, 8, 42, 0, 0, time.UTC) }

// benchFile is a box of n invented fiches with its lists, as an ordered stop left it.
func benchFile(b *testing.B, n int) string {
	b.Helper()
	if benchDir == "" {
		dir, err := os.MkdirTemp("", "fichebak-bench-")
		if err != nil {
			b.Fatal(err)
		}
		benchDir = dir
	}
	path := filepath.Join(benchDir, fmt.Sprint(n, ".db"))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	db, err := boltkv.Open(path, boltkv.Options{Indexes: Indexes(), NoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	s, err := Open(b.Context(), db, Options{Now: benchTime, ListsFile: path + ".lists"})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Generate(b.Context(), Actor{Name: "bench"}, n, 1); err != nil {
		b.Fatal(err)
	}
	if err := s.KeepLists(b.Context()); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

func benchOpenFile(b *testing.B, path, lists string) *Store {
	b.Helper()
	db, err := boltkv.Open(path, boltkv.Options{Indexes: Indexes(), Timeout: time.Second})
	if err != nil {
		b.Fatal(err)
	}
	s, err := Open(b.Context(), db, Options{Now: benchTime, ListsFile: lists})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// onBoxes runs a benchmark on a copy of the box of each size, which stays open for
// the next one.
func onBoxes(b *testing.B, fn func(b *testing.B, s *Store)) {
	for _, n := range benchSizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := benchOpen[n]
			if s == nil {
				path := benchFile(b, n)
				copied := copyOf(b, path)
				s = benchOpenFile(b, copied, path+".lists")
				benchOpen[n] = s
			}
			fn(b, s)
		})
	}
}

// copyOf copies a file beside itself.
func copyOf(b *testing.B, path string) string {
	b.Helper()
	from, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close()
	to, err := os.CreateTemp(filepath.Dir(path), "copy-*.db")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(to.Sync(), to.Close()); err != nil { // its pages are not the first commit's to write
		b.Fatal(err)
	}
	return to.Name()
}

// heap is how many bytes are in use, by nobody who will give them back.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// closeBench closes what is open, so that it does not count as the memory of another.
func closeBench(b *testing.B) {
	b.Helper()
	for n, s := range benchOpen {
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		delete(benchOpen, n)
	}
}
