package handlers

import (
	"regexp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/allocation"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/paper"
)

// waitFor is how long one waits for a model; zero while some are ready, or while
// none was ever there.
func (s *Server) waitFor(c *fiber.Ctx, model op.ID, supply stock.Supply) (allocation.Wait, error) {
	if supply.Ready > 0 || supply.InUse <= 0 && supply.Made <= 0 {
		return allocation.Wait{}, nil
	}
	waits, err := s.app.Allocations.Waits(c.UserContext(), model)
	return waits[model], err
}

// openRecalls are the recalls of a model that are in force.
func (s *Server) openRecalls(c *fiber.Ctx, model op.ID) ([]stock.Notice, error) {
	list, err := s.app.Stock.Notices(c.UserContext(), model)
	return slices.DeleteFunc(list, func(n stock.Notice) bool { return n.State != stock.RecallOpen }), err
}

// devicesOf are the devices of an innovation with what there is of each, and
// their recalls, each once.
func (s *Server) devicesOf(c *fiber.Ctx, f views.Frame, innovation op.ID) (list []views.DeviceLine, recalls []stock.Notice, err error) {
	models, err := s.app.Stock.Models(c.UserContext(), stock.ModelsAsk{Innovation: innovation})
	if err != nil {
		return nil, nil, err
	}
	for _, m := range models.Items {
		line := views.DeviceLine{Link: views.Link{Href: f.Href("/alat/" + m.Slug), Text: m.Name}}
		sheet, err := s.app.Stock.Model(c.UserContext(), m.ID.String())
		if err != nil {
			return nil, nil, err
		}
		line.Supply = sheet.Supply
		if line.Wait, err = s.waitFor(c, m.ID, sheet.Supply); err != nil {
			return nil, nil, err
		}
		list = append(list, line)
		open, err := s.openRecalls(c, m.ID)
		if err != nil {
			return nil, nil, err
		}
		for _, n := range open {
			if !slices.ContainsFunc(recalls, func(x stock.Notice) bool { return x.Number == n.Number }) {
				recalls = append(recalls, n)
			}
		}
	}
	return list, recalls, nil
}

// shareable are the paths that a code is drawn for: those of records that
// everybody may read.
var shareable = regexp.MustCompile(`^(inovasi|alat|sentra|ska|produk)/[a-z0-9-]{1,120}$`)

// qrSide is the side of a code as a picture, in pixels; enough for a poster.
const qrSide = 1024

// qrCode draws the address of a public page as a code, as SVG or PNG. It says
// nothing that the address does not, so it does not ask whether the page is
// there.
func (s *Server) qrCode(c *fiber.Ctx) error {
	path := c.Params("kind") + "/" + c.Params("slug")
	if !shareable.MatchString(path) || s.opt.Origin == "" {
		return fault.Missing("picture")
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=604800")
	if c.Params("format") == "png" {
		data, err := paper.QRPNG(s.opt.Origin+"/"+path, qrSide)
		if err != nil {
			return fault.Wrap(err, "draw a code")
		}
		c.Set(fiber.HeaderContentType, "image/png")
		return c.Send(data)
	}
	svg, err := paper.QRSVG(s.opt.Origin+"/"+path, 264)
	if err != nil || c.Params("format") != "svg" {
		return fault.Missing("picture")
	}
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	return c.SendString(svg)
}
