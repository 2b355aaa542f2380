package stock

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// UnitsAsk is which units are wanted.
type UnitsAsk struct {
	Centre string `json:"centre"` // empty with no model: the actor's own
	Bucket Bucket `json:"bucket"`
	Model  string `json:"model"`
	Paging
}

// UnitList is part of a list of units with the models they are of.
type UnitList struct {
	Centre     string // whose units; empty for those of all centres
	Units      []Unit
	Models     map[op.ID]Model
	Next, Prev string
}

// Units pages through units by centre, bucket and model. A model without a
// bucket shows all buckets; a centre with a model needs a bucket.
func (s *Stock) Units(ctx context.Context, ask UnitsAsk) (UnitList, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (UnitList, error) {
		ask := ask
		if ask.Centre == "" && ask.Model == "" {
			ask.Centre = v.By.Centre
		}
		var err error
		if ask.Centre, err = centreOf(v, ask.Centre); err != nil {
			return UnitList{}, err
		}
		if err := v.Allow(ask.Centre); err != nil {
			return UnitList{}, err
		}
		prefix, err := ask.prefix(v)
		if err != nil {
			return UnitList{}, err
		}
		page, err := units.Page(v, prefix, ask.ask(false))
		if err != nil {
			return UnitList{}, err
		}
		list := UnitList{Centre: ask.Centre, Units: page.Items, Next: page.Next, Prev: page.Prev}
		list.Models, err = modelsOf(v, page.Items, func(u Unit) op.ID { return u.Model })
		return list, err
	})
}

// modelsOf reads the models that records are of, each once.
func modelsOf[T any](r storage.Reader, records []T, model func(T) op.ID) (map[op.ID]Model, error) {
	found := map[op.ID]Model{}
	for _, rec := range records {
		id := model(rec)
		if _, read := found[id]; read {
			continue
		}
		m, err := ModelByID(r, id)
		if err != nil {
			return nil, err
		}
		found[id] = m
	}
	return found, nil
}

func (a UnitsAsk) prefix(r storage.Reader) (storage.Key, error) {
	var model op.ID
	if a.Model != "" {
		m, err := FindModel(r, a.Model)
		if err != nil {
			return nil, inField(err, "model", "receipt.model_unknown")
		}
		model = m.ID
	}
	byModel := storage.UnitByModel.Key().ID(model)
	byCentre := storage.UnitByBucket.Key().Text(a.Centre)
	switch {
	case a.Centre == "" && a.Bucket == "":
		return byModel, nil
	case a.Centre == "":
		return byModel.Text(string(a.Bucket)), nil
	case a.Model == "" && a.Bucket == "":
		return byCentre, nil
	case a.Model == "":
		return byCentre.Text(string(a.Bucket)), nil
	case a.Bucket == "":
		return nil, fault.InField("bucket", "field.required", nil)
	default:
		return byCentre.Text(string(a.Bucket)).ID(model), nil
	}
}

// ReceiptsAsk is whose receipts are wanted.
type ReceiptsAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
	Paging
}

// ReceiptList is part of a list of receipts with the models they are of.
type ReceiptList struct {
	Centre     string
	Receipts   []Receipt
	Models     map[op.ID]Model
	Next, Prev string
}

// Receipts pages through the receipts of a centre, the newest first.
func (s *Stock) Receipts(ctx context.Context, ask ReceiptsAsk) (ReceiptList, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (ReceiptList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return ReceiptList{}, err
		}
		page, err := receipts.Page(v, storage.ReceiptByCentre.Key().Text(centre), ask.ask(true))
		if err != nil {
			return ReceiptList{}, err
		}
		list := ReceiptList{Centre: centre, Receipts: page.Items, Next: page.Next, Prev: page.Prev}
		list.Models, err = modelsOf(v, page.Items, func(r Receipt) op.ID { return r.Model })
		return list, err
	})
}

// ReceiptSheet is a receipt with its model and its units.
type ReceiptSheet struct {
	Receipt Receipt
	Model   Model
	Units   []Unit
	MayUndo bool
}

// Receipt returns a receipt with all its units.
func (s *Stock) Receipt(ctx context.Context, id op.ID) (ReceiptSheet, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (ReceiptSheet, error) {
		rec, err := ReceiptByID(v, id)
		if err != nil {
			return ReceiptSheet{}, err
		}
		if err := v.Hide("receipt", rec.Centre); err != nil {
			return ReceiptSheet{}, err
		}
		sheet := ReceiptSheet{Receipt: rec}
		sheet.MayUndo = rec.ReversedBy.IsZero() && policy.May(v.By, policy.ReceiptPost, rec.Centre)
		if sheet.Model, err = ModelByID(v, rec.Model); err != nil {
			return sheet, err
		}
		for _, id := range rec.Units {
			u, err := UnitByID(v, id)
			if err != nil {
				return sheet, err
			}
			sheet.Units = append(sheet.Units, u)
		}
		return sheet, nil
	})
}
