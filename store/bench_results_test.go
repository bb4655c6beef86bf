package store

import "testing"

// The results are counted from all moments when one has changed, and once for all who
// look until then.
func BenchmarkResults(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		for _, known := range []bool{false, true} {
			b.Run(map[bool]string{false: "counted", true: "known"}[known], func(b *testing.B) {
				for b.Loop() {
					if !known {
						s.results.cells = nil
					}
					if _, err := s.Results(b.Context(), 0, MonthOf("2199-01-01")); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}
