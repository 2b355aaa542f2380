package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/picture"
	"lumbung/app/ska"
	"lumbung/views/i18n"
)

// cardsKept is how many cards for shared links are kept; the first of them are
// drawn anew when there are more.
const cardsKept = 64

// cards keeps the pictures of shared links by what is on them, and draws one at
// a time.
type cardShelf struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func newCardShelf() *cardShelf { return &cardShelf{kept: map[string][]byte{}} }

func (s *cardShelf) get(mark string, make func() ([]byte, error)) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data := s.kept[mark]; data != nil {
		return data, nil
	}
	data, err := make()
	if err != nil {
		return nil, err
	}
	if len(s.kept) >= cardsKept {
		clear(s.kept)
	}
	s.kept[mark] = data
	return data, nil
}

// shared is what is on the card of a page.
type shared struct {
	path  string // of the page: /inovasi/kursi-roda-elektrik
	title string
	line  string
	photo innovation.Photo
}

// mark is a name for what is on the card.
func (s shared) mark() string {
	const look = "1" // of the cards; another one changes their addresses
	sum := sha256.Sum256([]byte(strings.Join([]string{look, s.path, s.title, s.line, s.photo.Hash}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// address is where the card is. It changes with what is on it, since those who
// show links keep pictures for long.
func (s shared) address() string { return "/kartu" + s.path + ".jpg?v=" + s.mark() }

// siteCard is on pages that have no card of their own.
func siteCard() shared {
	return shared{path: "/lumbung", title: i18n.ID.T("home.title"), line: i18n.ID.T("site.owner")}
}

// sharedPage finds what is on the card of a public record.
func (s *Server) sharedPage(c *fiber.Ctx, kind, slug string) (shared, error) {
	switch kind {
	case "inovasi":
		sheet, err := s.app.Innovations.BySlug(c.UserContext(), slug)
		return s.innovationCard(c, sheet), err
	case "alat":
		sheet, err := s.app.Stock.Model(c.UserContext(), slug)
		if err != nil {
			return shared{}, err
		}
		m := sheet.Model
		card := shared{path: "/alat/" + m.Slug, title: m.Name, line: m.Maker}
		if m.MakerCentre != "" {
			card.line = s.centreName(c, m.MakerCentre)
		}
		if x, err := s.app.Innovations.BySlug(c.UserContext(), m.Innovation.String()); err == nil {
			card.photo, _ = x.Cover()
		}
		return card, nil
	case "sentra":
		x, err := s.app.Centres.One(c.UserContext(), slug)
		return shared{path: "/sentra/" + x.Code, title: x.Name, line: regionName(x.Region)}, err
	case "ska":
		x, err := s.app.SKA.One(c.UserContext(), slug)
		if _, known := s.withoutSKA(c, slug, err); known {
			return siteCard(), nil
		}
		return skaCard(x), err
	case "produk":
		o, err := s.app.SKA.Offering(nobody(c), slug)
		return s.offeringCard(c, o), err
	case "kebutuhan":
		x, err := s.app.Needs.One(c.UserContext(), slug)
		return needCard(x.Row), err
	}
	return shared{}, fault.Missing("picture")
}

func (s *Server) innovationCard(c *fiber.Ctx, x innovation.Sheet) shared {
	cover, _ := x.Cover()
	return shared{"/inovasi/" + x.Slug, x.Title, s.centreName(c, x.Centre), cover}
}

func skaCard(x ska.Sheet) shared {
	cover, _ := x.Cover()
	return shared{"/ska/" + x.Centre, i18n.ID.T("ska.of", "centre", x.Name), regionName(x.Region), cover}
}

func (s *Server) offeringCard(c *fiber.Ctx, o ska.Offering) shared {
	cover, _ := o.Cover()
	return shared{"/produk/" + o.Slug, o.Title, i18n.ID.T("ska.of", "centre", s.centreName(c, o.Centre)), cover}
}

func needCard(x need.Row) shared {
	return shared{path: "/kebutuhan/" + x.Slug, title: x.Title, line: i18n.ID.T("need.title")}
}

// shareCard answers with the card of a record.
func (s *Server) shareCard(c *fiber.Ctx) error {
	card, err := s.sharedPage(c, c.Params("kind"), c.Params("slug"))
	if err != nil {
		return err
	}
	return s.sendCard(c, card)
}

// siteShareCard answers with the card of all other pages.
func (s *Server) siteShareCard(c *fiber.Ctx) error { return s.sendCard(c, siteCard()) }

// cardPhotoWidth is the width of the photo that a card is drawn from.
const cardPhotoWidth = 640

func (s *Server) sendCard(c *fiber.Ctx, card shared) error {
	mark := card.mark()
	data, err := s.cards.get(mark, func() ([]byte, error) {
		drawn := picture.Card{Title: card.title, Line: card.line, Site: i18n.ID.T("site.name")}
		if card.photo.Hash != "" {
			p, err := s.app.Innovations.Print(c.UserContext(), card.photo.Hash, nearest(card.photo.Widths, cardPhotoWidth), innovation.AsJPEG)
			if err != nil {
				return nil, err
			}
			drawn.Photo = p.Data
		}
		return drawn.Draw()
	})
	if err != nil {
		return fault.Wrap(err, "draw a card")
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=300")
	if c.Query("v") == mark {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	c.Set("Cross-Origin-Resource-Policy", "cross-origin")
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(data)
}

// nearest is the narrowest of some widths that is at least the given one, or the
// widest.
func nearest(widths []int, least int) int {
	for _, w := range widths {
		if w >= least {
			return w
		}
	}
	if len(widths) == 0 {
		return 0
	}
	return widths[len(widths)-1]
}
