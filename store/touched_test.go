package store_test

import (
	"fmt"
	"slices"
	"testing"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestWhatWasWrittenSinceAPageWasMadeNamesItsFichesAndLists(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	at := b.At()
	if got := b.Since(at); got.Any() || got.At != at {
		t.Errorf("nothing was written, and it says %+v", got)
	}
	b.Moment(t, f, fiche.CallBack, "2026-10-21", "11:00", "prijs")
	got := b.Since(at)
	if !slices.Equal(got.Fiches, []fiche.ID{f.ID}) || !slices.Equal(got.Kinds, []fiche.Kind{fiche.Prospect}) || got.All || got.Many || got.At <= at {
		t.Errorf("a moment is said to touch %+v", got)
	}
	if again := b.Since(got.At); again.Any() {
		t.Errorf("after its own answer it says %+v", again)
	}
	changes, _, err := b.History(t.Context(), f.ID, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) != 2 || uint64(changes[0].Base) < at || uint64(changes[1].Base) >= at {
		t.Errorf("the history cannot be cut at %d: %+v", at, changes)
	}
}

func TestAConversionTouchesTheListItLeavesAndTheOneItComesTo(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	at := b.At()
	if _, _, err := b.Convert(t.Context(), storetest.Kim, f.ID); err != nil {
		t.Fatal(err)
	}
	if got := b.Since(at); !slices.Contains(got.Kinds, fiche.Prospect) || !slices.Contains(got.Kinds, fiche.Customer) {
		t.Errorf("it touches the lists %v", got.Kinds)
	}
}

func TestAGroupsNameTouchesEveryPageAndASessionNone(t *testing.T) {
	b := storetest.Open(t)
	at := b.At()
	if err := b.SignOut(t.Context(), storetest.Kim, "none"); err != nil {
		t.Fatal(err)
	}
	if got := b.Since(at); got.Any() {
		t.Errorf("a session that ends touches %+v", got)
	}
	if _, err := b.AddGroup(t.Context(), storetest.Kim, "Hout"); err != nil {
		t.Fatal(err)
	}
	if got := b.Since(at); !got.All {
		t.Errorf("a group touches %+v", got)
	}
}

func TestWhoAsksFromTooLongAgoIsToldToLookAtAll(t *testing.T) {
	b := storetest.Open(t)
	at := b.At()
	for i := range 61 {
		b.Prospect(t, "name", fmt.Sprint("Firma ", i))
	}
	if got := b.Since(at); !got.Many || got.All || len(got.Fiches) != 60 {
		t.Errorf("61 fiches are told as %d, many %v, all %v", len(got.Fiches), got.Many, got.All)
	}
	for i := range 200 {
		b.Prospect(t, "name", fmt.Sprint("Bedrijf ", i))
	}
	if got := b.Since(at); !got.All {
		t.Error("what was forgotten is not told as all")
	}
	for _, from := range []uint64{0, b.At() + 1} { // another box, or this one from a backup
		if !b.Since(from).All {
			t.Errorf("from %d, which was never, not all is to be looked at", from)
		}
	}
}
