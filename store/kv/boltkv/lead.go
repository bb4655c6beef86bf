package boltkv

import (
	"context"
	"sync"

	"fichebak/store/kv"
)

// fence is held while its leader's function runs and its context lives. A commit
// holds mu, so that no next leader begins while it is under way.
type fence struct {
	ctx    context.Context
	cancel context.CancelFunc
	mu     sync.RWMutex
}

// Held tells whether the leadership lasts.
func (f *fence) Held() bool { return f.ctx.Err() == nil }

func (f *fence) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cancel()
}

// Lead runs fn as the only leader under name in this process, which is the only one
// that has the file.
func (s *Store) Lead(ctx context.Context, name string, fn func(ctx context.Context, f kv.Fence) error) error {
	if err := s.alive(ctx); err != nil {
		return err
	}
	seat := s.seat(name)
	select {
	case seat <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.life.Done():
		return kv.ErrClosed
	}
	defer func() { <-seat }()
	if err := s.alive(ctx); err != nil {
		return err
	}
	f := &fence{}
	f.ctx, f.cancel = context.WithCancel(ctx)
	defer f.end()
	stop := context.AfterFunc(s.life, f.cancel)
	defer stop()
	return fn(f.ctx, f)
}

// seat has room for one leader.
func (s *Store) seat(name string) chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.leaders[name]
	if !ok {
		c = make(chan struct{}, 1)
		s.leaders[name] = c
	}
	return c
}
