package handlers

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
	bolt "go.etcd.io/bbolt"

	"fichebak/store"
	"fichebak/store/fiche"
	"fichebak/store/kv/boltkv"
	"fichebak/store/storetest"
)

// benchSizes are how many fiches the boxes of the benchmarks hold. FICHEBAK_BENCH_BIG
// adds a million, which takes minutes to make.
func benchSizes() []int {
	sizes := []int{1_000, 10_000, 100_000}
	if os.Getenv("FICHEBAK_BENCH_BIG") != "" {
		sizes = append(sizes, 1_000_000)
	}
	return sizes
}

// benchBox is a box of invented fiches behind a real listener, asked by one client
// over one connection that is kept: what one person at a browser waits for, but for
// the browser itself.
type benchBox struct {
	b      *testing.B
	store  *store.Store
	app    *App
	clock  *storetest.Clock
	addr   string
	dir    string
	client *fasthttp.HostClient
	cookie string
	some   store.Row // a fiche in the middle of the box
}

// serveBench makes a box of n fiches and serves it.
func serveBench(b *testing.B, n int) *benchBox {
	b.Helper()
	x := &benchBox{b: b, clock: storetest.NewClock(), dir: b.TempDir()}
	db, err := boltkv.Open(filepath.Join(x.dir, "box.db"), boltkv.Options{Indexes: store.Indexes(), Timeout: time.Second})
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background() // the benchmark's own has ended when the box is closed
	if x.store, err = store.Open(ctx, db, store.Options{Now: x.clock.Now}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { x.store.Close() })
	if err := x.store.Generate(ctx, storetest.Kim, n, 1); err != nil {
		b.Fatal(err)
	}
	a, app, err := New(ctx, Options{Store: x.store, Log: slog.New(slog.DiscardHandler), Now: x.clock.Now})
	if err != nil {
		b.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(ln) }()
	b.Cleanup(func() {
		a.Close()
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			b.Error(err)
		}
		<-ended
	})
	x.app, x.addr = a, ln.Addr().String()
	x.client = &fasthttp.HostClient{Addr: x.addr, ReadTimeout: time.Minute}
	x.cookie = x.session("Kim", 0)
	page, err := x.store.List(ctx, store.Query{Kind: fiche.Prospect, Sort: "number", Offset: n / 8, Limit: 1})
	if err != nil || len(page.Rows) != 1 {
		b.Fatalf("no fiche in the middle of the box: %v", err)
	}
	x.some = page.Rows[0]
	x.get("/") // the list of the day has been
	return x
}

// session begins a session of a user, who is made when it is the first; it does not
// hash a password, which would take longer than all the rest.
func (x *benchBox) session(name string, n int) (cookie string) {
	x.b.Helper()
	u, err := x.store.UserNamed(x.b.Context(), name)
	if err != nil {
		if u, err = x.store.AddUser(x.b.Context(), storetest.Kim, store.User{Name: name, Role: store.Worker, Password: "-", Language: "nl"}); err != nil {
			x.b.Fatal(err)
		}
	}
	cookie = fmt.Sprintf("%s-%d", name, n)
	if err := x.store.SignIn(x.b.Context(), u, hashOf(cookie), testAgent); err != nil {
		x.b.Fatal(err)
	}
	return cookie
}

// ask sends one request and answers its body's size; another status ends the benchmark.
func (x *benchBox) ask(method, path string, form url.Values, status int) int {
	q, r := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(q)
	defer fasthttp.ReleaseResponse(r)
	q.SetRequestURI("http://" + x.addr + path)
	q.Header.SetMethod(method)
	q.Header.SetCookie(cookieName, x.cookie)
	if form != nil {
		q.Header.SetContentType("application/x-www-form-urlencoded")
		q.SetBodyString(form.Encode())
	}
	if err := x.client.Do(q, r); err != nil {
		x.b.Fatal(err)
	}
	if r.StatusCode() != status {
		x.b.Fatalf("%s %s answers %d, want %d\n%.300s", method, path, r.StatusCode(), status, r.Body())
	}
	return len(r.Body())
}

func (x *benchBox) get(path string) int {
	return x.ask(fasthttp.MethodGet, path, nil, fasthttp.StatusOK)
}

// measure repeats something, and reports half of the times and nearly all as ms.
func measure(b *testing.B, do func() int) {
	b.Helper()
	size := do() // the first fills caches
	var all []time.Duration
	begun := used()
	for b.Loop() {
		begin := time.Now()
		do()
		all = append(all, time.Since(begin))
	}
	report(b, "ms", all)
	b.ReportMetric(float64(used()-begun)/float64(len(all))/float64(time.Millisecond), "cpu-ms")
	b.ReportMetric(float64(size)/1000, "kB")
}

// used is the processor time of this program, client and server together: a busy
// machine lengthens what one waits for, but not this.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// report gives the median and the 99th of a hundred of times.
func report(b *testing.B, unit string, all []time.Duration) {
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(ms(all[len(all)/2]), "p50-"+unit)
	b.ReportMetric(ms(all[len(all)*99/100]), "p99-"+unit)
	b.ReportMetric(0, "ns/op")
}

func BenchmarkPages(b *testing.B) {
	for _, n := range benchSizes() {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			x := serveBench(b, n)
			list, err := x.store.List(b.Context(), store.Query{Kind: fiche.Prospect, Limit: 1})
			if err != nil {
				b.Fatal(err)
			}
			last := (list.Total + pageSize - 1) / pageSize
			pages := [][2]string{
				{"list-first", "/prospects"},
				{"list-last", fmt.Sprintf("/prospects?page=%d", last)},
				{"search-few", "/prospects?q=" + url.QueryEscape(x.some.Fiche.Email)},
				{"search-many", "/prospects?q=bv"},
				{"search-all-kinds", "/search?q=" + url.QueryEscape(x.some.Fiche.Email)},
				{"fiche", "/prospects/" + x.some.Fiche.ID},
				{"fiche-from-list", "/prospects/" + x.some.Fiche.ID + "?list=sort%3Dname"},
				{"home", "/"},
			}
			for _, col := range slices.Sorted(maps.Keys(store.Columns)) {
				pages = append(pages, [2]string{"sort-" + col, "/prospects?sort=" + col}, [2]string{"sort-" + col + "-down", "/prospects?sort=-" + col})
			}
			for _, p := range pages {
				b.Run(p[0], func(b *testing.B) { measure(b, func() int { return x.get(p[1]) }) })
			}
		})
	}
}

// BenchmarkSaving saves a fiche's form over HTTP and, in turns, commits a record of
// the same size with bbolt alone, so that the ratio is of one disk at one moment.
func BenchmarkSaving(b *testing.B) {
	for _, n := range benchSizes() {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			x := serveBench(b, n)
			raw, err := bolt.Open(filepath.Join(x.dir, "raw.db"), 0o600, nil)
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { raw.Close() })
			commit := func(i int) {
				err := raw.Update(func(tx *bolt.Tx) error {
					bucket, err := tx.CreateBucketIfNotExists([]byte("records"))
					if err != nil {
						return err
					}
					return bucket.Put(fmt.Appendf(nil, "%08d", i%1000), make([]byte, 500))
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			f := x.some.Fiche
			form := url.Values{"active": {"yes"}}
			for name, v := range f.Values(func(fiche.ID) string { return "" }) {
				form.Set(name, v)
			}
			form.Del("groups")
			save := func(i int) {
				form.Set("rev", strconv.FormatUint(f.Rev, 10))
				form.Set("remarks", fmt.Sprint("keer ", i))
				x.ask(fasthttp.MethodPost, "/prospects/"+f.ID, form, fasthttp.StatusSeeOther)
				f.Rev++
			}
			commit(0)
			save(-1)
			var raws, saves []time.Duration
			for i := 0; b.Loop(); i++ {
				begin := time.Now()
				commit(i)
				between := time.Now()
				save(i)
				raws, saves = append(raws, between.Sub(begin)), append(saves, time.Since(between))
			}
			report(b, "raw-ms", raws)
			report(b, "ms", saves)
			b.ReportMetric(float64(saves[len(saves)/2])/float64(raws[len(raws)/2]), "times-raw")
		})
	}
}
