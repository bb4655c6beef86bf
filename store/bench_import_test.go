//go:build unix

package store

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/transfer"
)

// benchRows is a file of n customers.
func benchRows(n int) string {
	var text strings.Builder
	text.WriteString("Nummer;Naam;Straat;Nr;Postcode;Gemeente;Tel;E-mail;Btw-nummer;Groep;Adres via;Opmerkingen\n")
	for i := range n {
		base := 10_990_000 + i
		fmt.Fprintf(&text, "%d;Firma %d Claes bv;Kerkstraat;%d;9000;Gent;09 2%02d %02d %02d;info%d@firma.example;BE 0%d%02d;Hout;Website;leverde in %d\n", 10_000+i, i, i%200, i%100, i/100%100, i%97, i, base, 97-base%97, 1990+i%30)
	}
	return text.String()
}

// laps tells how long parts of a benchmark took, by the clock on the wall and in time of
// the processor, which others on the same machine stretch less.
type laps struct {
	*testing.B
	rows int
	wall time.Duration
	cpu  time.Duration
}

func (l *laps) now() (wall, cpu time.Duration) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		l.Fatal(err)
	}
	return l.Elapsed(), time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (l *laps) begin() { l.wall, l.cpu = l.now() }

func (l *laps) end(what string) {
	wall, cpu := l.now()
	l.ReportMetric((wall-l.wall).Seconds()*1e6/float64(l.rows), "µs/"+what)
	l.ReportMetric((cpu-l.cpu).Seconds()*1e6/float64(l.rows), "cpu-µs/"+what)
}

// BenchmarkImport brings a file of 100,000 rows into an empty box: taken in, rehearsed,
// done by its job and taken back by another.
func BenchmarkImport(b *testing.B) {
	const n = 100_000
	text, by := benchRows(n), Actor{Name: "bench"}
	lap := laps{B: b, rows: n}
	for b.Loop() {
		s := benchOpenFile(b, filepath.Join(b.TempDir(), "box.db"), "")
		s.uploads = b.TempDir()
		lap.begin()
		i, err := s.NewImport(b.Context(), by, "", "x.csv", fiche.Customer, strings.NewReader(text))
		if err != nil {
			b.Fatal(err)
		}
		lap.end("taken")
		lap.begin()
		if err := s.Rehearse(b.Context(), by, i.ID, func(RowResult) error { return nil }); err != nil {
			b.Fatal(err)
		}
		lap.end("rehearsed")
		lap.begin()
		j, err := s.BeginImport(b.Context(), by, i.ID)
		if err == nil {
			err = s.WorkOff(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
		lap.end("row")
		if j, err = s.Job(b.Context(), j.ID); err != nil || j.Counts[RowNew] != n {
			b.Fatal(j.Counts, err)
		}
		lap.begin()
		undo, err := s.UndoJob(b.Context(), by, j.ID)
		if err == nil {
			err = s.WorkOff(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
		lap.end("undone")
		if undo, err = s.Job(b.Context(), undo.ID); err != nil || undo.Counts["changed"] != n {
			b.Fatal(undo.Counts, err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWorkbook takes in a workbook of 100,000 rows and shows how it begins: what who
// offers it waits for.
func BenchmarkWorkbook(b *testing.B) {
	const n = 100_000
	var book bytes.Buffer
	var w transfer.Writer
	var err error
	for line := range strings.Lines(benchRows(n)) {
		cells := strings.Split(strings.TrimSpace(line), ";")
		if w == nil {
			w, err = transfer.NewXLSX(&book, "Klanten", cells)
		} else {
			err = w.Write(cells)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	s := benchOpenFile(b, filepath.Join(b.TempDir(), "box.db"), "")
	defer s.Close() //nolint:errcheck // nothing of it is kept
	s.uploads = b.TempDir()
	lap := laps{B: b, rows: n}
	b.ResetTimer()
	lap.begin()
	for b.Loop() {
		i, err := s.NewImport(b.Context(), Actor{Name: "bench"}, "", "x.xlsx", fiche.Customer, bytes.NewReader(book.Bytes()))
		if err == nil {
			_, err = s.ImportHead(&i)
		}
		if err != nil || !i.About {
			b.Fatal(i.Rows, err)
		}
	}
	lap.rows *= b.N
	lap.end("taken")
}
