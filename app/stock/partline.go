package stock

import (
	"fmt"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// maxLines is the most lines of a list of parts, of one bill of materials or of
// one issue: more are written in two.
const maxLines = 60

// PartLine is a quantity of a model as somebody names it on a form. An empty
// line, such as a row of the form that was left alone, is passed over.
type PartLine struct {
	Model    string `json:"model" validate:"max=120"` // slug, code or id
	Quantity int64  `json:"quantity"`                 // whole pieces, above zero
}

func (l PartLine) empty() bool { return l.Model == "" && l.Quantity == 0 }

// checkPartLines finds the lines that break a rule on their own.
func checkPartLines(lines []PartLine) (bad []fault.Field) {
	if len(lines) > maxLines {
		return []fault.Field{{Name: "lines", Key: "field.max_items", Args: fault.Args{"param": fmt.Sprint(maxLines)}}}
	}
	for i, l := range lines {
		switch {
		case l.empty():
		case l.Model == "":
			bad = append(bad, fault.Field{Name: fmt.Sprintf("lines.%d.model", i), Key: "field.required"})
		case l.Quantity < 1 || l.Quantity > MaxQuantity:
			bad = append(bad, fault.Field{
				Name: fmt.Sprintf("lines.%d.quantity", i), Key: "part.quantity", Args: fault.Args{"max": fmt.Sprint(MaxQuantity)},
			})
		}
	}
	return bad
}

// Part is a quantity of a model.
type Part struct {
	Model    op.ID `cbor:"1,keyasint" json:"model"`
	Quantity int64 `cbor:"2,keyasint" json:"quantity"` // whole pieces
}

// partsOf finds the models of lines. Each must be counted and none may stand
// twice or be the model itself that the parts are for.
func partsOf(r storage.Reader, lines []PartLine, of op.ID) ([]Part, error) {
	var parts []Part
	var bad []fault.Field
	seen := map[op.ID]bool{of: true}
	for i, l := range lines {
		if l.empty() {
			continue
		}
		name := fmt.Sprintf("lines.%d.model", i)
		m, err := FindModel(r, l.Model)
		switch {
		case fault.CodeOf(err) == fault.NotFound:
			bad = append(bad, fault.Field{Name: name, Key: "part.model_unknown", Args: fault.Args{"model": l.Model}})
		case err != nil:
			return nil, err
		case m.ID == of:
			bad = append(bad, fault.Field{Name: name, Key: "part.itself", Args: fault.Args{"model": m.Name}})
		case seen[m.ID]:
			bad = append(bad, fault.Field{Name: name, Key: "part.twice", Args: fault.Args{"model": m.Name}})
		case m.Tracking != Counted:
			bad = append(bad, fault.Field{Name: name, Key: "part.serialised", Args: fault.Args{"model": m.Name}})
		default:
			seen[m.ID] = true
			parts = append(parts, Part{Model: m.ID, Quantity: l.Quantity})
		}
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return parts, nil
}
