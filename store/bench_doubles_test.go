package store

import (
	"testing"

	"fichebak/store/fiche"
)

// BenchmarkFindDoubles looks for doubles in the whole box, as each night does.
func BenchmarkFindDoubles(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		for b.Loop() {
			_, err := s.LookForDoubles(b.Context(), Actor{})
			if err == nil {
				err = s.WorkOff(b.Context())
			}
			if err != nil {
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

// BenchmarkMerge makes one of two fiches, each with three moments, and two again.
func BenchmarkMerge(b *testing.B) {
	onBoxes(b, func(b *testing.B, s *Store) {
		by := Actor{ID: "ubench", Name: "bench"}
		var fs [2]fiche.Fiche
		for i := range fs {
			d := Draft{Values: fiche.Values{"active": "yes", "name": "Bakkerij Peeters"}}
			for _, day := range []string{"2026-10-01", "2026-10-22", "2026-11-03"} {
				d.Moments = append(d.Moments, MomentDraft{Name: "new-" + day, Line: fiche.Line{Kind: "call-back", Day: day}})
			}
			var err error
			if fs[i], err = s.Create(b.Context(), by, fiche.Prospect, d); err != nil {
				b.Fatal(err)
			}
		}
		for b.Loop() {
			f, op, err := s.Merge(b.Context(), by, MergeDraft{Keep: fs[0].ID, Gone: fs[1].ID, KeepRev: fs[0].Rev, GoneRev: fs[1].Rev})
			if err != nil {
				b.Fatal(err)
			}
			if fs[0], err = s.Undo(b.Context(), by, op.ID); err != nil || fs[0].Rev != f.Rev+1 {
				b.Fatal(err)
			}
		}
	})
}
