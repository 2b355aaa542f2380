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
	var sets []views.DataSet
	for _, d := range dataSets() {
		sets = append(sets, views.DataSet{Name: d.name, Page: d.page, Columns: d.columns})
	}
	return s.answerKept(c, catalogPath, "application/ld+json; charset=utf-8", "", func(out io.Writer) error {
		return json.NewEncoder(out).Encode(views.DCAT(s.opt.Origin, sets))
	})
}
