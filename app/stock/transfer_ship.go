package stock

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Shipping sends off what was picked.
type Shipping struct {
	Transfer string    `json:"id" validate:"required,max=40"`
	Carrier  string    `json:"carrier" validate:"max=120"` // who carries it, e.g. a lorry of the centre or a courier
	Waybill  string    `json:"waybill" validate:"max=60"`
	Occurred time.Time `json:"occurred_at"` // zero for now
	Version  int64     `json:"version"`
}

// ShipTransfer moves what was picked from the warehouse into transit. Less than
// was asked for may go; the rest is not sent. It fails with Conflict naming the
// unit that cannot go any more, and what to do about it.
func (s *Stock) ShipTransfer(ctx context.Context, in Shipping) (Transfer, error) {
	return op.Write(ctx, s.d, policy.TransferShip, in, func(tx *op.Tx) (Transfer, error) {
		t, err := transferAt(tx, in.Transfer, in.Version, sender, TransferApproved)
		if err != nil {
			return t, err
		}
		at, err := happened(in.Occurred, tx.At)
		if err != nil {
			return t, err
		}
		if t.Picked() == 0 {
			return t, fault.InField("codes", "transfer.nothing_picked", fault.Args{"number": t.Number})
		}
		t.Carrier, t.Waybill = in.Carrier, in.Waybill
		t.Shipped = Deed{By: tx.By.Name, Occurred: at, Recorded: tx.At}
		if err := t.ship(tx); err != nil {
			return t, err
		}
		t.enter(tx, TransferShipped)
		tx.Changed("quantity", "0", fmt.Sprint(t.Sum().Shipped))
		return t, t.save(tx)
	})
}

// ship posts the movement into transit and writes on each line what went.
func (t *Transfer) ship(tx *op.Tx) error {
	var lines []Line
	var changes []change
	for i := range t.Lines {
		l := &t.Lines[i]
		for j := range l.Parcels {
			c, err := t.loaded(tx, &l.Parcels[j])
			if err != nil {
				return err
			}
			changes = append(changes, c)
		}
		if len(l.Parcels) > 0 || l.Picked == 0 {
			continue
		}
		part, err := t.taken(tx, *l, l.Picked)
		if err != nil {
			return err
		}
		if err := linesMayLeave(tx, part, t.Shipped.Occurred); err != nil {
			return err
		}
		l.pack(part)
		lines = append(lines, part...)
	}
	moved, err := post(tx, Movement{
		Kind: Shipped, Centre: t.From.Centre, Occurred: t.Shipped.Occurred, Document: t.Number, Cause: t.cause(), Lines: lines, Note: t.Waybill,
	}, changes)
	t.Movement = moved.ID
	return err
}

// loaded is a picked unit as it goes. What has happened to it since it was
// picked may keep it back.
func (t Transfer) loaded(tx *op.Tx, p *Parcel) (change, error) {
	u, err := UnitByID(tx, p.Unit)
	if err != nil {
		return change{}, err
	}
	if u.Allocation != t.ID || u.Node.Warehouse() != t.From.Node.Warehouse() {
		return change{}, fault.New(fault.Conflict, "transfer.gone_since", standing(u))
	}
	if u.Hold != Free || !u.Recall.IsZero() {
		return change{}, refuse(u)
	}
	if err := unitMayLeave(tx, u, t.Shipped.Occurred); err != nil {
		return change{}, err
	}
	after := u
	after.Node, after.Allocation, after.Reserved = t.transit(), op.ID{}, Mark{}
	p.Shipped = 1
	return change{before: u, after: after}, nil
}

// pack makes a parcel of each lot.
func (l *TransferLine) pack(lines []Line) {
	for _, x := range lines {
		at := -1
		for i, p := range l.Parcels {
			if p.Lot == x.Lot {
				at = i
			}
		}
		if at < 0 {
			at, l.Parcels = len(l.Parcels), append(l.Parcels, Parcel{Lot: x.Lot})
		}
		l.Parcels[at].Shipped += x.Quantity
	}
}

// named tells whether a text names the unit of a parcel: its code in any
// spelling, its serial number in any case, or its id.
func (p Parcel) named(text string) bool {
	if p.Unit.IsZero() || text == "" {
		return false
	}
	return p.Code == ReadCode(text) || strings.EqualFold(p.Serial, text) || p.Unit.String() == text
}

// nodesOf are the places of a warehouse where goods stand: itself and its
// shelves; of a shelf itself.
func nodesOf(r storage.Reader, at Node) ([]Node, error) {
	places := []Node{at}
	if at.Kind != AtWarehouse {
		return places, nil
	}
	shelves, err := network.ShelvesOf(r, at.Ref)
	for _, s := range shelves {
		places = append(places, ShelfNode(s.Warehouse, s.Code))
	}
	return places, err
}
