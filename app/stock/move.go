package stock

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// MaxMove is the most units that one movement of staff can name: each may be of
// a lot of its own, and all of it is one transaction.
const MaxMove = 100

// NewMove is goods that a centre moves within its own hands or lets go of: units
// by their codes, or a quantity of a counted model. One piece and a hundred take
// the same path.
type NewMove struct {
	Kind     MovementKind `json:"kind" validate:"required,oneof=move issue write-off adjust"`
	Units    []string     `json:"units" validate:"max=200,dive,max=200"`        // codes, addresses of QR codes, ids; or serial numbers of Model
	Model    string       `json:"model" validate:"max=120"`                     // slug, code or id; of what is counted, or of the serial numbers
	Lot      string       `json:"lot" validate:"max=80"`                        // id or batch number; empty: first expired, then first received
	Quantity int64        `json:"quantity" validate:"min=-1000000,max=1000000"` // pieces; below zero only to adjust downwards
	From     string       `json:"from" validate:"max=120"`                      // place that counted goods leave; empty: main warehouse
	To       string       `json:"to" validate:"max=120"`                        // place that goods are moved to
	Reason   Reason       `json:"reason" validate:"max=40"`                     // required but for a move
	Document string       `json:"document" validate:"max=80"`                   // number of the paper behind it; required to scrap
	Note     string       `json:"note" validate:"max=500"`
	Occurred time.Time    `json:"occurred_at"` // zero for now
}

// Reason is why goods leave the book, or why the book is corrected.
type Reason string

// The reasons, by the kind of movement that they go with.
const (
	ForService  Reason = "service"  // used up in the service of the centre
	ForTraining Reason = "training" // used up in training
	Lost        Reason = "lost"
	Stolen      Reason = "stolen"
	Disaster    Reason = "disaster"
	Scrapped    Reason = "scrapped" // not worth a repair
	Expired     Reason = "expired"
	Obsolete    Reason = "obsolete"
	Miscounted  Reason = "miscounted" // somebody wrote down a wrong number
	Mistyped    Reason = "mistyped"
	Handed      Reason = "handed" // given out without a record
)

// Reasons lists the reasons that go with a kind of movement; none for a move.
func Reasons(kind MovementKind) []Reason {
	switch kind {
	case Issued:
		return []Reason{ForService, ForTraining}
	case WrittenOff:
		return []Reason{Lost, Stolen, Disaster, Scrapped, Expired, Obsolete}
	case Adjusted:
		return []Reason{Miscounted, Mistyped, Handed}
	default:
		return nil
	}
}

// node is where goods go for a reason.
func (r Reason) node(centre string) Node {
	switch r {
	case Lost, Stolen, Disaster:
		return Node{AtLoss, centre}
	case Scrapped, Expired, Obsolete:
		return Node{AtScrap, centre}
	case ForService, ForTraining:
		return Node{AtUsed, centre}
	default:
		return Node{AtAdjust, centre}
	}
}

// Check finds what no tag can say.
func (in NewMove) Check() (bad []fault.Field) {
	add := func(name, key string, args fault.Args) {
		bad = append(bad, fault.Field{Name: name, Key: key, Args: args})
	}
	switch {
	case len(in.Units) > MaxMove:
		add("units", "move.too_many", fault.Args{"max": MaxMove, "n": len(in.Units)})
	case len(in.Units) > 0 && in.Quantity != 0 && in.Quantity != int64(len(in.Units)):
		add("quantity", "receipt.quantity_differs", fault.Args{"n": len(in.Units)})
	case len(in.Units) == 0 && in.Model == "":
		add("units", "move.nothing", nil)
	case len(in.Units) == 0 && (in.Quantity == 0 || in.Quantity < 0 && in.Kind != Adjusted):
		add("quantity", "receipt.quantity", nil)
	case len(in.Units) > 0 && (in.Kind == Issued || in.Kind == Adjusted):
		add("units", "move.units_refused", nil)
	}
	if in.Kind == Moved && in.To == "" {
		add("to", "field.required", nil)
	}
	if known := Reasons(in.Kind); len(known) > 0 && !slices.Contains(known, in.Reason) {
		add("reason", "move.reason", nil)
	}
	if in.Kind == WrittenOff && in.Reason.node("").Kind == AtScrap && in.Document == "" {
		add("document", "move.document", nil)
	}
	return bad
}

// action is what the actor must be allowed to do.
func (k MovementKind) action() policy.Action {
	if k == WrittenOff || k == Adjusted {
		return policy.StockWriteOff
	}
	return policy.StockMove
}

// Move posts a movement of staff: from place to place within a centre, used up,
// written off, or a correction of the book. It fails with Invalid naming each
// field, also the position of a unit that cannot go: who has it, since when and
// by which document.
func (s *Stock) Move(ctx context.Context, in NewMove) (Movement, error) {
	return op.Write(ctx, s.d, in.Kind.action(), in, func(tx *op.Tx) (Movement, error) {
		at := in.Occurred
		if at.IsZero() {
			at = tx.At
		}
		if err := checkOccurred(at, tx.At); err != nil {
			return Movement{}, err
		}
		m := Movement{Kind: in.Kind, Occurred: at, Document: in.Document, Reason: string(in.Reason), Note: in.Note}
		var changes []change
		var err error
		if len(in.Units) > 0 {
			changes, err = moveUnits(tx, in, &m)
		} else {
			err = moveCounted(tx, in, &m)
		}
		if err != nil {
			return m, err
		}
		m, err = post(tx, m, changes)
		tx.About("movement", m.ID, m.Document)
		tx.Changed("quantity", "", fmt.Sprint(m.Quantity()))
		return m, err
	})
}

// Quantity is how many pieces a movement moves, over all its lines.
func (m Movement) Quantity() (n int64) {
	for _, l := range m.Lines {
		n += l.Quantity
	}
	return n
}

func moveUnits(tx *op.Tx, in NewMove, m *Movement) ([]change, error) {
	to, err := placeIn(tx, "to", in.To, tx.By.Centre)
	if err != nil {
		return nil, err
	}
	var bad []fault.Field
	var changes []change
	seen := map[op.ID]int{}
	for i, text := range in.Units {
		u, why, err := unitToMove(tx, in, to, text, m.Occurred)
		if err != nil {
			return nil, err
		}
		if first, twice := seen[u.ID]; twice {
			why = fault.New(fault.Conflict, "move.unit_twice", fault.Args{"code": u.Code, "first": first + 1})
		} else if !u.ID.IsZero() {
			seen[u.ID] = i
		}
		if why != nil {
			bad = append(bad, unitField(i, why.Key, why.Args))
			continue
		}
		m.Centre = u.Centre
		after := u
		if after.Node = to.Node; in.Kind == WrittenOff {
			after.Node = in.Reason.node(u.Centre)
		}
		changes = append(changes, change{before: u, after: after})
		tx.About("unit", u.ID, u.Code)
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return changes, nil
}

// unitToMove reads a unit of a movement of staff, and why it cannot take part in
// it; a unit that is not there is empty.
func unitToMove(tx *op.Tx, in NewMove, to Place, text string, at time.Time) (u Unit, why *fault.Error, err error) {
	u, err = unitAt(tx, text, in.Model)
	if fault.CodeOf(err) == fault.NotFound {
		return Unit{}, fault.New(fault.NotFound, "move.unit_unknown", fault.Args{"code": text}), nil
	}
	if err != nil {
		return u, nil, err
	}
	if err := tx.Allow(u.Centre); err != nil {
		return u, nil, err
	}
	picked, err := pickedForTransfer(tx, u)
	if err != nil {
		return u, nil, err
	}
	if picked {
		return u, fault.As(refuse(u)), nil
	}
	if why := unmovable(u, to, in, at); why != nil {
		return u, why, nil
	}
	lot, err := LotByID(tx, u.Lot)
	if err == nil && lot.Held {
		err = fault.New(fault.Conflict, "lot.held", nil)
	}
	return u, nil, err
}

func unitField(i int, key string, args fault.Args) fault.Field {
	return fault.Field{Name: fmt.Sprintf("units.%d", i), Key: key, Args: args}
}

// unmovable says why a unit cannot take part in a movement of staff; nil when it
// can.
func unmovable(u Unit, to Place, in NewMove, at time.Time) *fault.Error {
	switch {
	case !u.Node.Real() || u.Hold == HoldArriving:
		return fault.As(refuse(u))
	case in.Kind == WrittenOff && !u.Allocation.IsZero():
		return fault.As(refuse(u))
	case in.Kind == Moved && u.Node == to.Node:
		return fault.New(fault.Conflict, "move.unit_there", fault.Args{"code": u.Code, "place": to.Code, "since": u.Moved.At})
	case in.Kind == Moved && u.Centre != to.Centre:
		return fault.New(fault.Conflict, "move.other_centre", fault.Args{"code": u.Code, "place": to.Code})
	case at.Before(u.Moved.At):
		return fault.New(fault.Conflict, "unit.before_last_move", fault.Args{"code": u.Code, "since": u.Moved.At})
	}
	return nil
}

// destination is the node that the pieces go to from a place: another place of
// its centre, or what the reason stands for.
func (in NewMove) destination(r storage.Reader, from Place) (Node, error) {
	if in.Kind != Moved {
		return in.Reason.node(from.Centre), nil
	}
	to, err := placeIn(r, "to", in.To, from.Centre)
	if err == nil && (to.Node == from.Node || to.Centre != from.Centre) {
		err = fault.InField("to", "move.place", nil)
	}
	return to.Node, err
}

// moveCounted prepares the lines of a counted model.
func moveCounted(tx *op.Tx, in NewMove, m *Movement) error {
	model, err := FindModel(tx, in.Model)
	if err != nil {
		return inField(err, "model", "receipt.model_unknown")
	}
	if model.Tracking == Serialised {
		return fault.InField("units", "receipt.serials_needed", fault.Args{"model": model.Name})
	}
	from, err := placeIn(tx, "from", in.From, tx.By.Centre)
	if err != nil {
		return err
	}
	if err := tx.Allow(from.Centre); err != nil {
		return err
	}
	m.Centre = from.Centre
	dest, err := in.destination(tx, from)
	if err != nil {
		return err
	}
	lot, err := lotIn(tx, "lot", in.Lot, model.ID, from.Node)
	if err != nil {
		return err
	}
	if in.Kind == Issued && lot.IsZero() {
		taken, err := pick(tx, model.ID, from, dest, in.Quantity, m.Occurred)
		m.Lines = taken.Lines
		return err
	}
	if in.Quantity < 0 || in.Kind != Adjusted {
		m.Lines, err = takeLots(tx, model.ID, from.Node, dest, max(in.Quantity, -in.Quantity), lot)
	} else {
		m.Lines, err = bringLot(tx, model.ID, dest, from.Node, in.Quantity, lot)
	}
	if err != nil || in.Kind != Issued {
		return err
	}
	return linesMayLeave(tx, m.Lines, m.Occurred)
}

// bringLot is the line of pieces that were there all along: they join the given
// lot, or the one at the place that was received last. Where the place has none,
// a receipt has to bring them.
func bringLot(r storage.Reader, model op.ID, from, to Node, quantity int64, lot op.ID) ([]Line, error) {
	if lot.IsZero() {
		held, err := LotsAt(r, to, model)
		if err != nil {
			return nil, err
		}
		if len(held) == 0 {
			return nil, fault.InField("lot", "move.lot_needed", nil)
		}
		lot = held[len(held)-1].ID
	}
	return []Line{{Model: model, Lot: lot, From: from, To: to, Quantity: quantity}}, nil
}

// lotIn finds the lot of a model that a text names: its id, or its batch number,
// of which the lot that should leave the place first is meant. Empty is zero.
func lotIn(r storage.Reader, field, text string, model op.ID, at Node) (op.ID, error) {
	if text == "" {
		return op.ID{}, nil
	}
	if id, err := op.ParseID(text); err == nil {
		l, err := LotByID(r, id)
		if err == nil && l.Model != model {
			err = fault.Missing("lot")
		}
		return id, inField(err, field, "lot.unknown")
	}
	held, err := LotsAt(r, at, model)
	if err != nil {
		return op.ID{}, err
	}
	for _, l := range held {
		if strings.EqualFold(l.Code, text) {
			return l.ID, nil
		}
	}
	for l, err := range LotsByCode(r, model, text) {
		return l.ID, err
	}
	return op.ID{}, fault.InField(field, "lot.unknown", nil)
}
