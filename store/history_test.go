package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func changes(t *testing.T, b *storetest.Box, q store.HistoryQuery) store.HistoryPage {
	t.Helper()
	p, err := b.Changes(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAllChangesArePagedNewestFirst(t *testing.T) {
	b := storetest.Open(t)
	f := b.Prospect(t, "name", "Claes Houtbouw")
	g := b.Prospect(t, "name", "Allaert", "remarks", "x")
	line := func(text string) store.MomentDraft {
		return store.MomentDraft{Name: "new-" + text, Line: fiche.Line{Kind: "call-back", Day: "2026-10-22", Text: text}}
	}
	d := store.Draft{Values: storetest.Values("name", "Claes Houtbouw"), Moments: []store.MomentDraft{line("1"), line("2"), line("3")}}
	if _, err := b.Save(t.Context(), storetest.Kim, f.ID, f.Rev, d); err != nil { // one commit, three changes
		t.Fatal(err)
	}
	if _, err := b.Remove(t.Context(), storetest.Bart, g.ID); err != nil {
		t.Fatal(err)
	}
	all := changes(t, b, store.HistoryQuery{Limit: 50})
	if x := all.Lines[0]; len(all.Lines) != 6 || all.Next != "" || x.Op != store.OpRemove || !x.Removed || x.Ref.Name != "Allaert" || x.By != storetest.Bart.Name || all.Tally.Total != 6 {
		t.Fatalf("changes are %+v", all)
	}
	var want []string
	for _, c := range all.Lines {
		want = append(want, c.ID)
	}
	got, _ := paged(t, b, store.HistoryQuery{Limit: 1})
	wantComing(t, got, want...)
}

// paged are the changes that a query finds, page after page, and what the first page
// counts.
func paged(t *testing.T, b *storetest.Box, q store.HistoryQuery) (ids []string, x store.HistoryTally) {
	t.Helper()
	for n := range 1000 {
		p := changes(t, b, q)
		if n == 0 {
			x = p.Tally
		}
		for _, c := range p.Lines {
			ids = append(ids, c.ID)
		}
		if q.Before = p.Next; q.Before == "" {
			return ids, x
		}
	}
	t.Fatal("pages without an end")
	return nil, x
}

// busyDays makes a box in which several people worked for some days.
func busyDays(t *testing.T, b *storetest.Box, r *rand.Rand, own []string) (fs []fiche.Fiche) {
	t.Helper()
	for i := range 12 {
		fs = append(fs, b.Make(t, fiche.Kinds[i%3], "name", "Bakker X"+string(rune(65+i))))
	}
	var ids []fiche.ID
	for _, f := range fs {
		ids = append(ids, f.ID)
	}
	who := []store.Actor{storetest.Kim, storetest.Bart, {}}
	must := func(err error) {
		if t.Helper(); err != nil && !errors.Is(err, store.ErrConverted) {
			t.Fatal(err)
		}
	}
	for n := range 120 {
		b.Clock.Add(time.Duration(r.IntN(3)) * time.Hour)
		by, f := who[r.IntN(3)], fs[r.IntN(len(fs))]
		var err error
		switch r.IntN(10) {
		case 0:
			_, err = b.SetActive(t.Context(), by, f.ID, n%2 == 0)
		case 1:
			_, err = b.Remove(t.Context(), by, f.ID)
		case 2:
			_, err = b.Restore(t.Context(), by, f.ID)
		case 3:
			_, err = b.AddMoment(t.Context(), by, f.ID, fiche.Line{Kind: "call-back", Day: "2026-10-22"}, "")
		case 4:
			_, _, err = b.Convert(t.Context(), by, f.ID)
		case 5:
			_, err = b.CreateCRM(t.Context(), by, f.ID, store.CRMDraft{Values: fiche.Values{"stage": "new", "subject": "Gevel"}})
		case 6:
			j := bulk(t, b, store.Bulk{Do: store.BulkSource, Value: fmt.Sprint("bron ", n), IDs: ids[r.IntN(6):]})
			worked(t, b, j.ID)
		case 7, 8:
			err = rewritten(t, b, by, f.ID, []string{"phone", own[0], own[1], "contact.2.email", "remarks"}[r.IntN(5)], fmt.Sprint("x", n))
		case 9:
			err = turned(t, b, by, f.ID, n)
		}
		must(err)
	}
	must(b.Erase(t.Context(), storetest.Kim, func() fiche.ID {
		_, err := b.Remove(t.Context(), storetest.Kim, fs[11].ID)
		must(err)
		return fs[11].ID
	}()))
	return fs
}

// rewritten gives a field of a fiche another text, when the fiche is there.
func rewritten(t *testing.T, b *storetest.Box, by store.Actor, id fiche.ID, name, text string) error {
	t.Helper()
	card, err := b.Card(t.Context(), id)
	if err != nil || card.Fiche.Removed() {
		return nil
	}
	card.Values[name] = text
	_, err = b.Save(t.Context(), by, id, card.Fiche.Rev, store.Draft{Values: card.Values})
	return err
}

// turned moves the first moment of a fiche to another day.
func turned(t *testing.T, b *storetest.Box, by store.Actor, id fiche.ID, n int) error {
	t.Helper()
	card, err := b.Card(t.Context(), id)
	if err != nil || card.Fiche.Removed() || len(card.Moments) == 0 {
		return nil
	}
	m := card.Moments[0]
	line := m.Line()
	line.Day = fmt.Sprintf("2026-11-%02d", 1+n%28)
	return b.SaveMoment(t.Context(), by, id, m.ID, line, m.Line())
}

func TestTheHistoryFindsWhatAPlainReadingFinds(t *testing.T) {
	b := storetest.Open(t)
	r := rand.New(rand.NewPCG(7, 7))
	own := []string{own(t, b, "Profiel", fiche.ExtraText, fiche.Kinds[:]...).Field(), own(t, b, "Ral", fiche.ExtraText, fiche.Kinds[:]...).Field()}
	fs := busyDays(t, b, r, own)
	var all []store.Change
	for _, f := range fs {
		of, _, err := b.History(t.Context(), f.ID, "", 10_000)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, of...)
	}
	slices.SortFunc(all, func(a, b store.Change) int { return cmp.Or(cmp.Compare(b.Base, a.Base), cmp.Compare(b.ID, a.ID)) })
	first, days := all[len(all)-1].At, (all[0].At-all[len(all)-1].At)/86400
	fields := []string{"phone", "contact", "remarks", "source", "active", "moment.day", "bic", own[0], own[1]}
	some := func(n int) bool { return r.IntN(n) == 0 }
	for range 150 {
		q := store.HistoryQuery{Limit: 1 + r.IntN(9)}
		if some(2) {
			q.Who = []string{storetest.Kim.ID, storetest.Bart.ID, store.Program, "unobody"}[r.IntN(4)]
		}
		if some(2) {
			q.What = store.Whats[r.IntN(len(store.Whats))]
		}
		if some(3) {
			q.Kind = fiche.Kinds[r.IntN(3)]
		}
		if some(3) {
			q.Fiche = []string{"Bakker XD", "bakker", fmt.Sprint(fs[0].Number), fmt.Sprint(fs[11].Number), "niemand"}[r.IntN(5)]
		}
		if some(3) {
			q.From = first + int64(r.IntN(int(days)))*86400
		}
		if some(3) {
			q.Until = first + int64(r.IntN(int(days)))*86400
		}
		if some(2) {
			q.Field = fields[r.IntN(len(fields))]
		}
		got, tally := paged(t, b, q)
		want := plainly(all, q, fs)
		if !slices.Equal(got, want) {
			t.Fatalf("%+v\nfinds %v\nwants %v", q, got, want)
		}
		each := 0
		for c, err := range b.EachChange(t.Context(), q) {
			if err != nil || c.ID != want[each] {
				t.Fatalf("%+v: line %d of all is %+v, %v", q, each, c, err)
			}
			each++
		}
		if each != len(want) || tally.Total != len(want) || !tally.Whole || q.Who != "" && q.What != "" && tally.What[q.What] != len(want) {
			t.Fatalf("%+v counts %+v, want %d", q, tally, len(want))
		}
	}
}

// plainly is what a query is to find, by reading all.
func plainly(all []store.Change, q store.HistoryQuery, fs []fiche.Fiche) (ids []string) {
	var run fiche.ID
	for _, c := range all {
		n := slices.IndexFunc(fs, func(f fiche.Fiche) bool { return f.ID == c.Fiche })
		meant := q.Fiche == "" || q.Fiche == fs[n].Name || q.Fiche == "bakker" && n != 11 || q.Fiche == fmt.Sprint(fs[n].Number)
		if !meant || !hasChanged(c, q.Field) || q.Kind != 0 && c.Of != q.Kind || c.At < q.From || q.Until != 0 && c.At >= q.Until {
			continue
		}
		if c.Job != "" && q.Fiche == "" {
			if run == c.Job {
				continue
			}
			run = c.Job
		}
		if (q.Who == "" || q.Who == cmp.Or(c.ByID, store.Program)) && (q.What == "" || q.What == isAbout(c)) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// hasChanged reports whether a change is one of a field; what makes something is none.
func hasChanged(c store.Change, field string) bool {
	made := c.Op == store.OpCreate || c.Op == store.OpMomentAdd || c.Op == store.OpCRMAdd
	return field == "" || !made && slices.ContainsFunc(c.Fields, func(d fiche.Delta) bool {
		return d.Name == field || field == "contact" && strings.HasPrefix(d.Name, "contact.")
	})
}

func isAbout(c store.Change) string {
	switch {
	case c.Job != "" || c.Op == store.OpConvert:
		return store.WhatActs
	case c.Op == store.OpCreate:
		return store.WhatMade
	case c.Moment != "":
		return store.WhatMoments
	case c.Part != "":
		return store.WhatCRM
	case c.Op == store.OpActive, c.Op == store.OpSave:
		return store.WhatData
	}
	return store.WhatBin
}

func TestAJobIsOneLineInTheHistoryAndAmongTheLatest(t *testing.T) {
	b := storetest.Open(t)
	_, ids := crowd(t, b, 80)
	j := bulk(t, b, store.Bulk{Do: store.BulkGroup, Group: "Ramen", IDs: ids})
	worked(t, b, j.ID)
	late := b.Prospect(t, "name", "Later")
	p := changes(t, b, store.HistoryQuery{Limit: 3})
	if x := p.Lines[1]; p.Lines[0].Change.Fiche != late.ID || x.Job == nil || x.Job.ID != j.ID || x.Job.Counts["changed"] != 80 || p.Lines[2].Op != store.OpCreate || p.Tally.Total != 82 {
		t.Errorf("the history has %+v, %+v", p.Lines[:2], p.Tally)
	}
	if p := changes(t, b, store.HistoryQuery{Limit: 3, Before: p.Next}); p.Lines[0].Op != store.OpCreate {
		t.Errorf("the page after has the job again: %+v", p.Lines[0])
	}
	latest, err := b.Latest(t.Context(), 3)
	if err != nil || latest[0].Job != nil || latest[1].Job == nil || latest[2].Job != nil {
		t.Errorf("the latest are %+v, %v", latest, err)
	}
	p = changes(t, b, store.HistoryQuery{Limit: 9, Fiche: "30007"})
	if len(p.Lines) != 2 || p.Lines[0].Job != nil || p.Lines[0].Fields[0].Name != "groups" {
		t.Errorf("of one fiche it has %+v", p.Lines)
	}
}
