package stock

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Paging says which part of a list is wanted.
type Paging struct {
	Cursor string `json:"cursor"` // from the page before or after
	Limit  int    `json:"limit"`  // records, up to 200; 0 means 50
}

func (p Paging) ask(newest bool) storage.Ask {
	return storage.Ask{Cursor: p.Cursor, Limit: p.Limit, Newest: newest}
}

// ModelsAsk is which models are wanted; all of them by name when empty.
type ModelsAsk struct {
	Innovation op.ID `json:"innovation"`
	Paging
}

// Models pages through the models, by name or in the order that those of one
// innovation were added.
func (s *Stock) Models(ctx context.Context, ask ModelsAsk) (storage.Page[Model], error) {
	return op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) (storage.Page[Model], error) {
		if err := v.Allow(""); err != nil {
			return storage.Page[Model]{}, err
		}
		prefix := storage.ModelByName.Key()
		if !ask.Innovation.IsZero() {
			prefix = storage.ModelByInnovation.Key().ID(ask.Innovation)
		}
		return models.Page(v, prefix, ask.ask(false))
	})
}

// ModelSheet is a model with what there is of it.
type ModelSheet struct {
	Model   Model
	Tallies []Tally // one for each centre; only for staff who may read the stock
	Supply  Supply

	Staff     bool // the actor may read the stock
	MayChange bool // the actor may describe the model anew
}

// Model returns a model by slug, code or id, open to everybody.
func (s *Stock) Model(ctx context.Context, ref string) (ModelSheet, error) {
	return op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) (ModelSheet, error) {
		if err := v.Allow(""); err != nil {
			return ModelSheet{}, err
		}
		m, err := FindModel(v, ref)
		if err != nil {
			return ModelSheet{}, err
		}
		return sheetOf(v, m)
	})
}

func sheetOf(v *op.View, m Model) (ModelSheet, error) {
	sheet := ModelSheet{Model: m, Staff: policy.Reach(v.By.Role, policy.StockRead) != policy.Never}
	sheet.MayChange = policy.May(v.By, policy.ModelChange, m.Centre)
	for t, err := range TalliesOfModel(v, m.ID) {
		if err != nil {
			return sheet, err
		}
		sheet.Supply = sheet.Supply.with(t)
		if policy.May(v.By, policy.StockRead, t.Centre) {
			sheet.Tallies = append(sheet.Tallies, t)
		}
	}
	return sheet, nil
}

// Supply is what the public may know of a model's stock: never a place.
type Supply struct {
	Centres int   // that have one ready
	Ready   int64 // over all centres
	InUse   int64
	Made    int64
}

func (s Supply) with(t Tally) Supply {
	if t.Ready > 0 {
		s.Centres++
	}
	s.Ready += t.Ready
	s.InUse += t.InUse
	s.Made += t.Made
	return s
}

// SupplyOf sums up a model over all centres.
func SupplyOf(r storage.Reader, model op.ID) (Supply, error) {
	var s Supply
	for t, err := range TalliesOfModel(r, model) {
		if err != nil {
			return s, err
		}
		s = s.with(t)
	}
	return s, nil
}

// Band is a number as the public sees it: coarse enough that nobody can follow
// one unit.
type Band string

// The bands.
const (
	BandNone Band = "none"
	BandFew  Band = "few"  // 1 to 5
	BandSome Band = "some" // 6 to 20
	BandMany Band = "many" // more than 20
)

// Band is the band of what is ready.
func (s Supply) Band() Band {
	switch {
	case s.Ready <= 0:
		return BandNone
	case s.Ready <= 5:
		return BandFew
	case s.Ready <= 20:
		return BandSome
	default:
		return BandMany
	}
}

// CentreAsk is whose stock is wanted.
type CentreAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
	Paging
}

// Stocked is one line of a centre's stock.
type Stocked struct {
	Model Model
	Tally Tally
}

// Holdings is part of a centre's stock.
type Holdings struct {
	Centre     string
	Rows       []Stocked
	Next, Prev string
	MayReceive bool // the actor may receive goods here
}

// OfCentre pages through the models that a centre has or had, with what there is
// of each. Staff of all centres may read it.
func (s *Stock) OfCentre(ctx context.Context, ask CentreAsk) (Holdings, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Holdings, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return Holdings{}, err
		}
		page := Holdings{Centre: centre}
		page.MayReceive = policy.May(v.By, policy.ReceiptPost, page.Centre)
		list, err := tallies.Page(v, storage.TallyByCentre.Key().Text(page.Centre), ask.ask(false))
		if err != nil {
			return page, err
		}
		page.Next, page.Prev = list.Next, list.Prev
		for _, t := range list.Items {
			m, err := ModelByID(v, t.Model)
			if err != nil {
				return page, err
			}
			page.Rows = append(page.Rows, Stocked{Model: m, Tally: t})
		}
		return page, nil
	})
}

// ownOr is the centre that a text names, the actor's own when it is empty, if
// the actor may read there. People of the ministry have none of their own and
// see an empty list until they choose.
func ownOr(v *op.View, ref string) (string, error) {
	centre, err := centreOf(v, ref)
	if err != nil {
		return "", err
	}
	if ref == "" {
		centre = v.By.Centre
	}
	return centre, v.Allow(centre)
}

// Receivable returns the models to choose from when goods come in, the first 200
// by name. It is refused to those who may not receive at their centre.
func (s *Stock) Receivable(ctx context.Context) ([]Model, error) {
	return op.Read(ctx, s.d, policy.ReceiptPost, func(v *op.View) ([]Model, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return nil, err
		}
		page, err := models.Page(v, storage.ModelByName.Key(), storage.Ask{Limit: storage.MaxPage})
		return page.Items, err
	})
}

// MayAddModel is refused to those who may not add a model at their centre.
func (s *Stock) MayAddModel(ctx context.Context) error {
	_, err := op.Read(ctx, s.d, policy.ModelChange, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}

// MayChangeModel is refused to those who may not describe the model anew.
func (s *Stock) MayChangeModel(ctx context.Context, m Model) error {
	_, err := op.Read(ctx, s.d, policy.ModelChange, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(m.Centre)
	})
	return err
}
