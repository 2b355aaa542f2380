package stock

import (
	"context"
	"fmt"
	"math/bits"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// UnpackKits takes kits apart. Those that were put together here give back the
// lots that went in; those that came in ready-made give new lots, whose worth is
// that of the kit to the rupiah. Either way all or nothing.
func (s *Stock) UnpackKits(ctx context.Context, in KitMove) (Movement, error) {
	return op.Write(ctx, s.d, policy.KitUnpack, in, func(tx *op.Tx) (Movement, error) {
		m, at, occurred, err := in.open(tx)
		if err != nil {
			return Movement{}, err
		}
		through := Node{AtUsed, at.Centre}
		taken, err := pick(tx, m.ID, at, through, in.Quantity, occurred)
		if err != nil {
			return Movement{}, err
		}
		year, _ := dayOf(tx.At)
		n, err := tx.Count(at.Centre, "kit", year)
		if err != nil {
			return Movement{}, err
		}
		moved := Movement{
			Kind: Unpacked, Centre: at.Centre, Occurred: occurred, Document: fmt.Sprintf("PKT-%d-%04d", year, n), Note: in.Note, Lines: taken.Lines,
		}
		for _, l := range taken.Lines {
			out, err := unpackLot(tx, m, l, at)
			if err != nil {
				return moved, err
			}
			moved.Lines = append(moved.Lines, out...)
		}
		tx.Changed("quantity", "", fmt.Sprint(in.Quantity))
		return post(tx, moved, nil)
	})
}

// unpackLot takes the kits of one line apart.
func unpackLot(tx *op.Tx, m Model, l Line, at Place) ([]Line, error) {
	a, ours, err := assemblies.Find(tx, storage.AssemblyByLot.Key().ID(l.Lot))
	if err != nil {
		return nil, err
	}
	if !ours {
		return unpackBought(tx, m, l, at)
	}
	lines := a.giveBack(l.Quantity, l.To, at.Node)
	a.Unpacked += l.Quantity
	a.Version++
	tx.About("assembly", a.ID, a.Number)
	return lines, assemblies.Put(tx, &a)
}

// giveBack takes the parts of so many kits out of the assembly, of the lots that
// went in last first.
func (a *Assembly) giveBack(kits int64, from, to Node) (lines []Line) {
	for _, p := range a.Each {
		left := p.Quantity * kits
		for i := len(a.Inside) - 1; i >= 0 && left > 0; i-- {
			k := &a.Inside[i]
			n := min(left, k.Quantity)
			if k.Model != p.Model || n == 0 {
				continue
			}
			k.Quantity -= n
			left -= n
			lines = append(lines, Line{Model: k.Model, Lot: k.Lot, From: from, To: to, Quantity: n})
		}
	}
	return lines
}

// unpackBought makes new lots of the parts of kits that came in ready-made. Each
// part bears its share of the kit by the estimated prices of the models, or by
// the number of pieces when none has one.
func unpackBought(tx *op.Tx, m Model, l Line, at Place) ([]Line, error) {
	kit, err := LotByID(tx, l.Lot)
	if err != nil {
		return nil, err
	}
	list, err := PartListOf(tx, m.ID)
	if err != nil {
		return nil, err
	}
	if len(list.Parts) == 0 {
		return nil, fault.InField("kit", "kit.empty", fault.Args{"model": m.Name})
	}
	total, err := worth(l.Quantity, kit.UnitCost)
	if err != nil {
		return nil, err
	}
	weights, err := list.weights(tx)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for i, amount := range divide(total, weights) {
		p := list.Parts[i]
		for _, x := range spread(amount, p.Quantity*l.Quantity) {
			part := kit
			part.ID, part.Model, part.UnitCost = tx.ID(), p.Model, x.Price
			if err := lots.Add(tx, &part, nil); err != nil {
				return nil, err
			}
			lines = append(lines, Line{Model: p.Model, Lot: part.ID, From: l.To, To: at.Node, Quantity: x.Pieces})
		}
	}
	return lines, nil
}

// weights are what the parts of a kit are worth beside one another.
func (p PartList) weights(r storage.Reader) ([]uint64, error) {
	priced, pieces := make([]uint64, len(p.Parts)), make([]uint64, len(p.Parts))
	sum := uint64(0)
	for i, a := range p.Parts {
		m, err := ModelByID(r, a.Model)
		if err != nil {
			return nil, err
		}
		pieces[i] = uint64(a.Quantity)
		priced[i] = uint64(a.Quantity) * uint64(m.Price)
		sum += priced[i]
	}
	if sum == 0 {
		return pieces, nil
	}
	return priced, nil
}

// divide splits an amount by weights into whole rupiah without losing one.
func divide(total int64, weights []uint64) []int64 {
	all, before, given := uint64(0), uint64(0), uint64(0)
	for _, w := range weights {
		all += w
	}
	out := make([]int64, len(weights))
	for i, w := range weights {
		before += w
		high, low := bits.Mul64(uint64(total), before)
		upto, _ := bits.Div64(high, low, all)
		out[i] = int64(upto - given)
		given = upto
	}
	return out
}
