package handlers

import (
	"encoding/xml"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/catalogue"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/i18n"
)

// atomFeed is what is new, updated and recalled, in the form of RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"feed"`
	Space   string      `xml:"xmlns,attr"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Link     atomLink     `xml:"link"`
	Category atomCategory `xml:"category"`
	Summary  string       `xml:"summary"`
	at       time.Time
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// feedLength is how many entries the feed has.
const feedLength = 50

// feed answers with what was last published, renewed or recalled.
func (s *Server) feed(c *fiber.Ctx) error {
	origin := s.opt.Origin
	hits, err := s.app.Catalogue.Latest(feedLength, func(*catalogue.Entry) bool { return true })
	if err != nil {
		return err
	}
	var list []atomEntry
	for _, h := range hits {
		list = append(list, changeEntry(origin, h.Entry()))
	}
	recalled, err := s.recallEntries(c, origin)
	if err != nil {
		return err
	}
	list = append(list, recalled...)
	slices.SortStableFunc(list, func(a, b atomEntry) int { return b.at.Compare(a.at) })
	list = list[:min(len(list), feedLength)]
	f := atomFeed{
		Space: "http://www.w3.org/2005/Atom", Lang: "id", ID: origin + "/feed.atom", Title: i18n.ID.T("feed.title"), Author: i18n.ID.T("site.owner"),
		Links:   []atomLink{{Rel: "self", Type: "application/atom+xml", Href: origin + "/feed.atom"}, {Rel: "alternate", Type: "text/html", Href: origin + "/katalog"}},
		Entries: list, Updated: s.app.Now().UTC().Format(time.RFC3339),
	}
	if len(list) > 0 {
		f.Updated = list[0].Updated
	}
	data, err := xml.Marshal(f)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/atom+xml; charset=utf-8")
	return c.SendString(xml.Header + string(data))
}

// changeEntry tells that something was published, or published anew.
func changeEntry(origin string, e catalogue.Entry) atomEntry {
	term := "new"
	if e.ChangedAt.After(e.PublishedAt) {
		term = "updated"
	}
	return newAtomEntry(term, origin+views.EntryHref(i18n.ID, e), e.Title, e.Summary, e.ChangedAt)
}

// newAtomEntry is an entry of its own for each time that something happened.
func newAtomEntry(term, href, title, text string, at time.Time) atomEntry {
	label, day := i18n.ID.T("choice.feed_"+term), at.UTC().Format(time.RFC3339)
	return atomEntry{
		ID: href + "#" + term + "-" + at.UTC().Format("20060102T150405Z"), Title: label + ": " + title, Updated: day, at: at,
		Link: atomLink{Rel: "alternate", Type: "text/html", Href: href}, Category: atomCategory{term, label}, Summary: text,
	}
}

// recallEntries tell of the recalls in force.
func (s *Server) recallEntries(c *fiber.Ctx, origin string) (list []atomEntry, err error) {
	hits, err := s.app.Catalogue.Latest(feedLength, func(e *catalogue.Entry) bool { return e.Recalled && e.Type == catalogue.OfModel })
	for _, h := range hits {
		e := h.Entry()
		notices, err := s.app.Stock.Notices(c.UserContext(), e.ID)
		if err != nil {
			return nil, err
		}
		for _, n := range notices {
			if n.State == stock.RecallOpen {
				list = append(list, newAtomEntry("recalled", origin+views.EntryHref(i18n.ID, e), e.Title, n.Reason+" "+n.Instruction, n.Since))
			}
		}
	}
	return list, err
}
