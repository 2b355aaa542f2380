package stock

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// Condition is what the last inspection found.
type Condition string

// The conditions. New and Good may be handed over.
const (
	CondNew    Condition = "new"          // baru
	CondGood   Condition = "good"         // layak
	CondRepair Condition = "needs_repair" // perlu perbaikan
	CondBroken Condition = "broken"       // rusak
	CondUnfit  Condition = "unfit"        // tidak layak, not worth a repair
)

// Conditions lists the conditions, the best first.
func Conditions() []Condition {
	return []Condition{CondNew, CondGood, CondRepair, CondBroken, CondUnfit}
}

// Hold is a work state that keeps a unit from being handed over.
type Hold string

// The holds. Free is none.
const (
	Free              Hold = ""
	HoldQuarantine    Hold = "quarantine"
	HoldParts         Hold = "parts"           // waits for parts
	HoldFitting       Hold = "fitting"         // is being fitted to a person
	HoldDecontaminate Hold = "decontamination" // came back and is not clean yet
	HoldTest          Hold = "test"            // function test
	HoldArriving      Hold = "arriving"        // its receipt is not complete yet; nobody sets it by hand
)

// Holds lists the holds.
func Holds() []Hold {
	return []Hold{HoldQuarantine, HoldParts, HoldFitting, HoldDecontaminate, HoldTest}
}

// Mark is who changed one axis of a unit, when and under which document, so
// that a refusal can name them.
type Mark struct {
	By       string    `cbor:"1,keyasint,omitempty" json:"by,omitempty"` // name of the member of staff
	At       time.Time `cbor:"2,keyasint,omitempty" json:"at"`
	Document string    `cbor:"3,keyasint,omitempty" json:"document,omitempty"`
}

// Word is the name that a bucket, condition or hold has in the words of the
// screen: state.unit_ready, state.unit_broken and so on. No hold has none.
func Word[T Bucket | Condition | Hold](v T) string {
	if v == "" {
		return ""
	}
	return "unit_" + string(v)
}

// Unit is one device. Where it is, in which condition, and for whom it is
// reserved are three independent axes: where is moved by the ledger alone,
// condition by inspections, commitment by reservations.
type Unit struct {
	ID         op.ID     `cbor:"1,keyasint" json:"id"`
	Code       string    `cbor:"2,keyasint" json:"code"` // short and opaque; printed as /u/{code}
	Serial     string    `cbor:"3,keyasint" json:"serial"`
	Model      op.ID     `cbor:"4,keyasint" json:"model"`
	Lot        op.ID     `cbor:"5,keyasint" json:"lot"`
	Centre     string    `cbor:"6,keyasint" json:"centre"` // that answers for it
	Node       Node      `cbor:"7,keyasint" json:"node"`
	Condition  Condition `cbor:"8,keyasint" json:"condition"`
	Hold       Hold      `cbor:"9,keyasint,omitempty" json:"hold,omitempty"`
	Allocation op.ID     `cbor:"10,keyasint,omitzero" json:"allocation"` // zero: free

	Fund       string    `cbor:"11,keyasint,omitempty" json:"fund,omitempty"`
	Donor      string    `cbor:"12,keyasint,omitempty" json:"donor,omitempty"`
	Account    string    `cbor:"13,keyasint,omitempty" json:"account,omitempty"`
	UnitCost   int64     `cbor:"14,keyasint,omitempty" json:"unit_cost,omitempty"` // whole rupiah
	Receipt    op.ID     `cbor:"15,keyasint" json:"receipt"`
	ReceivedAt time.Time `cbor:"16,keyasint" json:"received_at"` // when it first came in

	Lacks bool `cbor:"48,keyasint,omitempty" json:"lacks,omitempty"` // a part that it has to have is missing; see Lacking

	Moved     Mark  `cbor:"17,keyasint" json:"moved"`
	Reserved  Mark  `cbor:"18,keyasint,omitzero" json:"reserved,omitzero"`
	Held      Mark  `cbor:"19,keyasint,omitzero" json:"held,omitzero"`
	Inspected Mark  `cbor:"20,keyasint,omitzero" json:"inspected,omitzero"`
	LastMove  op.ID `cbor:"21,keyasint" json:"last_move"`
	Issues    int64 `cbor:"22,keyasint,omitempty" json:"issues,omitempty"` // how often it was handed over
	Version   int64 `cbor:"23,keyasint" json:"version"`

	Recall   op.ID     `cbor:"24,keyasint,omitzero" json:"recall,omitzero"`         // that forbids to hand it over; zero for none
	Design   string    `cbor:"25,keyasint,omitempty" json:"design,omitempty"`       // version of the design that it was made after
	Repair   op.ID     `cbor:"40,keyasint,omitzero" json:"repair,omitzero"`         // open order that it is in; zero for none
	Return   op.ID     `cbor:"41,keyasint,omitzero" json:"return,omitzero"`         // since which it was not handed over again; zero for none
	Care     []Care    `cbor:"42,keyasint,omitempty" json:"care,omitempty"`         // services by the plans of its model
	Warranty time.Time `cbor:"43,keyasint,omitzero" json:"warranty_until,omitzero"` // end of the maker's warranty; zero for none known
	Province string    `cbor:"30,keyasint,omitempty" json:"-"`                      // two digits, where the person lives who was given it last; for counting
}

// Bucket is the one line of a tally that a unit counts in.
type Bucket string

// The buckets.
const (
	Ready    Bucket = "ready"    // can be reserved
	Reserved Bucket = "reserved" // waits for its person
	Held     Bucket = "held"     // on hand, but its condition or a hold forbids to hand it over
	InUse    Bucket = "in_use"   // with a beneficiary
	Away     Bucket = "away"     // in transit or in a workshop
	Gone     Bucket = "gone"     // lost or scrapped
	Void     Bucket = "void"     // its receipt was reversed: it never came in
)

// Buckets lists the buckets in the order of the screens.
func Buckets() []Bucket { return []Bucket{Ready, Reserved, Held, InUse, Away, Gone, Void} }

// bucketOf is the one function that says where a unit counts. Whatever stands
// in its way to a person comes before whom it is meant for.
func bucketOf(u Unit) Bucket {
	switch {
	case u.Node.Kind == AtUsed: // an older system gave it to somebody whom this one does not know
		return InUse
	case u.Node.Kind == AtAdjust: // a correction took it off the book
		return Gone
	case !u.Node.Real():
		return u.Node.bucket()
	case u.Hold != Free, u.Lacks, !u.Recall.IsZero(), u.Condition != CondNew && u.Condition != CondGood:
		return Held
	case !u.Allocation.IsZero():
		return Reserved
	default:
		return Ready
	}
}

// Bucket is where the unit counts.
func (u Unit) Bucket() Bucket { return bucketOf(u) }

// Available tells whether the unit can be reserved. No other function decides
// this.
func (u Unit) Available() bool { return bucketOf(u) == Ready }

var units = storage.Table[Unit]{
	Kind: "unit",
	ID:   func(u *Unit) storage.Key { return storage.UnitByID.Key().ID(u.ID) },
	Claims: func(u *Unit) []storage.Claim {
		claims := []storage.Claim{{Key: storage.UnitByCode.Key().Text(u.Code), Field: "code"}}
		if bucketOf(*u) != Void { // a reversed receipt gives its serials back
			claims = append(claims, storage.Claim{Key: serialKey(u.Model, u.Serial), Field: "serial"})
		}
		return claims
	},
	Index: func(u *Unit) []storage.Key {
		b := string(bucketOf(*u))
		keys := []storage.Key{
			storage.UnitByBucket.Key().Text(u.Centre).Text(b).ID(u.Model).Time(u.ReceivedAt).ID(u.ID),
			storage.UnitByModel.Key().ID(u.Model).Text(b).Text(u.Centre).ID(u.ID),
			storage.UnitByNode.Key().Text(u.Node.String()).ID(u.ID),
			storage.UnitByFund.Key().Text(FundKey(u.Fund)).ID(u.Model).ID(u.ID),
		}
		if due, where := u.due(); where != "" {
			keys = append(keys, storage.UnitByDue.Key().Text(u.Centre).Text(where).Time(due).ID(u.ID))
		}
		return keys
	},
}

// UnitByID returns a unit, or a NotFound fault.
func UnitByID(r storage.Reader, id op.ID) (Unit, error) {
	u, ok, err := units.Get(r, storage.UnitByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("unit")
	}
	return u, err
}

// FindUnit returns the unit that a text names: its code as printed or typed, also
// a former one, the address in its QR code, or its id.
func FindUnit(r storage.Reader, codeOrID string) (Unit, error) {
	if id, err := op.ParseID(codeOrID); err == nil && !id.IsZero() {
		return UnitByID(r, id)
	}
	u, ok, err := units.Find(r, storage.UnitByCode.Key().Text(ReadCode(codeOrID)))
	if err == nil && !ok {
		u, ok, err = unitOfLabel(r, codeOrID)
	}
	if err == nil && !ok {
		err = fault.Missing("unit")
	}
	return u, err
}

// unitAt returns the unit that a text names: its code as printed, typed or
// scanned, its id, or, when a model is given, its serial number.
func unitAt(r storage.Reader, text, model string) (Unit, error) {
	u, err := FindUnit(r, text)
	if fault.CodeOf(err) != fault.NotFound || model == "" {
		return u, err
	}
	m, err := FindModel(r, model)
	if err != nil {
		return u, err
	}
	u, ok, err := units.Find(r, serialKey(m.ID, strings.TrimSpace(text)))
	if err == nil && !ok {
		err = fault.Missing("unit")
	}
	return u, err
}
