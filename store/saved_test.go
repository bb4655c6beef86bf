package store_test

import (
	"errors"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func saved(t *testing.T, b *storetest.Box, by store.Actor, v store.Saved) store.Saved {
	t.Helper()
	made, err := b.AddSaved(t.Context(), by, "", v)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// savedNames are the views in somebody's funnel.
func savedNames(t *testing.T, b *storetest.Box, by store.Actor) (names []string) {
	t.Helper()
	list, err := b.Saved(t.Context(), by.ID, fiche.Prospect)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		names = append(names, v.Name)
	}
	return names
}

func TestASavedViewIsItsMakersOrEverybodysAndOnlyWhoMayChangesIt(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	kim, bart, nele := user(t, b, "Kim", store.Admin), user(t, b, "Bart", store.Worker), user(t, b, "Nele", store.Reader)
	b.Prospect(t, "name", "Hout Claes")
	b.Prospect(t, "name", "Bakkerij Peeters")
	mine := saved(t, b, bart, store.Saved{Kind: fiche.Prospect, Name: "Hout", Text: "hout", Sort: "name"})
	ours := saved(t, b, bart, store.Saved{Kind: fiche.Prospect, Name: "Alles", All: true, Sort: "number", Desc: true})
	if got := savedNames(t, b, bart); len(got) != 2 || got[0] != "Alles" {
		t.Errorf("Bart has %v", got)
	}
	if got := savedNames(t, b, nele); len(got) != 1 || got[0] != "Alles" {
		t.Errorf("Nele has %v", got)
	}
	list, err := b.Saved(ctx, bart.ID, fiche.Prospect)
	if err != nil || list[0].Count != 2 || list[1].Count != 1 {
		t.Errorf("counts: %+v %v", list, err)
	}
	for _, c := range []struct {
		what string
		err  error
		want error
	}{
		{"another's private view is looked at", func() error { _, err := b.SavedView(ctx, kim.ID, mine.ID); return err }(), store.ErrNotFound},
		{"and renamed", b.RenameSaved(ctx, kim, mine.ID, "x"), store.ErrNotFound},
		{"everybody's is renamed by a reader", b.RenameSaved(ctx, nele, ours.ID, "x"), store.ErrNotYours},
		{"by an admin", b.RenameSaved(ctx, kim, ours.ID, "Iedereen"), nil},
		{"to a name that is there", b.RenameSaved(ctx, bart, ours.ID, "HOUT"), store.ErrNameTaken},
		{"removed by a reader", b.RemoveSaved(ctx, nele, ours.ID), store.ErrNotYours},
		{"by its maker", b.RemoveSaved(ctx, bart, ours.ID), nil},
		{"twice", b.RemoveSaved(ctx, bart, ours.ID), store.ErrNotFound},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %v", c.what, c.err, c.want)
		}
	}
	if got := savedNames(t, b, nele); len(got) != 0 {
		t.Errorf("Nele still has %v", got)
	}
	if err := b.RestoreSaved(ctx, kim, ours.ID); err != nil || len(savedNames(t, b, nele)) != 1 {
		t.Errorf("restored: %v", err)
	}
	sameAfterImport(t, b)
}

func TestAViewWhoseGroupIsGoneSaysSoAndARemovedOneIsSweptAfterAMonth(t *testing.T) {
	b := storetest.Open(t)
	ctx := t.Context()
	kim := user(t, b, "Kim", store.Admin)
	g := group(t, b, "Hout", 2, fiche.Prospect)
	v := saved(t, b, kim, store.Saved{Kind: fiche.Prospect, Name: "Hout", Group: g.ID, Sort: "name"})
	if err := b.RemoveGroup(ctx, storetest.Kim, g.ID); err != nil {
		t.Fatal(err)
	}
	list, err := b.Saved(ctx, kim.ID, fiche.Prospect)
	if err != nil || len(list) != 1 || !list[0].GroupGone || list[0].Count != 0 {
		t.Errorf("%+v %v", list, err)
	}
	if err := b.RemoveSaved(ctx, kim, v.ID); err != nil {
		t.Fatal(err)
	}
	for _, days := range []int{29, 2} {
		b.Clock.Add(time.Duration(days) * 24 * time.Hour)
		if err := b.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := b.FormerView(ctx, kim.ID, v.ID); (err == nil) != (days == 29) {
			t.Errorf("after %d days more: %v", days, err)
		}
	}
}

func TestNobodyHasTwoViewsOfOneNameNorMoreThanFit(t *testing.T) {
	b := storetest.Open(t)
	kim := user(t, b, "Kim", store.Admin)
	for i := range store.MaxSaved {
		saved(t, b, kim, store.Saved{Kind: fiche.Prospect, Name: string(rune('A' + i)), Sort: "name"})
	}
	_, twice := b.AddSaved(t.Context(), kim, "", store.Saved{Kind: fiche.Prospect, Name: "a", Sort: "name"})
	_, more := b.AddSaved(t.Context(), kim, "", store.Saved{Kind: fiche.Prospect, Name: "Nog een", Sort: "name"})
	if !errors.Is(twice, store.ErrNameTaken) || !errors.Is(more, store.ErrTooMany) {
		t.Errorf("%v, %v", twice, more)
	}
	var invalid *store.Invalid
	if _, err := b.AddSaved(t.Context(), kim, "", store.Saved{Kind: fiche.Customer, Name: "Raar", Sort: "shoe"}); !errors.As(err, &invalid) {
		t.Errorf("an order that is not there: %v", err)
	}
}

func TestAViewOfTheCRMFichesCountsAsItsUserSeesThem(t *testing.T) {
	b := storetest.Open(t)
	kim, bart := user(t, b, "Kim", store.Admin), user(t, b, "Bart", store.Worker)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	b.CRM(t, f, "subject", "Gevel", "stage", "quote", "owner", kim.ID)
	b.CRM(t, f, "subject", "Dak", "stage", "talk", "owner", kim.ID)
	saved(t, b, kim, store.Saved{Kind: store.CRMList, Name: "A van mij", All: true, View: store.CRMMine, Sort: "value", Desc: true})
	saved(t, b, kim, store.Saved{Kind: store.CRMList, Name: "B offertes", All: true, Stage: "quote", Text: "gev", Sort: "next"})
	for _, x := range []struct {
		who  store.Actor
		mine int
	}{{kim, 2}, {bart, 0}} {
		list, err := b.Saved(t.Context(), x.who.ID, store.CRMList)
		if err != nil || len(list) != 2 || list[0].Count != x.mine || list[1].Count != 1 {
			t.Errorf("%s has %+v, %v", x.who.Name, list, err)
		}
	}
	for _, odd := range []store.Saved{{Kind: store.CRMList, Name: "x", View: "no-vat", Sort: "next"}, {Kind: store.CRMList, Name: "x", Sort: "town"}, {Kind: fiche.Prospect, Name: "x", View: "mine", Sort: "name"}} {
		var invalid *store.Invalid
		if _, err := b.AddSaved(t.Context(), kim, "", odd); !errors.As(err, &invalid) {
			t.Errorf("%+v is kept: %v", odd, err)
		}
	}
	if faults, err := b.Check(t.Context()); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}
