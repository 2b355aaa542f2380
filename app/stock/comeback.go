package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// ReturnReason is why a device came back. It is told without blame, stands on
// the record of the return alone, and enters neither the journal nor the ledger,
// where it could be laid beside the person who had the device.
type ReturnReason string

// The reasons.
const (
	ReturnOutgrown ReturnReason = "outgrown"
	ReturnMoved    ReturnReason = "moved"
	ReturnDied     ReturnReason = "died"
	ReturnUnused   ReturnReason = "unused"
	ReturnBroken   ReturnReason = "broken"
	ReturnOther    ReturnReason = "other"
)

// ReturnReasons lists the reasons.
func ReturnReasons() []ReturnReason {
	return []ReturnReason{ReturnOutgrown, ReturnMoved, ReturnUnused, ReturnBroken, ReturnDied, ReturnOther}
}

// ReturnStage is how far a device has come on its way back to somebody. It
// follows from the unit itself; see stageOf.
type ReturnStage string

// The stages. The last three end a return.
const (
	StageClean   ReturnStage = "clean"   // waits for decontamination
	StageInspect ReturnStage = "inspect" // is clean, waits to be looked at
	StageRepair  ReturnStage = "repair"  // was found wanting
	StageReady   ReturnStage = "ready"   // can be handed over again
	StageAgain   ReturnStage = "again"   // was handed over again
	StageGone    ReturnStage = "gone"    // was scrapped or lost
	StageVoid    ReturnStage = "void"    // the return was a mistake and was taken back
)

// ReturnQueue lists the stages at which a device waits, in order.
func ReturnQueue() []ReturnStage {
	return []ReturnStage{StageClean, StageInspect, StageRepair, StageReady}
}

// ReturnStages lists all stages.
func ReturnStages() []ReturnStage {
	return append(ReturnQueue(), StageAgain, StageGone, StageVoid)
}

func (s ReturnStage) closed() bool { return s == StageAgain || s == StageGone || s == StageVoid }

// Comeback is one device that came back, until somebody gets it again. It holds
// nothing of who had it.
type Comeback struct {
	ID       op.ID        `cbor:"1,keyasint" json:"id"`
	Number   string       `cbor:"2,keyasint" json:"number"`  // KMB-2026-0001; units that came in together share it
	Centre   string       `cbor:"3,keyasint" json:"centre"`  // that took it back
	At       string       `cbor:"4,keyasint" json:"held_by"` // that answers for it now
	Unit     op.ID        `cbor:"5,keyasint" json:"unit"`
	Code     string       `cbor:"6,keyasint" json:"code"`
	Model    op.ID        `cbor:"7,keyasint" json:"model"`
	Reason   ReturnReason `cbor:"8,keyasint" json:"reason"`
	Seen     Condition    `cbor:"9,keyasint,omitempty" json:"condition_seen,omitempty"` // at the door
	Note     string       `cbor:"10,keyasint,omitempty" json:"note,omitempty"`
	From     NodeKind     `cbor:"11,keyasint" json:"from"`                // beneficiary or loan, never who
	Giver    string       `cbor:"12,keyasint,omitempty" json:"handed_by"` // centre that had handed it over
	Stage    ReturnStage  `cbor:"13,keyasint" json:"stage"`
	Since    time.Time    `cbor:"14,keyasint" json:"since"` // at this stage
	Steps    []ReturnStep `cbor:"15,keyasint" json:"steps"`
	Came     time.Time    `cbor:"16,keyasint" json:"occurred_at"`
	Movement op.ID        `cbor:"17,keyasint,omitzero" json:"movement"`
	Version  int64        `cbor:"18,keyasint" json:"version"`
}

// ReturnStep is when a stage was reached and by whom.
type ReturnStep struct {
	Stage ReturnStage `cbor:"1,keyasint" json:"stage"`
	At    time.Time   `cbor:"2,keyasint" json:"at"`
	By    string      `cbor:"3,keyasint" json:"by"` // name of the member of staff
	Note  string      `cbor:"4,keyasint,omitempty" json:"note,omitempty"`
}

var comebacks = storage.Table[Comeback]{
	Kind: "return",
	ID:   func(b *Comeback) storage.Key { return storage.ReturnByID.Key().ID(b.ID) },
	Index: func(b *Comeback) []storage.Key {
		return []storage.Key{
			storage.ReturnByStage.Key().Text(b.At).Text(string(b.Stage)).Time(b.Since).ID(b.ID),
			storage.ReturnByUnit.Key().ID(b.Unit).Time(b.Came).ID(b.ID),
		}
	},
}

// ComebackByID returns the record of a return, or a NotFound fault.
func ComebackByID(r storage.Reader, id op.ID) (Comeback, error) {
	b, ok, err := comebacks.Get(r, storage.ReturnByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("return")
	}
	return b, err
}

// stageOf is the one function that says how far a device has come; what is on
// the road stays at the stage that it had.
func stageOf(u Unit, now ReturnStage) ReturnStage {
	switch {
	case u.Node.inUse():
		return StageAgain
	case u.Node.Kind == AtTransit:
		return now
	case !u.Repair.IsZero(), u.Node.Kind == AtWorkshop, u.Node.Real() && u.Hold == HoldParts:
		return StageRepair
	case u.Node.bucket() == Gone:
		return StageGone
	case !u.Node.Real():
		return StageVoid
	case u.Hold == HoldDecontaminate:
		return StageClean
	case u.Hold == HoldTest, u.Hold == HoldQuarantine:
		return StageInspect
	case u.Condition != CondNew && u.Condition != CondGood:
		return StageRepair
	default:
		return StageReady
	}
}

// comeback opens the record of a unit that somebody gave back, by whatever
// command, moves it along with the unit, and closes it.
func (f *follower) comeback(c *change) error {
	if c.after.Return.IsZero() {
		if !f.cameHome(*c) {
			return nil
		}
		b := Comeback{
			ID: f.tx.ID(), Number: f.m.Document, Reason: ReturnOther, Came: f.m.Occurred, Movement: f.m.ID,
		}
		if err := b.open(f.tx, c); err != nil {
			return err
		}
	}
	b, err := ComebackByID(f.tx, c.after.Return)
	if err != nil {
		return err
	}
	if err := f.advance(b, *c); err != nil {
		return err
	}
	if f.stage(b, *c).closed() {
		c.after.Return = op.ID{}
	}
	return nil
}

func (f *follower) cameHome(c change) bool {
	return c.before.Node.inUse() && c.after.Node.Real() && f.m.Kind != Reverse && f.m.Cause.Kind != causeRepair
}

// stage is the stage after a change. Who takes a movement back says that the
// return never was, not that the device was handed over again.
func (f *follower) stage(b Comeback, c change) ReturnStage {
	if f.m.Kind == Reverse && c.after.Node.inUse() {
		return StageVoid
	}
	return stageOf(c.after, b.Stage)
}

// open stores a return that begins with c, at the stage that c leads to.
func (b Comeback) open(tx *op.Tx, c *change) error {
	b.Unit, b.Code, b.Model = c.after.ID, c.after.Code, c.after.Model
	b.Centre, b.At, b.From = c.after.Centre, c.after.Centre, c.before.Node.Kind
	if c.before.Centre != c.after.Centre {
		b.Giver = c.before.Centre
	}
	b.Stage, b.Since, b.Version = stageOf(c.after, StageClean), tx.At, 1
	b.Steps = []ReturnStep{{Stage: b.Stage, At: tx.At, By: tx.By.Name, Note: b.Note}}
	c.after.Return = b.ID
	if err := shiftReturn(tx, Comeback{}, b); err != nil {
		return err
	}
	return comebacks.Add(tx, &b, nil)
}

// advance moves the record along; nothing is written when nothing changed.
func (f *follower) advance(b Comeback, c change) error {
	before := b
	b.Stage, b.At = f.stage(b, c), c.after.Centre
	if b.Movement.IsZero() {
		b.Movement = f.m.ID
	}
	if b.Stage != before.Stage {
		b.Since = f.tx.At
		b.Steps = capped(b.Steps, ReturnStep{Stage: b.Stage, At: f.tx.At, By: f.tx.By.Name, Note: noteOf(c)})
	} else if b.At == before.At && b.Movement == before.Movement {
		return nil
	}
	b.Version++
	if err := shiftReturn(f.tx, before, b); err != nil {
		return err
	}
	return comebacks.Put(f.tx, &b)
}

// noteOf is what was said of the change that led to a stage.
func noteOf(c change) string {
	switch {
	case c.after.Inspected != c.before.Inspected:
		return c.after.Inspected.Document
	case c.after.Held != c.before.Held:
		return c.after.Held.Document
	default:
		return ""
	}
}
