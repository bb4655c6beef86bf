package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"fichebak/store/search"
)

// twoFaces is a row that is always in one of two sets, and always has one word.
func twoFaces(n, face int) Row {
	r := Row{ID: fmt.Sprintf("f%03d", n), Sets: []string{"live", fmt.Sprintf("face:%d", face%2)}, Text: fmt.Sprintf("always face%d", face), Digits: fmt.Sprint(face)}
	for c := range NumColumns {
		r.Keys[c] = fmt.Sprintf("%03d", (n*int(c+1)+face*17)%1000)
	}
	return r
}

func TestReadersBesideWritersSeeOneInstant(t *testing.T) {
	small(t)
	const rows = 60
	x := New()
	for n := range rows {
		x.Put(twoFaces(n, 0))
	}
	stop := make(chan struct{})
	var writers, readers sync.WaitGroup
	for w := range 2 {
		writers.Go(func() {
			rnd := rand.New(rand.NewPCG(1, uint64(w)))
			for face := 1; ; face++ {
				select {
				case <-stop:
					return
				default:
				}
				x.Put(twoFaces(rnd.IntN(rows), face))
				extra := rows + rnd.IntN(20)
				x.Put(Row{ID: fmt.Sprintf("f%03d", extra), Text: "now and then"})
				x.Drop(fmt.Sprintf("f%03d", extra))
			}
		})
	}
	until := time.Now().Add(500 * time.Millisecond)
	for r := range 3 {
		readers.Go(func() {
			rnd := rand.New(rand.NewPCG(2, uint64(r)))
			for time.Now().Before(until) && !t.Failed() {
				readOnce(t, x, rnd, rows)
			}
		})
	}
	readers.Wait()
	close(stop)
	writers.Wait()
	if faults := x.Check(); len(faults) > 0 {
		t.Error(faults)
	}
}

func readOnce(t *testing.T, x *Index, rnd *rand.Rand, rows int) {
	word := []search.Word{{Text: "always"}}
	q := Query{All: []string{"live"}, Sort: Column(rnd.IntN(int(NumColumns))), Desc: rnd.IntN(2) == 0, Words: word}
	res := x.Find(q)
	ids := slices.Clone(res.IDs)
	slices.Sort(ids)
	if res.Total != rows || len(slices.Compact(ids)) != rows {
		t.Errorf("%d found, %d different, of %d", res.Total, len(slices.Compact(ids)), rows)
	}
	ns := x.Count(Query{All: []string{"face:0"}, Words: word}, Query{All: []string{"face:1"}}, Query{Words: word})
	if ns[0]+ns[1] != rows || ns[2] != rows {
		t.Errorf("counts %v, of %d", ns, rows)
	}
	if i, total, _, _ := x.Position("f007", q); i < 0 || total != rows {
		t.Errorf("position %d of %d", i, total)
	}
	q.Limit, q.After = 10, res.Next
	if got := x.Find(q); len(got.IDs) != 10 {
		t.Errorf("a page has %d rows", len(got.IDs))
	}
}
