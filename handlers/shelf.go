package handlers

import (
	"bytes"
	"hash/maphash"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"lumbung/app/op"
)

const (
	shelfBytes  = 8 << 20     // all pages together, compressed and not
	shelfAge    = time.Minute // pages say how long ago something was
	shelfMemory = 4096        // addresses that are remembered as asked for
)

// shelf keeps public pages as they were last answered to somebody who is not
// signed in, until anything is committed. A page is put there when its address is
// asked for a second time: most searches are asked but once, and would only push
// out what is read often. The shelf is emptied when it is full.
type shelf struct {
	mu    sync.RWMutex
	turn  uint64 // counts what was committed
	size  int
	seed  maphash.Seed // of the tags
	pages map[string]*shelved
	asked [shelfMemory]atomic.Uint64 // of addresses, each at a place of its own
}

// shelved is one page, ready to send.
type shelved struct {
	turn      uint64
	at        time.Time
	kind, tag string
	plain     []byte        // nil for a page that only passes by: the answer has it
	packed    func() []byte // gzip of it, made when the first browser takes it
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

// again tells whether an address has been asked for before, as far as the shelf
// remembers.
func (h *shelf) again(address string) bool {
	sum := maphash.String(h.seed, address)
	return h.asked[sum%shelfMemory].Swap(sum) == sum
}

// newShelved is a page to keep.
func (h *shelf) newShelved(turn uint64, kind string, body []byte) *shelved {
	p := h.passing(kind, body)
	p.turn, p.at, p.plain = turn, time.Now(), bytes.Clone(body)
	p.packed = sync.OnceValue(func() []byte { return fasthttp.AppendGzipBytesLevel(nil, p.plain, fasthttp.CompressDefaultCompression) })
	return p
}

// passing is a page that is answered and not kept; body is that of the answer.
func (h *shelf) passing(kind string, body []byte) *shelved {
	return &shelved{
		kind: kind, tag: `W/"` + strconv.FormatUint(maphash.Bytes(h.seed, body), 36) + `"`,
		packed: func() []byte { return fasthttp.AppendGzipBytesLevel(nil, body, fasthttp.CompressBestSpeed) },
	}
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
		kind, body := string(c.Response().Header.ContentType()), c.Response().Body()
		if !s.shelf.again(address) {
			return s.shelf.passing(kind, body).send(c)
		}
		p = s.shelf.newShelved(turn, kind, body)
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
	if p.plain != nil {
		c.Response().SetBodyRaw(p.plain)
	}
	return nil
}
