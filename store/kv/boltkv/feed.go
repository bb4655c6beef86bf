package boltkv

import (
	"context"
	"slices"
	"sync"

	"fichebak/store/kv"
)

// maxBehind is how many commits a subscriber may be behind; past it they give way to
// one Reset.
const maxBehind = 256

// sub is one subscriber: what it has yet to be sent.
type sub struct {
	ch    chan kv.Event
	wake  chan struct{}
	mu    sync.Mutex
	queue []kv.Event
}

func (u *sub) add(e kv.Event) {
	u.mu.Lock()
	if len(u.queue) == maxBehind {
		u.queue = append(u.queue[:0], kv.Event{Rev: e.Rev, Reset: true})
	} else {
		u.queue = append(u.queue, e)
	}
	u.mu.Unlock()
	select {
	case u.wake <- struct{}{}:
	default:
	}
}

func (u *sub) take() (e kv.Event, ok bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.queue) == 0 {
		return e, false
	}
	e = u.queue[0]
	u.queue = slices.Delete(u.queue, 0, 1)
	return e, true
}

// committed tells of a commit: first its own functions, so that whoever is woken
// afterwards finds what they bring up to date; a panic in one does not keep the
// others of the store from hearing.
func (s *Store) committed(t *rwTx) {
	defer s.publish(t)
	for _, fn := range t.onCommit {
		fn(t.rev)
	}
}

func (s *Store) publish(t *rwTx) {
	if len(t.rec.over) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rev = t.rev
	if s.moved != nil {
		close(s.moved)
		s.moved = nil
	}
	if len(s.subs) == 0 {
		return
	}
	e := kv.Event{Rev: t.rev, Keys: make([][]byte, len(t.rec.over))}
	for i, x := range t.rec.over {
		e.Keys[i] = x.key
	}
	for u := range s.subs {
		u.add(e)
	}
}

// Subscribe sends commits after the call.
func (s *Store) Subscribe(ctx context.Context) <-chan kv.Event {
	u := &sub{ch: make(chan kv.Event), wake: make(chan struct{}, 1)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.alive(ctx) != nil {
		close(u.ch)
		return u.ch
	}
	s.subs[u] = struct{}{}
	s.feeds.Add(1)
	go s.feed(ctx, u)
	return u.ch
}

func (s *Store) feed(ctx context.Context, u *sub) {
	defer s.feeds.Done()
	defer func() {
		s.mu.Lock()
		delete(s.subs, u)
		s.mu.Unlock()
		close(u.ch)
	}()
	for {
		e, ok := u.take()
		if !ok {
			select {
			case <-u.wake:
				continue
			case <-ctx.Done():
			case <-s.life.Done():
			}
			return
		}
		select {
		case u.ch <- e:
		case <-ctx.Done():
			return
		case <-s.life.Done():
			return
		}
	}
}

// WaitRev waits until a commit is visible and its OnCommit functions have run.
func (s *Store) WaitRev(ctx context.Context, rev kv.Rev) error {
	for {
		if err := s.alive(ctx); err != nil {
			return err
		}
		s.mu.Lock()
		if s.rev >= rev {
			s.mu.Unlock()
			return nil
		}
		if s.moved == nil {
			s.moved = make(chan struct{})
		}
		moved := s.moved
		s.mu.Unlock()
		select {
		case <-moved:
		case <-ctx.Done():
		case <-s.life.Done():
		}
	}
}
