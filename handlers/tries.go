package handlers

import (
	"sync"
	"time"

	"fichebak/store/search"
)

// tries bounds how often somebody may try passwords: five a minute from one address,
// and a growing wait for one name, whoever tries it. It is kept in memory: a restart
// forgives.
type tries struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string]tried
}

type tried struct {
	failed int
	last   time.Time
}

const (
	freeTries   = 5           // without a wait
	tryWindow   = time.Minute // after which an address is forgiven
	longestWait = 5 * time.Minute
	maxTried    = 10_000 // names and addresses remembered
)

func newTries(now func() time.Time) *tries { return &tries{now: now, by: map[string]tried{}} }

func keys(ip, name string) [2]string { return [2]string{"ip " + ip, "name " + search.Fold(name)} }

// wait is how long before the next try is looked at; zero when it may be now.
func (t *tries) wait(ip, name string) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	var longest time.Duration
	for _, k := range keys(ip, name) {
		x := t.by[k]
		if x.failed < freeTries {
			continue
		}
		wait := min(tryWindow<<min(x.failed-freeTries, 8), longestWait)
		longest = max(longest, x.last.Add(wait).Sub(t.now()))
	}
	return longest
}

func (t *tries) failed(ip, name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.by) > maxTried {
		clear(t.by)
	}
	for _, k := range keys(ip, name) {
		x := t.by[k]
		if t.now().Sub(x.last) > longestWait {
			x.failed = 0
		}
		t.by[k] = tried{x.failed + 1, t.now()}
	}
}

func (t *tries) worked(ip, name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range keys(ip, name) {
		delete(t.by, k)
	}
}
