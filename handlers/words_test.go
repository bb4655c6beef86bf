package handlers

import (
	"testing"
	"time"

	"fichebak/views"
)

func TestTheKindOfAFicheIsSaidInWords(t *testing.T) {
	for lang, want := range map[string][2]string{"nl": {"particulier", "firma"}, "fr": {"particulier", "société"}, "en": {"individual", "company"}, "de": {"Privatperson", "Firma"}} {
		f := views.NewFrame(lang, time.Date(2026, 10, 21, 10, 42, 0, 0, time.UTC))
		if got := [2]string{wholeValue(f, "person", "yes"), wholeValue(f, "person", "")}; got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
}
