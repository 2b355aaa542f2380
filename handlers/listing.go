package handlers

import (
	"net/url"

	"github.com/gofiber/fiber/v2"
)

// listing is a part of a list, as the API answers it. Next and Prev are cursors
// to the parts around it, empty where the list ends.
type listing[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
	Prev  string `json:"prev"`
}

// listed answers with part of a list.
func listed[T any](c *fiber.Ctx, items []T, next, prev string) error {
	if items == nil {
		items = []T{}
	}
	return c.JSON(listing[T]{Items: items, Next: next, Prev: prev})
}

// listedAs answers with part of a list, each record in the shape that show gives it.
func listedAs[T, U any](c *fiber.Ctx, items []T, next, prev string, show func(T) U) error {
	out := make([]U, len(items))
	for i, item := range items {
		out[i] = show(item)
	}
	return listed(c, out, next, prev)
}

// withCursor is the address of the page at hand with another cursor, for the
// links under a list; "" when there is no such part.
func withCursor(c *fiber.Ctx, cursor string) string {
	if cursor == "" {
		return ""
	}
	values, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		values = url.Values{}
	}
	values.Set("cursor", cursor)
	return c.Path() + "?" + values.Encode()
}
