package stock

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// The movements of kits.
const (
	Assembled MovementKind = "assemble" // parts become a kit
	Unpacked  MovementKind = "unpack"   // a kit becomes parts
)

// Assembly is kits that were put together at once. It remembers of which lots
// they are, so that unpacking gives back what went in: its lots, its funds and
// its cost.
type Assembly struct {
	ID       op.ID        `cbor:"1,keyasint" json:"id"`
	Number   string       `cbor:"2,keyasint" json:"number"` // PKT-2026-0001
	Centre   string       `cbor:"3,keyasint" json:"centre"`
	Kit      op.ID        `cbor:"4,keyasint" json:"kit"`
	Quantity int64        `cbor:"5,keyasint" json:"quantity"`
	Each     []Part       `cbor:"6,keyasint" json:"each"`   // in one kit
	Inside   []KitPart    `cbor:"7,keyasint" json:"inside"` // what is in those not unpacked yet
	Lots     []BatchLot   `cbor:"8,keyasint" json:"lots"`   // of the kits, by price
	Unpacked int64        `cbor:"9,keyasint,omitempty" json:"unpacked"`
	Movement op.ID        `cbor:"10,keyasint" json:"movement"`
	Occurred time.Time    `cbor:"11,keyasint" json:"occurred_at"`
	Recorded time.Time    `cbor:"12,keyasint" json:"recorded_at"`
	By       policy.Actor `cbor:"13,keyasint" json:"by"`
	Note     string       `cbor:"14,keyasint,omitempty" json:"note,omitempty"`
	Version  int64        `cbor:"15,keyasint" json:"version"`
}

// KitPart is how many pieces of a lot are in the kits of an assembly.
type KitPart struct {
	Model    op.ID `cbor:"1,keyasint" json:"model"`
	Lot      op.ID `cbor:"2,keyasint" json:"lot"`
	Quantity int64 `cbor:"3,keyasint" json:"quantity"`
}

var assemblies = storage.Table[Assembly]{
	Kind: "assembly",
	ID:   func(a *Assembly) storage.Key { return storage.AssemblyByID.Key().ID(a.ID) },
	Claims: func(a *Assembly) (claims []storage.Claim) {
		for _, l := range a.Lots {
			claims = append(claims, storage.Claim{Key: storage.AssemblyByLot.Key().ID(l.Lot), Field: "kit"})
		}
		return claims
	},
	Index: func(a *Assembly) []storage.Key {
		return []storage.Key{storage.AssemblyByCentre.Key().Text(a.Centre).Time(a.Occurred).ID(a.ID)}
	},
}

// KitMove is kits that are put together or unpacked.
type KitMove struct {
	Kit      string    `json:"kit" validate:"required,max=120"` // slug, code or id of the model
	Quantity int64     `json:"quantity" validate:"min=1,max=10000"`
	Place    string    `json:"place" validate:"max=120"` // warehouse or shelf; empty for the main warehouse
	Fund     string    `json:"fund" validate:"max=80"`   // of the kits; empty when their parts share one
	Occurred time.Time `json:"occurred_at"`              // zero for now
	Note     string    `json:"note" validate:"max=300"`
}

// open finds the kit, the place and the instant, and asks the policy.
func (in KitMove) open(tx *op.Tx) (m Model, at Place, occurred time.Time, err error) {
	if at, err = placeIn(tx, "place", in.Place, tx.By.Centre); err != nil {
		return m, at, occurred, err
	}
	if err = tx.Allow(at.Centre); err != nil {
		return m, at, occurred, err
	}
	if m, err = FindModel(tx, in.Kit); err != nil {
		return m, at, occurred, inField(err, "kit", "receipt.model_unknown")
	}
	if m.StockClass() != ClassKit || m.Tracking != Counted {
		return m, at, occurred, fault.InField("kit", "kit.no_kit", fault.Args{"model": m.Name})
	}
	occurred, err = when(in.Occurred, tx)
	tx.About("model", m.ID, m.Code)
	return m, at, occurred, err
}

// AssembleKits makes kits out of their parts, all or nothing. Kits are worth
// what is in them to the rupiah, and expire with the first of their parts.
func (s *Stock) AssembleKits(ctx context.Context, in KitMove) (Assembly, error) {
	return op.Write(ctx, s.d, policy.KitAssemble, in, func(tx *op.Tx) (Assembly, error) {
		m, at, occurred, err := in.open(tx)
		if err != nil {
			return Assembly{}, err
		}
		a := Assembly{
			ID: tx.ID(), Centre: at.Centre, Kit: m.ID, Quantity: in.Quantity, Occurred: occurred, Recorded: tx.At, By: tx.By, Note: in.Note,
		}
		year, _ := dayOf(tx.At)
		n, err := tx.Count(at.Centre, "kit", year)
		if err != nil {
			return a, err
		}
		a.Number = fmt.Sprintf("PKT-%d-%04d", year, n)
		moved := Movement{Kind: Assembled, Centre: at.Centre, Occurred: occurred, Document: a.Number, Cause: Cause{"kit", a.ID}, Note: in.Note}
		if moved.Lines, err = a.assemble(tx, m, at, in.Fund); err != nil {
			return a, err
		}
		if moved, err = post(tx, moved, nil); err != nil {
			return a, err
		}
		a.Movement = moved.ID
		a.Version++
		tx.About("assembly", a.ID, a.Number)
		tx.Changed("quantity", "", fmt.Sprint(a.Quantity))
		return a, assemblies.Put(tx, &a)
	})
}

// assemble takes the parts and makes the lots of the kits.
func (a *Assembly) assemble(tx *op.Tx, m Model, at Place, fund string) ([]Line, error) {
	list, err := PartListOf(tx, m.ID)
	if err != nil {
		return nil, err
	}
	if len(list.Parts) == 0 {
		return nil, fault.InField("kit", "kit.empty", fault.Args{"model": m.Name})
	}
	through := Node{AtUsed, at.Centre}
	var lines []Line
	total := int64(0)
	for _, p := range list.Parts {
		a.Each = append(a.Each, p.Part)
		taken, err := pick(tx, p.Model, at, through, p.Quantity*a.Quantity, a.Occurred)
		if err != nil {
			return nil, err
		}
		lines = append(lines, taken.Lines...)
		for i, l := range taken.Lines {
			a.put(l)
			w, err := worth(l.Quantity, taken.Prices[i])
			if total += w; err != nil || total > maxCost {
				return nil, fault.New(fault.Invalid, "cost.too_large", nil)
			}
		}
	}
	lot, err := a.lot(tx, fund)
	if err != nil {
		return nil, err
	}
	for _, x := range spread(total, a.Quantity) {
		lot.ID, lot.UnitCost = tx.ID(), x.Price
		if err := lots.Add(tx, &lot, nil); err != nil {
			return nil, err
		}
		a.Lots = append(a.Lots, BatchLot{Lot: lot.ID, Quantity: x.Pieces, UnitCost: x.Price})
		lines = append(lines, Line{Model: m.ID, Lot: lot.ID, From: through, To: at.Node, Quantity: x.Pieces})
	}
	return lines, nil
}

// put notes pieces of a lot in the kits.
func (a *Assembly) put(l Line) {
	i := slices.IndexFunc(a.Inside, func(k KitPart) bool { return k.Lot == l.Lot })
	if i < 0 {
		a.Inside = append(a.Inside, KitPart{Model: l.Model, Lot: l.Lot, Quantity: l.Quantity})
		return
	}
	a.Inside[i].Quantity += l.Quantity
}

// lot is the lot of the kits before it is priced. Unless a fund is named it is
// that of the parts, which then have to be of one; the kits expire with the
// first of their parts.
func (a *Assembly) lot(r storage.Reader, fund string) (Lot, error) {
	kit := Lot{Model: a.Kit, Centre: a.Centre, Source: Production, Fund: fund, ReceivedAt: a.Occurred, Code: a.Number, MadeAt: a.Occurred}
	for i, k := range a.Inside {
		part, err := LotByID(r, k.Lot)
		if err != nil {
			return kit, err
		}
		if !part.Expiry.IsZero() && (kit.Expiry.IsZero() || part.Expiry.Before(kit.Expiry)) {
			kit.Expiry = part.Expiry
		}
		switch {
		case fund != "":
		case i == 0:
			kit.Fund, kit.Donor, kit.Account = part.Fund, part.Donor, part.Account
		case part.Fund != kit.Fund || part.Donor != kit.Donor:
			return kit, fault.InField("fund", "kit.fund_mixed", nil)
		}
	}
	return kit, nil
}

// MayAssemble is refused to those who may not put kits together at their centre.
func (s *Stock) MayAssemble(ctx context.Context) error {
	_, err := op.Read(ctx, s.d, policy.KitAssemble, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}
