package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"fichebak/store/search"
)

// benchRow is a row of some 450 bytes, as a fiche makes.
func benchRow(n int, rnd *rand.Rand) Row {
	r := Row{ID: fmt.Sprintf("f%016d", n), Sets: []string{"live", "active", fmt.Sprint("kind:", n%3), fmt.Sprint("group:", rnd.IntN(20)), fmt.Sprint("source:", rnd.IntN(300))}}
	for c := range NumColumns {
		r.Keys[c] = fmt.Sprintf("%08d words", rnd.IntN(1<<30))
	}
	r.Text = "kerkstraat"
	for range 40 {
		r.Text += fmt.Sprintf(" %x", rnd.IntN(1<<20))
	}
	r.Digits = fmt.Sprintf("0%d\n0%d", rnd.IntN(1<<30), n)
	return r
}

func onIndexes(b *testing.B, fn func(b *testing.B, x *Index, rnd *rand.Rand)) {
	sizes := []int{1_000, 10_000, 100_000}
	if os.Getenv("FICHEBAK_BENCH_BIG") != "" {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		var x *Index // one for all runs of a size
		rnd := rand.New(rand.NewPCG(1, 2))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if x == nil {
				x = New()
				x.Load(func(yield func(Row) bool) {
					for i := range n {
						if !yield(benchRow(i, rnd)) {
							return
						}
					}
				})
			}
			fn(b, x, rnd)
		})
	}
}

// BenchmarkPut changes every key, text and set of a row: more than any save does.
func BenchmarkPut(b *testing.B) {
	onIndexes(b, func(b *testing.B, x *Index, rnd *rand.Rand) {
		rows := make([]Row, 1000)
		for i := range rows {
			rows[i] = benchRow(i*x.Len()/1000, rnd)
		}
		for i := 0; b.Loop(); i++ {
			rows[i%1000].Text += "x"
			x.Put(rows[i%1000])
			rows[i%1000].Keys, rows[(i+1)%1000].Keys = rows[(i+1)%1000].Keys, rows[i%1000].Keys
		}
	})
}

// BenchmarkPutOneKey changes one key of a row, as most saves do.
func BenchmarkPutOneKey(b *testing.B) {
	onIndexes(b, func(b *testing.B, x *Index, rnd *rand.Rand) {
		rows := make([]Row, 1000)
		for i := range rows {
			rows[i] = benchRow(i*x.Len()/1000, rnd)
			x.Put(rows[i])
		}
		for i := 0; b.Loop(); i++ {
			rows[i%1000].Keys[Changed] = fmt.Sprintf("%012d", i)
			x.Put(rows[i%1000])
		}
	})
}

// BenchmarkScan looks in all text for a word whose letters are as frequent as any.
func BenchmarkScan(b *testing.B) {
	onIndexes(b, func(b *testing.B, x *Index, _ *rand.Rand) {
		size := 0
		for _, g := range x.text.segments {
			if g != nil {
				size += len(g.buf)
			}
		}
		b.SetBytes(int64(size))
		for i := 0; b.Loop(); i++ {
			x.Count(Query{Words: []search.Word{{Text: fmt.Sprintf("kerkstr%d", i)}}})
		}
	})
}
