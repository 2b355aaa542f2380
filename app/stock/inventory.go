package stock

import (
	"cmp"
	"context"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Grouping is what an inventory report has one row for.
type Grouping string

// The groupings. Detail has a row for each model, fund and account code at each
// centre; the others are sums of those rows, so that they agree.
const (
	ByModel   Grouping = "model"
	ByFund    Grouping = "fund"
	ByAccount Grouping = "account"
	ByCentre  Grouping = "centre"
	InDetail  Grouping = "detail"
)

// Groupings lists the groupings.
func Groupings() []Grouping { return []Grouping{ByModel, ByFund, ByAccount, ByCentre, InDetail} }

// AllCentres asks for a report over every centre.
const AllCentres = "semua"

// InventoryAsk is which inventory report is wanted.
type InventoryAsk struct {
	Centre  string   `json:"centre"`  // code, or AllCentres; empty: the actor's own, for people of the ministry all
	By      Grouping `json:"by"`      // empty: by model
	Model   string   `json:"model"`   // of one model alone
	Fund    string   `json:"fund"`    // of one fund alone, in whatever way it is written
	Account string   `json:"account"` // of one account code alone
	PeriodAsk
}

// InventoryRow is one line of a report. What the grouping sums over is empty.
type InventoryRow struct {
	Centre  string            `json:"centre,omitempty"`
	Model   op.ID             `json:"model,omitzero"`
	Fund    string            `json:"fund,omitempty"`
	Account string            `json:"account,omitempty"`
	Opening Amount            `json:"opening"`
	Changes map[Change]Amount `json:"changes"`
	Closing Amount            `json:"closing"`
}

// Of is the amount of one column.
func (r InventoryRow) Of(c Change) Amount { return r.Changes[c] }

// Sum adds up some columns.
func (r InventoryRow) Sum(columns ...Change) (sum Amount) {
	for _, c := range columns {
		sum = sum.Plus(r.Changes[c])
	}
	return sum
}

// In is all that came in, Out all that went.
func (r InventoryRow) In() Amount { return r.Sum(Additions()...) }

// Out is all that went out.
func (r InventoryRow) Out() Amount { return r.Sum(Reductions()...) }

func (r *InventoryRow) book(f Flow, a Amount) {
	c, sign := f.change()
	if r.Changes == nil {
		r.Changes = map[Change]Amount{}
	}
	r.Changes[c] = r.Changes[c].Plus(a.times(sign))
}

func (r *InventoryRow) join(o InventoryRow) {
	r.Opening, r.Closing = r.Opening.Plus(o.Opening), r.Closing.Plus(o.Closing)
	if r.Changes == nil {
		r.Changes = map[Change]Amount{}
	}
	for c, a := range o.Changes {
		r.Changes[c] = r.Changes[c].Plus(a)
	}
}

// idle tells a row that says nothing.
func (r InventoryRow) idle() bool {
	for _, a := range r.Changes {
		if a != (Amount{}) {
			return false
		}
	}
	return r.Opening == Amount{} && r.Closing == Amount{}
}

// Inventory is an inventory report (laporan persediaan): what lay in the
// warehouses when the period began, what came and went, and what lies there at
// its end, at the cost of each lot. Goods leave it when they leave the
// warehouse; to a person they do so by a hand-over with its BAST alone.
type Inventory struct {
	Period Period           `json:"period"`
	Centre string           `json:"centre,omitempty"` // empty for all
	By     Grouping         `json:"by"`
	Rows   []InventoryRow   `json:"rows"`
	Total  InventoryRow     `json:"total"`
	Models map[op.ID]Model  `json:"-"`
	Proof  *InventoryProof  `json:"proof,omitempty"` // of a whole report that ends today
	Apart  *InventoryStages `json:"stages,omitempty"`
}

// InventoryProof compares the closing of a report with the tallies, which are
// kept apart from the books that the report is read from.
type InventoryProof struct {
	Closing int64 `json:"closing"` // pieces, as the report says
	Tallied int64 `json:"tallied"` // pieces on hand, as the tallies say
}

// Holds tells whether both say the same.
func (p InventoryProof) Holds() bool { return p.Closing == p.Tallied }

// InventoryStages tells, of a report that ends today, what of the closing is on
// its way to somebody, and what is out of the warehouses and still in the hands
// of the centre.
type InventoryStages struct {
	Reserved int64 `json:"reserved"` // in stock, meant for a person, without a BAST: "dalam penyaluran"
	Away     int64 `json:"away"`     // in transit, in a workshop or in production
}

// Inventory makes an inventory report. Its work depends on how many models,
// funds and account codes the centres have, and on the months that the period
// cuts in two; not on the length of the ledger.
func (s *Stock) Inventory(ctx context.Context, ask InventoryAsk) (Inventory, error) {
	now := s.d.Now()
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Inventory, error) {
		rep, filter, err := ask.begin(v, now)
		if err != nil {
			return rep, err
		}
		centres, err := rep.centres(v)
		if err != nil {
			return rep, err
		}
		sums := map[account]*InventoryRow{}
		for _, centre := range centres {
			rows, err := inventoryOf(v, centre, rep.Period, now)
			if err != nil {
				return rep, err
			}
			for _, row := range rows {
				if filter.lets(row) {
					rep.gather(sums, row)
				}
			}
		}
		if err := rep.order(v, sums); err != nil {
			return rep, err
		}
		if filter == (rowFilter{}) && rep.Period.Current(now) {
			return rep, rep.prove(v, centres)
		}
		return rep, nil
	})
}

// rowFilter lets rows of one model, fund or account through.
type rowFilter struct {
	model         op.ID
	fund, account string
}

func (f rowFilter) lets(r InventoryRow) bool {
	return (f.model.IsZero() || f.model == r.Model) && (f.fund == "" || f.fund == FundKey(r.Fund)) && (f.account == "" || f.account == r.Account)
}

func (a InventoryAsk) begin(v *op.View, now time.Time) (Inventory, rowFilter, error) {
	rep := Inventory{By: cmp.Or(a.By, ByModel), Models: map[op.ID]Model{}}
	filter := rowFilter{fund: FundKey(a.Fund), account: a.Account}
	if !slices.Contains(Groupings(), rep.By) {
		return rep, filter, fault.InField("by", "field.oneof", nil)
	}
	var err error
	if rep.Period, err = a.PeriodAsk.resolve(now); err != nil {
		return rep, filter, err
	}
	if a.Centre == AllCentres || a.Centre == "" && v.By.Centre == "" {
		err = v.Allow("")
	} else {
		rep.Centre, err = ownOr(v, a.Centre)
	}
	if err != nil || a.Model == "" {
		return rep, filter, err
	}
	m, err := FindModel(v, a.Model)
	filter.model = m.ID
	return rep, filter, inField(err, "model", "receipt.model_unknown")
}

// centres are those that the report is over.
func (rep *Inventory) centres(r storage.Reader) ([]string, error) {
	if rep.Centre != "" {
		return []string{rep.Centre}, nil
	}
	var codes []string
	for c, err := range network.Each(r) {
		if err != nil {
			return nil, err
		}
		codes = append(codes, c.Code)
	}
	return codes, nil
}

// gather adds a row to the one of its group.
func (rep *Inventory) gather(sums map[account]*InventoryRow, row InventoryRow) {
	rep.Total.join(row)
	k := account{row.Centre, row.Model, row.Fund, row.Account}
	switch rep.By {
	case ByModel:
		k = account{model: row.Model}
	case ByFund:
		k = account{fund: FundKey(row.Fund)}
	case ByAccount:
		k = account{account: row.Account}
	case ByCentre:
		k = account{centre: row.Centre}
	}
	if sums[k] == nil {
		sums[k] = &InventoryRow{Centre: k.centre, Model: k.model, Account: k.account}
		if k.fund != "" {
			sums[k].Fund = row.Fund // as it is written first
		}
	}
	sums[k].join(row)
}

// order sets the rows in order: by the names of their models, else by what they
// are of.
func (rep *Inventory) order(r storage.Reader, sums map[account]*InventoryRow) error {
	for _, row := range sums {
		if row.idle() {
			continue
		}
		if _, read := rep.Models[row.Model]; !read && !row.Model.IsZero() {
			m, err := ModelByID(r, row.Model)
			if err != nil {
				return err
			}
			rep.Models[row.Model] = m
		}
		rep.Rows = append(rep.Rows, *row)
	}
	slices.SortFunc(rep.Rows, func(a, b InventoryRow) int {
		return cmp.Or(
			cmp.Compare(rep.Models[a.Model].Name, rep.Models[b.Model].Name), byID(a.Model, b.Model),
			cmp.Compare(a.Centre, b.Centre), cmp.Compare(a.Fund, b.Fund), cmp.Compare(a.Account, b.Account),
		)
	})
	return nil
}

// prove compares the closing with the tallies of the centres.
func (rep *Inventory) prove(r storage.Reader, centres []string) error {
	rep.Proof, rep.Apart = &InventoryProof{Closing: rep.Total.Closing.Quantity}, &InventoryStages{}
	for _, centre := range centres {
		for t, err := range TalliesOfCentre(r, centre) {
			if err != nil {
				return err
			}
			rep.Proof.Tallied += t.OnHand()
			rep.Apart.Reserved += t.Reserved
			rep.Apart.Away += t.Away
		}
	}
	return nil
}
