package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
	bolt "go.etcd.io/bbolt"

	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/handlers"
)

const (
	connections = 64
	entries     = 24  // of a list page
	fragment    = 500 // bytes of one stored entry
)

// pages measures what the public asks for over HTTP, beside a bare Fiber on the
// same machine: 20 kB from memory, one Get plus one copy, and a list spliced
// from stored bytes.
func pages(ctx context.Context, _ *os.File) ([]row, error) {
	b, err := newBarn(ctx)
	if err != nil {
		return nil, err
	}
	defer b.close()
	for i := range 2000 {
		m := stock.ModelDetails{Name: fmt.Sprintf("Kursi roda ukur %04d", i), ISO: "12 23 06", Tracking: stock.Serialised, Summary: "Kursi roda untuk mengukur kecepatan."}
		if _, err := b.Stock.AddModel(as(ctx, policy.Warehouse), m); err != nil {
			return nil, err
		}
	}
	if err := b.Catalogue.Sync(ctx); err != nil {
		return nil, err
	}
	ours, err := serveOurs(b)
	if err != nil {
		return nil, err
	}
	defer ours.stop()
	ref, err := serveBare(filepath.Join(b.dir, "ref.db"))
	if err != nil {
		return nil, err
	}
	defer ref.stop()
	var turn atomic.Int64
	next := func() string { return fmt.Sprintf("%04d", turn.Add(1)%2000) }
	var rows []row
	for _, c := range []struct {
		name      string
		n         int
		ours, ref func() string
		bar       float64
	}{
		{"cached catalogue page beside 20 kB from memory", 30000, func() string { return "/katalog" }, func() string { return "/memory" }, 0.6},
		{"a model by its name beside one Get plus a copy", 20000, func() string { return "/api/v1/models/kursi-roda-ukur-" + next() }, func() string { return "/item" }, 0.6},
		{"catalogue page not cached beside splicing stored bytes", 5000, func() string { return "/katalog?q=" + url.QueryEscape("kursi roda ukur "+next()) }, func() string { return "/splice" }, 0.5},
		{"search answer not cached (API) beside splicing stored bytes", 5000, func() string { return "/api/v1/catalogue?q=" + url.QueryEscape("kursi ukur "+next()) }, func() string { return "/splice" }, 0.5},
	} {
		a, r, ratio, err := pair(load(ours.address, c.n, c.ours), load(ref.address, c.n, c.ref))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		rows = append(rows, row{name: c.name + ", 64 connections", ours: perSecond(a), ref: perSecond(r), ratio: ratio, bar: c.bar})
	}
	return rows, nil
}

type listening struct {
	address string
	stop    func()
}

func serveOurs(b *barn) (*listening, error) {
	s, err := handlers.New(b.App, handlers.Options{})
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // ends with the bench
	if err != nil {
		return nil, err
	}
	go func() { _ = s.Serve(ln) }()
	return &listening{ln.Addr().String(), func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = s.Shutdown(ctx)
	}}, nil
}

// serveBare is the reference: Fiber and bbolt with nothing of ours.
func serveBare(path string) (*listening, error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
	if err != nil {
		return nil, err
	}
	key := func(i int) []byte { return fmt.Appendf(nil, "%06d", i) }
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket(bucket)
		for i := 0; i < 2000 && err == nil; i++ {
			err = b.Put(key(i), bytes.Repeat([]byte("x"), fragment))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	web := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true})
	page := bytes.Repeat([]byte("20 kB of page. "), 20_000/15)
	web.Get("/memory", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		return c.Send(page)
	})
	web.Get("/item", func(c *fiber.Ctx) error {
		return db.View(func(tx *bolt.Tx) error { return c.Send(bytes.Clone(tx.Bucket(bucket).Get(key(77)))) })
	})
	web.Get("/splice", func(c *fiber.Ctx) error {
		return db.View(func(tx *bolt.Tx) error {
			out := append(make([]byte, 0, 20_000), page[:6000]...) // what stands around the list
			cur := tx.Bucket(bucket).Cursor()
			n := 0
			for k, v := cur.Seek(key(900)); k != nil && n < entries; k, v = cur.Next() {
				out = append(out, v...)
				n++
			}
			return c.Send(out)
		})
	})
	ln, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // ends with the bench
	if err != nil {
		return nil, err
	}
	go func() { _ = web.Listener(ln) }()
	return &listening{ln.Addr().String(), func() { _ = web.Shutdown(); _ = db.Close() }}, nil
}

// load asks n times over 64 connections.
func load(address string, n int, path func() string) func() (int, time.Duration, error) {
	client := &fasthttp.HostClient{Addr: address, MaxConns: connections, ReadTimeout: 10 * time.Second}
	return func() (int, time.Duration, error) {
		return timed(connections, n, func(int) error {
			req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			defer fasthttp.ReleaseRequest(req)
			defer fasthttp.ReleaseResponse(res)
			req.SetRequestURI("http://" + address + path())
			if err := client.Do(req, res); err != nil {
				return err
			}
			if res.StatusCode() != fasthttp.StatusOK {
				return fmt.Errorf("%s answers %d", req.URI().Path(), res.StatusCode())
			}
			return nil
		})
	}
}
