package store_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/alike"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

func found(t *testing.T, b *storetest.Box) store.Doubles {
	t.Helper()
	b.FindDoubles(t)
	d, err := b.Doubles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func names(ds []store.Double) (ns []string) {
	for _, d := range ds {
		ns = append(ns, d.A.Name+" / "+d.B.Name)
	}
	return ns
}

func sameNames(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%q, want %q", got, want)
		}
	}
}

func TestALookForDoublesFindsThemAmongAllKindsTheLikeliestFirst(t *testing.T) {
	b := storetest.Open(t)
	if d, err := b.Doubles(t.Context()); err != nil || !d.At.IsZero() || len(d.Open) != 0 {
		t.Fatalf("before any look: %+v, %v", d, err)
	}
	b.Prospect(t, "name", "Allaert Marijke", "person", "yes")
	b.Prospect(t, "name", "Marijke Allaert", "person", "yes")
	b.Prospect(t, "name", "Bakkerij Peeters", "vat", "1099621890")
	b.Make(t, fiche.Customer, "name", "Bakkerij L. Peeters", "vat", "BE1099.621.890")
	b.Make(t, fiche.Supplier, "name", "Iets anders")
	d := found(t, b)
	sameNames(t, names(d.Open), "Bakkerij Peeters / Bakkerij L. Peeters", "Allaert Marijke / Marijke Allaert")
	if d.Fiches != 5 || d.Found != 2 || d.Kept != 2 || !d.At.Equal(b.Clock.Now().Truncate(time.Second)) {
		t.Errorf("looked: %+v", d.Looked)
	}
	if l := d.Open[0].Like; l.Level() != alike.Sure || !l.Has(alike.VAT) {
		t.Errorf("looks alike by %+v", l)
	}
	b.Reopen(t)
	if again, err := b.Doubles(t.Context()); err != nil || len(again.Open) != 2 || !again.At.Equal(d.At) {
		t.Errorf("after a restart: %+v, %v", again.Looked, err)
	}
}

// What was answered never comes back, not when one of the two changes, nor after another
// look, nor in an import of an export; only when it is taken back.
func TestAVerdictSticks(t *testing.T) {
	b := storetest.Open(t)
	one, two := b.Prospect(t, "name", "Hout Claes nv"), b.Make(t, fiche.Customer, "name", "Hout Claes")
	sameNames(t, names(found(t, b).Open), "Hout Claes nv / Hout Claes")
	if err := b.Judge(t.Context(), storetest.Kim, two.ID, one.ID, store.VerdictBranch); err != nil {
		t.Fatal(err)
	}
	if d, err := b.Doubles(t.Context()); err != nil || len(d.Open) != 0 || len(d.Judged) != 1 {
		t.Fatalf("right after: %+v, %v", d, err)
	}
	if _, err := b.Save(t.Context(), storetest.Bart, one.ID, one.Rev, store.Draft{Values: storetest.Values("name", "Hout Claes bv", "phone", "050 00 12 34")}); err != nil {
		t.Fatal(err)
	}
	d := found(t, b)
	sameNames(t, names(d.Open))
	sameNames(t, names(d.Judged), "Hout Claes bv / Hout Claes")
	if v := d.Judged[0].Verdict; v.Answer != store.VerdictBranch || v.By != storetest.Kim.Name || v.At != b.Clock.Now().Unix() {
		t.Errorf("kept: %+v", v)
	}
	var out bytes.Buffer
	if err := b.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t)
	if _, err := other.Import(t.Context(), bytes.NewReader(out.Bytes())); err != nil {
		t.Fatal(err)
	}
	if d := found(t, other); len(d.Open) != 0 || len(d.Judged) != 1 {
		t.Errorf("imported: %q, judged %q", names(d.Open), names(d.Judged))
	}
	if err := b.Judge(t.Context(), storetest.Kim, one.ID, two.ID, ""); err != nil {
		t.Fatal(err)
	}
	sameNames(t, names(found(t, b).Open), "Hout Claes bv / Hout Claes")
}

func TestAVerdictIsOfTwoFichesThatExistAndOneOfTheAnswers(t *testing.T) {
	b := storetest.Open(t)
	one, two := b.Prospect(t, "name", "Hout Claes"), b.Prospect(t, "name", "Hout Claes")
	var invalid *store.Invalid
	if err := b.Judge(t.Context(), storetest.Kim, one.ID, two.ID, "maybe"); !errors.As(err, &invalid) {
		t.Error(err)
	}
	if err := b.Judge(t.Context(), storetest.Kim, one.ID, one.ID, store.VerdictNo); !errors.Is(err, store.ErrSelf) {
		t.Error(err)
	}
	if err := b.Judge(t.Context(), storetest.Kim, one.ID, "fnergens", store.VerdictNo); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

func TestAPairOfWhichOneIsGoneOrLooksAlikeNoMoreIsNotShown(t *testing.T) {
	b := storetest.Open(t)
	one, two := b.Prospect(t, "name", "Hout Claes"), b.Prospect(t, "name", "Hout Claes bv")
	found(t, b)
	if _, err := b.Remove(t.Context(), storetest.Kim, two.ID); err != nil {
		t.Fatal(err)
	}
	d, _ := b.Doubles(t.Context())
	sameNames(t, names(d.Open))
	if _, err := b.Restore(t.Context(), storetest.Kim, two.ID); err != nil {
		t.Fatal(err)
	}
	d, _ = b.Doubles(t.Context())
	sameNames(t, names(d.Open), "Hout Claes / Hout Claes bv")
	if _, err := b.Save(t.Context(), storetest.Kim, one.ID, one.Rev, store.Draft{Values: storetest.Values("name", "Schrijnwerk Maes")}); err != nil {
		t.Fatal(err)
	}
	d, _ = b.Doubles(t.Context())
	sameNames(t, names(d.Open))
}

func alikeNames(t *testing.T, b *storetest.Box, fields ...string) (ns []string) {
	t.Helper()
	found, err := b.Alike(t.Context(), storetest.Values(fields...), 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range found {
		ns = append(ns, x.Fiche.Name)
	}
	return ns
}

// Whoever types a new fiche sees what is there by then, also what came, changed or went
// since the first of them asked.
func TestWhoLooksLikeWhatIsTypedFollowsTheBox(t *testing.T) {
	b := storetest.Open(t)
	peeters := b.Make(t, fiche.Customer, "name", "Bakkerij Peeters", "phone", "014 00 62 18", "address.1.postcode", "2300")
	typed := []string{"name", "Bakkerij Peters", "phone", "+32 14 00 62 18", "address.1.postcode", "2300"}
	sameNames(t, alikeNames(t, b, typed...), "Bakkerij Peeters")
	sameNames(t, alikeNames(t, b, "name", "Bakkerij"))
	b.Make(t, fiche.Supplier, "name", "Peters Bakkerij", "address.1.postcode", "2300")
	sameNames(t, alikeNames(t, b, typed...), "Bakkerij Peeters", "Peters Bakkerij")
	if _, err := b.Remove(t.Context(), storetest.Kim, peeters.ID); err != nil {
		t.Fatal(err)
	}
	sameNames(t, alikeNames(t, b, typed...), "Peters Bakkerij")
	if _, err := b.Restore(t.Context(), storetest.Kim, peeters.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Save(t.Context(), storetest.Kim, peeters.ID, peeters.Rev, store.Draft{Values: storetest.Values("name", "Slagerij Maes")}); err != nil {
		t.Fatal(err)
	}
	sameNames(t, alikeNames(t, b, typed...), "Peters Bakkerij")
	b.Reopen(t)
	sameNames(t, alikeNames(t, b, typed...), "Peters Bakkerij")
}

func TestAnswersGivenWhileTypingAreKeptWithTheSave(t *testing.T) {
	b := storetest.Open(t)
	one, two := b.Prospect(t, "name", "Hout Claes"), b.Prospect(t, "name", "Claes Hout")
	token, err := b.NewToken()
	if err != nil {
		t.Fatal(err)
	}
	d := store.Draft{Values: storetest.Values("name", "Hout Claes nv"), Token: token, Verdicts: map[fiche.ID]string{one.ID: store.VerdictBranch, two.ID: "iets", "fweg": store.VerdictNo}}
	made, err := b.Create(t.Context(), storetest.Kim, fiche.Customer, d)
	if err != nil {
		t.Fatal(err)
	}
	sameNames(t, names(found(t, b).Judged), "Hout Claes / Hout Claes nv")
	d.Verdicts[two.ID] = store.VerdictNo // back in the browser, and answered
	again, err := b.Create(t.Context(), storetest.Kim, fiche.Customer, d)
	if err != nil || again.ID != made.ID {
		t.Fatalf("%s, %v", again.ID, err)
	}
	if n := len(found(t, b).Judged); n != 2 {
		t.Errorf("%d answers", n)
	}
}

// Who asks for doubles while they are being looked for gets the look that is under way;
// after a stop of the program it goes on, and what was there before stays until then.
func TestThereIsOneLookForDoublesAtATimeAndItGoesOnAfterAStop(t *testing.T) {
	b := storetest.Open(t)
	b.Prospect(t, "name", "Bakkerij Peeters", "vat", "1099621890")
	b.Make(t, fiche.Customer, "name", "Bakkerij L. Peeters", "vat", "BE1099.621.890")
	at := b.At()
	first, err := b.LookForDoubles(t.Context(), storetest.Kim)
	if err != nil || !first.Open() || first.Listed() || first.By != storetest.Kim.Name {
		t.Fatal(first, err)
	}
	if said := b.Since(at); !said.Jobs || said.All || len(said.Fiches) > 0 {
		t.Errorf("pages are told %+v", said)
	}
	b.Clock.Add(time.Minute)
	if again, err := b.LookForDoubles(t.Context(), store.Actor{}); err != nil || again.At != first.At || again.By != first.By {
		t.Fatal(again, err)
	}
	for stops := 0; ; stops++ {
		err := b.WorkOff(&shortLife{Context: t.Context(), left: 4 + 2*stops})
		j, _, jerr := b.DoublesJob(t.Context())
		d, derr := b.Doubles(t.Context())
		if jerr != nil || derr != nil || j.Open() != d.At.IsZero() || j.Open() && err == nil {
			t.Fatalf("after a stop: %+v, %+v: %v, %v, %v", j, d.Looked, err, jerr, derr)
		}
		if !j.Open() {
			if stops < 3 {
				t.Errorf("it was broken off %d times", stops)
			}
			break
		}
		b.Reopen(t)
	}
	d, err := b.Doubles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sameNames(t, names(d.Open), "Bakkerij Peeters / Bakkerij L. Peeters")
	if j, ok, err := b.DoublesJob(t.Context()); err != nil || !ok || j.State != store.JobDone || j.Done != j.Total {
		t.Errorf("%+v, %v", j, err)
	}
	if next, err := b.LookForDoubles(t.Context(), store.Actor{}); err != nil || !next.Open() || next.At == first.At {
		t.Errorf("the next one: %+v, %v", next, err)
	}
}
