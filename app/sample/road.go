package sample

import (
	"context"

	"lumbung/app/policy"
	"lumbung/app/stock"
)

// trip is a transfer of units of one model, and how far it has come. Days count
// back from the end; 0 is never.
type trip struct {
	from, to, model string
	n               int64
	why             string
	asked           int
	approved        int
	picked          int
	shipped         int
	parts           []part
}

// part is what came of a trip on a day: so many units good, broken or lost.
type part struct {
	ago                int
	good, broken, lost int
	note               string
}

// trips are a transfer that closed with one unit broken and one lost, one that
// is overdue on the way, one that is to be picked and one that waits.
func trips() []trip {
	return []trip{
		{
			from: "inten-soeweno", to: "meohai", model: "tka", n: 3, why: "Permintaan tongkat adaptif di Kendari (contoh)", asked: 31, approved: 30, picked: 29, shipped: 28,
			parts: []part{{ago: 21, good: 1, broken: 1, note: "Contoh: kotak penyok, satu tongkat bengkok"}, {ago: 18, lost: 1, note: "Contoh: tidak ada di gudang ekspedisi"}},
		},
		{from: "soeharso", to: "paramita", model: "kre", n: 2, why: "Permohonan menunggu di Mataram (contoh)", asked: 20, approved: 19, picked: 18, shipped: 17},
		{from: "wirajaya", to: "mulya-jaya", model: "krm", n: 1, why: "Cadangan untuk Jakarta (contoh)", asked: 5, approved: 3},
		{from: "inten-soeweno", to: "mulya-jaya", model: "tka", n: 1, why: "Satu permohonan menunggu (contoh)", asked: 1},
	}
}

// lent is a unit on loan for use: since when, until when, and when it came back.
type lent struct {
	centre, model string
	ago, due      int
	to, purpose   string
	back          int
}

// loans are one that came back and one that is overdue.
func loans() []lent {
	return []lent{
		{centre: "wirajaya", model: "krm", ago: 90, due: 60, to: "SLB Contoh Makassar", purpose: "Peragaan kursi roda multiguna (contoh)", back: 63},
		{centre: "soeharso", model: "kre", ago: 40, due: 9, to: "RS Contoh Surakarta", purpose: "Latihan pasien rawat jalan (contoh)"},
	}
}

// road plays the transfers and the loans.
func (p *play) road() {
	for _, x := range trips() {
		p.trip(x)
	}
	for _, x := range loans() {
		p.lend(x)
	}
}

func (p *play) trip(x trip) {
	t := p.thread()
	var sent stock.Transfer
	step := func(ago int, centre string, do func(ctx context.Context, id string) (stock.Transfer, error)) {
		if ago > 0 {
			t.on(ago, x.why, func(ctx context.Context) (err error) {
				sent, err = do(p.as(ctx, policy.Warehouse, centre), sent.ID.String())
				return err
			})
		}
	}
	step(x.asked, x.to, func(ctx context.Context, _ string) (stock.Transfer, error) {
		return p.app.Stock.RequestTransfer(ctx, stock.NewTransfer{
			From: x.from, To: x.to, Reason: x.why, Lines: []stock.TransferWish{{Model: p.models[x.model].Slug, Quantity: x.n}},
		})
	})
	step(x.approved, x.from, func(ctx context.Context, id string) (stock.Transfer, error) {
		return p.app.Stock.ApproveTransfer(ctx, stock.TransferStep{Transfer: id})
	})
	step(x.picked, x.from, func(ctx context.Context, id string) (stock.Transfer, error) {
		ready, err := p.ready(ctx, x.model, x.from)
		if err != nil {
			return stock.Transfer{}, err
		}
		return p.app.Stock.PickTransfer(ctx, stock.Picking{Transfer: id, Codes: codesOf(ready, int(x.n))})
	})
	step(x.shipped, x.from, func(ctx context.Context, id string) (stock.Transfer, error) {
		return p.app.Stock.ShipTransfer(ctx, stock.Shipping{Transfer: id, Carrier: "Ekspedisi Contoh", Waybill: "RESI-CONTOH"})
	})
	for _, part := range x.parts {
		step(part.ago, x.to, func(ctx context.Context, _ string) (stock.Transfer, error) {
			return p.app.Stock.ReceiveTransfer(ctx, arriving(sent, part))
		})
	}
}

// codesOf names the first units, as many as are wanted.
func codesOf(units []stock.Unit, n int) (codes []string) {
	for _, u := range units[:min(n, len(units))] {
		codes = append(codes, u.Code)
	}
	return codes
}

// arriving takes the next units that are still on the way, good ones first.
func arriving(t stock.Transfer, x part) stock.Arriving {
	in := stock.Arriving{Transfer: t.ID.String(), Reason: x.note}
	for _, l := range t.Lines {
		for _, parcel := range l.Parcels {
			switch {
			case parcel.Open() == 0:
			case len(in.Codes) < x.good:
				in.Codes = append(in.Codes, parcel.Code)
			case len(in.Damaged) < x.broken:
				in.Damaged = append(in.Damaged, parcel.Code)
			case len(in.Missing) < x.lost:
				in.Missing = append(in.Missing, parcel.Code)
			}
		}
	}
	return in
}

func (p *play) lend(x lent) {
	t := p.thread()
	var out stock.Loan
	t.on(x.ago, x.purpose, func(ctx context.Context) error {
		ready, err := p.ready(ctx, x.model, x.centre)
		if err != nil {
			return err
		}
		out, err = p.app.Stock.Lend(p.as(ctx, policy.Warehouse, x.centre), stock.NewLoan{
			Codes: codesOf(ready, 1), Borrower: stock.ToInstitution, Name: x.to, Purpose: x.purpose, Due: p.day(x.due),
		})
		return err
	})
	if x.back > 0 {
		t.on(x.back, x.purpose, func(ctx context.Context) error {
			_, err := p.app.Stock.ReturnLoan(p.as(ctx, policy.Warehouse, x.centre), stock.LoanReturn{Loan: out.ID.String(), Codes: []string{out.Units[0].Code}})
			return err
		})
	}
}
