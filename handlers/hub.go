package handlers

import (
	"cmp"
	"slices"
	"sync"
)

// hub wakes the live streams. It carries no data: a woken stream looks for itself,
// so nothing is queued and nothing can be lost.
type hub struct {
	mu      sync.Mutex
	streams map[*stream]struct{}
	wakes   uint64
	joins   uint64
}

// stream is one open /live of one browser.
type stream struct {
	session, browser string
	joined           uint64        // a later stream has a greater one
	woken            chan struct{} // one slot: a burst is one wake
	replaced         chan struct{} // closed when a newer stream of the browser took its place
}

func newHub() *hub { return &hub{streams: map[*stream]struct{}{}} }

// maxStreams is how many streams a session may hold; the oldest goes first.
const maxStreams = 8

// join adds a stream. An older one of the same browser ends at once: a page that is
// left keeps its connection until a write fails, and those would fill the cap.
func (h *hub) join(session, browser string) *stream {
	s := &stream{session: session, browser: browser, woken: make(chan struct{}, 1), replaced: make(chan struct{})}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.joins++
	s.joined = h.joins
	var others []*stream
	for o := range h.streams {
		if o.session != session {
			continue
		}
		if browser != "" && o.browser == browser {
			h.drop(o)
		} else {
			others = append(others, o)
		}
	}
	slices.SortFunc(others, func(a, b *stream) int { return cmp.Compare(a.joined, b.joined) })
	for i := 0; len(others)-i >= maxStreams; i++ {
		h.drop(others[i])
	}
	h.streams[s] = struct{}{}
	return s
}

func (h *hub) drop(s *stream) {
	if _, ok := h.streams[s]; ok {
		delete(h.streams, s)
		close(s.replaced)
	}
}

// leave removes a stream that has ended.
func (h *hub) leave(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.streams, s)
}

// wake has every stream look again.
func (h *hub) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wakes++
	for s := range h.streams {
		select {
		case s.woken <- struct{}{}:
		default:
		}
	}
}

// count is the number of open streams, and of those of one session.
func (h *hub) count(session string) (all, own int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.streams {
		if s.session == session {
			own++
		}
	}
	return len(h.streams), own
}

// generation grows with each wake: what was worked out in an older one is stale.
func (h *hub) generation() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.wakes
}
