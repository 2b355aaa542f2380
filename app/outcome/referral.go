package outcome

import (
	"context"
	"slices"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// Stage is how far a referral has come. Sent is not served: only Started and
// ServiceDone count as a service.
type Stage string

// The stages.
const (
	Sent        Stage = "sent"
	Accepted    Stage = "accepted"
	Refused     Stage = "refused"
	Started     Stage = "started"
	ServiceDone Stage = "done"
)

// nextStages says what can follow a stage.
func nextStages(s Stage) []Stage {
	switch s {
	case Sent:
		return []Stage{Accepted, Refused}
	case Accepted:
		return []Stage{Started, Refused}
	case Started:
		return []Stage{ServiceDone}
	default:
		return nil
	}
}

// Served tells whether the person gets, or got, the service.
func (s Stage) Served() bool { return s == Started || s == ServiceDone }

// Service is something that a directorate general offers.
type Service struct{ Code, Directorate string }

// Services lists what a person can be referred to. The last of each directorate
// general is for what the list lacks.
func Services() []Service {
	return []Service{
		{"terapi", "rehsos"},
		{"vokasional", "rehsos"},
		{"pendampingan", "rehsos"},
		{"rehsos-lain", "rehsos"},
		{"pkh", "linjamsos"},
		{"sembako", "linjamsos"},
		{"pbi-jk", "linjamsos"},
		{"linjamsos-lain", "linjamsos"},
		{"modal-usaha", "dayasos"},
		{"pelatihan-usaha", "dayasos"},
		{"rumah-layak", "dayasos"},
		{"dayasos-lain", "dayasos"},
	}
}

func serviceByCode(code string) (Service, bool) {
	i := slices.IndexFunc(Services(), func(s Service) bool { return s.Code == code })
	if i < 0 {
		return Service{}, false
	}
	return Services()[i], true
}

// RefusalReasons lists why a referral is refused.
func RefusalReasons() []string {
	return []string{"ineligible", "quota", "incomplete", "duplicate", "other"}
}

// Referral asks a directorate general to serve a person.
type Referral struct {
	ID        op.ID     `cbor:"1,keyasint" json:"id"`
	Centre    string    `cbor:"2,keyasint" json:"centre"`
	Person    op.ID     `cbor:"3,keyasint" json:"person"`
	PersonRef string    `cbor:"4,keyasint" json:"beneficiary"`
	To        string    `cbor:"5,keyasint" json:"to"` // code of the directorate general
	Service   string    `cbor:"6,keyasint" json:"service"`
	Stage     Stage     `cbor:"7,keyasint" json:"state"`
	Sent      time.Time `cbor:"8,keyasint" json:"sent_at"`
	Due       time.Time `cbor:"9,keyasint" json:"due_at"`                      // an answer is due
	Sealed    []byte    `cbor:"10,keyasint,omitempty" json:"sealed,omitempty"` // the note
	Refusal   string    `cbor:"11,keyasint,omitempty" json:"refusal"`          // one of RefusalReasons
	Steps     []Step    `cbor:"12,keyasint,omitempty" json:"steps"`
	By        string    `cbor:"13,keyasint" json:"sent_by"`
	Version   int64     `cbor:"14,keyasint" json:"version"`
}

// Step is when a referral came to a stage, and who said so.
type Step struct {
	Stage Stage     `cbor:"1,keyasint" json:"state"`
	At    time.Time `cbor:"2,keyasint" json:"at"`
	By    string    `cbor:"3,keyasint" json:"by"`
}

// Overdue tells whether an answer should have come by now.
func (g Referral) Overdue(now time.Time) bool { return g.Stage == Sent && now.After(g.Due) }

// Next lists the stages that can follow.
func (g Referral) Next() []Stage { return nextStages(g.Stage) }

var referrals = storage.Table[Referral]{
	Kind: "referral",
	ID:   func(g *Referral) storage.Key { return storage.ReferralByID.Key().ID(g.ID) },
	Index: func(g *Referral) []storage.Key {
		return []storage.Key{
			storage.ReferralByState.Key().Text(g.To).Text(string(g.Stage)).Time(g.Sent).ID(g.ID),
			storage.ReferralByPerson.Key().ID(g.Person).Time(g.Sent).ID(g.ID),
			storage.ReferralByCentre.Key().Text(g.Centre).Time(g.Sent).ID(g.ID),
		}
	},
}

func findReferral(r storage.Reader, text string) (Referral, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return Referral{}, fault.Missing("referral")
	}
	g, ok, err := referrals.Get(r, storage.ReferralByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("referral")
	}
	return g, err
}

// NewReferral is the input of Refer. The service tells the directorate general.
type NewReferral struct {
	Beneficiary string `json:"beneficiary" validate:"required,max=40"`
	Service     string `json:"service" validate:"required,max=40"`
	Note        string `json:"note" validate:"max=500"`
	DueDays     int    `json:"due_days" validate:"min=0,max=365"` // 14 when 0
}

const usualDueDays = 14

// Refer sends a person to a service.
func (o *Outcomes) Refer(ctx context.Context, in NewReferral) (Referral, error) {
	return op.Write(ctx, o.d, policy.ReferralSend, in, func(tx *op.Tx) (Referral, error) {
		person, err := beneficiary.Served(tx, o.ring, in.Beneficiary)
		if err != nil {
			return Referral{}, err
		}
		service, known := serviceByCode(in.Service)
		if !known {
			return Referral{}, fault.InField("service", "referral.service_unknown", nil)
		}
		days := in.DueDays
		if days == 0 {
			days = usualDueDays
		}
		g := Referral{
			ID: tx.ID(), Centre: person.Centre, Person: person.ID, PersonRef: person.Ref, To: service.Directorate, Service: service.Code,
			Stage: Sent, Sent: tx.At, Due: tx.At.AddDate(0, 0, days), By: tx.By.Name, Version: 1,
		}
		g.Steps = []Step{{Sent, tx.At, tx.By.Name}}
		if g.Sealed, err = o.ring.Seal(g.ID, Story{Note: in.Note}); err != nil {
			return Referral{}, fault.Wrap(err, "seal a referral")
		}
		tx.About("referral", g.ID, g.Service)
		tx.About("person", person.ID, person.Ref)
		if err := countReferral(tx, g, "referral_sent"); err != nil {
			return Referral{}, err
		}
		return g, referrals.Put(tx, &g)
	})
}

// Answer is the input of Answer: the stage that the referral has come to.
type Answer struct {
	Referral string `json:"referral" validate:"required,max=26"`
	State    Stage  `json:"state" validate:"required,oneof=accepted refused started done"`
	Refusal  string `json:"refusal" validate:"required_if=State refused,omitempty,oneof=ineligible quota incomplete duplicate other"`
}

// Answer moves a referral on. It fails with Conflict for a stage that cannot
// follow the one it is in.
func (o *Outcomes) Answer(ctx context.Context, in Answer) (Referral, error) {
	return op.Write(ctx, o.d, policy.ReferralAnswer, in, func(tx *op.Tx) (Referral, error) {
		g, err := findReferral(tx, in.Referral)
		if err != nil {
			return Referral{}, err
		}
		if err := tx.Allow(g.Centre); err != nil {
			return Referral{}, err
		}
		if !slices.Contains(g.Next(), in.State) {
			return Referral{}, fault.New(fault.Conflict, "referral.order", fault.Args{"state": "referral_" + string(g.Stage)})
		}
		tx.About("referral", g.ID, g.Service)
		tx.About("person", g.Person, g.PersonRef)
		tx.Changed("state", string(g.Stage), string(in.State))
		if !g.Stage.Served() && in.State.Served() {
			if err := countReferral(tx, g, "referral_served"); err != nil {
				return Referral{}, err
			}
		}
		g.Stage, g.Steps = in.State, append(g.Steps, Step{in.State, tx.At, tx.By.Name})
		if in.State == Refused {
			g.Refusal = in.Refusal
		}
		g.Version++
		return g, referrals.Put(tx, &g)
	})
}

// directorates lists the codes of the directorates general in their order.
func directorates() []string {
	var codes []string
	for _, d := range reference.Directorates() {
		codes = append(codes, d.Code)
	}
	return codes
}
