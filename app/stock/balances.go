package stock

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// BalanceLine is what there was of a lot at a place, under the codes that people
// gave.
type BalanceLine struct {
	Place, Model, Lot string
	Quantity          int64
}

// BalancesOn returns every balance at the end of a day (midnight WIB) that is not
// zero, sorted by place, model and lot. Lots of a model that share a batch number
// count together. It is refused while an import is half done.
func (s *Stock) BalancesOn(ctx context.Context, day time.Time) ([]BalanceLine, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) ([]BalanceLine, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		if err := whole(v); err != nil {
			return nil, err
		}
		b := balanceSheet{r: v, lots: map[op.ID]string{}, models: map[op.ID]string{}, places: map[Node]string{}, sums: map[lineKey]*BalanceLine{}}
		if err := b.gather(day); err != nil {
			return nil, err
		}
		return b.sorted(), nil
	})
}

// whole refuses to give balances of which an import has brought a part only.
func whole(r storage.Reader) error {
	for w, err := range works.All(r, storage.WorkByID.Key().Text(ImportWork)) {
		if err != nil {
			return err
		}
		i, err := ImportByID(r, w.ID)
		if err != nil {
			return err
		}
		if i.State != ImportPreparing {
			return fault.New(fault.Conflict, "import.unfinished", fault.Args{"number": i.Number})
		}
	}
	return nil
}

// lineKey is what makes balances one line.
type lineKey struct {
	at    Node
	model op.ID
	lot   string // batch number, folded
}

type balanceSheet struct {
	r      storage.Reader
	lots   map[op.ID]string
	models map[op.ID]string
	places map[Node]string
	sums   map[lineKey]*BalanceLine
}

// gather goes through the daybooks of lots; those of one shelf follow each other
// by year.
func (b *balanceSheet) gather(day time.Time) error {
	year, n := dayOf(day)
	var at shelfBook
	var last int64
	for book, err := range daybooks.All(b.r, storage.DaybookByYear.Key()) {
		if err != nil {
			return err
		}
		if book.shelf() != at {
			if err := b.add(at, last); err != nil {
				return err
			}
			at, last = book.shelf(), 0
		}
		switch {
		case book.Year < year:
			last = book.closing(366)
		case book.Year == year:
			last = book.closing(n)
		}
	}
	return b.add(at, last)
}

func (b *balanceSheet) add(s shelfBook, n int64) error {
	if n == 0 || s.Lot.IsZero() {
		return nil
	}
	lot, known := b.lots[s.Lot]
	if !known {
		l, err := LotByID(b.r, s.Lot)
		if err != nil {
			return err
		}
		lot = l.Code
		b.lots[s.Lot] = lot
	}
	k := lineKey{s.node(), s.Model, strings.ToUpper(lot)}
	if line, there := b.sums[k]; there {
		line.Quantity += n
		return nil
	}
	line := BalanceLine{Lot: lot, Quantity: n}
	var err error
	if line.Model, err = b.model(s.Model); err != nil {
		return err
	}
	if line.Place, err = b.place(k.at); err != nil {
		return err
	}
	b.sums[k] = &line
	return nil
}

func (b *balanceSheet) model(id op.ID) (string, error) {
	code, known := b.models[id]
	if !known {
		m, err := ModelByID(b.r, id)
		if err != nil {
			return "", err
		}
		code = m.Code
		b.models[id] = code
	}
	return code, nil
}

// place is the code that people gave to a real node.
func (b *balanceSheet) place(at Node) (string, error) {
	code, known := b.places[at]
	if known {
		return code, nil
	}
	code = at.Ref
	if at.Kind == AtBin {
		s, err := network.ShelfByCode(b.r, at.Warehouse(), at.Shelf())
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return "", err
		}
		if err == nil {
			code = s.Ref().Code
		}
	}
	b.places[at] = code
	return code, nil
}

func (b *balanceSheet) sorted() []BalanceLine {
	list := make([]BalanceLine, 0, len(b.sums))
	for _, line := range b.sums {
		if line.Quantity != 0 {
			list = append(list, *line)
		}
	}
	slices.SortFunc(list, func(x, y BalanceLine) int {
		return cmp.Or(cmp.Compare(x.Place, y.Place), cmp.Compare(x.Model, y.Model), cmp.Compare(x.Lot, y.Lot))
	})
	return list
}

// EachModel calls fn with every model in the order of names, for printing them.
func (s *Stock) EachModel(ctx context.Context, fn func(Model) error) error {
	_, err := op.Read(ctx, s.d, policy.ModelRead, func(v *op.View) (struct{}, error) {
		if err := v.Allow(""); err != nil {
			return struct{}{}, err
		}
		for m, err := range models.All(v, storage.ModelByName.Key()) {
			if err == nil {
				err = fn(m)
			}
			if err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return err
}
