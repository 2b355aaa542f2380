package stock

import (
	"context"
	"errors"
	"time"

	"lumbung/app/fault"
	"lumbung/app/gs1"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// TradeNumber is a GTIN that a manufacturer gave to a model, by which a scan of
// its package finds the model. One GTIN is of one model; a model may have
// several, one for each size of package or maker.
type TradeNumber struct {
	Number  string    `cbor:"1,keyasint" json:"number"` // 14 digits
	Model   op.ID     `cbor:"2,keyasint" json:"model"`
	AddedAt time.Time `cbor:"3,keyasint" json:"added_at"`
	By      string    `cbor:"4,keyasint" json:"by"` // name of the member of staff
}

var gtins = storage.Table[TradeNumber]{
	Kind: "gtin",
	ID:   func(n *TradeNumber) storage.Key { return gtinKey(n.Number) },
	Index: func(n *TradeNumber) []storage.Key {
		return []storage.Key{storage.GTINByModel.Key().ID(n.Model).Text(n.Number)}
	},
}

func gtinKey(number string) storage.Key { return storage.GTINByNumber.Key().Text(number) }

// modelByGTIN returns the model of a GTIN of 14 digits; ok is false when no model
// has it.
func modelByGTIN(r storage.Reader, number string) (m Model, ok bool, err error) {
	n, ok, err := gtins.Get(r, gtinKey(number))
	if err != nil || !ok {
		return m, false, err
	}
	m, err = ModelByID(r, n.Model)
	return m, err == nil, err
}

// GTINs returns the trade numbers of a model, open to whoever reads the model.
func (s *Stock) GTINs(ctx context.Context, model string) ([]TradeNumber, error) {
	return op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) (list []TradeNumber, err error) {
		if err := v.Allow(""); err != nil {
			return nil, err
		}
		m, err := FindModel(v, model)
		if err != nil {
			return nil, err
		}
		for n, err := range gtins.All(v, storage.GTINByModel.Key().ID(m.ID)) {
			if err != nil {
				return nil, err
			}
			list = append(list, n)
		}
		return list, nil
	})
}

// NewGTIN gives a model a trade number, or takes it away.
type NewGTIN struct {
	Model  string `json:"id" validate:"required,max=120"`
	GTIN   string `json:"gtin" validate:"required,max=200"` // 8, 12, 13 or 14 digits, or the scanned code that holds it
	Remove bool   `json:"remove"`                           // it was the number of another product
}

// SetGTIN notes a trade number of a model. It is refused for a number whose check
// digit does not fit, for one that another model has, and for a model that a
// centre of the ministry makes: those carry none, and none is made up for them.
func (s *Stock) SetGTIN(ctx context.Context, in NewGTIN) (TradeNumber, error) {
	return op.Write(ctx, s.d, policy.ModelChange, in, func(tx *op.Tx) (TradeNumber, error) {
		m, err := FindModel(tx, in.Model)
		if err != nil {
			return TradeNumber{}, err
		}
		if err := tx.Allow(m.Centre); err != nil {
			return TradeNumber{}, err
		}
		number, err := gtinIn(in.GTIN, tx.At)
		if err != nil {
			return TradeNumber{}, err
		}
		old, taken, err := gtins.Get(tx, gtinKey(number))
		if err != nil {
			return old, err
		}
		tx.About("model", m.ID, m.Code)
		if in.Remove {
			return old, dropGTIN(tx, old, taken && old.Model == m.ID)
		}
		if err := mayHaveGTIN(tx, m, old, taken); err != nil {
			return old, err
		}
		n := TradeNumber{Number: number, Model: m.ID, AddedAt: tx.At, By: tx.By.Name}
		tx.Changed("gtin", "", number)
		return n, gtins.Put(tx, &n)
	})
}

func dropGTIN(tx *op.Tx, n TradeNumber, has bool) error {
	if !has {
		return fault.Missing("gtin")
	}
	tx.Changed("gtin", n.Number, "")
	return gtins.Delete(tx, gtinKey(n.Number))
}

func mayHaveGTIN(r storage.Reader, m Model, old TradeNumber, taken bool) error {
	if m.MakerCentre != "" {
		return fault.InField("gtin", "gtin.own_product", fault.Args{"model": m.Name})
	}
	if !taken {
		return nil
	}
	other, err := ModelByID(r, old.Model)
	if err != nil {
		return err
	}
	return fault.InField("gtin", "gtin.taken", fault.Args{"gtin": old.Number, "model": other.Name})
}

// gtinIn reads a trade number as typed, or out of the code that was scanned.
func gtinIn(text string, now time.Time) (string, error) {
	number, err := gs1.GTIN(text)
	if err == nil {
		return number, nil
	}
	code, scanned := gs1.Read(text, now)
	switch {
	case scanned == nil && code.GTIN != "":
		return code.GTIN, nil
	case errors.Is(err, gs1.ErrCheckDigit), errors.Is(scanned, gs1.ErrCheckDigit):
		return "", fault.InField("gtin", "gtin.check_digit", nil)
	default:
		return "", fault.InField("gtin", "gtin.form", nil)
	}
}
