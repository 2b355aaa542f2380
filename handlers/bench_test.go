package handlers

import (
	"log/slog"
	"net"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
	"github.com/valyala/fasthttp/fasthttputil"
)

// BenchmarkShelf is a public page of 20 kB from the shelf beside a bare Fiber
// that serves as much from memory, both over memory.
func BenchmarkShelf(b *testing.B) {
	body := []byte(strings.Repeat("x", 20<<10))
	bare := fiber.New(fiber.Config{DisableStartupMessage: true})
	bare.Get("/umum", func(c *fiber.Ctx) error { return c.Send(body) })
	h := newHarnessWith(b, Options{}, []route{{get, "/umum", func(_ *Server, c *fiber.Ctx) error { return c.Send(body) }, public}})
	h.server.log = slog.New(slog.DiscardHandler)
	for name, web := range map[string]*fiber.App{"bare": bare, "shelf": h.server.web} {
		b.Run(name, func(b *testing.B) {
			ln := fasthttputil.NewInmemoryListener()
			defer func() { _ = ln.Close() }()
			go func() { _ = web.Server().Serve(ln) }()
			web.Handler() // readies the routes
			client := &fasthttp.Client{Dial: func(string) (net.Conn, error) { return ln.Dial() }}
			var req fasthttp.Request
			var res fasthttp.Response
			req.SetRequestURI("http://lumbung/umum")
			for b.Loop() {
				if err := client.Do(&req, &res); err != nil || res.StatusCode() != 200 {
					b.Fatal(res.StatusCode(), err)
				}
			}
		})
	}
}
