package outcome

import (
	"context"
	"slices"
	"time"

	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/storage"
)

// Numbers is what is counted of an innovation, over all models that realise it,
// or of a model that realises none. Nothing in it was typed. What is told of
// people is as it stood at the end of a quarter, see publishable, without any
// group of 1 to 4 of them; docs/adr/0025 says what that protects against.
type Numbers struct {
	Models []NumberedModel `json:"models"`
	Made   int64           `json:"made"`  // by the ministry's own workshops, up to now
	Ready  int64           `json:"ready"` // in all warehouses now

	Until      time.Time        `json:"until,omitzero"` // first instant that is not in it; zero when nothing is told yet
	HandedOver disclosure.Count `json:"handed_over"`
	Used       []UsedAt         `json:"used"`
	Rated      disclosure.Count `json:"rated"`                   // devices that somebody gave a score to
	Halves     int              `json:"satisfaction_halves"`     // mean of the latest scores in halves: 9 is 4.5; 0 is not told
	Kinds      Breakdown        `json:"by_kind_of_disability"`   // "ganda" for those of more than one kind
	Provinces  Breakdown        `json:"by_province"`             // of their homes
	Realises   op.ID            `json:"innovation_id,omitempty"` // zero for a model that realises none
}

// NumberedModel is a model that the numbers are of.
type NumberedModel struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// UsedAt is how many of the devices that somebody was asked about some months
// after the hand-over were in use; who could not be found is among those asked.
type UsedAt struct {
	Months int              `json:"months"` // 3, 6 or 12
	Used   disclosure.Share `json:"used"`
}

// Breakdown is the same of groups that add up to the whole. Where Withheld is
// set the groups are so small that not even their names are told.
type Breakdown struct {
	Withheld bool       `json:"withheld"`
	Rows     []GroupRow `json:"rows"`
}

// GroupRow is one group: a kind of disability or a province by its code.
type GroupRow struct {
	Code       string           `json:"code"`
	HandedOver disclosure.Count `json:"handed_over"`
	Reached    disclosure.Count `json:"reached"` // devices that an answer is known of
	InUse      disclosure.Count `json:"in_use"`  // of them, by the latest answer
	Rated      disclosure.Count `json:"rated"`
	Halves     int              `json:"satisfaction_halves"`
}

// OfInnovation returns the numbers of an innovation that is published, or a
// NotFound fault.
func (o *Outcomes) OfInnovation(ctx context.Context, ref string) (Numbers, error) {
	return o.numbers(ctx, func(v *op.View) ([]stock.Model, op.ID, error) {
		rec, err := innovation.Find(v, ref)
		if err == nil {
			if _, public := rec.Sheet(); !public {
				err = fault.Missing("innovation")
			}
		}
		if err != nil {
			return nil, op.ID{}, err
		}
		models, err := realisers(v, rec.ID)
		return models, rec.ID, err
	})
}

// OfModel returns the numbers of a model. Those of people are told of all models
// of an innovation together: the numbers of each would give away each other.
func (o *Outcomes) OfModel(ctx context.Context, ref string) (Numbers, error) {
	return o.numbers(ctx, func(v *op.View) ([]stock.Model, op.ID, error) {
		m, err := stock.FindModel(v, ref)
		if err != nil || m.Innovation.IsZero() {
			return []stock.Model{m}, op.ID{}, err
		}
		models, err := realisers(v, m.Innovation)
		return models, m.Innovation, err
	})
}

func realisers(r storage.Reader, id op.ID) (models []stock.Model, err error) {
	for m, err := range stock.RealisedBy(r, id) {
		if err != nil {
			return nil, err
		}
		models = append(models, m)
	}
	return models, nil
}

func (o *Outcomes) numbers(ctx context.Context, find func(*op.View) ([]stock.Model, op.ID, error)) (Numbers, error) {
	now := o.d.Now()
	return op.Read(ctx, o.d, policy.NumbersRead, func(v *op.View) (Numbers, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return Numbers{}, err
		}
		models, id, err := find(v)
		if err != nil {
			return Numbers{}, err
		}
		n := Numbers{Models: []NumberedModel{}, Realises: id}
		var rows []GroupTally
		for _, m := range models {
			n.Models = append(n.Models, NumberedModel{Slug: m.Slug, Name: m.Name})
			for t, err := range stock.TalliesOfModel(v, m.ID) {
				if err != nil {
					return n, err
				}
				n.Made += t.Made
				n.Ready += t.Ready
			}
			for t, err := range GroupTalliesOf(v, m.ID) {
				if err != nil {
					return n, err
				}
				rows = append(rows, t)
			}
		}
		n.tell(rows, QuarterOf(now))
		return n, nil
	})
}

// tell fills in what may be told of people, from the tallies of all models.
func (n *Numbers) tell(rows []GroupTally, current int) {
	last := publishable(rows, current)
	groups := map[string]GroupTally{}
	for _, t := range rows {
		if t.Quarter <= last {
			groups[t.Group] = groups[t.Group].plus(t, 1)
		}
	}
	if last > 0 {
		n.Until = endOf(last)
	}
	all := groups[Everybody]
	n.HandedOver = disclosure.Told(all.Given)
	n.Used = []UsedAt{
		{3, disclosure.ShareOf(all.Used3, all.Asked3)},
		{6, disclosure.ShareOf(all.Used6, all.Asked6)},
		{12, disclosure.ShareOf(all.Used12, all.Asked12)},
	}
	n.Rated, n.Halves = disclosure.Told(all.Rated), disclosure.Halves(all.Score, all.Rated)
	n.Kinds = breakDown(groups, ofKind, kindCodes())
	n.Provinces = breakDown(groups, ofProvince, provinceCodes())
}

// publishable is the last quarter that is over and may be told: since the one
// told before it either nobody or at least five devices were handed over, and
// nobody or at least five were asked about, so that the difference between two
// publications is no small group either. 0 is none.
func publishable(rows []GroupTally, current int) (last int) {
	totals := map[int]GroupTally{}
	var quarters []int
	for _, t := range rows {
		if t.Group != Everybody || t.Quarter >= current {
			continue
		}
		if _, seen := totals[t.Quarter]; !seen {
			quarters = append(quarters, t.Quarter)
		}
		totals[t.Quarter] = totals[t.Quarter].plus(t, 1)
	}
	slices.Sort(quarters)
	var given, asked int64
	for _, q := range quarters {
		given += totals[q].Given
		asked += totals[q].Asked3 + totals[q].Asked6 + totals[q].Asked12
		if !disclosure.Small(given) && !disclosure.Small(asked) && given+asked > 0 {
			last, given, asked = q, 0, 0
		}
	}
	return last
}

// endOf is the first instant after a quarter, in WIB.
func endOf(quarter int) time.Time {
	return time.Date(quarter/10, time.Month(quarter%10*3+1), 1, 0, 0, 0, 0, time.FixedZone("WIB", 7*60*60)).UTC()
}

// breakDown tells of the groups of one kind, in the order of codes: one by size
// would tell of sizes.
func breakDown(groups map[string]GroupTally, prefix string, codes []string) Breakdown {
	var b Breakdown
	var told []GroupTally
	for _, code := range codes {
		if t := groups[prefix+code]; t.Given > 0 {
			t.Group = code
			told = append(told, t)
		}
	}
	given := disclosure.Judge(columnsOf(told, func(t GroupTally) []int64 { return []int64{t.Given} }), nil)
	b.Rows = []GroupRow{}
	if b.Withheld = len(told) > 0 && (!given.Totals || !given.Rows); b.Withheld {
		return b
	}
	used := disclosure.Judge(columnsOf(told, func(t GroupTally) []int64 { return []int64{t.InUse, t.Ended} }), given.Hidden)
	rated := disclosure.Judge(columnsOf(told, func(t GroupTally) []int64 { return []int64{t.Rated} }), given.Hidden)
	for i, t := range told {
		row := GroupRow{Code: t.Group, HandedOver: disclosure.Few, Reached: disclosure.Few, InUse: disclosure.Few, Rated: disclosure.Few}
		if given.Tells(i) {
			row.HandedOver = disclosure.Count(t.Given)
		}
		if used.Tells(i) {
			row.Reached, row.InUse = disclosure.Count(t.InUse+t.Ended), disclosure.Count(t.InUse)
		}
		if rated.Tells(i) {
			row.Rated, row.Halves = disclosure.Count(t.Rated), disclosure.Halves(t.Score, t.Rated)
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

func columnsOf(rows []GroupTally, cells func(GroupTally) []int64) [][]int64 {
	out := make([][]int64, len(rows))
	for i, t := range rows {
		out[i] = cells(t)
	}
	return out
}

func kindCodes() []string {
	var codes []string
	for _, d := range reference.Disabilities() {
		codes = append(codes, d.Code)
	}
	return append(codes, reference.MultipleDisability, unknown)
}

func provinceCodes() []string {
	book, err := reference.Load()
	if err != nil {
		return nil // the tests of reference say why
	}
	var codes []string
	for _, p := range book.Provinces() {
		codes = append(codes, p.Code)
	}
	return append(codes, unknown)
}
