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

// Lacking is what somebody found missing of a unit. A unit that lacks a part it
// has to have cannot be reserved or handed over, whatever else is done to it;
// one that lacks an optional part can.
type Lacking struct {
	Unit  op.ID   `cbor:"1,keyasint" json:"unit"`
	Parts []op.ID `cbor:"2,keyasint,omitempty" json:"parts"` // models
	Found Mark    `cbor:"3,keyasint" json:"found"`
}

var lackings = storage.Table[Lacking]{
	Kind: "lacking",
	ID:   func(l *Lacking) storage.Key { return storage.LackingByUnit.Key().ID(l.Unit) },
}

// LackingOf returns what a unit lacks; nothing when nobody has looked.
func LackingOf(r storage.Reader, unit op.ID) (Lacking, error) {
	l, _, err := lackings.Get(r, storage.LackingByUnit.Key().ID(unit))
	l.Unit = unit
	return l, err
}

// PartsCheck is a look at a unit with its list of parts in hand: Missing names
// the models that are not there. None missing says that it is complete.
type PartsCheck struct {
	Unit    string   `json:"code" validate:"required,max=80"` // code or id
	Missing []string `json:"missing" validate:"max=60,dive,max=120"`
	Note    string   `json:"note" validate:"max=300"`
	Version int64    `json:"version"` // of the unit on the form; 0 does not ask
}

// CheckParts records whether a unit in a warehouse is complete. When it lacks a
// part that it has to have, it is held to wait for parts; once nothing is
// missing any more, that hold ends.
func (s *Stock) CheckParts(ctx context.Context, in PartsCheck) (Unit, error) {
	return op.Write(ctx, s.d, policy.UnitCheckParts, in, func(tx *op.Tx) (Unit, error) {
		u, err := FindUnit(tx, in.Unit)
		if err != nil {
			return u, err
		}
		if err := tx.Allow(u.Centre); err != nil {
			return u, err
		}
		switch {
		case in.Version != 0 && in.Version != u.Version:
			return u, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(u.Version)})
		case !u.Node.Real():
			return u, refuse(u)
		}
		missing, required, err := missingOf(tx, u, in.Missing)
		if err != nil {
			return u, err
		}
		found := Lacking{Unit: u.ID, Parts: missing, Found: Mark{By: tx.By.Name, At: tx.At, Document: in.Note}}
		if err := lackings.Put(tx, &found); err != nil {
			return u, err
		}
		tx.About("unit", u.ID, u.Code)
		tx.Changed("lacking", "", fmt.Sprint(len(missing)))
		return putUnit(tx, u, u.lack(required, found.Found))
	})
}

// lack is the unit after somebody looked whether it is complete.
func (u Unit) lack(required bool, found Mark) Unit {
	after := u
	after.Lacks = required
	switch {
	case required && u.Hold == Free:
		after.Hold, after.Held = HoldParts, found
	case !required && u.Lacks && u.Hold == HoldParts:
		after.Hold, after.Held = Free, Mark{}
	}
	return after
}

// missingOf finds the models that are missing on the list of parts of the unit's
// model, and whether one of them is required.
func missingOf(r storage.Reader, u Unit, names []string) (missing []op.ID, required bool, err error) {
	list, err := PartListOf(r, u.Model)
	if err != nil {
		return nil, false, err
	}
	for i, name := range names {
		m, err := FindModel(r, name)
		at := slices.IndexFunc(list.Parts, func(a Accessory) bool { return a.Model == m.ID })
		if err != nil || at < 0 {
			return nil, false, orBlame(err, fault.InField(fmt.Sprintf("missing.%d", i), "kit.not_on_list", fault.Args{"model": name}))
		}
		missing = append(missing, m.ID)
		required = required || !list.Parts[at].Optional
	}
	return missing, required, nil
}

// orBlame is the blame when there is no failure of another kind.
func orBlame(err error, blame error) error {
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	return blame
}

// UnitPartsSheet is a unit with what it has to be complete with.
type UnitPartsSheet struct {
	Unit     Unit
	Model    Model
	List     PartList
	Parts    map[op.ID]Model
	Lacking  Lacking
	MayCheck bool
}

// UnitParts returns the list of parts of a unit and what was found missing.
func (s *Stock) UnitParts(ctx context.Context, codeOrID string) (UnitPartsSheet, error) {
	return op.Read(ctx, s.d, policy.UnitRead, func(v *op.View) (UnitPartsSheet, error) {
		u, err := FindUnit(v, codeOrID)
		if err != nil {
			return UnitPartsSheet{}, err
		}
		if err := v.Hide("unit", u.Centre); err != nil {
			return UnitPartsSheet{}, err
		}
		sheet := UnitPartsSheet{Unit: u, Parts: map[op.ID]Model{}, MayCheck: u.Node.Real() && policy.May(v.By, policy.UnitCheckParts, u.Centre)}
		if sheet.Model, err = ModelByID(v, u.Model); err != nil {
			return sheet, err
		}
		if sheet.Lacking, err = LackingOf(v, u.ID); err != nil {
			return sheet, err
		}
		if sheet.List, err = PartListOf(v, u.Model); err != nil {
			return sheet, err
		}
		for _, a := range sheet.List.Parts {
			if sheet.Parts[a.Model], err = ModelByID(v, a.Model); err != nil {
				return sheet, err
			}
		}
		return sheet, nil
	})
}
