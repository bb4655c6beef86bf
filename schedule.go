package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"fichebak/handlers"
	"fichebak/store"
)

// schedule starts the jobs of the program: each minute a look at what is due, each ten
// the keeping of the lists, once a day the sweeping up and each night the look for doubles. It looks once before it
// returns, so that what came due while the program was not running is there on the
// first page. stop waits for a job under way, and may be called more than once.
func schedule(ctx context.Context, s *store.Store, a *handlers.App, p process, log *slog.Logger) (stop func(), err error) {
	l := cronLog{log}
	// Skip around Recover: the other way round a job that panics once never runs again.
	c := cron.New(cron.WithLocation(s.Location()), cron.WithLogger(l), cron.WithChain(cron.SkipIfStillRunning(l), cron.Recover(l)))
	sweep := func() {
		if err := s.Sweep(ctx); err != nil {
			log.Error("sweep", "err", err)
		}
	}
	if _, err := c.AddFunc("* * * * *", func() { a.Tick(p.now()) }); err != nil {
		return nil, err
	}
	if _, err := c.AddFunc("30 12 * * *", sweep); err != nil { // no clock ever skips or doubles that hour
		return nil, err
	}
	if _, err := c.AddFunc("10 3 * * *", func() { // nor this one
		if _, err := s.LookForDoubles(ctx, store.Actor{}); err != nil {
			log.Error("look for doubles", "err", err)
		}
	}); err != nil {
		return nil, err
	}
	if _, err := c.AddFunc("*/10 * * * *", func() { // what is kept spares a start after a crash
		if err := s.KeepLists(ctx); err != nil {
			log.Error("keep the lists", "err", err)
		}
	}); err != nil {
		return nil, err
	}
	a.Tick(p.now())
	c.Start()
	unwatch := watchClock(clocks(p.now), lookEvery, func() {
		log.Info("the computer's clock has jumped")
		restart(c)
		a.Tick(p.now())
	})
	return func() {
		unwatch()
		<-c.Stop().Done()
	}, nil
}

// startJobs has the jobs of the box done. stop waits until the one under way can be gone
// on with at the next start, and may be called more than once.
func startJobs(ctx context.Context, s *store.Store, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.Work(ctx); err != nil && ctx.Err() == nil {
			log.Error("jobs are not done", "err", err)
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

// restart has the scheduler work out anew when its jobs are to run. It waits for a
// time of day, and that is an hour further away when the clock is put back an hour.
func restart(c *cron.Cron) {
	<-c.Stop().Done()
	c.Start()
}

// lookEvery is how soon a jump of the clock is seen, and clockPlay how much time may
// be between the readings of the two clocks.
const (
	lookEvery = 5 * time.Second
	clockPlay = 2 * time.Second
)

// reading is what the computer's two clocks show: the time of day, which is set now
// and then and goes on while the computer sleeps, and how long the program has run.
type reading struct {
	wall time.Time
	ran  time.Duration
}

// clocks reads both from one clock: an instant of time.Now has both.
func clocks(now func() time.Time) func() reading {
	began := now()
	return func() reading {
		t := now()
		return reading{t.Round(0), t.Sub(began)}
	}
}

// jumped reports whether the time of day went another way than time itself.
func (r reading) jumped(since reading) bool {
	apart := r.wall.Sub(since.wall) - (r.ran - since.ran)
	return max(apart, -apart) > clockPlay
}

// watchClock calls jumped each time the clock has, until stop; stop waits for it.
func watchClock(read func() reading, every time.Duration, jumped func()) (stop func()) {
	quit, done, last := make(chan struct{}), make(chan struct{}), read()
	go func() {
		defer close(done)
		look := time.NewTicker(every)
		defer look.Stop()
		for {
			select {
			case <-quit:
				return
			case <-look.C:
			}
			now := read()
			if now.jumped(last) {
				jumped()
			}
			last = now
		}
	}()
	return sync.OnceFunc(func() {
		close(quit)
		<-done
	})
}

// cronLog writes what the scheduler says into the program's log.
type cronLog struct{ log *slog.Logger }

func (l cronLog) Info(msg string, args ...any) { l.log.Debug("schedule: "+msg, args...) }
func (l cronLog) Error(err error, msg string, args ...any) {
	l.log.Error("schedule: "+msg, append(args, "err", err)...)
}
