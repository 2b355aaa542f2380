package stock

// Change is a column of an inventory report: one reason for which stock grew or
// shrank. Every flow counts in exactly one.
type Change string

// The changes: those that add, those that take, and corrections, which have a
// sign of their own.
const (
	Bought      Change = "bought"
	Produced    Change = "produced" // by the SKA, or parts given back by production
	Donated     Change = "donated"
	TakenOver   Change = "taken_over" // from the book of an older system
	CameBack    Change = "came_back"  // from persons and loans
	TransferIn  Change = "transfer_in"
	FromRepair  Change = "from_repair"
	HandedOver  Change = "handed_over" // to persons, each by a BAST
	TransferOut Change = "transfer_out"
	IntoRepair  Change = "into_repair"
	LentOut     Change = "lent_out"
	UsedUp      Change = "used_up" // in service, or built into something
	LostStock   Change = "lost"
	ScrapStock  Change = "scrapped"
	Correction  Change = "correction" // counts and corrections of the book, signed
)

// Additions lists the changes that add to stock, in the order of the report.
func Additions() []Change {
	return []Change{TakenOver, Bought, Produced, Donated, CameBack, TransferIn, FromRepair}
}

// Reductions lists the changes that take from stock.
func Reductions() []Change {
	return []Change{HandedOver, TransferOut, IntoRepair, LentOut, UsedUp, LostStock, ScrapStock}
}

// change is the column of a flow. Goods that go back to where they came from
// shrink that column: the sign is below zero.
func (f Flow) change() (c Change, sign int64) {
	switch f.Other {
	case AtOpening:
		return TakenOver, f.sign()
	case AtSupplier:
		return Bought, f.sign()
	case AtProduction:
		return Produced, f.sign()
	case AtDonor:
		return Donated, f.sign()
	case AtBeneficiary:
		return f.either(CameBack, HandedOver), 1
	case AtLoan:
		return f.either(CameBack, LentOut), 1
	case AtTransit:
		return f.either(TransferIn, TransferOut), 1
	case AtWorkshop:
		return f.either(FromRepair, IntoRepair), 1
	case AtWork:
		return f.either(Produced, UsedUp), 1
	case AtUsed:
		return f.outOnly(UsedUp)
	case AtLoss:
		return f.outOnly(LostStock)
	case AtScrap:
		return f.outOnly(ScrapStock)
	default:
		return Correction, f.sign()
	}
}

func (f Flow) sign() int64 {
	if f.Out {
		return -1
	}
	return 1
}

func (f Flow) either(in, out Change) Change {
	if f.Out {
		return out
	}
	return in
}

// outOnly is a way that goods go and do not come back but by a correction.
func (f Flow) outOnly(c Change) (Change, int64) {
	if f.Out {
		return c, 1
	}
	return Correction, 1
}

// times is the amount n times.
func (a Amount) times(n int64) Amount { return Amount{a.Quantity * n, a.Value * n} }
