package stock

import (
	"slices"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/sheet"
	"lumbung/app/spell"
	"lumbung/storage"
)

// model finds the model of a row by the code that people gave it.
func (p *importReader) model(c *sheet.Cells) (int32, error) {
	code := c.Need("model", 120)
	if code == "" {
		return -1, nil
	}
	i, seen := p.modelAt[code]
	if !seen {
		m, found, err := models.Find(p.r, codeKey(code))
		if err != nil {
			return -1, err
		}
		i = -1
		if found {
			if i = int32(slices.IndexFunc(p.models, func(o Model) bool { return o.ID == m.ID })); i < 0 {
				i, p.models = int32(len(p.models)), append(p.models, m)
			}
		}
		p.modelAt[code] = i
	}
	if i < 0 {
		return i, p.unknown(c, "model", code)
	}
	return i, nil
}

// place finds a place by the code that people gave it; -1 when the cell is empty.
func (p *importReader) place(c *sheet.Cells, column string) (int32, error) {
	code := c.Text(column, 130)
	if code == "" {
		return -1, nil
	}
	i, seen := p.placeAt[code]
	if !seen {
		ref, err := network.PlaceByCode(p.r, code)
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return -1, err
		}
		i = -1
		if err == nil {
			i = p.placeIndex(placeOf(ref))
		}
		p.placeAt[code] = i
	}
	if i < 0 {
		return i, p.unknown(c, column, code)
	}
	if !policy.May(p.by, policy.StockImport, p.places[i].Centre) {
		c.Refuse(column, "import.other_centre", fault.Args{"place": p.places[i].Code, "centre": p.places[i].Centre})
	}
	return i, nil
}

func (p *importReader) placeIndex(at Place) int32 {
	i := slices.IndexFunc(p.places, func(o Place) bool { return o.Node == at.Node })
	if i < 0 {
		i, p.places = len(p.places), append(p.places, at)
	}
	return int32(i)
}

// unknown refuses a code that nothing has, and suggests the one that comes
// nearest: nothing is ever created out of a slip of the finger.
func (p *importReader) unknown(c *sheet.Cells, column, code string) error {
	what := "place"
	if column == "model" {
		what = "model"
	}
	codes, err := p.codes(what)
	if err != nil {
		return err
	}
	near := spell.Nearest(code, codes)
	switch {
	case near == "" && what == "model":
		c.Refuse(column, "import.model_unknown", fault.Args{"text": code})
	case near == "":
		c.Refuse(column, "import.place_unknown", fault.Args{"text": code})
	case what == "model":
		c.Refuse(column, "import.model_near", fault.Args{"text": code, "near": near})
		return p.taint(near)
	default:
		c.Refuse(column, "import.place_near", fault.Args{"text": code, "near": near})
	}
	return nil
}

// taint marks a model that a row meant, perhaps: without that row the others of
// the model may not fit together, and to say so of each would tell nothing.
func (p *importReader) taint(code string) error {
	m, found, err := models.Find(p.r, codeKey(code))
	if err != nil || !found {
		return err
	}
	i := slices.IndexFunc(p.models, func(o Model) bool { return o.ID == m.ID })
	if i < 0 {
		i, p.models = len(p.models), append(p.models, m)
	}
	p.tainted[int32(i)] = true
	return nil
}

func (p *importReader) codes(what string) ([]string, error) {
	if list, ok := p.known[what]; ok {
		return list, nil
	}
	list := []string{}
	if what == "place" {
		err := network.EachPlace(p.r, func(ref network.PlaceRef) error {
			list = append(list, ref.Code)
			return nil
		})
		p.known[what] = list
		return list, err
	}
	for m, err := range models.All(p.r, storage.ModelByName.Key()) {
		if err != nil {
			return nil, err
		}
		list = append(list, m.Code)
	}
	p.known[what] = list
	return list, nil
}
