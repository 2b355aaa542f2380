package handlers

import (
	"context"
	"encoding/xml"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/stock"
)

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

// maxSitemap is how many addresses one sitemap may hold (sitemaps.org).
const maxSitemap = 50_000

// sitemap is the list of the public pages in the form of sitemaps.org.
type sitemap struct {
	XMLName xml.Name  `xml:"urlset"`
	Space   string    `xml:"xmlns,attr"`
	XHTML   string    `xml:"xmlns:xhtml,attr"`
	Pages   []mapPage `xml:"url"`
}

type mapPage struct {
	Loc   string    `xml:"loc"`
	Mod   string    `xml:"lastmod,omitempty"`
	Langs []mapLang `xml:"xhtml:link"`
}

type mapLang struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// add adds a page in Indonesian and, where it has one, its English version.
func (m *sitemap) add(origin, path string, changed time.Time, english bool) {
	if len(m.Pages) >= maxSitemap {
		return
	}
	p := mapPage{Loc: origin + path}
	if !changed.IsZero() {
		p.Mod = changed.UTC().Format(time.RFC3339)
	}
	if english {
		p.Langs = []mapLang{{"alternate", "id", origin + path}, {"alternate", "en", origin + "/en" + trimRoot(path)}}
	}
	m.Pages = append(m.Pages, p)
}

// sitemapXML lists the public pages, with when they last changed.
func (s *Server) sitemapXML(c *fiber.Ctx) error {
	origin := s.opt.Origin
	if origin == "" {
		origin = c.BaseURL()
	}
	m := sitemap{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, r := range routes() {
		if r.Method == get && r.has(public) && !r.has(stream) && !isAPI(r.Path) && !strings.ContainsAny(r.Path, ":*.") && r.Path != wallPath {
			m.add(origin, r.Path, time.Time{}, r.has(english))
		}
	}
	err := s.eachPublic(c.UserContext(), func(path string, changed time.Time) { m.add(origin, path, changed, true) })
	if err != nil {
		return err
	}
	data, err := xml.Marshal(m)
	if err != nil {
		return fault.Wrap(err, "write sitemap")
	}
	c.Set(fiber.HeaderContentType, "application/xml; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	return c.SendString(xml.Header + string(data))
}

// wallPath is public, but the same as the command room.
const wallPath = "/ruang-komando/tv"

// eachPublic yields the pages of records that everybody may read.
func (s *Server) eachPublic(ctx context.Context, yield func(path string, changed time.Time)) error {
	centres, err := s.app.Centres.All(ctx)
	for _, x := range centres {
		yield("/sentra/"+x.Code, x.Changed)
	}
	for ask, more := (innovation.List{Limit: 200}), true; more && err == nil; more = ask.Cursor != "" {
		page, failed := s.app.Innovations.PublishedBy(ctx, ask)
		for _, x := range page.Items {
			yield("/inovasi/"+x.Slug, slices.MaxFunc([]time.Time{x.PublishedAt, x.RenewedAt, x.ArchivedAt}, time.Time.Compare))
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
	return err
}
