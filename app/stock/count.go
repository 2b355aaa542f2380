package stock

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// CountKind is what a stock-taking covers.
type CountKind string

// The kinds of count.
const (
	CountFull  CountKind = "full"  // a warehouse with all its shelves
	CountShelf CountKind = "shelf" // one shelf, or what stands on none
	CountModel CountKind = "model" // one model in a warehouse
	CountCycle CountKind = "cycle" // some models at some places, drawn by lot
)

// CountKinds lists the kinds.
func CountKinds() []CountKind { return []CountKind{CountFull, CountShelf, CountModel, CountCycle} }

// CountStage is how far a count is.
type CountStage string

// The stages of a count. A recount leads from counted back to counting.
const (
	StageCounting  CountStage = "counting"  // several people may record at once
	StageCounted   CountStage = "counted"   // waits for a reviewer
	StagePosting   CountStage = "posting"   // approved, on its way into the ledger
	StagePosted    CountStage = "posted"    // its minutes are frozen
	StageCancelled CountStage = "cancelled" // nothing of it was posted
)

// CountReason is why the book and the shelf differed. The first four are those
// of the ministry's own forms.
type CountReason string

// The reasons.
const (
	CountLost       CountReason = "lost"
	CountBroken     CountReason = "broken"
	CountUsed       CountReason = "used"
	CountMiswritten CountReason = "miswritten"
	CountFound      CountReason = "found" // what had been written off, or what stood elsewhere
)

// CountReasons lists the reasons in the order of the forms.
func CountReasons() []CountReason {
	return []CountReason{CountLost, CountBroken, CountUsed, CountMiswritten, CountFound}
}

// Limits of one count: its snapshot is taken in one transaction, so that it is
// the book of one instant.
const (
	MaxCountUnits = 40_000
	MaxCountLines = 1_500
	MaxCountCodes = 300 // scanned in one request
	MaxCountLots  = 400 // of one model at one place
	MaxCountDraw  = 200 // places and models of a cycle count
)

// Teller is somebody who counts or reviews, as they were.
type Teller struct {
	ID   op.ID       `cbor:"1,keyasint" json:"-"`
	Name string      `cbor:"2,keyasint" json:"name"`
	Role policy.Role `cbor:"3,keyasint" json:"role"`
}

func tellerOf(by policy.Actor) Teller { return Teller{by.ID, by.Name, by.Role} }

// CountSums is a count in numbers. Units and pieces of counted models are summed
// apart where they mean different work, together where they are goods.
type CountSums struct {
	Slots   int64 `cbor:"1,keyasint,omitempty" json:"lines"`       // models at places
	Closed  int64 `cbor:"2,keyasint,omitempty" json:"closed"`      // of Slots, counted to the end
	Booked  int64 `cbor:"3,keyasint,omitempty" json:"booked"`      // pieces that the book had when the count was opened
	Seen    int64 `cbor:"4,keyasint,omitempty" json:"seen"`        // pieces counted so far
	Extra   int64 `cbor:"5,keyasint,omitempty" json:"unexpected"`  // units seen that the book has elsewhere
	Unknown int64 `cbor:"6,keyasint,omitempty" json:"unknown"`     // codes that no unit has
	Differs int64 `cbor:"7,keyasint,omitempty" json:"differing"`   // lines that differ, at the end of counting
	Open    int64 `cbor:"8,keyasint,omitempty" json:"unexplained"` // of Differs, those without a reason
	Lost    int64 `cbor:"9,keyasint,omitempty" json:"lost"`        // pieces posted to the losses of the count
	Gained  int64 `cbor:"10,keyasint,omitempty" json:"gained"`     // pieces posted as found
	Left    int64 `cbor:"11,keyasint,omitempty" json:"left"`       // pieces that differ and were not posted, each with its reason
	Value   int64 `cbor:"12,keyasint,omitempty" json:"value"`      // whole rupiah of what was posted: gains less losses
}

// Count is the document of a stock-taking (stok opname).
type Count struct {
	ID        op.ID        `cbor:"1,keyasint" json:"id"`
	Number    string       `cbor:"2,keyasint" json:"number"` // within the centre: OPN-2026-0001
	Centre    string       `cbor:"3,keyasint" json:"centre"`
	Warehouse string       `cbor:"4,keyasint" json:"warehouse"`
	Kind      CountKind    `cbor:"5,keyasint" json:"kind"`
	Place     Node         `cbor:"6,keyasint,omitzero" json:"place"` // of a count by shelf
	Model     op.ID        `cbor:"7,keyasint,omitzero" json:"model"` // of a count by model
	Scope     string       `cbor:"8,keyasint" json:"scope"`          // names of place and model, as they were
	Seed      string       `cbor:"9,keyasint,omitempty" json:"seed,omitempty"`
	Stage     CountStage   `cbor:"10,keyasint" json:"stage"`
	Rounds    int64        `cbor:"11,keyasint,omitempty" json:"recounts"` // how often it was sent back
	Opened    time.Time    `cbor:"12,keyasint" json:"opened_at"`          // the instant of the snapshot
	By        policy.Actor `cbor:"13,keyasint" json:"by"`
	Basis     string       `cbor:"14,keyasint,omitempty" json:"basis,omitempty"` // letter that ordered it
	Note      string       `cbor:"15,keyasint,omitempty" json:"note,omitempty"`
	Team      []Teller     `cbor:"16,keyasint,omitempty" json:"team"` // whoever recorded anything
	Ended     time.Time    `cbor:"17,keyasint,omitzero" json:"counted_at,omitzero"`
	Reviewer  Teller       `cbor:"18,keyasint,omitzero" json:"reviewer,omitzero"`
	Approved  time.Time    `cbor:"19,keyasint,omitzero" json:"approved_at,omitzero"`
	Posted    time.Time    `cbor:"20,keyasint,omitzero" json:"posted_at,omitzero"`
	Sums      CountSums    `cbor:"21,keyasint" json:"sums"`
	Cursor    []byte       `cbor:"22,keyasint,omitempty" json:"-"` // where posting goes on
	Head      CountHead    `cbor:"23,keyasint,omitzero" json:"head,omitzero"`
	Hash      []byte       `cbor:"24,keyasint,omitempty" json:"-"` // see count_minutes.go
	Signed    Signing      `cbor:"25,keyasint,omitzero" json:"signed,omitzero"`
	Cancelled Mark         `cbor:"26,keyasint,omitzero" json:"cancelled,omitzero"` // Document: the reason
	Version   int64        `cbor:"27,keyasint" json:"version"`
}

// CountHead is what the minutes say of the centre, as it was when they were
// frozen.
type CountHead struct {
	Centre    string `cbor:"1,keyasint" json:"centre"` // name
	Address   string `cbor:"2,keyasint,omitempty" json:"address,omitempty"`
	HeadName  string `cbor:"3,keyasint,omitempty" json:"head_name,omitempty"` // mengetahui
	HeadTitle string `cbor:"4,keyasint,omitempty" json:"head_title,omitempty"`
}

// Signing notes that the minutes were signed on paper.
type Signing struct {
	On      time.Time `cbor:"1,keyasint" json:"on"`              // day of the last signature
	Signers string    `cbor:"2,keyasint" json:"signers"`         // who signed, as the paper says
	Archive string    `cbor:"3,keyasint,omitempty" json:"filed"` // where the paper or its scan is kept
	NotedBy string    `cbor:"4,keyasint" json:"noted_by"`        // member of staff
	NotedAt time.Time `cbor:"5,keyasint" json:"noted_at"`
}

var countDocs = storage.Table[Count]{
	Kind: "count",
	ID:   func(c *Count) storage.Key { return storage.CountByID.Key().ID(c.ID) },
	Claims: func(c *Count) []storage.Claim {
		return []storage.Claim{{Key: countNumberKey(c.Centre, c.Number), Field: "number"}}
	},
	Index: func(c *Count) []storage.Key {
		return []storage.Key{
			storage.CountByCentre.Key().Text(c.Centre).Time(c.Opened).ID(c.ID),
			storage.CountByStage.Key().Text(c.Centre).Text(string(c.Stage)).Time(c.Opened).ID(c.ID),
		}
	},
}

func countNumberKey(centre, number string) storage.Key {
	return storage.CountByNumber.Key().Text(centre).Text(strings.ToUpper(number))
}

// CountByID returns a count, or a NotFound fault.
func CountByID(r storage.Reader, id op.ID) (Count, error) {
	c, ok, err := countDocs.Get(r, storage.CountByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("count")
	}
	return c, err
}

// FindCount returns the count that a text names: its id, or its number within
// the given centre.
func FindCount(r storage.Reader, idOrNumber, centre string) (Count, error) {
	text := strings.TrimSpace(idOrNumber)
	if id, err := op.ParseID(text); err == nil && !id.IsZero() {
		return CountByID(r, id)
	}
	c, ok, err := countDocs.Find(r, countNumberKey(centre, text))
	if err == nil && !ok {
		err = fault.Missing("count")
	}
	return c, err
}

// cause is the count as the document behind movements.
func (c *Count) cause() Cause { return Cause{Kind: "count", ID: c.ID} }

// counters tells whether somebody has recorded anything in the count.
func (c *Count) counters(id op.ID) bool {
	for _, t := range c.Team {
		if t.ID == id {
			return true
		}
	}
	return false
}

// join notes that somebody counts.
func (c *Count) join(by policy.Actor) {
	if !c.counters(by.ID) {
		c.Team = append(c.Team, tellerOf(by))
	}
}

// expect refuses what does not go with the stage that the count is in.
func (c *Count) expect(stages ...CountStage) error {
	for _, s := range stages {
		if c.Stage == s {
			return nil
		}
	}
	return fault.New(fault.Conflict, "count.stage", fault.Args{"number": c.Number, "state": "count_" + string(c.Stage)})
}

// save stores the count with the next version.
func (c *Count) save(tx *op.Tx) error {
	c.Version++
	return countDocs.Put(tx, c)
}

// ownCount reads the count of a command, asks the policy about its centre, and
// makes sure that it is in one of the stages.
func ownCount(tx *op.Tx, ref string, stages ...CountStage) (Count, error) {
	c, err := FindCount(tx, ref, tx.By.Centre)
	if err != nil {
		return c, err
	}
	if err := tx.Allow(c.Centre); err != nil {
		return c, err
	}
	tx.About("count", c.ID, c.Number)
	return c, c.expect(stages...)
}
