package store

import (
	"crypto/sha256"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fichebak/store/index"
	"fichebak/store/kv"
	"fichebak/store/kv/boltkv"
)

func openInside(t *testing.T, path string, log *slog.Logger) *Store {
	t.Helper()
	db, err := boltkv.Open(path, boltkv.Options{Indexes: Indexes(), Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 10, 21, 8, 42, 0, 0, time.UTC)
	s, err := Open(t.Context(), db, Options{Now: func() time.Time { return at }, ListsFile: path + ".lists", Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rowsSum is the sum of the rows of the example data, by rowsVersion. When this test
// fails because rows are made otherwise than before, count rowsVersion up and put the
// new sum here: who has lists kept by an older program gets them made anew.
var rowsSum = map[int]string{1: "d87341c516becbea", 2: "d87341c516becbea"} // 2 has own fields, which the example data does not have

func TestRowsVersionCountsWaysOfMakingRows(t *testing.T) {
	s := openInside(t, filepath.Join(t.TempDir(), "box.db"), nil)
	defer s.Close()
	if err := s.AddExamples(t.Context(), Actor{Name: "Kim"}, "nl"); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for n := range s.Len() {
		r, _ := s.index.Row(s.index.ID(n))
		for i, set := range r.Sets {
			kind, _, _ := strings.Cut(set, "group:") // ids are random
			r.Sets[i] = kind
		}
		lines = append(lines, fmt.Sprintf("%q %q %q %q", r.Keys, r.Sets, r.Text, r.Digits))
	}
	slices.Sort(lines)
	if sum := fmt.Sprintf("%.8x", sha256.Sum256([]byte(strings.Join(lines, "\n")))); sum != rowsSum[rowsVersion] {
		t.Errorf("the rows of version %d sum to %s, not %s", rowsVersion, sum, rowsSum[rowsVersion])
	}
}

func TestListsThatSayOtherThanTheRecordsAreFoundOutAtAStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	s := openInside(t, path, nil)
	if err := s.Generate(t.Context(), Actor{Name: "Kim"}, 100, 1); err != nil {
		t.Fatal(err)
	}
	for n := range s.Len() { // as a program would that folds otherwise
		r, _ := s.index.Row(s.index.ID(n))
		r.Text = strings.ToUpper(r.Text)
		s.index.Put(r)
	}
	if faults, err := s.Check(t.Context()); len(faults) < 100 || err != nil {
		t.Errorf("check finds %d faults, %v", len(faults), err)
	}
	if err := s.KeepLists(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	s = openInside(t, path, slog.New(slog.NewTextHandler(&log, nil)))
	defer s.Close()
	if faults, err := s.Check(t.Context()); len(faults) > 0 || err != nil || !strings.Contains(log.String(), "made anew") {
		t.Errorf("%d faults, %v, %s", len(faults), err, log.String())
	}
	s.index.Put(index.Row{ID: "f", Sets: []string{setLive}})
	if faults, err := s.Check(t.Context()); len(faults) != 1 || err != nil {
		t.Errorf("with a row too many: %v %v", faults, err)
	}
}

func TestAPageIsFilledUpWhereRowsAreGone(t *testing.T) {
	s := openInside(t, filepath.Join(t.TempDir(), "box.db"), nil)
	defer s.Close()
	if err := s.Generate(t.Context(), Actor{Name: "Kim"}, 50, 1); err != nil {
		t.Fatal(err)
	}
	whole, err := s.List(t.Context(), Query{Sort: "name"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.kv.Update(t.Context(), func(k kv.RwTx) error { // as between the finding and the reading
		for _, i := range []int{0, 2, 5, 6, 49} {
			if err := k.Delete(ficheKey(whole.Rows[i].Fiche.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	q, n := Query{Sort: "name", Limit: 5}, 0
	for {
		p, err := s.List(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		n += len(p.Rows)
		if p.Next == "" {
			break
		}
		if len(p.Rows) != 5 {
			t.Errorf("a page has %d rows", len(p.Rows))
		}
		q.After = p.Next
	}
	if n != 45 {
		t.Errorf("all pages have %d rows, of 45", n)
	}
}
