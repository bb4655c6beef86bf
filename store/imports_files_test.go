package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
	"fichebak/store/transfer"
)

// many makes n rows.
func many(n int) string {
	var text strings.Builder
	text.WriteString("Naam;E-mail;Gemeente;Groep;Adres via\n")
	for i := range n {
		fmt.Fprintf(&text, "Firma %05d;f%d@firma.example;Gent;Groep %d;Bron %d\n", i, i, i%7, i%5)
	}
	return text.String()
}

// A job that is broken off in the middle is gone on with where it was, in a program
// that knows nothing of the rows before but what the file and the box say.
func TestAnImportGoesOnAfterThePowerWasCut(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, many(1400)+"Firma 00001;nog eens;;;\n", func(p *store.ImportPlan) { p.Match = store.MatchEmail })
	i = taken(t, b, many(1400)+"Firma 00001 bis;F1@firma.example;Gent;;\n", nil)
	if !i.Known || i.Plan.Match != store.MatchEmail {
		t.Errorf("the plan of such a file is not remembered: %+v", i)
	}
	j, err := b.BeginImport(t.Context(), storetest.Kim, i.ID)
	if err != nil {
		t.Fatal(err)
	}
	stops := 0
	for ; job(t, b, j.ID).State == store.JobRunning && stops < 100; stops++ {
		if err := b.WorkOff(&shortLife{Context: t.Context(), left: 20_000}); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		b.Reopen(t)
	}
	if stops < 3 {
		t.Errorf("it was broken off %d times only", stops)
	}
	j = job(t, b, j.ID)
	if j.State != store.JobDone || j.Counts["new"] != 1400 || j.Counts["double"] != 1 {
		t.Errorf("%s %+v", j.State, j.Counts)
	}
	if n := b.Count(store.Query{Kind: fiche.Customer}); n != 1400 {
		t.Errorf("%d customers", n)
	}
}

// shortLife is a context that ends after it was asked so often whether it has.
type shortLife struct {
	context.Context
	left int
}

func (s *shortLife) Err() error {
	if s.left--; s.left < 0 {
		return context.Canceled
	}
	return s.Context.Err()
}

func TestAFileThatCannotBeTakenLeavesNothing(t *testing.T) {
	b := storetest.Open(t)
	for name, text := range map[string]string{"empty": "", "a PDF": "%PDF-1.7", "too large": "Naam\n" + strings.Repeat("x", store.MaxImport)} {
		_, err := b.NewImport(t.Context(), storetest.Kim, "", "x.csv", fiche.Customer, strings.NewReader(text))
		var fault *transfer.Fault
		if !errors.As(err, &fault) && !errors.Is(err, store.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	left, err := os.ReadDir(b.Path + ".uploads")
	if err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
	if list, err := b.Imports(t.Context(), 10); err != nil || len(list) > 0 {
		t.Errorf("%d imports, %v", len(list), err)
	}
}

func TestWhatNobodyWentOnWithIsSweptAway(t *testing.T) {
	b := storetest.Open(t)
	i := taken(t, b, "Naam\nA\n", nil)
	b.Clock.Add(store.KeptUpload - 1)
	if err := b.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ImportOf(t.Context(), i.ID); err != nil {
		t.Fatal(err)
	}
	b.Clock.Add(2)
	if err := b.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ImportOf(t.Context(), i.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if err := b.Rehearse(t.Context(), storetest.Kim, i.ID, nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(b.Path + ".uploads"); err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
}
