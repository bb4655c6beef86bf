package index

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestNeedleIsFoundByAnyOfItsBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.SampledFrom([]byte("abc")), 0, 60)
		text, needle := letters.Draw(t, "text"), rapid.SliceOfN(rapid.SampledFrom([]byte("abc")), 1, 4).Draw(t, "needle")
		want := bytes.Index(text, needle)
		for rare := -1; rare < len(needle); rare++ {
			if got := indexBy(text, needle, rare); got != want {
				t.Fatalf("%q in %q by byte %d: %d, not %d", needle, text, rare, got, want)
			}
		}
	})
}

func TestRarestByteOfANeedle(t *testing.T) {
	text := bytes.Repeat([]byte("een zaak in de kerkstraat\n"), 100)
	for needle, want := range map[string]int{"kerkx": 4, "q": 0, "aqz": 1, "een": -1} {
		if got := rarest([]byte(needle), text); got != want {
			t.Errorf("%q: %d, not %d", needle, got, want)
		}
	}
}
