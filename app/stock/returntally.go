package stock

import (
	"lumbung/app/op"
	"lumbung/storage"
)

// ReturnTally counts what came back to a centre, of one model or of all when
// Model is zero: how many came and how many of those were handed over again, and
// how many wait at each stage now. Came, Again and Gone count where a device
// came back, the stages where it is.
type ReturnTally struct {
	Centre  string `cbor:"1,keyasint" json:"centre"`
	Model   op.ID  `cbor:"2,keyasint,omitzero" json:"model"`
	Came    int64  `cbor:"3,keyasint,omitempty" json:"came"`
	Again   int64  `cbor:"4,keyasint,omitempty" json:"again"`
	Gone    int64  `cbor:"5,keyasint,omitempty" json:"gone"`
	Clean   int64  `cbor:"6,keyasint,omitempty" json:"clean"`
	Inspect int64  `cbor:"7,keyasint,omitempty" json:"inspect"`
	Repair  int64  `cbor:"8,keyasint,omitempty" json:"repair"`
	Ready   int64  `cbor:"9,keyasint,omitempty" json:"ready"`
}

var returnTallies = storage.Table[ReturnTally]{
	Kind: "return tally",
	ID:   func(t *ReturnTally) storage.Key { return storage.ReturnTally.Key().Text(t.Centre).ID(t.Model) },
	Index: func(t *ReturnTally) []storage.Key {
		return []storage.Key{storage.ReturnTallyByModel.Key().ID(t.Model).Text(t.Centre)}
	},
}

// Share is how many of 100 devices that came back were handed over again; 0
// when none came.
func (t ReturnTally) Share() int64 {
	if t.Came == 0 {
		return 0
	}
	return (t.Again*100 + t.Came/2) / t.Came
}

// At is how many wait at a stage of the queue.
func (t ReturnTally) At(s ReturnStage) int64 {
	if n := t.slot(s); n != nil {
		return *n
	}
	return 0
}

// Waiting is how many wait at all.
func (t ReturnTally) Waiting() (n int64) {
	for _, s := range ReturnQueue() {
		n += t.At(s)
	}
	return n
}

func (t *ReturnTally) slot(s ReturnStage) *int64 {
	switch s {
	case StageClean:
		return &t.Clean
	case StageInspect:
		return &t.Inspect
	case StageRepair:
		return &t.Repair
	case StageReady:
		return &t.Ready
	default:
		return nil
	}
}

func (t ReturnTally) plus(o ReturnTally, sign int64) ReturnTally {
	t.Came += sign * o.Came
	t.Again += sign * o.Again
	t.Gone += sign * o.Gone
	for _, s := range ReturnQueue() {
		*t.slot(s) += sign * o.At(s)
	}
	return t
}

// tallies are what a return counts as, where it came back and where it is.
func (b Comeback) tallies() (came, at ReturnTally) {
	if b.ID.IsZero() || b.Stage == StageVoid {
		return came, at
	}
	came.Came = 1
	switch b.Stage {
	case StageAgain:
		came.Again = 1
	case StageGone:
		came.Gone = 1
	}
	if n := at.slot(b.Stage); n != nil {
		*n = 1
	}
	return came, at
}

// shiftReturn moves the tallies from a return as it was to what it is now.
func shiftReturn(tx *op.Tx, before, after Comeback) error {
	sums := map[string]ReturnTally{}
	for sign, b := range map[int64]Comeback{-1: before, 1: after} {
		came, at := b.tallies()
		sums[b.Centre] = sums[b.Centre].plus(came, sign)
		sums[b.At] = sums[b.At].plus(at, sign)
	}
	for centre, sum := range sums {
		if sum == (ReturnTally{}) {
			continue
		}
		for _, model := range []op.ID{after.Model, {}} {
			t, err := ReturnTallyOf(tx, centre, model)
			if err != nil {
				return err
			}
			t = t.plus(sum, 1)
			if err := returnTallies.Put(tx, &t); err != nil {
				return err
			}
		}
	}
	return nil
}

// ReturnTallyOf returns the tally of a centre and a model, of all models when it
// is zero; all zero when nothing came back.
func ReturnTallyOf(r storage.Reader, centre string, model op.ID) (ReturnTally, error) {
	t := ReturnTally{Centre: centre, Model: model}
	old, ok, err := returnTallies.Get(r, returnTallies.ID(&t))
	if ok {
		t = old
	}
	return t, err
}
