package handlers

import (
	"bytes"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/views"
	"lumbung/views/okh"
	"lumbung/views/sheet"
)

// designAsk says whether the working copy is asked for.
type designAsk struct {
	Copy string `json:"salinan"`
}

// designSheet is what is published of an innovation, or with ?salinan=kerja its
// working copy, for those who may see it.
func (s *Server) designSheet(c *fiber.Ctx) (innovation.Sheet, error) {
	ask, _, err := query[designAsk](c)
	if err != nil {
		return innovation.Sheet{}, err
	}
	if ask.Copy == "kerja" {
		rec, err := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
		return workingCopy(rec), err
	}
	return s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
}

// partsCSV answers with the parts list of a design as a file.
func (s *Server) partsCSV(c *fiber.Ctx) error {
	i, err := s.designSheet(c)
	if err != nil {
		return err
	}
	list := i.Blueprint.Parts.Rows
	if len(list) == 0 {
		return fault.Missing("parts_list")
	}
	l := visitOf(c).lang
	return answerTable(c, sheet.CSV, i.Slug+"-bahan", i.Title, views.ComponentColumns(l), func(row func(...any) error) error {
		for _, x := range list {
			if err := row(x.Name, x.Quantity, x.Unit, x.Price, x.Cost(), x.Source, x.Note); err != nil {
				return err
			}
		}
		return nil
	})
}

// manifest answers with the OKH manifest of an open design; of another there is
// none.
func (s *Server) manifest(c *fiber.Ctx) error {
	i, err := s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	if i.Kind != innovation.Device || !i.Blueprint.Open(s.app.Now()) {
		return fault.Missing("manifest")
	}
	var out bytes.Buffer
	if err := s.manifestOf(c, i).Write(&out); err != nil {
		return fault.Wrap(err, "write the manifest of %s", i.Code)
	}
	c.Set(fiber.HeaderContentType, "application/toml; charset=utf-8")
	return c.Send(out.Bytes())
}

// manifestOf maps an innovation to the manifest.
func (s *Server) manifestOf(c *fiber.Ctx, i innovation.Sheet) okh.Manifest {
	b, here := i.Blueprint, s.base(c)+"/inovasi/"+i.Slug
	m := okh.Manifest{
		Name: i.Title, Repo: b.Rights.Repository, License: licenceExpression(b.Rights), Licensor: b.Rights.IPHolder,
		Function: firstParagraph(i.Summary), Language: "id", ForkOf: b.Rights.ForkOf, Organization: s.centreName(c, i.Centre), Readme: here,
		Readiness: okh.Readiness(i.Readiness.TKT), Documentation: okh.Documentation(i.Documentation), Mass: float64(b.Sizes.Mass),
	}
	if m.Repo == "" {
		m.Repo = here
	}
	if m.Licensor == "" {
		m.Licensor = m.Organization
	}
	if len(b.Releases) > 0 {
		m.Release = b.Releases[0].Version
	}
	if len(b.Parts.Rows) > 0 {
		m.BOM = here + "/bahan.csv"
	}
	if z := b.Sizes; z.Length > 0 && z.Width > 0 && z.Height > 0 {
		m.Outer = &okh.Dimensions{Width: z.Width, Depth: z.Length, Height: z.Height}
	}
	for _, x := range b.Certificates {
		m.Standards = append(m.Standards, x.Standard)
		if x.Link != "" && !x.Expired(s.app.Now()) {
			m.Attestation = append(m.Attestation, x.Link)
		}
	}
	m.Standards = slices.Compact(slices.Sorted(slices.Values(m.Standards)))
	manifestFiles(&m, b.Files, here)
	s.manifestImages(c, &m, i.Photos)
	return m
}

// manifestFiles puts each file where the manifest has a place for its kind.
func manifestFiles(m *okh.Manifest, files []innovation.File, here string) {
	for _, f := range files {
		href := here + "/berkas/" + f.Hash
		switch f.Kind {
		case "assembly":
			m.Instructions = append(m.Instructions, href)
		case "guide":
			m.Manual = append(m.Manual, href)
		case "source", "drawing":
			m.Source = append(m.Source, href)
		case "report":
			m.Attestation = append(m.Attestation, href)
		}
	}
}

func (s *Server) manifestImages(c *fiber.Ctx, m *okh.Manifest, photos []innovation.Photo) {
	for i, p := range photos {
		image := okh.Image{Location: s.base(c) + views.PhotoURL(p.Hash, p.Width), Depicts: p.Alt, Tags: []string{"photo"}}
		if i == 0 {
			image.Slots = []string{okh.MainPhoto}
		}
		m.Images = append(m.Images, image)
	}
}

// licenceExpression joins the licences of a design as SPDX does.
func licenceExpression(r innovation.Rights) string {
	var list []string
	for _, id := range []string{r.Hardware, r.Software, r.Documents} {
		if id != "" && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return strings.Join(list, " AND ")
}

func firstParagraph(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return first
}
