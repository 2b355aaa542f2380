package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// TransferState is how far a transfer has come.
type TransferState string

// The states. What is asked for holds nothing; what is picked is held for the
// transfer until it is shipped or let go.
const (
	TransferAsked     TransferState = "asked"
	TransferApproved  TransferState = "approved" // the sender picks
	TransferShipped   TransferState = "shipped"  // in transit, or received in part
	TransferClosed    TransferState = "closed"   // nothing is in transit any more
	TransferRefused   TransferState = "refused"
	TransferCancelled TransferState = "cancelled"
)

// TransferStates lists the states in the order of the work.
func TransferStates() []TransferState {
	return []TransferState{TransferAsked, TransferApproved, TransferShipped, TransferClosed, TransferRefused, TransferCancelled}
}

// Limits of one transfer, so that each step of all of it stays within the 2,048
// reads and writes of a transaction. What is new to a warehouse costs most: each
// lot asks for its daybooks of all years. So an arrival names few lots, and what
// is of more comes in parts.
const (
	MaxTransferUnits    = 120
	MaxTransferLines    = 30
	MaxArrivalLots      = 36
	maxTransferArrivals = 100
)

// TransferOverdue is how long goods may be on the way before the transfer shows
// as overdue.
const TransferOverdue = 14 * 24 * time.Hour

// Deed is one step: who did it, when it happened and when it was written.
type Deed struct {
	By       string    `cbor:"1,keyasint,omitempty" json:"by"` // name of the member of staff
	Occurred time.Time `cbor:"2,keyasint,omitzero" json:"occurred_at"`
	Recorded time.Time `cbor:"3,keyasint,omitzero" json:"recorded_at"`
	Note     string    `cbor:"4,keyasint,omitempty" json:"note,omitempty"` // a reason where one is asked for
}

func deed(tx *op.Tx, note string) Deed {
	return Deed{By: tx.By.Name, Occurred: tx.At, Recorded: tx.At, Note: note}
}

// TransferEnd is where a transfer leads from or to: a warehouse or a shelf, and
// the centre that answers for it.
type TransferEnd struct {
	Centre string `cbor:"1,keyasint" json:"centre"`
	Node   Node   `cbor:"2,keyasint" json:"node"`
	Name   string `cbor:"3,keyasint" json:"name"` // of the place, as it was
}

func endAt(p Place) TransferEnd { return TransferEnd{Centre: p.Centre, Node: p.Node, Name: p.Name} }

// Transfer is goods that go from one warehouse to another, of the same centre or
// not. What was shipped is never edited: each arrival says what became of it,
// and the transfer closes by itself once nothing is in transit any more.
type Transfer struct {
	ID       op.ID          `cbor:"1,keyasint" json:"id"`
	Number   string         `cbor:"2,keyasint" json:"number"` // of the sender and year: KRM-2026-0001
	From     TransferEnd    `cbor:"3,keyasint" json:"from"`
	To       TransferEnd    `cbor:"4,keyasint" json:"to"`
	State    TransferState  `cbor:"5,keyasint" json:"state"`
	Reason   string         `cbor:"6,keyasint" json:"reason"`
	Request  string         `cbor:"7,keyasint,omitempty" json:"request,omitempty"` // number of the request of a person that it is for
	Lines    []TransferLine `cbor:"8,keyasint" json:"lines"`
	Arrivals []Arrival      `cbor:"9,keyasint,omitempty" json:"arrivals"`
	Asked    Deed           `cbor:"10,keyasint" json:"asked"`
	Approved Deed           `cbor:"11,keyasint,omitzero" json:"approved,omitzero"`
	Shipped  Deed           `cbor:"12,keyasint,omitzero" json:"shipped,omitzero"`
	Ended    Deed           `cbor:"13,keyasint,omitzero" json:"ended,omitzero"` // closed, refused or cancelled, with the reason
	Carrier  string         `cbor:"14,keyasint,omitempty" json:"carrier,omitempty"`
	Waybill  string         `cbor:"15,keyasint,omitempty" json:"waybill,omitempty"`
	Returns  op.ID          `cbor:"16,keyasint,omitzero" json:"returns,omitzero"` // the transfer whose goods come back with this one
	ReturnNo string         `cbor:"17,keyasint,omitempty" json:"returns_number,omitempty"`
	Movement op.ID          `cbor:"18,keyasint,omitzero" json:"movement,omitzero"` // that shipped it
	Owner    string         `cbor:"19,keyasint" json:"owner"`                      // centre that answers for the goods until they arrive
	Version  int64          `cbor:"20,keyasint" json:"version"`
}

// TransferLine is what is wanted of one model, what was picked, and what was
// shipped of it.
type TransferLine struct {
	Model   op.ID    `cbor:"1,keyasint" json:"model"`
	Lot     op.ID    `cbor:"2,keyasint,omitzero" json:"lot,omitzero"` // of a counted model; zero for what expires first
	Asked   int64    `cbor:"3,keyasint" json:"asked"`
	Picked  int64    `cbor:"4,keyasint,omitempty" json:"picked"`
	Wanted  []op.ID  `cbor:"5,keyasint,omitempty" json:"wanted,omitempty"` // units that were asked for by name
	Parcels []Parcel `cbor:"6,keyasint,omitempty" json:"parcels"`          // each unit; of a counted model each lot, once shipped
}

// Parcel is one unit or the pieces of one lot: what was shipped and what became
// of it.
type Parcel struct {
	Unit    op.ID  `cbor:"1,keyasint,omitzero" json:"unit,omitzero"`
	Code    string `cbor:"2,keyasint,omitempty" json:"code,omitempty"`
	Serial  string `cbor:"3,keyasint,omitempty" json:"serial,omitempty"`
	Lot     op.ID  `cbor:"4,keyasint" json:"lot"`
	Shipped int64  `cbor:"5,keyasint,omitempty" json:"shipped"`
	Good    int64  `cbor:"6,keyasint,omitempty" json:"good"`
	Damaged int64  `cbor:"7,keyasint,omitempty" json:"damaged"`
	Lost    int64  `cbor:"8,keyasint,omitempty" json:"lost"`
	Back    int64  `cbor:"9,keyasint,omitempty" json:"back"` // on their way back with another transfer
}

// Open is what is still in transit.
func (p Parcel) Open() int64 { return p.Shipped - p.Good - p.Damaged - p.Lost - p.Back }

// plus adds up two parcels of one line.
func (p Parcel) plus(o Parcel) Parcel {
	p.Shipped, p.Good, p.Damaged, p.Lost, p.Back = p.Shipped+o.Shipped, p.Good+o.Good, p.Damaged+o.Damaged, p.Lost+o.Lost, p.Back+o.Back
	return p
}

// Sum is the line as one parcel.
func (l TransferLine) Sum() (sum Parcel) {
	for _, p := range l.Parcels {
		sum = sum.plus(p)
	}
	return sum
}

// Sum is the whole transfer as one parcel.
func (t Transfer) Sum() (sum Parcel) {
	for _, l := range t.Lines {
		sum = sum.plus(l.Sum())
	}
	return sum
}

// Picked is how many pieces are set aside so far.
func (t Transfer) Picked() (n int64) {
	for _, l := range t.Lines {
		n += l.Picked
	}
	return n
}

// Overdue tells whether goods have been on the way for too long at an instant.
func (t Transfer) Overdue(now time.Time) bool {
	return t.State == TransferShipped && now.Sub(t.Shipped.Occurred) > TransferOverdue
}

// Within tells whether the goods stay with one centre.
func (t Transfer) Within() bool { return t.From.Centre == t.To.Centre }

// transit is the node where the goods are on their way.
func (t Transfer) transit() Node { return Node{AtTransit, t.ID.String()} }

func (t Transfer) cause() Cause { return Cause{Kind: transferKind, ID: t.ID} }

// group is the tab of the list that shows the transfer, and since is when it
// came there.
func (t Transfer) group() (group string, since time.Time) {
	switch t.State {
	case TransferAsked, TransferApproved:
		return TransfersOpen, t.Asked.Recorded
	case TransferShipped:
		return TransfersAway, t.Shipped.Occurred
	default:
		return TransfersDone, t.Ended.Recorded
	}
}

// The groups of a list of transfers.
const (
	TransfersOpen = "open" // asked for or being picked
	TransfersAway = "away" // in transit, the longest on the way first
	TransfersDone = "done"
)

const transferKind = "transfer"

var transfers = storage.Table[Transfer]{
	Kind: transferKind,
	ID:   func(t *Transfer) storage.Key { return storage.TransferByID.Key().ID(t.ID) },
	Claims: func(t *Transfer) []storage.Claim {
		return []storage.Claim{{Key: storage.TransferByNumber.Key().Text(t.From.Centre).Text(t.Number), Field: "number"}}
	},
	Index: func(t *Transfer) []storage.Key {
		group, since := t.group()
		of := func(centre string) storage.Key {
			return storage.TransferByCentre.Key().Text(centre).Text(group).Time(since).ID(t.ID)
		}
		if t.Within() {
			return []storage.Key{of(t.From.Centre)}
		}
		return []storage.Key{of(t.From.Centre), of(t.To.Centre)}
	},
}

// TransferByID returns a transfer, or a NotFound fault.
func TransferByID(r storage.Reader, id op.ID) (Transfer, error) {
	t, ok, err := transfers.Get(r, storage.TransferByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing(transferKind)
	}
	return t, err
}

// findTransfer is TransferByID for the text of an address.
func findTransfer(r storage.Reader, text string) (Transfer, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return Transfer{}, fault.Missing(transferKind)
	}
	return TransferByID(r, id)
}
