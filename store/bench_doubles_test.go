package store

import (
	"testing"

	"fichebak/store/fiche"
)

// BenchmarkFindDoubles looks for doubles in the whole box, as each night does.
func BenchmarkFindDoubles(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		for b.Loop() {
			if err := s.FindDoubles(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		l, err := s.LookedForDoubles(b.Context())
		if err != nil || l.Fiches == 0 {
			b.Fatal(l, err)
		}
		b.ReportMetric(float64(l.Found), "pairs")
	})
}

// BenchmarkDoubles reads the page of what was found.
func BenchmarkDoubles(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		for b.Loop() {
			if _, err := s.Doubles(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkAlike asks who looks like what is typed, when the index is there; making the
// index is the first of these.
func BenchmarkAlike(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		v := fiche.Values{"name": "Bakkerij Peters", "phone": "014 00 62 18", "email": "info@peeters.example", "address.1.postcode": "2300"}
		s.likes.forget()
		b.ResetTimer()
		s.WarmAlike(b.Context())
		b.ReportMetric(float64(b.Elapsed().Milliseconds()), "ms-to-make")
		for b.Loop() {
			if _, err := s.Alike(b.Context(), v, 5); err != nil {
				b.Fatal(err)
			}
		}
	})
}
