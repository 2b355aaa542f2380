package handlers

import (
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
)

// trait is what the middleware must know of a route.
type trait uint8

const (
	public  trait = 1 << iota // for everybody, cacheable; no form on it for those who are not signed in
	english                   // also under /en
	open                      // a form or a call that nobody in particular may send, see publicform.go
	secret                    // the answer holds a secret: it is never kept to be given again
	stream                    // an event stream: never compressed, no ETag
	bare                      // neither session nor cache: assets and health
	uploads                   // JSON may hold a file, as base64, and be as large as a form with files
)

// route is one row of the table. Names of parameters are those of the input
// structs that bind fills.
type route struct {
	Method string
	Path   string
	Handle func(*Server, *fiber.Ctx) error
	Traits trait
}

func (r *route) has(t trait) bool { return r != nil && r.Traits&t != 0 }

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// routes is the whole surface of the program: the tables of its features, each
// beside the handlers that it names. The first row that matches wins, so
// /inovasi/baru stands before /inovasi/:innovation; a test finds a row that
// another hides. One table a line: two people may add theirs on one day.
func routes() []route {
	return slices.Concat(
		// The program itself.
		programRoutes(),
		infoRoutes(),
		crawlRoutes(),
		dataRoutes(),
		// Who works where.
		centreRoutes(),
		holidayRoutes(),
		accountRoutes(),
		deskRoutes(),
		proofRoutes(),
		// Innovations and their public.
		catalogueRoutes(),
		innovationRoutes(),
		innovationLifeRoutes(),
		blueprintRoutes(),
		needRoutes(),
		replicationRoutes(),
		servedRoutes(),
		fillRoutes(),
		questionRoutes(),
		// SKA, figures, and the room that shows them.
		skaRoutes(),
		offeringRoutes(),
		numbersRoutes(),
		roomRoutes(),
		// Stock.
		stockRoutes(),
		importRoutes(),
		receiptRoutes(),
		transferRoutes(),
		loanRoutes(),
		ledgerRoutes(),
		fundRoutes(),
		careRoutes(),
		repairRoutes(),
		giveBackRoutes(),
		recallRoutes(),
		reorderRoutes(),
		labelRoutes(),
		placeRoutes(),
		countRoutes(),
		countAPIRoutes(),
		modelRoutes(),
		productionRoutes(),
		kitRoutes(),
		// Persons, and what they are given.
		beneficiaryRoutes(),
		requestRoutes(),
		askRoutes(),
		allocationRoutes(),
		handoverRoutes(),
		followUpRoutes(),
	)
}

// mount registers the table with its middleware.
func (s *Server) mount(table []route) {
	s.web.Use(s.observe, s.recovered, s.guarded)
	for i := range table {
		r := &table[i]
		s.pages[r.Path] = s.pages[r.Path] || r.Method == get
		s.add(r, r.Path)
		if r.has(english) {
			s.add(r, "/en"+trimRoot(r.Path))
		}
	}
	s.web.Use(s.identify) // so that a page that is not there still knows who looks for it
}

// add registers r at path, with HEAD beside GET.
func (s *Server) add(r *route, path string) {
	chain := s.chain(r)
	if r.Method == get && !r.has(stream) {
		s.web.Add(fiber.MethodHead, path, chain...)
	}
	s.web.Add(r.Method, path, chain...)
}

func trimRoot(path string) string {
	if path == "/" {
		return ""
	}
	return path
}

// chain is the middleware of one route, in order.
func (s *Server) chain(r *route) []fiber.Handler {
	chain := []fiber.Handler{func(c *fiber.Ctx) error {
		visitOf(c).route = r
		return c.Next()
	}}
	small := compress.New(compress.Config{Level: compress.LevelBestSpeed, Next: s.forGuest})
	if r.has(bare) {
		return append(chain, small, s.handle(r))
	}
	chain = append(chain, s.identify, s.cached)
	if !r.has(stream) {
		chain = append(chain, small, s.fromShelf)
	}
	if r.Method != get {
		if !isAPI(r.Path) {
			chain = append(chain, s.fromOurForm)
		}
		chain = append(chain, s.once)
	}
	return append(chain, s.handle(r))
}

func (s *Server) handle(r *route) fiber.Handler {
	return func(c *fiber.Ctx) error { return r.Handle(s, c) }
}
