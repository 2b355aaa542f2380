package replication

import (
	"cmp"
	"slices"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/storage"
)

// months is how long ago something made or somebody served still counts.
const months = 6

// Since is from when on things count at an instant.
func Since(now time.Time) time.Time { return now.AddDate(0, -months, 0) }

// Numbers are what a centre has done with an innovation, counted from the stock
// and the hand-overs, or, where no device stands for it, from what the centre
// tells month by month.
type Numbers struct {
	Made       int64 `json:"made"`        // pieces of its models by the centre's own SKA, wherever they are now
	MadeLately int64 `json:"made_lately"` // in the last six months
	Served     int64 `json:"served"`      // persons to whom the centre handed one over in the last six months; ByMonth: of the month with most of them
	UnitCost   int64 `json:"unit_cost"`   // mean of what it made, or of a person; whole rupiah; 0 is not known
	ByMonth    bool  `json:"by_month"`    // persons are told by month, and the cost is that of a person
	LastMonth  int   `json:"last_month"`  // 202605, the last that was told; 0 is none
	months     int   // behind UnitCost
}

// Counts tells whether a replication is one in the numbers of the ministry: it
// runs, and something was made or somebody served in the last six months.
func Counts(state State, n Numbers) bool {
	return state == Running && (n.MadeLately > 0 || n.Served > 0)
}

// work is what the numbers of an innovation are counted from.
type work struct {
	innovation op.ID
	models     []op.ID // that realise it
	byMonth    bool    // there is none, and it is no device: centres tell whom they reach
}

// workOf looks at what stands for an innovation. A device without a model is not
// counted by month: its model is missing in the stock.
func workOf(r storage.Reader, rec *innovation.Innovation) (w work, err error) {
	w.innovation = rec.ID
	for m, err := range stock.ModelsRealising(r, rec.ID) {
		if err != nil {
			return w, err
		}
		w.models = append(w.models, m.ID)
	}
	kind := rec.Kind
	if rec.Public != nil {
		kind = rec.Public.Kind
	}
	w.byMonth = len(w.models) == 0 && kind != innovation.Device
	return w, nil
}

// reckon counts what a centre has done with an innovation.
func reckon(r storage.Reader, id op.ID, centre string, now time.Time) (Numbers, error) {
	rec, err := innovation.ByID(r, id)
	if err != nil {
		return Numbers{}, err
	}
	w, err := workOf(r, &rec)
	if err != nil {
		return Numbers{}, err
	}
	return w.reckon(r, centre, now)
}

// reckon counts what a centre has done.
func (w work) reckon(r storage.Reader, centre string, now time.Time) (n Numbers, err error) {
	if w.byMonth {
		return monthly(r, w.innovation, centre, now)
	}
	var worth, priced int64
	since := Since(now)
	for _, model := range w.models {
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
	n.Served, err = allocation.ServedSince(r, centre, w.models, since)
	return n, err
}

// monthly counts what a centre has told by month. This month and the five before
// it are the last six; who comes in several months is in each of them, so months
// are not added up. The mean cost of a person is told of five persons or more.
func monthly(r storage.Reader, innovation op.ID, centre string, now time.Time) (Numbers, error) {
	n := Numbers{ByMonth: true}
	first, this := monthBefore(now, months-1), monthBefore(now, 0)
	var cost, people int64
	for m, err := range servedBack(r, innovation, centre) {
		if err != nil {
			return n, err
		}
		n.LastMonth = max(n.LastMonth, m.Month)
		if m.Month >= first && m.Month <= this {
			n.Served = max(n.Served, m.People)
		}
		if m.Cost > 0 {
			cost, people, n.months = cost+m.Cost, people+m.People, n.months+1
		}
	}
	if people >= smallest {
		n.UnitCost = (cost + people/2) / people
	}
	return n, nil
}

// Maker is a centre that makes an innovation, or offers it, with what a piece, or
// a person, costs it.
type Maker struct {
	Centre   string `json:"centre"`
	Made     int64  `json:"made"`
	Months   int    `json:"months,omitempty"` // that the cost of a person is the mean of
	UnitCost int64  `json:"unit_cost"`        // mean, whole rupiah
}

// Costs is what a piece costs those who make it, or a person those who serve
// them, the cheapest first.
type Costs struct {
	Min    int64   `json:"min"` // whole rupiah, as the rest
	Median int64   `json:"median"`
	Max    int64   `json:"max"`
	Makers []Maker `json:"makers"`
}

// costs compares the centres that know what it costs them.
func (w work) costs(r storage.Reader, now time.Time) (Costs, error) {
	c := Costs{Makers: []Maker{}}
	centres, err := w.makers(r)
	if err != nil {
		return c, err
	}
	for _, centre := range centres {
		n, err := w.reckon(r, centre, now)
		if err != nil {
			return c, err
		}
		if n.UnitCost > 0 {
			c.Makers = append(c.Makers, Maker{Centre: centre, Made: n.Made, Months: n.months, UnitCost: n.UnitCost})
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

// makers are the centres that have made a piece, or told a month.
func (w work) makers(r storage.Reader) (centres []string, err error) {
	add := func(centre string) {
		if !slices.Contains(centres, centre) {
			centres = append(centres, centre)
		}
	}
	for _, model := range w.models {
		for t, err := range stock.TalliesOfModel(r, model) {
			if err != nil {
				return nil, err
			}
			if t.Made > 0 {
				add(t.Centre)
			}
		}
	}
	if w.byMonth {
		for m, err := range served.All(r, storage.ServedByMonth.Key().ID(w.innovation)) {
			if err != nil {
				return nil, err
			}
			add(m.Centre)
		}
	}
	return centres, nil
}
