package stock

import (
	"context"
	"fmt"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// BatchVerdict is what the tests of a batch came to; empty until it is tested.
type BatchVerdict string

// The verdicts.
const (
	BatchPassed BatchVerdict = "passed"
	BatchFailed BatchVerdict = "failed"
)

// Test is one parameter and what was found.
type Test struct {
	Parameter string `cbor:"1,keyasint" json:"parameter" validate:"required,max=40"`
	Result    string `cbor:"2,keyasint" json:"result" validate:"max=10"` // pass, fail, or empty for not tested
	Note      string `cbor:"3,keyasint,omitempty" json:"note" validate:"max=200"`
}

// The results of a test.
const (
	TestPass = "pass"
	TestFail = "fail"
)

// TestParameters lists what a batch is tested for: the eight of the proposed
// Indonesian standard for wheelchairs, and the battery with its charger. Not all
// apply to every device.
func TestParameters() []string {
	return []string{
		"static_stability", "manoeuvrability", "dimensions", "brakes", "ignition",
		"static_strength", "impact_strength", "fatigue_strength", "electrical",
	}
}

// Trial is the tests of a batch. A later one replaces what an earlier one found.
type Trial struct {
	Batch   string `json:"batch" validate:"required,max=60"` // id
	Tests   []Test `json:"tests" validate:"required,min=1,max=20,dive"`
	Note    string `json:"note" validate:"max=300"`
	Version int64  `json:"version"` // of the batch on the form; 0 does not ask
}

// Check finds what no tag can say.
func (in Trial) Check() (bad []fault.Field) {
	seen := map[string]bool{}
	tested := false
	for i, t := range in.Tests {
		name := fmt.Sprintf("tests.%d.", i)
		switch {
		case !slices.Contains(TestParameters(), t.Parameter), seen[t.Parameter]:
			bad = append(bad, fault.Field{Name: name + "parameter", Key: "field.oneof"})
		case t.Result != "" && t.Result != TestPass && t.Result != TestFail:
			bad = append(bad, fault.Field{Name: name + "result", Key: "field.oneof"})
		case t.Result == TestFail && t.Note == "":
			bad = append(bad, fault.Field{Name: name + "note", Key: "production.fail_note"})
		}
		seen[t.Parameter] = true
		tested = tested || t.Result != ""
	}
	if len(bad) == 0 && !tested {
		bad = append(bad, fault.Field{Name: "tests", Key: "production.untested"})
	}
	return bad
}

func (in Trial) verdict() BatchVerdict {
	if slices.ContainsFunc(in.Tests, func(t Test) bool { return t.Result == TestFail }) {
		return BatchFailed
	}
	return BatchPassed
}

// TestBatch records the tests of a batch. One parameter that failed fails the
// batch, and keeps its units from everybody in quarantine; a batch that passed
// gives free what waited for it.
func (s *Stock) TestBatch(ctx context.Context, in Trial) (Batch, error) {
	return op.Write(ctx, s.d, policy.ProductionTest, in, func(tx *op.Tx) (Batch, error) {
		id, err := op.ParseID(in.Batch)
		if err != nil {
			return Batch{}, fault.Missing("batch")
		}
		b, err := BatchByID(tx, id)
		if err != nil {
			return b, err
		}
		if err := tx.Allow(b.Centre); err != nil {
			return b, err
		}
		if !b.UndoneBy.IsZero() {
			return b, fault.New(fault.Conflict, "production.undone_already", fault.Args{"number": b.Number})
		}
		if in.Version != 0 && in.Version != b.Version {
			return b, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(b.Version)})
		}
		tx.About("batch", b.ID, b.Number)
		tx.Changed("verdict", string(b.Verdict), string(in.verdict()))
		b.Tests = slices.DeleteFunc(slices.Clone(in.Tests), func(t Test) bool { return t.Result == "" })
		b.Verdict, b.Tested = in.verdict(), Mark{By: tx.By.Name, At: tx.At, Document: in.Note}
		b.Version++
		for _, id := range b.Units {
			if err := b.judge(tx, id); err != nil {
				return b, err
			}
		}
		return b, batches.Put(tx, &b)
	})
}

// judge holds a unit of a failed batch, or ends the hold that waited for the
// verdict. A hold for another reason stays, and so does a unit that has left the
// warehouses: it is called back by a recall.
func (b Batch) judge(tx *op.Tx, id op.ID) error {
	u, err := UnitByID(tx, id)
	if err != nil || !u.Node.Real() {
		return err
	}
	after := u
	ours := u.Held.Document == b.Number
	switch {
	case b.Verdict == BatchFailed && (u.Hold == Free || ours):
		after.Hold, after.Held = HoldQuarantine, Mark{By: tx.By.Name, At: tx.At, Document: b.Number}
	case b.Verdict == BatchPassed && ours:
		after.Hold, after.Held = Free, Mark{}
	default:
		return nil
	}
	tx.About("unit", u.ID, u.Code)
	_, err = putUnit(tx, u, after)
	return err
}
