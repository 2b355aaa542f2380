package handlers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/views"
)

// versionsPage lists the versions of a record for those who may see it.
func (s *Server) versionsPage(c *fiber.Ctx) error {
	in, _, err := query[innovation.List](c)
	if err != nil {
		return err
	}
	rec, err := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	list, err := s.app.Innovations.History(c.UserContext(), rec.Slug, in)
	if err != nil {
		return err
	}
	f := s.frame(c, "version.list_title", "title", rec.Title)
	f.Crumbs = []views.Link{innovationsCrumb(f), {Href: "/inovasi/" + rec.Slug, Text: rec.Title}}
	return s.page(c, views.InnovationVersions(f, views.VersionsPage{
		Record: rec, Items: list.Items, Pager: pager(c, list.Next, list.Prev, len(list.Items)),
	}))
}

// versionRange reads "3" or "2..5"; to is 0 for one version alone.
func versionRange(text string) (from, to int64, err error) {
	first, second, two := strings.Cut(text, "..")
	from, errFrom := strconv.ParseInt(first, 10, 64)
	if two {
		to, err = strconv.ParseInt(second, 10, 64)
	}
	if err != nil || errFrom != nil || from < 1 || two && to < 1 || len(text) > 40 {
		return 0, 0, fault.Missing("version")
	}
	return from, to, nil
}

// versionPage shows one version as it was, or what separates two.
func (s *Server) versionPage(c *fiber.Ctx) error {
	from, to, err := versionRange(c.Params("versi"))
	if err != nil {
		return err
	}
	old, err := s.app.Innovations.At(c.UserContext(), c.Params("innovation"), from)
	if err != nil {
		return err
	}
	if to > 0 {
		return s.comparePage(c, old, to)
	}
	sheet := innovation.Sheet{
		ID: old.ID, Code: old.Code, Slug: old.Slug, Centre: old.Centre, Version: old.Version, PublishedAt: old.At, RenewedAt: old.At, Content: old.Content,
	}
	f, p, err := s.innovationSheet(c, sheet)
	if err != nil {
		return err
	}
	p.Preview = true // what is ready and how to get it stand on the page of today
	f.Noindex = true
	f.Lead = views.VersionLead(f, old)
	return s.page(c, views.InnovationVersion(f, views.VersionPage{Old: old, Page: p}))
}

func (s *Server) comparePage(c *fiber.Ctx, from innovation.Old, version int64) error {
	to, err := s.app.Innovations.At(c.UserContext(), from.Slug, version)
	if err != nil {
		return err
	}
	f := s.frame(c, "version.compare_title", "title", to.Content.Title)
	f.Noindex = true
	f.Crumbs = []views.Link{{Href: f.Href("/inovasi/" + to.Slug), Text: to.Content.Title, Own: true}}
	p, err := s.compared(c, from, to)
	if err != nil {
		return err
	}
	return s.page(c, views.InnovationCompare(f, p))
}

// compared puts two versions side by side, with the titles of the needs that
// they answer.
func (s *Server) compared(c *fiber.Ctx, from, to innovation.Old) (views.ComparePage, error) {
	p := views.ComparePage{From: from, To: to, Needs: map[op.ID]string{}}
	list, err := s.app.Needs.ByIDs(c.UserContext(), slices.Concat(from.Content.Needs, to.Content.Needs))
	for _, n := range list {
		p.Needs[n.ID] = n.Title
	}
	return p, err
}

// versionsAPI lists the versions of a record.
func (s *Server) versionsAPI(c *fiber.Ctx) error {
	in, _, err := query[innovation.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.Innovations.History(c.UserContext(), c.Params("innovation"), in)
	if err != nil {
		return err
	}
	return listed(c, list.Items, list.Next, list.Prev)
}

// difference is what separates two versions, as the API tells it.
type difference struct {
	From   int64             `json:"from"`
	To     int64             `json:"to"`
	Fields []differenceField `json:"fields"`
}

// differenceField is one answer: its codes, and the same in the words of the
// language that was asked for.
type differenceField struct {
	Name  string         `json:"name"`
	From  string         `json:"from"`
	To    string         `json:"to"`
	Label string         `json:"label"`
	Words []views.Change `json:"words"`
}

// versionAPI is one version, or with 2..5 what separates two.
func (s *Server) versionAPI(c *fiber.Ctx) error {
	from, to, err := versionRange(c.Params("version"))
	if err != nil {
		return err
	}
	old, err := s.app.Innovations.At(c.UserContext(), c.Params("innovation"), from)
	if err != nil || to == 0 {
		if err != nil {
			return err
		}
		return found(c, old)
	}
	other, err := s.app.Innovations.At(c.UserContext(), c.Params("innovation"), to)
	if err != nil {
		return err
	}
	p, err := s.compared(c, old, other)
	if err != nil {
		return err
	}
	d, l := difference{From: from, To: to, Fields: []differenceField{}}, visitOf(c).lang
	for _, name := range innovation.Differing(old.Content, other.Content) {
		d.Fields = append(d.Fields, differenceField{
			Name: name, From: innovation.Text(old.Content, name), To: innovation.Text(other.Content, name),
			Label: l.T("innovation.field_" + name), Words: p.Changes(l, name),
		})
	}
	return found(c, d)
}
