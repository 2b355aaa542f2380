package stock

import (
	"context"
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewLabels asks for labels that are printed ahead of their units.
type NewLabels struct {
	Count int `json:"count" validate:"required,min=1,max=500"`
}

// PrintAhead makes a batch of fresh codes of the actor's centre. They lead to
// nothing until Bind puts each on a unit; none of them was given out before, to a
// label or to a unit.
func (s *Stock) PrintAhead(ctx context.Context, in NewLabels) (LabelBatch, error) {
	return op.Write(ctx, s.d, policy.LabelPrint, in, func(tx *op.Tx) (LabelBatch, error) {
		b := LabelBatch{ID: tx.ID(), Centre: tx.By.Centre, Count: in.Count, Printed: tx.At, By: tx.By}
		if err := tx.Allow(b.Centre); err != nil {
			return b, err
		}
		if err := b.number(tx); err != nil {
			return b, err
		}
		drawn := make(map[string]bool, in.Count)
		for range in.Count {
			code, err := newCode(tx, tx.ID(), drawn)
			if err != nil {
				return b, err
			}
			if err := labels.Add(tx, &Label{Code: code, Kind: LabelFree, Centre: b.Centre, Batch: b.ID}, nil); err != nil {
				return b, err
			}
		}
		tx.About("label_batch", b.ID, b.Number)
		tx.Changed("quantity", "0", fmt.Sprint(b.Count))
		return b, labelBatches.Put(tx, &b)
	})
}

// LabelBatches returns the newest batches of the actor's centre, 50 at most.
func (s *Stock) LabelBatches(ctx context.Context) ([]LabelBatch, error) {
	return op.Read(ctx, s.d, policy.LabelPrint, func(v *op.View) ([]LabelBatch, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return nil, err
		}
		page, err := labelBatches.Page(v, storage.LabelBatchOf.Key().Text(v.By.Centre), storage.Ask{Newest: true})
		return page.Items, err
	})
}

// BatchLabels returns a batch with its labels in the order of their codes.
func (s *Stock) BatchLabels(ctx context.Context, id op.ID) (LabelBatch, []Label, error) {
	var list []Label
	b, err := op.Read(ctx, s.d, policy.LabelPrint, func(v *op.View) (LabelBatch, error) {
		b, err := batchByID(v, id)
		if err != nil {
			return b, err
		}
		if err := v.Hide("label_batch", b.Centre); err != nil {
			return b, err
		}
		list = list[:0]
		for l, err := range labels.All(v, storage.LabelByBatch.Key().ID(b.ID)) {
			if err != nil {
				return b, err
			}
			list = append(list, l)
		}
		return b, nil
	})
	return b, list, err
}

// PlaceRef names a place that is to have a label.
type PlaceRef struct {
	Kind LabelKind `json:"kind" validate:"required,oneof=shelf warehouse centre"`
	Code string    `json:"code" validate:"required,max=120"` // "soeharso-utama/a1", "soeharso-utama", "soeharso"
}

// NewPlaceLabels asks for the labels of places.
type NewPlaceLabels struct {
	Places []PlaceRef `json:"places" validate:"required,min=1,max=200,dive"`
}

// PlaceLabel is the label of a place with what it is called.
type PlaceLabel struct {
	Label
	Name string
}

// LabelPlaces returns the label of each place, and gives a code to those that
// have none yet. A place keeps its code for ever.
func (s *Stock) LabelPlaces(ctx context.Context, in NewPlaceLabels) ([]PlaceLabel, error) {
	return op.Write(ctx, s.d, policy.LabelPrint, in, func(tx *op.Tx) ([]PlaceLabel, error) {
		list := make([]PlaceLabel, 0, len(in.Places))
		drawn := map[string]bool{}
		for i, ref := range in.Places {
			l, err := placeLabel(tx, ref, drawn)
			if err != nil {
				return nil, inField(err, fmt.Sprintf("places.%d.code", i), "stock.place_unknown")
			}
			list = append(list, l)
		}
		tx.Changed("quantity", "", fmt.Sprint(len(list)))
		return list, nil
	})
}

func placeLabel(tx *op.Tx, ref PlaceRef, drawn map[string]bool) (PlaceLabel, error) {
	l, err := namePlace(tx, ref)
	if err != nil {
		return l, err
	}
	if err := tx.Allow(l.Centre); err != nil {
		return l, err
	}
	tx.About(string(l.Kind), op.ID{}, l.Ref)
	old, ok, err := labels.Find(tx, placeLabelKey(l.Kind, l.Ref))
	if err != nil || ok {
		l.Label = old
		return l, err
	}
	if l.Code, err = newCode(tx, tx.ID(), drawn); err != nil {
		return l, err
	}
	l.Bound = Mark{By: tx.By.Name, At: tx.At}
	return l, labels.Put(tx, &l.Label)
}

// namePlace finds a place and says what it is called; its code stays empty.
func namePlace(r storage.Reader, ref PlaceRef) (PlaceLabel, error) {
	if ref.Kind == LabelCentre {
		c, err := network.CentreByCode(r, ref.Code)
		return PlaceLabel{Label: Label{Kind: LabelCentre, Ref: c.Code, Centre: c.Code}, Name: c.Name}, err
	}
	p, err := FindPlace(r, ref.Code, "")
	if err == nil && (p.Node.Kind == AtBin) != (ref.Kind == LabelShelf) {
		err = fault.Missing("place")
	}
	return PlaceLabel{Label: Label{Kind: ref.Kind, Ref: p.Code, Centre: p.Centre}, Name: p.Name}, err
}
