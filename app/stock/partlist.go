package stock

import (
	"context"
	"fmt"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// PartList is what a unit of a model has to be complete with, such as its
// charger; of a kit it is what the kit is put together from.
type PartList struct {
	Model   op.ID       `cbor:"1,keyasint" json:"model"`
	Parts   []Accessory `cbor:"2,keyasint,omitempty" json:"parts"`
	Changed Mark        `cbor:"3,keyasint" json:"changed"`
	Version int64       `cbor:"4,keyasint" json:"version"`
}

// Accessory is a quantity of a model that belongs to each piece of another.
type Accessory struct {
	Part
	Optional bool `cbor:"3,keyasint,omitempty" json:"optional"` // a unit is complete without it
}

var partLists = storage.Table[PartList]{
	Kind: "part list",
	ID:   func(p *PartList) storage.Key { return storage.PartListByModel.Key().ID(p.Model) },
}

// PartListOf returns the list of parts of a model; an empty one when nobody has
// written one.
func PartListOf(r storage.Reader, model op.ID) (PartList, error) {
	p, _, err := partLists.Get(r, storage.PartListByModel.Key().ID(model))
	p.Model = model
	return p, err
}

// Required lists the parts without which a unit is not complete.
func (p PartList) Required() []Accessory {
	return slices.DeleteFunc(slices.Clone(p.Parts), func(a Accessory) bool { return a.Optional })
}

// AccessoryLine is a line of the form of a list of parts.
type AccessoryLine struct {
	PartLine
	Optional bool `json:"optional"`
}

// NewPartList replaces the list of parts of a model.
type NewPartList struct {
	Model   string          `json:"id" validate:"required,max=120"` // slug, code or id
	Lines   []AccessoryLine `json:"lines" validate:"dive"`
	Version int64           `json:"version" validate:"min=0"` // of the list on the form, 0 for the first
}

func (in NewPartList) lines() []PartLine {
	lines := make([]PartLine, len(in.Lines))
	for i, l := range in.Lines {
		lines[i] = l.PartLine
	}
	return lines
}

// Check finds what no tag can say.
func (in NewPartList) Check() []fault.Field { return checkPartLines(in.lines()) }

// SetPartList says what the units of a model have to be complete with, or what a
// kit is put together from. Those that lack something already stay as they were
// found until they are looked at again.
func (s *Stock) SetPartList(ctx context.Context, in NewPartList) (PartList, error) {
	return op.Write(ctx, s.d, policy.KitChange, in, func(tx *op.Tx) (PartList, error) {
		m, err := FindModel(tx, in.Model)
		if err != nil {
			return PartList{}, err
		}
		if err := tx.Allow(m.Centre); err != nil {
			return PartList{}, err
		}
		list, err := PartListOf(tx, m.ID)
		if err != nil {
			return list, err
		}
		if in.Version != list.Version {
			return list, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(list.Version)})
		}
		if m.StockClass() == ClassKit && m.Tracking != Counted {
			return list, fault.New(fault.Conflict, "kit.serialised", fault.Args{"model": m.Name})
		}
		parts, err := partsOf(tx, in.lines(), m.ID)
		if err != nil {
			return list, err
		}
		before := len(list.Parts)
		list.Parts = nil
		for _, l := range in.Lines {
			if !l.empty() {
				list.Parts = append(list.Parts, Accessory{parts[len(list.Parts)], l.Optional})
			}
		}
		list.Changed = Mark{By: tx.By.Name, At: tx.At}
		list.Version++
		tx.About("model", m.ID, m.Code)
		tx.Changed("parts", fmt.Sprint(before), fmt.Sprint(len(list.Parts)))
		return list, partLists.Put(tx, &list)
	})
}
