package handlers

import (
	"bufio"
	"bytes"
	"context"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/commandroom"
	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/views"
	"lumbung/views/i18n"
)

// roomStream sends the parts of the command room that change, as they change.
func (s *Server) roomStream(c *fiber.Ctx) error {
	v := visitOf(c)
	x := roomWatch{
		server: s, view: roomView{v.by.Role, v.by.Centre, v.lang, c.Query("layar") == "dinding"},
		seen: c.Get("Last-Event-ID", c.Query("dari")), sent: map[string][]byte{},
	}
	return s.hold(c, x.write)
}

// roomView is what the parts of the room depend on besides the snapshot.
type roomView struct {
	role   policy.Role
	centre string
	lang   i18n.Lang
	wall   bool
}

// roomWatch is one open stream of the command room.
type roomWatch struct {
	server *Server
	view   roomView
	seen   string            // mark of the snapshot that the browser has; "" for none
	sent   map[string][]byte // what it has of each part
}

// write sends every part that is not as the browser has it, first at once, then
// after each commit, at most as often as the room counts. A ping in between lets
// the page notice when it is cut off.
func (x *roomWatch) write(ctx context.Context, w *bufio.Writer, l *listener) error {
	if _, err := w.WriteString("retry: 2000\n\n"); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		stale := x.server.app.Room.Stale() // taken before the snapshot, so that nothing falls between
		if err := x.send(ctx, w); err != nil {
			return err
		}
		if more, err := x.wait(w, l, stale, beat.C); err != nil || !more {
			return err
		}
	}
}

// wait returns when there may be something to send; more is false when the
// server goes. The entries themselves do not matter: the room hears of them too.
func (x *roomWatch) wait(w *bufio.Writer, l *listener, stale <-chan struct{}, beat <-chan time.Time) (more bool, err error) {
	for {
		select {
		case _, open := <-l.entries:
			if !open {
				return false, nil
			}
		case <-stale:
			return true, nil
		case <-beat: // days end and things become overdue without a commit
			return true, writeEvent(w, x.seen, "ping", "")
		}
	}
}

func (x *roomWatch) send(ctx context.Context, w *bufio.Writer) error {
	snap, err := x.server.app.Room.Snapshot(ctx)
	if err != nil {
		return err
	}
	parts, err := x.server.boards.of(ctx, x.view, snap)
	if err != nil {
		return err
	}
	var changed bytes.Buffer
	for _, part := range parts {
		if !bytes.Equal(x.sent[part.id], part.html) && (x.seen != snap.Mark || x.sent[part.id] != nil) {
			changed.Write(part.html)
		}
		x.sent[part.id] = part.html
	}
	if changed.Len() > 0 {
		if err := writeEvent(w, snap.Mark, "patch", changed.String()); err != nil {
			return err
		}
	}
	if x.seen != snap.Mark {
		if err := writeEvent(w, snap.Mark, "asof", x.view.lang.Clock(snap.AsOf)); err != nil {
			return err
		}
	}
	x.seen = snap.Mark
	return w.Flush()
}

// boards keeps the parts of the latest snapshot for each kind of viewer, so that
// a hundred walls cost one rendering.
type boards struct {
	mu   sync.Mutex
	kept map[roomView]board
}

type board struct {
	mark  string
	parts []boardPart
}

type boardPart struct {
	id   string
	html []byte
}

// mostBoards is how many kinds of viewer are kept.
const mostBoards = 32

func (b *boards) of(ctx context.Context, view roomView, snap *commandroom.Snapshot) ([]boardPart, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if old, ok := b.kept[view]; ok && old.mark == snap.Mark {
		return old.parts, nil
	}
	parts, err := view.render(ctx, snap)
	if err != nil {
		return nil, err
	}
	if b.kept == nil || len(b.kept) >= mostBoards {
		b.kept = map[roomView]board{}
	}
	b.kept[view] = board{snap.Mark, parts}
	return parts, nil
}

func (v roomView) render(ctx context.Context, snap *commandroom.Snapshot) ([]boardPart, error) {
	p := roomFor(policy.Actor{Role: v.role, Centre: v.centre}, snap)
	list := views.RoomParts(v.lang, p)
	if v.wall {
		list = views.WallParts(v.lang, p)
	}
	parts := make([]boardPart, 0, len(list))
	for _, part := range list {
		var html bytes.Buffer
		if err := part.Component.Render(ctx, &html); err != nil {
			return nil, fault.Wrap(err, "render %s", part.ID)
		}
		parts = append(parts, boardPart{part.ID, html.Bytes()})
	}
	return parts, nil
}
