package main

import (
	"context"
	"log/slog"

	"github.com/robfig/cron/v3"

	"fichebak/handlers"
	"fichebak/store"
)

// schedule starts the two jobs of the program: each minute a look at what is due,
// and once a day the sweeping up. It looks once before it returns, so that what came
// due while the program was not running is there on the first page. stop waits for a
// job under way, and may be called more than once.
func schedule(ctx context.Context, s *store.Store, a *handlers.App, p process, log *slog.Logger) (stop func(), err error) {
	l := cronLog{log}
	// Skip around Recover: the other way round a job that panics once never runs again.
	c := cron.New(cron.WithLocation(s.Location()), cron.WithLogger(l), cron.WithChain(cron.SkipIfStillRunning(l), cron.Recover(l)))
	if _, err := c.AddFunc("* * * * *", func() { a.Tick(p.now()) }); err != nil {
		return nil, err
	}
	// at half past twelve: no clock ever skips or doubles that hour
	if _, err := c.AddFunc("30 12 * * *", func() {
		if err := s.Sweep(ctx); err != nil {
			log.Error("sweep", "err", err)
		}
	}); err != nil {
		return nil, err
	}
	a.Tick(p.now())
	c.Start()
	return func() { <-c.Stop().Done() }, nil
}

// cronLog writes what the scheduler says into the program's log.
type cronLog struct{ log *slog.Logger }

func (l cronLog) Info(msg string, args ...any) { l.log.Debug("schedule: "+msg, args...) }
func (l cronLog) Error(err error, msg string, args ...any) {
	l.log.Error("schedule: "+msg, append(args, "err", err)...)
}
