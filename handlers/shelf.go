package handlers

import (
	"bytes"
	"hash/maphash"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"lumbung/app/op"
)

const (
	shelfBytes = 8 << 20     // all pages together, compressed and not
	shelfAge   = time.Minute // pages say how long ago something was
)

// shelf keeps public pages as they were last answered to somebody who is not
// signed in, until anything is committed. It is emptied when it is full.
type shelf struct {
	mu    sync.RWMutex
	turn  uint64 // counts what was committed
	size  int
	seed  maphash.Seed // of the tags
	pages map[string]*shelved
}

// shelved is one page, ready to send.
type shelved struct {
	turn      uint64
	at        time.Time
	kind, tag string
	plain     []byte
	packed    func() []byte // gzip of plain, made when the first browser takes it
}

func newShelf() *shelf { return &shelf{seed: maphash.MakeSeed(), pages: map[string]*shelved{}} }

// turned makes every page out of date, unless the entry is about a session or
// about what somebody asks for, which no public page shows.
func (h *shelf) turned(e op.Entry) {
	if act := string(e.Action); strings.HasPrefix(act, "session.") || strings.HasPrefix(act, "ask.") {
		return
	}
	h.renew()
}

// renew makes every page out of date.
func (h *shelf) renew() {
	h.mu.Lock()
	h.turn++
	h.mu.Unlock()
}

// find returns the page of an address if it still holds, and the turn to keep
// a new one under.
func (h *shelf) find(address string) (*shelved, uint64) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	p := h.pages[address]
	if p == nil || p.turn != h.turn || time.Since(p.at) > shelfAge {
		return nil, h.turn
	}
	return p, h.turn
}

func (h *shelf) keep(address string, p *shelved) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.size += p.room() + len(address); h.size > shelfBytes {
		clear(h.pages)
		h.size = p.room() + len(address)
	}
	if old := h.pages[address]; old != nil {
		h.size -= old.room() + len(address)
	}
	h.pages[address] = p
}

// room is what a page takes at most: markup packs to less than half.
func (p *shelved) room() int { return len(p.plain) * 3 / 2 }

func (h *shelf) newShelved(turn uint64, kind string, body []byte) *shelved {
	p := &shelved{turn: turn, at: time.Now(), kind: kind, plain: bytes.Clone(body)}
	p.tag = `W/"` + strconv.FormatUint(maphash.Bytes(h.seed, body), 36) + `"`
	p.packed = sync.OnceValue(func() []byte { return fasthttp.AppendGzipBytesLevel(nil, p.plain, fasthttp.CompressDefaultCompression) })
	return p
}

// forGuest tells whether an answer is the same for everybody who is not signed in.
func (s *Server) forGuest(c *fiber.Ctx) bool {
	v := visitOf(c)
	return v.route.has(public) && !v.signedIn() && c.Cookies(s.cookieName(c, flashCookie)) == ""
}

// fromShelf answers a public page from the shelf, and puts it there first where
// it is missing.
func (s *Server) fromShelf(c *fiber.Ctx) error {
	if !s.forGuest(c) {
		return c.Next()
	}
	address := string(visitOf(c).lang) + " " + c.OriginalURL()
	p, turn := s.shelf.find(address)
	if p == nil {
		if err := c.Next(); err != nil || c.Response().StatusCode() != fiber.StatusOK || visitOf(c).token != "" {
			return err
		}
		p = s.shelf.newShelved(turn, string(c.Response().Header.ContentType()), c.Response().Body())
		s.shelf.keep(address, p)
	}
	return p.send(c)
}

func (p *shelved) send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderETag, p.tag)
	c.Vary(fiber.HeaderAcceptEncoding)
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), p.tag[len("W/"):]) {
		c.Response().ResetBody()
		c.Status(fiber.StatusNotModified)
		return nil
	}
	c.Set(fiber.HeaderContentType, p.kind)
	if strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		c.Response().SetBodyRaw(p.packed())
		return nil
	}
	c.Response().SetBodyRaw(p.plain)
	return nil
}
