package handlers

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"fichebak/store"
)

// How a live stream breathes. A browser that has gone shows only as a failed write,
// so a beat comes often; no stream is older than half an hour.
const (
	beatEvery  = 15 * time.Second
	streamLife = 30 * time.Minute
	writeWait  = 10 * time.Second
)

// live answers the stream of server-sent events on which a browser is told what is
// due. It says at once how things are, and again whenever that has changed, so a
// reconnect needs nothing that was sent before. Who is not signed in gets a 401
// without a body: a redirect would be read as a stream, and no browser comes back
// after it. A store that cannot say is no reason to stay away.
func (a *App) live(c *fiber.Ctx) error {
	u, hash, err := a.whoAsks(c)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return c.SendStatus(fiber.StatusUnauthorized)
	case err != nil:
		a.log.Error("open stream", "err", err)
		return c.SendStatus(fiber.StatusServiceUnavailable)
	}
	s := a.hub.join(hash, c.Query("browser"))
	conn := c.Context().Conn() // c itself is recycled when this returns
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	a.log.Info("stream opened", "user", u.ID)
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer a.hub.leave(s)
		defer a.recovered("live") // a panic here would end the process
		o := out{w, conn, a.patience}
		defer o.renew() // for the end of the answer
		a.stream(s, o)
		a.log.Info("stream closed", "user", u.ID)
	})
	return nil
}

// out writes frames, each with a deadline of its own: the server's WriteTimeout is
// set once for a whole response and would cut the stream.
type out struct {
	w        *bufio.Writer
	conn     net.Conn
	patience time.Duration
}

func (o out) renew() error { return o.conn.SetWriteDeadline(time.Now().Add(o.patience)) } // the socket's clock, not ours

func (o out) send(frame []byte) error {
	if err := o.renew(); err != nil {
		return err
	}
	if _, err := o.w.Write(frame); err != nil {
		return err
	}
	return o.w.Flush()
}

// stream sends what differs from the last it sent, until the browser goes, a newer
// stream of it comes, the session ends, or the server stops. It looks at each beat as
// well: a scheduler that has stopped wakes nobody, and every page is to say so.
func (a *App) stream(s *stream, o out) {
	beat := time.NewTicker(a.beat)
	defer beat.Stop()
	life := time.NewTimer(time.Duration(float64(streamLife) * (0.9 + 0.2*rand.Float64())))
	defer life.Stop()
	last := &liveState{}
	told, word := a.where()
	beaten := false
	for {
		state, err := a.liveFor(a.ctx, s.session)
		switch {
		case errors.Is(err, store.ErrNotFound):
			_ = o.send([]byte("event: bye\ndata:\n\n")) // the session is over: the browser does not come back
			return
		case err != nil: // what the browser shows stays until it can be known again
			a.log.Error("live parts", "err", err)
			state = last
		}
		if word == nil {
			told, word = a.written(told)
		}
		frame := append(slices.Clip(state.since(last)), word...)
		if len(frame) == 0 && beaten {
			frame = []byte(":\n\n")
		}
		if len(frame) > 0 && o.send(frame) != nil {
			return
		}
		last, word, beaten = state, nil, false
		select {
		case <-s.woken:
		case <-beat.C:
			beaten = true
		case <-s.replaced:
			return
		case <-life.C:
			return
		case <-a.quit:
			return
		}
	}
}

// liveState is what a browser shows now, by the id of the element. It is made once
// for all streams of a user and so are the frames that lead to it.
type liveState struct {
	id                uint64 // 0 for a browser that shows nothing yet
	now, tray, banner []byte
	job               []byte

	mu     sync.Mutex
	frames map[uint64][]byte // by the state they start from
}

// since is the frame that brings a browser from another state to this one; empty
// when it shows the same.
func (s *liveState) since(last *liveState) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	frame, ok := s.frames[last.id]
	if !ok {
		frame = s.frame(last)
		if s.frames == nil {
			s.frames = map[uint64][]byte{}
		}
		s.frames[last.id] = frame
	}
	return frame
}

func (s *liveState) frame(last *liveState) []byte {
	var b bytes.Buffer
	for _, part := range []struct {
		id       string
		was, now []byte
	}{{"now", last.now, s.now}, {"tray", last.tray, s.tray}, {"banner", last.banner, s.banner}, {"job", last.job, s.job}} {
		if bytes.Equal(part.was, part.now) {
			continue
		}
		b.WriteString("<hx-partial hx-target=\"#" + part.id + "\" hx-swap=\"outerMorph\">")
		b.Write(part.now)
		b.WriteString("</hx-partial>\n")
	}
	if b.Len() == 0 {
		return nil
	}
	var frame bytes.Buffer
	for line := range bytes.SplitSeq(bytes.TrimRight(b.Bytes(), "\n"), []byte("\n")) {
		frame.WriteString("data: ")
		frame.Write(line)
		frame.WriteByte('\n')
	}
	frame.WriteByte('\n')
	return frame.Bytes()
}

// liveFor renders what the user of a session is to see now; ErrNotFound when the
// session has ended. Streams of the same user share the work.
func (a *App) liveFor(ctx context.Context, session string) (*liveState, error) {
	u, _, err := a.store.SignedIn(ctx, session)
	if err != nil {
		return nil, err
	}
	day, err := a.day(ctx, &u)
	if err != nil {
		return nil, fmt.Errorf("look at the day: %w", err)
	}
	return a.rendered(&u, day)
}

// rendered is what a user's day looks like.
func (a *App) rendered(u *store.User, d *day) (*liveState, error) {
	return d.liveState(func() (_ *liveState, err error) {
		f := a.frameOf(u, d)
		render := func(name string) []byte {
			var b bytes.Buffer
			err = errors.Join(err, a.engine.Render(&b, name, f))
			return b.Bytes()
		}
		s := &liveState{id: a.states.Add(1), now: render("layout/_rim"), tray: render("layout/_tray"), banner: render("layout/_banner"), job: render("layout/_job")}
		return s, err
	})
}
