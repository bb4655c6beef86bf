package handlers

import (
	"fmt"
	"net"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"fichebak/store/fiche"
	"fichebak/store/storetest"
)

// benchStreams is how many browsers listen.
const benchStreams = 1000

// BenchmarkLive has a thousand browsers of ten users listen, and measures from the
// scheduler's round until the last has the reminder, and what a connection costs.
func BenchmarkLive(b *testing.B) {
	x := serveBench(b, 1000)
	var cookies []string
	for i := range benchStreams {
		cookies = append(cookies, x.session(fmt.Sprint("user", i%10), i))
	}
	before := memory()
	var all []*listener
	for _, k := range cookies {
		all = append(all, x.listen(k))
	}
	each := float64(memory()-before) / benchStreams / 1024
	begun := used()
	var took []time.Duration
	f := x.some.Fiche
	for b.Loop() {
		at := x.clock.Now().Add(16 * time.Minute).In(storetest.Brussels)
		m, err := x.store.AddMoment(b.Context(), storetest.Kim, f.ID, fiche.Line{Kind: "call-back", Day: at.Format(time.DateOnly), Hour: at.Format("15:04"), Text: "prijs"}, "")
		if err != nil {
			b.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond) // the commit itself is not what is measured
		x.clock.Add(time.Minute)
		begin := time.Now()
		x.app.Tick(x.clock.Now())
		for _, l := range all {
			l.until(b, `data-key="`+m.ID)
		}
		took = append(took, time.Since(begin))
		if _, err := x.store.Done(b.Context(), storetest.Kim, f.ID, m.ID, true); err != nil {
			b.Fatal(err)
		}
	}
	report(b, "ms", took)
	b.ReportMetric(float64(used()-begun)/float64(len(took))/float64(time.Millisecond), "cpu-ms")
	b.ReportMetric(each, "KiB/connection")
}

// listener is one browser's end of a stream.
type listener struct {
	conn net.Conn
	buf  []byte
	rest string
}

func (x *benchBox) listen(cookie string) *listener {
	x.b.Helper()
	conn, err := net.Dial("tcp", x.addr)
	if err != nil {
		x.b.Fatal(err)
	}
	x.b.Cleanup(func() { conn.Close() })
	fmt.Fprintf(conn, "GET /live?browser=%s HTTP/1.1\r\nHost: x\r\nCookie: %s=%s\r\n\r\n", url.QueryEscape(cookie), cookieName, url.QueryEscape(cookie))
	l := &listener{conn: conn, buf: benchBuffer}
	l.until(x.b, `id="tray"`)
	return l
}

// benchBuffer is shared: one goroutine reads all streams, so that the memory that is
// measured is the server's.
var benchBuffer = make([]byte, 64<<10)

// until reads until a text has come.
func (l *listener) until(b *testing.B, text string) {
	b.Helper()
	_ = l.conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	for !strings.Contains(l.rest, text) {
		n, err := l.conn.Read(l.buf)
		if err != nil {
			b.Fatalf("waited for %s: %v", text, err)
		}
		l.rest = l.rest[max(0, len(l.rest)-100):] + string(l.buf[:n])
	}
	l.rest = ""
}

// memory is what the program holds after collecting what it does not need.
func memory() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
