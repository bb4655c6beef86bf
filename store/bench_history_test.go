package store

import (
	"testing"

	"fichebak/store/fiche"
)

// BenchmarkHistory looks through the history of boxes with some changes a fiche: the
// latest page, one of long ago, and filters that pass nearly everything over.
func BenchmarkHistory(b *testing.B) {
	long := benchTime().AddDate(-1, 0, 0).Unix()
	for name, q := range map[string]HistoryQuery{
		"latest": {}, "moments": {What: WhatMoments}, "nobody": {Who: "unobody"}, "kind": {Kind: fiche.Supplier, What: WhatBin}, "fiche": {Fiche: "30007"}, "field": {Field: "bic"}, "day": {From: long, Until: long + 86400},
	} {
		b.Run(name, func(b *testing.B) {
			onBoxes(b, func(b *testing.B, s *Store) {
				q.Limit = benchPage
				for b.Loop() {
					if _, err := s.Changes(b.Context(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
