package handlers

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
)

const (
	sitemapPath = "/sitemap.xml"
	maxSitemap  = 50_000 // addresses in one file (sitemaps.org)
	sitemapKind = "application/xml; charset=utf-8"
	sitemapNS   = "http://www.sitemaps.org/schemas/sitemap/0.9"
)

// sitemap is a list of public pages in the form of sitemaps.org.
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

// sitemapIndex lists the parts of a map that is too long for one file.
type sitemapIndex struct {
	XMLName xml.Name  `xml:"sitemapindex"`
	Space   string    `xml:"xmlns,attr"`
	Parts   []mapPart `xml:"sitemap"`
}

type mapPart struct {
	Loc string `xml:"loc"`
	Mod string `xml:"lastmod,omitempty"`
}

// mapper writes pages into files of at most so many addresses.
type mapper struct {
	origin string
	most   int
	now    sitemap
	parts  []*file
	mods   []time.Time // when the last page of each part changed
	mod    time.Time
}

// add adds a page, in each language that it has.
func (m *mapper) add(path string, changed time.Time, english bool) error {
	pages := []string{path}
	var langs []mapLang
	if english {
		pages = append(pages, "/en"+trimRoot(path))
		langs = []mapLang{{"alternate", "id", m.origin + path}, {"alternate", "en", m.origin + pages[1]}, {"alternate", "x-default", m.origin + path}}
	}
	for _, at := range pages {
		if len(m.now.Pages) >= m.most {
			if err := m.close(); err != nil {
				return err
			}
		}
		p := mapPage{Loc: m.origin + at, Langs: langs}
		if !changed.IsZero() {
			p.Mod = changed.UTC().Format(time.RFC3339)
		}
		if changed.After(m.mod) {
			m.mod = changed
		}
		m.now.Pages = append(m.now.Pages, p)
	}
	return nil
}

// close finishes a part.
func (m *mapper) close() error {
	m.now.Space, m.now.XHTML = sitemapNS, "http://www.w3.org/1999/xhtml"
	f := &file{kind: sitemapKind}
	if err := f.write(func(out io.Writer) error { return writeXML(out, m.now) }); err != nil {
		return err
	}
	m.parts, m.mods = append(m.parts, f), append(m.mods, m.mod)
	m.now, m.mod = sitemap{}, time.Time{}
	return nil
}

func writeXML(out io.Writer, v any) error {
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(out).Encode(v)
}

// index is the file of the parts.
func (m *mapper) index() (*file, error) {
	x := sitemapIndex{Space: sitemapNS}
	for i, mod := range m.mods {
		part := mapPart{Loc: fmt.Sprintf("%s/sitemap/%d.xml", m.origin, i+1)}
		if !mod.IsZero() {
			part.Mod = mod.UTC().Format(time.RFC3339)
		}
		x.Parts = append(x.Parts, part)
	}
	f := &file{kind: sitemapKind}
	return f, f.write(func(out io.Writer) error { return writeXML(out, x) })
}

// sitemapFiles are the map of all public pages: one file, or an index and then
// its parts.
func (s *Server) sitemapFiles(ctx context.Context, origin string, most int) ([]*file, error) {
	m := &mapper{origin: origin, most: most}
	for _, r := range routes() {
		if r.Method == get && r.has(public) && !r.has(stream) && !isAPI(r.Path) && !strings.ContainsAny(r.Path, ":*.") && r.Path != wallPath {
			if err := m.add(r.Path, time.Time{}, r.has(english)); err != nil {
				return nil, err
			}
		}
	}
	var failed error
	err := s.eachPublic(ctx, func(path string, changed time.Time) {
		if failed == nil {
			failed = m.add(path, changed, true)
		}
	})
	if err == nil {
		err = failed
	}
	if err == nil {
		err = m.close()
	}
	if err != nil || len(m.parts) == 1 {
		return m.parts, err
	}
	index, err := m.index()
	return append([]*file{index}, m.parts...), err
}

// maps are the files of the map. Without a public address they depend on how we
// were asked for, and are not kept.
func (s *Server) maps(c *fiber.Ctx) ([]*file, error) {
	if s.opt.Origin == "" {
		return s.sitemapFiles(nobody(c), c.BaseURL(), maxSitemap)
	}
	return s.sitemaps.get(s.shelf.now(), func() ([]*file, error) { return s.sitemapFiles(nobody(c), s.opt.Origin, maxSitemap) })
}

// sitemapXML lists the public pages, with when they last changed.
func (s *Server) sitemapXML(c *fiber.Ctx) error {
	files, err := s.maps(c)
	if err != nil {
		return err
	}
	return files[0].send(c)
}

// sitemapPart is one part of a long map.
func (s *Server) sitemapPart(c *fiber.Ctx) error {
	n, err := strconv.Atoi(c.Params("part"))
	if err != nil {
		return fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	files, err := s.maps(c)
	if err != nil {
		return err
	}
	if n < 1 || n >= len(files) {
		return fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	return files[n].send(c)
}
