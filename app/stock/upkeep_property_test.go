package stock_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

// upkeep drives returns, repairs and services at random over a few units.
type upkeep struct {
	*room
	t     *testing.T
	units []stock.Unit
	plan  op.ID
	next  uint64
}

// TestRandomUpkeepKeepsEveryInvariant lets people do anything in any order. What
// is refused is refused as input or as conflict, never as a fault of ours, and
// after each step the store proves itself.
func TestRandomUpkeepKeepsEveryInvariant(t *testing.T) {
	for name, engine := range map[string]func() storage.Store{
		"memkv": func() storage.Store { return memkv.New() },
		"optkv": func() storage.Store { return optkv.New() },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				store := engine()
				defer func() { _ = store.Close() }()
				u := &upkeep{room: furnish(t, store), t: t, next: 1000}
				u.buyPads(t, 40, 10_000, "APBN")
				u.plan = u.room.plan(t, stock.PlanDetails{Name: "Servis", Months: 6, Basis: stock.FromHandover}).ID
				for i := range 3 {
					u.units = append(u.units, u.unit(t, u.receive(t, made(fmt.Sprintf("K-%d", i))).Units[0]))
				}
				rt.Repeat(patient(map[string]func(*rapid.T){
					"hand out": u.handsOut, "take back": u.takesBack, "work up": u.worksUp, "open": u.opens, "step": u.steps,
					"end": u.ends, "scrap": u.scraps, "parts": u.parts, "serve": u.serves, "hold": u.holds, "": u.proves,
				}))
			})
		})
	}
}

func (u *upkeep) pick(rt *rapid.T) stock.Unit {
	return u.unit(u.t, rapid.SampledFrom(u.units).Draw(rt, "unit").ID)
}

// order is the open order of a unit, or a made-up one.
func (u *upkeep) order(rt *rapid.T) op.ID {
	if x := u.pick(rt); !x.Repair.IsZero() {
		return x.Repair
	}
	return id(1)
}

func (u *upkeep) expect(rt *rapid.T, err error) {
	switch fault.CodeOf(err) {
	case "", fault.Conflict, fault.Invalid, fault.NotFound:
	default:
		if fault.As(err).Key != "repair.four_eyes" {
			rt.Fatalf("refused as %s: %v", fault.CodeOf(err), err)
		}
	}
}

func (u *upkeep) handsOut(rt *rapid.T) {
	x := u.pick(rt)
	if x.Centre != "soeharso" {
		leaveOut("elsewhere")
	}
	u.next++
	if _, err := u.reserve(as(u.t, clerk), x.ID, id(u.next)); err != nil {
		u.expect(rt, err)
		return
	}
	_, err := u.issue(as(u.t, clerk), stock.Issuance{Units: []op.ID{x.ID}, Allocations: []op.ID{id(u.next)}, To: id(77)})
	u.expect(rt, err)
}

func (u *upkeep) takesBack(rt *rapid.T) {
	by := rapid.SampledFrom([]policy.Actor{clerk, clerk, far}).Draw(rt, "who")
	in := back(u.pick(rt).Code)
	in.Condition = rapid.SampledFrom([]stock.Condition{stock.CondGood, stock.CondRepair}).Draw(rt, "seen")
	_, err := u.Return(as(u.t, by), in)
	u.expect(rt, err)
}

func (u *upkeep) worksUp(rt *rapid.T) {
	x := u.pick(rt)
	by := as(u.t, clerk)
	if x.Centre == "meohai" {
		by = as(u.t, far)
	}
	var err error
	if rapid.Bool().Draw(rt, "clean") {
		_, err = u.Clean(by, stock.Cleaning{Return: x.Return})
	} else {
		_, err = u.Examine(by, stock.Examining{Return: x.Return, Condition: rapid.SampledFrom(stock.Conditions()).Draw(rt, "found")})
	}
	u.expect(rt, err)
}

func (u *upkeep) opens(rt *rapid.T) {
	x := u.pick(rt)
	if x.Centre != "soeharso" {
		leaveOut("elsewhere")
	}
	_, err := u.OpenRepair(as(u.t, ska), stock.NewRepair{
		Unit: x.Code, Complaint: "Uji", Where: rapid.SampledFrom([]string{stock.InWorkshop, stock.OnShelf}).Draw(rt, "where"),
	})
	u.expect(rt, err)
}

func (u *upkeep) steps(rt *rapid.T) {
	s := rapid.SampledFrom([]stock.RepairState{stock.RepairParts, stock.RepairWork, stock.RepairTest}).Draw(rt, "state")
	_, err := u.StepRepair(as(u.t, ska), stock.RepairStep{Repair: u.order(rt), State: s})
	u.expect(rt, err)
}

func (u *upkeep) ends(rt *rapid.T) {
	o, goesBack := u.order(rt), rapid.Bool().Draw(rt, "back")
	var err error
	if rapid.Bool().Draw(rt, "finish") {
		_, err = u.FinishRepair(as(u.t, ska), stock.Finishing{Repair: o, Condition: stock.CondGood, Back: goesBack})
	} else {
		_, err = u.CancelRepair(as(u.t, ska), stock.Stopping{Repair: o, Reason: "Uji", Back: goesBack})
	}
	u.expect(rt, err)
}

func (u *upkeep) scraps(rt *rapid.T) {
	o := u.order(rt)
	var err error
	if rapid.Bool().Draw(rt, "propose") {
		_, err = u.ProposeScrap(as(u.t, ska), stock.Proposing{Repair: o, Reason: "Uji"})
	} else {
		answer := rapid.SampledFrom([]string{"no", "no", "yes"}).Draw(rt, "answer")
		_, err = u.DecideScrap(as(u.t, head), stock.Deciding{Repair: o, Scrap: answer, Reason: "Uji", Document: "SK-1"})
	}
	u.expect(rt, err)
}

func (u *upkeep) parts(rt *rapid.T) {
	o := u.order(rt)
	if rapid.Bool().Draw(rt, "use") {
		_, err := u.UsePart(as(u.t, ska), stock.UsingPart{Repair: o, Part: u.pad.Slug, Quantity: rapid.Int64Range(1, 5).Draw(rt, "pads")})
		u.expect(rt, err)
		return
	}
	sheet, err := u.Repair(as(u.t, ska), o)
	if err != nil || len(sheet.Order.Costs) == 0 {
		leaveOut("no parts")
	}
	_, err = u.PutBack(as(u.t, ska), stock.PuttingBack{Repair: o, Movement: rapid.SampledFrom(sheet.Order.Costs).Draw(rt, "part").Movement})
	u.expect(rt, err)
}

func (u *upkeep) serves(rt *rapid.T) {
	x := u.pick(rt)
	if x.Centre != "soeharso" {
		leaveOut("elsewhere")
	}
	_, err := u.RecordService(as(u.t, clerk), stock.Servicing{Unit: x.Code, Plan: u.plan})
	u.expect(rt, err)
}

func (u *upkeep) holds(rt *rapid.T) {
	x := u.pick(rt)
	if x.Centre != "soeharso" {
		leaveOut("elsewhere")
	}
	hold := rapid.SampledFrom(append(stock.Holds(), stock.NoHold)).Draw(rt, "hold")
	_, err := u.SetHold(as(u.t, clerk), stock.Holding{Unit: x.Code, Hold: hold})
	u.expect(rt, err)
}

func (u *upkeep) proves(rt *rapid.T) {
	optest.Sound(rt, u.d, stock.Verify)
}
