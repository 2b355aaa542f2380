// Package handlers is how Lumbung is reached: routes, sessions, forms and JSON
// in, pages and JSON out. A handler reads, calls one use case and shows what
// came of it; it holds no rules, no storage and no words.
package handlers

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app"
	"lumbung/app/limit"
	"lumbung/app/op"
	"lumbung/views"
)

// The limits of one request.
const (
	maxBody      = 8 << 20     // bytes, with uploads
	maxRead      = 3 * maxBody // is read so that the refusal arrives; over it the connection is cut
	maxForm      = 1 << 20     // bytes, of JSON and of forms without files
	maxHeader    = 16 << 10
	maxAnswer    = 32 << 10 // that is written at once: a whole page
	readTimeout  = 30 * time.Second
	idleTimeout  = 75 * time.Second
	writeTimeout = 60 * time.Second // event streams have none
)

// Options say how the program is reached. The zero value serves plain HTTP.
type Options struct {
	Origin     string       // public address, e.g. https://lumbung.example; for canonical links
	Secure     bool         // reached over TLS: HSTS, Secure cookies
	TrustProxy bool         // believe X-Forwarded-For and X-Forwarded-Proto
	Log        *slog.Logger // access and errors; nil discards
	Version    string       // of the program, for metrics and the API description
	PerAddress int          // event streams that one address may hold; 0 means 32
	Licence    string       // SPDX name of the licence of the public lists, one of views.DataLicences; "" names none
}

// Server answers requests with what an App does.
type Server struct {
	app    *app.App
	door   door
	opt    Options
	log    *slog.Logger
	web    *fiber.App
	assets views.Assets
	meters *meters
	hub    *hub
	shelf  *shelf
	boards boards
	drafts drafts         // files that wait to be imported
	guests *limit.Buckets // what those who are not signed in have sent
	files  archive        // finished public lists
	cards  *cardShelf
	pages  map[string]bool // paths that can be opened, for the navigation
	stop   func()          // takes the hub and the meters off the feed

	sitemaps kept[[]*file]
	draining atomic.Bool
}

// New builds a Server over a. It fails when the embedded assets are unreadable.
func New(a *app.App, opt Options) (*Server, error) { return newServer(a, opt, routes()) }

func newServer(a *app.App, opt Options, table []route) (*Server, error) {
	assets, err := views.NewAssets()
	if err != nil {
		return nil, fmt.Errorf("handlers: %w", err)
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{app: a, door: a.Accounts, opt: opt, log: opt.Log, assets: assets, meters: newMeters(opt.Version), shelf: newShelf(), guests: limit.New(), files: newArchive(dataPaths()...), cards: newCardShelf(), pages: map[string]bool{}}
	s.hub = newHub(opt.PerAddress)
	s.watchProofs()
	s.meters.watch("lumbung_event_streams", func() float64 { return float64(s.hub.size()) })
	a.Catalogue.Watch(s.shelf.renew) // it follows a commit some time after it
	s.stop = a.Feed().Listen(func(e op.Entry) {
		s.meters.command(string(e.Action))
		s.shelf.turned(e)
		s.hub.tell(e)
	})
	s.web = fiber.New(fiber.Config{
		Immutable:                    true, // else strings change under our hands with the next request
		ErrorHandler:                 s.answer,
		BodyLimit:                    maxRead,
		ReadTimeout:                  readTimeout,
		IdleTimeout:                  idleTimeout,
		ReadBufferSize:               maxHeader,
		WriteBufferSize:              maxAnswer,
		DisableStartupMessage:        true,
		DisablePreParseMultipartForm: true, // bind reads it, within its limits and without temporary files
		StrictRouting:                true,
		CaseSensitive:                true,
	})
	s.web.Server().CloseOnShutdown = true
	s.mount(table)
	return s, nil
}

// Serve answers connections from ln until Shutdown.
func (s *Server) Serve(ln net.Listener) error { return s.web.Listener(ln) }

// Shutdown says at /readyz that the server is going, ends the event streams and
// waits for the requests under way, until ctx is done.
func (s *Server) Shutdown(ctx context.Context) error {
	s.draining.Store(true)
	s.stop()
	s.hub.close()
	return s.web.ShutdownWithContext(ctx)
}
