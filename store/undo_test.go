package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// seen is all that one sees of a fiche, but for who changed it when.
func seen(t *testing.T, b *storetest.Box, id fiche.ID) string {
	t.Helper()
	c := card(t, b, id)
	f := &c.Fiche
	text := fmt.Sprintln(f.Kind, f.Number, f.Removed(), f.Inactive, c.Values)
	for _, m := range c.Moments {
		text += fmt.Sprintln(m.Line(), m.CRM)
	}
	for _, a := range c.Log {
		text += fmt.Sprintln(a.Line(), a.CRM, a.Step, a.Closed)
	}
	crm, err := b.CRMOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range crm {
		text += fmt.Sprintln(x.CRM.Values())
	}
	return text
}

// lastChange is the id of what was done last to a fiche.
func lastChange(t *testing.T, b *storetest.Box, id fiche.ID) store.Change {
	t.Helper()
	cs, _, err := b.History(t.Context(), id, "", 3)
	for _, c := range cs {
		if c.Fiche == id { // and not one that became part of it
			return c
		}
	}
	t.Fatal(cs, err)
	return store.Change{}
}

func TestTheLastChangeOfAFicheIsUndoneAndThatToo(t *testing.T) {
	line := fiche.Line{Kind: "call-back", Day: "2026-10-22", Hour: "09:00", Text: "stalen"}
	for name, do := range map[string]func(*testing.T, *storetest.Box, fiche.Fiche, fiche.Moment, fiche.CRM, fiche.Activity) error{
		"a save of fields, groups and moments": func(t *testing.T, b *storetest.Box, f fiche.Fiche, m fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			moved := m.Line()
			moved.Day, moved.Text = "2026-10-30", ""
			d := store.Draft{Values: storetest.Values("name", "Claes", "groups", "PVC, Nieuw", "phone", "050 00 41 28"), Moments: []store.MomentDraft{{Name: m.ID, Line: moved, Was: m.Line()}, {Name: "new-1", Line: line}}}
			_, err := b.Save(t.Context(), storetest.Kim, f.ID, f.Rev, d)
			return err
		},
		"inactive": func(t *testing.T, b *storetest.Box, f fiche.Fiche, _ fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			_, err := b.SetActive(t.Context(), storetest.Kim, f.ID, false)
			return err
		},
		"to the bin": func(t *testing.T, b *storetest.Box, f fiche.Fiche, _ fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			_, err := b.Remove(t.Context(), storetest.Kim, f.ID)
			return err
		},
		"a conversion": func(t *testing.T, b *storetest.Box, f fiche.Fiche, _ fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			_, _, err := b.Convert(t.Context(), storetest.Kim, f.ID)
			return err
		},
		"a moment done": func(t *testing.T, b *storetest.Box, f fiche.Fiche, m fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			_, err := b.Done(t.Context(), storetest.Kim, f.ID, m.ID, true)
			return err
		},
		"a moment taken away": func(t *testing.T, b *storetest.Box, f fiche.Fiche, m fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			return b.RemoveMoment(t.Context(), storetest.Kim, f.ID, m.ID)
		},
		"a CRM fiche changed": func(t *testing.T, b *storetest.Box, _ fiche.Fiche, _ fiche.Moment, x fiche.CRM, _ fiche.Activity) error {
			v := x.Values()
			v["subject"], v["stage"], v["value"] = "Gevel en dak", "quote", "4200"
			_, err := b.SaveCRM(t.Context(), storetest.Kim, x.ID, store.CRMDraft{Values: v, Was: x.Values()})
			return err
		},
		"a CRM fiche to the bin": func(t *testing.T, b *storetest.Box, _ fiche.Fiche, _ fiche.Moment, x fiche.CRM, _ fiche.Activity) error {
			_, err := b.RemoveCRM(t.Context(), storetest.Kim, x.ID)
			return err
		},
		"something noted, with what it closed and its next step": func(t *testing.T, b *storetest.Box, f fiche.Fiche, m fiche.Moment, x fiche.CRM, _ fiche.Activity) error {
			_, err := b.AddActivity(t.Context(), storetest.Kim, f.ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "call", Day: "2026-10-21", Text: "wil een offerte", Step: line}, CRM: x.ID, Close: m.ID})
			return err
		},
		"a line of the log changed": func(t *testing.T, b *storetest.Box, f fiche.Fiche, _ fiche.Moment, _ fiche.CRM, a fiche.Activity) error {
			l := a.Line()
			l.Text, l.Missed, l.Day = "anders", true, "2026-10-19"
			_, err := b.SaveActivity(t.Context(), storetest.Kim, f.ID, a.ID, l, a.Line())
			return err
		},
		"a line of the log taken away, with its next step": func(t *testing.T, b *storetest.Box, f fiche.Fiche, _ fiche.Moment, _ fiche.CRM, a fiche.Activity) error {
			_, err := b.RemoveActivity(t.Context(), storetest.Kim, f.ID, a.ID, false)
			return err
		},
		"a merger": func(t *testing.T, b *storetest.Box, f fiche.Fiche, _ fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			other := b.Prospect(t, "name", "Claes bis", "fax", "050 00 41 29")
			_, _, err := b.Merge(t.Context(), storetest.Kim, store.MergeDraft{Keep: f.ID, Gone: other.ID, KeepRev: f.Rev, GoneRev: other.Rev, Picks: map[string]string{"name": "keep"}})
			return err
		},
		"bulk work": func(t *testing.T, b *storetest.Box, f fiche.Fiche, _ fiche.Moment, _ fiche.CRM, _ fiche.Activity) error {
			worked(t, b, bulk(t, b, store.Bulk{Do: store.BulkUngroup, Group: "Hout", IDs: []fiche.ID{f.ID}}).ID)
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := storetest.Open(t)
			f := b.Person(t, "Hout Claes nv")
			m := b.Moment(t, f, fiche.Appointment, "2026-10-23", "14:00", "opmeten")
			x := b.CRM(t, f, "subject", "Gevel")
			a, err := b.AddActivity(t.Context(), storetest.Bart, f.ID, store.ActivityDraft{Line: fiche.ActivityLine{Kind: "visit", Day: "2026-10-20", Text: "stond voor de deur", Step: line}, CRM: x.ID})
			if err != nil {
				t.Fatal(err)
			}
			before := seen(t, b, f.ID)
			b.Clock.Add(time.Hour)
			if err := do(t, b, f, m, x, a); err != nil {
				t.Fatal(err)
			}
			after := seen(t, b, f.ID)
			if after == before {
				t.Fatal("nothing was done")
			}
			for n := range 4 {
				b.Clock.Add(time.Minute)
				_, undid, err := b.UndoLast(t.Context(), storetest.Bart, f.ID, lastChange(t, b, f.ID).ID)
				if name == "a merger" && n == 1 {
					if !errors.Is(err, store.ErrNoUndo) {
						t.Errorf("an undone merger is undone: %v", err)
					}
					break
				}
				if err != nil || undid != lastChange(t, b, f.ID).ID || lastChange(t, b, f.ID).By != storetest.Bart.Name {
					t.Fatalf("undo %d: %v, %q", n, err, undid)
				}
				want := before
				if n%2 == 1 {
					want = after
				}
				if got := seen(t, b, f.ID); got != want {
					t.Fatalf("undo %d has\n%s\nwant\n%s", n, got, want)
				}
			}
		})
	}
}

func TestAMomentThatIsDoneAgainWasDoneByWhoDidIt(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes")
	m := b.Moment(t, f, fiche.Appointment, "2026-10-23", "14:00", "opmeten")
	if _, err := b.Done(t.Context(), storetest.Kim, f.ID, m.ID, true); err != nil {
		t.Fatal(err)
	}
	done := card(t, b, f.ID).Moments[0]
	for range 2 {
		b.Clock.Add(time.Hour)
		if _, _, err := b.UndoLast(t.Context(), storetest.Bart, f.ID, lastChange(t, b, f.ID).ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := card(t, b, f.ID).Moments[0]; got.DoneBy != storetest.Kim.Name || got.DoneAt != done.DoneAt {
		t.Errorf("done by %q at %d", got.DoneBy, got.DoneAt)
	}
}

func TestAnUndoIsRefusedAndLeavesAllAsItIs(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes", "groups", "Hout")
	made := lastChange(t, b, f.ID).ID
	save := func(values ...string) {
		t.Helper()
		now := card(t, b, f.ID).Fiche
		if _, err := b.Save(t.Context(), storetest.Kim, f.ID, now.Rev, store.Draft{Values: storetest.Values(values...)}); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(what string, change fiche.ID, want error) {
		t.Helper()
		before := seen(t, b, f.ID)
		_, _, err := b.UndoLast(t.Context(), storetest.Bart, f.ID, change)
		var invalid *store.Invalid
		if want == nil && !errors.As(err, &invalid) || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
		if seen(t, b, f.ID) != before {
			t.Errorf("%s: not left as it is", what)
		}
	}
	save("name", "Claes", "groups", "PVC")
	refused("an older one", made, store.ErrMoved)
	refused("nobody's", "h-nobody", store.ErrMoved)
	hout, err := b.GroupNamed(t.Context(), "Hout")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.RemoveGroup(t.Context(), storetest.Kim, hout.ID); err != nil {
		t.Fatal(err)
	}
	refused("a group that is gone", lastChange(t, b, f.ID).ID, nil)
	own, err := b.AddExtra(t.Context(), storetest.Kim, "", fiche.Extra{Name: "Houtsoort", Type: "text", Kinds: fiche.Kinds[:]})
	if err != nil {
		t.Fatal(err)
	}
	save("name", "Claes", "groups", "PVC", own.Field(), "eik")
	if err := b.RemoveExtra(t.Context(), storetest.Kim, own.ID); err != nil {
		t.Fatal(err)
	}
	refused("an own field that is gone", lastChange(t, b, f.ID).ID, store.ErrMoved)
	if _, _, err := b.UndoLast(t.Context(), storetest.Bart, "f-nobody", made); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of nobody: %v", err)
	}
}

func TestAGroupThatGotAnotherNameComesBackByAnUndo(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes", "groups", "Hout, PVC")
	if _, err := b.Save(t.Context(), storetest.Kim, f.ID, f.Rev, store.Draft{Values: storetest.Values("name", "Claes", "groups", "PVC")}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Hout", "PVC"} {
		g, err := b.GroupNamed(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.RenameGroup(t.Context(), storetest.Kim, g.ID, name+" 2027"); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := b.UndoLast(t.Context(), storetest.Bart, f.ID, lastChange(t, b, f.ID).ID); err != nil {
		t.Fatal(err)
	}
	if got := card(t, b, f.ID).Values["groups"]; got != "Hout 2027, PVC 2027" {
		t.Errorf("it is in %q", got)
	}
}

func TestANewFicheIsUndoneIntoTheBinWithWhatItWasMadeWith(t *testing.T) {
	b := storetest.Open(t)
	d := store.Draft{Values: storetest.Values("name", "Claes"), Moments: []store.MomentDraft{{Name: "new-1", Line: fiche.Line{Kind: "call-back", Day: "2026-10-22"}}}}
	f, err := b.Create(t.Context(), storetest.Kim, fiche.Prospect, d)
	if err != nil {
		t.Fatal(err)
	}
	p := changes(t, b, store.HistoryQuery{Limit: 9})
	if p.Lines[0].Undoes != 2 || p.Lines[1].Undoes != 0 {
		t.Errorf("offered on %d and %d", p.Lines[0].Undoes, p.Lines[1].Undoes)
	}
	if _, _, err := b.UndoLast(t.Context(), storetest.Kim, f.ID, lastChange(t, b, f.ID).ID); err != nil {
		t.Fatal(err)
	}
	if c := card(t, b, f.ID); !c.Fiche.Removed() || len(c.Moments) != 1 {
		t.Errorf("it is %+v with %d moments", c.Fiche, len(c.Moments))
	}
}
