package store

import (
	"fmt"
	"testing"
)

// BenchmarkBulk gives a group to all fiches of a box, and takes it back: each time in
// as many transactions, with all they keep, as it takes.
func BenchmarkBulk(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		for i := 0; b.Loop(); i++ {
			j, err := s.BeginBulk(b.Context(), Actor{Name: "bench"}, Bulk{Do: BulkGroup, Group: fmt.Sprint("bulk ", i), All: &Query{View: ViewAll}})
			if err == nil {
				err = s.WorkOff(b.Context())
			}
			if err != nil {
				b.Fatal(err)
			}
			if j, err = s.Job(b.Context(), j.ID); err != nil || j.Counts["changed"] < s.Len()/2 {
				b.Fatal(j, err)
			}
			if _, err := s.UndoJob(b.Context(), Actor{Name: "bench"}, j.ID); err != nil {
				b.Fatal(err)
			}
			if err := s.WorkOff(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N)/float64(s.Count(Query{}))/2, "µs/fiche")
	})
}
