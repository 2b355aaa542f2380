package stock

import (
	"iter"

	"lumbung/storage"
)

// verifyTransfers compares each transfer with the ledger: what is in transit is
// what was shipped and has met no outcome, a transfer that has ended or not
// begun has nothing in transit, and picked units know their transfer. Nothing is
// in transit without one.
func verifyTransfers(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "transfer and its transit"}
	want := map[spot]int64{}
	for t, err := range transfers.All(r, storage.TransferByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if open := t.Sum().Open(); (t.State == TransferShipped) != (open != 0) {
			find(&rep, "transfer %s of %s is %s with %d pieces in transit", t.Number, t.From.Centre, t.State, open)
		}
		for _, l := range t.Lines {
			if err := verifyTransferLine(r, t, l, want, &rep); err != nil {
				return rep, err
			}
		}
	}
	return rep, verifyTransit(r, want, &rep)
}

// verifyTransferLine checks the units of a line, and adds what should be in
// transit to want.
func verifyTransferLine(r storage.Reader, t Transfer, l TransferLine, want map[spot]int64, rep *storage.Report) error {
	for _, p := range l.Parcels {
		if p.Open() < 0 || min(p.Good, p.Damaged, p.Lost, p.Back) < 0 {
			find(rep, "transfer %s: %+v came more often than it was shipped", t.Number, p)
		}
		if p.Open() > 0 {
			want[spot{t.transit(), l.Model, p.Lot}] += p.Open()
		}
		if p.Unit.IsZero() {
			continue
		}
		u, err := UnitByID(r, p.Unit)
		if err != nil {
			return err
		}
		switch picked := t.State == TransferApproved; {
		case picked && u.Node.Real() && u.Allocation != t.ID:
			find(rep, "transfer %s: unit %s was picked, but is not held for it", t.Number, u.Code)
		case !picked && u.Allocation == t.ID:
			find(rep, "transfer %s is %s and still holds unit %s", t.Number, t.State, u.Code)
		case (p.Open() > 0) != (u.Node == t.transit()):
			find(rep, "transfer %s: unit %s stands at %s, %d in transit", t.Number, u.Code, u.Node, p.Open())
		}
	}
	return nil
}

// verifyTransit compares the balances of all transit nodes with want.
func verifyTransit(r storage.Reader, want map[spot]int64, rep *storage.Report) error {
	for b, err := range balancesOf(r, AtTransit) {
		if err != nil {
			return err
		}
		s := spot{b.Node, b.Model, b.Lot}
		if b.Quantity != want[s] {
			find(rep, "%s lot %s: %d in transit, the transfer says %d", b.Node, b.Lot, b.Quantity, want[s])
		}
		delete(want, s)
	}
	for s, n := range want {
		find(rep, "%s lot %s: nothing in transit, the transfer says %d", s.node, s.lot, n)
	}
	return nil
}

// balancesOf yields the balances at all nodes of a kind: the text of a node
// begins with its kind.
func balancesOf(r storage.Reader, kind NodeKind) iter.Seq2[Balance, error] {
	return balances.All(r, append(storage.BalanceByKey.Key(), string(kind)+":"...))
}
