package handlers

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

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
	pages map[string]*shelved
}

// shelved is one page, ready to send.
type shelved struct {
	turn        uint64
	at          time.Time
	kind, tag   string
	plain, gzip []byte
}

func newShelf() *shelf { return &shelf{pages: map[string]*shelved{}} }

// turned makes every page out of date, unless the entry is about a session,
// which no public page shows.
func (h *shelf) turned(e op.Entry) {
	if strings.HasPrefix(string(e.Action), "session.") {
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
	if h.size += len(p.plain) + len(p.gzip) + len(address); h.size > shelfBytes {
		clear(h.pages)
		h.size = len(p.plain) + len(p.gzip) + len(address)
	}
	if old := h.pages[address]; old != nil {
		h.size -= len(old.plain) + len(old.gzip) + len(address)
	}
	h.pages[address] = p
}

func newShelved(turn uint64, kind string, body []byte) *shelved {
	sum := sha256.Sum256(body)
	p := &shelved{turn: turn, at: time.Now(), kind: kind, plain: bytes.Clone(body)}
	p.tag = `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(body) // into memory, which does not fail
	_ = w.Close()
	p.gzip = packed.Bytes()
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
		p = newShelved(turn, string(c.Response().Header.ContentType()), c.Response().Body())
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
		c.Response().SetBodyRaw(p.gzip)
		return nil
	}
	c.Response().SetBodyRaw(p.plain)
	return nil
}
