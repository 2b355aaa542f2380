package intake

import (
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/reference"
	"lumbung/storage"
)

// route chooses the queue for somebody in a regency, and says why; where no
// centre is at work it is the ministry's. It reads a list, and may: it proposes,
// and whoever opens the ask can pass it on.
func route(r storage.Reader, book *reference.Book, at time.Time, region string) (string, network.Why, error) {
	var centres []network.Centre
	for c, err := range network.Each(r) {
		if err != nil {
			return "", "", err
		}
		centres = append(centres, c)
	}
	c, why, ok := network.Serving(book, centres, region, at)
	if !ok {
		return op.Headquarters, why, nil
	}
	return c.Code, why, nil
}
