package handlers

import (
	"encoding/base64"
	"encoding/hex"

	"github.com/gofiber/fiber/v2"
)

func (s *Server) designAPI(c *fiber.Ctx) error { return innovationCommand(c, s.app.Innovations.Design) }

func (s *Server) addFileAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.AddFile)
}

func (s *Server) removeFileAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.RemoveFile)
}

// digest is a checksum in the form of RFC 9530.
func digest(hash string) string {
	sum, err := hex.DecodeString(hash)
	if err != nil {
		return "" // a hash of ours is always hexadecimal
	}
	return base64.StdEncoding.EncodeToString(sum)
}
