package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// Ten thousand CRM fiches are more than any firm that keeps a box has at hand.
func TestTenThousandCRMFiches(t *testing.T) {
	few := storetest.Open(t)
	if err := few.Generate(t.Context(), storetest.Kim, 200, 1); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := few.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	head, tail, _ := strings.Cut(out.String(), "\n{\"key\":\"h/")
	var many strings.Builder
	many.WriteString(head + "\n")
	p, err := few.List(t.Context(), store.Query{Sort: "number", Limit: 200})
	if err != nil || len(p.Rows) != 200 {
		t.Fatal(len(p.Rows), err)
	}
	slices.SortFunc(p.Rows, func(a, b store.Row) int { return strings.Compare(a.Fiche.ID, b.Fiche.ID) })
	for i := range 10_000 {
		c := fiche.CRM{ID: fmt.Sprintf("c%016d", i), Fiche: p.Rows[i/50].Fiche.ID, Subject: fmt.Sprint("Gevel ", i), Stage: "new", Value: int64(i * 7919 % 3000000), Chance: i % 100}
		line, err := json.Marshal(map[string]any{"key": "c/" + c.Fiche + "/" + c.ID, "record": c})
		if err != nil {
			t.Fatal(err)
		}
		many.Write(append(line, '\n'))
	}
	many.WriteString("{\"key\":\"h/" + tail)
	b := storetest.Open(t)
	if _, err := b.Import(t.Context(), strings.NewReader(many.String())); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for range 10 {
		if p, err := b.CRMPage(t.Context(), store.CRMQuery{Sort: "value", Limit: 50}); err != nil || p.Total != 10_000 {
			t.Fatal(p.Total, err)
		}
	}
	page := time.Since(start) / 10
	start = time.Now()
	b.Reopen(t)
	t.Logf("a page of 10,000 takes %s, a start %s", page, time.Since(start))
	if page > time.Second {
		t.Errorf("a page of 10,000 takes %s", page)
	}
}
