package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
)

// static answers with an asset. Those with a hash of their content in the name
// never change.
func (s *Server) static(c *fiber.Ctx) error {
	data, kind, immutable, ok := s.assets.File(c.Params("*"))
	if !ok {
		return fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	return c.Send(data)
}
