package outcome

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Visit is the input of Record: what was found, at home or by telephone. A zero
// OccurredAt is now.
type Visit struct {
	FollowUp   string    `json:"follow_up" validate:"required,max=26"`
	Use        Use       `json:"use" validate:"required,oneof=daily sometimes no returned deceased unreachable"`
	Why        string    `json:"why" validate:"required_if=Use no,omitempty,oneof=wrong-fit broken pain surroundings improved unwanted other"`
	Device     int       `json:"device_score" validate:"min=0,max=5"`
	Service    int       `json:"service_score" validate:"min=0,max=5"`
	Repair     bool      `json:"needs_repair"`
	Goal       string    `json:"goal" validate:"omitempty,oneof=yes partly no"`
	Problems   []Problem `json:"problems" validate:"max=5,dive"`
	Note       string    `json:"note" validate:"max=1000"`
	OccurredAt time.Time `json:"occurred_at"`
}

// Check asks for the answers that somebody who was reached can give.
func (in Visit) Check() []fault.Field {
	var bad []fault.Field
	if in.Use.answered() && in.Device == 0 {
		bad = append(bad, fault.Field{Name: "device_score", Key: "field.required"})
	}
	if in.Use.answered() && in.Goal == "" {
		bad = append(bad, fault.Field{Name: "goal", Key: "field.required"})
	}
	return bad
}

// Record answers a follow-up, once. When the device came back or the person has
// died, the later questions about it are dropped.
func (o *Outcomes) Record(ctx context.Context, in Visit) (FollowUp, error) {
	return op.Write(ctx, o.d, policy.FollowUpRecord, in, func(tx *op.Tx) (FollowUp, error) {
		f, err := findFollowUp(tx, in.FollowUp)
		if err != nil {
			return FollowUp{}, err
		}
		if tx.Allow(f.Centre) != nil {
			return FollowUp{}, fault.Missing("follow_up")
		}
		if f.State != Due {
			return FollowUp{}, fault.New(fault.Conflict, "follow_up.not_due", fault.Args{"by": f.By, "date": f.Recorded})
		}
		met := in.OccurredAt
		if met.IsZero() {
			met = tx.At
		}
		if met.After(tx.At) || met.Before(f.Given.AddDate(0, 0, -1)) {
			return FollowUp{}, fault.InField("occurred_at", "follow_up.when", fault.Args{"date": f.Given})
		}
		if err := o.answer(&f, in); err != nil {
			return FollowUp{}, err
		}
		f.State, f.Met, f.Recorded, f.By = Done, met.UTC(), tx.At, tx.By.Name
		f.Version++
		return f, save(tx, f)
	})
}

// answer writes what was told into the follow-up, words sealed.
func (o *Outcomes) answer(f *FollowUp, in Visit) (err error) {
	f.Use, f.Repair = in.Use, in.Repair
	if in.Use == Unused {
		f.Why = in.Why
	}
	if in.Use.answered() {
		f.Device, f.Service, f.Goal = in.Device, in.Service, in.Goal
		f.Asked = len(in.Problems)
		for _, p := range in.Problems {
			f.Before += p.Importance * p.Before
			f.After += p.Importance * p.After
		}
	}
	f.Sealed, err = o.ring.Seal(f.ID, Story{Problems: in.Problems, Note: in.Note})
	if err != nil {
		return fault.Wrap(err, "seal a follow-up")
	}
	return nil
}

// save stores an answered follow-up with its tallies and drops what has become
// pointless.
func save(tx *op.Tx, f FollowUp) error {
	tx.About("follow_up", f.ID, f.HandoverNo)
	tx.About("unit", f.Unit, f.UnitCode)
	tx.About("person", f.Person, f.PersonRef)
	tx.Occurred(f.Met)
	tx.Changed("use", "", string(f.Use))
	if f.Goal != "" {
		tx.Changed("goal", "", f.Goal)
	}
	for _, name := range f.counts() {
		if err := count(tx, f.Centre, f.Met, name, 1); err != nil {
			return err
		}
	}
	if f.Use.ends() {
		if err := drop(tx, f.Later); err != nil {
			return err
		}
	}
	if err := followUps.Put(tx, &f); err != nil {
		return err
	}
	if err := see(tx, f); err != nil {
		return err
	}
	return countAnswer(tx, f)
}

func drop(tx *op.Tx, later []op.ID) error {
	for _, id := range later {
		f, ok, err := followUps.Get(tx, followUpKey(id))
		if err != nil {
			return err
		}
		if !ok || f.State != Due {
			continue
		}
		f.State = Dropped
		f.Version++
		if err := followUps.Put(tx, &f); err != nil {
			return err
		}
		if err := count(tx, f.Centre, f.Due, "due", -1); err != nil {
			return err
		}
	}
	return nil
}
