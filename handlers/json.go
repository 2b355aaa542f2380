package handlers

import (
	"github.com/gofiber/fiber/v2"
)

// created answers a POST of the API: 201, where the record is, and the record.
func created(c *fiber.Ctx, location string, record any) error {
	c.Set(fiber.HeaderLocation, location)
	return c.Status(fiber.StatusCreated).JSON(record)
}

// found answers with a record.
func found(c *fiber.Ctx, record any) error { return c.JSON(record) }
