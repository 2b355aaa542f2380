package handlers

import (
	"context"
	"time"

	"lumbung/app/ska"
)

// eachSKA yields the pages of SKA that have told something, and of what they
// offer now.
func (s *Server) eachSKA(ctx context.Context, yield func(path string, changed time.Time)) error {
	list, err := s.app.SKA.All(ctx)
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.Known && !x.Closed {
			yield("/ska/"+x.Centre, x.ChangedAt)
		}
	}
	for ask, more := (ska.List{Limit: 200}), true; more; more = ask.Cursor != "" {
		page, err := s.app.SKA.Offerings(ctx, ask)
		if err != nil {
			return err
		}
		for _, o := range page.Items {
			yield("/produk/"+o.Slug, o.ChangedAt)
		}
		ask.Cursor = page.Next
	}
	return nil
}
