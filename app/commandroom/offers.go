package commandroom

import (
	"slices"

	"lumbung/app/allocation"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/stock"
)

const (
	newest   = 4 // innovations shown as new
	mostUsed = 4 // and as most used
	ticker   = 8 // latest hand-overs
)

// readOffers finds the newest innovations and those that most people use.
func (c *counting) readOffers(s *Snapshot) error {
	used, err := c.byInnovation()
	if err != nil {
		return err
	}
	seen := 0
	for sheet, err := range innovation.Newest(c) {
		if err != nil {
			return err
		}
		if seen++; seen > newest {
			break
		}
		s.Innovations.Newest = append(s.Innovations.Newest, c.offer(sheet, used[sheet.ID]))
	}
	return c.readMostUsed(s, used)
}

// realised is what there is of an innovation, over its models.
type realised struct {
	Stock
	models []op.ID
}

// byInnovation sums up what there is of the models of each innovation.
func (c *counting) byInnovation() (map[op.ID]realised, error) {
	sums := map[op.ID]realised{}
	for id, m := range c.models {
		rec, err := stock.ModelByID(c, id)
		if err != nil {
			return nil, err
		}
		if rec.Innovation.IsZero() {
			continue
		}
		sum := sums[rec.Innovation]
		sum.models = append(sum.models, id)
		sum.Ready += m.Ready
		sum.InUse += m.InUse
		sum.Made += m.Made
		sums[rec.Innovation] = sum
	}
	return sums, nil
}

func (c *counting) readMostUsed(s *Snapshot, used map[op.ID]realised) error {
	ids := make([]op.ID, 0, len(used))
	for id, sum := range used {
		if sum.InUse > 0 {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b op.ID) int {
		if d := used[b].InUse - used[a].InUse; d != 0 {
			return int(d)
		}
		return slices.Compare(a[:], b[:])
	})
	for _, id := range ids {
		rec, err := innovation.ByID(c, id)
		if err != nil {
			return err
		}
		sheet, public := rec.Sheet()
		if !public || !sheet.Offered() {
			continue
		}
		s.Innovations.MostUsed = append(s.Innovations.MostUsed, c.offer(sheet, used[id]))
		if len(s.Innovations.MostUsed) == mostUsed {
			break
		}
	}
	return nil
}

func (c *counting) offer(sheet innovation.Sheet, sum realised) Offer {
	o := Offer{
		Slug: sheet.Slug, Title: sheet.Title, Centre: c.centre(sheet.Centre).Name, PublishedAt: sheet.PublishedAt,
		Ready: sum.Ready, InUse: sum.InUse, Made: sum.Made, models: sum.models,
	}
	if photo, ok := sheet.Cover(); ok {
		o.Photo, o.PhotoAlt, o.PhotoWidth, o.PhotoHeight = photo.Hash, photo.Alt, photo.Width, photo.Height
		o.PhotoWidths = photo.Widths
	}
	return o
}

// readLatest reads the ticker. Devices of one model in one hand-over are one
// line; nothing of the person is read.
func (c *counting) readLatest(s *Snapshot) error {
	for h, err := range allocation.Latest(c) {
		if err != nil {
			return err
		}
		for _, line := range h.Lines {
			m, err := c.model(line.Model)
			if err != nil {
				return err
			}
			s.Latest = append(s.Latest, Handed{At: h.At, Centre: c.centre(h.Centre).Name, Device: m.Name, Slug: m.Slug, Units: 1})
		}
		s.Latest = gathered(s.Latest)
		if len(s.Latest) >= ticker {
			break
		}
	}
	if len(s.Latest) > ticker {
		s.Latest = s.Latest[:ticker]
	}
	return nil
}

// gathered joins neighbours that are the same device of the same hand-over.
func gathered(list []Handed) []Handed {
	out := list[:0]
	for _, x := range list {
		if n := len(out); n > 0 && out[n-1].At.Equal(x.At) && out[n-1].Centre == x.Centre && out[n-1].Slug == x.Slug {
			out[n-1].Units += x.Units
			continue
		}
		out = append(out, x)
	}
	return out
}
