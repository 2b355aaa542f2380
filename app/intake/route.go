package intake

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/storage"
)

// candidate is a centre with what speaks for it.
type candidate struct {
	code string
	near int     // 4: its working area names the regency … 1: it has the device
	far  float64 // km
}

// route chooses the queue for somebody in a regency: the centre whose working
// area names it, else one whose area names the province, else one in the
// province, else one that has the device or makes it; of several the nearest.
// Where there is none it is the ministry's queue. It reads lists, and may: it
// proposes, and whoever opens the ask can forward it.
func route(r storage.Reader, book *reference.Book, at time.Time, region string, model stock.Model) (string, error) {
	has, err := holders(r, model)
	if err != nil {
		return "", err
	}
	var list []candidate
	for c, err := range network.Each(r) {
		if err != nil {
			return "", err
		}
		x := candidate{code: c.Code, near: nearness(c, region)}
		if x.near == 0 && has[c.Code] {
			x.near = 1
		}
		if x.near == 0 || !c.Active(at) {
			continue
		}
		x.far, _ = book.Distance(region, c.Region)
		list = append(list, x)
	}
	if len(list) == 0 {
		return op.Headquarters, nil
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.near, a.near), cmp.Compare(a.far, b.far), cmp.Compare(a.code, b.code))
	})
	return list[0].code, nil
}

// nearness tells how closely a centre serves a regency.
func nearness(c network.Centre, region string) int {
	province, _, _ := strings.Cut(region, ".")
	own, _, _ := strings.Cut(c.Region, ".")
	switch covers := c.Covers(region); {
	case covers > 0:
		return covers + 2
	case own == province:
		return 2
	default:
		return 0
	}
}

// holders are the centres that have a unit ready, or make the model.
func holders(r storage.Reader, model stock.Model) (map[string]bool, error) {
	has := map[string]bool{}
	if model.MakerCentre != "" {
		has[model.MakerCentre] = true
	}
	for t, err := range stock.TalliesOfModel(r, model.ID) {
		if err != nil {
			return nil, err
		}
		if t.Ready > 0 {
			has[t.Centre] = true
		}
	}
	return has, nil
}
