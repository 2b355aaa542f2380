package replication

import (
	"fmt"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// Tally counts the replications of an innovation by state. It is moved in the
// transaction of each step, and Verify counts it anew.
type Tally struct {
	Innovation op.ID `cbor:"1,keyasint" json:"innovation"`
	Asked      int64 `cbor:"2,keyasint,omitempty" json:"asked"`
	Accepted   int64 `cbor:"3,keyasint,omitempty" json:"accepted"`
	Declined   int64 `cbor:"4,keyasint,omitempty" json:"declined"`
	Planning   int64 `cbor:"5,keyasint,omitempty" json:"planning"`
	Trial      int64 `cbor:"6,keyasint,omitempty" json:"trial"`
	Running    int64 `cbor:"7,keyasint,omitempty" json:"running"`
	Stopped    int64 `cbor:"8,keyasint,omitempty" json:"stopped"`
}

// Of returns the count of one state.
func (t Tally) Of(s State) int64 {
	if n := t.slot(s); n != nil {
		return *n
	}
	return 0
}

func (t *Tally) slot(s State) *int64 {
	switch s {
	case Asked:
		return &t.Asked
	case Accepted:
		return &t.Accepted
	case Declined:
		return &t.Declined
	case Planning:
		return &t.Planning
	case Trial:
		return &t.Trial
	case Running:
		return &t.Running
	case Stopped:
		return &t.Stopped
	default:
		return nil
	}
}

func (t *Tally) add(s State, n int64) {
	if slot := t.slot(s); slot != nil {
		*slot += n
	}
}

var tallies = storage.Table[Tally]{
	Kind: "replication tally",
	ID:   func(t *Tally) storage.Key { return storage.ReplicationTally.Key().ID(t.Innovation) },
}

func tallyOf(r storage.Reader, innovation op.ID) (Tally, error) {
	t := Tally{Innovation: innovation}
	old, ok, err := tallies.Get(r, tallies.ID(&t))
	if ok {
		t = old
	}
	return t, err
}

// count moves one replication from a state, none when it is new, to another.
func count(tx *op.Tx, innovation op.ID, from, to State) error {
	if from == to {
		return nil
	}
	t, err := tallyOf(tx, innovation)
	if err != nil {
		return err
	}
	t.add(from, -1)
	t.add(to, 1)
	return tallies.Put(tx, &t)
}

// Verify checks the tables, counts the tallies anew, and looks at each life: its
// steps follow each other in time and the last is its state.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){
		replications.Verify, tallies.Verify, served.Verify, verifyTallies, verifyLives, verifyServed,
	} {
		rep, err := verify(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

func verifyTallies(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "replication tally"}
	counted := map[op.ID]Tally{}
	for p, err := range replications.All(r, storage.ReplicationByID.Key()) {
		if err != nil {
			return rep, err
		}
		t := counted[p.Innovation]
		t.Innovation = p.Innovation
		t.add(p.State, 1)
		counted[p.Innovation] = t
	}
	for t, err := range tallies.Range(r, storage.ReplicationTally.Key(), kv.PrefixEnd(storage.ReplicationTally.Key())) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if want := counted[t.Innovation]; t != want {
			finding(&rep, "stored %+v, counted %+v", t, want)
		}
		delete(counted, t.Innovation)
	}
	for _, t := range counted {
		finding(&rep, "%+v is missing", t)
	}
	return rep, nil
}

func verifyLives(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "replication life"}
	for p, err := range replications.All(r, storage.ReplicationByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		for text, broken := range map[string]bool{
			"its last step is not its state":      p.Last().State != p.State,
			"it does not begin with a question":   p.Steps[0].State != Asked,
			"a centre replicates its own":         p.Owner == p.Centre,
			"accepted without a contact":          p.State == Accepted && p.Contact == "",
			"ended without a reason":              !p.State.Open() && p.Last().Note == "",
			"its steps do not follow in time":     !inOrder(p.Steps),
			"it happened after it was written":    p.Last().Occurred.After(p.Last().Recorded),
			"it names no version of what it does": p.Published < 1,
		} {
			if broken {
				finding(&rep, "%s at %s: %s", p.Code, p.Centre, text)
			}
		}
	}
	return rep, nil
}

func inOrder(steps []Step) bool {
	for i := 1; i < len(steps); i++ {
		if steps[i].Occurred.Before(steps[i-1].Occurred) {
			return false
		}
	}
	return true
}

func finding(rep *storage.Report, format string, args ...any) {
	rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
}

// Export gives every replication and every month that was told to emit.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &replications, &served)
}
