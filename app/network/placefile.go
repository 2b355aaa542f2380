package network

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/sheet"
	"lumbung/app/spell"
	"lumbung/storage"
)

// PlaceFile is a file of places.
type PlaceFile struct {
	Data   []byte `json:"file"`
	Commit bool   `json:"commit"`                    // else it is looked at alone
	Centre string `json:"centre" validate:"max=120"` // of rows that name none; empty for the actor's own
}

// Placed is what became of a file of places, or would become of it.
type Placed struct {
	Problems sheet.Problems
	Added    int // new places
	Same     int // that were there already
}

// PlaceColumns are the columns of a file of places.
func PlaceColumns() []sheet.Column {
	return []sheet.Column{{Name: "code", Required: true}, {Name: "name"}, {Name: "centre"}, {Name: "kind"}, {Name: "parent"}}
}

// The kinds of place.
const (
	kindWarehouse = "warehouse"
	kindShelf     = "shelf"
)

// placeRow is one line of a file of places, read and understood.
type placeRow struct {
	row int
	PlaceRef
	given string // the code of a shelf where it is not "warehouse/shelf"
	known bool
}

// ImportPlaces adds the places of a file: all of them, or none when one row is
// wrong. Places that are there already stay as they are, so the same file twice
// changes nothing, and a file that was cut off in the middle can be sent again.
func (c *Centres) ImportPlaces(ctx context.Context, in PlaceFile) (Placed, error) {
	var rows []placeRow
	out, err := op.Read(ctx, c.d, policy.WarehouseAdd, func(v *op.View) (out Placed, err error) {
		if in.Centre == "" {
			in.Centre = v.By.Centre
		}
		v.Can(in.Centre) // each row asks for its own centre
		rows, out.Problems, err = readPlaces(v, in)
		return out, err
	})
	if err != nil || !out.Problems.Clean() {
		return out, err
	}
	var fresh []placeRow
	for _, r := range rows {
		if r.known {
			out.Same++
		} else {
			fresh = append(fresh, r)
		}
	}
	out.Added = len(fresh)
	if !in.Commit {
		return out, nil
	}
	for some := range slices.Chunk(fresh, placesAtOnce) {
		if err := c.addPlaces(ctx, some); err != nil {
			return out, err
		}
	}
	return out, nil
}

// placesAtOnce is how many places one transaction adds: each reads four keys and
// writes three.
const placesAtOnce = 300

func (c *Centres) addPlaces(ctx context.Context, rows []placeRow) error {
	_, err := op.Write(ctx, c.d, policy.WarehouseAdd, nil, func(tx *op.Tx) (struct{}, error) {
		for _, r := range rows {
			if err := tx.Allow(r.Centre); err != nil {
				return struct{}{}, err
			}
			if err := r.add(tx); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return err
}

// add puts one place that is new, and lets one be that somebody has added in the
// same way meanwhile.
func (r placeRow) add(tx *op.Tx) error {
	old, err := PlaceByCode(tx, r.Code)
	if err == nil && r.same(old) {
		return nil
	}
	if err == nil {
		return fault.InField("code", "place.taken", fault.Args{"text": r.Code, "name": old.Name, "centre": old.Centre})
	}
	if fault.CodeOf(err) != fault.NotFound {
		return err
	}
	tx.About(r.kind(), op.ID{}, r.Code)
	if r.Shelf == "" {
		return warehouses.Put(tx, &Warehouse{Code: r.Code, Name: r.Name, Centre: r.Centre})
	}
	return shelves.Put(tx, &Shelf{Warehouse: r.Warehouse, Code: r.Shelf, Name: r.Name, Centre: r.Centre, Given: r.given})
}

// same tells whether a row says of a place what is recorded of it.
func (r placeRow) same(old PlaceRef) bool {
	return old.Name == r.Name && old.Centre == r.Centre && old.kind() == r.kind() &&
		(r.Shelf == "" || strings.EqualFold(old.Warehouse, r.Warehouse))
}

// placeForm is what a code may look like that people gave: as they write it, on
// one line, beginning with a letter or a digit.
var placeForm = regexp.MustCompile(`^[\pL\pN][\pL\pN ._/\-+()#:&]*$`)

// placeReader gathers what the rows of a file say.
type placeReader struct {
	r      storage.Reader
	by     policy.Actor
	centre string // of rows that name none
	seen   map[string]placeRow
	bad    *sheet.Problems
}

func readPlaces(v *op.View, in PlaceFile) (rows []placeRow, bad sheet.Problems, err error) {
	form := PlaceColumns()
	t, bad := sheet.Read(in.Data, names(form))
	if bad.Clean() {
		bad = t.Match(form)
	}
	if !bad.Clean() {
		return nil, bad, nil
	}
	p := placeReader{r: v, by: v.By, centre: in.Centre, seen: map[string]placeRow{}, bad: &bad}
	var shelves []sheet.Row // a shelf may stand before its warehouse
	for _, row := range t.Rows {
		c := t.Cells(row, &bad)
		if shelf(c) {
			shelves = append(shelves, row)
			continue
		}
		if rows, err = p.take(rows, c); err != nil {
			return nil, bad, err
		}
	}
	for _, row := range shelves {
		if rows, err = p.take(rows, t.Cells(row, &bad)); err != nil {
			return nil, bad, err
		}
	}
	bad.Sort()
	return rows, bad, nil
}

func names(form []sheet.Column) (list []string) {
	for _, c := range form {
		list = append(list, c.Name)
	}
	return list
}

func shelf(c *sheet.Cells) bool { return c.Has("parent") || c.Is("kind", kindShelf) }

func (p *placeReader) take(rows []placeRow, c *sheet.Cells) ([]placeRow, error) {
	r := placeRow{row: c.At}
	r.Code, r.Name = c.Need("code", 60), c.Text("name", 80)
	kind, parent := c.Choice("kind", kindWarehouse, kindShelf), c.Text("parent", 60)
	centre := c.Text("centre", 120)
	if !c.Wrong && !placeForm.MatchString(r.Code) {
		c.Refuse("code", "place.code_form", fault.Args{"text": r.Code})
	}
	if first, twice := p.seen[strings.ToLower(r.Code)]; twice && r.Code != "" {
		c.Refuse("code", "place.twice", fault.Args{"text": r.Code, "first": first.row})
	}
	if kind == kindWarehouse && parent != "" {
		c.Refuse("parent", "place.parent_refused", nil)
	}
	if c.Wrong {
		return rows, nil
	}
	if r.Name == "" {
		r.Name = r.Code
	}
	var err error
	if shelf(c) {
		err = p.onShelf(&r, c, parent, centre)
	} else {
		r.Warehouse = r.Code
		err = p.inCentre(&r, c, centre)
	}
	if err != nil || c.Wrong {
		return rows, err
	}
	if err := p.compare(&r, c); err != nil || c.Wrong {
		return rows, err
	}
	p.seen[strings.ToLower(r.Code)] = r
	return append(rows, r), nil
}

// inCentre finds the centre of a warehouse.
func (p *placeReader) inCentre(r *placeRow, c *sheet.Cells, centre string) error {
	if centre == "" {
		centre = p.centre
	}
	if centre == "" {
		c.Refuse("centre", "place.centre_needed", nil)
		return nil
	}
	rec, err := CentreByCode(p.r, centre)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return RefuseCentre(p.r, c, "centre", centre)
	case err != nil:
		return err
	case !policy.May(p.by, policy.WarehouseAdd, rec.Code):
		c.Refuse("centre", "place.centre_denied", fault.Args{"centre": rec.Name})
	}
	r.Centre = rec.Code
	return nil
}

// RefuseCentre notes that there is no centre of a name, with the code that comes
// nearest.
func RefuseCentre(r storage.Reader, c *sheet.Cells, column, text string) error {
	var codes []string
	for rec, err := range centres.All(r, storage.CentreByCode.Key()) {
		if err != nil {
			return err
		}
		codes = append(codes, rec.Code)
	}
	key, near := "place.centre_unknown", spell.Nearest(Fold(text), codes)
	if near != "" {
		key = "place.centre_near"
	}
	c.Refuse(column, key, fault.Args{"text": text, "near": near})
	return nil
}

// onShelf finds the warehouse of a shelf, in the file or among those recorded.
func (p *placeReader) onShelf(r *placeRow, c *sheet.Cells, parent, centre string) error {
	if parent == "" {
		c.Refuse("parent", "place.parent_needed", nil)
		return nil
	}
	house, err := p.house(parent)
	if fault.CodeOf(err) == fault.NotFound {
		c.Refuse("parent", "place.parent_unknown", fault.Args{"text": parent})
		return nil
	}
	if err != nil {
		return err
	}
	if centre == "" {
		centre = house.Centre
	}
	if err := p.inCentre(r, c, centre); err != nil || c.Wrong {
		return err
	}
	if r.Centre != house.Centre {
		c.Refuse("centre", "place.centre_differs", fault.Args{"parent": house.Code, "centre": house.Centre})
		return nil
	}
	r.Warehouse = house.Warehouse
	r.Shelf, r.given = shelfCode(r.Code, house.Warehouse)
	return nil
}

func (p *placeReader) house(code string) (PlaceRef, error) {
	if r, ok := p.seen[strings.ToLower(code)]; ok && r.Shelf == "" {
		return r.PlaceRef, nil
	}
	w, err := WarehouseByCode(p.r, code)
	return w.Ref(), err
}

var notShelf = regexp.MustCompile(`[^\pL\pN]+`)

// shelfCode is the code of a shelf within its warehouse: the part behind
// "warehouse/" where people wrote it so, else what is left of a code of its own.
func shelfCode(code, warehouse string) (shelf, given string) {
	if len(code) > len(warehouse)+1 && strings.EqualFold(code[:len(warehouse)+1], warehouse+"/") {
		if rest := code[len(warehouse)+1:]; shelfForm.MatchString(rest) && len(rest) <= 32 {
			return rest, ""
		}
	}
	if shelfForm.MatchString(code) && len(code) <= 32 {
		return code, code
	}
	return strings.Trim(notShelf.ReplaceAllString(code, "-"), "-"), code
}

// compare holds a row against the place that has its code already.
func (p *placeReader) compare(r *placeRow, c *sheet.Cells) error {
	old, err := PlaceByCode(p.r, r.Code)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return p.freeShelf(r, c)
	case err != nil:
		return err
	case !c.Has("name"):
		r.Name = old.Name
	}
	if !r.same(old) {
		c.Refuse("code", "place.taken", fault.Args{"text": r.Code, "name": old.Name, "centre": old.Centre})
	}
	r.known = true
	return nil
}

// freeShelf refuses a shelf whose code within its warehouse another one has.
func (p *placeReader) freeShelf(r *placeRow, c *sheet.Cells) error {
	if r.Shelf == "" {
		return nil
	}
	inner := strings.ToLower(r.Warehouse + "/" + r.Shelf)
	_, err := ShelfByCode(p.r, r.Warehouse, r.Shelf)
	if first, twice := p.seen[inner]; twice || err == nil {
		c.Refuse("code", "place.twice", fault.Args{"text": r.Warehouse + "/" + r.Shelf, "first": first.row})
		return nil
	}
	if fault.CodeOf(err) != fault.NotFound {
		return err
	}
	p.seen[inner] = *r
	return nil
}
