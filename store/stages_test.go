package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// stageIDs are the ids of the stages that are there, in their order.
func stageIDs(t *testing.T, b *storetest.Box) string {
	t.Helper()
	list, err := b.Stages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range list {
		ids = append(ids, s.ID)
	}
	return strings.Join(ids, " ")
}

func TestAStageIsAddedChangedAndMoved(t *testing.T) {
	b := storetest.Open(t)
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	made, err := b.AddStage(t.Context(), storetest.Kim, token, "Proefplaatsing", 70)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.AddStage(t.Context(), storetest.Kim, token, "Proefplaatsing", 70); err != nil || again.ID != made.ID {
		t.Errorf("the same form again made %q, %v", again.ID, err)
	}
	if got := stageIDs(t, b); got != "new talk quote deal "+made.ID {
		t.Errorf("after one was added: %s", got)
	}
	if _, err := b.AddStage(t.Context(), storetest.Kim, "", "PROEFPLAATSING", 10); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("a second of that name: %v", err)
	}
	if err := b.MoveStage(t.Context(), storetest.Kim, made.ID, -2); err != nil {
		t.Fatal(err)
	}
	if got := stageIDs(t, b); got != "new talk "+made.ID+" quote deal" {
		t.Errorf("two places forward: %s", got)
	}
	for range 9 { // past the end is the end
		if err := b.MoveStage(t.Context(), storetest.Kim, "new", 1); err != nil {
			t.Fatal(err)
		}
	}
	if got := stageIDs(t, b); got != "talk "+made.ID+" quote deal new" {
		t.Errorf("to the end: %s", got)
	}
	if v, _, err := b.NewCRM(t.Context(), storetest.Kim, b.Prospect(t, "name", "Claes").ID); err != nil || v["stage"] != "talk" || v["chance"] != "40" {
		t.Errorf("a new CRM fiche begins in %v, %v", v, err)
	}
	if err := b.ChangeStage(t.Context(), storetest.Kim, "talk", "Gesprek op de werf", 45); err != nil {
		t.Fatal(err)
	}
	if list, err := b.Stages(t.Context()); err != nil || list[0].Name != "Gesprek op de werf" || list[0].Chance != 45 {
		t.Errorf("changed: %v, %v", list[0], err)
	}
	var invalid *store.Invalid
	if err := b.ChangeStage(t.Context(), storetest.Kim, "talk", "x", 101); !errors.As(err, &invalid) || invalid.Problems[0].Field != "chance" {
		t.Errorf("a chance of 101: %v", err)
	}
	if err := b.MoveStage(t.Context(), storetest.Kim, "nothing", 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("one that is not there: %v", err)
	}
}

func TestTheCRMFichesOfARemovedStageStandInAnotherAndComeBackWithIt(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	stays := b.CRM(t, f, "subject", "Gevel", "stage", "quote", "value", "1000", "chance", "65")
	moved := b.CRM(t, f, "subject", "Ramen", "stage", "quote")
	won := b.CRM(t, f, "subject", "Deur", "stage", "quote", "outcome", "won")
	b.Clock.Add(48 * time.Hour)
	if err := b.RemoveStage(t.Context(), storetest.Kim, "quote", "talk"); err != nil {
		t.Fatal(err)
	}
	in := func(when string, c fiche.CRM, want string) {
		t.Helper()
		card, err := b.CRMCard(t.Context(), c.ID)
		if err != nil || card.CRM.Stage != want {
			t.Errorf("%s: %s stands in %q, want %q, %v", when, c.Subject, card.CRM.Stage, want, err)
		}
		rows, err := b.CRMOf(t.Context(), f.ID)
		for _, r := range rows {
			if r.CRM.ID == c.ID && r.CRM.Stage != want {
				t.Errorf("%s: on its fiche %s stands in %q, %v", when, c.Subject, r.CRM.Stage, err)
			}
		}
	}
	for _, c := range []fiche.CRM{stays, moved, won} {
		in("removed", c, "talk")
	}
	if card, err := b.CRMCard(t.Context(), stays.ID); err != nil || card.CRM.Chance != 65 || card.Was == nil || card.Was.ID != "quote" || card.Was.RemovedBy != storetest.Kim.Name {
		t.Errorf("its chance is %d, it was in %v, %v", card.CRM.Chance, card.Was, err)
	} else if spent := card.CRM.Spent(b.Now()); spent["talk"] != 48*time.Hour {
		t.Errorf("its days went with the stage: %v", spent)
	}
	if p, err := b.CRMPage(t.Context(), store.CRMQuery{Stage: "talk"}); err != nil || p.Total != 2 || p.Stages["talk"] != 2 || p.Stages["quote"] != 0 {
		t.Errorf("the overview has %d in it, %v, %v", p.Total, p.Stages, err)
	}
	if _, err := b.SaveCRM(t.Context(), storetest.Kim, stays.ID, store.CRMDraft{Values: fiche.Values{"subject": "Gevel magazijn", "stage": "talk", "value": "1000", "chance": "65"}, Was: fiche.Values{"subject": "Gevel", "stage": "talk", "value": "1000", "chance": "65"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.MoveCRM(t.Context(), storetest.Kim, moved.ID, "deal", fiche.Open, ""); err != nil {
		t.Fatal(err)
	}
	hist, _, err := b.History(t.Context(), f.ID, "", 2)
	if err != nil || len(hist[1].Fields) != 1 || hist[1].Fields[0].Name != "crm.subject" || hist[0].Fields[0].Old != "talk" {
		t.Errorf("the history says %v, %v", hist, err)
	}
	b.Reopen(t)
	if err := b.RestoreStage(t.Context(), storetest.Kim, "quote"); err != nil {
		t.Fatal(err)
	}
	in("restored, and saved meanwhile", stays, "quote")
	in("restored, and ended", won, "quote")
	in("restored, but moved meanwhile", moved, "deal")
}

func TestAStageThatCanNotGoSaysWhy(t *testing.T) {
	b := storetest.Open(t)
	var invalid *store.Invalid
	if err := b.RemoveStage(t.Context(), storetest.Kim, "quote", "nothing"); !errors.As(err, &invalid) || invalid.Problems[0].Field != "into" {
		t.Errorf("into none: %v", err)
	}
	if err := b.RemoveStage(t.Context(), storetest.Kim, "quote", "quote"); !errors.Is(err, store.ErrProtected) {
		t.Errorf("into itself: %v", err)
	}
	for i, id := range []string{"deal", "quote", "talk"} { // each into the next that goes
		into := []string{"quote", "talk", "new"}[i]
		if err := b.RemoveStage(t.Context(), storetest.Kim, id, into); err != nil {
			t.Fatal(err)
		}
	}
	c := b.CRM(t, b.Prospect(t, "name", "Claes"), "subject", "Gevel")
	if err := b.RemoveStage(t.Context(), storetest.Kim, "new", "talk"); !errors.Is(err, store.ErrProtected) {
		t.Errorf("the last one: %v", err)
	}
	if err := b.RemoveStage(t.Context(), storetest.Kim, "deal", "new"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("one that is gone: %v", err)
	}
	if live, gone, err := b.StageCounts(t.Context()); err != nil || len(live) != 1 || live[0].Open != 1 || live[0].Total != 1 || len(gone) != 3 {
		t.Errorf("counted: %v %v %v", live, gone, err)
	}
	if _, err := b.MoveCRM(t.Context(), storetest.Kim, c.ID, "deal", fiche.Open, ""); !errors.As(err, &invalid) {
		t.Errorf("into a stage that is gone: %v", err)
	}
	if err := b.RestoreStage(t.Context(), storetest.Kim, "nothing"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("back from nowhere: %v", err)
	}
}

func TestThereIsRoomForSoManyStages(t *testing.T) {
	b := storetest.Open(t)
	if err := b.RemoveStage(t.Context(), storetest.Kim, "quote", "talk"); err != nil {
		t.Fatal(err)
	}
	for i := range fiche.MaxStages - 3 {
		if _, err := b.AddStage(t.Context(), storetest.Kim, "", fmt.Sprintf("Stadium %d", i), 10); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.AddStage(t.Context(), storetest.Kim, "", "Een te veel", 10); !errors.Is(err, store.ErrTooMany) {
		t.Errorf("one too many: %v", err)
	}
	if err := b.RestoreStage(t.Context(), storetest.Kim, "quote"); !errors.Is(err, store.ErrTooMany) {
		t.Errorf("one too many comes back: %v", err)
	}
}
