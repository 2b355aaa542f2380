package stock

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// Surprise is something that came and is not on the transfer: what was scanned
// and, where it is known, the unit and where the ledger has it.
type Surprise struct {
	Text     string    `cbor:"1,keyasint" json:"text"`
	Unit     op.ID     `cbor:"2,keyasint,omitzero" json:"unit,omitzero"`
	Code     string    `cbor:"3,keyasint,omitempty" json:"code,omitempty"`
	Node     Node      `cbor:"4,keyasint,omitzero" json:"node,omitzero"`
	Since    time.Time `cbor:"5,keyasint,omitzero" json:"since,omitzero"`
	Document string    `cbor:"6,keyasint,omitempty" json:"document,omitempty"`
	Advice   string    `cbor:"7,keyasint" json:"advice"` // what to do: unknown, sender, transit, here, elsewhere, used or gone
}

// surprise says where the unit of an unknown code stands, or records it when the
// receiver has confirmed that it came.
func (a *arrivalPart) surprise(text string, outcome Outcome, seen map[string]bool) (string, fault.Args, error) {
	x, err := a.t.unexpected(a.tx, text, a.tx.At)
	if err != nil {
		return "", nil, err
	}
	args := fault.Args{"code": shown(text), "state": nodeState(x.Node), "since": x.Since, "document": x.Document}
	key := strings.ToUpper(text)
	switch {
	case seen[key]:
		return "transfer.code_again", args, nil
	case outcome == ArrivedNot:
		return "transfer.not_shipped", args, nil
	case !a.in.Unexpected && x.Unit.IsZero():
		return "transfer.unexpected_unknown", args, nil
	case !a.in.Unexpected:
		return "transfer.unexpected_unit", args, nil
	}
	seen[key] = true
	a.Surprises = append(a.Surprises, x)
	return "", nil, nil
}

// unexpected looks up what is known of a code that is not on the transfer.
func (t Transfer) unexpected(r storage.Reader, text string, now time.Time) (Surprise, error) {
	x := Surprise{Text: shown(text), Advice: "unknown"}
	u, err := heardUnit(r, text, t.modelIDs(), now)
	if fault.CodeOf(err) == fault.NotFound {
		return x, nil
	}
	x.Unit, x.Code, x.Node, x.Since, x.Document = u.ID, u.Code, u.Node, u.Moved.At, u.Moved.Document
	x.Advice = t.advice(u)
	return x, err
}

// advice is what to do about a unit that came without being on the transfer.
func (t Transfer) advice(u Unit) string {
	switch {
	case u.Node.Real() && u.Centre == t.From.Centre && !t.Within():
		return "sender"
	case u.Node.Real() && u.Centre == t.To.Centre:
		return "here"
	case u.Node.Real():
		return "elsewhere"
	case u.Node.Kind == AtTransit:
		return "transit"
	case bucketOf(u) == InUse:
		return "used"
	default:
		return "gone"
	}
}
