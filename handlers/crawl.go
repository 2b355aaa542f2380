package handlers

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/stock"
)

// crawlRoutes are what crawlers and readers of feeds fetch.
func crawlRoutes() []route {
	return []route{
		{get, "/robots.txt", (*Server).robots, bare},
		{get, sitemapPath, (*Server).sitemapXML, bare},
		{get, "/sitemap/:part.xml", (*Server).sitemapPart, bare},
		{get, "/feed.atom", (*Server).feed, public},
	}
}

// robots tells crawlers what is not for them: all that is inside, the API, and
// the pages that only a code on paper leads to.
func (s *Server) robots(c *fiber.Ctx) error {
	text := "User-agent: *\n"
	for _, path := range closedPaths(routes()) {
		text += "Disallow: " + path + "\n"
	}
	if s.opt.Origin != "" {
		text += "Sitemap: " + s.opt.Origin + "/sitemap.xml\n"
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	return c.SendString(text)
}

// closedPaths are the patterns of pages that are not public. Where nothing below
// the first part of a path is public, that part stands for all of it.
func closedPaths(table []route) []string {
	shown := map[string]bool{}
	for _, r := range table {
		if r.has(public) || r.has(bare) {
			shown[firstPart(r.Path)] = true
		}
	}
	closed := []string{"/api/", "/bukti-opname/", "/serah-terima/", "/u/"}
	for _, r := range table {
		switch part := firstPart(r.Path); {
		case r.Method != get || r.has(public) || r.has(bare) || isAPI(r.Path):
		case shown[part]:
			closed = append(closed, anyParameter.ReplaceAllString(r.Path, "*")+"$")
		default:
			closed = append(closed, part)
		}
	}
	slices.Sort(closed)
	return slices.Compact(closed)
}

var anyParameter = regexp.MustCompile(`:\w+`)

func firstPart(path string) string {
	part, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return "/" + part
}

// wallPath is public, but the same as the command room.
const wallPath = "/ruang-komando/tv"

// eachPublic yields the pages of records that everybody may read and find; those
// that are archived keep their page, but crawlers are not sent there.
func (s *Server) eachPublic(ctx context.Context, yield func(path string, changed time.Time)) error {
	centres, err := s.app.Centres.All(ctx)
	for _, x := range centres {
		yield("/sentra/"+x.Code, x.Changed)
	}
	for ask, more := (innovation.List{Limit: 200}), true; more && err == nil; more = ask.Cursor != "" {
		page, failed := s.app.Innovations.PublishedBy(ctx, ask)
		for _, x := range page.Items {
			if !x.Archived {
				yield("/inovasi/"+x.Slug, slices.MaxFunc([]time.Time{x.PublishedAt, x.RenewedAt}, time.Time.Compare))
			}
		}
		ask.Cursor, err = page.Next, failed
	}
	for ask, more := (stock.ModelsAsk{Paging: stock.Paging{Limit: 200}}), true; more && err == nil; more = ask.Cursor != "" {
		page, failed := s.app.Stock.Models(ctx, ask)
		for _, x := range page.Items {
			yield("/alat/"+x.Slug, x.ChangedAt)
		}
		ask.Cursor, err = page.Next, failed
	}
	for _, more := range []func(context.Context, func(string, time.Time)) error{s.eachSKA, s.eachNeed, s.eachSpread} {
		if err == nil {
			err = more(ctx, yield)
		}
	}
	return err
}

// eachNeed yields the pages of needs.
func (s *Server) eachNeed(ctx context.Context, yield func(path string, changed time.Time)) error {
	for ask, more := (need.Ask{Limit: 200}), true; more; more = ask.Cursor != "" {
		list, err := s.app.Needs.List(ctx, ask)
		if err != nil {
			return err
		}
		for _, x := range list.Rows {
			yield("/kebutuhan/"+x.Slug, x.ChangedAt)
		}
		ask.Cursor = list.Next
	}
	return nil
}

// eachSpread yields the pages that tell how far an innovation has spread.
func (s *Server) eachSpread(ctx context.Context, yield func(path string, changed time.Time)) error {
	list, err := s.app.Replications.SpreadPages(ctx)
	for _, x := range list {
		yield("/inovasi/"+x.Slug+"/replikasi", x.ChangedAt)
	}
	return err
}
