package handlers

import (
	"encoding/json"
	"io"

	"github.com/gofiber/fiber/v2"

	"lumbung/views"
)

// catalogPath is the catalogue of the public lists in the words of DCAT 3.
const catalogPath = "/data/katalog.jsonld"

// dataCatalog answers with the catalogue of the public lists.
func (s *Server) dataCatalog(c *fiber.Ctx) error {
	f, err := s.keptFile(catalogPath, file{kind: "application/ld+json; charset=utf-8"}, func(f *file) error {
		p, err := s.dataLists(nobody(c))
		if err != nil {
			return err
		}
		for _, d := range p.Sets {
			if d.Changed.After(f.changed) {
				f.changed = d.Changed
			}
		}
		return f.write(func(out io.Writer) error { return json.NewEncoder(out).Encode(views.DCAT(s.opt.Origin, p)) })
	})
	if err != nil {
		return err
	}
	return f.send(c)
}
