package handlers

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
)

const (
	heartbeat      = 15 * time.Second // proxies cut a silent connection after a minute or so
	streamBuffer   = 64               // entries that a slow listener may lag behind
	streamsDefault = 32               // for each address: an office behind one router
)

// event is one message of a stream. ID is the entry it tells of: a browser that
// was cut off sends it back and hears what it missed.
type event struct {
	ID   op.ID
	Name string
	Data string // may have several lines
}

// source is what a stream tells. Tell makes the event of an entry, ok false for
// entries that are none of the listener's business; it is called in the
// goroutine of the stream and must not touch the request. Since returns the
// entries after one, not more than a page, to go on from there; nil when the
// stream cannot go back.
type source struct {
	Tell  func(op.Entry) (e event, ok bool)
	Since func(ctx context.Context, id op.ID) ([]op.Entry, error)
}

// hub hands committed entries to the open streams. A listener that does not
// keep up is cut off: its browser comes back and reads what it missed.
type hub struct {
	mu         sync.Mutex
	listeners  map[*listener]struct{}
	addresses  map[string]int
	perAddress int
	closed     bool
}

type listener struct {
	address string
	entries chan op.Entry // closed by the hub alone
}

func newHub(perAddress int) *hub {
	if perAddress <= 0 {
		perAddress = streamsDefault
	}
	return &hub{listeners: map[*listener]struct{}{}, addresses: map[string]int{}, perAddress: perAddress}
}

// tell hands e to every listener. It never waits.
func (h *hub) tell(e op.Entry) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.listeners {
		select {
		case l.entries <- e:
		default:
			h.drop(l)
		}
	}
}

// join adds a listener. It fails with TooMany or, when the server is going,
// with Unready.
func (h *hub) join(address string) (*listener, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, fault.New(fault.Unready, "error.going", nil)
	}
	if h.addresses[address] >= h.perAddress {
		return nil, fault.New(fault.TooMany, "error.streams", nil)
	}
	h.addresses[address]++
	l := &listener{address: address, entries: make(chan op.Entry, streamBuffer)}
	h.listeners[l] = struct{}{}
	return l, nil
}

func (h *hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(l)
}

// drop ends a listener; the caller holds the lock.
func (h *hub) drop(l *listener) {
	if _, ok := h.listeners[l]; !ok {
		return
	}
	delete(h.listeners, l)
	close(l.entries)
	if h.addresses[l.address]--; h.addresses[l.address] == 0 {
		delete(h.addresses, l.address)
	}
}

// close ends every stream and lets no new one in.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for l := range h.listeners {
		h.drop(l)
	}
}

func (h *hub) size() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.listeners)
}

// follow answers the request with an event stream of src, until the browser or
// the server goes.
func (s *Server) follow(c *fiber.Ctx, src source) error {
	last, err := op.ParseID(c.Get("Last-Event-ID"))
	if err != nil {
		last = op.ID{} // not one of ours: from now on
	}
	return s.hold(c, func(ctx context.Context, w *bufio.Writer, l *listener) error { return src.write(ctx, w, l, last) })
}

// hold answers the request with an event stream that write fills, until it
// returns. It joins the hub before write reads anything, so that nothing falls
// between; write has to take the entries of its listener, and to end when they
// are closed.
func (s *Server) hold(c *fiber.Ctx, write func(ctx context.Context, w *bufio.Writer, l *listener) error) error {
	l, err := s.hub.join(s.address(c))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	_ = c.Context().Conn().SetWriteDeadline(time.Time{}) // a stream has no end
	// From here on c belongs to another request: the writer uses copies alone.
	ctx, id := context.WithoutCancel(c.UserContext()), visitOf(c).id
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer s.hub.leave(l)
		defer func() {
			if thrown := recover(); thrown != nil { // no middleware is around us: it would end the program
				s.log.Error("stream failed", slog.String("request", id), slog.Any("panic", thrown))
			}
		}()
		if err := write(ctx, w, l); err != nil {
			s.log.Debug("stream ended", slog.String("request", id), slog.String("error", err.Error()))
		}
	})
	return nil
}

// write sends what was missed since last, then what comes. An error of Flush is
// the only sign that the browser has gone.
func (src source) write(ctx context.Context, w *bufio.Writer, l *listener, last op.ID) error {
	if _, err := w.WriteString("retry: 2000\n\n"); err != nil {
		return err
	}
	seen, err := src.missed(ctx, w, last)
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case e, open := <-l.entries:
			if !open {
				return nil
			}
			if !seen[e.ID] { // else committed while we read what was missed
				err = src.send(w, e)
			}
		case <-beat.C:
			_, err = w.WriteString(": \n\n")
		}
		if err != nil {
			return err
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
}

// missed sends the entries after last and returns which they were.
func (src source) missed(ctx context.Context, w *bufio.Writer, last op.ID) (map[op.ID]bool, error) {
	if last.IsZero() || src.Since == nil {
		return nil, nil
	}
	entries, err := src.Since(ctx, last)
	if err != nil {
		return nil, err
	}
	seen := make(map[op.ID]bool, len(entries))
	for _, e := range entries {
		seen[e.ID] = true
		if err := src.send(w, e); err != nil {
			return nil, err
		}
	}
	return seen, nil
}

func (src source) send(w *bufio.Writer, e op.Entry) error {
	ev, ok := src.Tell(e)
	if !ok {
		return nil
	}
	return writeEvent(w, ev.ID.String(), ev.Name, ev.Data)
}

// writeEvent writes one event.
func writeEvent(w *bufio.Writer, id, name, data string) error {
	if _, err := fmt.Fprintf(w, "id: %s\nevent: %s\n", id, name); err != nil {
		return err
	}
	for line := range strings.SplitSeq(data, "\n") {
		if _, err := fmt.Fprintf(w, "data: %s\n", line); err != nil {
			return err
		}
	}
	_, err := w.WriteString("\n")
	return err
}
