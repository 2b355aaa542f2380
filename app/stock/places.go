package stock

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// PlaceRow is a place with what is in it.
type PlaceRow struct {
	Place
	Pieces int64  // at the node itself
	Label  string // its code, empty until its label is printed
}

// House is a warehouse with its shelves.
type House struct {
	PlaceRow
	Shelves []PlaceRow
}

// Total is all pieces of the warehouse, those on its shelves too.
func (h House) Total() int64 {
	sum := h.Pieces
	for _, s := range h.Shelves {
		sum += s.Pieces
	}
	return sum
}

// PlaceTree is the places of a centre.
type PlaceTree struct {
	Centre  network.Centre
	Label   string // code of the centre's own label
	Houses  []House
	MayAdd  bool // a warehouse or a shelf
	MayTag  bool // print labels
	MayMove bool
}

// Total is all pieces of the centre.
func (t PlaceTree) Total() (sum int64) {
	for _, h := range t.Houses {
		sum += h.Total()
	}
	return sum
}

// Places returns the warehouses and shelves of a centre, the actor's own when
// none is named, with what is in each. Staff of all centres may read it.
func (s *Stock) Places(ctx context.Context, centre string) (PlaceTree, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (PlaceTree, error) {
		code, err := ownOr(v, centre)
		if err != nil || code == "" {
			return PlaceTree{}, err
		}
		t := PlaceTree{
			MayAdd: policy.May(v.By, policy.WarehouseAdd, code), MayTag: policy.May(v.By, policy.LabelPrint, code),
			MayMove: policy.May(v.By, policy.StockMove, code),
		}
		if t.Centre, err = network.CentreByCode(v, code); err != nil {
			return t, err
		}
		if t.Label, err = placeCode(v, LabelCentre, code); err != nil {
			return t, err
		}
		for w, err := range network.WarehousesOf(v, code) {
			if err != nil {
				return t, err
			}
			h, err := houseOf(v, w)
			if err != nil {
				return t, err
			}
			t.Houses = append(t.Houses, h)
		}
		return t, nil
	})
}

func houseOf(r storage.Reader, w network.Warehouse) (h House, err error) {
	p := Place{Node: WarehouseNode(w.Code), Code: w.Code, Name: w.Name, Centre: w.Centre, Warehouse: w.Code}
	if h.PlaceRow, err = rowOf(r, p); err != nil {
		return h, err
	}
	shelves, err := network.ShelvesOf(r, w.Code)
	for _, x := range shelves {
		n := ShelfNode(x.Warehouse, x.Code)
		row, err := rowOf(r, Place{Node: n, Code: n.Ref, Name: x.Name, Centre: x.Centre, Warehouse: x.Warehouse})
		if err != nil {
			return h, err
		}
		h.Shelves = append(h.Shelves, row)
	}
	return h, err
}

func rowOf(r storage.Reader, p Place) (row PlaceRow, err error) {
	row.Place = p
	if row.Pieces, err = piecesAt(r, p.Node); err != nil {
		return row, err
	}
	row.Label, err = placeCode(r, p.labelKind(), p.Code)
	return row, err
}

func (p Place) labelKind() LabelKind {
	if p.Node.Kind == AtBin {
		return LabelShelf
	}
	return LabelWarehouse
}

// placeCode is the short code of a place, empty while it has none.
func placeCode(r storage.Reader, kind LabelKind, ref string) (string, error) {
	l, _, err := labels.Find(r, placeLabelKey(kind, ref))
	return l.Code, err
}

// ContentAsk is which part of the contents of a place is wanted.
type ContentAsk struct {
	Place string `json:"place"` // code as people gave it, or that of its label
	Paging
}

// Content is pieces of one lot that lie at a place.
type Content struct {
	Model    Model
	Lot      Lot
	Quantity int64
}

// PlaceSheet is a place with part of its contents.
type PlaceSheet struct {
	PlaceRow
	Centre     network.Centre
	Shelves    []PlaceRow // of a warehouse
	Contents   []Content  // at the node itself, by model
	Units      []Unit     // the first 50 of those at the node itself
	Next, Prev string
	May        []Act
}

// Total is all pieces of the place, those on the shelves of a warehouse too.
func (sheet PlaceSheet) Total() int64 { return House{sheet.PlaceRow, sheet.Shelves}.Total() }

// shownUnits is how many units the page of a place names.
const shownUnits = 50

// PlaceContents returns what lies at a place.
func (s *Stock) PlaceContents(ctx context.Context, ask ContentAsk) (PlaceSheet, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (PlaceSheet, error) {
		p, err := placeNamed(v, ask.Place)
		if err != nil {
			return PlaceSheet{}, err
		}
		if err := v.Hide("place", p.Centre); err != nil {
			return PlaceSheet{}, err
		}
		sheet := PlaceSheet{May: Found{Kind: FoundShelf, Place: p}.acts(v.By)}
		if sheet.PlaceRow, err = rowOf(v, p); err != nil {
			return sheet, err
		}
		if sheet.Centre, err = network.CentreByCode(v, p.Centre); err != nil {
			return sheet, err
		}
		if p.Node.Kind == AtWarehouse {
			h, err := houseOf(v, network.Warehouse{Code: p.Code, Name: p.Name, Centre: p.Centre})
			if err != nil {
				return sheet, err
			}
			sheet.Shelves = h.Shelves
		}
		return sheet, sheet.fill(v, ask.Paging)
	})
}

// placeNamed finds a place by the code that people gave it or that of its label.
func placeNamed(r storage.Reader, text string) (Place, error) {
	l, ok, err := labelOf(r, text)
	if err != nil {
		return Place{}, err
	}
	if ok && l.Kind.place() && l.Kind != LabelCentre {
		text = l.Ref
	}
	if text == "" {
		return Place{}, fault.Missing("place")
	}
	return FindPlace(r, text, "")
}

func (sheet *PlaceSheet) fill(r storage.Reader, p Paging) error {
	page, err := balances.Page(r, storage.BalanceByKey.Key().Text(sheet.Node.String()), p.ask(false))
	if err != nil {
		return err
	}
	sheet.Next, sheet.Prev = page.Next, page.Prev
	for _, b := range page.Items {
		c := Content{Quantity: b.Quantity}
		if c.Model, err = ModelByID(r, b.Model); err != nil {
			return err
		}
		if c.Lot, err = LotByID(r, b.Lot); err != nil {
			return err
		}
		sheet.Contents = append(sheet.Contents, c)
	}
	for u, err := range units.All(r, storage.UnitByNode.Key().Text(sheet.Node.String())) {
		if err != nil {
			return err
		}
		if sheet.Units = append(sheet.Units, u); len(sheet.Units) == shownUnits {
			break
		}
	}
	return nil
}

// UnitOfModel is a unit with its model.
type UnitOfModel struct {
	Unit  Unit
	Model Model
}

// mostWithin is how many units UnitsWithin names: as many labels as one file has.
const mostWithin = 500

// UnitsWithin returns the units at a place, for a warehouse those on its shelves
// too, up to 500.
func (s *Stock) UnitsWithin(ctx context.Context, place string) ([]UnitOfModel, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (list []UnitOfModel, err error) {
		p, err := placeNamed(v, place)
		if err != nil {
			return nil, err
		}
		if err := v.Hide("place", p.Centre); err != nil {
			return nil, err
		}
		nodes := []Node{p.Node}
		if p.Node.Kind == AtWarehouse {
			shelves, err := network.ShelvesOf(v, p.Code)
			if err != nil {
				return nil, err
			}
			for _, x := range shelves {
				nodes = append(nodes, ShelfNode(x.Warehouse, x.Code))
			}
		}
		return unitsAt(v, nodes)
	})
}

func unitsAt(r storage.Reader, nodes []Node) (list []UnitOfModel, err error) {
	for _, n := range nodes {
		for u, err := range units.All(r, storage.UnitByNode.Key().Text(n.String())) {
			if err != nil {
				return nil, err
			}
			m, err := ModelByID(r, u.Model)
			if err != nil {
				return nil, err
			}
			if list = append(list, UnitOfModel{u, m}); len(list) == mostWithin {
				return list, nil
			}
		}
	}
	return list, nil
}
