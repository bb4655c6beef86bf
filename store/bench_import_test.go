package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fichebak/store/fiche"
)

// BenchmarkImport brings a file of 20,000 rows into an empty box: taken in, rehearsed,
// done by its job.
func BenchmarkImport(b *testing.B) {
	const n = 20_000
	var text strings.Builder
	text.WriteString("Nummer;Naam;Straat;Nr;Postcode;Gemeente;Tel;E-mail;Btw-nummer;Groep;Adres via;Opmerkingen\n")
	for i := range n {
		base := 10_990_000 + i
		fmt.Fprintf(&text, "%d;Firma %d Claes bv;Kerkstraat;%d;9000;Gent;09 2%02d %02d %02d;info%d@firma.example;BE 0%d%02d;Hout;Website;leverde in %d\n", 10_000+i, i, i%200, i%100, i/100%100, i%97, i, base, 97-base%97, 1990+i%30)
	}
	for b.Loop() {
		s := benchOpenFile(b, filepath.Join(b.TempDir(), "box.db"), "")
		s.uploads = b.TempDir()
		i, err := s.NewImport(b.Context(), Actor{Name: "bench"}, "", "x.csv", fiche.Customer, strings.NewReader(text.String()))
		if err != nil {
			b.Fatal(err)
		}
		rehearse := b.Elapsed()
		if err := s.Rehearse(b.Context(), Actor{Name: "bench"}, i.ID, func(RowResult) error { return nil }); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric((b.Elapsed()-rehearse).Seconds()*1e6/n, "µs/rehearsed")
		work := b.Elapsed()
		j, err := s.BeginImport(b.Context(), Actor{Name: "bench"}, i.ID)
		if err == nil {
			err = s.WorkOff(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric((b.Elapsed()-work).Seconds()*1e6/n, "µs/row")
		if j, err = s.Job(b.Context(), j.ID); err != nil || j.Counts[RowNew] != n {
			b.Fatal(j.Counts, err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
