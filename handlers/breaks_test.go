package handlers

import (
	"testing"

	"fichebak/store"
)

// A list of two fiches of today, three of later and four without a next moment, which
// come last in both directions.
func TestABreakIsRepeatedOnTheNextPartOnlyWhenItBeginsThere(t *testing.T) {
	funnel := store.Funnel{Breaks: make([]int, store.BreakNone+1)}
	funnel.Breaks[store.BreakToday], funnel.Breaks[store.BreakLater], funnel.Breaks[store.BreakNone] = 2, 3, 4
	for _, x := range []struct {
		desc       bool
		first, brk int
		goesOn     bool
	}{
		{false, 1, store.BreakToday, true}, {false, 2, store.BreakLater, false}, {false, 3, store.BreakLater, true},
		{false, 5, store.BreakNone, false}, {false, 6, store.BreakNone, true},
		{true, 2, store.BreakLater, true}, {true, 3, store.BreakToday, false}, {true, 4, store.BreakToday, true},
		{true, 5, store.BreakNone, false}, {true, 8, store.BreakNone, true},
	} {
		s := listState{sort: "next", desc: x.desc, after: "somewhere"}
		if got := (&App{}).goesOn(store.Page{First: x.first}, funnel, x.brk, s); got != x.goesOn {
			t.Errorf("%+v: %v", x, got)
		}
	}
}
