package stock

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// TransfersAsk is which transfers are wanted: those of a centre, which sends or
// receives them, in one group.
type TransfersAsk struct {
	Centre string `json:"centre"` // empty: the actor's own
	Group  string `json:"group" validate:"omitempty,oneof=open away done"`
	Paging
}

// TransferList is part of a list of transfers. Those under way come the longest
// first, those that have ended the newest first.
type TransferList struct {
	Centre     string
	Group      string
	Transfers  []Transfer
	Models     map[op.ID]Model
	Next, Prev string
	MayRequest bool
}

// Transfers pages through the transfers of a centre. The empty group is what is
// in transit.
func (s *Stock) Transfers(ctx context.Context, ask TransfersAsk) (TransferList, error) {
	return op.Read(ctx, s.d, policy.TransferRead, func(v *op.View) (TransferList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return TransferList{}, err
		}
		list := TransferList{Centre: centre, Group: ask.Group, MayRequest: policy.May(v.By, policy.TransferRequest, v.By.Centre)}
		switch list.Group {
		case TransfersOpen, TransfersDone:
		default:
			list.Group = TransfersAway
		}
		prefix := storage.TransferByCentre.Key().Text(centre).Text(list.Group)
		page, err := transfers.Page(v, prefix, ask.ask(list.Group == TransfersDone))
		if err != nil {
			return list, err
		}
		list.Transfers, list.Next, list.Prev = page.Items, page.Next, page.Prev
		list.Models = map[op.ID]Model{}
		for _, t := range list.Transfers {
			if err := t.models(v, list.Models); err != nil {
				return list, err
			}
		}
		return list, nil
	})
}

// models reads the models of the lines, each once.
func (t Transfer) models(r storage.Reader, into map[op.ID]Model) error {
	found, err := modelsOf(r, t.Lines, func(l TransferLine) op.ID { return l.Model })
	for id, m := range found {
		into[id] = m
	}
	return err
}

// MayRequestTransfer is refused to those who may not ask for goods at their
// centre.
func (s *Stock) MayRequestTransfer(ctx context.Context) error {
	_, err := op.Read(ctx, s.d, policy.TransferRequest, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}

// maxOffers is how many units and lots a line offers for picking.
const maxOffers = 30

// TransferSheet is a transfer with what the actor can do to it.
type TransferSheet struct {
	Transfer Transfer
	Models   map[op.ID]Model
	Lots     map[op.ID]Lot // of the parcels of counted models
	Ready    [][]Unit      // for each line that is being picked: units to choose from
	Stacked  [][]HeldLot   // for each line that is being picked: lots to choose from

	MayDecide, MayPick, MayReceive, MayCancel bool
	MayFind                                   bool // a unit that was written off could turn up
}

// Transfer returns one transfer for staff.
func (s *Stock) Transfer(ctx context.Context, id string) (TransferSheet, error) {
	return op.Read(ctx, s.d, policy.TransferRead, func(v *op.View) (TransferSheet, error) {
		t, err := findTransfer(v, id)
		if err != nil {
			return TransferSheet{}, err
		}
		if !v.Can(t.From.Centre) {
			if err := v.Hide(transferKind, t.To.Centre); err != nil {
				return TransferSheet{}, err
			}
		}
		sheet := TransferSheet{Transfer: t, Models: map[op.ID]Model{}, Lots: map[op.ID]Lot{}}
		sheet.may(v.By)
		if err := t.models(v, sheet.Models); err != nil {
			return sheet, err
		}
		if err := sheet.lots(v); err != nil {
			return sheet, err
		}
		return sheet, sheet.offer(v)
	})
}

// may says what is the actor's to do in the state at hand.
func (sheet *TransferSheet) may(by policy.Actor) {
	t := sheet.Transfer
	open := t.State == TransferAsked || t.State == TransferApproved
	sheet.MayDecide = t.State == TransferAsked && policy.May(by, policy.TransferDecide, t.From.Centre)
	sheet.MayPick = t.State == TransferApproved && policy.May(by, policy.TransferPick, t.From.Centre)
	sheet.MayReceive = t.State == TransferShipped && policy.May(by, policy.TransferReceive, t.To.Centre)
	sheet.MayFind = t.anyLost() && policy.May(by, policy.TransferReceive, t.To.Centre)
	sheet.MayCancel = open && (policy.May(by, policy.TransferCancel, t.From.Centre) || policy.May(by, policy.TransferCancel, t.To.Centre))
}

// anyLost tells whether a unit was written off as missing.
func (t Transfer) anyLost() bool {
	_, p := t.parcel(func(p Parcel) bool { return p.Lost > 0 })
	return p != nil
}

func (sheet *TransferSheet) lots(r storage.Reader) error {
	for _, l := range sheet.Transfer.Lines {
		for _, p := range l.Parcels {
			if !p.Unit.IsZero() || p.Lot.IsZero() {
				continue
			}
			lot, err := LotByID(r, p.Lot)
			if err != nil {
				return err
			}
			sheet.Lots[lot.ID] = lot
		}
	}
	return nil
}

// offer lists what could be picked for each line that is not complete.
func (sheet *TransferSheet) offer(r storage.Reader) error {
	if !sheet.MayPick {
		return nil
	}
	t := sheet.Transfer
	sheet.Ready, sheet.Stacked = make([][]Unit, len(t.Lines)), make([][]HeldLot, len(t.Lines))
	for i, l := range t.Lines {
		if sheet.Models[l.Model].Tracking == Counted {
			held, err := t.held(r, TransferLine{Model: l.Model})
			if err != nil {
				return err
			}
			for _, x := range held[:min(len(held), maxOffers)] {
				sheet.Stacked[i] = append(sheet.Stacked[i], x.HeldLot)
			}
			continue
		}
		if l.Picked >= l.Asked {
			continue
		}
		if err := sheet.offerUnits(r, i); err != nil {
			return err
		}
	}
	return nil
}

func (sheet *TransferSheet) offerUnits(r storage.Reader, line int) error {
	t := sheet.Transfer
	looked := 0
	for u, err := range ReadyUnits(r, t.Lines[line].Model, t.From.Centre) {
		if err != nil {
			return err
		}
		if looked++; looked > 20*maxOffers || len(sheet.Ready[line]) == maxOffers {
			break
		}
		if t.reachable(u) == nil {
			sheet.Ready[line] = append(sheet.Ready[line], u)
		}
	}
	return nil
}
