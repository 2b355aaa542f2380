package allocation

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// MaxItems is the most devices of one hand-over.
const MaxItems = 20

// Delivery is the input of HandOver. Allocations are named by id or by the code
// of the unit they hold. OccurredAt is a day or an instant; zero is now.
type Delivery struct {
	Allocations     []string  `json:"allocations" validate:"required,min=1,max=20,dive,required,max=200"`
	IdentityChecked bool      `json:"identity_checked"`
	Receiver        string    `json:"receiver" validate:"required,oneof=self proxy thumbprint"`
	ProxyName       string    `json:"proxy_name" validate:"required_if=Receiver proxy,max=120"`
	ProxyRelation   string    `json:"proxy_relation" validate:"required_if=Receiver proxy,max=60"`
	ProxyNIK        string    `json:"proxy_nik" validate:"max=30"`
	Witness         string    `json:"witness" validate:"required_if=Receiver thumbprint,max=120"`
	OccurredAt      time.Time `json:"occurred_at"`
	Place           string    `json:"place" validate:"required,max=120"`
	Basis           []string  `json:"basis" validate:"max=6,dive,max=300"`
	Condition       string    `json:"condition" validate:"max=500"`
	OfficerName     string    `json:"officer_name" validate:"max=120"` // the actor when empty
	OfficerNIP      string    `json:"officer_nip" validate:"max=30"`
	OfficerTitle    string    `json:"officer_title" validate:"max=120"`
	Parts           []string  `json:"parts" validate:"max=100,dive,max=120"` // that go along: unit code/model code
	PartsLeft       string    `json:"parts_left" validate:"max=200"`         // why a required one stays behind
}

// Check asks what the tags cannot say.
func (in Delivery) Check() []fault.Field {
	if !in.IdentityChecked {
		return []fault.Field{{Name: "identity_checked", Key: "handover.identity_unchecked"}}
	}
	return nil
}

// HandOver hands reserved units over to their person with one document: it
// numbers and freezes the minutes, moves the units, fulfils the requests, counts
// the month and tells the followers, all or nothing.
func (a *Allocations) HandOver(ctx context.Context, in Delivery) (Handover, error) {
	return op.Write(ctx, a.d, policy.HandoverPost, in, func(tx *op.Tx) (Handover, error) {
		chosen, err := reservedFor(tx, in.Allocations)
		if err != nil {
			return Handover{}, err
		}
		h, centre, err := in.begin(tx, chosen[0])
		if err != nil {
			return Handover{}, err
		}
		if err := sendAlong(tx, &h, chosen, in.Parts, in.PartsLeft); err != nil {
			return Handover{}, err
		}
		if err := a.deliver(tx, &h, chosen); err != nil {
			return Handover{}, err
		}
		if err := a.freeze(tx, &h, in.parties(tx.By, centre)); err != nil {
			return Handover{}, err
		}
		if err := countPeriods(tx, h); err != nil {
			return Handover{}, err
		}
		if err := handovers.Put(tx, &h); err != nil {
			return Handover{}, err
		}
		for _, f := range a.followers {
			if err := f.HandedOver(tx, h); err != nil {
				return Handover{}, err
			}
		}
		return h, nil
	})
}

// begin is the document of a hand-over with its number, and the centre whose it
// is, for the person of the first of the units.
func (in Delivery) begin(tx *op.Tx, first Allocation) (h Handover, centre network.Centre, err error) {
	at, err := in.instant(tx.At)
	if err != nil {
		return h, centre, err
	}
	if centre, err = network.CentreByCode(tx, first.Centre); err != nil {
		return h, centre, err
	}
	h = Handover{
		ID: tx.ID(), Centre: centre.Code, Head: Head{Centre: centre.Name, Address: centre.Address}, Person: first.Person, PersonRef: first.PersonRef,
		At: at, Recorded: tx.At, Place: in.Place, Receiver: in.Receiver, Basis: in.Basis, Condition: in.Condition,
		Terms: Terms, By: tx.By.Name,
	}
	tx.Occurred(at)
	if h.Number, err = handoverNumber(tx, centre, at); err != nil {
		return h, centre, err
	}
	tx.About("handover", h.ID, h.Number)
	tx.About("person", h.Person, h.PersonRef)
	return h, centre, nil
}

// reservedFor finds the named allocations and makes sure that they are reserved
// and of one person.
func reservedFor(tx *op.Tx, names []string) ([]Allocation, error) {
	var chosen []Allocation
	for _, name := range names {
		rec, err := ownAllocation(tx, name)
		if err != nil {
			return nil, inField("allocations", err)
		}
		if rec.Stage != Reserved {
			return nil, notReserved(rec)
		}
		for _, other := range chosen {
			switch {
			case other.ID == rec.ID:
				return nil, fault.InField("allocations", "handover.twice", fault.Args{"code": rec.UnitCode})
			case other.Person != rec.Person:
				return nil, fault.InField("allocations", "handover.two_persons", fault.Args{"code": rec.UnitCode})
			}
		}
		chosen = append(chosen, rec)
	}
	return chosen, nil
}

// wib is the zone in which a day without an hour is meant.
var wib = time.FixedZone("WIB", 7*60*60)

// instant is when it happened. A day alone means now if it is today, else the
// end of that day: the devices were on the shelf before.
func (in Delivery) instant(now time.Time) (time.Time, error) {
	at := in.OccurredAt
	if at.IsZero() {
		return now, nil
	}
	if local := at.In(wib); local.Equal(midnight(local)) {
		if local.Equal(midnight(now.In(wib))) {
			return now, nil
		}
		at = local.AddDate(0, 0, 1).Add(-time.Second)
	}
	if at.After(now) {
		return at, fault.InField("occurred_at", "handover.future", nil)
	}
	return at.UTC(), nil
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// deliver moves the units and takes allocations, requests and tallies along.
func (a *Allocations) deliver(tx *op.Tx, h *Handover, chosen []Allocation) error {
	person, err := beneficiary.PersonByID(tx, h.Person)
	if err != nil {
		return err
	}
	h.Province = provinceOf(person.Region)
	out := stock.Issuance{To: h.Person, Document: h.Number, Occurred: h.At, Province: h.Province}
	for i := range chosen {
		rec := &chosen[i]
		line, err := lineOf(tx, *rec)
		if err != nil {
			return err
		}
		h.Lines = append(h.Lines, line)
		h.Total += line.Value
		out.Units, out.Allocations = append(out.Units, rec.Unit), append(out.Allocations, rec.ID)
		if err := fulfil(tx, h, rec); err != nil {
			return err
		}
	}
	if err := count(tx, *h); err != nil {
		return err
	}
	moved, err := stock.Issue(tx, out)
	h.Movement = moved.ID
	return err
}

// lineOf freezes what is handed over.
func lineOf(tx *op.Tx, rec Allocation) (Line, error) {
	unit, err := stock.UnitByID(tx, rec.Unit)
	if err != nil {
		return Line{}, err
	}
	model, err := stock.ModelByID(tx, rec.Model)
	if err != nil {
		return Line{}, err
	}
	maker := model.Maker
	if model.MakerCentre != "" {
		maker = "SKA " + network.NameOf(tx, model.MakerCentre)
	}
	return Line{
		Allocation: rec.ID, Request: rec.Request, RequestNo: rec.RequestNo, Unit: unit.ID, UnitCode: unit.Code, Serial: unit.Serial,
		Model: model.ID, ModelName: model.Name, Maker: maker, Fund: strings.TrimSpace(unit.Fund), Value: unit.UnitCost,
	}, nil
}

// fulfil ends an allocation and its request with the hand-over.
func fulfil(tx *op.Tx, h *Handover, rec *Allocation) error {
	q, err := requestByID(tx, rec.Request)
	if err != nil {
		return err
	}
	tx.About("request", q.ID, q.Number)
	q.State, q.Handover, q.Ended = Fulfilled, h.Number, tx.At
	q.Version++
	if err := saveRequest(tx, &q); err != nil {
		return err
	}
	rec.Stage, rec.Handover, rec.HandoverNo, rec.Ended = HandedOver, h.ID, h.Number, tx.At
	rec.Version++
	return allocations.Put(tx, rec)
}

// freeze seals the parties and takes the hash of the whole.
func (a *Allocations) freeze(tx *op.Tx, h *Handover, parties Parties) error {
	person, err := beneficiary.PersonByID(tx, h.Person)
	if err != nil {
		return err
	}
	who, err := beneficiary.OpenFor(tx, a.ring, person)
	if err != nil {
		return err
	}
	parties.Second = Party{Name: who.Name, NIK: who.NIK, Address: who.Address}
	if h.Parties, err = digest(parties); err != nil {
		return fault.Wrap(err, "hash the parties")
	}
	if h.Sealed, err = a.ring.Seal(h.ID, parties); err != nil {
		return fault.Wrap(err, "seal the parties")
	}
	if h.Hash, err = h.ContentHash(); err != nil {
		return fault.Wrap(err, "hash a hand-over")
	}
	return nil
}

// parties are those that the form and the centre name. The signer of the centre
// (PPK) is the first party, and who hands over acts for them; a centre that has
// named no signer is represented by the officer alone.
func (in Delivery) parties(by policy.Actor, centre network.Centre) Parties {
	officer := Officer{Name: in.OfficerName, NIP: in.OfficerNIP, Title: in.OfficerTitle}
	if officer.Name == "" {
		officer.Name = by.Name
	}
	p := Parties{First: officer, Witness: in.Witness, Salt: rand.Text()}
	if centre.Signer.Name != "" {
		p.First = Officer{Name: centre.Signer.Name, Title: centre.Signer.Title}
		p.Delegate = officer
	}
	if in.Receiver == ToProxy {
		p.Proxy = Party{Name: in.ProxyName, NIK: in.ProxyNIK, Relation: in.ProxyRelation}
	}
	return p
}
