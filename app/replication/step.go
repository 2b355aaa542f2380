package replication

import (
	"cmp"
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// NewReplication asks for the innovation of another centre, for the centre of
// whoever asks.
type NewReplication struct {
	Innovation string    `json:"innovation" validate:"required,max=200"` // slug, code or id
	Form       Form      `json:"form" validate:"required,oneof=full adapted partial"`
	Note       string    `json:"note" validate:"max=500"` // for the owner: what for, how many
	Occurred   time.Time `json:"occurred_at"`             // a day; zero for now
}

// Check finds what no tag can say.
func (in NewReplication) Check() []fault.Field {
	return nameless(digits, map[string]string{"note": in.Note})
}

// Ask says that the actor's centre would like to replicate a published
// innovation. It fails with Conflict for one of its own, for an archived one and
// when the centre has an open replication of it already.
func (s *Replications) Ask(ctx context.Context, in NewReplication) (Replication, error) {
	return op.Write(ctx, s.d, policy.ReplicationAsk, in, func(tx *op.Tx) (Replication, error) {
		if err := tx.Allow(tx.By.Centre); err != nil {
			return Replication{}, err
		}
		rec, err := innovation.Find(tx, in.Innovation)
		if err != nil {
			return Replication{}, err
		}
		sheet, public := rec.Sheet()
		switch {
		case !public:
			return Replication{}, fault.Missing("innovation")
		case rec.Centre == tx.By.Centre:
			return Replication{}, fault.New(fault.Conflict, "replication.own", nil)
		case sheet.Archived:
			return Replication{}, fault.New(fault.Conflict, "replication.archived", nil)
		}
		if _, taken, err := tx.Get(openKey(rec.ID, tx.By.Centre)); err != nil || taken {
			return Replication{}, cmp.Or(err, error(fault.New(fault.Conflict, "replication.taken", nil)))
		}
		at, err := happened(in.Occurred, rec.PublishedAt, tx.At)
		if err != nil {
			return Replication{}, err
		}
		p := Replication{
			ID: tx.ID(), Innovation: rec.ID, Code: rec.Code, Owner: rec.Centre, Centre: tx.By.Centre,
			Published: rec.PublishedVersion, Form: in.Form,
		}
		p.enter(tx, Asked, at, in.Note)
		tx.Changed("form", "", string(in.Form))
		return p, p.save(tx, "")
	})
}

// Reply is the owner's answer.
type Reply struct {
	Replication string    `json:"id" validate:"required,max=40"`
	Version     int64     `json:"version" validate:"min=0"` // that was looked at; 0 does not ask
	Decision    string    `json:"decision" validate:"required,oneof=accept decline"`
	Contact     string    `json:"contact" validate:"max=200"` // an office and its telephone, nobody's own
	Reason      string    `json:"reason" validate:"max=500"`  // of declining
	Occurred    time.Time `json:"occurred_at"`
}

// The decisions of a Reply.
const (
	Accept  = "accept"
	Decline = "decline"
)

// Check asks for what the answer consists of.
func (in Reply) Check() []fault.Field {
	bad := append(nameless(nik, map[string]string{"contact": in.Contact}), nameless(digits, map[string]string{"reason": in.Reason})...)
	switch {
	case in.Decision == Accept && in.Contact == "":
		bad = append(bad, fault.Field{Name: "contact", Key: "replication.contact_needed"})
	case in.Decision == Decline && in.Reason == "":
		bad = append(bad, fault.Field{Name: "reason", Key: "replication.reason_needed"})
	}
	return bad
}

// Answer accepts, naming whom the other centre can ask, or declines with a
// reason.
func (s *Replications) Answer(ctx context.Context, in Reply) (Replication, error) {
	return op.Write(ctx, s.d, policy.ReplicationAnswer, in, func(tx *op.Tx) (Replication, error) {
		p, err := taken(tx, in.Replication, in.Version, func(p *Replication) string { return p.Owner })
		if err != nil {
			return p, err
		}
		if p.State != Asked {
			return p, p.notNow()
		}
		at, err := happened(in.Occurred, p.Since(), tx.At)
		if err != nil {
			return p, err
		}
		if in.Decision == Accept {
			p.Contact = in.Contact
			p.enter(tx, Accepted, at, "")
		} else {
			p.enter(tx, Declined, at, in.Reason)
		}
		return p, p.save(tx, Asked)
	})
}

// NextStep is the next state that the replicating centre has come to.
type NextStep struct {
	Replication string    `json:"id" validate:"required,max=40"`
	Version     int64     `json:"version" validate:"min=0"`
	State       State     `json:"state" validate:"required,oneof=planning trial running stopped"`
	Reason      string    `json:"reason" validate:"max=500"` // of stopping; else a note
	Occurred    time.Time `json:"occurred_at"`
}

// Check asks why somebody stops.
func (in NextStep) Check() []fault.Field {
	bad := nameless(digits, map[string]string{"reason": in.Reason})
	if in.State == Stopped && in.Reason == "" {
		bad = append(bad, fault.Field{Name: "reason", Key: "replication.reason_needed"})
	}
	return bad
}

// Advance takes the next step: accepted, planning, trial, running, one after the
// other; stopping is possible from each of them, also before the answer.
func (s *Replications) Advance(ctx context.Context, in NextStep) (Replication, error) {
	return op.Write(ctx, s.d, policy.ReplicationAdvance, in, func(tx *op.Tx) (Replication, error) {
		p, err := taken(tx, in.Replication, in.Version, func(p *Replication) string { return p.Centre })
		if err != nil {
			return p, err
		}
		was := p.State
		if in.State != was.Next() && (in.State != Stopped || !was.Open()) {
			return p, p.notNow()
		}
		at, err := happened(in.Occurred, p.Since(), tx.At)
		if err != nil {
			return p, err
		}
		p.enter(tx, in.State, at, in.Reason)
		return p, p.save(tx, was)
	})
}

// Details is what the replicating centre tells of it.
type Details struct {
	Replication string `json:"id" validate:"required,max=40"`
	Version     int64  `json:"version" validate:"required,min=1"`
	Form        Form   `json:"form" validate:"required,oneof=full adapted partial"`
	Changes     string `json:"changes" validate:"max=2000"`
	Obstacles   string `json:"obstacles" validate:"max=2000"`
	Evidence    string `json:"evidence" validate:"max=2000"`
	Renew       bool   `json:"renew"` // the version that is published now is the one replicated
}

// Check finds what no tag can say.
func (in Details) Check() []fault.Field {
	return nameless(digits, map[string]string{"changes": in.Changes, "obstacles": in.Obstacles, "evidence": in.Evidence})
}

// Describe tells what was changed in the design, what stands in the way and what
// proves that it works. Its texts do not enter the journal.
func (s *Replications) Describe(ctx context.Context, in Details) (Replication, error) {
	return op.Write(ctx, s.d, policy.ReplicationDescribe, in, func(tx *op.Tx) (Replication, error) {
		p, err := taken(tx, in.Replication, in.Version, func(p *Replication) string { return p.Centre })
		if err != nil {
			return p, err
		}
		if !p.State.Open() {
			return p, p.notNow()
		}
		if in.Renew {
			rec, err := innovation.ByID(tx, p.Innovation)
			if err != nil {
				return p, err
			}
			p.Published = rec.PublishedVersion
		}
		if in.Form != p.Form {
			tx.Changed("form", string(p.Form), string(in.Form))
		}
		p.Form, p.Changes, p.Obstacles, p.Evidence = in.Form, in.Changes, in.Obstacles, in.Evidence
		return p, p.save(tx, p.State)
	})
}

// taken reads a replication for a command of one of its two centres. The third
// has not heard of it; the other of the two may not.
func taken(tx *op.Tx, ref string, version int64, whose func(*Replication) string) (Replication, error) {
	p, err := find(tx, ref)
	if err != nil {
		return p, err
	}
	if err := tx.Allow(whose(&p)); err != nil {
		if tx.By.Centre != p.Centre && tx.By.Centre != p.Owner {
			err = fault.Missing(kind)
		}
		return Replication{}, err
	}
	if version != 0 && version != p.Version {
		return p, fault.New(fault.Conflict, "replication.stale", nil)
	}
	return p, nil
}

// notNow refuses a step that the state does not allow.
func (p *Replication) notNow() error {
	return fault.New(fault.Conflict, "replication.not_now", fault.Args{"state": "replication_" + string(p.State)})
}
