package store_test

import (
	"errors"
	"fmt"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// group makes a group, with fiches of a kind in it.
func group(t *testing.T, b *storetest.Box, name string, fiches int, k fiche.Kind) store.Group {
	t.Helper()
	g, err := b.AddGroup(t.Context(), storetest.Kim, name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range fiches {
		b.Make(t, k, "name", fmt.Sprintf("%s %d", name, i), "groups", name)
	}
	return g
}

func inGroup(b *storetest.Box, k fiche.Kind, id fiche.ID) int {
	return b.Count(store.Query{Kind: k, Group: id})
}

func TestAMergedGroupsFichesAreInTheOtherAndComeBack(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	old, now := group(t, b, "beurs 2025", 3, fiche.Prospect), group(t, b, "beurs 2026", 2, fiche.Prospect)
	if err := b.MergeGroup(ctx, storetest.Kim, old.ID, now.ID); err != nil {
		t.Fatal(err)
	}
	if n := inGroup(b, fiche.Prospect, now.ID); n != 5 {
		t.Errorf("the group has %d fiches, want 5", n)
	}
	if _, err := b.Group(ctx, old.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the merged group is still there: %v", err)
	}
	// a name in a form that still says the old group means the new one
	f := b.Prospect(t, "name", "Claes", "groups", "Beurs 2025")
	if f.Groups[0] != now.ID {
		t.Errorf("the old name leads to %s", f.Groups[0])
	}
	if err := b.RestoreGroup(ctx, storetest.Kim, old.ID); err != nil {
		t.Fatal(err)
	}
	if was, is := inGroup(b, fiche.Prospect, old.ID), inGroup(b, fiche.Prospect, now.ID); was != 3 || is != 3 {
		t.Errorf("after the undo %d and %d fiches, want 3 and 3", was, is)
	}
}

// Each year the fair of last year is merged into that of this year.
func TestGroupsMergedOneIntoTheOtherForYearsAreNotLost(t *testing.T) {
	b := storetest.Open(t)
	g := group(t, b, "beurs 2000", 1, fiche.Customer)
	for year := 2001; year < 2030; year++ {
		next := group(t, b, fmt.Sprint("beurs ", year), 0, fiche.Customer)
		if err := b.MergeGroup(t.Context(), storetest.Kim, g.ID, next.ID); err != nil {
			t.Fatal(err)
		}
		g = next
	}
	if n := inGroup(b, fiche.Customer, g.ID); n != 1 {
		t.Errorf("the last group has %d fiches, want the first one's", n)
	}
	b.Reopen(t)
	if n := inGroup(b, fiche.Customer, g.ID); n != 1 {
		t.Errorf("opened anew the last group has %d fiches", n)
	}
}

// Kim has merged a group when Bart, whose page is older, removes it: the fiches keep
// the group it was merged into.
func TestAGroupThatIsGoneCanNotBeRemovedMergedOrRenamed(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	old, now, other := group(t, b, "Hout", 1, fiche.Prospect), group(t, b, "Timmerwerk", 0, fiche.Prospect), group(t, b, "PVC", 0, fiche.Prospect)
	if err := b.MergeGroup(ctx, storetest.Kim, old.ID, now.ID); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"remove": b.RemoveGroup(ctx, storetest.Bart, old.ID), "rename": b.RenameGroup(ctx, storetest.Bart, old.ID, "Houtbouw"), "merge": b.MergeGroup(ctx, storetest.Bart, old.ID, other.ID),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := inGroup(b, fiche.Prospect, now.ID); n != 1 {
		t.Errorf("the group has %d fiches, want 1", n)
	}
	if err := b.MergeGroup(ctx, storetest.Kim, now.ID, old.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("merged into what came of it: %v", err)
	}
}

func TestKlantenAndLeveranciersStay(t *testing.T) {
	b := storetest.Open(t)
	for _, id := range []fiche.ID{store.GroupCustomers, store.GroupSuppliers} {
		if err := b.RemoveGroup(t.Context(), storetest.Kim, id); !errors.Is(err, store.ErrProtected) {
			t.Errorf("%s is removed: %v", id, err)
		}
		if err := b.MergeGroup(t.Context(), storetest.Kim, id, group(t, b, "bij "+id, 0, fiche.Customer).ID); !errors.Is(err, store.ErrProtected) {
			t.Errorf("%s is merged: %v", id, err)
		}
		if err := b.RenameGroup(t.Context(), storetest.Kim, id, "Anders"); !errors.Is(err, store.ErrProtected) {
			t.Errorf("%s is renamed: %v", id, err)
		}
	}
}

func TestAGroupSentTwiceIsMadeOnce(t *testing.T) {
	b := storetest.Open(t)
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	first, err := b.AddGroupOnce(t.Context(), storetest.Kim, token, "Hout")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.AddGroupOnce(t.Context(), storetest.Kim, token, "Hout"); err != nil || again.ID != first.ID {
		t.Errorf("sent again: %v, %v", again, err)
	}
	if _, err := b.AddGroupOnce(t.Context(), storetest.Kim, "", "HOUT"); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("the name is free: %v", err)
	}
	if g, err := b.GroupNamed(t.Context(), "hout"); err != nil || g.ID != first.ID {
		t.Errorf("by name: %v, %v", g, err)
	}
}

func TestASourceTakenOffTheListStaysOffItWhileFichesSayIt(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	f := b.Prospect(t, "name", "Claes", "source", "Gouden Gids")
	list, err := b.Sources(ctx)
	if err != nil || len(list) != 1 || list[0].Count[fiche.Prospect] != 1 || list[0].Total() != 1 {
		t.Fatalf("sources: %v, %v", list, err)
	}
	if err := b.AddSource(ctx, storetest.Kim, "", "gouden gids"); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("a source twice: %v", err)
	}
	if err := b.RemoveSource(ctx, storetest.Kim, "Gouden Gids"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Save(ctx, storetest.Kim, f.ID, 1, store.Draft{Values: storetest.Values("name", "Claes", "source", "Gouden Gids", "phone", "014 00 00 01")}); err != nil {
		t.Fatal(err)
	}
	if list, err := b.Sources(ctx); err != nil || len(list) != 0 {
		t.Errorf("saving the fiche brought it back: %v, %v", list, err)
	}
}
