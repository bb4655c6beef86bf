package search

import (
	"slices"
	"testing"
)

func TestTheWordsOfANameAreThoseWithoutItsLegalForm(t *testing.T) {
	for name, want := range map[string][]string{
		"Houtbouw Claes b.v.": {"houtbouw", "claes"}, "N.V. Hout Claes": {"hout", "claes"}, "'t Hoekje": {"t", "hoekje"},
		"Société Anonyme": {"societe", "anonyme"}, "": nil, "🥖": nil,
	} {
		if got := NameWords(name); !slices.Equal(got, want) {
			t.Errorf("%q has the words %q, want %q", name, got, want)
		}
	}
}
