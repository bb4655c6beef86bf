package store_test

import (
	"errors"
	"fmt"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func TestManyCRMFichesGetAnOwnerAndTheUndoGivesTheirsBack(t *testing.T) {
	b := storetest.Open(t)
	kim, nele := b.Colleague(t, "Kim"), b.Colleague(t, "Nele")
	var ids []fiche.ID
	f := b.Prospect(t, "name", "Claes Houtbouw")
	for i := range 70 {
		ids = append(ids, b.CRM(t, f, "subject", fmt.Sprint("Gevel ", i), "owner", kim).ID)
	}
	hers := b.CRM(t, f, "subject", "Dak", "owner", nele).ID
	if _, err := b.RemoveCRM(t.Context(), storetest.Kim, ids[0]); err != nil {
		t.Fatal(err)
	}
	owner := func(id fiche.ID) fiche.ID {
		t.Helper()
		c, err := b.CRMCard(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return c.CRM.Owner
	}
	j, err := b.BeginOwner(t.Context(), storetest.Kim, store.OwnDraft{Owner: nele, All: &store.CRMQuery{}})
	if err != nil || j.Total != 70 || j.Params["name"] != "Nele" {
		t.Fatalf("begins as %+v, %v", j, err)
	}
	if j = worked(t, b, j.ID); j.Counts["changed"] != 69 || j.Counts["same"] != 1 || owner(ids[5]) != nele || owner(ids[0]) != kim {
		t.Errorf("ends as %+v", j)
	}
	if p := changes(t, b, store.HistoryQuery{Limit: 9}); p.Lines[0].Job == nil || p.Lines[1].Job != nil {
		t.Errorf("the history has %+v", p.Lines[:2])
	}
	if _, err := b.SaveCRM(t.Context(), storetest.Bart, ids[7], store.CRMDraft{Values: fiche.Values{"stage": "new", "subject": "Gevel 7"}, Was: fiche.Values{"stage": "new", "subject": "Gevel 7", "owner": nele}}); err != nil {
		t.Fatal(err)
	}
	b.Reopen(t)
	undo, err := b.UndoJob(t.Context(), storetest.Kim, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	if undo = worked(t, b, undo.ID); undo.Counts["changed"] != 68 || undo.Left() != 1 || undo.Exceptions[0].By != storetest.Bart.Name {
		t.Errorf("the undo ends as %+v", undo)
	}
	if owner(ids[5]) != kim || owner(hers) != nele || owner(ids[7]) != "" {
		t.Error("not all are theirs again")
	}
	var invalid *store.Invalid
	if _, err := b.BeginOwner(t.Context(), storetest.Kim, store.OwnDraft{Owner: "unobody", IDs: ids}); !errors.As(err, &invalid) {
		t.Errorf("nobody who is there: %v", err)
	}
	if _, err := b.BeginOwner(t.Context(), storetest.Kim, store.OwnDraft{Owner: kim}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("about nothing: %v", err)
	}
}
