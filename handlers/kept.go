package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
)

// kept is a value that is long to make and open to everybody. It is made anew
// once something was committed, but never so often that the making takes more
// than a small part of the time, however many ask for it.
type kept[T any] struct {
	mu    sync.Mutex // held while it is made, so that all wait for one
	there bool
	value T
	turn  uint64
	made  time.Time
	took  time.Duration
}

const (
	keptShare = 20                    // the making may take one part in so many of the time
	keptQuick = 50 * time.Millisecond // what takes less is made whenever it is out of date
)

// get returns the value of a turn of the shelf, or an older one that was made a
// short time ago.
func (k *kept[T]) get(turn uint64, build func() (T, error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.there && (k.turn == turn || k.took > keptQuick && time.Since(k.made) < keptShare*k.took) {
		return k.value, nil
	}
	begun := time.Now()
	value, err := build()
	if err != nil {
		return value, err
	}
	k.there, k.value, k.turn, k.made, k.took = true, value, turn, time.Now(), time.Since(begun)
	return value, nil
}

// file is a finished public file. What is long lies in a file without a name,
// which goes when nobody reads it any more.
type file struct {
	kind, name string // name is that to save it under; "" to show it
	tag        string
	changed    time.Time // when what is in it last changed; zero where that is not known
	data       spool
}

// write fills a file and gives it the tag of its content.
func (f *file) write(make func(io.Writer) error) error {
	sum := sha256.New()
	if err := make(io.MultiWriter(&f.data, sum)); err != nil {
		return err
	}
	f.tag = `"` + hex.EncodeToString(sum.Sum(nil)[:12]) + `"`
	return nil
}

// send answers with the file, or says that the sender has it already.
func (f *file) send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderETag, "W/"+f.tag) // weak: it may go out packed
	c.Set(fiber.HeaderCacheControl, "public, max-age=60")
	if !f.changed.IsZero() {
		c.Set(fiber.HeaderLastModified, f.changed.UTC().Format(http.TimeFormat))
	}
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	c.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), f.tag) {
		c.Status(fiber.StatusNotModified)
		return nil
	}
	c.Set(fiber.HeaderContentType, f.kind)
	if f.name != "" {
		c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName(f.name)+`"`)
	}
	if f.data.file == nil {
		return c.Send(f.data.small.Bytes())
	}
	return c.SendStream(io.NewSectionReader(f.data.file, 0, int64(f.data.size)), f.data.size)
}

// archive is every finished public file, by its path. Its paths are fixed, so it
// cannot be filled from outside.
type archive map[string]*kept[*file]

func newArchive(paths ...string) archive {
	a := make(archive, len(paths))
	for _, p := range paths {
		a[p] = &kept[*file]{}
	}
	return a
}

// keptFile is the file of a path, which fill writes where it is out of date.
func (s *Server) keptFile(path string, made file, fill func(*file) error) (*file, error) {
	k := s.files[path]
	if k == nil {
		return nil, fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	return k.get(s.shelf.now(), func() (*file, error) {
		f := made
		return &f, fill(&f)
	})
}

// now is the turn of the shelf: how often something was committed.
func (h *shelf) now() uint64 {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.turn
}
