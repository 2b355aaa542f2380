package need

import (
	"context"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// Sort is the order of the public list.
type Sort string

// The orders.
const (
	ByCount Sort = "count" // most voices first
	ByNew   Sort = "new"
)

// Ask is which part of the public list is wanted.
type Ask struct {
	Sort   Sort   `json:"sort"` // empty: by count
	Cursor string `json:"cursor"`
	Limit  int    `json:"limit"` // records, up to storage.MaxPage; 0 means 50
}

// Row is a need as everybody may read it in a list.
type Row struct {
	Slug   string           `json:"slug"`
	Title  string           `json:"title"`
	Text   string           `json:"text"`
	ISO    string           `json:"iso"`
	State  State            `json:"state"`
	Voices disclosure.Count `json:"voices"` // null for one to four
	People disclosure.Count `json:"people"` // whom centres have counted
	At     time.Time        `json:"created_at"`

	ChangedAt time.Time `json:"changed_at"`
}

// List is part of the public list.
type List struct {
	Sort       Sort
	Rows       []Row
	Next, Prev string
}

// List pages through the needs, those with most voices first or the newest.
func (s *Needs) List(ctx context.Context, ask Ask) (List, error) {
	return op.Read(ctx, s.d, policy.NeedRead, func(v *op.View) (List, error) {
		list := List{Sort: ByCount}
		if err := v.Allow(op.Headquarters); err != nil {
			return list, err
		}
		prefix := storage.NeedByCount.Key()
		switch ask.Sort {
		case "", ByCount:
		case ByNew:
			list.Sort, prefix = ByNew, storage.NeedByTime.Key()
		default:
			return list, fault.InField("sort", "field.oneof", nil)
		}
		page, err := needs.Page(v, prefix, storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: true})
		if err != nil {
			return list, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		for _, n := range page.Items {
			row, err := n.row(v)
			if err != nil {
				return list, err
			}
			list.Rows = append(list.Rows, row)
		}
		return list, nil
	})
}

func (n *Need) row(r storage.Reader) (Row, error) {
	row := Row{Slug: n.Slug, Title: n.Title, Text: n.Text, ISO: n.ISO, State: Open, Voices: disclosure.Told(n.Voices), People: disclosure.Told(n.People), At: n.At, ChangedAt: n.ChangedAt}
	public, worked, err := innovation.Answering(r, n.ID)
	switch {
	case len(public) > 0:
		row.State = Answered
	case worked:
		row.State = Building
	}
	return row, err
}

// Answer is a published innovation that answers a need.
type Answer struct {
	Slug   string `json:"slug"`
	Title  string `json:"title"`
	Centre string `json:"centre"`
}

// Sheet is a need as everybody may read it.
type Sheet struct {
	ID op.ID `json:"id"`
	Row
	BySource   []Part           `json:"by_source"`
	ByProvince []Part           `json:"by_province"` // two digits; those that nobody knows are left out
	Unmet      disclosure.Count `json:"unmet"`       // requests that wait long or that nothing suited
	Quotes     []string         `json:"quotes"`      // that a curator lets everybody read
	Answers    []Answer         `json:"answers"`
	Models     []Model          `json:"models"` // whose unmet requests are counted

	Need      Need `json:"-"`
	MayCurate bool `json:"-"`
}

// Model is a device that people wait for.
type Model struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// mostQuotes is how many sentences a page shows.
const mostQuotes = 20

// One returns a need with what speaks for it, or a NotFound fault.
func (s *Needs) One(ctx context.Context, ref string) (Sheet, error) {
	return op.Read(ctx, s.d, policy.NeedRead, func(v *op.View) (Sheet, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return Sheet{}, err
		}
		n, err := Find(v, ref)
		if err != nil {
			return Sheet{}, err
		}
		sheet := Sheet{
			ID: n.ID, Quotes: []string{}, Answers: []Answer{}, Models: []Model{}, Need: n,
			MayCurate: policy.May(v.By, policy.NeedCurate, op.Headquarters),
		}
		if sheet.Row, err = n.row(v); err != nil {
			return sheet, err
		}
		for _, fill := range []func(storage.Reader, *Need) error{sheet.count, s.unmet(&sheet), sheet.quote, sheet.answer} {
			if err := fill(v, &n); err != nil {
				return sheet, err
			}
		}
		return sheet, nil
	})
}

// count shares the voices out by source and province, without small groups.
func (x *Sheet) count(r storage.Reader, n *Need) error {
	bySource, byProvince := map[string]int64{}, map[string]int64{}
	for t, err := range tallies.All(r, storage.NeedTally.Key().ID(n.ID)) {
		if err != nil {
			return err
		}
		bySource[string(t.Source)] += t.Count
		if t.Source != FromSearch { // nobody knows where a search comes from
			byProvince[t.Province] += t.Count
		}
	}
	x.BySource, x.ByProvince = guarded(bySource), []Part{}
	for _, p := range guarded(byProvince) {
		if p.Name != "" {
			x.ByProvince = append(x.ByProvince, p)
		}
	}
	return nil
}

// unmet counts the requests that nobody could answer.
func (s *Needs) unmet(x *Sheet) func(storage.Reader, *Need) error {
	return func(r storage.Reader, n *Need) error {
		sum := int64(0)
		for _, id := range n.Models {
			u, err := allocation.UnmetOf(r, id, s.d.Now(), func(string) {})
			if err != nil {
				return err
			}
			sum += u.Sum()
			m, err := stock.ModelByID(r, id)
			if err != nil {
				return err
			}
			x.Models = append(x.Models, Model{m.Slug, m.Name})
		}
		x.Unmet = disclosure.Told(sum)
		return nil
	}
}

func (x *Sheet) quote(r storage.Reader, n *Need) error {
	for v, err := range voices.AllBack(r, voicesOf(n.ID, true)) {
		if err != nil {
			return err
		}
		if x.Quotes = append(x.Quotes, v.Sentence); len(x.Quotes) == mostQuotes {
			break
		}
	}
	return nil
}

func (x *Sheet) answer(r storage.Reader, n *Need) error {
	public, _, err := innovation.Answering(r, n.ID)
	for _, s := range public {
		x.Answers = append(x.Answers, Answer{s.Slug, s.Title, network.NameOf(r, s.Centre)})
	}
	return err
}

// Choices are needs that an innovation could answer: those that it names, and
// those nearest to a text.
func (s *Needs) Choices(ctx context.Context, named []op.ID, text string) ([]Need, error) {
	return op.Read(ctx, s.d, policy.NeedRead, func(v *op.View) ([]Need, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		var list []Need
		for _, id := range named {
			n, err := ByID(v, id)
			if err != nil {
				return nil, err
			}
			list = append(list, n)
		}
		near, err := s.near(v, text, mostNear)
		for _, n := range near {
			if !containsNeed(list, n.ID) {
				list = append(list, n)
			}
		}
		return list, err
	})
}

// ByIDs returns some needs in the order given; those that are gone are left out.
func (s *Needs) ByIDs(ctx context.Context, ids []op.ID) ([]Need, error) {
	return op.Read(ctx, s.d, policy.NeedRead, func(v *op.View) (list []Need, err error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		for _, id := range ids {
			n, err := ByID(v, id)
			switch {
			case err == nil:
				list = append(list, n)
			case fault.CodeOf(err) != fault.NotFound:
				return nil, err
			}
		}
		return list, nil
	})
}
