package handlers

import (
	"fmt"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// benchPages is how many lists stand open.
const benchPages = 100

// BenchmarkFollow has a hundred browsers of ten users, each with a list of a box open,
// hear of a write and ask what became of the row. It measures from the write until the
// last has its answer, and the processor's time of one write with all that follows, the
// asking client's included: with one write a second, a hundredth of a second is 1 %.
func BenchmarkFollow(b *testing.B) {
	for _, n := range benchSizes() {
		b.Run(fmt.Sprintf("fiches=%d", n), func(b *testing.B) {
			x := serveBench(b, n)
			var all []*listener
			for i := range benchPages {
				l := x.listen(x.session(fmt.Sprint("user", i%10), i))
				all = append(all, l)
			}
			f := x.some.Fiche
			begun := used()
			var took []time.Duration
			for b.Loop() {
				begin := time.Now()
				m, err := x.store.AddMoment(b.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "call-back", Day: "2027-03-01", Hour: "11:00", Text: "prijs"}, "")
				if err != nil {
					b.Fatal(err)
				}
				for _, l := range all {
					l.until(b, `"fiches":["`+f.ID)
					x.follow("/prospects?look=" + f.ID)
				}
				took = append(took, time.Since(begin))
				if err := x.store.RemoveMoment(b.Context(), storetest.Kim, f.ID, m.ID); err != nil {
					b.Fatal(err)
				}
				for _, l := range all {
					l.until(b, `"fiches":["`+f.ID)
				}
			}
			report(b, "ms", took)
			b.ReportMetric(float64(used()-begun)/float64(len(took))/float64(time.Millisecond), "cpu-ms/write")
		})
	}
}

// follow asks as a page does that heard of a write.
func (x *benchBox) follow(path string) {
	q, r := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(q)
	defer fasthttp.ReleaseResponse(r)
	q.SetRequestURI("http://" + x.addr + path)
	q.Header.SetCookie(cookieName, x.cookie)
	q.Header.Set("HX-Request-Type", "partial")
	if err := x.client.Do(q, r); err != nil {
		x.b.Fatal(err)
	}
	if r.StatusCode() != fasthttp.StatusOK {
		x.b.Fatalf("%s answers %d", path, r.StatusCode())
	}
}
