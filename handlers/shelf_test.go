package handlers

import (
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// counting is a public page that says how often it was made.
func counting() []route {
	made := 0
	return []route{{get, "/umum", func(_ *Server, c *fiber.Ctx) error {
		made++
		if c.Query("gagal") != "" {
			return fault.Missing("page")
		}
		c.Set(fiber.HeaderContentType, "text/plain")
		if c.Query("tetap") != "" {
			return c.SendString("always the same" + strings.Repeat(" ", 500))
		}
		return c.SendString(fmt.Sprintf("made %d times for %q", made, c.Query("q")) + strings.Repeat(" ", 500))
	}, public | english}}
}

func TestPublicPageIsKeptFromItsSecondAskingUntilSomethingIsCommitted(t *testing.T) {
	h := newHarnessWith(t, Options{}, counting())
	look := func(w who, path, want string) {
		t.Helper()
		if got := h.get(w, path); !strings.Contains(got.body, want) {
			t.Errorf("%s as %s = %q, want %q", path, w, strings.TrimSpace(got.body), want)
		}
	}
	look(who{}, "/umum", "made 1 times")
	look(who{}, "/umum", "made 2 times")
	look(who{}, "/umum", "made 2 times")
	look(who{}, "/umum?q=a", "made 3 times")
	look(who{}, "/en/umum", "made 4 times")
	look(who{}, "/umum", "made 2 times")
	look(as(policy.Admin, ""), "/umum", "made 5 times") // signed in: made anew, and not kept
	look(who{}, "/umum", "made 2 times")
	h.act("Gudang dua")
	look(who{}, "/umum", "made 6 times")
	h.server.shelf.turned(op.Entry{Action: policy.SignIn})
	look(who{}, "/umum", "made 6 times")
}

func TestFailureIsNotKept(t *testing.T) {
	h := newHarnessWith(t, Options{}, counting())
	if got := h.get(who{}, "/umum?gagal=1"); got.status != 404 {
		t.Fatalf("status = %d, want 404", got.status)
	}
	if n := len(h.server.shelf.pages); n != 0 {
		t.Errorf("%d pages are kept of a failure", n)
	}
}

func TestShelfAnswersWhatIsAccepted(t *testing.T) {
	h := newHarnessWith(t, Options{}, counting())
	for range 2 { // from the handler, then from the shelf
		plain := h.send(get, "/umum?tetap=1", "")
		packed := h.send(get, "/umum?tetap=1", "", "Accept-Encoding", "br, gzip")
		r, err := gzip.NewReader(strings.NewReader(packed.body))
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := io.ReadAll(r)
		if err != nil || string(unpacked) != plain.body || packed.header.Get("Content-Encoding") != "gzip" || plain.header.Get("Content-Encoding") != "" {
			t.Errorf("packed %q, plain %q, %v", unpacked, plain.body, err)
		}
		if !strings.Contains(packed.header.Get("Vary"), "Accept-Encoding") || !strings.Contains(packed.header.Get("Vary"), "Cookie") {
			t.Errorf("Vary = %s", packed.header.Get("Vary"))
		}
		if again := h.send(get, "/umum?tetap=1", "", "If-None-Match", plain.header.Get("ETag")); again.status != 304 || again.body != "" {
			t.Errorf("asked again with its tag: %d with %d bytes", again.status, len(again.body))
		}
	}
	if got := h.send("HEAD", "/umum", ""); got.status != 200 || got.body != "" {
		t.Errorf("HEAD = %d with %d bytes", got.status, len(got.body))
	}
}

func TestShelfStaysWithinItsSize(t *testing.T) {
	h := newShelf()
	for i := range 100 {
		h.keep(fmt.Sprint(i), h.newShelved(0, "text/plain", make([]byte, 1<<20)))
		if h.size > shelfBytes {
			t.Fatalf("after %d pages it holds %d bytes", i+1, h.size)
		}
	}
	h.keep("99", h.newShelved(0, "text/plain", nil))
	if p, _ := h.find("99"); p == nil || len(p.plain) != 0 {
		t.Errorf("the last page is not there")
	}
}
