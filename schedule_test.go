package main

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/robfig/cron/v3"
)

func TestAClockThatIsSetIsToldFromOneThatGoesOn(t *testing.T) {
	was := reading{time.Date(2026, 10, 21, 10, 42, 0, 0, time.UTC), time.Hour}
	for _, c := range []struct {
		what      string
		wall, ran time.Duration
		want      bool
	}{
		{"five seconds", 5 * time.Second, 5 * time.Second, false},
		{"a busy machine", 40 * time.Second, 40 * time.Second, false},
		{"slewed by a time server", 5*time.Second + 300*time.Millisecond, 5 * time.Second, false},
		{"put back an hour", 5*time.Second - time.Hour, 5 * time.Second, true},
		{"put forward an hour", 5*time.Second + time.Hour, 5 * time.Second, true},
		{"slept a night", 9 * time.Hour, 3 * time.Second, true},
	} {
		now := reading{was.wall.Add(c.wall), was.ran + c.ran}
		if got := now.jumped(was); got != c.want {
			t.Errorf("%s: jumped is %t", c.what, got)
		}
	}
}

func TestEachJumpOfTheClockIsSeenOnce(t *testing.T) {
	var mu sync.Mutex
	now := reading{wall: time.Date(2026, 10, 21, 10, 42, 0, 0, time.UTC)}
	var looks, jumps atomic.Int32
	stop := watchClock(func() reading {
		mu.Lock()
		defer mu.Unlock()
		looks.Add(1)
		now.wall, now.ran = now.wall.Add(time.Second), now.ran+time.Second
		return now
	}, time.Millisecond, func() { jumps.Add(1) })
	defer stop()
	for range 2 {
		mu.Lock()
		now.wall = now.wall.Add(-time.Hour)
		mu.Unlock()
		from := looks.Load()
		for end := time.Now().Add(5 * time.Second); looks.Load() < from+3; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("nobody looks at the clock")
			}
		}
	}
	stop()
	if n := jumps.Load(); n != 2 {
		t.Errorf("%d jumps seen, 2 were made", n)
	}
}

// countingSchedule counts how often it is asked for the next time.
type countingSchedule struct{ asked *atomic.Int32 }

func (s countingSchedule) Next(t time.Time) time.Time {
	s.asked.Add(1)
	return t.Add(time.Hour)
}

func TestTheSchedulerWorksOutItsTimesAnewAfterAJump(t *testing.T) {
	var asked atomic.Int32
	c := cron.New()
	c.Schedule(countingSchedule{&asked}, cron.FuncJob(func() {}))
	c.Start()
	defer c.Stop()
	wait := func(n int32) {
		t.Helper()
		for end := time.Now().Add(5 * time.Second); asked.Load() < n; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("asked %d times for the next time, want %d", asked.Load(), n)
			}
		}
	}
	wait(1)
	restart(c)
	wait(2)
}

// In the night of October the scheduler runs each minute of both hours.
func TestTheSchedulerRunsEachMinuteOfANightThatChangesTheClock(t *testing.T) {
	when, err := cron.ParseStandard("* * * * *")
	if err != nil {
		t.Fatal(err)
	}
	for _, night := range []time.Time{time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), time.Date(2027, 3, 28, 0, 30, 0, 0, time.UTC)} {
		at := night.In(brussels)
		for i := range 120 {
			next := when.Next(at)
			if next.Sub(at) != time.Minute {
				t.Fatalf("minute %d after %s: the next round is %s later", i, night, next.Sub(at))
			}
			at = next
		}
	}
}
