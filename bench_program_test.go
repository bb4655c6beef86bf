package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fichebak/store/storetest"
)

// BenchmarkProgram starts the program on a box and stops it: from the command until it answers,
// from the signal until it is gone, and the memory it has when it answers (Linux).
func BenchmarkProgram(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			box := &storetest.Box{Clock: storetest.NewClock(), Path: filepath.Join(b.TempDir(), "box.db")}
			box.Reopen(b)
			if err := box.Generate(b.Context(), storetest.Kim, n, 1); err != nil {
				b.Fatal(err)
			}
			if err := box.Close(); err != nil {
				b.Fatal(err)
			}
			s := startServer(b, wednesday(10, 42), "-data", box.Path)
			s.stop() // it has made its lists, and keeps them
			var starts, stops time.Duration
			var memory float64
			for b.Loop() {
				begin := time.Now()
				s.restart()
				starts += time.Since(begin)
				memory += residentMiB(b, s.cmd.Process.Pid)
				stops += s.stop()
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(starts.Milliseconds())/float64(b.N), "start-ms")
			b.ReportMetric(float64(stops.Milliseconds())/float64(b.N), "stop-ms")
			b.ReportMetric(memory/float64(b.N), "MiB")
		})
	}
}

// residentMiB is the memory of a process; 0 where the system does not tell.
func residentMiB(b *testing.B, pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kib float64
		if _, err := fmt.Sscanf(line, "VmRSS: %f kB", &kib); err == nil {
			return kib / 1024
		}
	}
	b.Fatalf("no memory in\n%s", status)
	return 0
}
