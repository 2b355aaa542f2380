package replication

import (
	"cmp"
	"slices"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
)

// months is how long ago something made or somebody served still counts.
const months = 6

// Since is from when on things count at an instant.
func Since(now time.Time) time.Time { return now.AddDate(0, -months, 0) }

// Numbers are what a centre has done with an innovation, counted from the stock
// and the hand-overs.
type Numbers struct {
	Made       int64 `json:"made"`        // pieces of its models by the centre's own SKA, wherever they are now
	MadeLately int64 `json:"made_lately"` // in the last six months
	Served     int64 `json:"served"`      // persons to whom the centre handed one over in the last six months
	UnitCost   int64 `json:"unit_cost"`   // mean of what it made, whole rupiah; 0 is not known
}

// Counts tells whether a replication is one in the numbers of the ministry: it
// runs, and something was made or somebody served in the last six months.
func Counts(state State, n Numbers) bool {
	return state == Running && (n.MadeLately > 0 || n.Served > 0)
}

// modelsOf are the models that realise an innovation.
func modelsOf(r storage.Reader, innovation op.ID) (ids []op.ID, err error) {
	for m, err := range stock.ModelsRealising(r, innovation) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, m.ID)
	}
	return ids, nil
}

// reckon counts what a centre has done with some models.
func reckon(r storage.Reader, models []op.ID, centre string, now time.Time) (n Numbers, err error) {
	var worth, priced int64
	since := Since(now)
	for _, model := range models {
		for lot, err := range stock.MadeAt(r, model, centre) {
			if err != nil {
				return n, err
			}
			n.Made += lot.Quantity
			if !lot.At.Before(since) {
				n.MadeLately += lot.Quantity
			}
			if lot.UnitCost > 0 {
				worth, priced = worth+lot.UnitCost*lot.Quantity, priced+lot.Quantity
			}
		}
	}
	if priced > 0 {
		n.UnitCost = (worth + priced/2) / priced
	}
	n.Served, err = allocation.ServedSince(r, centre, models, since)
	return n, err
}

// Maker is a centre that makes an innovation, with what a piece costs it.
type Maker struct {
	Centre   string `json:"centre"`
	Made     int64  `json:"made"`
	UnitCost int64  `json:"unit_cost"` // mean, whole rupiah
}

// Costs is what a piece costs those who make it, the cheapest first.
type Costs struct {
	Min    int64   `json:"min"` // whole rupiah, as the rest
	Median int64   `json:"median"`
	Max    int64   `json:"max"`
	Makers []Maker `json:"makers"`
}

// costs compares the centres that have made a piece and know what it cost.
func costs(r storage.Reader, models []op.ID, now time.Time) (Costs, error) {
	c := Costs{Makers: []Maker{}}
	var seen []string
	for _, model := range models {
		for t, err := range stock.TalliesOfModel(r, model) {
			if err != nil {
				return c, err
			}
			if t.Made == 0 || slices.Contains(seen, t.Centre) {
				continue
			}
			seen = append(seen, t.Centre)
			n, err := reckon(r, models, t.Centre, now)
			if err != nil {
				return c, err
			}
			if n.UnitCost > 0 {
				c.Makers = append(c.Makers, Maker{t.Centre, n.Made, n.UnitCost})
			}
		}
	}
	slices.SortFunc(c.Makers, func(a, b Maker) int {
		return cmp.Or(cmp.Compare(a.UnitCost, b.UnitCost), cmp.Compare(a.Centre, b.Centre))
	})
	if n := len(c.Makers); n > 0 {
		c.Min, c.Max = c.Makers[0].UnitCost, c.Makers[n-1].UnitCost
		c.Median = (c.Makers[(n-1)/2].UnitCost + c.Makers[n/2].UnitCost) / 2
	}
	return c, nil
}
