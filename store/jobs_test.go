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

// crowd makes n prospects.
func crowd(t *testing.T, b *storetest.Box, n int) (fs []fiche.Fiche, ids []fiche.ID) {
	t.Helper()
	for i := range n {
		f := b.Prospect(t, "name", fmt.Sprintf("Claes %03d", i), "groups", "Hout", "source", "krant")
		fs, ids = append(fs, f), append(ids, f.ID)
	}
	return fs, ids
}

// bulk begins a job.
func bulk(t *testing.T, b *storetest.Box, do store.Bulk) store.Job {
	t.Helper()
	j, err := b.BeginBulk(t.Context(), storetest.Kim, do)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// worked does the jobs there are, and answers the one as it is then.
func worked(t *testing.T, b *storetest.Box, id fiche.ID) store.Job {
	t.Helper()
	if err := b.WorkOff(t.Context()); err != nil {
		t.Fatal(err)
	}
	return job(t, b, id)
}

func job(t *testing.T, b *storetest.Box, id fiche.ID) store.Job {
	t.Helper()
	j, err := b.Job(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func card(t *testing.T, b *storetest.Box, id fiche.ID) store.Card {
	t.Helper()
	c, err := b.Card(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestABulkNamesWhatItLeftAndItsUndoWhatWasChangedSince(t *testing.T) {
	b := storetest.Open(t)
	fs, ids := crowd(t, b, 100)
	had := b.Prospect(t, "name", "Had het al", "groups", "Ramen 2027")
	if _, err := b.Remove(t.Context(), storetest.Bart, fs[7].ID); err != nil {
		t.Fatal(err)
	}
	ids = append(ids, had.ID, "f-nobody")
	j := bulk(t, b, store.Bulk{Do: store.BulkGroup, Group: "ramen 2027", IDs: ids})
	if j.State != store.JobRunning || j.Total != 102 || j.Number != 1 || j.By != storetest.Kim.Name {
		t.Errorf("begins as %+v", j)
	}
	j = worked(t, b, j.ID)
	if j.State != store.JobDone || j.Done != 102 || j.Counts["changed"] != 99 || j.Counts["same"] != 1 || j.Counts["skipped"] != 2 {
		t.Errorf("ends as %+v", j)
	}
	why := map[fiche.ID]string{}
	for _, e := range j.Exceptions {
		why[e.Fiche] = e.Code + e.By
	}
	if why[had.ID] != "same" || why[fs[7].ID] != "binned"+storetest.Bart.Name || why["f-nobody"] != "gone" {
		t.Errorf("exceptions %v", why)
	}
	c := card(t, b, ids[3])
	if c.Values["groups"] != "Hout, Ramen 2027" || c.Fiche.Rev != 2 || c.Fiche.ChangedBy != storetest.Kim.Name {
		t.Errorf("%v, version %d, by %s", c.Values, c.Fiche.Rev, c.Fiche.ChangedBy)
	}
	if _, err := b.Save(t.Context(), storetest.Bart, ids[3], 2, store.Draft{Values: values("name", "Claes 003", "groups", "Hout")}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Save(t.Context(), storetest.Bart, ids[4], 2, store.Draft{Values: values("name", "Een andere naam", "groups", "Hout, Ramen 2027", "source", "krant")}); err != nil {
		t.Fatal(err)
	}
	undo, err := b.UndoJob(t.Context(), storetest.Bart, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	undo = worked(t, b, undo.ID)
	if undo.Total != 99 || undo.Counts["changed"] != 98 || undo.Counts["skipped"] != 1 || len(undo.Exceptions) != 1 || undo.Exceptions[0].Fiche != ids[3] || undo.Exceptions[0].Code != "changed" || undo.Exceptions[0].By != storetest.Bart.Name {
		t.Errorf("undo ends as %+v", undo)
	}
	if v := card(t, b, ids[4]).Values; v["groups"] != "Hout" || v["name"] != "Een andere naam" {
		t.Errorf("after the undo %v", v)
	}
	if j = job(t, b, j.ID); j.State != store.JobUndone || j.UndoneBy != undo.ID {
		t.Errorf("undone is %+v", j)
	}
	if _, err := b.UndoJob(t.Context(), storetest.Kim, j.ID); !errors.Is(err, store.ErrUndone) {
		t.Error("a second undo:", err)
	}
	if _, err := b.UndoJob(t.Context(), storetest.Kim, undo.ID); !errors.Is(err, store.ErrOver) {
		t.Error("the undo of an undo:", err)
	}
}

func TestEachKindOfBulkIsTakenBackWhole(t *testing.T) {
	for _, c := range []struct {
		do   store.Bulk
		says func(store.Card) string
		want string
	}{
		{store.Bulk{Do: store.BulkGroup, Group: "PVC"}, func(c store.Card) string { return c.Values["groups"] }, "Hout, PVC"},
		{store.Bulk{Do: store.BulkUngroup, Group: "hout"}, func(c store.Card) string { return c.Values["groups"] }, ""},
		{store.Bulk{Do: store.BulkSource, Value: "  Beurs  "}, func(c store.Card) string { return c.Fiche.Source }, "Beurs"},
		{store.Bulk{Do: store.BulkInactive}, func(c store.Card) string { return fmt.Sprint(c.Fiche.Inactive) }, "true"},
		{store.Bulk{Do: store.BulkConvert}, func(c store.Card) string { return c.Fiche.Kind.String() }, "customer"},
		{store.Bulk{Do: store.BulkBin}, func(c store.Card) string { return fmt.Sprint(c.Fiche.Removed()) }, "true"},
	} {
		t.Run(c.do.Do, func(t *testing.T) {
			b := storetest.Open(t)
			fs, ids := crowd(t, b, 70)
			before := card(t, b, ids[0])
			c.do.All = &store.Query{Kind: fiche.Prospect, Text: "claes"}
			if n := b.Found(c.do); n != 70 {
				t.Errorf("%d found", n)
			}
			j := worked(t, b, bulk(t, b, c.do).ID)
			if j.Counts["changed"] != 70 || j.State != store.JobDone {
				t.Errorf("%+v", j)
			}
			for _, f := range fs {
				if got := c.says(card(t, b, f.ID)); got != c.want {
					t.Fatalf("%s is %q, want %q", f.Name, got, c.want)
				}
			}
			b.Clock.Add(time.Minute)
			undo, err := b.UndoJob(t.Context(), storetest.Bart, j.ID)
			if err != nil {
				t.Fatal(err)
			}
			if undo = worked(t, b, undo.ID); undo.Counts["changed"] != 70 {
				t.Errorf("%+v", undo)
			}
			after := card(t, b, ids[0])
			if len(fiche.Diff(before.Values, after.Values)) > 0 || after.Fiche.Kind != before.Fiche.Kind || after.Fiche.Number != before.Fiche.Number || after.Fiche.Removed() {
				t.Errorf("before %+v\nafter %+v", before.Fiche, after.Fiche)
			}
			if n := b.Count(store.Query{Kind: fiche.Prospect}); n != 70 {
				t.Errorf("%d prospects in the list", n)
			}
		})
	}
}

// Thirty fiches of the largest size are more than one transaction may write.
func TestLargeFichesAreDoneFewerAtATime(t *testing.T) {
	b := storetest.Open(t)
	var ids []fiche.ID
	fields := []string{"remarks", strings.Repeat("é", fiche.MaxRemarks/2)}
	for i := range fiche.MaxContacts {
		for _, n := range []string{"name", "role", "phone"} {
			fields = append(fields, fmt.Sprintf("contact.%d.%s", i+1, n), strings.Repeat("x", 200))
		}
	}
	for i := range 70 {
		f := b.Prospect(t, append(fields, "name", fmt.Sprint("Groot ", i), "groups", fmt.Sprintf("groep %d, groep %d, groep %d", i, i+1, i+2))...)
		ids = append(ids, f.ID)
	}
	if j := worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkSource, Value: "Beurs", IDs: ids}).ID); j.Counts["changed"] != 70 {
		t.Errorf("%+v", j)
	}
	if j := worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkConvert, IDs: ids}).ID); j.Counts["changed"] != 70 {
		t.Errorf("%+v", j)
	}
	if n := b.Count(store.Query{Kind: fiche.Customer, Source: "beurs"}); n != 70 {
		t.Errorf("%d customers by Beurs", n)
	}
}

func TestASecondClickBeginsNoSecondJob(t *testing.T) {
	b := storetest.Open(t)
	_, ids := crowd(t, b, 3)
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	first := bulk(t, b, store.Bulk{Do: store.BulkBin, IDs: ids, Token: token})
	second := bulk(t, b, store.Bulk{Do: store.BulkBin, IDs: ids, Token: token})
	if jobs, _, err := b.Jobs(t.Context(), "", 10); err != nil || len(jobs) != 1 || second.ID != first.ID {
		t.Error(len(jobs), err)
	}
}

func TestABulkIsRefusedThatCannotBeDone(t *testing.T) {
	b := storetest.Open(t)
	_, ids := crowd(t, b, 2)
	var invalid *store.Invalid
	for _, c := range []struct {
		do   store.Bulk
		want func(error) bool
	}{
		{store.Bulk{Do: store.BulkGroup, Group: "", IDs: ids}, func(err error) bool { return errors.As(err, &invalid) }},
		{store.Bulk{Do: store.BulkGroup, Group: "een, twee", IDs: ids}, func(err error) bool { return errors.As(err, &invalid) }},
		{store.Bulk{Do: store.BulkSource, Value: strings.Repeat("x", 201), IDs: ids}, func(err error) bool { return errors.As(err, &invalid) }},
		{store.Bulk{Do: store.BulkUngroup, Group: "bestaat niet", IDs: ids}, func(err error) bool { return errors.Is(err, store.ErrNotFound) }},
		{store.Bulk{Do: store.BulkBin}, func(err error) bool { return errors.Is(err, store.ErrNotFound) }},
		{store.Bulk{Do: store.BulkBin, All: &store.Query{Text: "niemand"}}, func(err error) bool { return errors.Is(err, store.ErrNotFound) }},
		{store.Bulk{Do: "undo", IDs: ids}, func(err error) bool { return errors.Is(err, store.ErrNotFound) }},
	} {
		if _, err := b.BeginBulk(t.Context(), storetest.Kim, c.do); !c.want(err) {
			t.Errorf("%+v: %v", c.do, err)
		}
	}
	if jobs, _, err := b.Jobs(t.Context(), "", 10); err != nil || len(jobs) > 0 {
		t.Error(jobs, err)
	}
}
